//! The command line of the server.
mod progress;

use anyhow::Context;
use api::{SOMEWHERE, app, auth, clock::Clock, config::Config, demo, openapi, private};
use clap::{Parser, Subcommand};
use domain::{
    OrganisationId, PersonId,
    journal::{Entry, Verb},
    organisation::{Organisation, OrganisationKind},
    person::{Language, Person},
    resource::Kind,
    role::Role,
};
use persistence::{Database, audit::Verdict, new_id, organisation::Organisations, person::People, resource};
use progress::Bar;
use std::{
    io::{BufRead, Write},
    path::PathBuf,
    sync::Arc,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The platform on which professionals of municipalities share what they know and do.
#[derive(Parser)]
#[command(name = "kompaan", version, about)]
struct Cli {
    /// The settings; kompaan.toml in this folder when it is there.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve,
    /// Bring the database up to date.
    Migrate,
    /// Load the demo data; loading again changes nothing.
    Demo,
    /// Fill the database with realistic data for measuring.
    DemoData {
        /// How many sub-projects.
        #[arg(long, default_value_t = 100_000)]
        items: u64,
    },
    /// Make the first administrator. The password is read from standard input.
    CreateAdministrator {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
    },
    /// Check that nobody changed the journal after it was sealed; names the first entry that does not hold.
    Check,
    /// Print the API document.
    Openapi,
}

fn main() -> std::process::ExitCode {
    private::from_now_on();
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            let mut message = format!("kompaan: {error}");
            for cause in error.chain().skip(1) {
                message += &format!("\n  because: {cause}");
            }
            let _ = writeln!(std::io::stderr(), "{message}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    if matches!(cli.command, Command::Openapi) {
        let (operations, schemas) = app::operations();
        let document = serde_json::to_string_pretty(&openapi::document(&operations, &schemas, SOMEWHERE))?;
        return Ok(writeln!(std::io::stdout(), "{document}")?);
    }
    let config = Config::load(cli.config.as_deref())?;
    logging(&config)?;
    actix_web::rt::System::new().block_on(async move {
        match cli.command {
            Command::Serve => app::serve(config).await,
            Command::Migrate => app::connect(&config).await.map(drop),
            Command::Demo => load_demo(config).await,
            Command::DemoData { items } => {
                let db = app::connect(&config).await?;
                let start = std::time::Instant::now();
                let made = persistence::bulk::fill(&db, items, Clock::system().now()).await?;
                say(&format!("{made} sub-projects in {:.1} s", start.elapsed().as_secs_f64()))
            }
            Command::CreateAdministrator { email, name } => {
                let mut password = String::new();
                std::io::stdin().lock().read_line(&mut password)?;
                let db = app::connect(&config).await?;
                let organisation = OrganisationId(demo::id("organisation", "platform"));
                create_administrator(&db, organisation, PersonId(new_id()), &name, &email, password.trim_end()).await?;
                say(&format!("{email} can sign in"))
            }
            Command::Check => check(&app::connect(&config).await?).await,
            Command::Openapi => Ok(()),
        }
    })
}

async fn check(db: &Database) -> anyhow::Result<()> {
    let mut sealing = Bar::new("sealing");
    persistence::audit::seal_with(db, &mut |done, all| sealing.show(done, all)).await?;
    sealing.end();
    let mut checking = Bar::new("checking");
    let verdict = persistence::audit::verify_with(db.reader(), &mut |done, all| checking.show(done, all)).await?;
    checking.end();
    match verdict {
        Verdict::Intact { entries, hash } => say(&format!("the journal is intact: {entries} entries, the last seal is {hash}")),
        Verdict::Broken { number, entry, why } => anyhow::bail!("the journal does not hold from number {number}, entry {entry}: {why}"),
    }
}

fn say(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

fn logging(config: &Config) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log.level).context("log.level")?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log.format.as_str() {
        "json" => builder.json().init(),
        "text" => builder.init(),
        other => anyhow::bail!("log.format is {other}; it can be text or json"),
    }
    Ok(())
}

