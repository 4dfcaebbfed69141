//! The Rust tests. One build makes the server and all programs of tests; then they run several at a time, which cargo does not do.
use super::{
    Setup,
    timing::{Known, Timings, pool},
};
use crate::shell::{built, cargo, root, step};
use anyhow::{Context, bail, ensure};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

/// So many tests of a program run at a time.
const TESTS_AT_ONCE: &str = "4";

/// A program of tests.
struct Program {
    /// The package and the target, such as `tests::server`.
    name: String,
    /// The tests of it that run, by the beginning of their names; all when there are none.
    only: Vec<String>,
    path: PathBuf,
    /// The folder of its package, in which cargo would run it.
    folder: PathBuf,
}

/// What became of a program.
struct Outcome {
    passed: usize,
    report: String,
    failed: Vec<String>,
}

pub fn rust(setup: &Setup) -> anyhow::Result<()> {
    let mut programs = step("server and Rust tests: compiling", || compile(setup))?;
    let _ = setup.server.set(());
    let postgres = setup.postgres()?.url.clone();
    let (known, timings) = (Known::read(), &setup.timings);
    known.sort(&mut programs, |program| program.name.clone());
    let done = step("Rust tests, on SQLite and PostgreSQL", || {
        super::tidily(|folder| {
            // Two at a time, with several tests at a time in each: much of it is waiting for a server.
            Ok(pool(2, programs, |program| {
                let outcome = run(program, folder, &postgres, timings);
                let report = outcome.as_ref().map_or_else(|error| format!("{error:#}"), |outcome| outcome.report.clone());
                print!("{}{report}", if outcome.as_ref().is_ok_and(|outcome| outcome.failed.is_empty()) { "" } else { "✗ " });
                outcome
            }))
        })
    })?;
    known.learn(done.iter().map(|(program, took, _): &(Program, Duration, _)| (program.name.clone(), *took)));
    let (mut passed, mut failed) = (0, vec![]);
    for (program, _, outcome) in done {
        match outcome {
            Ok(outcome) => {
                passed += outcome.passed;
                failed.extend(outcome.failed.into_iter().map(|test| format!("{} {test}", program.name)));
            }
            Err(error) => failed.push(format!("{}: {error:#}", program.name)),
        }
    }
    println!("  {passed} Rust tests passed, {} failed", failed.len());
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

/// Compiles the server, the tests and the examples that tests run in one go, so that nothing is compiled twice with other features; answers the programs that are asked for.
fn compile(setup: &Setup) -> anyhow::Result<Vec<Program>> {
    let mut build = cargo();
    build.args(["build", "--locked", "--quiet", "--workspace", "--bins", "--tests", "--examples", "--message-format=json-render-diagnostics"]);
    let mut building = build.stdout(Stdio::piped()).spawn().context("cargo cannot be started")?;
    let messages = BufReader::new(building.stdout.take().context("cargo has an output")?);
    let mut programs = vec![];
    for line in messages.lines() {
        let message: Value = serde_json::from_str(&line?).unwrap_or_default();
        let (Some(path), Some(manifest)) = (message["executable"].as_str(), message["manifest_path"].as_str()) else { continue };
        if message["profile"]["test"] != true {
            continue;
        }
        let folder = Path::new(manifest).parent().unwrap_or_else(|| Path::new("")).to_owned();
        let package = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{package}::{}", message["target"]["name"].as_str().unwrap_or_default());
        if setup.scope.has_program(&name) {
            programs.push(Program { only: setup.scope.tests_of(&name), name, path: path.into(), folder });
        }
    }
    if !building.wait()?.success() {
        bail!("cargo failed. The messages above say what does not compile.");
    }
    Ok(programs)
}

/// Runs a program of tests to its end.
fn run(program: &Program, folder: &Path, postgres: &str, timings: &Timings) -> anyhow::Result<Outcome> {
    let mut tests = Command::new(&program.path);
    tests
        .current_dir(&program.folder)
        .args(["-Z", "unstable-options", "--format=json", "--report-time", "--show-output"])
        .args(["--test-threads", TESTS_AT_ONCE])
        .args(&program.only);
    // How long each took is told only by this door; it opens nothing else.
    tests.env("RUSTC_BOOTSTRAP", "1").env("CARGO_MANIFEST_DIR", &program.folder).env("INSTA_WORKSPACE_ROOT", root());
    tests.env("KOMPAAN_TEST_POSTGRES_URL", postgres).env("KOMPAAN_TEST_SERVER", built("debug", "kompaan")).env("INSTA_UPDATE", "no").env("TMPDIR", folder);
    let output = tests.stdin(Stdio::null()).output().with_context(|| format!("{} cannot be started", program.path.display()))?;
    let mut outcome = Outcome { passed: 0, report: String::new(), failed: vec![] };
    let mut ended = false;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let event: Value = serde_json::from_str(line).unwrap_or_default();
        let said = event["stdout"].as_str().unwrap_or_default();
        match (event["type"].as_str(), event["event"].as_str(), event["name"].as_str()) {
            (Some("test"), Some("ok"), Some(name)) => {
                outcome.passed += 1;
                timings.test(format!("{} {name}", program.name), event["exec_time"].as_f64().unwrap_or_default());
                // A test that could not be done here says why.
                for reason in said.lines().filter(|line| line.starts_with("skipped")) {
                    outcome.report += &format!("  {} {name}: {reason}\n", program.name);
                }
            }
            (Some("test"), Some("failed"), Some(name)) => {
                outcome.report += &format!("---- {} {name}\n{said}\n", program.name);
                outcome.failed.push(name.to_owned());
            }
            (Some("suite"), Some("ok" | "failed"), _) => ended = true,
            _ => {}
        }
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    if !outcome.failed.is_empty() || !ended {
        outcome.report += &errors;
    }
    if !ended || (!output.status.success() && outcome.failed.is_empty()) {
        bail!("{} ended without a result ({})\n{}", program.name, output.status, outcome.report);
    }
    Ok(outcome)
}
