//! What a change can break, by the paths that it touches.
use crate::shell::{command, output};
use std::collections::BTreeSet;

/// Which steps, programs and journeys run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Everything, whatever else is named.
    everything: bool,
    steps: BTreeSet<&'static str>,
    /// Packages whose tests all run, and single files of tests against the server, such as `tests::steering::reports`.
    programs: BTreeSet<String>,
    /// Files of journeys; `*` means all.
    journeys: BTreeSet<String>,
}

/// What a folder can break: the steps, and the packages whose tests look at it. `browser` runs all journeys. The first that fits counts.
const REACH: &[(&str, &[&str], &[&str])] = &[
    ("crates/domain/", &["rust", "openapi", "web", "fuzz", "scim", "browser"], &["domain", "contract", "client", "persistence", "api", "tests", "frontend"]),
    ("crates/contract/", &["rust", "openapi", "web", "fuzz", "browser"], &["contract", "client", "api", "tests", "frontend"]),
    ("crates/client/", &["rust", "web", "browser"], &["client", "tests", "frontend"]),
    ("crates/persistence/", &["rust", "fuzz", "scim", "browser"], &["persistence", "api", "tests"]),
    ("migrations/", &["rust", "fuzz", "scim", "browser"], &["persistence", "api", "tests"]),
    ("crates/api/src/scim/", &["rust", "scim"], &["api", "tests"]),
    ("crates/api/", &["rust", "openapi", "fuzz", "scim", "browser"], &["api", "tests"]),
    ("crates/xtask/", &["rust"], &["xtask"]),
    ("frontend/src/", &["rust", "web", "browser"], &["frontend"]),
    ("frontend/", &["web", "browser"], &[]),
    // The app shows the guide, and a test runs its examples.
    ("docs/handleiding/", &["rust", "web"], &["tests", "frontend"]),
    ("docs/", &[], &[]),
    ("openapi/", &["openapi"], &[]),
    ("tests/src/", &["rust"], &["tests"]),
    ("tests/support/", &["browser"], &[]),
    ("tests/bench/", &[], &[]),
    ("tests/fuzz.py", &["fuzz"], &[]),
    ("tests/scim.py", &["scim"], &[]),
    ("tests/schemathesis.toml", &["fuzz"], &[]),
    ("tests/screenshots.js", &[], &[]),
    ("README.md", &[], &[]),
    ("CHANGELOG.md", &[], &[]),
    ("CONTRIBUTING.md", &[], &[]),
    ("SECURITY.md", &[], &[]),
    ("tests/README.md", &[], &[]),
];

impl Scope {
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// What the difference with a commit can break; without one, what is not committed, or else the last commit.
    pub fn of_change(base: &str) -> anyhow::Result<Self> {
        let advice = "Name a commit of this repository: cargo xtask test --changed main";
        let git = |arguments: &[&str]| output(command("git").args(arguments), advice);
        let open = git(&["status", "--porcelain", "--untracked-files=all"])?;
        let base = match base {
            "" if open.trim().is_empty() => "HEAD~1",
            "" => "HEAD",
            base => base,
        };
        let changed = git(&["diff", "--name-only", "--no-renames", base])?;
        let new = git(&["ls-files", "--others", "--exclude-standard"])?;
        let paths: BTreeSet<_> = changed.lines().chain(new.lines()).collect();
        println!("{} files differ from {base}", paths.len());
        let scope = Self::of_paths(&paths);
        println!("{}", scope.describe());
        Ok(scope)
    }

