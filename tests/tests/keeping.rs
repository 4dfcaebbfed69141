//! What stays because other data rest on it: closed periods, definitions, and what was deleted comes back in order; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{PageQuery, theme::ThemeFilter};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tests::{ENGINES, Server, faults, id};
use uuid::Uuid;

fn input<T: DeserializeOwned>(of: Value) -> T {
    serde_json::from_value(of).unwrap()
}

fn code(error: &client::Error) -> (u16, String) {
    let problem = error.problem().unwrap();
    (problem.status, problem.code.clone())
}

/// A figure of a new sub-project of the plan of Nuenen, with an approved measurement of 31 March, closed up to 30 June.
async fn closed_figure(lead: &Client) -> (Uuid, Uuid, String) {
    let sub_project = lead
        .sub_projects()
        .create(&input(json!({"localPlanId": id("local-plan", "nuenen-son-en-breugel"), "name": "Afgesloten", "municipalityLeadId": id("person", "casemanager-dommelvallei")})))
        .await
        .unwrap()
        .value
        .id;
    let figure = json!({
        "subProjectId": sub_project, "title": "Plekken", "unit": "plekken", "direction": "up", "accumulation": "cumulative", "countsResidents": false,
        "definition": "Wat er is.", "groups": ["a", "b"], "baselineValue": 4, "baselineDate": "2026-01-01",
        "targets": [{"year": 2026, "value": 30}, {"year": 2027, "value": 40}], "interimTargets": [{"untilDate": "2026-03-31", "value": 5}, {"untilDate": "2026-09-30", "value": 20}],
    });
    let made = lead.sub_project_indicators().create(&input(figure)).await.unwrap();
    let measured = json!({"subProjectIndicatorId": made.value.id, "measuredDate": "2026-03-31", "value": 12});
    let measured = lead.measurements().create(&input(measured)).await.unwrap();
    lead.set_approved(measured.value.id, &measured.etag, true).await.unwrap();
    let closed = lead.sub_project_indicators().patch(made.value.id, &made.etag, &json!({"lockedDate": "2026-06-30"})).await.unwrap();
    (sub_project, made.value.id, closed.etag)
}

#[tokio::test]
async fn a_closed_period_keeps_all_that_gives_it_meaning() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("beheerder.wsd").await;
        let (sub_project, figure, etag) = closed_figure(&lead).await;
        let figures = lead.sub_project_indicators();
        for (change, field) in [
            (json!({"baselineValue": 5}), "/baselineValue"),
            (json!({"baselineDate": "2026-01-02"}), "/baselineDate"),
            (json!({"targets": [{"year": 2026, "value": 31}, {"year": 2027, "value": 40}]}), "/targets"),
            (json!({"targets": [{"year": 2027, "value": 40}]}), "/targets"),
            (json!({"interimTargets": []}), "/interimTargets"),
            (json!({"definition": "Wat er was."}), "/definition"),
            (json!({"groups": ["a", "c"]}), "/groups"),
            (json!({"subProjectId": id("sub-project", "kansen")}), "/subProjectId"),
            (json!({"unit": "stoelen", "lockedDate": null}), "/unit"),
            (json!({"direction": "down"}), "/direction"),
            (json!({"accumulation": "pointInTime"}), "/accumulation"),
            (json!({"countsResidents": true}), "/countsResidents"),
        ] {
            let refused = figures.patch(figure, &etag, &change).await.unwrap_err();
            assert_eq!((code(&refused), faults(&refused)), ((400, "invalid".into()), vec![format!("{field} period_locked")]), "{engine:?} {change}");
            assert!(refused.problem().unwrap().errors[0].detail.contains("2026-06-30"), "the day is named");
        }
        assert_eq!(code(&figures.delete(figure, &etag).await.unwrap_err()), (409, "period_locked".into()), "{engine:?}");
        let holder = lead.sub_projects().get(sub_project).await.unwrap();
        assert_eq!(code(&lead.sub_projects().delete(sub_project, &holder.etag).await.unwrap_err()), (409, "period_locked".into()));
        let moved = lead.sub_projects().patch(sub_project, &holder.etag, &json!({"localPlanId": id("local-plan", "oirschot")})).await;
        assert_eq!(faults(&moved.unwrap_err()), ["/localPlanId period_locked"]);
        let plan = lead.local_plans().get(id("local-plan", "nuenen-son-en-breugel")).await.unwrap();
        let refused = lead.local_plans().delete(plan.value.id, &plan.etag).await.unwrap_err();
        assert_eq!(code(&refused), (409, "period_locked".into()));
        assert!(refused.problem().unwrap().detail.contains("2026-"), "{refused:?}");

        // What lies after it goes on.
        let on = json!({"targets": [{"year": 2026, "value": 30}, {"year": 2027, "value": 50}], "interimTargets": [{"untilDate": "2026-03-31", "value": 5}, {"untilDate": "2026-09-30", "value": 25}], "title": "Plekken in de wijk"});
        let on = figures.patch(figure, &etag, &on).await.unwrap();
        assert_eq!(on.value.targets[1].value, 50);
        // Opening the period is a step of its own.
        let open = figures.patch(figure, &on.etag, &json!({"lockedDate": null})).await.unwrap();
        let changed = figures.patch(figure, &open.etag, &json!({"definition": "Wat er was."})).await.unwrap();
        figures.delete(figure, &changed.etag).await.unwrap();
    }
}

