//! The page of an organisation.
use crate::{
    components::{
        actions::Delete,
        badge::Badge,
        button::{Appearance, ButtonLink},
        cards::{CommunityCard, PlanCard},
        layout::Page,
        link::{PlainLink, RouteLink},
        paragraph::P,
        settled::settled,
        tabs::{Tabs, use_tab},
    },
    hooks::{use_fetch, use_list, use_resource},
    pages::{person::PersonCards, place::PlaceList},
    resources,
    routes::Route,
    session::use_session,
};
use contract::{
    PageQuery, community::CommunityFilter, local_plan::LocalPlanFilter, organisation::OrganisationKind, person::PersonFilter, place::PlaceFilter,
    words::directory::ORGANISATION,
};
use domain::policy::{Action, Decision, Scope, decide};
use futures::TryStreamExt;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct OrganisationPageProps {
    pub id: Uuid,
}

/// What it is, with its plans, communities and people.
#[component]
pub fn OrganisationPage(props: &OrganisationPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_resource::<resources::Organisations>(props.id);
    let municipality = found.ready().is_some_and(|found| found.value.kind == OrganisationKind::Municipality);
    let mut tabs = vec![];
    if municipality {
        tabs.push(("plannen", AttrValue::from(texts.local_plans())));
        tabs.push(("plekken", texts.places().into()));
    }
    tabs.push(("communities", texts.communities().into()));
    if session.signed_in().is_some() {
        tabs.push(("mensen", texts.people().into()));
    }
    let keys: Vec<_> = tabs.iter().map(|(key, _)| *key).collect();
    let current = use_tab(&keys);
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let organisation = &found.value;
    let id = organisation.id;
    let can = |action| organisation.can.contains(&action);
    let keeps_capacity = decide(&session.actor(), Action::Edit, &Scope::Capacity { organisation: id.into() }) == Decision::Allow;
    let serves = session.catalogue.organisation_names(&organisation.serves_ids);
    let served_by: Vec<_> = session.catalogue.organisations.iter().filter(|other| other.serves_ids.contains(&id)).collect();
    let then = {
        let session = session.clone();
        move || session.refresh_catalogue()
    };
    let header = html! {
        <>
            <p class="kompaan-card__badges"><Badge>{ texts.word(organisation.kind) }</Badge></p>
            if can(Action::Edit) || keeps_capacity {
                <div class="kompaan-actions">
                    if can(Action::Edit) {
                        <ButtonLink appearance={Appearance::Secondary} to={Route::EditOrganisation { id }}>{ texts.edit() }</ButtonLink>
                    }
                    if keeps_capacity {
                        <ButtonLink appearance={Appearance::Secondary} to={Route::Capacity { id }}>
                            { session.texts().capacity_edit() }
                        </ButtonLink>
                    }
                    if can(Action::Delete) {
                        <Delete<resources::Organisations>
                            found={(*found).clone()}
                            then={Route::Organisations}
                            changed={Callback::from(move |()| then())}
                        />
                    }
                </div>
            }
            <dl class="kompaan-facts kompaan-aside">
                if let Some(code) = &organisation.cbs_code { <div><dt>{ texts.label(&ORGANISATION.cbs_code) }</dt><dd>{ code }</dd></div> }
                if let Some(website) = &organisation.website {
                    <div>
                        <dt>{ texts.label(&ORGANISATION.website) }</dt>
                        <dd><PlainLink href={website.clone()} rel="noreferrer">{ website }</PlainLink></dd>
                    </div>
                }
                if !serves.is_empty() {
                    <div><dt>{ texts.label(&ORGANISATION.serves_ids) }</dt><dd>{ serves.join(", ") }</dd></div>
                }
                if !served_by.is_empty() {
                    <div>
                        <dt>{ texts.organisation_served_by() }</dt>
                        <dd>
                            { for served_by.iter().map(|other| html! {
                                <div key={other.id.to_string()}>
                                    <RouteLink to={Route::Organisation { id: other.id }}>{ &other.name }</RouteLink>
                                </div>
                            }) }
                        </dd>
                    </div>
                }
            </dl>
        </>
    };
    html! {
        <Page title={organisation.name.clone()} trail={vec![(AttrValue::from(texts.organisations()), Route::Organisations)]} {header}>
            <Tabs route={Route::Organisation { id }} {tabs} {current} />
            {
                match current {
                    "plannen" => html! { <Plans {id} /> },
                    "plekken" => html! { <PlaceList filter={PlaceFilter { municipality_id: id.into(), ..PlaceFilter::default() }} /> },
                    "mensen" => html! { <People {id} /> },
                    _ => html! { <Communities {id} /> },
                }
            }
        </Page>
    }
}

#[component]
fn Plans(props: &OrganisationPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (found, reload) = use_fetch((props.id, session.person.as_ref().map(|person| person.id)), move |(id, _)| {
        let client = client.clone();
        async move { client.local_plans().all(LocalPlanFilter { municipality_id: id.into(), ..LocalPlanFilter::default() }).try_collect::<Vec<_>>().await }
    });
    match settled(found, &reload) {
        Err(instead) => instead,
        Ok(plans) => html! {
            <section aria-labelledby="plannen">
                <h2 id="plannen" class="utrecht-heading-2">{ texts.local_plans() }</h2>
                if plans.is_empty() { <P class="kompaan-quiet">{ texts.plan_none_municipality() }</P> }
                <ul class="kompaan-cards">
                    { for plans.iter().map(|plan| html! { <PlanCard key={plan.id.to_string()} plan={plan.clone()} /> }) }
                </ul>
            </section>
        },
    }
}

#[component]
fn Communities(props: &OrganisationPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filter = CommunityFilter { organisation_id: props.id.into(), ..CommunityFilter::default() };
    let pages = use_list::<resources::Communities>(filter, PageQuery::default());
    match settled(pages.first.clone(), &pages.reload) {
        Err(instead) => instead,
        Ok(page) => html! {
            <section aria-labelledby="communities">
                <h2 id="communities" class="utrecht-heading-2">{ texts.communities() }</h2>
                if page.items.is_empty() { <P class="kompaan-quiet">{ texts.community_none() }</P> }
                <ul class="kompaan-cards">
                    { for pages.items().iter().map(|community| html! {
                        <CommunityCard key={community.id.to_string()} community={community.clone()} />
                    }) }
                </ul>
                { pages.more_button(texts) }
            </section>
        },
    }
}

#[component]
fn People(props: &OrganisationPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filter = PersonFilter { organisation_id: props.id.into(), ..PersonFilter::default() };
    let pages = use_list::<resources::People>(filter, PageQuery::default());
    match settled(pages.first.clone(), &pages.reload) {
        Err(instead) => instead,
        Ok(page) => html! {
            <section aria-labelledby="mensen">
                <h2 id="mensen" class="utrecht-heading-2">{ texts.people() }</h2>
                if page.items.is_empty() { <P class="kompaan-quiet">{ texts.person_none() }</P> }
                <PersonCards people={pages.items()} />
                { pages.more_button(texts) }
            </section>
        },
    }
}
