//! What people hear of what colleagues ask of them, and what the history of a sub-project tells to whom; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{PageQuery, account::Mail, sub_project::SubProjectFilter};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tests::{ENGINES, Server, id};
use uuid::Uuid;

fn input<T: DeserializeOwned>(of: Value) -> T {
    serde_json::from_value(of).unwrap()
}

async fn mails(administrator: &Client, account: &str) -> Vec<Mail> {
    let recipient = format!("{account}@demo.example");
    let about_work = |mail: &Mail| ["community", "taak", "task"].iter().any(|word| mail.subject.contains(word));
    administrator.mails().await.unwrap().items.into_iter().filter(|mail| mail.recipient == recipient && about_work(mail)).collect()
}

#[tokio::test]
async fn who_is_asked_something_hears_of_it_once() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        assert!(mails(&administrator, "trajectconsulent.wsd").await.is_empty(), "{engine:?}: what is loaded is no news");
        let facilitator = server.account("consulent.vught").await;
        let guest = server.account("consulent.best").await;
        let community = json!({"name": "Overleg", "kind": "workingGroup", "purpose": "Overleg", "visibility": "network", "joinPolicy": "onRequest"});
        let community = facilitator.communities().create(&input(community)).await.unwrap().value.id;
        guest.members(community).join().await.unwrap();
        let asked = mails(&administrator, "consulent.vught").await;
        assert_eq!(asked.len(), 1, "{engine:?}");
        let text = asked[0].text.clone().unwrap_or_default();
        assert!(text.contains("Overleg") && text.contains("Demo Consulent Best") && text.contains(&format!("/communities/{community}")), "{text}");

        // In the language of who reads it.
        let invited = server.account("consulent.oirschot").await;
        let me = invited.me().await.unwrap();
        let own = invited.people().get(me.id).await.unwrap();
        invited.people().patch(me.id, &own.etag, &json!({"language": "en"})).await.unwrap();
        facilitator.members(community).invite(me.id).await.unwrap();
        let invitation = mails(&administrator, "consulent.oirschot").await;
        assert_eq!((invitation.len(), invitation[0].subject.as_str()), (1, "You are invited to a community"));

        // A task: once for who gets it, not for who gives it to themselves, nor when it changes otherwise.
        let lead = server.account("casemanager.dommelvallei").await;
        let task = |assignee: &str| json!({"subProjectId": id("sub-project", "kansen"), "title": "Bellen", "dueDate": "2026-12-01", "assigneeId": id("person", assignee)});
        let given = lead.tasks().create(&input(task("trajectconsulent-wsd"))).await.unwrap();
        lead.tasks().create(&input(task("casemanager-dommelvallei"))).await.unwrap();
        let changed = lead.tasks().patch(given.value.id, &given.etag, &json!({"title": "Bellen met de werkgever"})).await.unwrap();
        let told = mails(&administrator, "trajectconsulent.wsd").await;
        assert_eq!((told.len(), told[0].subject.as_str()), (1, "U hebt een taak gekregen"), "{engine:?}");
        assert!(told[0].text.as_deref().unwrap_or_default().contains(&format!("/taken/{}", given.value.id)));
        assert!(mails(&administrator, "casemanager.dommelvallei").await.is_empty());
        let moved = lead.tasks().patch(given.value.id, &changed.etag, &json!({"assigneeId": id("person", "programmamanager-wsd")})).await.unwrap();
        assert_eq!(mails(&administrator, "programmamanager.wsd").await.len(), 1);
        lead.tasks().patch(given.value.id, &moved.etag, &json!({"note": "Vraag naar de planning."})).await.unwrap();
        assert_eq!(mails(&administrator, "programmamanager.wsd").await.len(), 1, "one mail for each cause");
        lead.tasks()
            .create(&input({
                let mut done = task("projectleider-wsd");
                done.as_object_mut().unwrap().insert("doneDate".into(), json!("2026-11-20"));
                done
            }))
            .await
            .unwrap();
        assert!(mails(&administrator, "projectleider.wsd").await.is_empty(), "what is done asks nothing");
    }
}

