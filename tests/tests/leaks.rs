//! What somebody may not see does not exist for them: every operation answers on a hidden thing exactly as on an id that was never given out.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{
    PageQuery,
    api_client::ApiClientInput,
    community::{CommunityFilter, CommunityInput},
    local_plan::{LocalPlanFilter, LocalPlanInput},
    sub_project::{SubProjectFilter, SubProjectInput},
};
use serde_json::{Value, json};
use tests::{ENGINES, Operation, Server, id, operations};
use uuid::Uuid;

struct Hidden {
    community: Uuid,
    plan: Uuid,
    sub_project: Uuid,
    update: Uuid,
    milestone: Uuid,
    /// A task, a risk, a budget line, an indicator, a measurement and a document, by the names of their parameters.
    parts: Vec<(&'static str, Uuid)>,
    member: Uuid,
    system: Uuid,
}

impl Hidden {
    async fn make(server: &Server) -> Self {
        let administrator = server.account("beheerder.wsd").await;
        let community: CommunityInput = serde_json::from_value(
            json!({"name": "Geheim overleg", "kind": "workingGroup", "purpose": "Vertrouwelijk", "visibility": "hidden", "joinPolicy": "open"}),
        )
        .unwrap();
        let community = administrator.communities().create(&community).await.unwrap().value.id;
        let lead = id("person", "beleidsadviseur-vught");
        let plan: LocalPlanInput = serde_json::from_value(json!({
            "title": "Geheim plan", "municipalityIds": [id("organisation", "vught")], "leadIds": [lead], "startDate": "2026-01-01", "endDate": "2026-12-31",
            "status": "concept", "visibility": "members",
        }))
        .unwrap();
        let plan = administrator.local_plans().create(&plan).await.unwrap().value.id;
        let sub_project: SubProjectInput = serde_json::from_value(
            json!({"localPlanId": plan, "name": "Geheim deelproject", "partnerLeadId": id("person", "directeur-wsd"), "communityId": community}),
        )
        .unwrap();
        let sub_project = administrator.sub_projects().create(&sub_project).await.unwrap().value.id;
        let update = json!({
            "subProjectId": sub_project, "title": "Geheime voortgang", "reportDate": "2026-01-31", "timeLight": "green", "moneyLight": "green", "resultLight": "green",
            "lesson": "Een geheime les",
        });
        let update = administrator.progress_updates().create(&serde_json::from_value(update).unwrap()).await.unwrap().value.id;
        let milestone =
            json!({"subProjectId": sub_project, "title": "Geheime mijlpaal", "plannedDate": "2026-12-01", "ownerId": id("person", "directeur-wsd")});
        let milestone = administrator.milestones().create(&serde_json::from_value(milestone).unwrap()).await.unwrap().value.id;
        let system: ApiClientInput =
            serde_json::from_value(json!({"name": "Geheim systeem", "organisationId": id("organisation", "vught"), "scopes": ["people:write"]})).unwrap();
        let system = administrator.api_clients().create(&system).await.unwrap().value.id;
        let part = async |parameter: &'static str, path: &str, body: Value| (parameter, create(&administrator, server, path, body).await);
        let task = part("taskId", "tasks", json!({"subProjectId": sub_project, "title": "Geheime taak", "dueDate": "2026-12-01"})).await;
        let risk = part("riskId", "risks", json!({"subProjectId": sub_project, "title": "Geheim risico", "likelihood": 1, "impact": 1})).await;
        let line = json!({"subProjectId": sub_project, "title": "Geheime regel", "year": 2026, "source": "Geheim", "taskField": "6.5", "plannedCents": 1});
        let line = part("budgetLineId", "budget-lines", line).await;
        let indicator = json!({"subProjectId": sub_project, "title": "Geheim cijfer", "unit": "inwoners", "direction": "up", "accumulation": "cumulative"});
        let indicator = part("subProjectIndicatorId", "sub-project-indicators", indicator).await;
        let measurement = json!({"subProjectIndicatorId": indicator.1, "measuredDate": "2026-01-31", "value": 3, "note": "Geheime meting"});
        let measurement = part("measurementId", "measurements", measurement).await;
        let file = administrator.upload("Geheim.txt", b"Een geheim".to_vec()).await.unwrap();
        let document = part("documentId", "documents", json!({"subProjectId": sub_project, "title": "Geheim document", "uploadId": file.id})).await;
        let parts = vec![task, risk, line, indicator, measurement, document];
        Self { community, plan, sub_project, update, milestone, parts, member: id("person", "beheerder-wsd"), system }
    }

