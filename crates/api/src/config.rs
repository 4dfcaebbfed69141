//! Settings: `kompaan.toml`, overridden by environment variables `KOMPAAN__SECTION__KEY`. The file `kompaan.default.toml` documents them
//! and is compiled in; a key that it does not have is an error.
use anyhow::{Context, bail};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

const DEFAULTS: &str = include_str!("../kompaan.default.toml");

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub auth: Auth,
    pub mail: Mail,
    pub files: Files,
    pub limits: Limits,
    pub retention: Retention,
    /// The identity providers of organisations, each under a key of its own.
    pub oidc: BTreeMap<String, OidcProvider>,
    pub log: Log,
}

/// Where and how the server listens.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Server {
    pub address: String,
    pub port: u16,
    /// The address of the platform as people know it, such as `https://kompaan.example`; links in mails begin with it. Empty for this machine.
    pub public_url: String,
    /// The time zone of the platform, such as `Europe/Amsterdam`: what is today, for everybody.
    pub time_zone: chrono_tz::Tz,
    /// Whether a proxy in front adds the address of the caller to `X-Forwarded-For`; then its last entry counts.
    pub behind_proxy: bool,
    /// The number of threads that answer requests; 0 for one per core.
    pub workers: usize,
    /// The most connections at a time; fewer where the system gives fewer descriptors.
    pub max_connections: usize,
    /// The folder of the built web app; the API also works without.
    pub web_folder: PathBuf,
    /// Whether the refresh cookie is only sent over HTTPS (and to localhost).
    pub secure_cookies: bool,
    /// Other origins whose pages may call the API.
    pub allowed_origins: Vec<String>,
    /// Whether answers tell how many statements they asked of the database.
    pub count_statements: bool,
}

impl Server {
    /// Where the platform is reached, such as `https://kompaan.example`.
    pub fn origin(&self) -> String {
        match self.public_url.trim_end_matches('/') {
            "" => format!("http://localhost:{}", self.port),
            origin => origin.to_owned(),
        }
    }
}

/// Where the data is.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Database {
    pub url: String,
}

/// Signing in.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Auth {
    /// The file with the key that signs tokens; made when it is not there. Replicas share it.
    pub key_file: PathBuf,
    pub access_token_minutes: i64,
    pub session_days: i64,
}

/// How mail is sent.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mail {
    /// `smtps://user:password@host` or `smtp://host:port?tls=required`; empty to keep mails in `folder`.
    pub url: String,
    /// The sender.
    pub from: String,
    /// Where mails are kept that are not sent.
    pub folder: PathBuf,
}

/// Where the files are kept that people send.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Files {
    /// The folder, when there is no `url`.
    pub folder: PathBuf,
    /// A store of objects, such as `s3://bucket/prefix`; empty for the folder.
    pub url: String,
    /// How to reach that store, such as `aws_endpoint`; see [`Files::store_options`].
    options: BTreeMap<String, toml::Value>,
    pub max_megabytes: usize,
    /// A scanner for viruses, `clamd://host:port`; empty for none.
    pub scanner: String,
}

impl Files {
    /// How to reach the store of objects, by the names that it knows: `aws_endpoint`, also where the environment called it `AWS_ENDPOINT`.
    pub fn store_options(&self) -> impl Iterator<Item = (String, String)> {
        let text = |value: &toml::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.options.iter().map(move |(name, value)| (store_case(name), text(value)))
    }
}

/// How much one caller may ask.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// Requests a minute for each account, client or, for who is not signed in, network; 0 for no limit.
    pub requests_per_minute: u32,
    /// Attempts a minute to sign in, ask for a new password or get a token, for each network; 0 for no limit.
    pub attempts_per_minute: u32,
    /// The most rows of a table that is taken along.
    pub table_rows: u64,
    /// So many seconds a body may keep us waiting; 0 for no limit.
    pub body_seconds: u64,
}

/// How long what is not used is kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Retention {
    /// An account that nobody used for so many days ends; 0 for never.
    pub inactive_days: i64,
    /// So many days before that, its owner is warned by mail.
    pub warning_days: i64,
}

