//! Bringing a sub-project into another phase.
use super::{
    choice::{ChoiceFields, wrong},
    exceed::{self, Exceed, beyond, use_loads},
    gate::{self, Passing, missing, use_gates},
};
use crate::{
    components::{
        edit_page::trail_to,
        form::{DateField, SelectField, Submit, TextField},
        layout::Page,
        link::RouteLink,
        not_allowed::May,
        number_field::NumberField,
        paragraph::P,
        settled::settled,
    },
    format::{fill, within_sentence},
    hooks::{TypedDraft, use_asking, use_query, use_resource, use_submit, use_typed_draft},
    resources,
    routes::Route,
    session::use_session,
};
use client::{Error, Versioned};
use contract::{
    FieldError, field_errors,
    sub_project::{Phase, PhaseChange, PhaseChangeInput, SubProject},
    words::plan::SUB_PROJECT,
};
use domain::{Code, capacity::EXCEEDING, gate::PASSING, policy::Action, sub_project::change_phase};
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
    let texts = use_session().texts();
    match settled(found, &reload) {
        Ok(found) => html! {
            <May
                action={Action::ChangePhase}
                can={found.value.can.clone()}
                who={texts.for_sub_project_leads()}
                trail={trail_to::<resources::SubProjects>(texts, &found.value)}
            >
                <PhaseForm key={found.etag.clone()} found={(*found).clone()} />
            </May>
        },
        Err(instead) => instead,
    }
}

/// What was chosen and typed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Typed {
    phase: Option<Phase>,
    input: PhaseChangeInput,
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
    let typed = use_typed_draft("phase", || Typed {
        phase: query.phase.as_deref().and_then(Phase::parse).filter(|phase| sub_project.next_phases.contains(phase)),
        input: PhaseChangeInput::to(sub_project.phase),
    });
    let (phase, input) = (typed.get().phase, &typed.get().input);
    let submission = use_submit();
    let asking = use_asking();
    let choose = typed.change(|typed, value: String| typed.phase = Phase::parse(&value));
    let loads = use_loads(sub_project.id);
    let beyond: Vec<_> = beyond(&loads, sub_project.phase, phase)
        .into_iter()
        .filter_map(|(load, carried)| Some((load.organisation.id, load.organisation.name.clone(), carried, load.capacity.limit?)))
        .collect();
    let gates = use_gates(Some((sub_project.id, sub_project.version)));
    let missing = missing(&gates, phase);
    let onsubmit = {
        let too_much: Vec<String> = beyond.iter().map(|(_, name, ..)| name.clone()).collect();
        let missing: Vec<&str> = missing.iter().map(|requirement| requirement.as_str()).collect();
        let (session, found, phase, typed, submission, asking) =
            (session.clone(), props.found.clone(), phase, typed.clone(), submission.clone(), asking.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let input = phase.map(|phase| sent(&typed.get().input, phase));
            let faults = match input.clone() {
                None => vec![FieldError::body("/phase", "required", "")],
                Some(input) => {
                    let change = PhaseChange::from(input);
                    let mut broken = change_phase(found.value.phase, &change, crate::calendar::today());
                    let too_much: Vec<&str> = too_much.iter().map(String::as_str).collect();
                    broken.0.extend(change.exceeding.violations(EXCEEDING, Code::OverCapacity, &too_much).0);
                    broken.0.extend(change.passing.violations(PASSING, Code::GateNotPassed, &missing).0);
                    field_errors(broken)
                }
            };
            if faults.is_empty() && input.as_ref().is_some_and(|input| asking.holds_up(input)) {
                return;
            }
            if submission.busy() || !submission.attempt(faults) {
                return;
            }
            let Some(input) = input else { return };
            let (session, found, navigator, submission, typed) = (session.clone(), found.clone(), navigator.clone(), submission.clone(), typed.clone());
            spawn_local(async move {
                let texts = session.texts();
                let changed = match session.client.change_phase(found.value.id, &found.etag, &input).await {
                    Ok(changed) => Ok(changed.value.phase),
                    // It is in that phase already: an earlier answer was lost.
                    Err(error) if phase_now(&error) == Some(input.phase) => Ok(input.phase),
                    Err(error) => Err(error),
                };
                match changed {
                    Ok(phase) => {
                        typed.saved();
                        session.say(fill(texts.sub_project_phase_changed(), &[&within_sentence(texts.word(phase))]));
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::SubProject { id: found.value.id });
                        }
                    }
                    Err(error) => submission.failed(&error),
                }
            });
        })
    };
    let choices = std::iter::once((AttrValue::default(), AttrValue::from(texts.choose())))
        .chain(sub_project.next_phases.iter().map(|phase| (phase.as_str().into(), texts.word(*phase).into())))
        .collect::<Vec<_>>();
    let puts_aside = phase.is_some_and(Phase::needs_reason);
    let (exceeding, passing) = (exceed::fields(texts), gate::fields(texts));
    let (wrong_exceeding, wrong_passing) = (wrong(&submission, exceeding), wrong(&submission, passing));
    let the_gate = gates.iter().find(|gate| Some(gate.phase) == phase).cloned();
    let trail = trail_to::<resources::SubProjects>(texts, sub_project);
    let labels = [
        ("phase", texts.label(&SUB_PROJECT.phase)),
        ("reason", texts.label(&SUB_PROJECT.phase_reason)),
        ("reconsiderDate", texts.label(&SUB_PROJECT.reconsider_date)),
        ("reconsiderWhen", texts.label(&SUB_PROJECT.reconsider_when)),
        ("costCents", texts.label(&SUB_PROJECT.cost_cents)),
        ("conditions", texts.label(&SUB_PROJECT.conditions)),
    ];
    let labels: Vec<_> = labels.into_iter().chain(passing).chain(exceeding).collect();
    html! {
        <Page title={fill(texts.sub_project_change_phase_of(), &[&sub_project.name])} {trail}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(labels.clone()) }
                <SelectField
                    name="phase"
                    label={texts.sub_project_new_phase()}
                    {choices}
                    value={phase.map(Phase::as_str).unwrap_or_default()}
                    onchange={choose}
                    errors={submission.wrong("phase")}
                />
                <TextField
                    name="reason"
                    label={texts.label(&SUB_PROJECT.phase_reason)}
                    hint={texts.sub_project_reason_hint()}
                    lines={4}
                    optional={!puts_aside}
                    value={input.reason.clone()}
                    onchange={write(&typed, |input, text| input.reason = text)}
                    errors={submission.wrong("reason")}
                />
                if phase == Some(Phase::Stopped) {
                    <NumberField
                        name="costCents"
                        label={texts.label(&SUB_PROJECT.cost_cents)}
                        hint={texts.cost_hint()}
                        euros=true
                        value={input.cost_cents}
                        onchange={write(&typed, |input, cents| input.cost_cents = cents)}
                        errors={submission.wrong("costCents")}
                    />
                    <TextField
                        name="conditions"
                        label={texts.label(&SUB_PROJECT.conditions)}
                        hint={texts.conditions_hint()}
                        lines={3}
                        value={input.conditions.clone()}
                        onchange={write(&typed, |input, text| input.conditions = text)}
                        errors={submission.wrong("conditions")}
                    />
                }
                if puts_aside {
                    <DateField
                        name="reconsiderDate"
                        label={texts.label(&SUB_PROJECT.reconsider_date)}
                        value={input.reconsider_date}
                        onchange={write(&typed, |input, day| input.reconsider_date = day)}
                        errors={submission.wrong("reconsiderDate")}
                    />
                    <TextField
                        name="reconsiderWhen"
                        label={texts.label(&SUB_PROJECT.reconsider_when)}
                        hint={texts.sub_project_reconsider_hint()}
                        optional=true
                        value={input.reconsider_when.clone()}
                        onchange={write(&typed, |input, text| input.reconsider_when = text)}
                        errors={submission.wrong("reconsiderWhen")}
                    />
                    <P class="kompaan-quiet">{ texts.looks_again() }</P>
                }
                if let Some(gate) = the_gate {
                    <Passing sub_project={sub_project.id} {gate}>
                        <ChoiceFields
                            fields={passing}
                            decided_by={input.gate_decided_by.clone()}
                            reason={input.gate_reason.clone()}
                            wrong={wrong_passing}
                            set_decided_by={write(&typed, |input, text| input.gate_decided_by = text)}
                            set_reason={write(&typed, |input, text| input.gate_reason = text)}
                        />
                    </Passing>
                }
                if !beyond.is_empty() || wrong_exceeding.iter().any(|wrong| !wrong.is_empty()) {
                    <Exceed sub_project={sub_project.id} {beyond}>
                        <ChoiceFields
                            fields={exceeding}
                            decided_by={input.exceed_decided_by.clone()}
                            reason={input.exceed_reason.clone()}
                            wrong={wrong_exceeding}
                            set_decided_by={write(&typed, |input, text| input.exceed_decided_by = text)}
                            set_reason={write(&typed, |input, text| input.exceed_reason = text)}
                        />
                    </Exceed>
                }
                { asking.question(texts, &labels) }
                <p class="kompaan-actions">
                    <Submit label={texts.save()} busy={submission.busy()} />
                    <RouteLink to={Route::SubProject { id: sub_project.id }}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}

