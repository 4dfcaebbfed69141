//! Indicators, measurements, the strategic course, tasks, risks and money: who keeps them, their rules, and what others see; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{
    PageQuery,
    budget_line::{BudgetGroup, BudgetLineFilter, BudgetTotalFilter},
    measurement::{Measurement, MeasurementFilter},
    strategic_course::CourseProgress,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tests::{ENGINES, Server, faults, id};
use uuid::Uuid;

fn input<T: DeserializeOwned>(of: Value, change: Value) -> T {
    let mut input = of;
    input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    serde_json::from_value(input).unwrap()
}

fn kansen() -> Uuid {
    id("sub-project", "kansen")
}

fn figure() -> Uuid {
    id("sub-project-indicator", "kansen-deelnemers")
}

fn measurement<T: DeserializeOwned>(change: Value) -> T {
    input(json!({"subProjectIndicatorId": figure(), "measuredDate": "2026-11-10", "value": 4}), change)
}

async fn progress(client: &Client) -> CourseProgress {
    client.course_progress(id("strategic-course", "koers"), Some(2026)).await.unwrap()
}

fn of_kansen(progress: &CourseProgress) -> (Option<i64>, Option<i64>) {
    let goal = progress.goals.iter().find(|goal| goal.goal.id == id("strategic-goal", "meedoen")).unwrap();
    let plan = goal.plans.iter().find(|plan| plan.local_plan.id == id("local-plan", "nuenen-son-en-breugel")).unwrap();
    (plan.total.measured, goal.total.measured)
}

#[tokio::test]
async fn a_figure_has_targets_within_a_year_each_day_once() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let found = lead.sub_project_indicators().get(figure()).await.unwrap();
        assert_eq!(found.value.interim_targets.len(), 2, "{engine:?}: the demo data has some");
        let target = |day: &str, value: i64| json!({"untilDate": day, "value": value});
        for (targets, expected) in [
            (json!([target("2026-03-31", 1), target("2026-03-31", 2)]), "/interimTargets/1 duplicate_item"),
            (json!([target("1999-03-31", 1)]), "/interimTargets/0 out_of_range"),
            (json!([target("2026-03-31", -1)]), "/interimTargets/0/value out_of_range"),
            (json!([{"value": 1}]), "/interimTargets/0/untilDate required"),
        ] {
            let refused = lead.sub_project_indicators().patch(figure(), &found.etag, &json!({"interimTargets": targets})).await.unwrap_err();
            assert_eq!((refused.status(), faults(&refused)), (Some(400), vec![expected.to_owned()]));
        }
        let targets = json!({"interimTargets": [target("2026-09-30", 30), target("2026-06-30", 14)]});
        let changed = lead.sub_project_indicators().patch(figure(), &found.etag, &targets).await.unwrap().value;
        assert_eq!(changed.interim_targets.iter().map(|target| target.value).collect::<Vec<_>>(), [14, 30], "in the order of their days");
        assert_eq!(changed.targets, found.value.targets, "the year keeps its own");
    }
}