/// An identity provider of an organisation.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OidcProvider {
    /// As people know it.
    pub name: String,
    /// Exactly as it names itself.
    pub issuer: String,
    pub client_id: String,
    /// Empty for a client that proves itself by PKCE only.
    #[serde(default)]
    pub client_secret: String,
    /// The domains of its e-mail addresses; who has such an address signs in there.
    pub domains: Vec<String>,
    /// The organisation of its people.
    pub organisation_id: uuid::Uuid,
    /// The claim with the CBS code of the municipality, where the provider is of several.
    #[serde(default)]
    pub organisation_claim: Option<String>,
    /// The CBS codes of the municipalities that the claim may name, beside the one of `organisation_id`; any other is refused.
    #[serde(default)]
    pub organisation_codes: Vec<String>,
    /// The claim with the names of roles.
    #[serde(default)]
    pub role_claim: Option<String>,
    /// Which role a name stands for, at the first sign-in: `coordinator` or `executive`.
    #[serde(default)]
    pub roles: BTreeMap<String, domain::role::Role>,
}

/// What is logged, and how.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Log {
    pub level: String,
    /// `json` or `text`.
    pub format: String,
}

impl Config {
    /// Reads the settings: the defaults, then the file when it is there, then the environment.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let path = file.unwrap_or(Path::new("kompaan.toml"));
        let own = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if file.is_none() && error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => bail!("cannot read {}: {error}", path.display()),
        };
        Self::parse(&own, std::env::vars())
    }

    fn parse(own: &str, environment: impl Iterator<Item = (String, String)>) -> anyhow::Result<Self> {
        let mut settings: toml::Table = DEFAULTS.parse().context("the default settings")?;
        merge(&mut settings, own.parse().context("kompaan.toml is not valid TOML")?);
        for (name, value) in environment {
            let Some(path) = name.strip_prefix("KOMPAAN__") else { continue };
            let Some((sections, key)) = path.rsplit_once("__") else { bail!("{name}: expected KOMPAAN__SECTION__KEY") };
            let value = value.parse::<toml::Value>().unwrap_or(toml::Value::String(value));
            let mut single: toml::Table = [(contract_case(key), value)].into_iter().collect();
            for section in sections.rsplit("__") {
                single = [(section.to_lowercase(), toml::Value::Table(single))].into_iter().collect();
            }
            merge(&mut settings, single);
        }
        settings.try_into().context("the settings have an unknown key or a value of the wrong type")
    }
}

/// `WEB_FOLDER` becomes `webFolder`.
fn contract_case(key: &str) -> String {
    let mut words = key.split('_').map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    words.fold(first, |camel, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        camel + &initial.to_uppercase() + rest
    })
}

/// `awsEndpoint` becomes `aws_endpoint` again.
fn store_case(name: &str) -> String {
    let apart = |letter: char| if letter.is_uppercase() { format!("_{}", letter.to_lowercase()) } else { letter.to_string() };
    name.chars().map(apart).collect()
}

fn merge(base: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(base)), toml::Value::Table(over)) => merge(base, over),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let config = Config::parse("[server]\nport = 9000\n", [("KOMPAAN__SERVER__WEB_FOLDER".to_owned(), "/srv/web".to_owned())].into_iter()).unwrap();
        assert_eq!((config.server.port, config.server.web_folder.to_str()), (9000, Some("/srv/web")));
        let config = Config::parse("[server]\nport = 9000\n", [("KOMPAAN__SERVER__PORT".to_owned(), "9001".to_owned())].into_iter()).unwrap();
        assert_eq!(config.server.port, 9001);
    }

    #[test]
    fn how_to_reach_a_store_of_objects_comes_from_the_environment_too() {
        let environment = [("AWS_ENDPOINT", "http://localhost:9000"), ("AWS_ALLOW_HTTP", "true"), ("AWS_SECRET_ACCESS_KEY", "0123")];
        let environment = environment.map(|(name, value)| (format!("KOMPAAN__FILES__OPTIONS__{name}"), value.to_owned()));
        let config = Config::parse("[files.options]\naws_region = \"eu-west-1\"\n", environment.into_iter()).unwrap();
        let options: Vec<_> = config.files.store_options().collect();
        let expected = [("aws_allow_http", "true"), ("aws_endpoint", "http://localhost:9000"), ("aws_secret_access_key", "0123"), ("aws_region", "eu-west-1")];
        assert_eq!(options, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        assert!(Config::parse("[server]\nprot = 9000\n", std::iter::empty()).is_err());
        assert!(Config::parse("", [("KOMPAAN__SERVER__PROT".to_owned(), "1".to_owned())].into_iter()).is_err());
    }
}
