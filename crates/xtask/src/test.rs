//! All tests.
use crate::{
    check,
    postgres::Postgres,
    shell::{built, cargo, command, exists, install, npm, output, root, run, step, target},
    start::build_server,
    web,
};
use anyhow::Context;
use std::{path::PathBuf, process::Command, time::Instant};

/// One step of the tests.
type Step = (&'static str, fn(&Setup) -> anyhow::Result<()>);

/// In the order of their cost.
const STEPS: &[Step] =
    &[("check", |_| check::check()), ("rust", rust), ("openapi", openapi), ("web", |_| web::build().map(drop)), ("fuzz", fuzz), ("browser", browser)];

struct Setup {
    postgres: Postgres,
}

/// Runs all steps, or only those named; all run, also after one has failed.
pub fn test(only: &[String]) -> anyhow::Result<()> {
    let start = Instant::now();
    let setup = Setup { postgres: step("PostgreSQL for the tests", Postgres::start)? };
    let (mut passed, mut failed) = (vec![], vec![]);
    for (name, work) in STEPS.iter().filter(|(name, _)| only.is_empty() || only.iter().any(|wanted| wanted == name)) {
        println!("\n== {name}");
        match work(&setup) {
            Ok(()) => passed.push(*name),
            Err(error) => {
                println!("✗ {error:#}");
                failed.push(*name);
            }
        }
    }
    println!("\n{:.0} s; failed steps: {}", start.elapsed().as_secs_f64(), if failed.is_empty() { "none".to_owned() } else { failed.join(", ") });
    println!("{} passed, {} failed", passed.len(), failed.len());
    anyhow::ensure!(failed.is_empty(), "not everything passed");
    Ok(())
}

fn rust(setup: &Setup) -> anyhow::Result<()> {
    build_server(false)?;
    step("Rust tests, on SQLite and PostgreSQL", || {
        let mut test = cargo();
        test.args(["test", "--locked", "--quiet", "--workspace", "--no-fail-fast"]);
        test.env("KOMPAAN_TEST_POSTGRES_URL", &setup.postgres.url).env("KOMPAAN_TEST_SERVER", built("debug", "kompaan")).env("INSTA_UPDATE", "no");
        run_tidily(&mut test)
    })
}

/// Runs tests whose temporary files all go afterwards, also those of a test that failed.
fn run_tidily(tests: &mut Command) -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("kompaan-tests-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let ran = run(tests.env("TMPDIR", &folder), "See the failures above.");
    let tidied = std::fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()));
    ran.and(tidied)
}

fn openapi(_: &Setup) -> anyhow::Result<()> {
    check::openapi_is_current()?;
    npm("tests")?;
    step("API Design Rules", || {
        let lint = |ruleset: &str| {
            let mut spectral = command(root().join("tests/node_modules/.bin/spectral"));
            spectral.args(["lint", "--fail-severity=hint", "-r", ruleset, "openapi/openapi.json"]);
            run(&mut spectral, "See the findings above.")
        };
        lint("openapi/nlgov-adr-2.2.spectral.yaml")?;
        lint("openapi/spectral.yaml")
    })
}

/// A Python environment with the fuzzer.
fn fuzzer() -> anyhow::Result<PathBuf> {
    const VERSION: &str = "schemathesis==4.32.0";
    let home = target().join("schemathesis-4.32.0");
    let program = home.join("bin/schemathesis");
    if program.exists() {
        return Ok(program);
    }
    if !exists("python3") || output(command("python3").args(["-m", "venv", "--help"]), "").is_err() {
        install(&["python3", "python3-venv"], "the API fuzzer")?;
    }
    step("the API fuzzer", || {
        let advice = "Check the network connection and try again.";
        output(command("python3").args(["-m", "venv"]).arg(&home), advice)?;
        output(command(home.join("bin/pip")).args(["install", "--quiet", VERSION]), advice)?;
        Ok(program)
    })
}

fn fuzz(_: &Setup) -> anyhow::Result<()> {
    let fuzzer = fuzzer()?;
    build_server(false)?;
    step("fuzzing the API as anonymous, member and administrator", || {
        let mut fuzz = command("python3");
        fuzz.arg("tests/fuzz.py").arg(fuzzer).arg(built("debug", "kompaan"));
        run(&mut fuzz, "See the failures above; tests/README.md says how to run one of them again.")
    })
}

fn browser(setup: &Setup) -> anyhow::Result<()> {
    npm("tests")?;
    if !["chromium", "chromium-browser", "google-chrome"].iter().any(|name| exists(name)) {
        install(&["chromium"], "the browser tests")?;
    }
    web::build()?;
    build_server(false)?;
    let journeys = |what: &str| {
        let mut journeys = command("node");
        journeys.args(["--test", "--test-concurrency=1", "--test-reporter=spec", what]).current_dir(root().join("tests"));
        journeys.env("KOMPAAN_TEST_SERVER", built("debug", "kompaan")).env("KOMPAAN_TEST_WEB", root().join("frontend/dist"));
        journeys
    };
    step("browser journeys", || run_tidily(&mut journeys("e2e/")).context("the browser journeys"))?;
    step("the same journeys by keyboard alone", || {
        let mut by_keyboard = journeys("e2e/journeys.test.js");
        by_keyboard
            .args(["e2e/directory.test.js", "e2e/work.test.js", "e2e/accounts.test.js", "e2e/steering.test.js", "e2e/measuring.test.js"])
            .env("KOMPAAN_TEST_KEYBOARD", "1");
        run_tidily(&mut by_keyboard).context("the journeys by keyboard alone")
    })?;
    // What an identity provider does to the database has no other test.
    step("signing in at an identity provider, on PostgreSQL", || {
        let database = setup.postgres.new_database("kompaan_oidc")?;
        run_tidily(journeys("e2e/oidc.test.js").env("KOMPAAN_TEST_DATABASE", database)).context("signing in at an identity provider")
    })
}
