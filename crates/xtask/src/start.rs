//! Running the product.
use crate::{
    shell::{built, cargo, command, output, root, run, step},
    web,
};
use anyhow::{Context, bail};
use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command},
    time::{Duration, Instant, SystemTime},
};

/// Builds the server.
pub fn build_server(release: bool) -> anyhow::Result<()> {
    step("server: compiling", || {
        let mut build = cargo();
        // With the features that the whole workspace asks for, so that the tests use what is compiled here.
        build.args(["build", "--locked", "--quiet", "--workspace", "--bin", "kompaan"]);
        if release {
            build.arg("--release");
        }
        run(&mut build, "The messages above say what does not compile.")
    })
}

fn kompaan(port: u16) -> Command {
    let mut kompaan = command(built("debug", "kompaan"));
    kompaan.env("KOMPAAN__SERVER__PORT", port.to_string());
    if std::env::var_os("KOMPAAN__LOG__LEVEL").is_none() {
        kompaan.env("KOMPAAN__LOG__LEVEL", "warn");
    }
    kompaan
}

/// Everything up to a server with demo data.
fn prepare(port: u16) -> anyhow::Result<()> {
    if TcpListener::bind(("127.0.0.1", port)).is_err() {
        bail!("Port {port} is in use. Choose another: cargo xtask start --port {}", port.saturating_add(1));
    }
    std::fs::create_dir_all(root().join("var")).context("the folder var cannot be made; is the disk read-only?")?;
    web::build()?;
    build_server(false)?;
    step("demo data", || {
        let report = output(kompaan(port).arg("demo"), "Remove the folder var to begin anew.")?;
        println!("  {}", report.trim());
        Ok(())
    })
}

/// Prepares, serves, and says where.
pub fn start(port: u16) -> anyhow::Result<()> {
    prepare(port)?;
    let mut server = kompaan(port).arg("serve").spawn().context("the server cannot be started")?;
    wait(port, &mut server)?;
    println!("\nKompaan is at http://localhost:{port}");
    println!("  API document   http://localhost:{port}/api/v1/openapi.json");
    println!("  Swagger UI     http://localhost:{port}/swagger-ui/");
    println!("\nDemo accounts, all with the password  samen-sterk-in-de-regio");
    println!("  beleidsadviseur.oirschot@demo.example   policy officer of Oirschot");
    println!("  trajectconsulent.wsd@demo.example       trajectory consultant of WSD, contributor to the sub-project Kansen");
    println!("  aanjager.wsd@demo.example               facilitator of De Kenniskompanie");
    println!("  beheerder.wsd@demo.example              administrator");
    println!("  teammanager.dommelvallei@demo.example   coordinator of Dienst Dommelvallei");
    println!("  privacy.wsd@demo.example                auditor");
    println!("  (32 in all, for each role: crates/api/demo/demo.toml)\n\nStop with Ctrl-C.");
    let status = server.wait()?;
    if !status.success() {
        bail!("the server stopped ({status})");
    }
    Ok(())
}

fn wait(port: u16, server: &mut Child) -> anyhow::Result<()> {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if let Some(status) = server.try_wait()? {
            bail!("the server stopped ({status}); its message stands above");
        }
        if start.elapsed() > Duration::from_secs(30) {
            bail!("the server does not answer after 30 s");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// As `start`, building and starting again when a source file changes.
pub fn dev(port: u16) -> anyhow::Result<()> {
    prepare(port)?;
    loop {
        let mut server = kompaan(port).arg("serve").spawn()?;
        println!("http://localhost:{port}, watching for changes");
        let seen = newest();
        while newest() == seen {
            std::thread::sleep(Duration::from_millis(500));
        }
        server.kill()?;
        server.wait()?;
        if let Err(error) = web::build().and_then(|_| build_server(false)) {
            println!("✗ {error}");
        }
    }
}

fn newest() -> Option<SystemTime> {
    fn walk(folder: &std::path::Path, newest: &mut Option<SystemTime>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("node_modules") && !path.ends_with("dist") && !path.ends_with("target") {
                    walk(&path, newest);
                }
            } else if let Ok(modified) = entry.metadata().and_then(|metadata| metadata.modified()) {
                *newest = (*newest).max(Some(modified));
            }
        }
    }
    let mut found = None;
    for folder in ["crates", "frontend", "migrations"] {
        walk(&root().join(folder), &mut found);
    }
    found
}

/// Fills the configured database for measuring.
pub fn demo_data(items: u64) -> anyhow::Result<()> {
    build_server(true)?;
    run(command(built("release", "kompaan")).args(["demo-data", "--items", &items.to_string()]), "See the message above.")
}
