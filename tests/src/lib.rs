//! Support for tests against the real server: one server with the demo data for each test file, on SQLite or PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

pub mod authenticator;
pub mod hr;
mod template;

use client::Client;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use serde_json::Value;
use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// The password of every demo account.
pub const PASSWORD: &str = "samen-sterk-in-de-regio";

/// The databases that everything works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// A running server.
pub struct Server {
    pub origin: String,
    pub database_url: String,
    folder: PathBuf,
    port: u16,
    /// Says to the other programs of tests that the port is ours, also while the server is started again.
    _held: std::fs::File,
    settings: Vec<(String, String)>,
    /// The most descriptors that the server gets: at first, and when it asks for more.
    descriptors: Option<(u32, u32)>,
    child: Child,
}

/// What a request was refused for: where, and by which rule.
pub fn faults(error: &client::Error) -> Vec<String> {
    error.problem().unwrap().errors.iter().map(|fault| format!("{} {}", fault.pointer.clone().unwrap_or_default(), fault.code)).collect()
}

/// Today, as the server tells it.
#[expect(clippy::disallowed_methods, reason = "a calendar of their own, so that tests do not ask what they test")]
pub fn today() -> chrono::NaiveDate {
    chrono::Utc::now().with_timezone(&chrono_tz::Europe::Amsterdam).date_naive()
}

/// The id of something in the demo data.
pub fn id(kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("https://kompaan.example/demo/{kind}/{name}").as_bytes())
}

fn program() -> PathBuf {
    let named = std::env::var_os("KOMPAAN_TEST_SERVER").map(PathBuf::from);
    let beside = || std::env::current_exe().ok()?.ancestors().nth(2).map(|folder| folder.join("kompaan"));
    named.or_else(beside).filter(|program| program.exists()).expect("the server is not built; run: cargo xtask test")
}

/// The PostgreSQL in which tests make databases of their own.
pub fn postgres_url() -> String {
    std::env::var("KOMPAAN_TEST_POSTGRES_URL").expect("these tests need PostgreSQL: run `cargo xtask test`, or set KOMPAAN_TEST_POSTGRES_URL")
}

/// The address of a database of this name.
fn postgres_database(name: &str) -> String {
    format!("{}/{name}", postgres_url().rsplit_once('/').unwrap().0)
}

/// A new empty database.
pub async fn new_database(engine: Engine, folder: &std::path::Path) -> String {
    match engine {
        Engine::Sqlite => format!("sqlite:{}/kompaan.db?mode=rwc", folder.display()),
        Engine::Postgres => {
            let name = format!("kompaan_{}", Uuid::now_v7().simple());
            let admin = Database::connect(&postgres_url()).await.unwrap();
            admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
            postgres_database(&name)
        }
    }
}

