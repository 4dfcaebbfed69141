//! The fields of a conscious choice: who decides that something can be done after all, and why.
use crate::{components::form::TextField, hooks::Submission, session::use_session};
use yew::prelude::*;

/// The name in the API and the label of a field.
pub type Named = (&'static str, &'static str);

#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// Of who decides, and of why.
    pub fields: [Named; 2],
    pub decided_by: AttrValue,
    pub reason: AttrValue,
    pub set_decided_by: Callback<String>,
    pub set_reason: Callback<String>,
    pub wrong: [Vec<&'static str>; 2],
}

/// Asks who decides, and why.
#[component]
pub fn ChoiceFields(props: &ChoiceProps) -> Html {
    let hint = use_session().texts().decided_by_hint();
    let [(decided_by, by_label), (reason, why_label)] = props.fields;
    let [wrong_by, wrong_why] = props.wrong.clone();
    html! {
        <>
            <TextField
                name={decided_by}
                label={by_label}
                {hint}
                value={props.decided_by.clone()}
                onchange={props.set_decided_by.clone()}
                errors={wrong_by}
            />
            <TextField
                name={reason}
                label={why_label}
                lines={3}
                value={props.reason.clone()}
                onchange={props.set_reason.clone()}
                errors={wrong_why}
            />
        </>
    }
}

/// What is wrong with these fields.
pub fn wrong(submission: &Submission, fields: [Named; 2]) -> [Vec<&'static str>; 2] {
    fields.map(|(name, _)| submission.wrong(name))
}
