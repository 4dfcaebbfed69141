//! The assembly: how the state is put together, what is mounted where, and how the server starts and stops.
use crate::{
    API_VERSION, BASE,
    auth::{self, Identities, Tokens, Vault},
    clock::Clock,
    config::Config,
    cursor::Cursors,
    descriptors,
    error::ApiError,
    files::Files,
    headers, jobs,
    limits::Limits,
    mail::Mailer,
    openapi,
    operation::{self, Operation},
    pace, private,
    readiness::Readiness,
    representation::Published,
    resources,
    schemas::Schemas,
    state::App,
    web as web_app,
};
use actix_web::{
    App as ActixApp, HttpRequest, HttpResponse, HttpServer,
    dev::{ServiceFactory, ServiceRequest},
    middleware::from_fn,
    web,
};
use anyhow::Context;
use chrono::Duration;
use persistence::Database;
use std::{collections::BTreeSet, io::Write, path::Path, sync::Arc};

/// The largest body that is read.
const MAX_BODY: usize = 1024 * 1024;

/// Puts the application together.
pub fn assemble(config: Config, db: Database, clock: Clock, secret: &[u8]) -> anyhow::Result<App> {
    let (operations, mut schemas) = operations();
    schemas.compile(&inputs(&operations))?;
    let document = Published::new(openapi::document(&operations, &schemas, &config.server.origin()).to_string(), "application/json");
    let tokens = Tokens::new(secret, Duration::minutes(config.auth.access_token_minutes));
    let cursors = Cursors::new(secret).context("the secret key")?;
    let providers = auth::oidc::Providers::new(&config.oidc)?;
    let limits = Limits::new(&config.limits);
    let keys = auth::keys::Keys::new(config.server.origin(), config.server.origin() + BASE);
    let (vault, mailer) = (Vault::new(secret)?, Mailer::new(&config.mail)?);
    let files = Files::new(&config.files)?;
    let passkeys = auth::passkey::Passkeys::new(&config.server.origin());
    let mut web = web_app::Files::read(&config.server.web_folder)?;
    web.tell("max-megabytes", &config.files.max_megabytes.to_string(), &domain::document::USUAL_MEGABYTES.to_string());
    web.tell("time-zone", config.server.time_zone.name(), web_app::USUAL_ZONE);
    Ok(App {
        db,
        clock,
        config,
        tokens,
        identities: Identities::default(),
        vault,
        passkeys,
        providers,
        limits,
        keys,
        readings: auth::Readings::default(),
        mailer,
        files,
        work: tokio::sync::Notify::new(),
        readiness: Readiness::default(),
        cursors,
        schemas,
        document,
        web,
    })
}

/// All operations of the API, with the schemas that they use.
pub fn operations() -> (Vec<Operation>, Schemas) {
    let mut schemas = Schemas::default();
    schemas.add::<contract::Problem>();
    let operations = resources::operations(&mut schemas);
    schemas.restrict(&inputs(&operations));
    (operations, schemas)
}

/// The schemas by which operations check what comes in.
pub fn inputs(operations: &[Operation]) -> BTreeSet<String> {
    operations.iter().flat_map(Operation::reads).map(str::to_owned).collect()
}

/// Mounts everything; the server and the tests call the same.
pub fn configure(config: &mut web::ServiceConfig) {
    let (operations, _) = operations();
    config
        .app_data(web::PayloadConfig::new(MAX_BODY))
        .service(web::resource("/healthz").route(operation::reading().to(healthy)).default_service(operation::only("GET, HEAD")))
        .service(web::resource("/readyz").route(operation::reading().to(ready)).default_service(operation::only("GET, HEAD")))
        .service(web::scope(BASE).configure(|scope| {
            scope.service(web::resource("/openapi.json").route(operation::reading().to(document)).default_service(operation::only("GET, HEAD")));
            operation::mount(&operations, scope);
            scope.default_service(web::to(|| async { Err::<HttpResponse, _>(ApiError::NotFound) }));
        }))
        .route("/api", web::to(|| async { Err::<HttpResponse, _>(ApiError::NotFound) }))
        .route("/api/{tail:.*}", web::to(|| async { Err::<HttpResponse, _>(ApiError::NotFound) }))
        .configure(crate::oauth::configure)
        .configure(crate::sign_in::configure)
        .configure(crate::scim::configure)
        .configure(crate::problems::configure)
        .configure(web_app::swagger)
        .default_service(web::to(otherwise));
}

