//! Fewer than ten residents are for the team, and cannot be worked out from what others see: totals, groups, sums, history and exports; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{
    PageQuery,
    export::ExportQuery,
    measurement::{Measurement, MeasurementFilter},
};
use serde_json::{Value, json};
use tests::{ENGINES, Server, id};
use uuid::Uuid;

/// A figure of Kansen that counts residents, with measurements that were approved: day and cells.
async fn figure(lead: &Client, accumulation: &str, of: Value, measured: &[(&str, &[i64])]) -> (Uuid, Vec<Uuid>) {
    let mut input = json!({
        "subProjectId": id("sub-project", "kansen"), "title": format!("Proef {accumulation}"), "unit": "inwoners", "direction": "up", "accumulation": accumulation,
        "countsResidents": true, "groups": ["man", "vrouw"],
    });
    input.as_object_mut().unwrap().extend(of.as_object().unwrap().clone());
    let made = lead.sub_project_indicators().create(&serde_json::from_value(input).unwrap()).await.unwrap().value.id;
    let mut all = vec![];
    for (day, cells) in measured {
        let split: Vec<Value> = ["man", "vrouw"].iter().zip(*cells).map(|(group, value)| json!({"group": group, "value": value})).collect();
        let cells_given = if cells.len() == 2 { split } else { vec![] };
        let measurement = json!({"subProjectIndicatorId": made, "measuredDate": day, "value": cells.iter().sum::<i64>(), "cells": cells_given});
        let draft = lead.measurements().create(&serde_json::from_value(measurement).unwrap()).await.unwrap();
        lead.set_approved(draft.value.id, &draft.etag, true).await.unwrap();
        all.push(draft.value.id);
    }
    (made, all)
}

async fn seen(client: &Client, of: Uuid) -> Vec<(Option<i64>, Vec<Option<i64>>)> {
    let filter = MeasurementFilter { sub_project_indicator_id: of.into(), ..MeasurementFilter::default() };
    let page = PageQuery { sort: Some("measuredDate".into()), ..PageQuery::default() };
    let items: Vec<Measurement> = client.measurements().list(&filter, &page).await.unwrap().items;
    items.into_iter().map(|one| (one.value, one.cells.into_iter().map(|cell| cell.value).collect())).collect()
}

#[tokio::test]
async fn small_numbers_and_small_differences_are_for_the_team() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let others = [server.anonymous(), server.account("consulent.best").await, server.account("wethouder.nuenen").await];
        let (small, _) = figure(&lead, "cumulative", json!({}), &[("2026-03-31", &[3])]).await;
        let (sums, _) = figure(&lead, "cumulative", json!({}), &[("2026-03-31", &[15]), ("2026-06-30", &[20]), ("2026-08-31", &[7])]).await;
        let baseline = json!({"baselineValue": 4, "baselineDate": "2026-01-01"});
        let (levels, measurements) = figure(&lead, "pointInTime", baseline, &[("2026-03-31", &[20, 30]), ("2026-06-30", &[23, 31])]).await;
        let (added, _) = figure(&lead, "cumulative", json!({}), &[("2026-03-31", &[20, 30]), ("2026-06-30", &[23, 31])]).await;
        assert_eq!(seen(&lead, small).await, [(Some(3), vec![])], "{engine:?}: the team sees all of it");
        assert_eq!(seen(&lead, levels).await[1], (Some(54), vec![Some(23), Some(31)]));
        for client in &others {
            assert_eq!(seen(client, small).await, [(None, vec![])], "{engine:?}: a total below ten");
            assert_eq!(seen(client, sums).await, [(None, vec![]), (Some(20), vec![]), (None, vec![])], "what would follow from the sum of the year");
            assert_eq!(seen(client, levels).await, [(Some(50), vec![Some(20), Some(30)]), (None, vec![None, None])], "who came in between");
            assert_eq!(seen(client, added).await[1].1, [None, None], "nor by group, whatever the accumulation");
            let latest = |figure: Uuid| async move { client.sub_project_indicators().get(figure).await.unwrap().value };
            let (one, sum, level) = (latest(small).await, latest(sums).await, latest(levels).await);
            let numbers = |latest: Option<contract::sub_project_indicator::LatestMeasurement>| latest.map(|latest| (latest.value, latest.year_value));
            assert_eq!(numbers(one.latest), Some((None, None)), "{engine:?}");
            assert_eq!(numbers(sum.latest), Some((None, Some(42))));
            assert_eq!((numbers(level.latest), level.baseline_value), (Some((None, None)), None));
            // Alone as among others, and as a table.
            assert_eq!(client.measurements().get(measurements[1]).await.unwrap().value.value, None);
            let filter = MeasurementFilter { sub_project_indicator_id: levels.into(), ..MeasurementFilter::default() };
            let table = client.measurements().export(&filter, &ExportQuery::default(), "text/csv").await.unwrap();
            let table = String::from_utf8_lossy(&table).into_owned();
            let cell = |number: &str| table.split([',', ';', '\t', '\r', '\n', '"']).any(|cell| cell == number);
            assert!(cell("50") && !cell("54") && !cell("31") && !cell("23"), "{table}");
        }
        // What it was is kept from an executive in the history as well.
        let executive = &others[2];
        let draft = json!({"subProjectIndicatorId": small, "measuredDate": "2026-09-30", "value": 6});
        let draft = lead.measurements().create(&serde_json::from_value(draft).unwrap()).await.unwrap();
        lead.measurements().patch(draft.value.id, &draft.etag, &json!({"value": 7})).await.unwrap();
        assert_eq!(executive.measurements().get(draft.value.id).await.unwrap().value.value, None, "a draft too");
        let change = |history: contract::Page<contract::history::HistoryEntry>| history.items[0].changes[0].clone();
        let (told, kept) = (
            change(lead.measurements().history(draft.value.id, None).await.unwrap()),
            change(executive.measurements().history(draft.value.id, None).await.unwrap()),
        );
        assert_eq!((told.new, kept.new, kept.personal), (Some(json!(7)), None, true), "{engine:?}");
        let now = lead.sub_project_indicators().get(levels).await.unwrap();
        lead.sub_project_indicators().patch(levels, &now.etag, &json!({"baselineValue": 5})).await.unwrap();
        let history = serde_json::to_value(server.anonymous().sub_project_indicators().history(levels, None).await.unwrap()).unwrap();
        let baseline = &history["items"][0]["changes"][0];
        assert_eq!((&baseline["field"], baseline.get("new").filter(|new| !new.is_null())), (&json!("baselineValue"), None));
    }
}