#[tokio::test]
async fn a_measurement_counts_once_a_lead_approved_it_and_then_stays() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let contributor = server.account("trajectconsulent.wsd").await;
        let lead = server.account("casemanager.dommelvallei").await;
        let stranger = server.account("consulent.best").await;
        let measurements = contributor.measurements();
        let tomorrow = tests::today().succ_opt();
        for (change, expected) in [
            (json!({"measuredDate": tomorrow}), "/measuredDate in_future"),
            (json!({"measuredDate": "2026-06-30"}), "/measuredDate period_locked"),
            (json!({"cells": [{"group": "tot 27 jaar", "value": 4}]}), "/cells required"),
            (json!({"evidenceUrl": "geen adres"}), "/evidenceUrl invalid_format"),
        ] {
            assert_eq!(faults(&measurements.create(&measurement(change)).await.unwrap_err()), [expected], "{engine:?}");
        }
        let split = |values: [i64; 3]| {
            let groups = ["tot 27 jaar", "27 tot en met 49 jaar", "50 jaar en ouder"];
            json!({"cells": groups.iter().zip(values).map(|(group, value)| json!({"group": group, "value": value})).collect::<Vec<_>>()})
        };
        assert_eq!(faults(&measurements.create(&measurement(split([1, 1, 1]))).await.unwrap_err()), ["/cells does_not_add_up"]);
        assert_eq!(stranger.measurements().create(&measurement(json!({}))).await.unwrap_err().status(), Some(403));

        let before = of_kansen(&progress(&stranger).await);
        let made = measurements.create(&measurement(split([1, 1, 2]))).await.unwrap();
        let at = made.value.id;
        assert_eq!(of_kansen(&progress(&stranger).await), before, "a draft does not count");
        assert_eq!(stranger.measurements().get(at).await.unwrap_err().status(), Some(404), "nor is it seen");
        assert_eq!(server.anonymous().measurements().get(at).await.unwrap_err().status(), Some(401));
        let executive = server.account("wethouder.nuenen").await;
        assert_eq!(executive.measurements().get(at).await.unwrap().value.value, None, "but by the executive of the municipality, small numbers apart");
        let elsewhere = server.account("wethouder.gestel").await;
        assert_eq!(elsewhere.measurements().get(at).await.unwrap_err().status(), Some(404));

        assert_eq!(contributor.set_approved(at, &made.etag, true).await.unwrap_err().status(), Some(403), "who measures does not approve");
        let approved = lead.set_approved(at, &made.etag, true).await.unwrap();
        assert_eq!(approved.value.approved_by.as_ref().map(|by| by.id), Some(id("person", "casemanager-dommelvallei")));
        let after = of_kansen(&progress(&stranger).await);
        assert_eq!(after, (before.0.map(|sum| sum + 4), before.1.map(|sum| sum + 4)), "{engine:?}");
        assert_eq!(lead.set_approved(at, &approved.etag, true).await.unwrap_err().status(), Some(409));
        assert_eq!(measurements.patch(at, &approved.etag, &json!({"note": "Anders"})).await.unwrap_err().status(), Some(409));
        assert_eq!(lead.measurements().delete(at, &approved.etag).await.unwrap_err().status(), Some(409));

        // Fewer than ten residents are for the team; visitors see no names either.
        let values = |seen: &Measurement| seen.cells.iter().map(|cell| cell.value).collect::<Vec<_>>();
        assert_eq!(values(&lead.measurements().get(at).await.unwrap().value), [Some(1), Some(1), Some(2)]);
        for client in [&stranger, &executive, &server.anonymous()] {
            let seen = client.measurements().get(at).await.unwrap().value;
            assert_eq!((seen.value, values(&seen)), (None, vec![None, None, None]), "{engine:?}");
        }
        assert_eq!(server.anonymous().measurements().get(at).await.unwrap().value.approved_by, None);
        assert_eq!(stranger.measurements().history(at, None).await.unwrap_err().status(), Some(403), "how it came about is for those who are let in");
        let history = serde_json::to_string(&executive.measurements().history(at, None).await.unwrap()).unwrap();
        assert!(history.contains("measurement.approved") && !history.contains("jaar en ouder"), "{history}");
        let listed = MeasurementFilter { sub_project_indicator_id: figure().into(), approved: Some(true), ..MeasurementFilter::default() };
        let listed = stranger.measurements().list(&listed, &PageQuery { sort: Some("-measuredDate".into()), ..PageQuery::default() }).await.unwrap().items;
        assert!(listed.iter().all(|one| one.approved_at.is_some() && values(one).iter().all(|value| value.is_none_or(|value| value >= 10))), "{listed:?}");

        // Closing the period is for leads, and then it stays whatever happens.
        let figures = lead.sub_project_indicators();
        let now = figures.get(figure()).await.unwrap();
        let close = json!({"lockedDate": "2026-11-10"});
        assert_eq!(contributor.sub_project_indicators().patch(figure(), &now.etag, &close).await.unwrap_err().status(), Some(403));
        let closed = figures.patch(figure(), &now.etag, &close).await.unwrap();
        assert_eq!(faults(&lead.set_approved(at, &approved.etag, false).await.unwrap_err()), ["/measuredDate period_locked"]);
        let other = figures.patch(figure(), &closed.etag, &json!({"comparability": "similar"})).await;
        assert_eq!(faults(&other.unwrap_err()), ["/comparability period_locked"], "what was closed keeps its meaning");
        let open = figures.patch(figure(), &closed.etag, &json!({"lockedDate": "2026-06-30"})).await.unwrap();
        let draft = lead.set_approved(at, &approved.etag, false).await.unwrap();
        assert_eq!(of_kansen(&progress(&stranger).await), before);
        let similar = figures.patch(figure(), &open.etag, &json!({"lockedDate": null})).await.unwrap();
        figures.patch(figure(), &similar.etag, &json!({"comparability": "similar"})).await.unwrap();
        let seen = progress(&stranger).await;
        let goal = seen.goals.iter().find(|goal| goal.goal.id == id("strategic-goal", "meedoen")).unwrap();
        assert_eq!(goal.total.similar, Some(31), "{engine:?}: beside the sum, not in it");
        lead.measurements().delete(at, &draft.etag).await.unwrap();
    }
}

