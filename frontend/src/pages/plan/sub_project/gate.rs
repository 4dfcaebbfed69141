//! The gate to a next phase: what must be there, what is missing, and the choice to go on without.
use super::choice::Named;
use crate::{
    components::{
        alert::{Alert, Tone},
        link::RouteLink,
        paragraph::P,
        tabs::TabQuery,
    },
    format::{fill, within_sentence},
    hooks::use_fetch,
    i18n::Texts,
    routes::Route,
    session::use_session,
};
use contract::sub_project::{Asked, Gate, Phase, Requirement};
use contract::words::plan::SUB_PROJECT;
use uuid::Uuid;
use yew::prelude::*;

/// The gates before a sub-project; none while they are on their way, as the server asks in the end. `of` is read again when it changes.
#[hook]
pub fn use_gates(of: Option<(Uuid, i32)>) -> Vec<Gate> {
    let client = use_session().client;
    let (found, _) = use_fetch(of, move |of| {
        let client = client.clone();
        async move {
            match of {
                Some((sub_project, _)) => client.gates(sub_project).await,
                None => Ok(contract::sub_project::Gates::default()),
            }
        }
    });
    found.ready().map(|gates| gates.items.clone()).unwrap_or_default()
}

/// What the gate to a phase asks and is not there.
pub fn missing(gates: &[Gate], to: Option<Phase>) -> Vec<Requirement> {
    let gate = gates.iter().find(|gate| Some(gate.phase) == to);
    gate.into_iter().flat_map(|gate| &gate.asks).filter(|asked| !asked.met).map(|asked| asked.requirement).collect()
}

/// Where one sees to it.
fn place(sub_project: Uuid, requirement: Requirement) -> (Route, Option<&'static str>) {
    let here = Route::SubProject { id: sub_project };
    match requirement {
        Requirement::Aim | Requirement::TargetGroup | Requirement::Method | Requirement::Leads => (Route::EditSubProject { id: sub_project }, None),
        Requirement::Figure | Requirement::Measurement => (here, Some("cijfers")),
        Requirement::Milestone => (here, Some("mijlpalen")),
        Requirement::BudgetLine => (here, Some("geld")),
        Requirement::Report | Requirement::Lesson => (Route::NewProgressUpdate { id: sub_project }, None),
        Requirement::TasksDone => (here, Some("taken")),
    }
}

#[derive(Properties, PartialEq)]
pub struct ChecklistProps {
    pub sub_project: Uuid,
    pub gate: Gate,
}

/// What the gate asks, each with whether it is there; what is missing leads to where one sees to it.
#[component]
pub fn Checklist(props: &ChecklistProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let entry = |Asked { requirement, met }: &Asked| {
        let words = texts.explained(*requirement);
        let (class, state) = if *met { ("kompaan-light--green", texts.gate_there()) } else { ("kompaan-light--orange", texts.gate_missing()) };
        let (to, tab) = place(props.sub_project, *requirement);
        let query = TabQuery { tab: tab.map(str::to_owned) };
        html! {
            <li key={requirement.as_str()}>
                <span class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>{ state }</span>
                { " " }
                if *met { { words } } else { <RouteLink<TabQuery> {to} query={Some(query)}>{ words }</RouteLink<TabQuery>> }
            </li>
        }
    };
    html! { <ul class="kompaan-plain-list kompaan-checklist">{ for props.gate.asks.iter().map(entry) }</ul> }
}

#[derive(Properties, PartialEq)]
pub struct PassingProps {
    pub sub_project: Uuid,
    pub gate: Gate,
    /// The fields of the choice, for where something is missing.
    pub children: Html,
}

/// Says what the gate asks, and where something is missing asks who decides that it can do without, and why.
#[component]
pub fn Passing(props: &PassingProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let complete = props.gate.asks.iter().all(|asked| asked.met);
    let title = fill(texts.gate_to(), &[&within_sentence(texts.word(props.gate.phase))]);
    html! {
        <>
            <Alert tone={if complete { Tone::Info } else { Tone::Warning }}>
                <P><strong>{ title }</strong></P>
                <Checklist sub_project={props.sub_project} gate={props.gate.clone()} />
                <P>{ if complete { texts.gate_complete() } else { texts.gate_choice() } }</P>
            </Alert>
            if !complete { { props.children.clone() } }
        </>
    }
}

/// The fields of the choice.
pub fn fields(texts: Texts) -> [Named; 2] {
    [("gateDecidedBy", texts.label(&SUB_PROJECT.gate_decided_by)), ("gateReason", texts.label(&SUB_PROJECT.gate_reason))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::sub_project::choice::ChoiceFields;
    use crate::testing::{holds, shown};

    fn gate(met: bool) -> Gate {
        Gate { phase: Phase::Completed, asks: vec![Asked { requirement: Requirement::Lesson, met: true }, Asked { requirement: Requirement::TasksDone, met }] }
    }

    #[tokio::test]
    async fn what_is_missing_leads_to_where_one_sees_to_it() {
        let html = shown(html! { <Checklist sub_project={Uuid::nil()} gate={gate(false)} /> }).await;
        holds(&html, &["Is er", "Wat is geleerd", "Ontbreekt", "?tab=taken"]);
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
        assert_eq!(missing(&[gate(false)], Some(Phase::Completed)), [Requirement::TasksDone]);
        assert_eq!(missing(&[gate(false)], Some(Phase::Parked)), []);
    }

    #[tokio::test]
    async fn the_choice_is_asked_only_where_something_is_missing() {
        let texts = Texts::of(crate::i18n::Lang::Dutch);
        let passing = |met| {
            let choice = html! {
                <ChoiceFields
                    fields={fields(texts)}
                    decided_by=""
                    reason=""
                    set_decided_by={Callback::noop()}
                    set_reason={Callback::noop()}
                    wrong={[vec![], vec![]]}
                />
            };
            html! { <Passing sub_project={Uuid::nil()} gate={gate(met)}>{ choice }</Passing> }
        };
        holds(&shown(passing(false)).await, &["voor de fase afgerond", r#"for="gateDecidedBy""#, r#"for="gateReason""#]);
        assert!(!shown(passing(true)).await.contains("gateDecidedBy"));
    }
}
