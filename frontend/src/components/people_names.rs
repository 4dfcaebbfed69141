//! People by name.
use crate::{
    components::{link::RouteLink, role_ends::Until},
    hooks::use_people,
    routes::Route,
    session::use_session,
};
use contract::{
    person::{AccountStatus, Person},
    role_end::RoleEnd,
};
use uuid::Uuid;
use yew::prelude::*;

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
                if props.ids.is_empty() || found.ready().is_some_and(|people| people.is_empty()) { { texts.sub_project_no_lead() } }
                { for found.ready().into_iter().flat_map(|people| people.iter()).map(|person| html! {
                    <div key={person.id.to_string()}>
                        <RouteLink to={Route::Person { id: person.id }}>{ &person.name }</RouteLink>
                        if person.status == AccountStatus::Deactivated { { " " }<span class="kompaan-quiet">{ texts.person_left() }</span> }
                        <Until end_date={end_of(&props.ends, person.id)} />
                    </div>
                }) }
            </dd>
        </div>
    }
}

/// What somebody does and where, as far as it is known.
pub fn job_and_organisation(person: &Person) -> String {
    let known = [person.job_title.as_str(), person.organisation_name.as_str()].into_iter().filter(|text| !text.is_empty());
    known.collect::<Vec<_>>().join(", ")
}

/// Until when somebody is in the team; `None` when that has no end.
pub fn end_of(ends: &[RoleEnd], person: Uuid) -> Option<chrono::NaiveDate> {
    ends.iter().find(|end| end.person_id == person).map(|end| end.end_date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn where_nobody_leads_it_says_so() {
        holds(&shown(html! { <PeopleNames label="Trekkers" ids={vec![]} /> }).await, &["<dt>Trekkers</dt>", "<dd>"]);
    }

    #[test]
    fn an_end_is_of_the_person_who_has_one() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let ends = [RoleEnd { person_id: one, end_date: "2026-12-31".parse().unwrap() }];
        assert_eq!((end_of(&ends, one), end_of(&ends, other)), ("2026-12-31".parse().ok(), None));
    }
}
