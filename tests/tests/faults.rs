//! Nothing that was acknowledged is ever lost.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::{Client, Error};
use contract::community::CommunityInput;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use tests::{ENGINES, Engine, PASSWORD, Server, count};
use uuid::Uuid;

fn community(name: &str) -> CommunityInput {
    let input = json!({"name": name, "kind": "workplace", "purpose": "Tekst", "visibility": "network", "joinPolicy": "open"});
    serde_json::from_value(input).unwrap()
}

/// Makes a community, and looks at once whether what was acknowledged is there.
async fn write(client: &Client, name: &str) -> Result<Uuid, Error> {
    let made = client.communities().create(&community(name)).await?.value.id;
    client.communities().get(made).await.unwrap_or_else(|error| panic!("acknowledged, and not there: {error:?}"));
    Ok(made)
}

/// Something is refused by a rule in the middle of its transaction, which is rolled back: a failure of another kind than that of the disk.
async fn refuse_by_a_rule(client: &Client, own: Uuid) {
    let stale = client.communities().patch(own, "\"v9\"", &json!({"purpose": "Te laat"})).await;
    assert_eq!(stale.unwrap_err().status(), Some(412));
}

/// Everything is there after a restart, and the journal is whole.
async fn all_is_there_after_a_restart(server: &mut Server, acknowledged: &[Uuid]) {
    server.kill();
    server.restart().await;
    let reader = server.account("docent.han").await;
    for made in acknowledged {
        reader.communities().get(*made).await.unwrap();
    }
    let (intact, said) = server.run("check");
    assert!(intact, "{said}");
}

async fn ready(server: &Server) -> (u16, String) {
    let answer = reqwest::get(format!("{}/readyz", server.origin)).await.unwrap();
    (answer.status().as_u16(), answer.json::<Value>().await.unwrap()["status"].as_str().unwrap().to_owned())
}

/// A small file system of its own.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(megabytes: u64) -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("kompaan-disk-{}", Uuid::now_v7().simple()));
        fs::create_dir_all(&folder).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"]).arg(&folder).output();
        match mounted {
            Ok(output) if output.status.success() => Ok(Self(folder)),
            Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Fills what is left.
    fn fill(&self) {
        let mut ballast = fs::File::create(self.0.join("ballast")).unwrap();
        for block in [1 << 16, 1 << 10, 1] {
            while ballast.write_all(&vec![0; block]).is_ok() {}
        }
    }

    fn free(&self) {
        fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
        let _ = fs::remove_dir(&self.0);
    }
}

#[tokio::test]
async fn on_a_full_disk_writes_are_refused_and_afterwards_nothing_is_lost() {
    let disk = match SmallDisk::mount(64) {
        Ok(disk) => disk,
        Err(reason) => return println!("SKIPPED: no small file system can be mounted here: {reason}"),
    };
    let mut server = Server::start_in(Engine::Sqlite, disk.0.join("server"), &[], None).await;
    let client = server.account("docent.han").await;
    let mut acknowledged = vec![];
    for n in 0..5 {
        acknowledged.push(write(&client, &format!("Er is ruimte {n}")).await.unwrap());
    }
    assert_eq!(ready(&server).await.0, 200);

    // Twice, as the second time is what used to leave the connection in a transaction for good.
    for round in 0..2 {
        disk.fill();
        let mut refused = 0;
        while refused < 20 {
            match write(&client, &format!("Vol {round}")).await {
                Ok(made) => acknowledged.push(made),
                Err(error) => {
                    let problem = error.problem().unwrap();
                    assert_eq!((problem.status, problem.code.as_str()), (507, "disk_full"), "{}", problem.detail);
                    refused += 1;
                }
            }
        }
        let (status, reason) = ready(&server).await;
        assert_eq!((status, reason.contains("disk is full")), (503, true), "{reason}");
        assert!(reqwest::get(format!("{}/healthz", server.origin)).await.unwrap().status().is_success());
        disk.free();
        refuse_by_a_rule(&client, acknowledged[0]).await;
        while ready(&server).await.0 != 200 {
            tokio::task::yield_now().await;
        }
        for n in 0..20 {
            acknowledged.push(write(&client, &format!("Weer ruimte {round} {n}")).await.unwrap());
        }
        server.anonymous().sign_in("consulent.best@demo.example", PASSWORD).await.unwrap();
    }
    all_is_there_after_a_restart(&mut server, &acknowledged).await;
}

/// Makes the database refuse one name: on SQLite the transaction is over before we roll it back, as on a full disk; on PostgreSQL the commit itself is refused, for
/// want of room.
async fn refuse_name(server: &Server, name: &str) {
    let database = server.database().await;
    if server.database_url.starts_with("sqlite") {
        let trigger = format!("CREATE TRIGGER failpoint BEFORE INSERT ON community WHEN NEW.name = '{name}' BEGIN SELECT RAISE(ROLLBACK, 'failpoint'); END");
        database.execute_unprepared(&trigger).await.unwrap();
    } else {
        let refuse = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100''; END'";
        let trigger = format!(
            "CREATE CONSTRAINT TRIGGER failpoint AFTER INSERT ON community DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.name = '{name}') EXECUTE FUNCTION refuse()"
        );
        for sql in [refuse, &trigger] {
            database.execute_unprepared(sql).await.unwrap();
        }
    }
}