#[tokio::test]
async fn the_history_of_a_sub_project_tells_of_documents_numbers_and_money_to_whom_they_are_for() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let kansen = id("sub-project", "kansen");
        let actions = async |client: &Client| {
            let page = client.sub_projects().history(kansen, None).await.unwrap();
            page.items.into_iter().map(|entry| entry.action).take(12).collect::<Vec<_>>()
        };
        let line = json!({"subProjectId": kansen, "title": "Reiskosten", "year": 2026, "source": "BUIG", "taskField": "6.5", "plannedCents": 100});
        let line = lead.budget_lines().create(&input(line)).await.unwrap();
        lead.budget_lines().patch(line.value.id, &line.etag, &json!({"plannedCents": 200})).await.unwrap();
        let draft = json!({"subProjectIndicatorId": id("sub-project-indicator", "kansen-deelnemers"), "measuredDate": "2026-11-10", "value": 12});
        let draft = lead.measurements().create(&input(draft)).await.unwrap();
        lead.set_approved(draft.value.id, &draft.etag, true).await.unwrap();
        let told = actions(&lead).await;
        for action in ["budget_line.created", "budget_line.changed", "measurement.created", "measurement.approved"] {
            assert!(told.contains(&action.to_owned()), "{engine:?} {action}: {told:?}");
        }
        assert!(actions(&server.account("wethouder.nuenen").await).await.contains(&"budget_line.created".to_owned()), "money is for executives too");
        for client in [server.anonymous(), server.account("consulent.best").await] {
            let told = actions(&client).await;
            assert!(told.contains(&"measurement.approved".to_owned()), "{engine:?}: what counts everybody hears of");
            assert!(!told.iter().any(|action| action.starts_with("budget_line") || action == "measurement.created"), "{told:?}");
        }
        let whole = async |client: &Client| {
            let (mut all, mut cursor) = (vec![], None);
            loop {
                let page = client.sub_projects().history(kansen, cursor.as_deref()).await.unwrap();
                all.extend(page.items.into_iter().map(|entry| entry.action));
                cursor = page.next;
                if cursor.is_none() {
                    return all.into_iter().filter(|action| action == "document.created").count();
                }
            }
        };
        assert_eq!((whole(&lead).await, whole(&server.anonymous()).await), (2, 1), "{engine:?}: one of the documents is for the team");
    }
}

#[tokio::test]
async fn what_has_ended_misses_no_lead() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let missing = async |sub_project: Uuid| {
            let filter = SubProjectFilter { without_lead: Some(true), ..SubProjectFilter::default() };
            let page = PageQuery { page_size: Some(100), ..PageQuery::default() };
            administrator.sub_projects().list(&filter, &page).await.unwrap().items.iter().any(|found| found.id == sub_project)
        };
        let made = administrator.sub_projects().create(&input(json!({"localPlanId": id("local-plan", "oirschot"), "name": "Kort geprobeerd"}))).await.unwrap();
        assert!(missing(made.value.id).await, "{engine:?}");
        let stop = json!({"phase": "stopped", "reason": "Te weinig animo", "costCents": 0, "conditions": "Meer animo"});
        administrator.change_phase(made.value.id, &made.etag, &input(stop)).await.unwrap();
        assert!(!missing(made.value.id).await, "{engine:?}");
    }
}

#[tokio::test]
async fn who_works_for_a_municipality_proposes_a_sub_project_for_its_plan() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let plan = id("local-plan", "oirschot");
        let proposal = |change: Value| {
            let mut of = json!({"localPlanId": plan, "name": "Buurttuin"});
            of.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            input(of)
        };
        let (own, stranger) = (server.account("consulent.oirschot").await, server.account("consulent.best").await);
        assert_eq!(stranger.sub_projects().create(&proposal(json!({}))).await.unwrap_err().status(), Some(403), "{engine:?}: not for another municipality");
        let can = |plan: contract::local_plan::LocalPlan| json!(plan.can).to_string();
        assert!(!can(stranger.local_plans().get(plan).await.unwrap().value).contains("proposeSubProject"));
        assert!(can(own.local_plans().get(plan).await.unwrap().value).contains("proposeSubProject"));
        let leads = own.sub_projects().create(&proposal(json!({"municipalityLeadId": id("person", "consulent-oirschot")}))).await.unwrap_err();
        assert_eq!(tests::faults(&leads), ["/municipalityLeadId not_allowed"], "who leads is for the leads of the plan");
        let made = own.sub_projects().create(&proposal(json!({}))).await.unwrap();
        assert_eq!((json!(made.value.phase), made.value.contributor_ids.clone()), (json!("exploring"), Some(vec![id("person", "consulent-oirschot")])));
        let changed = own.sub_projects().patch(made.value.id, &made.etag, &json!({"aim": "Samen tuinieren"})).await.unwrap();
        let start = json!({"phase": "pilot"});
        assert_eq!(own.change_phase(made.value.id, &changed.etag, &input(start)).await.unwrap_err().status(), Some(403), "nor do they start it");
        let moved =
            own.sub_projects().patch(made.value.id, &changed.etag, &json!({"localPlanId": id("local-plan", "nuenen-son-en-breugel")})).await.unwrap_err();
        assert_eq!(moved.status(), Some(403));
    }
}
