//! Finding things by name, over all resources.
use crate::{
    components::{
        alert::{Alert, Tone},
        button::{Appearance, Button},
        failure::Failure,
        form::TextField,
        layout::Page,
        link::RouteLink,
        paragraph::P,
        skeleton::Skeleton,
    },
    format::fill,
    hooks::{Fetch, use_fetch, use_query},
    resources::{self, Managed},
    routes::{Route, SearchQuery},
    session::use_session,
};
use client::{Client, Error};
use contract::{
    PageQuery, community::CommunityFilter, local_plan::LocalPlanFilter, organisation::OrganisationFilter, person::PersonFilter, sub_project::SubProjectFilter,
};
use yew::prelude::*;

/// The longest search word that the API takes.
const LONGEST: usize = 100;

/// How many of each resource are shown.
const EACH: u64 = 10;

/// What was found of one resource: name and page, and whether there is more.
type Found = (Vec<(String, Route)>, bool);

async fn find<M: Managed>(client: &Client, filter: M::Filter) -> Result<Found, Error> {
    let page = M::of(client).list(&filter, &PageQuery { page_size: Some(EACH), ..PageQuery::default() }).await?;
    Ok((page.items.iter().map(|view| (M::name(view).to_owned(), M::route(view))).collect(), page.next.is_some()))
}

async fn find_all(client: Client, q: Option<String>, signed_in: bool) -> Result<[Found; 5], Error> {
    if q.as_ref().is_none_or(|q| q.chars().count() > LONGEST) {
        return Ok(Default::default());
    }
    let people = async {
        // Anonymous visitors see no people, and are not asked to sign in for what else they may find.
        if signed_in { find::<resources::People>(&client, PersonFilter { q: q.clone(), ..PersonFilter::default() }).await } else { Ok(Found::default()) }
    };
    let found = futures::try_join!(
        find::<resources::Communities>(&client, CommunityFilter { q: q.clone(), ..CommunityFilter::default() }),
        find::<resources::LocalPlans>(&client, LocalPlanFilter { q: q.clone(), ..LocalPlanFilter::default() }),
        find::<resources::SubProjects>(&client, SubProjectFilter { q: q.clone(), ..SubProjectFilter::default() }),
        people,
        find::<resources::Organisations>(&client, OrganisationFilter { q: q.clone(), ..OrganisationFilter::default() }),
    )?;
    Ok([found.0, found.1, found.2, found.3, found.4])
}

/// The page with what was found, by resource.
#[component]
pub fn Search() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (query, set_query) = use_query::<SearchQuery>();
    let q = query.q.clone().filter(|q| !q.trim().is_empty());
    let typed = use_state(|| query.q.clone().unwrap_or_default());
    {
        let typed = typed.clone();
        use_effect_with(query.q.clone(), move |q| typed.set(q.clone().unwrap_or_default()));
    }
    let too_long = q.as_ref().is_some_and(|q| q.chars().count() > LONGEST);
    let client = session.client.clone();
    let deps = (q.clone(), session.signed_in().is_some());
    let (found, reload) = use_fetch(deps, move |(q, signed_in)| find_all(client.clone(), q, signed_in));
    let onsubmit = {
        let typed = typed.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            set_query.emit(SearchQuery { q: Some((*typed).clone()).filter(|q| !q.trim().is_empty()) });
        })
    };
    let onchange = {
        let typed = typed.clone();
        Callback::from(move |value| typed.set(value))
    };
    let titles = [texts.communities(), texts.local_plans(), texts.plan_sub_projects(), texts.people(), texts.organisations()];
    html! {
        <Page title={texts.search()} lead={texts.search_lead()}>
            <form class="kompaan-form" role="search" aria-label={texts.search_by_name()} {onsubmit}>
                <TextField
                    name="zoekwoord"
                    label={texts.search_by_name()}
                    kind="search"
                    value={(*typed).clone()}
                    errors={vec![]}
                    {onchange}
                />
                <p class="kompaan-actions"><Button appearance={Appearance::Primary} submits=true>{ texts.search() }</Button></p>
            </form>
            {
                match found {
                    _ if q.is_none() => Html::default(),
                    _ if too_long => html! {
                        <Alert tone={Tone::Error}><P role="alert">{ fill(texts.search_too_long(), &[&LONGEST.to_string()]) }</P></Alert>
                    },
                    Fetch::Loading => html! { <Skeleton /> },
                    Fetch::Failed(error) => html! { <Failure {error} retry={reload} /> },
                    Fetch::Ready(found) if found.iter().all(|(items, _)| items.is_empty()) => html! {
                        <div class="kompaan-empty">
                            <P role="status">{ texts.search_none() }</P>
                            <P class="kompaan-quiet">{ texts.search_none_hint() }</P>
                        </div>
                    },
                    Fetch::Ready(found) => html! {
                        { for found.iter().zip(titles).filter(|((items, _), _)| !items.is_empty()).map(|((items, more), title)| html! {
                            <section key={title}>
                                <h2 class="utrecht-heading-2">{ title }</h2>
                                <ul class="kompaan-people">
                                    { for items.iter().map(|(name, route)| html! {
                                        <li key={name.clone()} class="kompaan-people__person">
                                            <RouteLink to={route.clone()} class="kompaan-people__name">{ name }</RouteLink>
                                        </li>
                                    }) }
                                </ul>
                                if *more { <P class="kompaan-quiet">{ texts.search_more() }</P> }
                            </section>
                        }) }
                    },
                }
            }
        </Page>
    }
}