#[tokio::test]
async fn a_draft_does_not_come_back_into_a_closed_period() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("beheerder.wsd").await;
        let (_, figure, etag) = closed_figure(&lead).await;
        let draft = json!({"subProjectIndicatorId": figure, "measuredDate": "2026-08-31", "value": 3});
        let draft = lead.measurements().create(&input(draft)).await.unwrap();
        lead.measurements().delete(draft.value.id, &draft.etag).await.unwrap();
        lead.sub_project_indicators().patch(figure, &etag, &json!({"lockedDate": "2026-09-30"})).await.unwrap();
        assert_eq!(code(&lead.measurements().restore(draft.value.id, "\"v2\"").await.unwrap_err()), (409, "period_locked".into()), "{engine:?}");
    }
}

#[tokio::test]
async fn what_the_board_evaluated_stays_in_its_course() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let editor = server.account("aanjager.wsd").await;
        let other = json!({"title": "Andere koers", "startDate": "2025-01-01", "endDate": "2028-12-31"});
        let other = editor.strategic_courses().create(&input(other)).await.unwrap().value.id;
        let goal = editor.strategic_goals().get(id("strategic-goal", "aan-het-werk")).await.unwrap();
        let moved = editor.strategic_goals().patch(goal.value.id, &goal.etag, &json!({"strategicCourseId": other})).await.unwrap_err();
        assert_eq!(faults(&moved), ["/strategicCourseId period_locked"], "{engine:?}");
        let course = editor.strategic_courses().get(id("strategic-course", "koers")).await.unwrap();
        let shorter = editor.strategic_courses().patch(course.value.id, &course.etag, &json!({"startDate": "2026-01-01"})).await.unwrap_err();
        assert_eq!(faults(&shorter), ["/startDate period_locked"]);
        editor.strategic_courses().patch(course.value.id, &course.etag, &json!({"endDate": "2029-12-31"})).await.unwrap();
    }
}

