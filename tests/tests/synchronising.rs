//! What systems need that keep a copy or write much: what changed since, several values of a filter, a thing with its parts, several writes at once; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use chrono::{Duration, Utc};
use contract::{
    PageQuery,
    bulk::BulkItem,
    list::AnyOf,
    local_plan::LocalPlanFilter,
    sub_project::{Phase, SubProjectFilter},
    task::{TaskFilter, TaskInput},
};
use futures::TryStreamExt;
use serde_json::json;
use tests::{ENGINES, Server, faults, id, today};
use uuid::Uuid;

fn task(title: &str) -> TaskInput {
    serde_json::from_value(json!({"subProjectId": id("sub-project", "kansen"), "title": title, "dueDate": "2027-01-15"})).unwrap()
}

#[tokio::test]
async fn a_list_tells_what_changed_since_a_moment() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("trajectconsulent.wsd").await;
        let of = TaskFilter { sub_project_id: id("sub-project", "kansen").into(), ..TaskFilter::default() };
        let before = Utc::now();
        let since = |moment| PageQuery { updated_since: Some(moment), count: Some(true), sort: Some("updatedAt".into()), ..PageQuery::default() };
        let nothing = lead.tasks().list(&of, &since(before)).await.unwrap();
        assert!(nothing.items.is_empty(), "{engine:?}: {nothing:?}");
        let made = lead.tasks().create(&task("Nieuw")).await.unwrap();
        let old = lead.tasks().list(&of, &PageQuery::default()).await.unwrap().items.into_iter().find(|task| task.id != made.value.id).unwrap();
        lead.tasks().patch(old.id, &format!("\"v{}\"", old.version), &json!({"note": "Gewijzigd"})).await.unwrap();
        let changed = lead.tasks().list(&of, &since(before)).await.unwrap();
        assert_eq!(changed.items.iter().map(|task| task.id).collect::<Vec<_>>(), [made.value.id, old.id], "{engine:?}");
        assert_eq!(changed.total, Some(2));
        let newest = changed.items.iter().map(|task| task.updated_at).max().unwrap();
        assert_eq!(lead.tasks().list(&of, &since(newest)).await.unwrap().items.len(), 1, "the moment itself counts: nothing is missed");
        assert!(lead.tasks().list(&of, &since(newest + Duration::seconds(1))).await.unwrap().items.is_empty());
    }
}

#[tokio::test]
async fn a_filter_takes_several_values() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let member = server.account("beleidsadviseur.oirschot").await;
        let phases = |phases: &[Phase]| {
            let filter = SubProjectFilter { phase: AnyOf(phases.to_vec()), ..SubProjectFilter::default() };
            let member = &member;
            async move { member.sub_projects().all(filter).try_collect::<Vec<_>>().await.unwrap() }
        };
        let (pilot, running) = (phases(&[Phase::Pilot]).await, phases(&[Phase::Running]).await);
        let both = phases(&[Phase::Pilot, Phase::Running]).await;
        assert!(!pilot.is_empty() && !running.is_empty(), "the demo data has both");
        assert_eq!(both.len(), pilot.len() + running.len(), "{engine:?}");
        assert!(both.iter().all(|sub_project| matches!(sub_project.phase, Phase::Pilot | Phase::Running)));

        let municipalities = |names: &[&str]| AnyOf(names.iter().map(|name| id("organisation", name)).collect::<Vec<Uuid>>());
        let plans = |names: &[&str]| {
            let filter = LocalPlanFilter { municipality_id: municipalities(names), ..LocalPlanFilter::default() };
            let member = &member;
            async move { member.local_plans().all(filter).try_collect::<Vec<_>>().await.unwrap() }
        };
        let (nuenen, oirschot) = (plans(&["nuenen"]).await, plans(&["oirschot"]).await);
        assert_eq!(plans(&["nuenen", "oirschot"]).await.len(), nuenen.len() + oirschot.len());
        assert_eq!(plans(&["nuenen", "son-en-breugel"]).await.len(), nuenen.len(), "a plan of both is found once");

        let refused = reqwest::get(format!("{}/api/v1/sub-projects?phase=pilot&phase=nergens", server.origin)).await.unwrap();
        assert_eq!(refused.status(), 400);
        let problem: serde_json::Value = refused.json().await.unwrap();
        assert_eq!((problem["errors"][0]["parameter"].as_str(), problem["errors"][0]["code"].as_str()), (Some("phase"), Some("unknown_value")), "{problem}");
    }
}

