//! Servers as processes: starting, stopping, what they use.
use crate::Kind;
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tests::Engine;

/// A running server.
pub struct Process {
    pub origin: String,
    /// From start to first answer.
    pub started: Duration,
    child: Child,
}

fn environment(command: &mut Command, folder: &Path, url: &str, port: u16) {
    command
        .current_dir(folder)
        .env("KOMPAAN__SERVER__PORT", port.to_string())
        .env("KOMPAAN__SERVER__WORKERS", "2")
        .env("KOMPAAN__DATABASE__URL", url)
        .env("KOMPAAN__AUTH__KEY_FILE", folder.join("kompaan.key"))
        .env("KOMPAAN__FILES__FOLDER", folder.join("files"))
        .env("KOMPAAN__AUTH__ACCESS_TOKEN_MINUTES", "600")
        // The limit is kept, so that what it costs is measured too; it is only never reached.
        .env("KOMPAAN__LIMITS__REQUESTS_PER_MINUTE", "4000000000")
        .env("KOMPAAN__LOG__LEVEL", "error");
}

fn program() -> String {
    std::env::var("KOMPAAN_TEST_SERVER").expect("run: cargo xtask bench")
}

/// Runs the server's own program to the end.
pub fn kompaan(folder: &Path, url: &str, port: u16, arguments: &[&str]) {
    let mut command = Command::new(program());
    environment(&mut command, folder, url, port);
    let start = Instant::now();
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    println!("{} ({:.1} s)", String::from_utf8_lossy(&output.stdout).trim(), start.elapsed().as_secs_f64());
}

impl Process {
    pub async fn start(kind: Kind, folder: &Path, url: &str) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = match kind {
            Kind::Kompaan => {
                let mut command = Command::new(program());
                environment(&mut command, folder, url, port);
                command.arg("serve");
                command
            }
            Kind::SeaOrm | Kind::Raw => {
                let mut command = Command::new(std::env::current_exe().unwrap());
                command.args(["serve", if kind == Kind::Raw { "raw" } else { "sea-orm" }, url, &port.to_string()]);
                command
            }
        };
        let start = Instant::now();
        let child = command.stdout(Stdio::null()).spawn().unwrap();
        let origin = format!("http://127.0.0.1:{port}");
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "{kind:?} does not answer");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        reqwest::get(format!("{origin}/healthz")).await.unwrap();
        Self { origin, started: start.elapsed(), child }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory in MB.
    pub fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// CPU time in seconds, of a server and of the database that it uses.
pub struct Usage;

impl Usage {
    pub fn of(pid: u32, engine: Engine) -> f64 {
        let database = match (engine, std::env::var("KOMPAAN_TEST_POSTGRES_PID")) {
            (Engine::Postgres, Ok(postmaster)) => children(&postmaster).into_iter().map(|pid| cpu(&pid)).sum(),
            _ => 0.0,
        };
        cpu(&pid.to_string()) + database
    }
}

fn fields(pid: &str) -> Option<Vec<String>> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in parentheses may hold spaces.
    Some(stat.rsplit_once(") ")?.1.split_whitespace().map(str::to_owned).collect())
}

fn cpu(pid: &str) -> f64 {
    let Some(fields) = fields(pid) else { return 0.0 };
    // User and system time, in hundredths of a second on Linux.
    let ticks = |n: usize| fields[n].parse::<f64>().unwrap_or_default();
    (ticks(11) + ticks(12)) / 100.0
}

fn children(parent: &str) -> Vec<String> {
    let entries = std::fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    entries.filter(|pid| pid.bytes().all(|byte| byte.is_ascii_digit()) && fields(pid).is_some_and(|fields| fields[1] == parent)).collect()
}