#[tokio::test]
async fn a_definition_stays_under_the_figures_that_follow_it() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let (editor, lead) = (server.account("aanjager.wsd").await, server.account("casemanager.dommelvallei").await);
        let shared = editor.indicators().get(id("indicator", "deelnemers")).await.unwrap();
        for (change, field) in [
            (json!({"unit": "huishoudens"}), "/unit"),
            (json!({"accumulation": "pointInTime"}), "/accumulation"),
            (json!({"direction": "down"}), "/direction"),
            (json!({"countsResidents": false}), "/countsResidents"),
            (json!({"definition": "Iets anders."}), "/definition"),
        ] {
            let refused = editor.indicators().patch(shared.value.id, &shared.etag, &change).await.unwrap_err();
            assert_eq!(faults(&refused), [format!("{field} rests_on_this")], "{engine:?}");
            let detail = &refused.problem().unwrap().errors[0].detail;
            assert!(detail.bytes().any(|byte| byte.is_ascii_digit()), "it says how many: {detail}");
        }
        editor.indicators().patch(shared.value.id, &shared.etag, &json!({"source": "Het klantvolgsysteem"})).await.unwrap();
        let figure = lead.sub_project_indicators().get(id("sub-project-indicator", "kansen-werk")).await.unwrap();
        let retitled = lead.sub_project_indicators().patch(figure.value.id, &figure.etag, &json!({"title": "Betaald werk"})).await.unwrap();
        // A figure of its own keeps how it was measured as well, and the groups by which it was.
        let refused = lead.sub_project_indicators().patch(figure.value.id, &retitled.etag, &json!({"countsResidents": false})).await.unwrap_err();
        assert!(faults(&refused).contains(&"/countsResidents rests_on_this".to_owned()), "{:?}", faults(&refused));

        // What nobody follows may change.
        let free = json!({"name": "Vrij", "unit": "dagen", "direction": "up", "accumulation": "cumulative", "countsResidents": false, "definition": "Dagen."});
        let free = editor.indicators().create(&input(free)).await.unwrap();
        let freed = editor.indicators().patch(free.value.id, &free.etag, &json!({"unit": "weken"})).await.unwrap();

        // A figure that the editor may not see is not told of; it keeps how it was measured, is counted otherwise, and can be edited.
        let administrator = server.account("beheerder.wsd").await;
        let plan = json!({"title": "Besloten plan", "municipalityIds": [id("organisation", "vught")], "startDate": "2026-01-01", "endDate": "2026-12-31", "status": "concept", "visibility": "members"});
        let plan = administrator.local_plans().create(&input(plan)).await.unwrap().value.id;
        let sub_project = administrator.sub_projects().create(&input(json!({"localPlanId": plan, "name": "Besloten"}))).await.unwrap().value.id;
        let hidden = json!({"subProjectId": sub_project, "title": "Weken", "indicatorId": free.value.id, "comparability": "same", "unit": "weken", "direction": "up", "accumulation": "cumulative"});
        let hidden = administrator.sub_project_indicators().create(&input(hidden)).await.unwrap();
        editor.indicators().patch(free.value.id, &freed.etag, &json!({"unit": "maanden"})).await.unwrap();
        let apart = administrator.sub_project_indicators().get(hidden.value.id).await.unwrap();
        assert_eq!((apart.value.unit.as_str(), json!(apart.value.comparability)), ("weken", json!("different")), "{engine:?}");
        let history = administrator.sub_project_indicators().history(hidden.value.id, None).await.unwrap();
        assert_eq!(history.items[0].changes[0].field, "comparability");
        administrator.sub_project_indicators().patch(hidden.value.id, &apart.etag, &json!({"title": "Weken samen"})).await.unwrap();
        let now = editor.indicators().get(free.value.id).await.unwrap();
        editor.indicators().delete(free.value.id, &now.etag).await.unwrap();
    }
}

#[tokio::test]
async fn a_municipality_of_a_plan_stays_one_and_groups_stay_while_they_are_used() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let best = administrator.organisations().get(id("organisation", "best")).await.unwrap();
        let other = administrator.organisations().patch(best.value.id, &best.etag, &json!({"kind": "partner", "cbsCode": null})).await.unwrap_err();
        assert_eq!(faults(&other), ["/cbsCode rests_on_this", "/kind rests_on_this"], "{engine:?}");
        let figure = administrator.sub_project_indicators().get(id("sub-project-indicator", "kansen-deelnemers")).await.unwrap();
        let open = administrator.sub_project_indicators().patch(figure.value.id, &figure.etag, &json!({"lockedDate": null})).await.unwrap();
        let groups: Vec<String> = figure.value.groups.iter().skip(1).cloned().collect();
        let fewer = administrator.sub_project_indicators().patch(figure.value.id, &open.etag, &json!({"groups": groups})).await.unwrap_err();
        assert_eq!(faults(&fewer), ["/groups rests_on_this"]);
    }
}

