//! What organisations can carry, and the choice to go beyond it; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::{Client, Error};
use contract::{
    PageQuery,
    capacity::{Capacity, OrganisationLoad, OrganisationLoadFilter},
    sub_project::{Phase, PhaseChangeInput, SubProject, SubProjectFilter},
};
use serde_json::json;
use tests::{ENGINES, Server, id};
use uuid::Uuid;

async fn load_of(client: &Client, organisation: Uuid) -> OrganisationLoad {
    let loads = client.organisation_loads(&OrganisationLoadFilter::default()).await.unwrap().items;
    loads.into_iter().find(|load| load.organisation.id == organisation).unwrap()
}

fn enter(phase: Phase) -> PhaseChangeInput {
    serde_json::from_value(json!({ "phase": phase })).unwrap()
}

fn faults(error: &Error) -> Vec<(String, String)> {
    let errors = error.problem().unwrap().errors.iter();
    errors.map(|fault| (fault.pointer.clone().unwrap_or_default(), fault.code.clone())).collect()
}

fn room_for(limit: i32) -> Capacity {
    Capacity { limit: Some(limit), exploring_weight: 0, pilot_weight: 1, running_weight: 1 }
}

#[tokio::test]
async fn whoever_starts_more_than_an_organisation_can_carry_says_who_decides_and_why() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let best = id("organisation", "best");
        let before = load_of(&administrator, best).await;
        assert_eq!((before.capacity.limit, before.load), (Some(3), 1), "{before:?}");
        let etag = format!("\"v{}\"", before.version);
        let full = administrator.set_capacity(best, &etag, &room_for(1)).await.unwrap();
        assert_eq!((full.value.capacity.limit, full.value.version), (Some(1), before.version + 1));
        let stale = administrator.set_capacity(best, &etag, &room_for(5)).await.unwrap_err();
        assert_eq!(stale.status(), Some(412));

        let sub_projects = administrator.sub_projects();
        let garden = sub_projects.get(id("sub-project", "blije-tuinen-best")).await.unwrap();
        let refused = administrator.change_phase(garden.value.id, &garden.etag, &enter(Phase::Pilot)).await.unwrap_err();
        let expected = [("/exceedDecidedBy", "over_capacity"), ("/exceedReason", "over_capacity")].map(|(at, code)| (at.to_owned(), code.to_owned()));
        assert_eq!(faults(&refused), expected);
        assert!(refused.problem().unwrap().errors[0].detail.contains("Best"), "it says who carries too much");
        assert_eq!(sub_projects.get(garden.value.id).await.unwrap().value.phase, Phase::Exploring);

        let decision = PhaseChangeInput { exceed_decided_by: "Wethouder".into(), exceed_reason: "De tuin ligt er nu".into(), ..enter(Phase::Pilot) };
        let started = administrator.change_phase(garden.value.id, &garden.etag, &decision).await.unwrap();
        assert_eq!(started.value.exceed_decided_by.as_deref(), Some("Wethouder"));
        assert_eq!(load_of(&administrator, best).await.load, 2);
        let history = sub_projects.history(garden.value.id, None).await.unwrap().items;
        assert!(history[0].changes.iter().any(|change| change.field == "exceedReason"), "{:?}", history[0].changes);
        // On to running it carries no more than before, so there is nothing to decide, and the old decision is over.
        let running = administrator.change_phase(garden.value.id, &started.etag, &decision_for(Phase::Running)).await.unwrap();
        assert_eq!(running.value.exceed_reason, None);
        let park = PhaseChangeInput { reason: "Eerst Kwikstart".into(), reconsider_when: "Na de zomer".into(), ..enter(Phase::Parked) };
        let parked = administrator.change_phase(garden.value.id, &running.etag, &park).await.unwrap();
        assert_eq!(load_of(&administrator, best).await.load, 1);
        let again = administrator.change_phase(garden.value.id, &parked.etag, &enter(Phase::Running)).await.unwrap_err();
        assert_eq!(faults(&again), expected, "what was parked asks for room too");

        let wrong = Capacity { pilot_weight: 11, ..room_for(-1) };
        let wrong = administrator.set_capacity(best, &full.etag, &wrong).await.unwrap_err();
        assert_eq!(faults(&wrong).len(), 2, "{wrong:?}");
    }
}

fn decision_for(phase: Phase) -> PhaseChangeInput {
    PhaseChangeInput { exceed_decided_by: "Wethouder".into(), exceed_reason: "Voor de zekerheid".into(), ..enter(phase) }
}

#[tokio::test]
async fn two_who_start_at_the_same_moment_do_not_both_find_room() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let best = load_of(&administrator, id("organisation", "best")).await;
        administrator.set_capacity(best.organisation.id, &format!("\"v{}\"", best.version), &room_for(2)).await.unwrap();
        let made: Vec<_> = futures::future::join_all((0..6).map(|number| {
            let input = json!({"localPlanId": id("local-plan", "best"), "name": format!("Proef {number}")});
            let administrator = &administrator;
            async move { administrator.sub_projects().create(&serde_json::from_value(input).unwrap()).await.unwrap() }
        }))
        .await;
        let started = futures::future::join_all(made.iter().map(|made| {
            let administrator = &administrator;
            async move { administrator.change_phase(made.value.id, &made.etag, &enter(Phase::Pilot)).await.is_ok() }
        }))
        .await;
        assert_eq!(started.iter().filter(|started| **started).count(), 1, "there was room for one: {started:?}");
        assert_eq!(load_of(&administrator, best.organisation.id).await.load, 2);
    }
}

