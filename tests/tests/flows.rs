//! What people and systems do, from beginning to end, through the typed client, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::{Client, Error};
use contract::{
    PageQuery,
    community::CommunityInput,
    member::{MemberFilter, MemberPatch, MemberRole, MemberStatus},
    person::PasswordInput,
    sub_project::{Phase, PhaseChangeInput, SubProjectFilter},
};
use futures::TryStreamExt;
use serde_json::{Value, json};
use tests::{ENGINES, Engine, PASSWORD, Server, count, faults, id};
use uuid::Uuid;

fn code(error: &Error) -> &str {
    error.problem().map_or("", |problem| problem.code.as_str())
}

fn community(name: &str, join: &str) -> CommunityInput {
    serde_json::from_value(json!({"name": name, "kind": "learningCommunity", "visibility": "network", "joinPolicy": join})).unwrap()
}

#[tokio::test]
async fn a_policy_officer_of_oirschot_changes_a_sub_project_of_nuenen_and_son_en_breugel() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        assert!(server.load_demo_again().contains("demo data: 0 created"), "loading twice changes nothing");
        let officer = server.account("beleidsadviseur.oirschot").await;
        let plan = officer.local_plans().get(id("local-plan", "nuenen-son-en-breugel")).await.unwrap().value;
        assert_eq!(plan.municipality_ids.len(), 2);
        let filter = SubProjectFilter { local_plan_id: plan.id.into(), ..SubProjectFilter::default() };
        let names: Vec<_> = officer.sub_projects().all(filter).map_ok(|sub_project| sub_project.name).try_collect().await.unwrap();
        assert_eq!(names, ["Aanzet", "Het Goed Nuenen", "Kansen"]);

        let kansen = id("sub-project", "kansen");
        let before = officer.sub_projects().get(kansen).await.unwrap();
        let changed = officer.sub_projects().patch(kansen, &before.etag, &json!({"aim": "Een **nieuw** doel"})).await.unwrap();
        assert_eq!(changed.value.aim_html.as_deref().map(str::trim), Some("<p>Een <strong>nieuw</strong> doel</p>"));
        assert_eq!(changed.value.method, before.value.method);
        assert!(changed.etag.starts_with("W/\"v3-"), "{}", changed.etag);

        // Two people editing: the second is told, with how it is now.
        let late = officer.sub_projects().patch(kansen, &before.etag, &json!({"aim": "Iets anders"})).await.unwrap_err();
        assert_eq!((late.status(), code(&late)), (Some(412), "stale"));
        assert_eq!(late.problem().unwrap().current.as_ref().unwrap()["aim"], "Een **nieuw** doel");

        // Phases: only along the table, stopping with a reason.
        let step = |phase, reason: &str| PhaseChangeInput { reason: reason.into(), ..PhaseChangeInput::to(phase) };
        let illegal = officer.change_phase(kansen, &changed.etag, &step(Phase::Completed, "")).await.unwrap_err();
        assert_eq!((illegal.status(), code(&illegal)), (Some(409), "illegal_transition"));
        let silent = officer.change_phase(kansen, &changed.etag, &step(Phase::Stopped, "  ")).await.unwrap_err();
        assert!(tests::faults(&silent).contains(&"/reason required".to_owned()), "{silent:?}");
        let costless = officer.change_phase(kansen, &changed.etag, &step(Phase::Stopped, "Te weinig deelnemers")).await.unwrap_err();
        assert_eq!(tests::faults(&costless), ["/conditions required", "/costCents required"], "who stops tells what it has cost");
        let stop = PhaseChangeInput { cost_cents: Some(0), conditions: "Meer deelnemers".into(), ..step(Phase::Stopped, "Te weinig deelnemers") };
        let stopped = officer.change_phase(kansen, &changed.etag, &stop).await.unwrap();
        assert_eq!((stopped.value.phase, stopped.value.phase_reason.as_deref()), (Phase::Stopped, Some("Te weinig deelnemers")));

        let history = officer.sub_projects().history(kansen, None).await.unwrap();
        let (mut actions, mut next) = (history.items.iter().map(|entry| entry.action.clone()).collect::<Vec<_>>(), history.next.clone());
        while let Some(cursor) = next {
            let page = officer.sub_projects().history(kansen, Some(&cursor)).await.unwrap();
            actions.extend(page.items.into_iter().map(|entry| entry.action));
            next = page.next;
        }
        // What is told of numbers, documents and money: tests/notices.rs.
        actions.retain(|action| !["measurement.", "document.", "budget_line."].iter().any(|kind| action.starts_with(kind)));
        let (reported, step, task, risk, figure) =
            ("progress_update.created", "milestone.created", "task.created", "risk.created", "sub_project_indicator.created");
        assert_eq!(
            actions,
            [
                "sub_project.phase_changed",
                "sub_project.changed",
                figure,
                figure,
                figure,
                risk,
                risk,
                risk,
                task,
                task,
                task,
                step,
                step,
                step,
                step,
                step,
                reported,
                reported,
                reported,
                "sub_project.phase_changed",
                "sub_project.created"
            ]
        );
        let aim = &history.items[1].changes[0];
        assert_eq!((aim.field.as_str(), aim.old.clone(), aim.new.clone()), ("aim", before.value.aim.map(Value::from), Some(json!("Een **nieuw** doel"))));
        assert_eq!(history.items[0].actor.as_ref().unwrap().name, "Demo Beleidsadviseur Oirschot");

        // A colleague of elsewhere may read, not change.
        let colleague = server.account("consulent.best").await;
        let forbidden = colleague.sub_projects().patch(kansen, &stopped.etag, &json!({"aim": ""})).await.unwrap_err();
        assert_eq!(forbidden.status(), Some(403));
        assert!(colleague.sub_projects().get(kansen).await.unwrap().value.can.is_empty());
    }
}

