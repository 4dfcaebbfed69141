//! Two people changed the same thing: both texts, and a choice for each part.
use crate::{
    components::{
        button::{Appearance, Button},
        field_value::FieldValue,
        layout::Page,
        paragraph::P,
    },
    resources::Managed,
    routes::Route,
    session::use_session,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use yew::prelude::*;

#[derive(Properties)]
pub struct ConflictProps<M: Managed> {
    /// What I began with.
    pub base: M::Input,
    /// What I wanted to save.
    pub mine: M::Input,
    /// What has been saved meanwhile.
    pub theirs: M::View,
    /// Saves a choice over the version that is there now.
    pub save: Callback<(M::Input, String)>,
    pub trail: Vec<(AttrValue, Route)>,
}

impl<M: Managed> PartialEq for ConflictProps<M> {
    fn eq(&self, other: &Self) -> bool {
        let inputs = self.base == other.base && self.mine == other.mine && self.theirs == other.theirs;
        inputs && self.save == other.save && self.trail == other.trail
    }
}

fn parts(input: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(input) {
        Ok(Value::Object(parts)) => parts,
        _ => Map::new(),
    }
}

/// The parts that I left as they were: there, what somebody else made of them is the better guess.
fn untouched(base: &Map<String, Value>, mine: &Map<String, Value>) -> BTreeSet<String> {
    base.iter().filter(|(field, value)| mine.get(*field) == Some(*value)).map(|(field, _)| field.clone()).collect()
}

/// What was chosen: my own parts where `theirs_kept` does not name them.
fn merged<I: DeserializeOwned>(mut mine: Map<String, Value>, theirs: &Map<String, Value>, theirs_kept: &BTreeSet<String>) -> Option<I> {
    for field in theirs_kept {
        if let Some(value) = theirs.get(field) {
            mine.insert(field.clone(), value.clone());
        }
    }
    serde_json::from_value(Value::Object(mine)).ok()
}

/// The page that brings two edits together.
#[component]
pub fn Conflict<M: Managed>(props: &ConflictProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (mine, theirs) = (parts(&props.mine), parts(&M::input(&props.theirs)));
    let theirs_kept = use_state(|| untouched(&parts(&props.base), &mine));
    let differing: Vec<_> = M::labels(texts).into_iter().filter(|(name, _)| mine.get(*name) != theirs.get(*name)).collect();
    let onsubmit = {
        let (mine, theirs, kept, save, version) = (mine.clone(), theirs.clone(), theirs_kept.clone(), props.save.clone(), M::version(&props.theirs));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = merged(mine.clone(), &theirs, &kept) {
                save.emit((input, format!("\"v{version}\"")));
            }
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
                <label for={id}>
                    <strong>{ label }</strong>
                    <span class="kompaan-choice__text"><FieldValue kind={Some(M::KIND)} {field} value={value.cloned()} /></span>
                </label>
            </div>
        }
    };
    html! {
        <Page title={texts.conflict_title()} lead={texts.conflict_lead()} trail={props.trail.clone()}>
            <form class="kompaan-form kompaan-form--wide" {onsubmit}>
                if differing.is_empty() { <P>{ texts.conflict_same() }</P> }
                { for differing.into_iter().map(|(field, label)| html! {
                    <fieldset key={field} class="kompaan-conflict">
                        <legend class="utrecht-heading-3">{ label }</legend>
                        <div class="kompaan-conflict__sides">
                            { choice(field, false, texts.conflict_mine(), mine.get(field)) }
                            { choice(field, true, texts.conflict_theirs(), theirs.get(field)) }
                        </div>
                    </fieldset>
                }) }
                <p class="kompaan-actions"><Button appearance={Appearance::Primary} submits=true>{ texts.conflict_save() }</Button></p>
            </form>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::sub_project::SubProjectInput;
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
            contributor_ids: vec![],
            role_ends: vec![],
            community_id: None,
            theme_ids: vec![],
            goal_ids: vec![],
        };
        let theirs = SubProjectInput { aim: "hun doel".into(), places: vec!["Het Goed".into()], method: "hun werkwijze".into(), ..base.clone() };
        let kept = BTreeSet::from(["aim".to_owned(), "places".to_owned()]);
        let result: Option<SubProjectInput> = merged(parts(&base), &parts(&theirs), &kept);
        let result = result.unwrap_or_else(|| base.clone());
        let mine = SubProjectInput { aim: "mijn nieuwe doel".into(), ..base.clone() };
        let guess = untouched(&parts(&base), &parts(&mine));
        assert!(!guess.contains("aim") && guess.contains("places") && guess.contains("method"));
        assert_eq!((result.aim.as_str(), result.method.as_str(), result.places), ("hun doel", "mijn werkwijze", vec!["Het Goed".to_owned()]));
    }
}
