//! People by name.
use crate::{components::role_ends::Until, hooks::use_fetch, routes::Route, session::use_session};
use contract::role_end::RoleEnd;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PeopleNamesProps {
    pub label: &'static str,
    pub ids: Vec<Uuid>,
    /// Until when they are, where that has an end.
    #[prop_or_default]
    pub ends: Vec<RoleEnd>,
}

/// People by name, as one of a list of facts.
#[component]
pub fn PeopleNames(props: &PeopleNamesProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (found, _) = use_fetch(props.ids.clone(), move |ids| {
        let client = client.clone();
        async move {
            let people = futures::future::join_all(ids.iter().map(|id| {
                let client = client.clone();
                let id = *id;
                async move { client.people().get(id).await }
            }))
            .await;
            // Somebody who was forgotten is nobody to show; the others are.
            let there = people.into_iter().filter(|found| !found.as_ref().is_err_and(|error| error.status() == Some(404)));
            there.map(|found| Ok(found?.value)).collect::<Result<Vec<_>, client::Error>>()
        }
    });
    html! {
        <div>
            <dt>{ props.label }</dt>
            <dd>
                if props.ids.is_empty() { { texts.sub_project_no_lead } }
                { for found.ready().into_iter().flat_map(|people| people.iter()).map(|person| html! { <div key={person.id.to_string()}><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::Person { id: person.id }}>{ &person.name }</Link<Route>><Until end_date={end_of(&props.ends, person.id)} /></div> }) }
            </dd>
        </div>
    }
}

/// Until when somebody is in the team; `None` when that has no end.
pub fn end_of(ends: &[RoleEnd], person: Uuid) -> Option<chrono::NaiveDate> {
    ends.iter().find(|end| end.person_id == person).map(|end| end.end_date)
}