    fn of_paths(paths: &BTreeSet<&str>) -> Self {
        let mut scope = Self::default();
        scope.steps.insert("check");
        for path in paths {
            if let Some(file) = path.strip_prefix("tests/tests/").and_then(|file| file.strip_suffix(".rs")).filter(|file| *file != "main") {
                scope.steps.insert("rust");
                scope.programs.insert(format!("tests::{}", file.trim_end_matches("/mod").replace('/', "::")));
            } else if let Some(journeys) = path.strip_prefix("tests/e2e/").and_then(|file| file.strip_suffix(".test.js")) {
                scope.steps.insert("browser");
                scope.journeys.insert(journeys.to_owned());
            } else if let Some((_, steps, packages)) = REACH.iter().find(|(folder, _, _)| path.starts_with(folder)) {
                scope.steps.extend(*steps);
                scope.programs.extend(packages.iter().map(|package| (*package).to_owned()));
                if steps.contains(&"browser") {
                    scope.journeys.insert("*".to_owned());
                }
            } else {
                return Self::everything();
            }
        }
        scope
    }

    fn describe(&self) -> String {
        if self.everything {
            return "everything runs".to_owned();
        }
        let list = |items: Vec<&str>| if items.is_empty() { "none".to_owned() } else { items.join(", ") };
        format!(
            "steps: {}; Rust tests: {}; journeys: {}",
            list(self.steps.iter().copied().collect()),
            list(self.programs.iter().map(String::as_str).collect()),
            list(self.journeys.iter().map(String::as_str).collect()),
        )
    }

    pub fn has_step(&self, step: &str) -> bool {
        self.everything || self.steps.contains(step)
    }

    /// Whether a program such as `tests::server` runs, or some of its tests.
    pub fn has_program(&self, name: &str) -> bool {
        let package = name.split("::").next().unwrap_or(name);
        self.everything || self.steps.is_empty() || self.programs.contains(package) || !self.tests_of(name).is_empty()
    }

    /// The beginnings of the names of the tests of a program that run; none when all do.
    pub fn tests_of(&self, name: &str) -> Vec<String> {
        let package = name.split("::").next().unwrap_or(name);
        if self.everything || self.programs.contains(package) {
            return vec![];
        }
        let of = format!("{package}::");
        self.programs.iter().filter_map(|one| one.strip_prefix(&of)).map(|file| format!("{file}::")).collect()
    }

    /// Whether a file of journeys runs.
    pub fn has_journeys(&self, stem: &str) -> bool {
        self.everything || self.journeys.contains("*") || self.journeys.contains(stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(paths: &[&str]) -> Scope {
        Scope::of_paths(&paths.iter().copied().collect())
    }

    #[test]
    fn a_rule_of_the_domain_reaches_everything() {
        let scope = of(&["crates/domain/src/text.rs"]);
        assert!(["check", "rust", "openapi", "web", "fuzz", "browser"].iter().all(|step| scope.has_step(step)));
        assert!(scope.has_program("tests::server") && scope.has_program("frontend::frontend") && scope.has_journeys("work"));
        assert!(scope.tests_of("tests::server").is_empty(), "all of them");
        assert!(!scope.has_program("xtask::xtask"));
    }

    #[test]
    fn a_test_reaches_itself() {
        let scope = of(&["tests/tests/leaks.rs", "tests/tests/steering/reports.rs", "tests/e2e/work.test.js"]);
        assert!(scope.has_step("rust") && scope.has_step("browser") && !scope.has_step("fuzz"));
        assert!(scope.has_program("tests::server") && !scope.has_program("api::api"));
        assert_eq!(scope.tests_of("tests::server"), ["leaks::", "steering::reports::"]);
        assert!(scope.has_journeys("work") && !scope.has_journeys("forms"));
    }

    #[test]
    fn a_text_for_people_reaches_nothing_but_the_guide() {
        assert_eq!(of(&["docs/architecture.md"]).steps, BTreeSet::from(["check"]));
        assert!(of(&["docs/handleiding/3-plannen.md"]).has_program("tests::server"));
    }

    #[test]
    fn what_is_not_known_reaches_everything() {
        assert_eq!(of(&["Cargo.lock"]), Scope::everything());
        assert_eq!(of(&["docs/architecture.md", "something/new"]), Scope::everything());
    }
}