/// Serves the database on a free port for as long as loading takes.
async fn load_demo(config: Config) -> anyhow::Result<()> {
    let db = app::connect(&config).await?;
    let secret = app::secret(&config.auth.key_file)?;
    let administrator = PersonId(demo::id("person", "beheerder-wsd"));
    if persistence::person::credential_of(db.reader(), administrator).await?.is_none() {
        let organisation = OrganisationId(demo::id("organisation", "platform"));
        create_administrator(&db, organisation, administrator, "Demo Platformbeheerder", demo::ADMINISTRATOR, demo::PASSWORD).await?;
    }
    let mut app = app::assemble(config, db, Clock::system(), &secret)?;
    app.mailer = app.mailer.silent();
    let app = actix_web::web::Data::from(Arc::new(app));
    let server = actix_web::HttpServer::new(move || app::service(app.clone())).workers(1).bind(("127.0.0.1", 0))?;
    let address = server.addrs().first().copied().context("no address")?;
    let server = server.run();
    let handle = server.handle();
    let serving = actix_web::rt::spawn(server);
    let report = demo::load(&format!("http://{address}")).await;
    handle.stop(false).await;
    serving.await??;
    let report = report?;
    say(&format!("demo data: {} created, {} there already", report.created, report.existing))
}

async fn create_administrator(db: &Database, organisation: OrganisationId, id: PersonId, name: &str, email: &str, password: &str) -> anyhow::Result<()> {
    let violations = domain::password::violations(password, &[name, email]);
    if let Some(violation) = violations.0.first() {
        anyhow::bail!("the password: {}", contract::problem::explain(violation.code.as_str(), violation.detail.as_deref()));
    }
    if auth::password::guessable(password.to_owned(), vec![name.to_owned(), email.to_owned()]).await? {
        anyhow::bail!("the password: {}", contract::problem::explain("weak_password", None));
    }
    let hash = auth::password::hash(password.to_owned()).await?;
    let mut unit = db.begin(Clock::system().now()).await?;
    let now = unit.now();
    let home = Organisation {
        name: "Platformbeheer".into(),
        kind: OrganisationKind::Partner,
        cbs_code: None,
        website: None,
        serves_ids: vec![],
        second_factor_required: false,
    };
    let anonymous = domain::policy::Actor::Anonymous;
    if resource::find::<Organisations, _>(unit.conn(), &anonymous, organisation, false).await?.is_none() {
        resource::insert::<Organisations, _>(unit.conn(), organisation, &home, now).await?;
        unit.record(&Entry::new(Kind::Organisation, organisation.0, Verb::Created), Some(1)).await?;
    }
    let person = Person {
        name: name.into(),
        email: email.into(),
        job_title: "Functioneel beheerder".into(),
        organisation_id: organisation,
        expertise: vec![],
        theme_ids: vec![],
        language: Language::Dutch,
        email_visible: false,
    }
    .normalised();
    let violations = person.violations();
    if let Some(violation) = violations.0.first() {
        anyhow::bail!("{}: {}", violation.field, contract::problem::explain(violation.code.as_str(), violation.detail.as_deref()));
    }
    resource::insert::<People, _>(unit.conn(), id, &person, now).await.context("an account with this e-mail address may exist already")?;
    persistence::person::set_credential(unit.conn(), id, &hash, now).await?;
    persistence::privacy::accept(unit.conn(), id, domain::account::PRIVACY_VERSION).await?;
    let grant = persistence::role::Grant { role: Role::Administrator, end_date: None, granted_at: now };
    persistence::role::grant(unit.conn(), id, &grant).await?;
    unit.record(&Entry::new(Kind::Person, id.0, Verb::Created), Some(1)).await?;
    Ok(unit.commit().await?)
}