#[tokio::test]
async fn an_indicator_that_says_to_be_the_same_is_and_stands_once_in_a_sub_project() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let own = json!({
            "subProjectId": kansen(), "title": "Plekken", "indicatorId": id("indicator", "werkplekken"), "comparability": "same", "unit": "plekken", "direction": "up",
            "accumulation": "pointInTime",
        });
        let figures = lead.sub_project_indicators();
        let other = figures.create(&input(own.clone(), json!({"unit": "stoelen"}))).await;
        assert_eq!(faults(&other.unwrap_err()), ["/comparability differs_from_definition"]);
        let made = figures.create(&input(own.clone(), json!({}))).await.unwrap();
        assert_eq!(made.value.latest, None, "what was not measured is not zero");
        assert_eq!(figures.create(&input(own, json!({}))).await.unwrap_err().status(), Some(409), "twice");
        for (value, day) in [(5, "2026-03-31"), (3, "2026-09-30")] {
            let measured = input(json!({"subProjectIndicatorId": made.value.id, "measuredDate": day, "value": value}), json!({}));
            let measured = lead.measurements().create(&measured).await.unwrap();
            lead.set_approved(measured.value.id, &measured.etag, true).await.unwrap();
        }
        let latest = figures.get(made.value.id).await.unwrap().value.latest.unwrap();
        assert_eq!((latest.value, latest.year_value), (Some(3), Some(3)), "of points in time the latest counts");
        let latest = figures.get(figure()).await.unwrap().value.latest.unwrap();
        assert_eq!((latest.value, latest.year_value), (Some(7), Some(31)), "of what adds up the sum counts");
        let editor = server.account("aanjager.wsd").await;
        let definition = editor.indicators().get(id("indicator", "werkplekken")).await.unwrap();
        assert_eq!(lead.indicators().delete(definition.value.id, &definition.etag).await.unwrap_err().status(), Some(403));
        assert_eq!(editor.indicators().delete(definition.value.id, &definition.etag).await.unwrap_err().status(), Some(409), "somebody measures by it");
    }
}