/// Puts what is typed in one field in its place.
fn write<T: 'static>(typed: &TypedDraft<Typed>, place: fn(&mut PhaseChangeInput, T)) -> Callback<T> {
    typed.change(move |typed, value| place(&mut typed.input, value))
}

/// The phase in which a sub-project is by now, when it was changed since it was read.
fn phase_now(error: &Error) -> Option<Phase> {
    let current = error.problem().filter(|problem| problem.status == 412)?.current.clone()?;
    serde_json::from_value::<SubProject>(current).ok().map(|current| current.phase)
}

/// What was typed as far as it belongs to this phase: what was typed before another one was chosen does not count.
fn sent(typed: &PhaseChangeInput, phase: Phase) -> PhaseChangeInput {
    let mut input = PhaseChangeInput { phase, ..typed.clone() };
    if !phase.needs_reason() {
        (input.reconsider_date, input.reconsider_when) = (None, String::new());
    }
    if phase != Phase::Stopped {
        (input.cost_cents, input.conditions) = (None, String::new());
    }
    input
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_belongs_to_the_phase_is_sent() {
        let mut typed = PhaseChangeInput::to(Phase::Pilot);
        (typed.reconsider_when, typed.conditions, typed.cost_cents) = ("Na de zomer".into(), "Meer plekken".into(), Some(1));
        let parts = |input: PhaseChangeInput| (!input.reconsider_when.is_empty(), !input.conditions.is_empty(), input.cost_cents.is_some());
        assert_eq!(parts(sent(&typed, Phase::Stopped)), (true, true, true));
        assert_eq!(parts(sent(&typed, Phase::Parked)), (true, false, false));
        assert_eq!(parts(sent(&typed, Phase::Running)), (false, false, false));
    }
}
