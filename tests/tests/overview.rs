//! What somebody follows, finds and keeps: events, filters by oneself, expertise, privacy, merging of themes; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use chrono::{DateTime, Duration, Utc};
use client::Client;
use contract::{
    PageQuery,
    community::{CommunityFilter, CommunityInput},
    event::{Event, EventFilter, Kind},
    local_plan::LocalPlanFilter,
    person::PersonFilter,
    sub_project::SubProjectFilter,
    theme::MergeInput,
};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::json;
use tests::{ENGINES, PASSWORD, Server, id};
use uuid::Uuid;

fn community(name: &str, visibility: &str, join: &str) -> CommunityInput {
    serde_json::from_value(json!({"name": name, "kind": "learningCommunity", "visibility": visibility, "joinPolicy": join})).unwrap()
}

async fn events(client: &Client, resource: Uuid) -> Vec<String> {
    let mut cursor = None;
    let mut found: Vec<Event> = vec![];
    loop {
        let page = client.events(&EventFilter::default(), cursor.as_deref()).await.unwrap();
        found.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    found.into_iter().filter(|event| event.resource.id == resource).map(|event| event.action).collect()
}

#[tokio::test]
async fn events_tell_what_others_did_in_what_somebody_follows_and_may_see() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let founder = server.account("docent.han").await;
        let member = server.account("consulent.best").await;
        let outsider = server.account("consulent.vught").await;
        let made = founder.communities().create(&community("Besloten leren", "members", "onRequest")).await.unwrap();
        let closed = made.value.id;
        member.members(closed).join().await.unwrap();
        assert!(events(&member, closed).await.is_empty(), "asking is not yet following");
        assert!(events(&founder, closed).await.is_empty(), "who asks is for the list of requests, not for everybody's news");
        let me = member.me().await.unwrap().id;
        founder.members(closed).approve(me).await.unwrap();
        founder.communities().patch(closed, &made.etag, &json!({"purpose": "Samen leren"})).await.unwrap();

        assert_eq!(events(&member, closed).await, ["community.changed", "member.approved", "community.created"]);
        assert!(events(&founder, closed).await.is_empty(), "what I did myself is not news");
        assert!(events(&outsider, closed).await.is_empty(), "what is inside a closed community stays there");
        let administrator = server.account("beheerder.wsd").await;
        assert!(events(&administrator, closed).await.is_empty(), "an administrator who is no member does not follow it");
        let later = EventFilter { since_at: Some(Utc::now() + Duration::minutes(1)) };
        assert!(member.events(&later, None).await.unwrap().items.is_empty());
        assert_eq!(server.anonymous().events(&EventFilter::default(), None).await.unwrap_err().status(), Some(401));

        // The plan of one's own municipality is followed, and after leaving the community no longer.
        let officer = server.account("beleidsadviseur.oirschot").await;
        let plan = id("local-plan", "oirschot");
        let found = officer.local_plans().get(plan).await.unwrap();
        officer.local_plans().patch(plan, &found.etag, &json!({"ambition": "Anders"})).await.unwrap();
        let colleague = server.account("consulent.oirschot").await;
        assert_eq!(events(&colleague, plan).await.first().map(String::as_str), Some("local_plan.changed"));
        assert!(events(&outsider, plan).await.is_empty());
        member.members(closed).leave().await.unwrap();
        assert!(events(&member, closed).await.is_empty());
        assert_eq!(events(&founder, closed).await, ["member.left"]);
    }
}

