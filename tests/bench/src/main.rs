//! Measures the server beside two bare handlers that answer the same JSON from the same rows: one with the best single prepared statement through
//! rusqlite or tokio-postgres, one with the same statement through bare sea-orm. Rounds are interleaved in one run; read the ratios.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a measurement stops at the first surprise and prints what it finds")]

mod bare;
mod item;
mod load;
mod process;
mod steering;

use clap::{Parser, Subcommand, ValueEnum};
use process::{Process, Usage};
use std::{collections::BTreeMap, time::Duration};
use tests::Engine;
use uuid::Uuid;

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure.
    Run {
        #[arg(long)]
        items: u64,
        #[arg(long, default_value_t = 5)]
        rounds: u32,
    },
    /// Be one of the bare handlers.
    Serve { kind: Kind, url: String, port: u16 },
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Kind {
    Kompaan,
    SeaOrm,
    Raw,
}

const KINDS: [Kind; 3] = [Kind::Kompaan, Kind::SeaOrm, Kind::Raw];
const ROUND: Duration = Duration::from_secs(2);

fn main() {
    match Cli::parse().command {
        Command::Serve { kind, url, port } => bare::serve(kind, &url, port),
        Command::Run { items, rounds } => tokio::runtime::Runtime::new().unwrap().block_on(async {
            for engine in [Engine::Sqlite, Engine::Postgres] {
                measure(engine, items, rounds).await;
            }
        }),
    }
}

#[derive(Default)]
struct Result {
    requests: u64,
    seconds: f64,
    latencies: Vec<u64>,
    cpu: Vec<f64>,
}

async fn measure(engine: Engine, items: u64, rounds: u32) {
    let folder = std::env::temp_dir().join(format!("kompaan-bench-{}", Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    let url = tests::new_database(engine, &folder).await;
    process::kompaan(&folder, &url, 0, &["demo"]);
    process::kompaan(&folder, &url, 0, &["demo-data", "--items", &items.to_string()]);

    let mut servers: BTreeMap<Kind, Process> = BTreeMap::new();
    for kind in KINDS {
        servers.insert(kind, Process::start(kind, &folder, &url).await);
    }
    let kompaan = &servers[&Kind::Kompaan];
    let (started, idle) = (kompaan.started, kompaan.resident());
    let token = load::sign_in(&kompaan.origin).await;
    let one = load::some_id(&kompaan.origin, &token).await;

    println!("\n{engine:?}, {items} sub-projects, {rounds} rounds of {} s, 8 connections", ROUND.as_secs());
    println!("{:<8}{:<10}{:>10}{:>9}{:>9}{:>14}", "what", "server", "requests/s", "p50 ms", "p99 ms", "CPU ms/request");
    let course = load::first_id(&kompaan.origin, "/api/v1/strategic-courses?q=meetkoers", &token).await;
    // Of the raw limit only what is asked most is known.
    let compared: [(&str, String, &[Kind]); 4] = [
        ("list", "/api/v1/sub-projects".to_owned(), &KINDS),
        ("one", format!("/api/v1/sub-projects/{one}"), &KINDS),
        ("numbers", "/api/v1/measurements?sort=-measuredDate".to_owned(), &KINDS[..2]),
        ("course", format!("/api/v1/strategic-courses/{course}/progress"), &KINDS[..2]),
    ];
    for (what, path, kinds) in compared {
        let mut results: BTreeMap<Kind, Result> = BTreeMap::new();
        for kind in kinds {
            load::run(&servers[kind].origin, &path, &token, Duration::from_millis(500)).await;
        }
        for _ in 0..rounds {
            for kind in kinds.iter().copied() {
                let server = &servers[&kind];
                let before = Usage::of(server.pid(), engine);
                let round = load::run(&server.origin, &path, &token, ROUND).await;
                let used = Usage::of(server.pid(), engine) - before;
                let result = results.entry(kind).or_default();
                result.cpu.push(used * 1000.0 / round.latencies.len() as f64);
                result.requests += round.latencies.len() as u64;
                result.seconds += round.seconds;
                result.latencies.extend(round.latencies);
            }
        }
        let mut cpu = BTreeMap::new();
        for (kind, mut result) in results {
            result.latencies.sort_unstable();
            result.cpu.sort_by(f64::total_cmp);
            let at = |part: f64| result.latencies[((result.latencies.len() - 1) as f64 * part) as usize] as f64 / 1000.0;
            let median = result.cpu[result.cpu.len() / 2];
            let name = format!("{kind:?}");
            println!("{what:<8}{name:<10}{:>10.0}{:>9.2}{:>9.2}{median:>14.3}", result.requests as f64 / result.seconds, at(0.5), at(0.99));
            cpu.insert(kind, median);
        }
        let ratio = |kind| cpu[&kind] / cpu[&Kind::Kompaan];
        let raw = if cpu.contains_key(&Kind::Raw) { format!(", {:.2} of the raw limit", ratio(Kind::Raw)) } else { String::new() };
        println!("{what:<8}ratio by CPU per request: {:.2} of bare sea-orm{raw}", ratio(Kind::SeaOrm));
    }
    let under_load = servers[&Kind::Kompaan].resident();
    println!("first answer {:.0} ms after start; resident {idle:.0} MB idle, {under_load:.0} MB after the load", started.as_secs_f64() * 1000.0);
    drop(servers);
    let _ = std::fs::remove_dir_all(folder);
}
