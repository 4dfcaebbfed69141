//! Fields for several things at once: a list of checkboxes, and people found by name.
use crate::{
    components::{form::describe, people_names::job_and_organisation},
    format::count,
    hooks::{Fetch, use_fetch, use_people},
    session::{Choice, use_session},
};
use contract::{
    PageQuery, Reference,
    person::{AccountStatus, Person, PersonFilter},
};
use std::fmt::Display;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChoicesProps<K: PartialEq> {
    pub name: &'static str,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    pub choices: Vec<Choice<K>>,
    pub chosen: Vec<K>,
    pub onchange: Callback<Vec<K>>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
    #[prop_or_default]
    pub optional: bool,
}

/// Any number of things from a list; `K` tells them apart: an id or a code.
#[component]
pub fn ChoicesField<K: Copy + PartialEq + Display + 'static>(props: &ChoicesProps<K>) -> Html {
    let session = use_session();
    let name = props.name;
    let invalid = !props.errors.is_empty();
    html! {
        <fieldset
            id={name}
            tabindex="-1"
            class={classes!("utrecht-form-field", "kompaan-fieldset", invalid.then_some("utrecht-form-field--invalid"))}
            aria-describedby={describe(name, props.hint.is_some(), invalid)}
        >
            <legend class="utrecht-form-label">
                { &props.label }
                if props.optional { <span class="kompaan-quiet">{ format!(" ({})", session.texts().optional()) }</span> }
            </legend>
            if let Some(hint) = &props.hint { <div id={format!("{name}-hint")} class="utrecht-form-field-description">{ hint }</div> }
            if invalid {
                <div id={format!("{name}-error")} class="utrecht-form-field-error-message">
                    { for props.errors.iter().map(|error| html! { <p class="kompaan-no-margin">{ *error }</p> }) }
                </div>
            }
            <div class="kompaan-choices">
                { for props.choices.iter().map(|choice| {
                    let (id, chosen, emit) = (choice.id, props.chosen.clone(), props.onchange.clone());
                    let checked = chosen.contains(&id);
                    let onchange = Callback::from(move |_: web_sys::Event| {
                        let mut next: Vec<K> = chosen.iter().copied().filter(|other| *other != id).collect();
                        if !checked {
                            next.push(id);
                        }
                        emit.emit(next);
                    });
                    let control = format!("{name}-{id}");
                    html! {
                        <div key={id.to_string()} class={classes!("kompaan-checkbox", choice.below.then_some("kompaan-checkbox--below"))}>
                            <input
                                id={control.clone()}
                                type="checkbox"
                                class="utrecht-checkbox utrecht-checkbox--html-input"
                                {checked}
                                {onchange}
                            />
                            <label class="utrecht-form-label utrecht-form-label--checkbox" for={control}>{ &choice.name }</label>
                        </div>
                    }
                }) }
            </div>
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
pub struct PeopleProps {
    pub name: &'static str,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    pub chosen: Vec<Uuid>,
    /// Only people of this organisation.
    #[prop_or_default]
    pub organisation: Option<Uuid>,
    /// Somebody who is not to be found, such as who is succeeded.
    #[prop_or_default]
    pub except: Option<Uuid>,
    /// How many may be chosen.
    #[prop_or(50)]
    pub most: usize,
    pub onchange: Callback<Vec<Uuid>>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
}

/// People, found by a part of their name.
#[component]
pub fn PeopleField(props: &PeopleProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let name = props.name;
    let invalid = !props.errors.is_empty();
    let typed = use_state(String::new);
    let known = use_state(Vec::<Reference>::new);
    let unknown: Vec<Uuid> = props.chosen.iter().copied().filter(|id| !known.iter().any(|known| known.id == *id)).collect();
    let named = use_people(unknown);
    let client = session.client.clone();
    let (found, _) = use_fetch(((*typed).clone(), props.organisation), move |(q, organisation_id)| {
        let client = client.clone();
        async move {
            if q.trim().chars().count() < 2 {
                return Ok(vec![]);
            }
            let filter = PersonFilter { q: Some(q), organisation_id: organisation_id.into(), current: Some(true), ..PersonFilter::default() };
            Ok(client.people().list(&filter, &PageQuery { page_size: Some(8), ..PageQuery::default() }).await?.items)
        }
    });
    let name_of = |id: Uuid| {
        let fetched = named.ready().into_iter().flat_map(|named| named.iter()).find(|person| person.id == id);
        // Whoever has left stands there until the place is given to somebody else.
        let shown = |person: &Person| {
            if person.status == AccountStatus::Deactivated { format!("{} {}", person.name, texts.person_left()) } else { person.name.clone() }
        };
        let chosen = known.iter().find(|known| known.id == id).map(|known| known.name.clone());
        chosen.or_else(|| fetched.map(shown)).unwrap_or_else(|| texts.person_unknown().to_owned())
    };
    let remove = |id: Uuid| {
        let (chosen, emit) = (props.chosen.clone(), props.onchange.clone());
        Callback::from(move |_: MouseEvent| emit.emit(chosen.iter().copied().filter(|other| *other != id).collect()))
    };
    let choose = |person: &Person| {
        let (chosen, emit, known, typed, most) = (props.chosen.clone(), props.onchange.clone(), known.clone(), typed.clone(), props.most);
        let person = Reference { id: person.id, name: person.name.clone() };
        Callback::from(move |_: MouseEvent| {
            let mut next: Vec<Uuid> = chosen.iter().copied().filter(|other| *other != person.id).collect();
            next.push(person.id);
            let surplus = next.len().saturating_sub(most);
            emit.emit(next.split_off(surplus));
            known.set(known.iter().cloned().chain([person.clone()]).collect());
            typed.set(String::new());
            crate::browser::focus(name);
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) {
                typed.set(input.value());
            }
        })
    };
    // Enter within the search must not send the form around it.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    });
    let found: Vec<Person> = match &found {
        Fetch::Ready(found) if !typed.is_empty() => {
            found.iter().filter(|person| !props.chosen.contains(&person.id) && props.except != Some(person.id)).cloned().collect()
        }
        _ => vec![],
    };
    let searched = typed.trim().chars().count() >= 2;
    html! {
        <div class={classes!("utrecht-form-field", "kompaan-people-field", invalid.then_some("utrecht-form-field--invalid"))}>
            <div class="utrecht-form-field__label"><label class="utrecht-form-label" for={name}>{ &props.label }</label></div>
            <div id={format!("{name}-hint")} class="utrecht-form-field-description">
                { props.hint.clone().unwrap_or(AttrValue::Static(texts.person_search_hint())) }
            </div>
            if invalid {
                <div id={format!("{name}-error")} class="utrecht-form-field-error-message">
                    { for props.errors.iter().map(|error| html! { <p class="kompaan-no-margin">{ *error }</p> }) }
                </div>
            }
            if !props.chosen.is_empty() {
                <ul class="kompaan-chips">
                    { for props.chosen.iter().map(|id| html! {
                        <li key={id.to_string()} class="kompaan-chip">
                            <span>{ name_of(*id) }</span>
                            <button type="button" class="kompaan-chip__remove" onclick={remove(*id)}>
                                { texts.remove() }
                                <span class="kompaan-visually-hidden">{ format!(" {}", name_of(*id)) }</span>
                            </button>
                        </li>
                    }) }
                </ul>
            }
            <div class="utrecht-form-field__input">
                <input
                    id={name}
                    type="search"
                    autocomplete="off"
                    value={(*typed).clone()}
                    {oninput}
                    {onkeydown}
                    class={classes!("utrecht-textbox", "utrecht-textbox--html-input", invalid.then_some("utrecht-textbox--invalid"))}
                    aria-invalid={invalid.then_some("true")}
                    aria-describedby={describe(name, true, invalid)}
                />
            </div>
            <div role="status" class="kompaan-quiet">
                if searched {
                    { count(texts.person_found_one(), texts.person_found_many(), i64::try_from(found.len()).unwrap_or_default()) }
                }
            </div>
            if !found.is_empty() {
                <ul class="kompaan-results">
                    { for found.iter().map(|person| html! {
                        <li key={person.id.to_string()}>
                            <button type="button" class="kompaan-results__choice" onclick={choose(person)}>
                                <strong>{ &person.name }</strong>
                                { " " }
                                <span class="kompaan-quiet">
                                    { job_and_organisation(person) }
                                </span>
                            </button>
                        </li>
                    }) }
                </ul>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn each_choice_has_its_label_and_the_error_stands_with_the_group() {
        let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let choices = vec![Choice { id: first, name: "Werk".into(), below: false }, Choice { id: second, name: "<i>Taal".into(), below: true }];
        let props = ChoicesProps {
            name: "themeIds",
            label: "Thema's".into(),
            hint: None,
            choices,
            chosen: vec![second],
            onchange: Callback::noop(),
            errors: vec!["Kies er ten minste één."],
            optional: false,
        };
        let html = LocalServerRenderer::<ChoicesField<Uuid>>::with_props(props).hydratable(false).render().await;
        for part in [
            &format!(r#"for="themeIds-{first}""#),
            r#"aria-describedby="themeIds-error""#,
            r#"id="themeIds-error""#,
            "&lt;i&gt;Taal",
            "<legend",
            "kompaan-checkbox--below",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[tokio::test]
    async fn chosen_people_can_be_taken_away_by_name() {
        let props = PeopleProps {
            name: "leadIds",
            label: "Trekkers".into(),
            organisation: None,
            except: None,
            hint: None,
            chosen: vec![Uuid::from_u128(1)],
            most: 1,
            onchange: Callback::noop(),
            errors: vec![],
        };
        let html = LocalServerRenderer::<PeopleField>::with_props(props).hydratable(false).render().await;
        // On the host nothing is loaded, so the name is not known.
        for part in [r#"for="leadIds""#, r#"aria-describedby="leadIds-hint""#, "Haal weg", "Onbekend"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
