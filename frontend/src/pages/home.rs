//! The start page.
use crate::{
    components::{failure::Failure, layout::Page, skeleton::Skeleton},
    format::fill,
    hooks::{Fetch, use_fetch},
    pages::{community::card::CommunityCard, sub_project::card::SubProjectCard},
    routes::Route,
    session::use_session,
};
use client::Client;
use contract::{
    Page as Items, PageQuery,
    community::{Community, CommunityFilter},
    sub_project::{SubProject, SubProjectFilter},
};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

/// Where everything begins: what is mine, and what is new.
#[component]
pub fn Home() -> Html {
    let session = use_session();
    let texts = session.texts();
    let title = match &session.person {
        Some(person) => fill(texts.welcome_name, &[&person.name]),
        None => texts.welcome.to_owned(),
    };
    html! {
        <Page {title} lead={texts.home_lead}>
            <p class="kompaan-actions">
                <Link<Route> classes="utrecht-link utrecht-link--html-a kompaan-go" to={Route::LocalPlans}>{ texts.home_see_plans }</Link<Route>>
                <Link<Route> classes="utrecht-link utrecht-link--html-a kompaan-go" to={Route::Communities}>{ texts.home_see_communities }</Link<Route>>
            </p>
            if let Some(person) = &session.person { <Mine person={person.id} /> }
            <Recent signed_in={session.person.is_some()} />
        </Page>
    }
}

async fn my_things(client: Client, person: Uuid) -> Result<(Items<Community>, Items<SubProject>), client::Error> {
    let page = PageQuery { page_size: Some(12), ..PageQuery::default() };
    let communities = CommunityFilter { mine: Some(true), ..CommunityFilter::default() };
    let leads = SubProjectFilter { lead_id: Some(person), ..SubProjectFilter::default() };
    let (resource_communities, resource_sub_projects) = (client.communities(), client.sub_projects());
    futures::try_join!(resource_communities.list(&communities, &page), resource_sub_projects.list(&leads, &page))
}

#[derive(Properties, PartialEq)]
struct MineProps {
    person: Uuid,
}

#[component]
fn Mine(props: &MineProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (found, reload) = use_fetch(props.person, move |person| my_things(client.clone(), person));
    match found {
        Fetch::Loading => html! { <Skeleton /> },
        Fetch::Failed(error) => html! { <Failure {error} retry={reload} /> },
        Fetch::Ready(found) => {
            let (communities, sub_projects) = &*found;
            html! {
                <>
                    <section aria-labelledby="mijn-deelprojecten">
                        <h2 id="mijn-deelprojecten" class="utrecht-heading-2">{ texts.home_my_sub_projects }</h2>
                        if sub_projects.items.is_empty() { <p class="utrecht-paragraph kompaan-quiet">{ texts.home_my_sub_projects_empty }</p> }
                        <ul class="kompaan-cards">{ for sub_projects.items.iter().map(|item| html! { <SubProjectCard key={item.id.to_string()} sub_project={item.clone()} with_plan=true /> }) }</ul>
                    </section>
                    <section aria-labelledby="mijn-communities">
                        <h2 id="mijn-communities" class="utrecht-heading-2">{ texts.home_my_communities }</h2>
                        if communities.items.is_empty() { <p class="utrecht-paragraph kompaan-quiet">{ texts.home_my_communities_empty }</p> }
                        <ul class="kompaan-cards">{ for communities.items.iter().map(|item| html! { <CommunityCard key={item.id.to_string()} community={item.clone()} /> }) }</ul>
                    </section>
                </>
            }
        }
    }
}

#[derive(Properties, PartialEq)]
struct RecentProps {
    signed_in: bool,
}

#[component]
fn Recent(props: &RecentProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (found, reload) = use_fetch(props.signed_in, move |_| {
        let client = client.clone();
        async move {
            let page = PageQuery { page_size: Some(6), sort: Some("-updatedAt".into()), ..PageQuery::default() };
            client.sub_projects().list(&SubProjectFilter::default(), &page).await
        }
    });
    match found {
        Fetch::Loading => html! { <Skeleton /> },
        Fetch::Failed(error) => html! { <Failure {error} retry={reload} /> },
        Fetch::Ready(found) => html! {
            <section aria-labelledby="recent">
                <h2 id="recent" class="utrecht-heading-2">{ texts.home_recent }</h2>
                <ul class="kompaan-cards">{ for found.items.iter().map(|item| html! { <SubProjectCard key={item.id.to_string()} sub_project={item.clone()} with_plan=true /> }) }</ul>
            </section>
        },
    }
}
