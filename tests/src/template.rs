//! The demo data, loaded once for each kind of database and copied for each server: loading it takes seconds, copying it moments.
use crate::{Engine, command, new_database, postgres_database, postgres_url, program};
use sea_orm::{ConnectionTrait, Database, Statement};
use std::{
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};
use tokio::sync::Mutex;
use uuid::Uuid;

/// One at a time, as the first may have to load: in this process, and by a locked file in all programs of tests that run.
static LOADING: Mutex<()> = Mutex::const_new(());

/// Whoever holds the lock of all programs; letting it go unlocks.
fn locked() -> fs::File {
    let file = fs::File::create(std::env::temp_dir().join("kompaan-demo.lock")).unwrap();
    file.lock().unwrap();
    file
}

/// Fills a folder with the files of a server and answers the address of its database, both with the demo data in them.
pub async fn copy(engine: Engine, folder: &Path) -> String {
    let from = {
        let _one = LOADING.lock().await;
        let _all = locked();
        loaded(engine).await
    };
    copy_files(&from, folder);
    match engine {
        Engine::Sqlite => format!("sqlite:{}/kompaan.db?mode=rwc", folder.display()),
        Engine::Postgres => {
            let template = fs::read_to_string(from.join("database")).unwrap();
            let name = format!("kompaan_{}", Uuid::now_v7().simple());
            let admin = Database::connect(&postgres_url()).await.unwrap();
            // Only one copy of a template is made at a time.
            let _one = LOADING.lock().await;
            let _all = locked();
            admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
            postgres_database(&name)
        }
    }
}

fn copy_files(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (file.path(), to.join(file.file_name()));
        if from.is_dir() {
            copy_files(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

/// Whether PostgreSQL has a database of this name.
async fn is_there(name: &str) -> bool {
    let admin = Database::connect(&postgres_url()).await.unwrap();
    let asked = Statement::from_string(admin.get_database_backend(), format!("SELECT 1 AS n FROM pg_database WHERE datname = '{name}'"));
    admin.query_one_raw(asked).await.unwrap().is_some()
}

/// The folder in which the demo data of this very server was loaded; loads it when it is not there.
async fn loaded(engine: Engine) -> PathBuf {
    let built = fs::metadata(program()).unwrap().modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    // A PostgreSQL that was started anew has none of the databases of the one before.
    let of = if engine == Engine::Postgres { postgres_url().chars().filter(char::is_ascii_alphanumeric).collect() } else { String::new() };
    let place = std::env::temp_dir().join(format!("kompaan-demo-{engine:?}-{built}-{of}"));
    if let Ok(name) = fs::read_to_string(place.join("database"))
        && (engine == Engine::Sqlite || is_there(&name).await)
    {
        return place;
    }
    fs::create_dir_all(&place).unwrap();
    let url = new_database(engine, &place).await;
    let loaded = command(&place, &url, 0).arg("demo").output().unwrap();
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    fs::write(place.join("database"), url.rsplit_once('/').map(|(_, name)| name).unwrap_or_default()).unwrap();
    place
}
