//! Until when people are in a team.
use crate::{
    components::{
        form::{DateField, describe},
        people_names::end_of,
    },
    format::{day, fill},
    hooks::use_people,
    session::use_session,
};
use chrono::NaiveDate;
use contract::{person::Person, role_end::RoleEnd};
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
    let found = use_people(props.people.clone());
    let team: Vec<&Person> = found.ready().into_iter().flat_map(|people| people.iter()).filter(|person| props.people.contains(&person.id)).collect();
    if team.is_empty() {
        return Html::default();
    }
    let invalid = !props.errors.is_empty();
    let field = |person: &Person| {
        let (person_id, ends, emit) = (person.id, props.ends.clone(), props.onchange.clone());
        let onchange = Callback::from(move |end_date: Option<NaiveDate>| {
            let others = ends.iter().copied().filter(|end| end.person_id != person_id);
            emit.emit(others.chain(end_date.map(|end_date| RoleEnd { person_id, end_date })).collect());
        });
        let value = end_of(&props.ends, person_id);
        html! {
            <DateField
                key={person_id.to_string()}
                name={format!("{NAME}-{person_id}")}
                label={person.name.clone()}
                {value}
                {onchange}
                errors={vec![]}
            />
        }
    };
    html! {
        <details class="kompaan-details" open={invalid || !props.ends.is_empty()}>
            <summary>{ texts.role_ends_summary() }</summary>
            <fieldset
                id={NAME}
                tabindex="-1"
                class={classes!("utrecht-form-field", "kompaan-fieldset", invalid.then_some("utrecht-form-field--invalid"))}
                aria-describedby={describe(NAME, true, invalid)}
            >
                <legend class="utrecht-form-label">
                    { &props.label }
                    <span class="kompaan-quiet">{ format!(" ({})", texts.optional()) }</span>
                </legend>
                <div id={format!("{NAME}-hint")} class="utrecht-form-field-description">{ texts.role_ends_hint() }</div>
                if invalid {
                    <div id={format!("{NAME}-error")} class="utrecht-form-field-error-message">
                        { for props.errors.iter().map(|error| html! { <p class="kompaan-no-margin">{ *error }</p> }) }
                    </div>
                }
                <div class="kompaan-pair">
                    { for team.into_iter().map(field) }
                </div>
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
    html! {
        { for props.end_date.map(|end| html! {
            <span class="kompaan-quiet">{ " " }{ fill(session.texts().until(), &[&day(session.lang, end)]) }</span>
        }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn an_end_is_said_in_words_and_without_one_nothing_is() {
        holds(&shown(html! { <Until end_date={"2026-12-31".parse::<NaiveDate>().ok()} /> }).await, &["31", "2026", "tot en met"]);
        assert_eq!(shown(html! { <Until end_date={None::<NaiveDate>} /> }).await, "");
        let nobody = html! {
            <RoleEndsField label="Laatste dag" people={vec![]} ends={vec![]} onchange={Callback::noop()} errors={vec![]} />
        };
        assert_eq!(shown(nobody).await, "", "without a team there is nothing to end");
    }
}
