//! Which day it is, and days that make sense; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use chrono::{Days, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use contract::{measurement::MeasurementInput, milestone::MilestoneInput, task::TaskInput};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tests::{ENGINES, Server, faults, id};

/// A time zone in which it is another day than in UTC at this moment, and that day.
#[expect(clippy::disallowed_methods, reason = "a calendar of their own, so that tests do not ask what they test")]
fn elsewhere() -> (Tz, NaiveDate) {
    let now = Utc::now();
    // One is fourteen hours ahead, the other eleven behind.
    let zone = if now.hour() >= 11 { Tz::Pacific__Kiritimati } else { Tz::Pacific__Pago_Pago };
    (zone, now.with_timezone(&zone).date_naive())
}

#[tokio::test]
async fn today_is_the_day_of_the_time_zone_of_the_platform() {
    for engine in ENGINES {
        let (zone, today) = elsewhere();
        let server = Server::start_with(engine, &[("KOMPAAN__SERVER__TIME_ZONE", zone.name())]).await;
        let administrator = server.account("beheerder.wsd").await;
        let tomorrow = today + Days::new(1);
        let figure = administrator
            .sub_project_indicators()
            .list(&Default::default(), &Default::default())
            .await
            .unwrap()
            .items
            .into_iter()
            .find(|one| one.groups.is_empty())
            .unwrap();
        let measured = |day| MeasurementInput {
            sub_project_indicator_id: figure.id,
            measured_date: day,
            value: 3,
            note: String::new(),
            evidence_url: None,
            cells: vec![],
            // On whatever day the demo data were measured too.
            additional: true,
        };
        administrator.measurements().create(&measured(today)).await.unwrap();
        assert_eq!(faults(&administrator.measurements().create(&measured(tomorrow)).await.unwrap_err()), ["/measuredDate in_future"], "{engine:?}");
        let task = |done| TaskInput {
            sub_project_id: id("sub-project", "kansen"),
            title: "Bellen".into(),
            due_date: today,
            done_date: Some(done),
            assignee_id: None,
            note: String::new(),
        };
        administrator.tasks().create(&task(today)).await.unwrap();
        assert_eq!(faults(&administrator.tasks().create(&task(tomorrow)).await.unwrap_err()), ["/doneDate in_future"], "{engine:?}");

        // A role counts on its last day, by the same calendar, also where the database asks.
        let person = id("person", "consulent-best");
        let role = format!("{}/api/v1/people/{person}/roles/executive", server.origin);
        let http = Client::new();
        let granted = http.put(&role).bearer_auth(administrator.token().unwrap()).json(&json!({"endDate": today})).send().await.unwrap();
        assert!(granted.status().is_success(), "{engine:?}: {}", granted.text().await.unwrap());
        let holders = format!("{}/api/v1/people?role=executive&pageSize=100", server.origin);
        let page: Value = http.get(&holders).bearer_auth(administrator.token().unwrap()).send().await.unwrap().json().await.unwrap();
        assert!(page["items"].as_array().unwrap().iter().any(|one| one["id"] == json!(person)), "{engine:?}: {page}");
        let me: Value = http
            .get(format!("{}/api/v1/me", server.origin))
            .bearer_auth(server.account("consulent.best").await.token().unwrap())
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert!(me.to_string().contains("executive"), "{engine:?}: {me}");
    }
}

#[test]
fn the_time_zone_is_one_that_exists() {
    let said = refusal_of("Europe/Nuenen");
    assert!(said.contains("Nuenen") || said.contains("timeZone"), "{said}");
}

/// What the program says when it is started with this time zone.
fn refusal_of(zone: &str) -> String {
    let program = std::env::var_os("KOMPAAN_TEST_SERVER").map(std::path::PathBuf::from);
    let beside = || std::env::current_exe().ok()?.ancestors().nth(2).map(|folder| folder.join("kompaan"));
    let program = program.or_else(beside).expect("the server is not built; run: cargo xtask test");
    let output = std::process::Command::new(program).env("KOMPAAN__SERVER__TIME_ZONE", zone).arg("check").output().unwrap();
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn days_that_cannot_be_right_are_refused() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let (http, token) = (Client::new(), administrator.token().unwrap());
        let plan = |changes: Value| {
            let mut plan = json!({
                "title": "Plan met dagen", "municipalityIds": [id("organisation", "vught")], "startDate": "2025-01-01", "endDate": "2027-12-31", "status": "closed",
                "adoptionDate": "2025-02-11", "adoptedBy": "Het college", "closingDate": "2026-03-01", "visibility": "network",
            });
            plan.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            plan
        };
        let send = async |body: Value| {
            let answer = http.post(format!("{}/api/v1/local-plans", server.origin)).bearer_auth(&token).json(&body).send().await.unwrap();
            let status = answer.status();
            let problem: Value = answer.json().await.unwrap();
            let told = problem["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|error| format!("{} {}", error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap()));
            (status, told.collect::<Vec<_>>())
        };
        assert_eq!(send(plan(json!({}))).await, (StatusCode::CREATED, vec![]), "{engine:?}");
        for (changes, expected) in [
            (
                json!({"adoptionDate": "2030-01-01", "closingDate": "2030-02-01", "endDate": "2031-12-31"}),
                vec!["/adoptionDate in_future", "/closingDate in_future"],
            ),
            (json!({"closingDate": "2050-01-01"}), vec!["/closingDate in_future"]),
            (json!({"closingDate": "2025-02-10"}), vec!["/closingDate before_start"]),
            (json!({"adoptionDate": "2024-05-01", "closingDate": "2024-12-31"}), vec!["/closingDate before_start"]),
            (json!({"startDate": "0025-01-01"}), vec!["/startDate unlikely_day"]),
            (json!({"endDate": "2127-12-31"}), vec!["/endDate unlikely_day"]),
        ] {
            let (status, told) = send(plan(changes.clone())).await;
            assert_eq!((status, told.iter().map(String::as_str).collect::<Vec<_>>()), (StatusCode::BAD_REQUEST, expected), "{engine:?} {changes}");
        }
        // Years of six digits are no day at all.
        assert_eq!(send(plan(json!({"endDate": "20226-12-31"}))).await.0, StatusCode::BAD_REQUEST, "{engine:?}");

        let long_ago: NaiveDate = "0026-06-30".parse().unwrap();
        let milestone = MilestoneInput {
            sub_project_id: id("sub-project", "kansen"),
            title: "Start".into(),
            planned_date: long_ago,
            forecast_date: None,
            actual_date: None,
            owner_id: None,
            note: String::new(),
        };
        assert_eq!(faults(&administrator.milestones().create(&milestone).await.unwrap_err()), ["/plannedDate unlikely_day"], "{engine:?}");
        let task = TaskInput {
            sub_project_id: id("sub-project", "kansen"),
            title: "Bellen".into(),
            due_date: "2126-06-30".parse().unwrap(),
            done_date: None,
            assignee_id: None,
            note: String::new(),
        };
        assert_eq!(faults(&administrator.tasks().create(&task).await.unwrap_err()), ["/dueDate unlikely_day"], "{engine:?}");
    }
}