#[tokio::test]
async fn what_is_parked_says_why_and_when_to_look_again() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let kansen = id("sub-project", "kansen");
        let etag = lead.sub_projects().get(kansen).await.unwrap().etag;
        let tomorrow = tests::today().succ_opt();
        let park = |reconsider_date, reconsider_when: &str| PhaseChangeInput {
            reason: "Eerst Aanzet afronden".into(),
            reconsider_date,
            reconsider_when: reconsider_when.into(),
            ..PhaseChangeInput::to(Phase::Parked)
        };
        let forgotten = lead.change_phase(kansen, &etag, &park(None, "")).await.unwrap_err();
        assert_eq!((forgotten.status(), faults(&forgotten)), (Some(400), vec!["/reconsiderDate required".to_owned()]));
        let past = lead.change_phase(kansen, &etag, &park("2026-01-01".parse().ok(), "")).await.unwrap_err();
        assert_eq!(faults(&past), ["/reconsiderDate in_past"]);
        let running = PhaseChangeInput { phase: Phase::Running, ..park(tomorrow, "") };
        assert_eq!(faults(&lead.change_phase(kansen, &etag, &running).await.unwrap_err()), ["/reconsiderDate not_allowed"]);

        let parked = lead.change_phase(kansen, &etag, &park(tomorrow, " Als er een werkmeester is ")).await.unwrap();
        assert_eq!((parked.value.phase, parked.value.reconsider_date), (Phase::Parked, tomorrow));
        assert_eq!(parked.value.reconsider_when.as_deref(), Some("Als er een werkmeester is"));
        let plan = lead.local_plans().get(parked.value.local_plan.id).await.unwrap().value;
        assert_eq!((plan.phase_counts.parked, plan.phase_counts.total()), (1, 3));
        let entry = lead.sub_projects().history(kansen, None).await.unwrap().items.remove(0);
        let fields: Vec<_> = entry.changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["phase", "phaseReason", "reconsiderDate", "reconsiderWhen", "exceedDecidedBy", "exceedReason"], "the decision of the demo is over");
        let again = PhaseChangeInput {
            exceed_decided_by: "Portefeuillehouder".into(),
            exceed_reason: "Er is weer een werkmeester".into(),
            ..PhaseChangeInput::to(Phase::Pilot)
        };
        let again = lead.change_phase(kansen, &parked.etag, &again).await.unwrap().value;
        assert_eq!((again.phase, again.reconsider_date, again.reconsider_when), (Phase::Pilot, None, None), "taken up again");
    }
}