#[tokio::test]
async fn after_transactions_that_failed_every_acknowledged_write_is_there() {
    for engine in ENGINES {
        let mut server = Server::start(engine).await;
        let client = server.account("docent.han").await;
        refuse_name(&server, "Past er niet bij").await;
        let mut acknowledged = vec![write(&client, "Ervoor").await.unwrap()];
        for round in 0..4 {
            let error = client.communities().create(&community("Past er niet bij")).await.unwrap_err();
            assert!(engine == Engine::Sqlite || error.problem().unwrap().code == "disk_full", "{engine:?}: {error:?}");
            refuse_by_a_rule(&client, acknowledged[0]).await;
            for n in 0..5 {
                acknowledged.push(write(&client, &format!("Daarna {round} {n}")).await.unwrap());
            }
        }
        assert_eq!(ready(&server).await.0, 200, "{engine:?}");
        all_is_there_after_a_restart(&mut server, &acknowledged).await;
    }
}

/// The rights that others have on a file or folder, and everything in it.
fn open_to_others(path: &Path, found: &mut Vec<PathBuf>) {
    if path.metadata().unwrap().permissions().mode() & 0o077 != 0 {
        found.push(path.to_owned());
    }
    if path.is_dir() {
        for inside in fs::read_dir(path).unwrap() {
            open_to_others(&inside.unwrap().path(), found);
        }
    }
}

#[tokio::test]
async fn what_the_server_keeps_is_for_its_own_account_only() {
    let mut server = Server::start(Engine::Sqlite).await;
    // As an earlier version left it.
    server.kill();
    fs::remove_dir_all(server.folder().join("var")).unwrap();
    fs::create_dir_all(server.folder().join("var/files")).unwrap();
    for part in ["kompaan.db", "var/files"] {
        let path = server.folder().join(part);
        fs::set_permissions(&path, fs::Permissions::from_mode(if path.is_dir() { 0o755 } else { 0o644 })).unwrap();
    }
    server.restart().await;
    let client = server.account("docent.han").await;
    write(&client, "Alleen voor ons").await.unwrap();
    client.upload("verslag.txt", b"Een verslag".to_vec()).await.unwrap();
    server.anonymous().ask_password_reset("docent.han@demo.example").await.unwrap();
    server.until("SELECT COUNT(*) AS n FROM mail WHERE sent_at IS NOT NULL AND recipient = 'docent.han@demo.example'").await;
    let mut found = vec![];
    for part in ["kompaan.db", "kompaan.db-wal", "kompaan.db-shm", "kompaan.key", "var/files", "var/mail"] {
        open_to_others(&server.folder().join(part), &mut found);
    }
    assert!(found.is_empty(), "others may read {found:?}");
    for made in ["var/files", "var/mail"] {
        assert!(fs::read_dir(server.folder().join(made)).unwrap().count() > 0, "{made}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_kill_under_write_load_every_acknowledged_write_is_there() {
    for engine in ENGINES {
        let mut server = Server::start(engine).await;
        let acknowledged = Arc::new(Mutex::new(Vec::<Uuid>::new()));
        let going = Arc::new(AtomicBool::new(true));
        let mut writers = vec![];
        for account in ["docent.han", "consulent.best", "consulent.vught", "consulent.oirschot"] {
            let (client, acknowledged, going) = (server.account(account).await, acknowledged.clone(), going.clone());
            writers.push(tokio::spawn(async move {
                while going.load(Ordering::Relaxed) {
                    match client.communities().create(&community("Onder druk")).await {
                        Ok(made) => acknowledged.lock().unwrap().push(made.value.id),
                        Err(_) => break,
                    }
                }
            }));
        }
        while acknowledged.lock().unwrap().len() < 60 {
            tokio::task::yield_now().await;
        }
        server.kill();
        going.store(false, Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
        server.restart().await;
        let reader = server.account("docent.han").await;
        let acknowledged = acknowledged.lock().unwrap().clone();
        println!("{engine:?}: {} acknowledged writes", acknowledged.len());
        for made in &acknowledged {
            let found = reader.communities().get(*made).await.unwrap();
            assert_eq!(found.value.purpose.as_deref(), Some("Tekst"));
        }
        // Data and journal agree: no community without its entry, no entry without its community.
        let database = server.database().await;
        let without_entry =
            "SELECT COUNT(*) AS n FROM community c WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.resource_id = c.id AND j.action = 'community.created')";
        let without_data =
            "SELECT COUNT(*) AS n FROM journal j WHERE j.action = 'community.created' AND NOT EXISTS (SELECT 1 FROM community c WHERE c.id = j.resource_id)";
        assert_eq!(count(&database, without_entry).await, 0, "{engine:?}");
        assert_eq!(count(&database, without_data).await, 0, "{engine:?}");
    }
}
