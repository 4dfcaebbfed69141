//! Handlers without anything around them.
use crate::{
    Kind,
    item::{Row, list_statement, one_statement, page, single},
    steering,
};
use actix_web::{App, HttpResponse, HttpServer, web};
use sea_orm::{ConnectOptions, DatabaseConnection, FromQueryResult, Statement};
use std::cell::RefCell;
use uuid::Uuid;

/// Serves until it is killed.
pub fn serve(kind: Kind, url: &str, port: u16) {
    let (url, postgres) = (url.to_owned(), url.starts_with("postgres"));
    actix_web::rt::System::new()
        .block_on(async move {
            let healthy = || async { HttpResponse::Ok().finish() };
            if kind == Kind::SeaOrm {
                let mut options = ConnectOptions::new(&url);
                options.sqlx_logging(false).max_connections(4);
                let db = web::Data::new(sea_orm::Database::connect(options).await.unwrap());
                let app = move || {
                    let app = App::new().app_data(db.clone()).route("/healthz", web::get().to(healthy));
                    app.route("/api/v1/sub-projects", web::get().to(orm_list))
                        .route("/api/v1/sub-projects/{id}", web::get().to(orm_one))
                        .route("/api/v1/measurements", web::get().to(steering::measurements))
                        .route("/api/v1/strategic-courses/{id}/progress", web::get().to(steering::progress))
                };
                return HttpServer::new(app).workers(2).bind(("127.0.0.1", port)).unwrap().run().await;
            }
            if postgres {
                let app = move || {
                    let client = web::Data::new(PgUrl(url.clone()));
                    let app = App::new().app_data(client).route("/healthz", web::get().to(healthy));
                    app.route("/api/v1/sub-projects", web::get().to(pg_list)).route("/api/v1/sub-projects/{id}", web::get().to(pg_one))
                };
                return HttpServer::new(app).workers(2).bind(("127.0.0.1", port)).unwrap().run().await;
            }
            let path = url.trim_start_matches("sqlite:").split('?').next().unwrap().to_owned();
            let app = move || {
                SQLITE.with(|connection| *connection.borrow_mut() = Some(rusqlite::Connection::open(&path).unwrap()));
                let app = App::new().route("/healthz", web::get().to(healthy));
                app.route("/api/v1/sub-projects", web::get().to(sqlite_list)).route("/api/v1/sub-projects/{id}", web::get().to(sqlite_one))
            };
            HttpServer::new(app).workers(2).bind(("127.0.0.1", port)).unwrap().run().await
        })
        .unwrap();
}

async fn orm_list(db: web::Data<DatabaseConnection>) -> HttpResponse {
    let backend = db.get_database_backend();
    let statement = Statement::from_string(backend, list_statement(backend == sea_orm::DbBackend::Postgres));
    HttpResponse::Ok().json(page(Row::find_by_statement(statement).all(&**db).await.unwrap()))
}

async fn orm_one(db: web::Data<DatabaseConnection>, id: web::Path<Uuid>) -> HttpResponse {
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, one_statement(backend == sea_orm::DbBackend::Postgres), [(*id).into()]);
    HttpResponse::Ok().json(single(Row::find_by_statement(statement).one(&**db).await.unwrap().unwrap()))
}

thread_local! {
    static SQLITE: RefCell<Option<rusqlite::Connection>> = const { RefCell::new(None) };
    static POSTGRES: RefCell<Option<std::rc::Rc<Pg>>> = const { RefCell::new(None) };
}