#[tokio::test]
async fn deleting_can_be_undone_and_versions_go_on() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let founder = server.account("docent.han").await;
        let made = founder.communities().create(&community("Tijdelijk", "open")).await.unwrap();
        let community_id = made.value.id;
        assert_eq!(founder.communities().delete(community_id, "\"v9\"").await.unwrap_err().status(), Some(412));
        founder.communities().delete(community_id, &made.etag).await.unwrap();
        assert_eq!(founder.communities().get(community_id).await.unwrap_err().status(), Some(404));
        let stranger = server.account("consulent.best").await;
        assert_eq!(stranger.communities().restore(community_id, "\"v2\"").await.unwrap_err().status(), Some(404));
        let restored = founder.communities().restore(community_id, "\"v2\"").await.unwrap();
        assert_eq!((restored.value.version, restored.value.deleted_at), (3, None));

        let administrator = server.account("beheerder.wsd").await;
        let oirschot = administrator.organisations().get(id("organisation", "oirschot")).await.unwrap();
        let in_use = administrator.organisations().delete(oirschot.value.id, &oirschot.etag).await.unwrap_err();
        assert_eq!(code(&in_use), "in_use");
        let duplicate = json!({"name": "Oirschot twee", "kind": "municipality", "cbsCode": "GM0823"});
        let duplicate = administrator.organisations().create(&serde_json::from_value(duplicate).unwrap()).await.unwrap_err();
        assert_eq!((duplicate.status(), code(&duplicate)), (Some(409), "duplicate"));
    }
}

#[tokio::test]
async fn membership_by_the_rules() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let (founder, second, third) = (server.account("docent.han").await, server.account("consulent.best").await, server.account("consulent.vught").await);
        let second_id = second.me().await.unwrap().id;
        let founder_id = founder.me().await.unwrap().id;

        let open = founder.communities().create(&community("Open groep", "open")).await.unwrap().value.id;
        assert_eq!(code(&founder.members(open).leave().await.unwrap_err()), "last_facilitator");
        let joined = second.members(open).join().await.unwrap();
        assert_eq!(joined.value.status, MemberStatus::Active);
        assert_eq!(code(&second.members(open).join().await.unwrap_err()), "already_there");
        assert_eq!(second.communities().get(open).await.unwrap().value.member_count, 2);
        let promoted =
            founder.members(open).change_role(second_id, &joined.etag, &MemberPatch { role: Some(MemberRole::Facilitator), end_date: None }).await.unwrap();
        assert_eq!(promoted.value.role, MemberRole::Facilitator);
        founder.members(open).leave().await.unwrap();
        let last =
            second.members(open).change_role(second_id, &promoted.etag, &MemberPatch { role: Some(MemberRole::Member), end_date: None }).await.unwrap_err();
        assert_eq!(code(&last), "last_facilitator");

        let closed = founder.communities().create(&community("Op verzoek", "onRequest")).await.unwrap().value.id;
        assert_eq!(second.members(closed).join().await.unwrap().value.status, MemberStatus::Requested);
        assert_eq!(second.communities().get(closed).await.unwrap().value.member_count, 1, "asking is not being a member");
        let asked = MemberFilter { status: Some(MemberStatus::Requested), role: None };
        assert_eq!(third.members(closed).list(&asked, None).await.unwrap_err().status(), Some(403));
        assert_eq!(third.members(closed).approve(second_id).await.unwrap_err().status(), Some(403));
        assert_eq!(founder.members(closed).list(&asked, None).await.unwrap().items.len(), 1);
        founder.members(closed).refuse(second_id).await.unwrap();
        second.members(closed).join().await.unwrap();
        assert_eq!(founder.members(closed).approve(second_id).await.unwrap().value.status, MemberStatus::Active);
        assert_eq!(code(&founder.members(closed).approve(second_id).await.unwrap_err()), "not_requested");

        let invited_only = founder.communities().create(&community("Op uitnodiging", "byInvitation")).await.unwrap().value.id;
        assert_eq!(code(&second.members(invited_only).join().await.unwrap_err()), "by_invitation");
        founder.members(invited_only).invite(second_id).await.unwrap();
        assert_eq!(second.members(invited_only).join().await.unwrap().value.status, MemberStatus::Active);

        // A hidden community shows itself to who is invited, and to nobody else.
        let hidden = json!({"name": "Verborgen", "kind": "workingGroup", "visibility": "hidden", "joinPolicy": "byInvitation"});
        let hidden = founder.communities().create(&serde_json::from_value(hidden).unwrap()).await.unwrap().value.id;
        assert_eq!(second.communities().get(hidden).await.unwrap_err().status(), Some(404));
        founder.members(hidden).invite(second_id).await.unwrap();
        assert_eq!(second.communities().get(hidden).await.unwrap().value.name, "Verborgen");
        assert_eq!(second.members(hidden).list(&MemberFilter::default(), None).await.unwrap_err().status(), Some(403));
        second.members(hidden).join().await.unwrap();
        assert_eq!(second.members(hidden).list(&MemberFilter::default(), None).await.unwrap().items.len(), 2);
        let member = founder.members(hidden).get(second_id).await.unwrap();
        founder.members(hidden).remove(second_id, &member.etag).await.unwrap();
        assert_eq!(second.communities().get(hidden).await.unwrap_err().status(), Some(404));
        assert_eq!(founder.members(hidden).get(founder_id).await.unwrap().value.role, MemberRole::Facilitator);
    }
}

