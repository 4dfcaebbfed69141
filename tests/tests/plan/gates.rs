//! Gates between phases, and what is put aside: both databases, the real server.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use contract::{
    PageQuery,
    sub_project::{Phase, PhaseChangeInput, Requirement},
    task::{Task, TaskFilter},
};
use serde_json::json;
use tests::{ENGINES, Server, faults, id};
use uuid::Uuid;

async fn tasks(client: &client::Client, sub_project: Uuid) -> Vec<Task> {
    let filter = TaskFilter { sub_project_id: sub_project.into(), ..TaskFilter::default() };
    client.tasks().list(&filter, &PageQuery { sort: Some("dueDate".into()), ..PageQuery::default() }).await.unwrap().items
}

#[tokio::test]
async fn a_gate_holds_up_until_everything_is_there_or_somebody_decides() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let plan = administrator.local_plans().get(id("local-plan", "best")).await.unwrap();
        let asked = json!({"gates": ["aim", "leads", "figure", "method", "measurement", "report", "lesson", "tasksDone"]});
        let twice = administrator.local_plans().patch(plan.value.id, &plan.etag, &json!({"gates": ["aim", "aim"]})).await.unwrap_err();
        assert_eq!(faults(&twice), ["/gates/1 duplicate_item"]);
        administrator.local_plans().patch(plan.value.id, &plan.etag, &asked).await.unwrap();

        let input = json!({"localPlanId": plan.value.id, "name": "Proeftuin", "aim": "Samen eten", "municipalityLeadId": id("person", "beleidsadviseur-best"), "partnerLeadId": id("person", "projectleider-wsd")});
        let garden = administrator.sub_projects().create(&serde_json::from_value(input).unwrap()).await.unwrap();
        let garden_id = garden.value.id;
        let lead = server.account("beleidsadviseur.best").await;
        let states = |gates: contract::sub_project::Gates| -> Vec<(Phase, Requirement, bool)> {
            gates.items.iter().flat_map(|gate| gate.asks.iter().map(|asked| (gate.phase, asked.requirement, asked.met))).collect()
        };
        let expected = [(Phase::Pilot, Requirement::Aim, true), (Phase::Pilot, Requirement::Leads, true), (Phase::Pilot, Requirement::Figure, false)];
        assert_eq!(states(lead.gates(garden_id).await.unwrap()), expected);
        let stranger = server.account("docent.han").await;
        assert_eq!(stranger.gates(garden_id).await.unwrap_err().status(), Some(403));

        // Best can carry one less than it does in the demo data: let it carry anything here.
        let room = |phase| PhaseChangeInput { exceed_decided_by: "Wethouder".into(), exceed_reason: "Proef".into(), ..PhaseChangeInput::to(phase) };
        let held_up = lead.change_phase(garden_id, &garden.etag, &room(Phase::Pilot)).await.unwrap_err();
        assert_eq!(
            (held_up.status(), faults(&held_up)),
            (Some(400), vec!["/gateDecidedBy gate_not_passed".to_owned(), "/gateReason gate_not_passed".to_owned()])
        );
        assert!(held_up.problem().unwrap().errors[0].detail.contains("figure"), "{held_up:?}");
        let decided = PhaseChangeInput { gate_decided_by: " Stuurgroep ".into(), gate_reason: "Cijfers komen in januari".into(), ..room(Phase::Pilot) };
        let pilot = lead.change_phase(garden_id, &garden.etag, &decided).await.unwrap();
        assert_eq!((pilot.value.gate_missing.as_slice(), pilot.value.gate_decided_by.as_deref()), ([Requirement::Figure].as_slice(), Some("Stuurgroep")));
        let entry = lead.sub_projects().history(garden_id, None).await.unwrap().items.remove(0);
        let recorded: Vec<_> = entry.changes.iter().map(|change| change.field.as_str()).collect();
        assert!(["gateMissing", "gateDecidedBy", "gateReason"].iter().all(|field| recorded.contains(field)), "{recorded:?}");

        // What is missing is added; then nobody has to decide, and the old decision is over.
        let figure = json!({"subProjectId": garden_id, "title": "Eters", "unit": "mensen", "direction": "up", "accumulation": "cumulative", "countsResidents": false, "definition": "", "targets": [{"year": 2026, "value": 40}]});
        let figure = lead.sub_project_indicators().create(&serde_json::from_value(figure).unwrap()).await.unwrap().value;
        let measured = json!({"subProjectIndicatorId": figure.id, "measuredDate": "2026-10-01", "value": 12});
        let measured = lead.measurements().create(&serde_json::from_value(measured).unwrap()).await.unwrap();
        let today = tests::today();
        let old = today - chrono::Days::new(93);
        let report = |day: chrono::NaiveDate| json!({"subProjectId": garden_id, "title": "Voortgang", "reportDate": day, "timeLight": "green", "moneyLight": "green", "resultLight": "green"});
        lead.progress_updates().create(&serde_json::from_value(report(old)).unwrap()).await.unwrap();
        let running = |met: [bool; 3]| {
            [Requirement::Method, Requirement::Measurement, Requirement::Report]
                .into_iter()
                .zip(met)
                .map(|(asked, met)| (Phase::Running, asked, met))
                .collect::<Vec<_>>()
        };
        let now = states(lead.gates(garden_id).await.unwrap());
        assert_eq!(
            now.into_iter().filter(|state| state.0 == Phase::Running).collect::<Vec<_>>(),
            running([false, false, false]),
            "a draft does not count, nor an old report"
        );
        lead.set_approved(measured.value.id, &measured.etag, true).await.unwrap();
        lead.progress_updates().create(&serde_json::from_value(report(today)).unwrap()).await.unwrap();
        let pilot = lead.sub_projects().patch(garden_id, &pilot.etag, &json!({"method": "Elke week koken"})).await.unwrap();
        let now = states(lead.gates(garden_id).await.unwrap());
        assert_eq!(now.into_iter().filter(|state| state.0 == Phase::Running).collect::<Vec<_>>(), running([true, true, true]));
        let started = lead.change_phase(garden_id, &pilot.etag, &room(Phase::Running)).await.unwrap();
        assert_eq!((started.value.gate_missing.len(), started.value.gate_reason), (0, None));

        let task = json!({"subProjectId": garden_id, "title": "Opruimen", "dueDate": "2026-12-01"});
        let task = lead.tasks().create(&serde_json::from_value(task).unwrap()).await.unwrap();
        let completed = lead.change_phase(garden_id, &started.etag, &PhaseChangeInput::to(Phase::Completed)).await.unwrap_err();
        assert!(completed.problem().unwrap().errors[0].detail.contains("lesson, tasksDone"), "{completed:?}");
        lead.tasks().patch(task.value.id, &task.etag, &json!({"doneDate": today})).await.unwrap();
        let lesson = json!({"lesson": "Samen eten brengt mensen binnen."});
        let last = lead
            .progress_updates()
            .list(&contract::progress_update::ProgressUpdateFilter { sub_project_id: garden_id.into(), ..Default::default() }, &PageQuery::default())
            .await
            .unwrap()
            .items
            .remove(0);
        lead.progress_updates().patch(last.id, &format!("\"v{}\"", last.version), &lesson).await.unwrap();
        lead.change_phase(garden_id, &started.etag, &PhaseChangeInput::to(Phase::Completed)).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_put_aside_makes_a_task_and_tells_what_it_cost() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let kansen = id("sub-project", "kansen");
        let before = lead.sub_projects().get(kansen).await.unwrap();
        let known = tasks(&lead, kansen).await.len();
        let later = tests::today() + chrono::Days::new(40);
        let park = PhaseChangeInput { reason: "Eerst Aanzet".into(), reconsider_date: Some(later), ..PhaseChangeInput::to(Phase::Parked) };
        let refused = PhaseChangeInput { cost_cents: Some(100), conditions: "Meer plekken".into(), ..park.clone() };
        assert_eq!(faults(&lead.change_phase(kansen, &before.etag, &refused).await.unwrap_err()), ["/conditions not_allowed", "/costCents not_allowed"]);
        assert_eq!(tasks(&lead, kansen).await.len(), known, "what was refused leaves nothing behind");
        let parked = lead.change_phase(kansen, &before.etag, &park).await.unwrap();
        let made = tasks(&lead, kansen).await;
        let task = made.iter().find(|task| task.due_date == later).unwrap();
        assert_eq!(
            (made.len(), task.note.as_str(), task.assignee.as_ref().map(|person| person.id)),
            (known + 1, "Eerst Aanzet", Some(id("person", "casemanager-dommelvallei")))
        );
        assert_eq!(lead.tasks().history(task.id, None).await.unwrap().items.len(), 1, "it is made like any task");

        // Whoever stops it has looked again; what is stopped for good asks nothing more.
        let stop = PhaseChangeInput {
            reason: "Te weinig plekken".into(),
            cost_cents: Some(1_250_000),
            conditions: "Twee werkgevers meer".into(),
            ..PhaseChangeInput::to(Phase::Stopped)
        };
        let stopped = lead.change_phase(kansen, &parked.etag, &stop).await.unwrap().value;
        assert_eq!((stopped.cost_cents, stopped.conditions.as_deref()), (Some(1_250_000), Some("Twee werkgevers meer")));
        let task = lead.tasks().get(task.id).await.unwrap().value;
        assert_eq!((task.done_date, tasks(&lead, kansen).await.len()), (Some(tests::today()), known + 1));
    }
}