#[tokio::test]
async fn the_board_evaluates_a_year_once_and_its_target_stays() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let executive = server.account("directeur.wsd").await;
        let editor = server.account("aanjager.wsd").await;
        let goal = id("strategic-goal", "aan-het-werk");
        let now = editor.strategic_goals().get(goal).await.unwrap();
        assert_eq!(now.value.evaluations.len(), 1);
        let evaluation = |year: i32, text: &str| input(json!({"year": year, "verdict": "achieved", "text": text}), json!({}));
        assert_eq!(editor.evaluate_goal(goal, &now.etag, &evaluation(2024, "Ja.")).await.unwrap_err().status(), Some(403), "editors do not");
        assert_eq!(executive.evaluate_goal(goal, &now.etag, &evaluation(2025, "Nog eens.")).await.unwrap_err().status(), Some(409));
        let future = chrono::Datelike::year(&tests::today());
        assert_eq!(faults(&executive.evaluate_goal(goal, &now.etag, &evaluation(future, "Vast.")).await.unwrap_err()), ["/year in_future"]);
        let after = executive.evaluate_goal(goal, &now.etag, &evaluation(2024, "Ruim gehaald.")).await.unwrap();
        let years: Vec<i32> = after.value.evaluations.iter().map(|evaluation| evaluation.year).collect();
        assert_eq!(years, [2025, 2024]);
        let targets = |first: i64, second: i64| json!({"targets": [{"year": 2025, "value": first}, {"year": 2026, "value": second}]});
        assert_eq!(faults(&editor.strategic_goals().patch(goal, &after.etag, &targets(1, 200)).await.unwrap_err()), ["/targets period_locked"]);
        let raised = editor.strategic_goals().patch(goal, &after.etag, &targets(180, 250)).await.unwrap();
        assert_eq!(editor.strategic_goals().delete(goal, &raised.etag).await.unwrap_err().status(), Some(409));
        let history = serde_json::to_string(&server.anonymous().strategic_goals().history(goal, None).await.unwrap()).unwrap();
        assert!(history.contains("strategic_goal.evaluated") && history.contains("Ruim gehaald."), "{history}");
        // What was agreed for another year is what the plans are measured by.
        assert_eq!(progress(&server.anonymous()).await.goals.len(), 3);
    }
}

#[tokio::test]
async fn plans_and_sub_projects_contribute_once_and_only_what_one_may_see() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let before = of_kansen(&progress(&server.anonymous()).await);
        // By the plan it contributes already; by itself as well does not make it twice.
        let now = administrator.sub_projects().get(kansen()).await.unwrap();
        let goals = json!({"goalIds": [id("strategic-goal", "meedoen"), id("strategic-goal", "aan-het-werk")]});
        administrator.sub_projects().patch(kansen(), &now.etag, &goals).await.unwrap();
        assert_eq!(of_kansen(&progress(&server.anonymous()).await), before);
        // A plan that is closed contributes for those who see it.
        let plan = administrator.local_plans().get(id("local-plan", "oisterwijk")).await.unwrap();
        administrator.local_plans().patch(plan.value.id, &plan.etag, &json!({"visibility": "members"})).await.unwrap();
        let seen = |progress: CourseProgress| {
            let goal = progress.goals.into_iter().find(|goal| goal.goal.id == id("strategic-goal", "meedoen")).unwrap();
            (goal.total.measured.unwrap(), goal.plans.iter().any(|plan| plan.local_plan.id == id("local-plan", "oisterwijk")))
        };
        let (all, with) = seen(progress(&administrator).await);
        let (less, without) = seen(progress(&server.account("consulent.best").await).await);
        assert_eq!((all - less, with, without), (202, true, false), "{engine:?}");
        let unknown = json!({"goalIds": [Uuid::now_v7()]});
        let now = administrator.sub_projects().get(kansen()).await.unwrap();
        let refused = administrator.sub_projects().patch(kansen(), &now.etag, &unknown).await.unwrap_err();
        assert_eq!(faults(&refused), ["/goalIds/0 unknown_reference"]);
    }
}