/// What no address answers is a page of the web app, unless programs ask there.
async fn otherwise(request: HttpRequest, app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let path = request.path();
    if crate::problems::is_for_machines(path) && !app.web.has(path) { Err(ApiError::NotFound) } else { Ok(web_app::serve(request, app).await) }
}

async fn document(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    app.document.answer(&request)
}

async fn healthy() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({"status": "ok", "version": API_VERSION}))
}

async fn ready(app: web::Data<App>) -> HttpResponse {
    match app.readiness.reason(&app.db, app.clock.now()).await {
        None => HttpResponse::Ok().json(serde_json::json!({"status": "ok"})),
        Some(reason) => HttpResponse::ServiceUnavailable().json(serde_json::json!({"status": reason})),
    }
}

/// The complete service around an [`App`].
pub fn service(
    app: web::Data<App>,
) -> ActixApp<
    impl ServiceFactory<ServiceRequest, Config = (), Response = actix_web::dev::ServiceResponse<actix_web::body::BoxBody>, Error = actix_web::Error, InitError = ()>,
> {
    ActixApp::new().app_data(app).configure(configure).wrap(from_fn(pace::around)).wrap(from_fn(headers::around))
}

/// Starts the server and runs it until it is told to stop; requests that are running are answered first.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    let (address, port) = (config.server.address.clone(), config.server.port);
    let workers = match config.server.workers {
        0 => std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        workers => workers,
    };
    let connections = descriptors::connections(config.server.max_connections, descriptors::raise(), workers);
    let db = connect(&config).await?;
    let secret = secret(&config.auth.key_file)?;
    let app = web::Data::from(Arc::new(assemble(config, db, Clock::system(), &secret)?));
    if app.web.is_empty() {
        tracing::warn!(folder = %app.config.server.web_folder.display(), "no web app in this folder; the API works without it");
    }
    actix_web::rt::spawn(jobs::run(app.clone().into_inner()));
    let server = HttpServer::new(move || service(app.clone()))
        .shutdown_timeout(10)
        .workers(workers)
        .max_connections(connections)
        .bind((address.as_str(), port))
        .with_context(|| format!("cannot listen on {address}:{port}; is another program using it? Choose another with KOMPAAN__SERVER__PORT"))?;
    tracing::info!(address, port, workers, connections = connections * workers, "ready");
    server.run().await.context("the server stopped")
}

/// Connects to the configured database and brings its schema up to date.
pub async fn connect(config: &Config) -> anyhow::Result<Database> {
    persistence::day::set_zone(config.server.time_zone);
    if let Some(path) = config.database.url.strip_prefix("sqlite:").and_then(|rest| rest.split('?').next())
        && let Some(folder) = Path::new(path.trim_start_matches("//")).parent()
    {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}; set another with KOMPAAN__DATABASE__URL", folder.display()))?;
        for part in ["", "-wal", "-shm"] {
            private::already_there(Path::new(&(path.trim_start_matches("//").to_owned() + part)));
        }
    }
    private::already_there(&config.files.folder);
    private::already_there(&config.mail.folder);
    let mut db = Database::connect(&config.database.url).await.context("cannot open the database; see database.url in kompaan.toml")?;
    if config.server.count_statements {
        db.count_statements();
    }
    db.migrate().await.context("cannot bring the database up to date")?;
    Ok(db)
}

/// The key that signs tokens, made when it is not there.
pub fn secret(file: &Path) -> anyhow::Result<Vec<u8>> {
    match std::fs::read(file) {
        Ok(secret) if secret.len() >= 32 => return Ok(secret),
        Ok(_) => anyhow::bail!("{} is too short to be a key; remove it to have a new one made", file.display()),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error).with_context(|| format!("cannot read {}", file.display())),
        Err(_) => {}
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let secret = auth::random_bytes::<64>();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(mut created) => created.write_all(&secret).with_context(|| format!("cannot write {}", file.display()))?,
        // Another replica was first.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Ok(std::fs::read(file)?),
        Err(error) => return Err(error).with_context(|| format!("cannot make {}", file.display())),
    }
    Ok(secret.to_vec())
}