#[tokio::test]
async fn what_was_deleted_comes_back_after_what_it_needs() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let client = server.account("beheerder.wsd").await;
        // Below a theme.
        let parent = client.themes().create(&input(json!({"nameNl": "Boven", "nameEn": "Above"}))).await.unwrap();
        let child = client.themes().create(&input(json!({"nameNl": "Onder", "nameEn": "Below", "parentId": parent.value.id}))).await.unwrap();
        client.themes().delete(child.value.id, &child.etag).await.unwrap();
        client.themes().delete(parent.value.id, &parent.etag).await.unwrap();
        let refused = client.themes().restore(child.value.id, "\"v2\"").await.unwrap_err();
        assert_eq!((code(&refused), faults(&refused)), ((409, "restore_first".into()), vec!["/parentId deleted_reference".into()]), "{engine:?}");
        assert!(refused.problem().unwrap().errors[0].detail.contains("Boven"), "it says what to restore first");
        let parent = client.themes().restore(parent.value.id, "\"v2\"").await.unwrap();
        client.themes().restore(child.value.id, "\"v2\"").await.unwrap();

        // Themes, goals and plan of a sub-project; the parts of a sub-project and of its plan.
        let plan = json!({"title": "Kort plan", "municipalityIds": [id("organisation", "best")], "startDate": "2026-01-01", "endDate": "2026-12-31", "status": "concept", "visibility": "public"});
        let plan = client.local_plans().create(&input(plan)).await.unwrap();
        let theme = client.themes().create(&input(json!({"nameNl": "Los", "nameEn": "Loose"}))).await.unwrap();
        let sub_project = json!({"localPlanId": plan.value.id, "name": "Kort", "themeIds": [theme.value.id, parent.value.id]});
        let sub_project = client.sub_projects().create(&input(sub_project)).await.unwrap();
        let task = client.tasks().create(&input(json!({"subProjectId": sub_project.value.id, "title": "Iets", "dueDate": "2026-12-01"}))).await.unwrap();
        let risk = client.risks().create(&input(json!({"subProjectId": sub_project.value.id, "title": "Iets", "likelihood": 1, "impact": 1}))).await.unwrap();
        let figure = json!({"subProjectId": sub_project.value.id, "title": "Plekken", "unit": "plekken", "direction": "up", "accumulation": "cumulative"});
        let figure = client.sub_project_indicators().create(&input(figure)).await.unwrap();
        let draft =
            client.measurements().create(&input(json!({"subProjectIndicatorId": figure.value.id, "measuredDate": "2026-08-31", "value": 3}))).await.unwrap();
        client.tasks().delete(task.value.id, &task.etag).await.unwrap();
        client.measurements().delete(draft.value.id, &draft.etag).await.unwrap();
        client.sub_project_indicators().delete(figure.value.id, &figure.etag).await.unwrap();
        client.sub_projects().delete(sub_project.value.id, &sub_project.etag).await.unwrap();
        client.themes().delete(theme.value.id, &theme.etag).await.unwrap();
        let missed = |error: client::Error| (code(&error), faults(&error));
        let first = |field: &str| ((409, "restore_first".to_owned()), vec![format!("{field} deleted_reference")]);
        assert_eq!(missed(client.tasks().restore(task.value.id, "\"v2\"").await.unwrap_err()), first("/subProjectId"), "{engine:?}");
        assert_eq!(missed(client.measurements().restore(draft.value.id, "\"v2\"").await.unwrap_err()), first("/subProjectIndicatorId"));
        assert_eq!(missed(client.sub_project_indicators().restore(figure.value.id, "\"v2\"").await.unwrap_err()), first("/subProjectId"));
        assert_eq!(missed(client.sub_projects().restore(sub_project.value.id, "\"v2\"").await.unwrap_err()), first("/themeIds/1"));
        client.themes().restore(theme.value.id, "\"v2\"").await.unwrap();
        client.local_plans().delete(plan.value.id, &plan.etag).await.unwrap();
        assert_eq!(missed(client.sub_projects().restore(sub_project.value.id, "\"v2\"").await.unwrap_err()), first("/localPlanId"));
        client.local_plans().restore(plan.value.id, "\"v2\"").await.unwrap();
        client.sub_projects().restore(sub_project.value.id, "\"v2\"").await.unwrap();
        // Of a part that stands itself, under a plan that does not.
        client.risks().delete(risk.value.id, &risk.etag).await.unwrap();
        client.local_plans().delete(plan.value.id, "\"v3\"").await.unwrap();
        let refused = client.risks().restore(risk.value.id, "\"v2\"").await.unwrap_err();
        assert!(refused.problem().unwrap().errors[0].detail.contains("Kort plan"), "{refused:?}");
        let stranger = server.account("consulent.vught").await;
        assert_eq!(stranger.risks().restore(risk.value.id, "\"v2\"").await.unwrap_err().status(), Some(404), "others do not hear of it");
        client.local_plans().restore(plan.value.id, "\"v4\"").await.unwrap();
        client.risks().restore(risk.value.id, "\"v2\"").await.unwrap();
        client.sub_project_indicators().restore(figure.value.id, "\"v2\"").await.unwrap();
        client.measurements().restore(draft.value.id, "\"v2\"").await.unwrap();
        client.tasks().restore(task.value.id, "\"v2\"").await.unwrap();

        // Somebody whose organisation is gone, and a goal whose course and definition are.
        let organisation = client.organisations().create(&input(json!({"name": "Kort bestaan", "kind": "partner"}))).await.unwrap();
        let person = json!({"name": "Demo Kort", "email": "demo.kort@demo.example", "organisationId": organisation.value.id, "language": "nl"});
        let person = client.people().create(&input(person)).await.unwrap();
        client.people().delete(person.value.id, &person.etag).await.unwrap();
        client.organisations().delete(organisation.value.id, &organisation.etag).await.unwrap();
        let refused = client.people().restore(person.value.id, &next(&person.etag)).await.unwrap_err();
        assert_eq!(missed(refused), first("/organisationId"));
        let course = client.strategic_courses().create(&input(json!({"title": "Kort", "startDate": "2026-01-01", "endDate": "2026-12-31"}))).await.unwrap();
        let goal = client.strategic_goals().create(&input(json!({"strategicCourseId": course.value.id, "title": "Kort"}))).await.unwrap();
        client.strategic_goals().delete(goal.value.id, &goal.etag).await.unwrap();
        client.strategic_courses().delete(course.value.id, &course.etag).await.unwrap();
        assert_eq!(missed(client.strategic_goals().restore(goal.value.id, "\"v2\"").await.unwrap_err()), first("/strategicCourseId"));
    }
}

