//! All tests.
mod browser;
mod changed;
mod rust;
mod timing;

use crate::{
    check,
    postgres::Postgres,
    scim,
    shell::{built, command, exists, install, npm, output, root, run, step, target},
    start::build_server,
    web,
};
use anyhow::Context;
use changed::Scope;
use std::{cell::OnceCell, path::PathBuf, process::Command, thread::JoinHandle, time::Instant};
use timing::Timings;

/// One step of the tests.
type Step = (&'static str, fn(&Setup) -> anyhow::Result<()>);

/// In the order of their cost.
const STEPS: &[Step] = &[
    ("check", |_| check::check()),
    ("rust", rust::rust),
    ("openapi", openapi),
    ("web", web_app),
    ("fuzz", fuzz),
    ("scim", scim),
    ("browser", browser::browser),
];

/// What the steps share; each part is made when the first of them needs it.
struct Setup {
    scope: Scope,
    timings: Timings,
    postgres: OnceCell<Postgres>,
    server: OnceCell<()>,
    web: OnceCell<()>,
    /// Compiling for the browser ends on one core; the Rust tests have the other meanwhile.
    building_web: std::cell::Cell<Option<JoinHandle<anyhow::Result<PathBuf>>>>,
}

impl Setup {
    fn postgres(&self) -> anyhow::Result<&Postgres> {
        if self.postgres.get().is_none() {
            let _ = self.postgres.set(step("PostgreSQL for the tests", Postgres::start)?);
        }
        self.postgres.get().context("PostgreSQL was just started")
    }

    /// The server, compiled once for all steps of a run.
    fn server(&self) -> anyhow::Result<PathBuf> {
        if self.server.get().is_none() {
            build_server(false)?;
            let _ = self.server.set(());
        }
        Ok(built("debug", "kompaan"))
    }

    /// The web app, compiled once for all steps of a run.
    fn web(&self) -> anyhow::Result<()> {
        if self.web.get().is_none() {
            match self.building_web.take() {
                Some(building) => building.join().map_err(|_| anyhow::anyhow!("building the web app stopped"))?.map(drop)?,
                None => web::build().map(drop)?,
            }
            let _ = self.web.set(());
        }
        Ok(())
    }
}

/// Runs all steps, or only those named, or only what a change can break; all run, also after one has failed.
///
/// `changed` names the commit since which to look; empty means what is not committed, or else the last commit.
pub fn test(only: &[String], changed: Option<&str>) -> anyhow::Result<()> {
    if let Some(unknown) = only.iter().find(|wanted| STEPS.iter().all(|(name, _)| name != wanted)) {
        anyhow::bail!("There is no step {unknown}. The steps are: {}", STEPS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
    }
    let start = Instant::now();
    let scope = match changed {
        Some(base) => Scope::of_change(base)?,
        None => Scope::everything(),
    };
    let setup = Setup {
        scope,
        timings: Timings::default(),
        postgres: OnceCell::new(),
        server: OnceCell::new(),
        web: OnceCell::new(),
        building_web: std::cell::Cell::new(None),
    };
    let steps: Vec<_> = STEPS.iter().filter(|(name, _)| (only.is_empty() || only.iter().any(|wanted| wanted == name)) && setup.scope.has_step(name)).collect();
    let runs = |wanted: &str| steps.iter().any(|(name, _)| *name == wanted);
    if runs("rust") && (runs("web") || runs("browser")) {
        web::prepare()?;
        setup.building_web.set(Some(std::thread::spawn(web::build)));
    }
    let (mut took, mut failed) = (vec![], vec![]);
    for (name, work) in steps {
        println!("\n== {name}");
        let start = Instant::now();
        if let Err(error) = work(&setup) {
            println!("✗ {error:#}");
            failed.push(*name);
        }
        took.push((*name, start.elapsed()));
    }
    setup.timings.print_slowest(10);
    println!("\nSteps, in seconds:");
    for (name, took) in &took {
        println!("{:>8.0}  {name}{}", took.as_secs_f64(), if failed.contains(name) { "  FAILED" } else { "" });
    }
    println!("{:>8.0}  in all", start.elapsed().as_secs_f64());
    println!("{} passed, {} failed", took.len() - failed.len(), failed.len());
    anyhow::ensure!(failed.is_empty(), "not everything passed: {}", failed.join(", "));
    Ok(())
}

/// Does a step with a folder for temporary files that goes afterwards, also what a test that failed left in it.
fn tidily<T>(work: impl FnOnce(&std::path::Path) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let folder = std::env::temp_dir().join(format!("kompaan-tests-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let done = work(&folder);
    std::fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))?;
    done
}

fn web_app(setup: &Setup) -> anyhow::Result<()> {
    setup.web()
}

fn openapi(setup: &Setup) -> anyhow::Result<()> {
    check::openapi_is_current(&setup.server()?)?;
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

/// A program of PyPI in an environment of its own, kept between runs.
pub fn python(package: &str, version: &str, program: &str, what: &str) -> anyhow::Result<PathBuf> {
    let home = target().join(format!("{package}-{version}"));
    let program = home.join("bin").join(program);
    if program.exists() {
        return Ok(program);
    }
    if !exists("python3") || output(command("python3").args(["-m", "venv", "--help"]), "").is_err() {
        install(&["python3", "python3-venv"], what)?;
    }
    step(what, || {
        let advice = "Check the network connection and try again.";
        output(command("python3").args(["-m", "venv"]).arg(&home), advice)?;
        output(command(home.join("bin/pip")).args(["install", "--quiet", &format!("{package}=={version}")]), advice)?;
        Ok(program)
    })
}

fn scim(setup: &Setup) -> anyhow::Result<()> {
    scim::scim(&setup.server()?, setup.postgres()?.new_database("kompaan_scim")?)
}

fn fuzz(setup: &Setup) -> anyhow::Result<()> {
    let fuzzer = python("schemathesis", "4.32.0", "schemathesis", "the API fuzzer")?;
    let server = setup.server()?;
    let postgres = setup.postgres()?;
    step("fuzzing the API as everybody who may call it", || {
        let mut fuzz: Command = command("python3");
        fuzz.arg("tests/fuzz.py").arg(fuzzer).arg(server).env("KOMPAAN_TEST_POSTGRES_URL", &postgres.url);
        run(&mut fuzz, "See the failures above; tests/README.md says how to run one of them again.")
    })
}
