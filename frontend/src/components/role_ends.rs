//! Until when people are in a team.
use crate::{
    components::{
        form::{DateField, describe},
        people::end_of,
    },
    format::{day, fill},
    hooks::use_fetch,
    session::use_session,
};
use chrono::NaiveDate;
use contract::role_end::RoleEnd;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RoleEndsProps {
    pub label: AttrValue,
    /// Who is in the team.
    pub people: Vec<Uuid>,
    pub ends: Vec<RoleEnd>,
    pub onchange: Callback<Vec<RoleEnd>>,
    pub errors: Vec<&'static str>,
}

/// A last day for each of the team who is in it for a while. Folded away as long as nobody is.
#[component]
pub fn RoleEndsField(props: &RoleEndsProps) -> Html {
    const NAME: &str = "roleEnds";
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (named, _) = use_fetch(props.people.clone(), move |people| {
        let client = client.clone();
        async move {
            let mut named = vec![];
            for id in people {
                // Whoever has left has no name any more, and no role that could end.
                if let Ok(person) = client.people().get(id).await {
                    named.push((id, person.value.name));
                }
            }
            Ok(named)
        }
    });
    let named = named.ready().map(|named| named.as_slice()).unwrap_or_default();
    let named: Vec<_> = named.iter().filter(|(id, _)| props.people.contains(id)).collect();
    if named.is_empty() {
        return Html::default();
    }
    let invalid = !props.errors.is_empty();
    let field = |(id, name): &(Uuid, String)| {
        let (person_id, ends, emit) = (*id, props.ends.clone(), props.onchange.clone());
        let onchange = Callback::from(move |end_date: Option<NaiveDate>| {
            let others = ends.iter().copied().filter(|end| end.person_id != person_id);
            emit.emit(others.chain(end_date.map(|end_date| RoleEnd { person_id, end_date })).collect());
        });
        let value = end_of(&props.ends, person_id);
        html! { <DateField key={id.to_string()} name={format!("{NAME}-{id}")} label={name.clone()} {value} {onchange} errors={vec![]} /> }
    };
    html! {
        <details class="kompaan-details" open={invalid || !props.ends.is_empty()}>
            <summary>{ texts.role_ends_summary }</summary>
            <fieldset id={NAME} tabindex="-1" class={classes!("utrecht-form-field", "kompaan-fieldset", invalid.then_some("utrecht-form-field--invalid"))} aria-describedby={describe(NAME, true, invalid)}>
                <legend class="utrecht-form-label">{ &props.label }<span class="kompaan-quiet">{ format!(" ({})", texts.optional) }</span></legend>
                <div id={format!("{NAME}-hint")} class="utrecht-form-field-description">{ texts.role_ends_hint }</div>
                if invalid { <div id={format!("{NAME}-error")} class="utrecht-form-field-error-message">{ for props.errors.iter().map(|error| html! { <p class="kompaan-no-margin">{ *error }</p> }) }</div> }
                <div class="kompaan-pair">{ for named.into_iter().map(field) }</div>
            </fieldset>
        </details>
    }
}

#[derive(Properties, PartialEq)]
pub struct UntilProps {
    pub end_date: Option<NaiveDate>,
}

/// Until when a role lasts; nothing when it has no end.
#[component]
pub fn Until(props: &UntilProps) -> Html {
    let session = use_session();
    html! { { for props.end_date.map(|end| html! { <span class="kompaan-quiet">{ " " }{ fill(session.texts().until, &[&day(session.lang, end)]) }</span> }) } }
}
