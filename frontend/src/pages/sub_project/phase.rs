//! Bringing a sub-project into another phase.
use crate::{
    components::{
        form::{SelectField, Submit, TextField},
        layout::Page,
    },
    format::fill,
    hooks::{settled, use_resource, use_submit},
    names,
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use client::Versioned;
use contract::{
    FieldError, field_errors,
    sub_project::{Phase, PhaseChangeInput, SubProject},
    violations_to_errors,
};
use domain::{sub_project::change_phase, text::normalise};
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChangePhaseProps {
    pub id: Uuid,
}

/// The page to change the phase.
#[component]
pub fn ChangePhase(props: &ChangePhaseProps) -> Html {
    let (found, reload) = use_resource::<resources::SubProjects>(props.id);
    match settled(found, &reload) {
        Ok(found) => html! { <PhaseForm key={found.etag.clone()} found={(*found).clone()} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct PhaseFormProps {
    found: Versioned<SubProject>,
}

#[component]
fn PhaseForm(props: &PhaseFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let sub_project = &props.found.value;
    let phase = use_state(|| None::<Phase>);
    let reason = use_state(String::new);
    let submission = use_submit();
    let choose = {
        let phase = phase.clone();
        Callback::from(move |value: String| phase.set(Phase::parse(&value)))
    };
    let write = {
        let reason = reason.clone();
        Callback::from(move |value| reason.set(value))
    };
    let onsubmit = {
        let (session, found, phase, reason, submission) = (session.clone(), props.found.clone(), phase.clone(), reason.clone(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let faults = match *phase {
                None => vec![FieldError::body("/phase", "required", "")],
                Some(to) => {
                    violations_to_errors(change_phase(found.value.phase, to, &normalise(&reason))).err().map(|faults| field_errors(&faults)).unwrap_or_default()
                }
            };
            if submission.busy() || !submission.attempt(faults) {
                return;
            }
            let Some(to) = *phase else { return };
            let input = PhaseChangeInput { phase: to, reason: (*reason).clone() };
            let (session, found, navigator, submission) = (session.clone(), found.clone(), navigator.clone(), submission.clone());
            spawn_local(async move {
                let texts = session.texts();
                match session.client.change_phase(found.value.id, &found.etag, &input).await {
                    Ok(changed) => {
                        session.say(fill(texts.sub_project_phase_changed, &[&names::phase(texts, changed.value.phase).to_lowercase()]));
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::SubProject { id: found.value.id });
                        }
                    }
                    Err(error) => submission.failed(&error),
                }
            });
        })
    };
    let choices = std::iter::once((AttrValue::default(), AttrValue::from(texts.choose)))
        .chain(sub_project.next_phases.iter().map(|phase| (phase.as_str().into(), names::phase(texts, *phase).into())))
        .collect::<Vec<_>>();
    let optional = !phase.is_some_and(Phase::needs_reason);
    let mut trail = resources::SubProjects::above(texts, sub_project);
    trail.push((sub_project.name.clone().into(), Route::SubProject { id: sub_project.id }));
    html! {
        <Page title={texts.sub_project_change_phase} lead={sub_project.name.clone()} {trail}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("phase", texts.phase), ("reason", texts.sub_project_reason)]) }
                <SelectField name="phase" label={texts.sub_project_new_phase} {choices} value={phase.map(Phase::as_str).unwrap_or_default()} onchange={choose} errors={submission.wrong("phase")} />
                <TextField name="reason" label={texts.sub_project_reason} hint={texts.sub_project_reason_hint} lines={4} {optional} value={(*reason).clone()} onchange={write} errors={submission.wrong("reason")} />
                <p class="kompaan-actions">
                    <Submit label={texts.save} busy={submission.busy()} />
                    <Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::SubProject { id: sub_project.id }}>{ texts.cancel }</Link<Route>>
                </p>
            </form>
        </Page>
    }
}
