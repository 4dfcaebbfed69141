//! Two people changed the same sub-project: both texts, and a choice for each part.
use super::{fields, input, trail};
use crate::{components::layout::Page, session::use_session};
use contract::sub_project::{SubProject, SubProjectInput};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ConflictProps {
    /// What I began with.
    pub base: SubProjectInput,
    /// What I wanted to save.
    pub mine: SubProjectInput,
    /// What has been saved meanwhile.
    pub theirs: SubProject,
    /// Saves a choice over the version that is there now.
    pub save: Callback<(SubProjectInput, String)>,
}

fn parts(input: &SubProjectInput) -> Map<String, Value> {
    match serde_json::to_value(input) {
        Ok(Value::Object(parts)) => parts,
        _ => Map::new(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(|item| item.as_str().unwrap_or_default()).collect::<Vec<_>>().join("\n"),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The parts that I left as they were: there, what somebody else made of them is the better guess.
fn untouched(base: &SubProjectInput, mine: &SubProjectInput) -> BTreeSet<String> {
    let mine = parts(mine);
    parts(base).into_iter().filter(|(field, value)| mine.get(field) == Some(value)).map(|(field, _)| field).collect()
}

/// What was chosen: my own parts where `theirs_kept` does not name them.
fn merged(mine: &SubProjectInput, theirs: &SubProjectInput, theirs_kept: &BTreeSet<String>) -> SubProjectInput {
    let (mut parts_mine, parts_theirs) = (parts(mine), parts(theirs));
    for field in theirs_kept {
        if let Some(value) = parts_theirs.get(field) {
            parts_mine.insert(field.clone(), value.clone());
        }
    }
    serde_json::from_value(Value::Object(parts_mine)).unwrap_or_else(|_| mine.clone())
}

/// The page that brings two edits together.
#[component]
pub fn Conflict(props: &ConflictProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let theirs_kept = use_state(|| untouched(&props.base, &props.mine));
    let theirs_input = input(&props.theirs);
    let (mine, theirs) = (parts(&props.mine), parts(&theirs_input));
    let differing: Vec<_> = fields(texts).into_iter().filter(|(name, _)| mine.get(*name) != theirs.get(*name)).collect();
    let onsubmit = {
        let (mine, theirs_input, kept, save, version) =
            (props.mine.clone(), theirs_input.clone(), theirs_kept.clone(), props.save.clone(), props.theirs.version);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit((merged(&mine, &theirs_input, &kept), format!("\"v{version}\"")));
        })
    };
    let choice = |field: &'static str, theirs: bool, label: &'static str, value: Option<&Value>| {
        let kept = theirs_kept.clone();
        let checked = kept.contains(field) == theirs;
        let onchange = Callback::from(move |_: web_sys::Event| {
            let mut next = (*kept).clone();
            if theirs {
                next.insert(field.to_owned());
            } else {
                next.remove(field);
            }
            kept.set(next);
        });
        let id = format!("{field}-{}", if theirs { "theirs" } else { "mine" });
        html! {
            <div class={classes!("kompaan-choice", checked.then_some("kompaan-choice--chosen"))}>
                <input type="radio" id={id.clone()} name={field} {checked} {onchange} />
                <label for={id}><strong>{ label }</strong><span class="kompaan-choice__text">{ value.map(shown).unwrap_or_default() }</span></label>
            </div>
        }
    };
    html! {
        <Page title={texts.conflict_title} lead={texts.conflict_lead} trail={trail(texts, &props.theirs, true)}>
            <form class="kompaan-form kompaan-form--wide" {onsubmit}>
                if differing.is_empty() { <p class="utrecht-paragraph">{ texts.conflict_same }</p> }
                { for differing.into_iter().map(|(field, label)| html! {
                    <fieldset key={field} class="kompaan-conflict">
                        <legend class="utrecht-heading-3">{ label }</legend>
                        <div class="kompaan-conflict__sides">
                            { choice(field, false, texts.conflict_mine, mine.get(field)) }
                            { choice(field, true, texts.conflict_theirs, theirs.get(field)) }
                        </div>
                    </fieldset>
                }) }
                <p class="kompaan-actions"><button type="submit" class="utrecht-button utrecht-button--primary-action">{ texts.conflict_save }</button></p>
            </form>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_choice_takes_each_part_from_one_side() {
        let base = SubProjectInput {
            local_plan_id: Uuid::nil(),
            name: "Aanzet".into(),
            aim: "mijn doel".into(),
            target_group: String::new(),
            method: "mijn werkwijze".into(),
            places: vec!["PostNL".into()],
            municipality_lead_id: None,
            partner_lead_id: None,
            community_id: None,
            theme_ids: vec![],
        };
        let theirs = SubProjectInput { aim: "hun doel".into(), places: vec!["Het Goed".into()], method: "hun werkwijze".into(), ..base.clone() };
        let kept = BTreeSet::from(["aim".to_owned(), "places".to_owned()]);
        let result = merged(&base, &theirs, &kept);
        let mine = SubProjectInput { aim: "mijn nieuwe doel".into(), ..base.clone() };
        let guess = untouched(&base, &mine);
        assert!(!guess.contains("aim") && guess.contains("places") && guess.contains("method"));
        assert_eq!((result.aim.as_str(), result.method.as_str(), result.places), ("hun doel", "mijn werkwijze", vec!["Het Goed".to_owned()]));
    }
}