#[tokio::test]
async fn loads_count_what_somebody_may_see_and_each_organisation_keeps_its_own() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let colleague = server.account("beleidsadviseur.vught").await;
        let (vught, best) = (id("organisation", "vught"), id("organisation", "best"));
        let before = load_of(&colleague, best).await;
        assert_eq!(before.can, [], "{before:?}");
        let plan = json!({
            "title": "Geheim plan", "municipalityIds": [best], "leadIds": [id("person", "beleidsadviseur-best")], "startDate": "2026-01-01", "endDate": "2026-12-31",
            "status": "concept", "visibility": "members",
        });
        let plan = administrator.local_plans().create(&serde_json::from_value(plan).unwrap()).await.unwrap().value.id;
        let hidden = json!({"localPlanId": plan, "name": "Geheim deelproject", "partnerLeadId": id("person", "directeur-wsd")});
        let hidden = administrator.sub_projects().create(&serde_json::from_value(hidden).unwrap()).await.unwrap();
        administrator.change_phase(hidden.value.id, &hidden.etag, &decision_for(Phase::Pilot)).await.unwrap();
        assert_eq!(load_of(&colleague, best).await, before, "what somebody may not see does not count for them");
        assert_eq!(load_of(&administrator, best).await.load, before.load + 1);
        let only = OrganisationLoadFilter { sub_project_id: Some(hidden.value.id), ..OrganisationLoadFilter::default() };
        assert_eq!(colleague.organisation_loads(&only).await.unwrap().items, []);
        let carriers = administrator.organisation_loads(&only).await.unwrap().items;
        let movisie = OrganisationLoadFilter { organisation_id: Some(id("organisation", "movisie")), ..OrganisationLoadFilter::default() };
        assert_eq!(colleague.organisation_loads(&movisie).await.unwrap().items.len(), 1, "also when it carries nothing");
        let names: Vec<_> = carriers.iter().map(|load| load.organisation.name.as_str()).collect();
        assert_eq!(names, ["Best", "WSD"], "the municipality of its plan, and the organisation of its lead");
        let seen = serde_json::to_string(&colleague.collisions().await.unwrap()).unwrap();
        assert!(!seen.contains("Geheim"), "{seen}");

        assert_eq!(server.anonymous().collisions().await.unwrap_err().status(), Some(401));
        let etag = |load: &OrganisationLoad| format!("\"v{}\"", load.version);
        let refused = colleague.set_capacity(vught, &etag(&load_of(&colleague, vught).await), &room_for(9)).await.unwrap_err();
        assert_eq!(refused.status(), Some(403));
        let executive = server.account("wethouder.gestel").await;
        let own = load_of(&executive, id("organisation", "sint-michielsgestel")).await;
        assert_eq!(executive.set_capacity(own.organisation.id, &etag(&own), &room_for(4)).await.unwrap().value.capacity.limit, Some(4));
        let refused = executive.set_capacity(vught, &etag(&load_of(&executive, vught).await), &room_for(4)).await.unwrap_err();
        assert_eq!(refused.status(), Some(403), "only of the own organisation");
    }
}

#[tokio::test]
async fn collisions_are_what_asks_the_same_of_somebody() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let all =
            administrator.sub_projects().list(&SubProjectFilter::default(), &PageQuery { page_size: Some(100), ..PageQuery::default() }).await.unwrap().items;
        let active: Vec<&SubProject> = all.iter().filter(|one| matches!(one.phase, Phase::Pilot | Phase::Running)).collect();
        let collisions = administrator.collisions().await.unwrap().items;
        assert!(!collisions.is_empty());
        for collision in &collisions {
            assert!(collision.sub_projects.len() > 1 && collision.count == collision.sub_projects.len() as u64);
            for reference in &collision.sub_projects {
                let sub_project = active.iter().find(|one| one.id == reference.id).expect("it has started");
                let leads = [&sub_project.municipality_lead, &sub_project.partner_lead].into_iter().flatten();
                let asks = leads.map(|lead| lead.id).chain(sub_project.theme_ids.iter().copied()).collect::<Vec<_>>();
                assert!(asks.contains(&collision.subject.id), "{collision:?}");
            }
        }
    }
}

#[tokio::test]
async fn how_it_goes_is_the_worst_light_of_what_started_and_silence_is_not_green() {
    use contract::{
        progress_update::{Light, Reporting, reporting},
        sub_project::SubProjectFilter,
    };
    use futures::TryStreamExt;
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let boxtel = id("organisation", "boxtel");
        let today = tests::today();
        for organisation in [boxtel, id("organisation", "nuenen"), id("organisation", "vught")] {
            let mut expected = contract::capacity::Standings::default();
            let filter = SubProjectFilter { municipality_id: organisation.into(), ..SubProjectFilter::default() };
            let all: Vec<_> = administrator.sub_projects().all(filter).try_collect().await.unwrap();
            for one in all {
                let latest = one.latest_report;
                match reporting(one.phase, latest.map(|latest| latest.report_date), today) {
                    Reporting::NotNeeded => {}
                    Reporting::Missing => expected.not_reported += 1,
                    Reporting::Current => {
                        let latest = latest.unwrap();
                        match domain::progress_update::worst([latest.time_light, latest.money_light, latest.result_light]) {
                            Light::Green => expected.green += 1,
                            Light::Orange => expected.orange += 1,
                            Light::Red => expected.red += 1,
                        }
                    }
                }
            }
            let filter = contract::capacity::OrganisationLoadFilter { organisation_id: Some(organisation), ..Default::default() };
            let load = administrator.organisation_loads(&filter).await.unwrap().items.remove(0);
            assert_eq!(load.standings, expected, "{engine:?} {}", load.organisation.name);
        }
        assert_eq!(server.anonymous().organisation_loads(&Default::default()).await.unwrap_err().status(), Some(401));
    }
}
