//! Set-up, build, run, test and check: `cargo xtask <command>`. Needs Rust and Node; what else is missing it installs, or says how.
#![allow(clippy::print_stdout, reason = "this program talks to the person who runs it")]

mod bench;
mod check;
mod css;
mod new_resource;
mod postgres;
mod scim;
mod shell;
mod shorten;
mod start;
mod test;
mod toolchain;
mod walls;
mod web;
mod width;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, build, run, test and check of Kompaan")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// From a fresh clone to the running product with demo data.
    Start {
        /// The port of the server.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Everything: checks, tests on both databases, the API linter, the browser.
    Test {
        /// Only these steps, for example `--only browser --only rust`.
        #[arg(long)]
        only: Vec<String>,
        /// Only what a change can break: since this commit, or else what is not committed, or else the last commit.
        #[arg(long, num_args = 0..=1, default_missing_value = "")]
        changed: Option<String>,
    },
    /// Formatting, lints, the direction of dependencies.
    Check,
    /// Build the web app.
    Web,
    /// Write openapi/openapi.json.
    Openapi,
    /// Make the skeleton of a resource: files of its own, and a place in the lists that name every resource.
    NewResource(new_resource::Asked),
    /// Build the server and the web app, and run it again whenever a source file changes.
    Dev {
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Measure the server beside a bare handler, over the same rows.
    Bench {
        /// How many sub-projects; the measurement runs once for each.
        #[arg(long, default_values_t = [10_000_u64, 1_000_000])]
        items: Vec<u64>,
        /// How many interleaved rounds.
        #[arg(long, default_value_t = 5)]
        rounds: u32,
    },
    /// Fill the database with realistic data.
    DemoData {
        #[arg(long, default_value_t = 100_000)]
        items: u64,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Start { port } => start::start(port),
        Command::Dev { port } => start::dev(port),
        Command::Test { only, changed } => test::test(&only, changed.as_deref()),
        Command::Check => check::check(),
        Command::Web => web::build().map(drop),
        Command::Openapi => check::write_openapi(),
        Command::NewResource(asked) => new_resource::new_resource(&asked),
        Command::Bench { items, rounds } => bench::bench(&items, rounds),
        Command::DemoData { items } => start::demo_data(items),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\n✗ {error}");
            for cause in error.chain().skip(1) {
                println!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}