#[tokio::test]
async fn sessions_rotate_and_a_stolen_cookie_ends_them() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let sessions = format!("{}/api/v1/sessions", server.origin);
        let http = reqwest::Client::new();
        let sign_in = || http.post(&sessions).json(&json!({"email": "Docent.HAN@demo.example ", "password": PASSWORD})).send();
        let cookie = |response: &reqwest::Response| response.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let renew = async |cookie: &str| http.post(format!("{sessions}/_renew")).header("cookie", cookie).send().await.unwrap();
        let opened = sign_in().await.unwrap();
        let attributes = opened.headers()["set-cookie"].to_str().unwrap().to_owned();
        for attribute in ["HttpOnly", "SameSite=Strict", "Path=/;"] {
            assert!(attributes.contains(attribute), "{attributes}");
        }
        let first = cookie(&opened);
        let renewed = renew(&first).await;
        assert_eq!(renewed.status(), 200);
        let second = cookie(&renewed);
        assert_ne!(first, second);
        assert_eq!(renew(&first).await.status(), 401, "a used token is refused");
        assert_eq!(renew(&second).await.status(), 401, "and ends the session for both");

        let third = cookie(&sign_in().await.unwrap());
        let out = http.post(format!("{sessions}/_end")).header("cookie", &third).send().await.unwrap();
        assert_eq!(out.status(), 204);
        assert_eq!(renew(&third).await.status(), 401);
        assert_eq!(renew("kompaan_refresh=onzin").await.status(), 401);

        // Tokens and passwords are not readable in the database.
        let database = server.database().await;
        assert_eq!(count(&database, "SELECT COUNT(*) AS n FROM credential WHERE password_hash NOT LIKE '$argon2id$%'").await, 0);

        // A new password ends the sessions, and the old one stops working.
        let client = server.account("consulent.best").await;
        let me = client.me().await.unwrap().id;
        let weak = PasswordInput { password: "welkom-welkom-1".into(), current_password: Some(PASSWORD.into()) };
        assert_eq!(client.set_password(me, &weak).await.unwrap_err().problem().unwrap().errors[0].code, "weak_password");
        let wrong = PasswordInput { password: "groene-fiets-bij-de-sluis".into(), current_password: Some("iets anders".into()) };
        assert_eq!(client.set_password(me, &wrong).await.unwrap_err().problem().unwrap().errors[0].code, "wrong_password");
        let right = PasswordInput { current_password: Some(PASSWORD.into()), ..wrong };
        client.set_password(me, &right).await.unwrap();
        assert_eq!(client.renew().await.unwrap_err().status(), Some(401));
        assert_eq!(server.anonymous().sign_in("consulent.best@demo.example", PASSWORD).await.unwrap_err().status(), Some(401));
        server.anonymous().sign_in("consulent.best@demo.example", "groene-fiets-bij-de-sluis").await.unwrap();
    }
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down_also_for_addresses_that_do_not_exist() {
    let server = Server::start(Engine::Sqlite).await;
    for address in ["consulent.best@demo.example", "niemand@demo.example"] {
        let mut answers = vec![];
        for attempt in 0..6 {
            let error = server.anonymous().sign_in(address, &format!("poging-nummer-{attempt}")).await.unwrap_err();
            answers.push((error.status().unwrap(), code(&error).to_owned()));
        }
        assert!(answers[..5].iter().all(|answer| *answer == (401, "wrong_credentials".into())), "{address}: {answers:?}");
        assert_eq!(answers[5], (429, "too_many_attempts".into()), "{address}");
    }
}

