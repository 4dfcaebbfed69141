//! Running programs, with a line for each step.
use anyhow::{Context, bail};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

/// The folder of the project.
pub fn root() -> PathBuf {
    // As cargo says now, not as it was when compiled: several checkouts may share one build folder.
    let own = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.ancestors().nth(2).unwrap_or(&own).to_owned()
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The program that cargo built.
pub fn built(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Does a step, and says what it is and how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    println!("▸ {what}");
    let start = Instant::now();
    let result = work()?;
    println!("  done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(result)
}

/// A program in the folder of the project.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.env_remove("CARGO_MANIFEST_DIR");
    cargo
}

/// Runs to the end; what it prints is shown. `advice` says what to do when it fails.
pub fn run(command: &mut Command, advice: &str) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{name} cannot be started. {advice}"))?;
    if !status.success() {
        bail!("{name} failed ({status}). {advice}");
    }
    Ok(())
}

/// Runs to the end and answers what it printed; on failure its errors are part of the message.
pub fn output(command: &mut Command, advice: &str) -> anyhow::Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{name} cannot be started. {advice}"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        let tail: Vec<_> = errors.lines().rev().take(15).collect();
        bail!("{name} failed ({}). {advice}\n{}", output.status, tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program answers to `--version`.
pub fn exists(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Whether we may install packages of Debian.
pub fn may_install() -> bool {
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"));
    root && Path::new("/usr/bin/apt-get").exists()
}

/// Installs packages of Debian, or says the one command to type.
pub fn install(packages: &[&str], what_for: &str) -> anyhow::Result<()> {
    let list = packages.join(" ");
    if !may_install() {
        bail!("{what_for} is missing. Install it with: sudo apt-get install {list}");
    }
    // Two steps may want something at the same time; Debian serves one.
    static INSTALLING: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    step(&format!("installing {list}, for {what_for}"), || {
        let advice = format!("Check the network, or install it yourself: apt-get install {list}");
        output(command("apt-get").arg("update"), &advice)?;
        output(command("apt-get").args(["install", "-y", "--no-install-recommends"]).args(packages).env("DEBIAN_FRONTEND", "noninteractive"), &advice)?;
        Ok(())
    })
}

/// The packages of npm in a folder, by its lockfile; does nothing when they are there already.
pub fn npm(folder: &str) -> anyhow::Result<()> {
    if !exists("node") || !exists("npm") {
        bail!("Node is missing. Install Node 20 or newer with npm: https://nodejs.org");
    }
    let folder = root().join(folder);
    let lock = std::fs::read(folder.join("package-lock.json")).context("package-lock.json is missing")?;
    let stamp = folder.join("node_modules/.kompaan-lock");
    if std::fs::read(&stamp).is_ok_and(|stamped| stamped == lock) {
        return Ok(());
    }
    step(&format!("npm packages of {}", folder.file_name().unwrap_or_default().to_string_lossy()), || {
        let mut npm = command("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]).current_dir(&folder);
        // What was fetched before needs no network, and without one nobody waits for minutes to hear it.
        npm.args(["--prefer-offline", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]);
        output(&mut npm, "Check the network connection and try again.")?;
        std::fs::write(&stamp, &lock).context("node_modules cannot be written; is the disk read-only?")
    })
}
