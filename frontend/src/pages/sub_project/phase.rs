//! Bringing a sub-project into another phase.
use super::exceed::{self, Exceed, beyond, use_loads};
use crate::{
    components::{
        form::{DateField, SelectField, Submit, TextField},
        layout::Page,
    },
    format::fill,
    hooks::{settled, use_query, use_resource, use_submit, use_typed},
    names,
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use chrono::{NaiveDate, Utc};
use client::Versioned;
use contract::{
    FieldError, field_errors,
    sub_project::{Phase, PhaseChange, PhaseChangeInput, SubProject},
    violations_to_errors,
};
use domain::sub_project::change_phase;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// The phase that was chosen before coming here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PhaseQuery {
    #[serde(default, rename = "fase", skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
}

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
    // Whoever chose a phase on the board does not choose it again.
    let (query, _) = use_query::<PhaseQuery>();
    let phase = use_state(|| query.phase.as_deref().and_then(Phase::parse).filter(|phase| sub_project.next_phases.contains(phase)));
    let reason = use_state(String::new);
    let reconsider_date = use_state(|| None::<NaiveDate>);
    let (reconsider_when, set_reconsider_when) = use_typed();
    let submission = use_submit();
    let set_reconsider_date = {
        let reconsider_date = reconsider_date.setter();
        Callback::from(move |day| reconsider_date.set(day))
    };
    let choose = {
        let phase = phase.clone();
        Callback::from(move |value: String| phase.set(Phase::parse(&value)))
    };
    let write = {
        let reason = reason.clone();
        Callback::from(move |value| reason.set(value))
    };
    let (decided_by, set_decided_by) = use_typed();
    let (exceed_reason, set_exceed_reason) = use_typed();
    let loads = use_loads(sub_project.id);
    let beyond: Vec<_> = beyond(&loads, sub_project.phase, *phase)
        .into_iter()
        .filter_map(|(load, carried)| Some((load.organisation.id, load.organisation.name.clone(), carried, load.capacity.limit?)))
        .collect();
    let onsubmit = {
        let (decided_by, exceed_reason) = (decided_by.clone(), exceed_reason.clone());
        let too_much: Vec<String> = beyond.iter().map(|(_, name, ..)| name.clone()).collect();
        let (session, found, phase, reason, submission) = (session.clone(), props.found.clone(), phase.clone(), reason.clone(), submission.clone());
        let (reconsider_date, reconsider_when) = (*reconsider_date, reconsider_when.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let input = phase.map(|phase| PhaseChangeInput {
                phase,
                reason: (*reason).clone(),
                // What was typed before another phase was chosen does not count.
                reconsider_date: reconsider_date.filter(|_| phase.needs_reason()),
                reconsider_when: if phase.needs_reason() { (*reconsider_when).clone() } else { String::new() },
                exceed_decided_by: (*decided_by).clone(),
                exceed_reason: (*exceed_reason).clone(),
            });
            let faults = match input.clone() {
                None => vec![FieldError::body("/phase", "required", "")],
                Some(input) => {
                    let change = PhaseChange::from(input);
                    let mut broken = change_phase(found.value.phase, &change, Utc::now().date_naive());
                    broken.0.extend(change.exceeding.violations(&too_much.iter().map(String::as_str).collect::<Vec<_>>()).0);
                    violations_to_errors(broken).err().map(|faults| field_errors(&faults)).unwrap_or_default()
                }
            };
            if submission.busy() || !submission.attempt(faults) {
                return;
            }
            let Some(input) = input else { return };
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
    let (wrong_decided_by, wrong_reason) = exceed::wrong(&submission);
    let mut trail = resources::SubProjects::above(texts, sub_project);
    trail.push((sub_project.name.clone().into(), Route::SubProject { id: sub_project.id }));
    html! {
        <Page title={texts.sub_project_change_phase} lead={sub_project.name.clone()} {trail}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary([("phase", texts.phase), ("reason", texts.sub_project_reason), ("reconsiderDate", texts.sub_project_reconsider_date), ("reconsiderWhen", texts.sub_project_reconsider_when)].into_iter().chain(exceed::labels(texts)).collect()) }
                <SelectField name="phase" label={texts.sub_project_new_phase} {choices} value={phase.map(Phase::as_str).unwrap_or_default()} onchange={choose} errors={submission.wrong("phase")} />
                <TextField name="reason" label={texts.sub_project_reason} hint={texts.sub_project_reason_hint} lines={4} {optional} value={(*reason).clone()} onchange={write} errors={submission.wrong("reason")} />
                if !optional {
                    <DateField name="reconsiderDate" label={texts.sub_project_reconsider_date} value={*reconsider_date} onchange={set_reconsider_date} errors={submission.wrong("reconsiderDate")} />
                    <TextField name="reconsiderWhen" label={texts.sub_project_reconsider_when} hint={texts.sub_project_reconsider_hint} optional=true value={(*reconsider_when).clone()} onchange={set_reconsider_when} errors={submission.wrong("reconsiderWhen")} />
                }
                if !beyond.is_empty() || !wrong_decided_by.is_empty() || !wrong_reason.is_empty() {
                    <Exceed sub_project={sub_project.id} {beyond} decided_by={(*decided_by).clone()} reason={(*exceed_reason).clone()} {set_decided_by} set_reason={set_exceed_reason} {wrong_decided_by} {wrong_reason} />
                }
                <p class="kompaan-actions">
                    <Submit label={texts.save} busy={submission.busy()} />
                    <Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::SubProject { id: sub_project.id }}>{ texts.cancel }</Link<Route>>
                </p>
            </form>
        </Page>
    }
}
