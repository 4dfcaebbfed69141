//! Milestones: who keeps them, their rules, and where they show; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use contract::{
    PageQuery,
    milestone::{MilestoneFilter, MilestoneInput},
};
use serde_json::{Value, json};
use tests::{ENGINES, Server, faults, id};

fn input(change: Value) -> MilestoneInput {
    let mut input = json!({"subProjectId": id("sub-project", "kansen"), "title": "Derde groep begint", "plannedDate": "2027-05-01"});
    input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    serde_json::from_value(input).unwrap()
}

#[tokio::test]
async fn a_team_keeps_its_milestones_and_says_why_one_moves() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let contributor = server.account("trajectconsulent.wsd").await;
        let lead = server.account("casemanager.dommelvallei").await;
        let stranger = server.account("consulent.best").await;
        let milestones = contributor.milestones();
        let tomorrow = tests::today().succ_opt();
        assert_eq!(faults(&milestones.create(&input(json!({"forecastDate": "2027-06-01"}))).await.unwrap_err()), ["/note required"]);
        assert_eq!(faults(&milestones.create(&input(json!({"actualDate": tomorrow}))).await.unwrap_err()), ["/actualDate in_future"]);
        let nobody = input(json!({"ownerId": id("person", "bestaat-niet")}));
        assert_eq!(faults(&milestones.create(&nobody).await.unwrap_err()), ["/ownerId unknown_reference"]);
        assert_eq!(stranger.milestones().create(&input(json!({}))).await.unwrap_err().status(), Some(403));

        let owner = id("person", "casemanager-dommelvallei");
        let made = milestones.create(&input(json!({"ownerId": owner, "forecastDate": "2027-05-01"}))).await.unwrap();
        assert_eq!(made.value.forecast_date, None, "as planned is no other day");
        assert_eq!(made.value.owner.as_ref().map(|owner| owner.id), Some(owner));
        let reached = milestones.patch(made.value.id, &made.etag, &json!({"actualDate": "2026-11-01"})).await.unwrap();
        let history = contributor.sub_projects().history(id("sub-project", "kansen"), None).await.unwrap().items;
        assert_eq!((history[0].action.as_str(), history[1].action.as_str()), ("milestone.changed", "milestone.created"));

        // In the order of the days that were planned, and only of who sees to them.
        let by_day = PageQuery { sort: Some("plannedDate".into()), ..PageQuery::default() };
        let kansen = MilestoneFilter { sub_project_id: id("sub-project", "kansen").into(), ..MilestoneFilter::default() };
        let all = stranger.milestones().list(&kansen, &by_day).await.unwrap().items;
        let days: Vec<_> = all.iter().map(|milestone| milestone.planned_date).collect();
        assert!(days.is_sorted() && days.len() == 6, "{days:?}");
        let open = MilestoneFilter { owner_id: Some(owner), reached: Some(false), ..MilestoneFilter::default() };
        let own = lead.milestones().list(&open, &by_day).await.unwrap().items;
        assert!(!own.is_empty() && own.iter().all(|milestone| milestone.actual_date.is_none() && milestone.owner.as_ref().unwrap().id == owner), "{own:?}");
        let visitor = server.anonymous();
        assert!(visitor.milestones().list(&kansen, &by_day).await.unwrap().items.iter().all(|milestone| milestone.owner.is_none()));
        assert_eq!(visitor.milestones().list(&open, &by_day).await.unwrap().items, [], "who sees to what is not to be found out one by one");

        let elsewhere = milestones.patch(made.value.id, &reached.etag, &json!({"subProjectId": id("sub-project", "kwikstart-best")})).await;
        assert_eq!(elsewhere.unwrap_err().status(), Some(403));
        assert_eq!(milestones.delete(made.value.id, &reached.etag).await.unwrap_err().status(), Some(403), "contributors do not delete");
        lead.milestones().delete(made.value.id, &reached.etag).await.unwrap();
    }
}