fn sqlite(sql: &str, id: Option<Uuid>) -> Vec<Row> {
    SQLITE.with(|connection| {
        let connection = connection.borrow();
        let mut statement = connection.as_ref().unwrap().prepare_cached(sql).unwrap();
        let uuid = |bytes: Vec<u8>| Uuid::from_slice(&bytes).unwrap();
        let moment = |text: String| text.parse().unwrap();
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Row {
                id: uuid(row.get(0)?),
                name: row.get(1)?,
                local_plan_id: uuid(row.get(2)?),
                plan_title: row.get(3)?,
                phase: row.get(4)?,
                phase_reason: row.get(5)?,
                places: row.get(6)?,
                municipality_lead_id: row.get::<_, Option<Vec<u8>>>(7)?.map(uuid),
                municipality_lead_name: row.get(8)?,
                partner_lead_id: row.get::<_, Option<Vec<u8>>>(9)?.map(uuid),
                partner_lead_name: row.get(10)?,
                theme_ids: row.get(11)?,
                leads_plan: row.get(12)?,
                contributor_ids: row.get(13)?,
                contributes: row.get(14)?,
                latest_report: row.get(15)?,
                version: row.get(16)?,
                created_at: moment(row.get(17)?),
                updated_at: moment(row.get(18)?),
                aim: row.get(19)?,
                target_group: row.get(20)?,
                method: row.get(21)?,
                reconsider_date: row.get::<_, Option<String>>(22)?.map(|day| day.parse().unwrap()),
                reconsider_when: row.get(23)?,
                exceed_decided_by: row.get(24)?,
                exceed_reason: row.get(25)?,
                cost_cents: row.get(26)?,
                conditions: row.get(27)?,
                gate_missing: row.get(28)?,
                gate_decided_by: row.get(29)?,
                gate_reason: row.get(30)?,
                community_id: row.get::<_, Option<Vec<u8>>>(31)?.map(uuid),
                community_name: row.get(32)?,
            })
        };
        let rows = match id {
            Some(id) => statement.query_map([id.as_bytes().to_vec()], read).unwrap().collect::<Result<_, _>>(),
            None => statement.query_map([], read).unwrap().collect::<Result<_, _>>(),
        };
        rows.unwrap()
    })
}

async fn sqlite_list() -> HttpResponse {
    HttpResponse::Ok().json(page(sqlite(&list_statement(false), None)))
}

async fn sqlite_one(id: web::Path<Uuid>) -> HttpResponse {
    HttpResponse::Ok().json(single(sqlite(&one_statement(false), Some(*id)).remove(0)))
}

struct PgUrl(String);

struct Pg {
    client: tokio_postgres::Client,
    list: tokio_postgres::Statement,
    one: tokio_postgres::Statement,
}

/// One pipelined connection for each thread, with both statements prepared.
async fn pg(url: &PgUrl) -> std::rc::Rc<Pg> {
    if let Some(pg) = POSTGRES.with(|pg| pg.borrow().clone()) {
        return pg;
    }
    let (client, connection) = tokio_postgres::connect(&url.0, tokio_postgres::NoTls).await.unwrap();
    actix_web::rt::spawn(async move {
        let _ = connection.await;
    });
    let list = client.prepare(&list_statement(true)).await.unwrap();
    let one = client.prepare(&one_statement(true)).await.unwrap();
    let pg = std::rc::Rc::new(Pg { client, list, one });
    POSTGRES.with(|kept| *kept.borrow_mut() = Some(pg.clone()));
    pg
}

fn pg_row(row: &tokio_postgres::Row) -> Row {
    Row {
        id: row.get(0),
        name: row.get(1),
        local_plan_id: row.get(2),
        plan_title: row.get(3),
        phase: row.get(4),
        phase_reason: row.get(5),
        places: row.get(6),
        municipality_lead_id: row.get(7),
        municipality_lead_name: row.get(8),
        partner_lead_id: row.get(9),
        partner_lead_name: row.get(10),
        theme_ids: row.get(11),
        leads_plan: row.get(12),
        contributor_ids: row.get(13),
        contributes: row.get(14),
        latest_report: row.get(15),
        version: row.get(16),
        created_at: row.get(17),
        updated_at: row.get(18),
        aim: row.get(19),
        target_group: row.get(20),
        method: row.get(21),
        reconsider_date: row.get(22),
        reconsider_when: row.get(23),
        exceed_decided_by: row.get(24),
        exceed_reason: row.get(25),
        cost_cents: row.get(26),
        conditions: row.get(27),
        gate_missing: row.get(28),
        gate_decided_by: row.get(29),
        gate_reason: row.get(30),
        community_id: row.get(31),
        community_name: row.get(32),
    }
}

async fn pg_list(url: web::Data<PgUrl>) -> HttpResponse {
    let pg = pg(&url).await;
    let rows = pg.client.query(&pg.list, &[]).await.unwrap();
    HttpResponse::Ok().json(page(rows.iter().map(pg_row).collect()))
}

async fn pg_one(url: web::Data<PgUrl>, id: web::Path<Uuid>) -> HttpResponse {
    let pg = pg(&url).await;
    HttpResponse::Ok().json(single(pg_row(&pg.client.query_one(&pg.one, &[&*id]).await.unwrap())))
}