#[tokio::test]
async fn a_repeated_request_is_done_once() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let token = server.account("docent.han").await.token().unwrap();
        let http = reqwest::Client::new();
        let send = |key: &'static str, name: &'static str| {
            let request =
                http.post(format!("{}/api/v1/communities", server.origin)).bearer_auth(&token).header("idempotency-key", key).json(&community(name, "open"));
            async move { request.send().await.unwrap() }
        };
        let first = send("een", "Eenmalig").await;
        assert_eq!(first.status(), 201);
        let (location, first): (_, Value) = (first.headers()["location"].clone(), first.json().await.unwrap());
        let again = send("een", "Eenmalig").await;
        assert_eq!((again.status().as_u16(), &again.headers()["location"]), (201, &location));
        assert_eq!(again.json::<Value>().await.unwrap(), first);
        let other = send("een", "Iets anders").await;
        assert_eq!(other.status(), 409);
        assert_eq!(other.json::<Value>().await.unwrap()["code"], "idempotency_key_reused");
        assert_eq!(count(&server.database().await, "SELECT COUNT(*) AS n FROM community WHERE name = 'Eenmalig'").await, 1);

        // The same key at the same moment: one of them is done, the others hear the same or are told to wait.
        let answers = futures::future::join_all((0..8).map(|_| send("tegelijk", "Tegelijk"))).await;
        let mut bodies = vec![];
        for answer in answers {
            let (status, waits) = (answer.status(), answer.headers().contains_key("retry-after"));
            let body: Value = answer.json().await.unwrap();
            match status.as_u16() {
                201 => bodies.push(body),
                status => assert_eq!((status, body["code"].as_str(), waits), (409, Some("idempotency_in_progress"), true), "{engine:?}"),
            }
        }
        assert!(!bodies.is_empty() && bodies.iter().all(|body| *body == bodies[0]), "{engine:?}: {bodies:?}");
        // Who asks again hears the same, whichever of them was first.
        assert_eq!(send("tegelijk", "Tegelijk").await.json::<Value>().await.unwrap(), bodies[0], "{engine:?}");
        assert_eq!(count(&server.database().await, "SELECT COUNT(*) AS n FROM community WHERE name = 'Tegelijk'").await, 1);
    }
}

