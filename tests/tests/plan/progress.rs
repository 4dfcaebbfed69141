//! Reporting the progress of a sub-project; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Error;
use contract::{
    PageQuery,
    progress_update::{Light, ProgressUpdateFilter, ProgressUpdateInput},
};
use domain::policy::Action;
use serde_json::{Value, json};
use tests::{ENGINES, Server, id};

fn faults(error: &Error) -> Vec<(String, String)> {
    let errors = error.problem().map(|problem| problem.errors.clone()).unwrap_or_default();
    let mut faults: Vec<_> = errors.into_iter().map(|error| (error.pointer.unwrap_or_default(), error.code)).collect();
    faults.sort();
    faults
}

fn input(change: Value) -> ProgressUpdateInput {
    let mut body = json!({
        "subProjectId": id("sub-project", "kansen"), "title": "Voortgang november 2026", "reportDate": "2026-11-01", "timeLight": "green", "moneyLight": "green",
        "resultLight": "red", "resultNote": "Niemand is begonnen", "lesson": "Begin **klein**",
    });
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    serde_json::from_value(body).unwrap()
}

#[tokio::test]
async fn a_contributor_reports_and_everybody_sees_how_it_stands() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let contributor = server.account("trajectconsulent.wsd").await;
        let kansen = id("sub-project", "kansen");
        let before = contributor.sub_projects().get(kansen).await.unwrap().value;
        let latest = before.latest_report.unwrap();
        assert_eq!(
            (latest.report_date.to_string(), latest.time_light, latest.result_light),
            ("2026-10-06".into(), Light::Orange, Light::Green),
            "the latest, not the first"
        );

        let silent = input(json!({"resultNote": "  ", "timeLight": "orange"}));
        let expected = [("/resultNote".to_owned(), "required".to_owned()), ("/timeNote".to_owned(), "required".to_owned())];
        assert_eq!(faults(&contributor.progress_updates().create(&silent).await.unwrap_err()), expected);
        let tomorrow = (tests::today() + chrono::Duration::days(1)).to_string();
        let future = contributor.progress_updates().create(&input(json!({"reportDate": tomorrow}))).await.unwrap_err();
        assert_eq!(faults(&future), [("/reportDate".to_owned(), "in_future".to_owned())]);
        let stranger = server.account("docent.han").await;
        assert_eq!(stranger.progress_updates().create(&input(json!({}))).await.unwrap_err().status(), Some(403));
        let entries = server.journal_size().await;

        let made = contributor.progress_updates().create(&input(json!({}))).await.unwrap();
        assert_eq!(server.journal_size().await, entries + 1);
        assert_eq!(made.value.author.as_ref().map(|author| author.name.as_str()), Some("Demo Trajectconsulent WSD"));
        assert_eq!(made.value.lesson_html.trim(), "<p>Begin <strong>klein</strong></p>");
        assert_eq!(made.value.can, [Action::Edit], "a contributor mends it, and does not delete it");
        let stranger_sees = stranger.sub_projects().get(kansen).await.unwrap().value;
        assert_eq!(stranger_sees.latest_report.map(|latest| latest.result_light), Some(Light::Red));
        let filter = ProgressUpdateFilter { sub_project_id: kansen.into(), ..ProgressUpdateFilter::default() };
        let newest_first = PageQuery { sort: Some("-reportDate".into()), ..PageQuery::default() };
        let story = stranger.progress_updates().list(&filter, &newest_first).await.unwrap().items;
        assert_eq!(
            story.iter().map(|update| update.title.as_str()).collect::<Vec<_>>(),
            ["Voortgang november 2026", "Voortgang derde kwartaal", "Voortgang tweede kwartaal", "Start van de pilot"]
        );
        let anonymous = server.anonymous().progress_updates().get(made.value.id).await.unwrap().value;
        assert_eq!(anonymous.author, None, "names are for who is signed in");
        let asking = ProgressUpdateFilter { with_help: Some(true), ..ProgressUpdateFilter::default() };
        let asking = stranger.progress_updates().list(&asking, &newest_first).await.unwrap().items;
        assert!(asking.len() >= 3 && asking.iter().all(|update| !update.help.is_empty()));

        // It is part of the story of the sub-project, and news to who follows that.
        let history = stranger.sub_projects().history(kansen, None).await.unwrap().items;
        assert_eq!((history[0].action.as_str(), history[0].changes.len()), ("progress_update.created", 0));
        let lead = server.account("casemanager.dommelvallei").await;
        let news = lead.events(&Default::default(), None).await.unwrap().items;
        assert_eq!((news[0].action.as_str(), news[0].resource.id), ("progress_update.created", kansen));

        // Moving it to a sub-project of others is reporting there.
        let moved = contributor.progress_updates().patch(made.value.id, &made.etag, &json!({"subProjectId": id("sub-project", "kwikstart-best")})).await;
        assert_eq!(moved.unwrap_err().status(), Some(403));
        assert_eq!(contributor.progress_updates().delete(made.value.id, &made.etag).await.unwrap_err().status(), Some(403));
        lead.progress_updates().delete(made.value.id, &made.etag).await.unwrap();
        let after = stranger.sub_projects().get(kansen).await.unwrap().value;
        assert_eq!(after.latest_report, before.latest_report, "what was deleted does not count");
    }
}