    fn of(&self, parameter: &str) -> Option<Uuid> {
        match parameter {
            "communityId" => Some(self.community),
            "localPlanId" => Some(self.plan),
            "subProjectId" => Some(self.sub_project),
            "progressUpdateId" => Some(self.update),
            "milestoneId" => Some(self.milestone),
            "personId" => Some(self.member),
            "apiClientId" => Some(self.system),
            _ => self.parts.iter().find(|(name, _)| *name == parameter).map(|(_, id)| *id),
        }
    }
}

/// Makes something, and answers its id.
async fn create(client: &Client, server: &Server, path: &str, body: Value) -> Uuid {
    let request = reqwest::Client::new().post(format!("{}/api/v1/{path}", server.origin)).bearer_auth(client.token().unwrap()).json(&body);
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    answer["id"].as_str().unwrap_or_else(|| panic!("{answer}")).parse().unwrap()
}

/// The answer, without the id that was asked for.
async fn answer(
    http: &reqwest::Client,
    operation: &Operation,
    address: &str,
    asked: Uuid,
    token: Option<&str>,
    body: Option<&(String, Value)>,
) -> (u16, Vec<String>, String) {
    let mut request = http.request(operation.method.clone(), address);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if operation.is_conditional() {
        request = request.header("if-match", "\"v1\"");
    }
    if let Some((media_type, body)) = body {
        request = request.header("content-type", media_type).body(body.to_string());
    }
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let mut headers: Vec<_> = response.headers().keys().map(ToString::to_string).filter(|name| name != "content-length").collect();
    headers.sort();
    let text = response.text().await.unwrap().replace(&asked.to_string(), "<id>");
    (status, headers, text)
}

#[tokio::test]
async fn every_operation_answers_as_for_an_id_that_was_never_given_out() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let hidden = Hidden::make(&server).await;
        let http = reqwest::Client::new();
        let document = server.document().await;
        let callers: [(&str, Option<String>); 3] = [
            ("anonymous", None),
            ("stranger", server.account("docent.han").await.token()),
            ("member of another community", server.account("beleidsadviseur.oisterwijk").await.token()),
        ];
        let mut compared = 0;
        for operation in operations(&document) {
            let main = operation.path.split('/').find_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
            let Some(main) = main.filter(|main| hidden.of(main).is_some() && *main != "personId") else { continue };
            let body = operation.body();
            let (real, random) = (hidden.of(main).unwrap(), Uuid::now_v7());
            for (caller, token) in &callers {
                let at = |main_id: Uuid| operation.address(&server.origin, |name| if name == main { Some(main_id) } else { hidden.of(name) });
                let on_hidden = answer(&http, &operation, &at(real), real, token.as_deref(), body.as_ref()).await;
                let on_nothing = answer(&http, &operation, &at(random), random, token.as_deref(), body.as_ref()).await;
                assert_eq!(on_hidden, on_nothing, "{engine:?}: {} as {caller}", operation.id);
                assert!(matches!(on_hidden.0, 401 | 404), "{engine:?}: {} as {caller}: {on_hidden:?}", operation.id);
                compared += 1;
            }
        }
        println!("{engine:?}: {compared} answers compared");
        assert!(compared >= 240, "{compared}");
    }
}

async fn everything_listed(client: &Client) -> String {
    let page = PageQuery { page_size: Some(100), count: Some(true), ..PageQuery::default() };
    let communities = client.communities().list(&CommunityFilter::default(), &page).await.unwrap();
    let found = client.communities().list(&CommunityFilter { q: Some("geheim".into()), ..CommunityFilter::default() }, &page).await.unwrap();
    let plans = client.local_plans().list(&LocalPlanFilter::default(), &page).await.unwrap();
    let sub_projects = client.sub_projects().list(&SubProjectFilter::default(), &page).await.unwrap();
    let updates = client.progress_updates().list(&Default::default(), &page).await.unwrap();
    assert_eq!(found.total, Some(0));
    assert_eq!(communities.total, Some(communities.items.len() as u64), "a count is of what may be seen");
    assert_eq!(sub_projects.total, Some(sub_projects.items.len() as u64));
    let parts = (
        client.milestones().list(&Default::default(), &page).await.unwrap(),
        client.tasks().list(&Default::default(), &page).await.unwrap(),
        client.risks().list(&Default::default(), &page).await.unwrap(),
        client.budget_lines().list(&Default::default(), &page).await.unwrap(),
        client.sub_project_indicators().list(&Default::default(), &page).await.unwrap(),
        client.measurements().list(&Default::default(), &page).await.unwrap(),
        client.documents().list(&Default::default(), &page).await.unwrap(),
    );
    serde_json::to_string(&(communities, plans, sub_projects, updates, parts)).unwrap()
}