#[tokio::test]
async fn money_is_for_the_team_and_the_executives_of_its_municipalities() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let line = json!({
            "subProjectId": kansen(), "title": "Reiskosten", "year": 2026, "source": "BUIG", "taskField": "6.5", "plannedCents": 100_050, "spentCents": 100_000,
        });
        assert_eq!(faults(&lead.budget_lines().create(&input(line.clone(), json!({"plannedCents": -1}))).await.unwrap_err()), ["/plannedCents out_of_range"]);
        let made = lead.budget_lines().create(&input(line, json!({}))).await.unwrap().value.id;
        let sum = async |client: &Client| {
            let filter =
                BudgetTotalFilter { by: Some(BudgetGroup::SubProject), sub_project_id: Some(kansen()), year: Some(2026), ..BudgetTotalFilter::default() };
            client.budget_totals(&filter).await.unwrap().first().map(|total| (total.planned_cents, total.spent_cents))
        };
        for client in [&lead, &server.account("wethouder.nuenen").await, &server.account("directeur.wsd").await, &server.account("beheerder.wsd").await] {
            assert_eq!(sum(client).await, Some((7_900_050, 5_895_000)), "{engine:?}");
            assert_eq!(client.budget_lines().get(made).await.unwrap().value.title, "Reiskosten");
        }
        for client in [&server.account("consulent.best").await, &server.account("wethouder.gestel").await] {
            assert_eq!(sum(client).await, None, "{engine:?}");
            assert_eq!(client.budget_lines().get(made).await.unwrap_err().status(), Some(404));
            let listed =
                client.budget_lines().list(&BudgetLineFilter { sub_project_id: kansen().into(), ..BudgetLineFilter::default() }, &PageQuery::default()).await;
            assert_eq!(listed.unwrap().items, []);
        }
        let history = serde_json::to_string(&server.anonymous().sub_projects().history(kansen(), None).await.unwrap()).unwrap();
        assert!(!history.contains("budget_line") && !history.contains("Reiskosten"), "what everybody reads tells nothing of money");
    }
}

#[tokio::test]
async fn tasks_and_risks_are_kept_by_the_team() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let contributor = server.account("trajectconsulent.wsd").await;
        let stranger = server.account("consulent.best").await;
        let task = json!({"subProjectId": kansen(), "title": "Zaal regelen", "dueDate": "2026-12-01", "assigneeId": id("person", "casemanager-dommelvallei")});
        assert_eq!(stranger.tasks().create(&input(task.clone(), json!({}))).await.unwrap_err().status(), Some(403));
        let done = json!({"doneDate": tests::today().succ_opt()});
        assert_eq!(faults(&contributor.tasks().create(&input(task.clone(), done)).await.unwrap_err()), ["/doneDate in_future"]);
        let made = contributor.tasks().create(&input(task, json!({}))).await.unwrap();
        let lead = server.account("casemanager.dommelvallei").await;
        let mine = input(json!({"assigneeId": id("person", "casemanager-dommelvallei"), "done": false}), json!({}));
        let by_day = PageQuery { sort: Some("dueDate".into()), ..PageQuery::default() };
        let open = lead.tasks().list(&mine, &by_day).await.unwrap().items;
        assert!(open.iter().any(|one| one.id == made.value.id) && open.iter().map(|one| one.due_date).is_sorted(), "{open:?}");
        assert_eq!(server.anonymous().tasks().list(&mine, &by_day).await.unwrap().items, [], "who does what is not to be found out one by one");
        contributor.tasks().patch(made.value.id, &made.etag, &json!({"doneDate": "2026-11-20"})).await.unwrap();
        assert!(lead.tasks().list(&mine, &by_day).await.unwrap().items.iter().all(|one| one.id != made.value.id));

        let risk = json!({"subProjectId": kansen(), "title": "Geen vervoer", "likelihood": 4, "impact": 4});
        assert_eq!(faults(&contributor.risks().create(&input(risk.clone(), json!({}))).await.unwrap_err()), ["/measure required"]);
        let made = contributor.risks().create(&input(risk, json!({"measure": "Fietsen lenen"}))).await.unwrap();
        let heaviest = PageQuery { sort: Some("-weight".into()), page_size: Some(2), ..PageQuery::default() };
        let of_kansen = input(json!({"subProjectId": kansen()}), json!({}));
        let first = stranger.risks().list(&of_kansen, &heaviest).await.unwrap();
        assert_eq!(first.items[0].id, made.value.id);
        let second = stranger.risks().list(&of_kansen, &PageQuery { cursor: first.next, ..heaviest }).await.unwrap();
        assert_eq!(first.items.len() + second.items.len(), 4, "{engine:?}: page after page by weight");
        assert!(second.items.last().unwrap().closed, "what has passed comes last");
    }
}

