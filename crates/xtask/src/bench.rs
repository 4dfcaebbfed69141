//! Measures the server beside a bare handler; see `tests/bench`.
use crate::{
    postgres::Postgres,
    shell::{built, cargo, command, run, step},
    start::build_server,
};

/// Builds everything for speed and runs the measurement.
pub fn bench(items: &[u64], rounds: u32) -> anyhow::Result<()> {
    build_server(true)?;
    step("measurement: compiling", || {
        run(cargo().args(["build", "--locked", "--quiet", "--release", "--package", "bench"]), "The messages above say what does not compile.")
    })?;
    let postgres = step("PostgreSQL for the measurement", Postgres::start)?;
    for items in items {
        let mut bench = command(built("release", "bench"));
        bench.arg("run").args(["--items", &items.to_string(), "--rounds", &rounds.to_string()]);
        bench.env("KOMPAAN_TEST_POSTGRES_URL", &postgres.url).env("KOMPAAN_TEST_SERVER", built("release", "kompaan"));
        if let Some(pid) = postgres.pid() {
            bench.env("KOMPAAN_TEST_POSTGRES_PID", pid.to_string());
        }
        run(&mut bench, "See the message above.")?;
    }
    Ok(())
}