#[tokio::test]
async fn what_happened_in_the_region_is_told_to_who_may_see_it() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let executive = server.account("wethouder.nuenen").await;
        let outsider = server.account("consulent.vught").await;
        let before = EventFilter { since_at: Some(Utc::now()) };
        let told = async |client: &Client| {
            let found = client.region_events(&before, None).await.unwrap().items;
            found.into_iter().map(|event| format!("{} {}", event.resource.name, event.action)).collect::<Vec<_>>()
        };
        let kansen = id("sub-project", "kansen");
        let report =
            json!({"subProjectId": kansen, "title": "Stand", "reportDate": "2026-11-02", "timeLight": "green", "moneyLight": "green", "resultLight": "green"});
        lead.progress_updates().create(&serde_json::from_value(report).unwrap()).await.unwrap();
        lead.tasks().create(&serde_json::from_value(json!({"subProjectId": kansen, "title": "Bellen", "dueDate": "2030-01-01"})).unwrap()).await.unwrap();
        assert_eq!(told(&executive).await, ["Kansen progress_update.created"], "{engine:?}: what a region turns on, not each task");
        assert_eq!(told(&outsider).await, ["Kansen progress_update.created"], "also who does not follow it");
        assert!(told(&lead).await.is_empty(), "what I did myself is not news");
        let administrator = server.account("beheerder.wsd").await;
        let plan = administrator.local_plans().get(id("local-plan", "nuenen-son-en-breugel")).await.unwrap();
        administrator.local_plans().patch(plan.value.id, &plan.etag, &json!({"visibility": "members"})).await.unwrap();
        assert!(told(&outsider).await.is_empty(), "a plan that was closed tells nothing");
        assert_eq!(server.anonymous().region_events(&before, None).await.unwrap_err().status(), Some(401));
        let first = outsider.region_events(&EventFilter::default(), None).await.unwrap();
        assert!(!first.items.is_empty() && first.items.iter().all(|event| event.kind == Kind::SubProject));
    }
}

#[tokio::test]
async fn filters_by_oneself_and_what_waits() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let page = PageQuery { page_size: Some(100), ..PageQuery::default() };
        let officer = server.account("beleidsadviseur.vught").await;
        let mine = LocalPlanFilter { mine: Some(true), ..LocalPlanFilter::default() };
        let plans = officer.local_plans().list(&mine, &page).await.unwrap().items;
        assert_eq!(plans.iter().map(|plan| plan.id).collect::<Vec<_>>(), [id("local-plan", "vught")]);
        // Somebody of an organisation that works for municipalities has the plans of all of them.
        let service = server.account("casemanager.dommelvallei").await;
        let served = service.local_plans().list(&mine, &page).await.unwrap().items;
        assert_eq!(served.iter().map(|plan| plan.id).collect::<Vec<_>>(), [id("local-plan", "nuenen-son-en-breugel")]);
        assert!(server.account("docent.han").await.local_plans().list(&mine, &page).await.unwrap().items.is_empty());
        assert!(server.anonymous().local_plans().list(&mine, &page).await.unwrap().items.is_empty());

        let oirschot = server.account("beleidsadviseur.oirschot").await;
        let incomplete = SubProjectFilter { mine: Some(true), without_lead: Some(true), ..SubProjectFilter::default() };
        let found = oirschot.sub_projects().list(&incomplete, &page).await.unwrap().items;
        assert!(!found.is_empty() && found.iter().all(|item| item.municipality_lead.is_none() || item.partner_lead.is_none()));

        // Only who decides on requests hears how many there are.
        let founder = server.account("docent.han").await;
        let made = founder.communities().create(&community("Op aanvraag", "network", "onRequest")).await.unwrap().value.id;
        officer.members(made).join().await.unwrap();
        assert_eq!(founder.communities().get(made).await.unwrap().value.request_count, Some(1));
        assert_eq!(officer.communities().get(made).await.unwrap().value.request_count, None);
        let listed = officer.communities().list(&CommunityFilter { q: Some("op aanvraag".into()), ..CommunityFilter::default() }, &page).await.unwrap();
        assert_eq!(listed.items[0].request_count, None);
    }
}

#[tokio::test]
async fn people_are_found_by_expertise_and_show_their_address_only_when_they_choose() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let own = server.account("consulent.best").await;
        let me = own.me().await.unwrap();
        let found = own.people().get(me.id).await.unwrap();
        let changed = own.people().patch(me.id, &found.etag, &json!({"expertise": ["Coöperaties", "50%_regeling"]})).await.unwrap();
        let colleague = server.account("consulent.vught").await;
        let search = async |text: &str| {
            let filter = PersonFilter { expertise: Some(text.into()), ..PersonFilter::default() };
            colleague.people().list(&filter, &PageQuery::default()).await.unwrap().items.into_iter().map(|person| person.id).collect::<Vec<_>>()
        };
        assert_eq!(search("COOPERATIE").await, [me.id], "whatever case or accents");
        assert_eq!(search("50%_").await, [me.id], "signs are signs");
        assert!(search("5__r").await.is_empty());
        assert_eq!(colleague.people().get(me.id).await.unwrap().value.email, None);
        own.people().patch(me.id, &changed.etag, &json!({"emailVisible": true})).await.unwrap();
        assert_eq!(colleague.people().get(me.id).await.unwrap().value.email.as_deref(), Some("consulent.best@demo.example"));
    }
}