/// The ETag after one more change.
fn next(etag: &str) -> String {
    let version: String = etag.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    format!("\"v{}\"", version.parse::<i32>().unwrap() + 1)
}

#[tokio::test]
async fn a_theme_that_only_a_hidden_community_bears_tells_nothing() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let (editor, administrator) = (server.account("aanjager.wsd").await, server.account("beheerder.wsd").await);
        let theme = editor.themes().create(&input(json!({"nameNl": "Vertrouwelijk onderwerp", "nameEn": "Confidential subject"}))).await.unwrap();
        let community = json!({"name": "Geheim", "kind": "workingGroup", "purpose": "Besloten", "visibility": "hidden", "joinPolicy": "byInvitation", "themeIds": [theme.value.id]});
        let community = administrator.communities().create(&input(community)).await.unwrap();
        assert_eq!(administrator.themes().delete(theme.value.id, &theme.etag).await.unwrap_err().status(), Some(409), "{engine:?}: who sees it hears of it");
        editor.themes().delete(theme.value.id, &theme.etag).await.unwrap();
        let now = administrator.communities().get(community.value.id).await.unwrap();
        administrator.communities().patch(community.value.id, &now.etag, &json!({"purpose": "Nog steeds besloten"})).await.unwrap();
        editor.themes().restore(theme.value.id, "\"v2\"").await.unwrap();
        let themes = editor.themes().list(&ThemeFilter { q: Some("Vertrouwelijk".into()), ..ThemeFilter::default() }, &PageQuery::default()).await.unwrap();
        assert_eq!(themes.items.len(), 1);
        assert!(administrator.communities().get(community.value.id).await.unwrap().value.theme_ids.contains(&theme.value.id), "nothing was lost");
    }
}

#[tokio::test]
async fn what_took_a_place_meanwhile_is_not_pushed_out_of_it() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let client = server.account("beheerder.wsd").await;
        // Two figures of a sub-project do not follow the same definition.
        let figure = json!({
            "subProjectId": id("sub-project", "kansen"), "title": "Plekken", "indicatorId": id("indicator", "werkplekken"), "comparability": "same", "unit": "plekken",
            "direction": "up", "accumulation": "pointInTime",
        });
        let first = client.sub_project_indicators().create(&input(figure.clone())).await.unwrap();
        client.sub_project_indicators().delete(first.value.id, &first.etag).await.unwrap();
        client.sub_project_indicators().create(&input(figure)).await.unwrap();
        assert_eq!(client.sub_project_indicators().restore(first.value.id, "\"v2\"").await.unwrap_err().status(), Some(409), "{engine:?}");

        // A theme does not come to stand three deep.
        let theme =
            async |name: &str, parent: Option<Uuid>| client.themes().create(&input(json!({"nameNl": name, "nameEn": name, "parentId": parent}))).await.unwrap();
        let (top, middle) = (theme("Bovenaan", None).await, theme("Midden", None).await);
        let low = theme("Onderaan", Some(middle.value.id)).await;
        client.themes().delete(low.value.id, &low.etag).await.unwrap();
        client.themes().patch(middle.value.id, &middle.etag, &json!({"parentId": top.value.id})).await.unwrap();
        assert_eq!(client.themes().restore(low.value.id, "\"v2\"").await.unwrap_err().status(), Some(409), "{engine:?}");

        // A document of which the file is gone.
        let document = client.documents().get(id("document", "kansen-1")).await.unwrap();
        client.documents().delete(document.value.id, &document.etag).await.unwrap();
        let gone = "UPDATE upload SET removed_at = created_at WHERE thing_id IN (SELECT id FROM document WHERE deleted_at IS NOT NULL)";
        sea_orm::ConnectionTrait::execute_unprepared(&server.database().await, gone).await.unwrap();
        let refused = client.documents().restore(document.value.id, &next(&document.etag)).await.unwrap_err();
        assert_eq!(code(&refused), (409, "file_gone".into()), "{engine:?}");
    }
}
