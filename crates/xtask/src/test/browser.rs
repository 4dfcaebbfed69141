//! The tests in a browser: two at a time, each with a server over its own copy of one prepared database.
use super::{
    Setup,
    timing::{Known, pool},
};
use crate::shell::{command, exists, install, npm, output, root, step};
use anyhow::{Context, ensure};
use std::{
    path::Path,
    process::{Command, Stdio},
};

/// The journeys that are made by keyboard alone, which also holds that a pointer could press what is pressed.
const BY_KEYBOARD: &[&str] = &["directory", "work", "accounts", "steering", "measuring"];

/// The journeys that are made in both ways.
const BOTH_WAYS: &[&str] = &["journeys"];

/// A file of tests in the way in which it runs.
struct Job {
    name: String,
    file: String,
    environment: Vec<(&'static str, String)>,
}

impl Job {
    fn new(name: String, stem: &str, environment: Vec<(&'static str, String)>) -> Self {
        Self { name, file: format!("e2e/{stem}.test.js"), environment }
    }
}

pub fn browser(setup: &Setup) -> anyhow::Result<()> {
    npm("tests")?;
    if !["chromium", "chromium-browser", "google-chrome"].iter().any(|name| exists(name)) {
        install(&["chromium"], "the browser tests")?;
    }
    setup.web()?;
    let server = setup.server()?;
    let mut jobs = jobs(setup)?;
    let (known, timings) = (Known::read(), &setup.timings);
    known.sort(&mut jobs, |job| job.name.clone());
    let done = step("browser tests, two at a time", || {
        super::tidily(|folder| {
            let demo = folder.join("demo");
            prepare(&server, &demo)?;
            Ok(pool(2, jobs, |job| {
                let (passed, said) = run(job, folder, &server, &demo);
                for (name, seconds) in durations(&said) {
                    timings.test(format!("{} {name}", job.name), seconds);
                }
                println!("-- {}{}\n{said}", job.name, if passed { "" } else { " FAILED" });
                passed
            }))
        })
    })?;
    known.learn(done.iter().map(|(job, took, _)| (job.name.clone(), *took)));
    for (job, took, _) in &done {
        println!("{:>8.0}  {}", took.as_secs_f64(), job.name);
    }
    let failed: Vec<_> = done.iter().filter(|(_, _, passed)| !passed).map(|(job, _, _)| job.name.as_str()).collect();
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

/// Each file once, the journeys by keyboard; some in both ways, the pages once for each language, and the identity provider also on PostgreSQL, as what it
/// does to the database has no other test.
fn jobs(setup: &Setup) -> anyhow::Result<Vec<Job>> {
    let mut stems = vec![];
    for file in std::fs::read_dir(root().join("tests/e2e")).context("tests/e2e is missing")? {
        stems.extend(file?.file_name().to_string_lossy().strip_suffix(".test.js").map(str::to_owned));
    }
    stems.sort();
    stems.retain(|stem| setup.scope.has_journeys(stem));
    let mut jobs = vec![];
    for stem in &stems {
        if stem == "pages" {
            jobs.extend(["nl", "en"].map(|language| Job::new(format!("{stem} ({language})"), stem, vec![("KOMPAAN_TEST_LANGUAGE", language.to_owned())])));
            continue;
        }
        let by_keyboard = BY_KEYBOARD.contains(&stem.as_str());
        if !by_keyboard {
            jobs.push(Job::new(stem.clone(), stem, vec![]));
        }
        if by_keyboard || BOTH_WAYS.contains(&stem.as_str()) {
            jobs.push(Job::new(format!("{stem} (keyboard)"), stem, vec![("KOMPAAN_TEST_KEYBOARD", "1".to_owned())]));
        }
        if stem == "oidc" {
            let database = setup.postgres()?.new_database("kompaan_oidc")?;
            jobs.push(Job::new(format!("{stem} (PostgreSQL)"), stem, vec![("KOMPAAN_TEST_DATABASE", database)]));
        }
    }
    Ok(jobs)
}

/// Loads the demo data once, for all servers to copy.
fn prepare(server: &Path, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut load = command(server);
    load.arg("demo")
        .current_dir(folder)
        .env("KOMPAAN__DATABASE__URL", format!("sqlite:{}/kompaan.db?mode=rwc", folder.display()))
        .env("KOMPAAN__AUTH__KEY_FILE", folder.join("kompaan.key"))
        .env("KOMPAAN__FILES__FOLDER", folder.join("files"))
        .env("KOMPAAN__LOG__LEVEL", "warn");
    output(&mut load, "The demo data cannot be loaded; see the message.").map(drop)
}

fn run(job: &Job, folder: &Path, server: &Path, demo: &Path) -> (bool, String) {
    let mut tests = Command::new("node");
    tests.args(["--test", "--test-concurrency=1", "--test-reporter=spec", &job.file]).current_dir(root().join("tests"));
    tests.env("KOMPAAN_TEST_SERVER", server).env("KOMPAAN_TEST_WEB", root().join("frontend/dist")).env("KOMPAAN_TEST_DEMO", demo).env("TMPDIR", folder);
    tests.envs(job.environment.iter().map(|(name, value)| (name, value))).stdin(Stdio::null());
    match tests.output() {
        Ok(output) => (output.status.success(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))),
        Err(error) => (false, format!("node cannot be started: {error}\n")),
    }
}

/// The tests that a report of node names, with their seconds: `✔ name (1234.5ms)`.
fn durations(report: &str) -> Vec<(String, f64)> {
    let line = |line: &str| {
        let (name, took) = line.trim().strip_prefix('✔')?.rsplit_once(" (")?;
        let milliseconds: f64 = took.strip_suffix("ms)")?.parse().ok()?;
        Some((name.trim().to_owned(), milliseconds / 1000.0))
    };
    report.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_from_the_report() {
        let report = "▶ axe\n  ✔ nl light (2500.0ms)\n✔ a (b) c (10ms)\nℹ tests 2\n✖ broken (3ms)\n";
        assert_eq!(durations(report), [("nl light".to_owned(), 2.5), ("a (b) c".to_owned(), 0.01)]);
    }
}
