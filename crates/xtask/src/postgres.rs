//! A throw-away PostgreSQL for tests and measurements.
use crate::shell::{command, install, output};
use anyhow::{Context, bail};
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

/// A cluster of our own, stopped and removed at the end; or one that somebody else runs.
pub struct Postgres {
    pub url: String,
    own: Option<(PathBuf, PathBuf)>,
}

impl Postgres {
    /// The one of `KOMPAAN_TEST_POSTGRES_URL`, else a new one from the installed programs.
    pub fn start() -> anyhow::Result<Self> {
        if let Ok(url) = std::env::var("KOMPAAN_TEST_POSTGRES_URL") {
            return Ok(Self { url, own: None });
        }
        let programs = match programs() {
            Some(programs) => programs,
            None => {
                install(&["postgresql"], "PostgreSQL for the tests")?;
                programs().context("PostgreSQL was installed, but its programs are not in /usr/lib/postgresql")?
            }
        };
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let data = std::env::temp_dir().join(format!("kompaan-postgres-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&data);
        std::fs::create_dir_all(&data)?;
        if is_root() {
            output(command("chown").arg("postgres").arg(&data), "PostgreSQL does not run as root; it needs the user postgres.")?;
        }
        let advice = "See the message; a disk that is full or read-only is the usual cause.";
        output(
            as_user(&programs.join("initdb")).args(["--auth=trust", "--username=kompaan", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"]).arg(&data),
            advice,
        )?;
        let options =
            format!("-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=300 -c shared_buffers=256MB");
        let log = data.join("log");
        // pg_ctl hands its output to the server it starts; a pipe would never close.
        let started = as_user(&programs.join("pg_ctl"))
            .args(["start", "-w", "-o", &options, "-l"])
            .arg(&log)
            .arg("-D")
            .arg(&data)
            .stdout(std::process::Stdio::null())
            .status()?;
        if !started.success() {
            bail!("PostgreSQL does not start: {}", std::fs::read_to_string(&log).unwrap_or_default());
        }
        Ok(Self { url: format!("postgres://kompaan@127.0.0.1:{port}/postgres"), own: Some((programs, data)) })
    }

    /// The address of a new, empty database.
    pub fn new_database(&self, name: &str) -> anyhow::Result<String> {
        let name = format!("{name}_{}", std::process::id());
        let psql = programs().map_or_else(|| PathBuf::from("psql"), |programs| programs.join("psql"));
        let advice = "The user of KOMPAAN_TEST_POSTGRES_URL needs the right to create databases, and psql has to be installed.";
        output(command(psql).args(["--quiet", "--no-psqlrc", "--command"]).arg(format!("CREATE DATABASE {name}")).arg(&self.url), advice)?;
        let (server, _) = self.url.rsplit_once('/').context("the address of PostgreSQL names no database")?;
        Ok(format!("{server}/{name}"))
    }

    /// The process that the server runs in.
    pub fn pid(&self) -> Option<u32> {
        let (_, data) = self.own.as_ref()?;
        std::fs::read_to_string(data.join("postmaster.pid")).ok()?.lines().next()?.trim().parse().ok()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some((programs, data)) = &self.own {
            let _ = as_user(&programs.join("pg_ctl")).args(["stop", "-m", "immediate", "-D"]).arg(data).stdout(std::process::Stdio::null()).status();
            let _ = std::fs::remove_dir_all(data);
        }
    }
}

fn programs() -> Option<PathBuf> {
    let mut versions: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop().or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").exists())
    })
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

/// PostgreSQL refuses to run as root.
fn as_user(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut runuser = Command::new("runuser");
        runuser.args(["-u", "postgres", "--"]).arg(program);
        runuser
    } else {
        Command::new(program)
    };
    command.current_dir(std::env::temp_dir());
    command
}
