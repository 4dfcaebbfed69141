//! Nothing that was acknowledged is ever lost.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use contract::community::CommunityInput;
use serde_json::json;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};
use tests::{ENGINES, Server, count};
use uuid::Uuid;

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
                    let input: CommunityInput = serde_json::from_value(
                        json!({"name": "Onder druk", "kind": "workplace", "purpose": "Tekst", "visibility": "network", "joinPolicy": "open"}),
                    )
                    .unwrap();
                    match client.communities().create(&input).await {
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
