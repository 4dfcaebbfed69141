//! People by name.
use crate::{components::role_ends::Until, hooks::use_people, routes::Route, session::use_session};
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
    let found = use_people(props.ids.clone());
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