#[tokio::test]
async fn of_people_who_write_at_the_same_moment_one_wins_and_the_others_are_told() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let client = server.account("beleidsadviseur.oirschot").await;
        let aanzet = id("sub-project", "aanzet");
        let etag = client.sub_projects().get(aanzet).await.unwrap().etag;
        let write = async |n: u32| {
            let result = client.sub_projects().patch(aanzet, &etag, &json!({"aim": format!("doel {n}")})).await;
            result.map(|_| n).map_err(|error| error.status().unwrap())
        };
        let results = futures::future::join_all((0..12).map(write)).await;
        let winners: Vec<_> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
        assert_eq!(winners.len(), 1, "{engine:?}: {results:?}");
        assert!(results.iter().filter_map(|result| result.as_ref().err()).all(|status| *status == 412), "{engine:?}: {results:?}");
        assert_eq!(client.sub_projects().get(aanzet).await.unwrap().value.aim, Some(format!("doel {}", winners[0])));
    }
}

#[tokio::test]
async fn pages_meet_exactly_once_whatever_the_sort() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let client = server.account("beleidsadviseur.oirschot").await;
        for sort in ["name", "-name", "updatedAt", "-updatedAt", "createdAt", "-createdAt"] {
            let mut page = PageQuery { page_size: Some(4), sort: Some(sort.into()), count: Some(true), ..PageQuery::default() };
            let mut ids: Vec<Uuid> = vec![];
            let mut names = vec![];
            loop {
                let found = client.sub_projects().list(&SubProjectFilter::default(), &page).await.unwrap();
                assert_eq!(found.total, Some(16));
                ids.extend(found.items.iter().map(|item| item.id));
                names.extend(found.items.iter().map(|item| item.name.to_lowercase()));
                match found.next {
                    Some(next) => page.cursor = Some(next),
                    None => break,
                }
            }
            let mut unique = ids.clone();
            unique.sort();
            unique.dedup();
            assert_eq!((ids.len(), unique.len()), (16, 16), "{engine:?} {sort}");
            if sort == "name" {
                assert!(names.is_sorted(), "{names:?}");
            }
        }
        // A cursor belongs to its list.
        let first = client.sub_projects().list(&SubProjectFilter::default(), &PageQuery { page_size: Some(4), ..PageQuery::default() }).await.unwrap();
        let elsewhere = PageQuery { cursor: first.next, sort: Some("-name".into()), ..PageQuery::default() };
        let refused = client.sub_projects().list(&SubProjectFilter::default(), &elsewhere).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].parameter.as_deref(), Some("cursor"));
        let filter = SubProjectFilter {
            q: Some("Z-ROUTE".into()),
            phase: Phase::Running.into(),
            municipality_id: id("organisation", "oisterwijk").into(),
            ..SubProjectFilter::default()
        };
        let found = client.sub_projects().list(&filter, &PageQuery::default()).await.unwrap();
        assert_eq!(found.items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["Z-route Oisterwijk"]);
    }
}

#[tokio::test]
async fn only_administrators_choose_ids_addresses_and_see_what_is_deleted() {
    let server = Server::start(Engine::Sqlite).await;
    let member = server.account("docent.han").await;
    let chosen = member.communities().create_at(Uuid::now_v7(), &community("Eigen id", "open")).await.unwrap_err();
    assert_eq!(chosen.status(), Some(403));
    let taken = member.communities().create_at(id("community", "bestuurlijk-overleg"), &community("Eigen id", "open")).await.unwrap_err();
    assert_eq!(taken, Error::Problem(Box::new(contract::Problem { instance: taken.problem().unwrap().instance.clone(), ..chosen.problem().unwrap().clone() })));
    let me = member.me().await.unwrap();
    let myself = member.people().get(me.id).await.unwrap();
    for change in [json!({"email": "ander@voorbeeld.example"}), json!({"organisationId": id("organisation", "wsd")})] {
        assert_eq!(member.people().patch(me.id, &myself.etag, &change).await.unwrap_err().status(), Some(403), "{change}");
    }
    assert_eq!(member.people().patch(me.id, &myself.etag, &json!({"jobTitle": "Lector"})).await.unwrap().value.job_title, "Lector");
    let answer = reqwest::Client::new().get(format!("{}/api/v1/people?deleted=true", server.origin)).bearer_auth(member.token().unwrap()).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    let unused: Client = server.anonymous();
    assert_eq!(unused.me().await.unwrap_err().status(), Some(401));
}