#[tokio::test]
async fn lists_counts_filters_and_references_tell_nothing() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let hidden = Hidden::make(&server).await;
        for client in [server.anonymous(), server.account("docent.han").await, server.account("beleidsadviseur.oisterwijk").await] {
            let listed = everything_listed(&client).await;
            for secret in [hidden.community, hidden.plan, hidden.sub_project, hidden.update] {
                assert!(!listed.contains(&secret.to_string()), "{engine:?}");
            }
            assert!(!listed.contains("Geheim"), "{engine:?}");
            for (real, random) in [(hidden.community, Uuid::now_v7())] {
                let by = |community| SubProjectFilter { community_id: Some(community), ..SubProjectFilter::default() };
                let page = PageQuery::default();
                assert_eq!(client.sub_projects().list(&by(real), &page).await.unwrap(), client.sub_projects().list(&by(random), &page).await.unwrap());
            }
        }

        // A reference to something hidden is refused as a reference to nothing.
        let lead = server.account("beleidsadviseur.nuenen").await;
        let plan = id("local-plan", "nuenen-son-en-breugel");
        let refused = async |reference: Uuid| {
            let input: SubProjectInput = serde_json::from_value(json!({"localPlanId": plan, "name": "Proef", "communityId": reference})).unwrap();
            lead.sub_projects().create(&input).await.unwrap_err()
        };
        assert_eq!(refused(hidden.community).await, refused(Uuid::now_v7()).await);

        // A sub-project that everybody sees, with a learning community that not everybody sees.
        let administrator = server.account("beheerder.wsd").await;
        let aanzet = id("sub-project", "aanzet");
        let before = administrator.sub_projects().get(aanzet).await.unwrap();
        let linked = administrator.sub_projects().patch(aanzet, &before.etag, &json!({"communityId": hidden.community})).await.unwrap();
        assert_eq!(linked.value.community.as_ref().map(|community| community.id), Some(hidden.community));
        for client in [server.anonymous(), lead.clone()] {
            let seen = client.sub_projects().get(aanzet).await.unwrap().value;
            assert_eq!(seen.community, None, "{engine:?}");
            let history = serde_json::to_string(&client.sub_projects().history(aanzet, None).await.unwrap()).unwrap();
            assert!(!history.contains(&hidden.community.to_string()), "{engine:?}");
        }
        // Somebody who does not see the link changes something else: the link stays.
        let changed = lead.sub_projects().patch(aanzet, &linked.etag, &json!({"places": ["Het Goed"]})).await.unwrap();
        assert_eq!(changed.value.community, None);
        let after = administrator.sub_projects().get(aanzet).await.unwrap();
        assert_eq!(after.value.community.map(|community| community.id), Some(hidden.community), "{engine:?}");

        // Anonymous callers learn no names of people.
        let seen = serde_json::to_string(&server.anonymous().sub_projects().get(aanzet).await.unwrap().value).unwrap();
        assert!(!seen.contains("Demo "), "{seen}");
        // Addresses are for the person and for administrators.
        let colleague = lead.people().get(id("person", "directeur-wsd")).await.unwrap().value;
        assert_eq!(colleague.email, None);
    }
}

/// What the server sends before the app runs is for everybody, so it says what everybody may see, also to who is not signed in.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_says_only_what_is_for_everybody_before_the_app_runs() {
    for engine in ENGINES {
        let server = Server::start_with(engine, &[("KOMPAAN__SERVER__WEB_FOLDER", concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/web"))]).await;
        let hidden = Hidden::make(&server).await;
        let origin = server.public_url();
        let page = async |path: String| {
            let answer = reqwest::get(format!("{origin}{path}")).await.unwrap();
            assert!(answer.status().is_success(), "{path}");
            answer.text().await.unwrap()
        };
        let nothing = page("/stijl".into()).await;
        assert_eq!(nothing, "<title>Kompaan</title><main><!--VIEW--></main>");
        // What somebody signed in may see is not for everybody either.
        let administrator = server.account("beheerder.wsd").await;
        let network = administrator.communities().list(&CommunityFilter::default(), &PageQuery::default()).await.unwrap().items;
        let network = network.iter().find(|community| community.visibility == contract::community::Visibility::Network).unwrap().id;
        let unknown = Uuid::nil();
        let addresses = [
            format!("/communities/{}", hidden.community),
            format!("/communities/{network}"),
            format!("/communities/{unknown}"),
            format!("/lokale-plannen/{}", hidden.plan),
            format!("/deelprojecten/{}", hidden.sub_project),
            format!("/mensen/{}", hidden.member),
            format!("/lokale-plannen/{}/bewerken", id("localPlan", "nuenen-son-en-breugel")),
            "/lokale-plannen/geen-nummer".to_owned(),
        ];
        for address in addresses {
            assert_eq!(page(address.clone()).await, nothing, "{address}");
        }
        let plan = server.anonymous().local_plans().list(&LocalPlanFilter::default(), &PageQuery::default()).await.unwrap().items.remove(0);
        let open = page(format!("/lokale-plannen/{}", plan.id)).await;
        assert!(open.starts_with(&format!("<title>{} - Kompaan</title><main><div", plan.title)), "{open}");
        let sub_project = server.anonymous().sub_projects().list(&SubProjectFilter::default(), &PageQuery::default()).await.unwrap().items.remove(0);
        let open = page(format!("/deelprojecten/{}", sub_project.id)).await;
        assert!(open.contains(&format!("<h1 class=\"utrecht-heading-1 kompaan-title\">{}</h1>", sub_project.name)), "{open}");
    }
}