#[tokio::test]
async fn merging_a_theme_moves_everything_that_bears_it() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let (debt, work, signalling) = (id("theme", "schulden"), id("theme", "werk"), id("theme", "vroegsignalering"));
        let found = administrator.themes().get(debt).await.unwrap();
        let input = |into_id| MergeInput { into_id };
        let member = server.account("consulent.best").await;
        assert_eq!(member.merge_theme(debt, &found.etag, &input(work)).await.unwrap_err().status(), Some(403));
        let itself = administrator.merge_theme(debt, &found.etag, &input(debt)).await.unwrap_err();
        assert_eq!(itself.problem().unwrap().errors[0].code, "same_as_other");
        let below = administrator.merge_theme(debt, &found.etag, &input(signalling)).await.unwrap_err();
        assert_eq!(below.problem().unwrap().errors[0].code, "not_allowed");
        assert_eq!(administrator.merge_theme(debt, "\"v9\"", &input(work)).await.unwrap_err().status(), Some(412));
        let nowhere = administrator.merge_theme(debt, &found.etag, &input(Uuid::now_v7())).await.unwrap_err();
        assert_eq!(nowhere.problem().unwrap().errors[0].pointer.as_deref(), Some("/intoId"));

        let bearing = CommunityFilter { theme_id: debt.into(), ..CommunityFilter::default() };
        let before = administrator.communities().list(&bearing, &PageQuery::default()).await.unwrap().items;
        assert!(!before.is_empty());
        // Somebody who bears both keeps one: the client manager of MijnGemeenteDichtbij has debt and work.
        let kept = administrator.merge_theme(debt, &found.etag, &input(work)).await.unwrap().value;
        assert_eq!(kept.id, work);
        assert_eq!(administrator.themes().get(debt).await.unwrap_err().status(), Some(404));
        assert_eq!(administrator.themes().get(signalling).await.unwrap().value.parent_id, Some(work));
        for community in before {
            let after = administrator.communities().get(community.id).await.unwrap().value;
            assert!(after.theme_ids.contains(&work) && !after.theme_ids.contains(&debt));
            assert_eq!(after.version, community.version + 1, "what changed has another version");
            let facilitator = server.account("beleidsadviseur.gestel").await;
            let history = facilitator.communities().history(community.id, None).await.unwrap().items;
            assert_eq!((history[0].action.as_str(), history[0].changes[0].field.as_str()), ("community.changed", "themeIds"));
        }
        let both = PersonFilter { q: Some("MijnGemeenteDichtbij".into()), theme_id: work.into(), ..PersonFilter::default() };
        let person = administrator.people().list(&both, &PageQuery::default()).await.unwrap().items.remove(0);
        assert_eq!(person.theme_ids.iter().filter(|theme| **theme == work).count(), 1);
    }
}

#[tokio::test]
async fn what_is_news_is_known_on_every_device_since_the_visit_before() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let sign_in = async || server.anonymous().sign_in("beleidsadviseur.best@demo.example", PASSWORD).await.unwrap().last_visit_at;
        let begun = Utc::now();
        // The demo data were loaded with this account, perhaps long ago: as if nobody ever used it, and below as if the last sign of them was yesterday.
        let database = server.database().await;
        let seen = async |at: Option<DateTime<Utc>>| {
            let person = id("person", "beleidsadviseur-best");
            let query = Query::update().table("person").value("seen_at", at).and_where(Expr::col("id").eq(person)).to_owned();
            database.execute(&query).await.unwrap();
        };
        seen(None).await;
        let first = sign_in().await;
        assert!((begun - first - Duration::days(14)).num_minutes().abs() < 2, "the first time two weeks back: {first}");
        assert_eq!(sign_in().await, first, "another device within the same visit");
        let yesterday = begun - Duration::days(1);
        seen(Some(yesterday)).await;
        let next = sign_in().await;
        assert_eq!(next.timestamp_millis(), yesterday.timestamp_millis());
        assert_eq!(sign_in().await, next);
    }
}
