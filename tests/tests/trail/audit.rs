//! The audit trail: who reads it, what it tells, and that nobody changes it unseen.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{
    audit::{AuditEntry, AuditFilter, Kind},
    community::CommunityInput,
    export::CsvQuery,
    role::{Role, RoleInput},
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::time::Duration;
use tests::{ENGINES, Server, count, id};

async fn entries(client: &Client, filter: &AuditFilter) -> Vec<AuditEntry> {
    let mut found = vec![];
    let mut cursor = None;
    loop {
        let page = client.audit_entries(filter, cursor.as_deref()).await.unwrap();
        found.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return found;
        }
    }
}

#[tokio::test]
async fn auditors_see_everything_coordinators_their_own_and_others_nothing() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let (auditor, coordinator) = (server.account("privacy.wsd").await, server.account("teammanager.dommelvallei").await);
        for name in ["beleidsadviseur.oirschot", "aanjager.wsd", "wethouder.nuenen"] {
            assert_eq!(server.account(name).await.audit_entries(&AuditFilter::default(), None).await.unwrap_err().status(), Some(403), "{name}");
        }
        assert_eq!(server.anonymous().audit_entries(&AuditFilter::default(), None).await.unwrap_err().status(), Some(401));

        // A hidden community of a colleague: the auditor sees that it is there, not how it is called; the coordinator sees nothing.
        let colleague = server.account("casemanager.dommelvallei").await;
        let hidden: CommunityInput =
            serde_json::from_value(json!({"name": "Geheim overleg", "kind": "workingGroup", "visibility": "hidden", "joinPolicy": "open"})).unwrap();
        let hidden = colleague.communities().create(&hidden).await.unwrap().value.id;
        let of_hidden = AuditFilter { resource_id: Some(hidden), ..AuditFilter::default() };
        let seen = entries(&auditor, &of_hidden).await;
        assert_eq!(seen.last().map(|entry| (entry.action.as_str(), entry.resource_name.clone())), Some(("community.created", None)), "{seen:?}");
        assert!(entries(&coordinator, &of_hidden).await.is_empty());
        assert!(!serde_json::to_string(&entries(&coordinator, &AuditFilter::default()).await).unwrap().contains(&hidden.to_string()));

        // What happened to the accounts of colleagues, and what they did in the open.
        let open: CommunityInput =
            serde_json::from_value(json!({"name": "Open overleg", "kind": "workingGroup", "visibility": "network", "joinPolicy": "open"})).unwrap();
        colleague.communities().create(&open).await.unwrap();
        let administrator = server.account("beheerder.wsd").await;
        let person = id("person", "casemanager-dommelvallei");
        administrator.grant_role(person, Role::Executive, &RoleInput::default()).await.unwrap();
        let own = entries(&coordinator, &AuditFilter::default()).await;
        for action in ["community.created", "person.role_granted", "session.started"] {
            assert!(own.iter().any(|entry| entry.action == action), "{action} in {own:?}");
        }
        let organisation = id("organisation", "dommelvallei");
        for entry in &own {
            let of_own_people = entry.organisation.as_ref().is_some_and(|reference| reference.id == organisation);
            assert!(of_own_people || matches!(entry.kind, Kind::Person | Kind::Session), "{entry:?}");
        }
        let granted = AuditFilter { action: Some("person.role_granted".into()), resource_id: Some(person), ..AuditFilter::default() };
        let granted = entries(&coordinator, &granted).await;
        assert_eq!(granted.len(), 1);
        assert_eq!(
            (granted[0].resource_name.as_deref(), granted[0].fields.as_slice()),
            (Some("Demo Casemanager Dommelvallei"), &["role".to_owned(), "endDate".to_owned()][..])
        );
        let tomorrow = AuditFilter { from_date: tests::today().succ_opt(), ..AuditFilter::default() };
        assert!(entries(&auditor, &tomorrow).await.is_empty());
    }
}

#[tokio::test]
async fn reading_what_is_not_for_everyone_is_in_the_trail_once() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let (auditor, member) = (server.account("privacy.wsd").await, server.account("docent.han").await);
        let closed: CommunityInput =
            serde_json::from_value(json!({"name": "Intervisie", "kind": "workingGroup", "visibility": "members", "joinPolicy": "open"})).unwrap();
        let closed = member.communities().create(&closed).await.unwrap().value.id;
        for _ in 0..3 {
            member.communities().get(closed).await.unwrap();
            member.communities().get(id("community", "kenniskompanie")).await.unwrap();
        }
        let me = member.me().await.unwrap().id;
        let filter = AuditFilter { actor_id: Some(me), action: Some("community.read".into()), ..AuditFilter::default() };
        let readings = entries(&auditor, &filter).await;
        assert_eq!(readings.iter().map(|entry| entry.resource_id).collect::<Vec<_>>(), [closed], "not what everybody may read");
        let history = member.communities().history(closed, None).await.unwrap();
        assert_eq!(history.items.len(), 1, "reading is not part of the history: {history:?}");
    }
}

#[tokio::test]
async fn a_copy_is_csv_in_which_nothing_runs_and_taking_it_is_in_the_trail() {
    let server = Server::start(ENGINES[0]).await;
    let auditor = server.account("privacy.wsd").await;
    let member = server.account("docent.han").await;
    let formula: CommunityInput =
        serde_json::from_value(json!({"name": "=HYPERLINK(\"https://kwaad.example\")", "kind": "workingGroup", "visibility": "network", "joinPolicy": "open"}))
            .unwrap();
    member.communities().create(&formula).await.unwrap();
    let csv = auditor.audit_csv(&AuditFilter::default(), &CsvQuery::default()).await.unwrap();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("at,action,actor,organisation,resourceId,resourceName,fields,requestId"));
    assert!(csv.contains("\"'=HYPERLINK(\"\"https://kwaad.example\"\")\""), "{csv}");
    let copies = entries(&auditor, &AuditFilter { kind: Some(Kind::Audit), ..AuditFilter::default() }).await;
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].actor.as_ref().unwrap().name, "Demo Functionaris gegevensbescherming");
    let refused = server.account("docent.han").await.audit_csv(&AuditFilter::default(), &CsvQuery::default()).await.unwrap_err();
    assert_eq!(refused.status(), Some(403));
}

#[tokio::test]
async fn the_command_check_names_the_first_entry_that_does_not_hold() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let (works, said) = server.run("check");
        assert!(works && said.contains("the journal is intact"), "{said}");
        // On PostgreSQL, a transaction of another test that is still running holds sealing back for a moment.
        while count(&server.database().await, "SELECT COUNT(*) AS n FROM journal_seal").await < 7 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            server.run("check");
        }
        server.database().await.execute_unprepared("UPDATE journal SET action = 'person.read' WHERE seq = 7").await.unwrap();
        let (works, said) = server.run("check");
        assert!(!works && said.contains("does not hold from number"), "{said}");
    }
}