#[tokio::test]
async fn a_second_measurement_of_a_day_says_that_it_is_one() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let measurements = lead.measurements();
        let first = measurements.create(&measurement(json!({}))).await.unwrap();
        assert_eq!(faults(&measurements.create(&measurement(json!({"value": 2}))).await.unwrap_err()), ["/measuredDate same_day"], "{engine:?}");
        let second = measurements.create(&measurement(json!({"value": 2, "additional": true}))).await.unwrap();
        assert!(second.value.additional);
        measurements.patch(second.value.id, &second.etag, &json!({"note": "Van de tweede plek"})).await.unwrap();
        let other = measurements.create(&measurement(json!({"measuredDate": "2026-11-09"}))).await.unwrap();
        let moved = measurements.patch(other.value.id, &other.etag, &json!({"measuredDate": "2026-11-10"})).await.unwrap_err();
        assert_eq!(faults(&moved), ["/measuredDate same_day"], "nor by moving it there");
        // Nor by bringing it back.
        measurements.delete(first.value.id, &first.etag).await.unwrap();
        let back = measurements.restore(first.value.id, "\"v2\"").await.unwrap_err();
        assert_eq!(faults(&back), ["/measuredDate same_day"]);
        // Nor when two are sent at once.
        let at_once = measurement(json!({"measuredDate": "2026-11-08"}));
        let (one, other) = futures::future::join(measurements.create(&at_once), measurements.create(&at_once)).await;
        assert!(one.is_ok() != other.is_ok(), "{engine:?}: {one:?} {other:?}");
        // Of what is counted at a moment the latest counts, so nothing counts twice.
        let level =
            json!({"subProjectId": kansen(), "title": "Stand", "unit": "plekken", "direction": "up", "accumulation": "pointInTime", "countsResidents": false});
        let level = lead.sub_project_indicators().create(&input(level, json!({}))).await.unwrap().value.id;
        for value in [4, 5] {
            measurements.create(&measurement(json!({"subProjectIndicatorId": level, "value": value}))).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_report_is_made_once() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let report = json!({
            "subProjectId": kansen(), "title": "Voortgang tien november", "reportDate": "2026-11-10", "timeLight": "green", "moneyLight": "green", "resultLight": "green", "lesson": "Rust helpt.",
        });
        let made = lead.progress_updates().create(&input(report.clone(), json!({}))).await.unwrap();
        let again = lead.progress_updates().create(&input(report.clone(), json!({"title": "voortgang Tien november", "lesson": "Anders."}))).await.unwrap_err();
        assert_eq!(faults(&again), ["/title duplicate_item"], "{engine:?}");
        let in_one_go = lead.reports().create(&input(report.clone(), json!({"measurements": [], "approve": false, "milestones": []}))).await.unwrap_err();
        assert_eq!(faults(&in_one_go), ["/title duplicate_item"]);
        let at_once = input(report.clone(), json!({"reportDate": "2026-11-12"}));
        let (one, twin) = futures::future::join(lead.progress_updates().create(&at_once), lead.progress_updates().create(&at_once)).await;
        assert!(one.is_ok() != twin.is_ok(), "{engine:?}: {one:?} {twin:?}");
        let other = lead.progress_updates().create(&input(report, json!({"reportDate": "2026-11-11"}))).await.unwrap();
        let moved = lead.progress_updates().patch(other.value.id, &other.etag, &json!({"reportDate": "2026-11-10"})).await.unwrap_err();
        assert_eq!(faults(&moved), ["/title duplicate_item"]);
        lead.progress_updates().delete(made.value.id, &made.etag).await.unwrap();
        lead.progress_updates().patch(other.value.id, &other.etag, &json!({"reportDate": "2026-11-10"})).await.unwrap();
        assert_eq!(lead.progress_updates().restore(made.value.id, "\"v2\"").await.unwrap_err().status(), Some(409));
    }
}