impl Server {
    /// Starts a server with the demo data.
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, &[]).await
    }

    /// The same with other settings, as environment variables.
    pub async fn start_with(engine: Engine, settings: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("kompaan-test-{}", Uuid::now_v7().simple()));
        Self::start_in(engine, folder, settings, None).await
    }

    /// The same with so many descriptors: at first, and when it asks for more.
    pub async fn start_within(engine: Engine, settings: &[(&str, &str)], descriptors: Option<(u32, u32)>) -> Self {
        let folder = std::env::temp_dir().join(format!("kompaan-test-{}", Uuid::now_v7().simple()));
        Self::start_in(engine, folder, settings, descriptors).await
    }

    /// The same with its files in this folder.
    pub async fn start_in(engine: Engine, folder: PathBuf, settings: &[(&str, &str)], descriptors: Option<(u32, u32)>) -> Self {
        let database_url = template::copy(engine, &folder).await;
        let (port, held) = free_port();
        let settings: Vec<_> = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let child = serve(&folder, &database_url, port, &settings, descriptors);
        let mut server = Self { origin: format!("http://127.0.0.1:{port}"), database_url, folder, port, _held: held, settings, descriptors, child };
        server.wait().await;
        server
    }

    async fn wait(&mut self) {
        let http = reqwest::Client::new();
        let start = Instant::now();
        while !http.get(format!("{}/healthz", self.origin)).send().await.is_ok_and(|answer| answer.status().is_success()) {
            assert!(start.elapsed() < Duration::from_secs(30), "the server does not answer");
            // Another that answers at this address is not ours.
            assert!(self.child.try_wait().unwrap().is_none(), "the server ended");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Where its files are.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// Stops it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again after [`Server::kill`].
    pub async fn restart(&mut self) {
        self.child = serve(&self.folder, &self.database_url, self.port, &self.settings, self.descriptors);
        self.wait().await;
    }

    /// Loads the demo data once more.
    pub fn load_demo_again(&self) -> String {
        let loaded = command(&self.folder, &self.database_url, self.port).arg("demo").output().unwrap();
        assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
        String::from_utf8_lossy(&loaded.stdout).into_owned()
    }

    /// Runs a command of the program on the same database; whether it worked, and what it said.
    pub fn run(&self, what: &str) -> (bool, String) {
        let output = command(&self.folder, &self.database_url, self.port).arg(what).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
    }

    /// What links in mails begin with.
    pub fn public_url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// A client without a session.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.origin)
    }

    /// A client with the session of a demo account, such as `beleidsadviseur.oirschot`.
    pub async fn account(&self, name: &str) -> Client {
        let client = self.anonymous();
        client.sign_in(&format!("{name}@demo.example"), PASSWORD).await.unwrap();
        client
    }

    /// The database of the server, for looking behind its back.
    pub async fn database(&self) -> DatabaseConnection {
        Database::connect(&self.database_url).await.unwrap()
    }

    /// Another server beside this one, on the same database and with the same key.
    pub async fn replica(&self) -> Self {
        let (port, held) = free_port();
        let child = serve(&self.folder, &self.database_url, port, &self.settings, self.descriptors);
        let (database_url, folder, settings) = (self.database_url.clone(), self.folder.clone(), self.settings.clone());
        let mut server =
            Self { origin: format!("http://127.0.0.1:{port}"), database_url, folder, port, _held: held, settings, descriptors: self.descriptors, child };
        server.wait().await;
        server
    }

    /// Waits until a count in the database is one, as when a job has done its work.
    pub async fn until(&self, sql: &'static str) {
        let (database, start) = (self.database().await, std::time::Instant::now());
        while count(&database, sql).await != 1 {
            assert!(start.elapsed() < std::time::Duration::from_secs(20), "{sql}");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// How many entries the journal has of what was done; what was refused is in it too.
    pub async fn journal_size(&self) -> i64 {
        count(&self.database().await, "SELECT COUNT(*) AS n FROM journal WHERE action NOT LIKE '%.denied'").await
    }

    /// The API document.
    pub async fn document(&self) -> Value {
        reqwest::get(format!("{}/api/v1/openapi.json", self.origin)).await.unwrap().json().await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The number in column `n`.
pub async fn count(database: &DatabaseConnection, sql: &'static str) -> i64 {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    database.query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap()
}

/// A port that no other server of tests has, also when that is between two starts, as long as the file is held.
fn free_port() -> (u16, std::fs::File) {
    loop {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let held = std::fs::File::create(std::env::temp_dir().join(format!("kompaan-port-{port}.lock"))).unwrap();
        if held.try_lock().is_ok() {
            return (port, held);
        }
    }
}

fn command(folder: &std::path::Path, database_url: &str, port: u16) -> Command {
    let mut command = Command::new(program());
    configured(&mut command, folder, database_url, port);
    command
}

fn configured(command: &mut Command, folder: &std::path::Path, database_url: &str, port: u16) {
    command
        .current_dir(folder)
        .env("KOMPAAN__SERVER__PORT", port.to_string())
        .env("KOMPAAN__SERVER__SECURE_COOKIES", "false")
        .env("KOMPAAN__SERVER__WORKERS", "2")
        .env("KOMPAAN__DATABASE__URL", database_url)
        .env("KOMPAAN__AUTH__KEY_FILE", folder.join("kompaan.key"))
        .env("KOMPAAN__LIMITS__REQUESTS_PER_MINUTE", "0")
        .env("KOMPAAN__LIMITS__ATTEMPTS_PER_MINUTE", "0")
        .env("KOMPAAN__LOG__LEVEL", "error");
}

fn serve(folder: &std::path::Path, database_url: &str, port: u16, settings: &[(String, String)], descriptors: Option<(u32, u32)>) -> Child {
    let mut command = match descriptors {
        None => Command::new(program()),
        Some((first, most)) => {
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(format!("ulimit -Sn {first} && ulimit -Hn {most} && exec \"$0\" \"$@\"")).arg(program());
            shell
        }
    };
    configured(&mut command, folder, database_url, port);
    command.envs(settings.iter().cloned()).arg("serve").stdout(Stdio::null()).spawn().unwrap()
}

/// A system of the organisation of the administrator, with these scopes.
pub async fn system(server: &Server, administrator: &Client, scopes: &[contract::api_client::ApiScope]) -> Client {
    let organisation = administrator.me().await.unwrap().organisation_id;
    let input = serde_json::json!({"name": "Testsysteem", "organisationId": organisation, "scopes": scopes});
    let made = administrator.api_clients().create(&serde_json::from_value(input).unwrap()).await.unwrap().value.id;
    let secret = administrator.new_client_secret(made).await.unwrap().secret;
    let system = server.anonymous();
    system.sign_in_as_client(made, &secret).await.unwrap();
    system
}

/// An operation of the API document.
pub struct Operation {
    pub id: String,
    pub method: reqwest::Method,
    pub path: String,
    pub document: Value,
}

/// All operations of the API document.
pub fn operations(document: &Value) -> Vec<Operation> {
    let mut found = vec![];
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            found.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                document: operation.clone(),
            });
        }
    }
    found
}

impl Operation {
    /// The address, with each path parameter replaced.
    pub fn address(&self, origin: &str, parameter: impl Fn(&str) -> Option<Uuid>) -> String {
        let mut path = self.path.clone();
        for described in self.document["parameters"].as_array().into_iter().flatten().filter(|described| described["in"] == "path") {
            let name = described["name"].as_str().unwrap();
            let value = parameter(name).map_or_else(|| described["example"].as_str().unwrap().to_owned(), |id| id.to_string());
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        format!("{origin}/api/v1{path}")
    }

    /// The media type and example of the body, when there is one.
    pub fn body(&self) -> Option<(String, Value)> {
        let (media_type, content) = self.document["requestBody"]["content"].as_object()?.iter().next()?;
        // A file has no form that could be spoiled.
        if !media_type.contains("json") {
            return None;
        }
        Some((media_type.clone(), content["example"].clone()))
    }

    /// Whether it asks for `If-Match`.
    pub fn is_conditional(&self) -> bool {
        self.document["parameters"].as_array().into_iter().flatten().any(|described| described["name"] == "If-Match")
    }
}
