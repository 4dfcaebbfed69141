//! Reporting in one go: all of it or nothing, every fault at once, on both databases.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use contract::{
    PageQuery,
    measurement::MeasurementFilter,
    milestone::Milestone,
    report::{ProgressUpdateFilter, ReportInput},
};
use serde_json::{Value, json};
use tests::{ENGINES, Server, faults, id};

fn report(parts: Value) -> ReportInput {
    let mut report = json!({
        "subProjectId": id("sub-project", "kansen"), "title": "Voortgang deze week", "reportDate": tests::today(),
        "timeLight": "green", "moneyLight": "green", "resultLight": "green",
    });
    report.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
    serde_json::from_value(report).unwrap()
}

fn measured(value: i64) -> Value {
    json!({"subProjectIndicatorId": id("sub-project-indicator", "kansen-deelnemers"), "measuredDate": "2026-11-10", "value": value})
}

fn moved(milestone: &Milestone, version: i32, change: &Value) -> Value {
    let mut state = json!({"subProjectId": milestone.sub_project.id, "title": milestone.title, "plannedDate": milestone.planned_date});
    state.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!({"id": milestone.id, "version": version, "milestone": state})
}

#[tokio::test]
async fn a_report_writes_all_of_it() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let milestone = lead.milestones().get(id("milestone", "kansen-1")).await.unwrap().value;
        let later = json!({"forecastDate": milestone.planned_date + chrono::Days::new(30), "note": "Later door de verbouwing"});
        let mut second = measured(2);
        second.as_object_mut().unwrap().insert("additional".into(), json!(true));
        let input = report(json!({"measurements": [measured(4), second], "approve": true, "milestones": [moved(&milestone, milestone.version, &later)]}));
        let made = lead.reports().create(&input).await.unwrap();
        let read = lead.progress_updates().get(made.value.id).await.unwrap();
        assert_eq!((read.value.title.as_str(), read.etag.as_str()), ("Voortgang deze week", made.etag.as_str()), "{engine:?}");
        let after = lead.milestones().get(milestone.id).await.unwrap().value;
        assert_eq!((after.note.as_str(), after.version), ("Later door de verbouwing", milestone.version + 1));
        let filter = MeasurementFilter { sub_project_id: milestone.sub_project.id.into(), approved: Some(true), ..MeasurementFilter::default() };
        let newest = PageQuery { sort: Some("-createdAt".into()), page_size: Some(2), ..PageQuery::default() };
        let approved = lead.measurements().list(&filter, &newest).await.unwrap().items;
        assert_eq!(approved.iter().map(|one| one.value).collect::<Vec<_>>(), [Some(2), Some(4)]);
        let entry = lead.milestones().history(milestone.id, None).await.unwrap().items.remove(0);
        assert_eq!(entry.action, "milestone.changed", "what a report changes is in the history as any change");
    }
}

#[tokio::test]
async fn a_report_tells_every_fault_at_once_and_then_writes_nothing() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let contributor = server.account("trajectconsulent.wsd").await;
        let (kansen, elsewhere) = (id("sub-project", "kansen"), id("sub-project", "aanzet"));
        let milestone = lead.milestones().get(id("milestone", "kansen-1")).await.unwrap().value;
        let stranger = server.account("consulent.best").await;
        let size = server.journal_size().await;
        let tomorrow = tests::today().succ_opt();
        let mut locked = measured(4);
        locked["measuredDate"] = json!("2026-06-30");
        let later = json!({"actualDate": tomorrow});
        let wrong =
            report(json!({"reportDate": tomorrow, "measurements": [measured(1), locked], "milestones": [moved(&milestone, milestone.version, &later)]}));
        let refused = lead.reports().create(&wrong).await.unwrap_err();
        assert_eq!(
            (refused.status(), faults(&refused)),
            (
                Some(400),
                ["/reportDate in_future", "/measurements/1/measuredDate period_locked", "/milestones/0/milestone/actualDate in_future"]
                    .map(str::to_owned)
                    .to_vec()
            ),
            "{engine:?}"
        );

        let mut foreign = moved(&milestone, milestone.version, &json!({}));
        foreign["milestone"]["subProjectId"] = json!(elsewhere);
        let foreign = lead.reports().create(&report(json!({"milestones": [foreign]}))).await.unwrap_err();
        assert_eq!(faults(&foreign), ["/milestones/0/milestone/subProjectId not_allowed"]);
        let other = lead.reports().create(&report(json!({"subProjectId": elsewhere, "measurements": [measured(1)]}))).await.unwrap_err();
        assert!([Some(400), Some(403)].contains(&other.status()), "{other:?}");
        let unknown = json!({"id": elsewhere, "version": 1, "milestone": {"subProjectId": kansen, "title": "Start", "plannedDate": "2026-12-01"}});
        let unknown = lead.reports().create(&report(json!({"milestones": [unknown]}))).await.unwrap_err();
        assert_eq!((unknown.status(), faults(&unknown)), (Some(409), vec!["/milestones/0/id unknown_reference".to_owned()]));

        let stale = report(json!({"measurements": [measured(1)], "milestones": [moved(&milestone, milestone.version + 1, &json!({}))]}));
        let stale = lead.reports().create(&stale).await.unwrap_err();
        assert_eq!((stale.status(), stale.problem().unwrap().current.as_ref().unwrap()["id"].as_str().unwrap()), (Some(412), &*milestone.id.to_string()));
        let approving = contributor.reports().create(&report(json!({"measurements": [measured(1)], "approve": true}))).await.unwrap_err();
        assert_eq!(approving.status(), Some(403), "a contributor measures, a lead approves");
        assert_eq!(stranger.reports().create(&report(json!({}))).await.unwrap_err().status(), Some(403));
        assert_eq!(server.journal_size().await, size, "nothing was written");

        contributor.reports().create(&report(json!({"measurements": [measured(1)]}))).await.unwrap();
        let filter = ProgressUpdateFilter { sub_project_id: kansen.into(), q: Some("deze week".into()), ..ProgressUpdateFilter::default() };
        assert_eq!(lead.progress_updates().list(&filter, &PageQuery::default()).await.unwrap().items.len(), 1);
    }
}