#[tokio::test]
async fn a_plan_is_answered_with_its_parts_as_their_lists_answer_them() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let plan = id("local-plan", "nuenen-son-en-breugel");
        let member = server.account("consulent.vught").await;
        let alone = member.local_plans().get_with(plan, &[]).await.unwrap().value;
        assert!(alone.expanded.is_empty());
        let found = member.local_plans().get_with(plan, &["subProjects", "tasks", "budgetLines"]).await.unwrap().value;
        assert_eq!(found.value, alone.value);
        let page = PageQuery { page_size: Some(100), ..PageQuery::default() };
        let listed = member.sub_projects().list(&SubProjectFilter { local_plan_id: plan.into(), ..SubProjectFilter::default() }, &page).await.unwrap();
        assert_eq!(found.expanded["subProjects"].items, listed.items.iter().map(|item| serde_json::to_value(item).unwrap()).collect::<Vec<_>>(), "{engine:?}");
        assert!(found.expanded["budgetLines"].items.is_empty(), "money is for the team, here too");
        assert_eq!(found.expanded.len(), 3);
        let refused = reqwest::get(format!("{}/api/v1/local-plans/{plan}?expand=leden", server.origin)).await.unwrap();
        assert_eq!(refused.status(), 400);
    }
}

#[tokio::test]
async fn several_writes_are_done_all_or_not_at_all() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("trajectconsulent.wsd").await;
        let first = lead.tasks().create(&task("De eerste")).await.unwrap().value;
        let entries = server.journal_size().await;
        let change = |note: &str| BulkItem::change(first.id, 1, json!({"note": note}));
        let spoiled = TaskInput { title: " ".into(), ..task("") };
        let refused =
            lead.tasks().bulk(vec![BulkItem::new(task("Goed")), BulkItem::new(spoiled), BulkItem::change(Uuid::now_v7(), 1, json!({}))]).await.unwrap_err();
        assert!(matches!(refused.status(), Some(400 | 404)), "{refused:?}");
        let late = TaskInput { done_date: Some(today() + Duration::days(30)), ..task("Al gedaan") };
        let refused = lead.tasks().bulk(vec![change("Mag niet blijven"), BulkItem::new(late)]).await.unwrap_err();
        assert_eq!(faults(&refused), ["/items/1/input/doneDate in_future"], "{engine:?}");
        let project = lead.sub_projects().get(id("sub-project", "kansen")).await.unwrap().value;
        let deep = BulkItem::change(project.id, project.version, json!({"aim": format!("{}diep", "> ".repeat(100))}));
        let refused = lead.sub_projects().bulk(vec![deep]).await.unwrap_err();
        assert_eq!(faults(&refused), ["/items/0/patch/aim nested_too_deep"], "the rules are those of changing one");
        assert_eq!(server.journal_size().await, entries, "nothing was written");

        let written = lead.tasks().bulk(vec![change("Gewijzigd"), BulkItem::new(task("De tweede")), BulkItem::new(task("De derde"))]).await.unwrap();
        assert_eq!(
            written.iter().map(|task| (task.title.as_str(), task.note.as_str(), task.version)).collect::<Vec<_>>(),
            [("De eerste", "Gewijzigd", 2), ("De tweede", "", 1), ("De derde", "", 1)]
        );
        assert_eq!(server.journal_size().await, entries + 3, "each has its entry");
        assert_eq!(lead.tasks().bulk(vec![change("Te laat")]).await.unwrap_err().status(), Some(412), "of an older version");
        let other = server.account("consulent.vught").await;
        assert_eq!(other.tasks().bulk(vec![BulkItem::new(task("Van een ander"))]).await.unwrap_err().status(), Some(403));
    }
}