#[tokio::test]
async fn sums_of_plans_hold_no_small_number_of_a_sub_project() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let plan = json!({"title": "Klein plan", "municipalityIds": [id("organisation", "best")], "startDate": "2026-01-01", "endDate": "2026-12-31", "status": "concept", "visibility": "public", "goalIds": [id("strategic-goal", "meedoen")]});
        let plan = administrator.local_plans().create(&serde_json::from_value(plan).unwrap()).await.unwrap().value.id;
        for (name, value) in [("Klein", 3), ("Groot", 40)] {
            let sub_project =
                administrator.sub_projects().create(&serde_json::from_value(json!({"localPlanId": plan, "name": name})).unwrap()).await.unwrap().value.id;
            let follows = json!({"subProjectId": sub_project, "indicatorId": id("indicator", "deelnemers"), "comparability": "same", "groups": []});
            figure(&administrator, "cumulative", follows, &[("2026-03-31", &[value])]).await;
        }
        let of_plan = async |client: &Client| {
            let progress = client.course_progress(id("strategic-course", "koers"), Some(2026)).await.unwrap();
            let goal = progress.goals.into_iter().find(|goal| goal.goal.id == id("strategic-goal", "meedoen")).unwrap();
            let total = goal.plans.into_iter().find(|one| one.local_plan.id == plan).unwrap().total;
            (total.measured, total.kept_back, goal.total.kept_back >= total.kept_back)
        };
        assert_eq!(of_plan(&administrator).await, (Some(43), 0, true), "{engine:?}");
        for client in [server.anonymous(), server.account("consulent.vught").await] {
            assert_eq!(of_plan(&client).await, (Some(40), 1, true), "{engine:?}: three follow from no sum");
        }
        let of_kansen = async |client: &Client| {
            let progress = client.course_progress(id("strategic-course", "koers"), Some(2026)).await.unwrap();
            let goal = progress.goals.into_iter().find(|goal| goal.goal.id == id("strategic-goal", "meedoen")).unwrap();
            goal.total.measured
        };
        let before = (of_kansen(&administrator).await, of_kansen(&server.anonymous()).await);
        let sub_project =
            administrator.sub_projects().create(&serde_json::from_value(json!({"localPlanId": plan, "name": "Stand"})).unwrap()).await.unwrap().value.id;
        let shared =
            json!({"name": "Stand", "unit": "inwoners", "direction": "up", "accumulation": "pointInTime", "countsResidents": true, "definition": "Wie er is."});
        let shared = administrator.indicators().create(&serde_json::from_value(shared).unwrap()).await.unwrap().value.id;
        let goal =
            json!({"strategicCourseId": id("strategic-course", "koers"), "title": "Stand", "indicatorId": shared, "targets": [{"year": 2026, "value": 60}]});
        let goal = administrator.strategic_goals().create(&serde_json::from_value(goal).unwrap()).await.unwrap().value.id;
        let now = administrator.sub_projects().get(sub_project).await.unwrap();
        administrator.sub_projects().patch(sub_project, &now.etag, &json!({"goalIds": [goal]})).await.unwrap();
        figure(
            &administrator,
            "pointInTime",
            json!({"subProjectId": sub_project, "indicatorId": shared, "comparability": "same", "groups": []}),
            &[("2026-03-31", &[50]), ("2026-06-30", &[54])],
        )
        .await;
        let level = async |client: &Client| {
            let progress = client.course_progress(id("strategic-course", "koers"), Some(2026)).await.unwrap();
            progress.goals.into_iter().find(|one| one.goal.id == goal).unwrap().total.measured
        };
        assert_eq!((level(&administrator).await, level(&server.anonymous()).await), (Some(54), Some(50)), "{engine:?}: moments count in tens for others");
        assert_eq!((of_kansen(&administrator).await, of_kansen(&server.anonymous()).await), before, "another goal");
    }
}
