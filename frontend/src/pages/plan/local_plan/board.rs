//! The sub-projects of a plan on a board: a column for each phase. A card is dragged to another phase or, equally, moved by its menu.
use crate::{
    components::{
        badge::PhaseBadge,
        button::{Appearance, Button},
        lights::Lights,
        link::RouteLink,
    },
    format::{count, fill, within_sentence},
    pages::sub_project::PhaseQuery,
    routes::Route,
    session::{Notice, Session, use_session},
};
use contract::sub_project::{Phase, PhaseChangeInput, SubProject};
use domain::{
    policy::Action,
    sub_project::{PhaseChange, change_phase},
};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct BoardProps {
    pub sub_projects: Vec<SubProject>,
    /// Called when a sub-project has entered another phase.
    pub changed: Callback<()>,
}

/// Goes to the page that asks for more before a phase is entered.
fn ask(navigator: Option<&Navigator>, id: Uuid, to: Phase) {
    if let Some(navigator) = navigator {
        let query = PhaseQuery { phase: Some(to.as_str().to_owned()) };
        // Without the query the page asks for the phase itself.
        if navigator.push_with_query(&Route::ChangePhase { id }, &query).is_err() {
            navigator.push(&Route::ChangePhase { id });
        }
    }
}

fn asks_for_decision(error: &client::Error) -> bool {
    error.problem().is_some_and(|problem| problem.errors.iter().any(|fault| ["over_capacity", "gate_not_passed"].contains(&fault.code.as_str())))
}

/// Brings a sub-project into another phase at once, with a way back where the rules have one. What needs a reason goes to the page that asks for it.
fn go(session: &Session, navigator: Option<&Navigator>, sub_project: &SubProject, to: Phase, changed: &Callback<()>) {
    if to.needs_reason() {
        return ask(navigator, sub_project.id, to);
    }
    let (session, sub_project, changed, navigator) = (session.clone(), sub_project.clone(), changed.clone(), navigator.cloned());
    spawn_local(async move {
        let texts = session.texts();
        let input = PhaseChangeInput::to(to);
        match session.client.change_phase(sub_project.id, &format!("\"v{}\"", sub_project.version), &input).await {
            Ok(moved) => {
                let back = PhaseChange::to(sub_project.phase);
                let back = change_phase(to, &back, crate::calendar::today()).is_empty().then(|| {
                    let (session, changed, from, moved) = (session.clone(), changed.clone(), sub_project.phase, moved.value.clone());
                    Callback::from(move |()| go(&session, None, &moved, from, &changed))
                });
                let text = fill(texts.sub_project_moved(), &[&sub_project.name, &within_sentence(texts.word(to))]);
                session.tell(Notice { text: text.into(), undo: back, unfinished: None });
            }
            // Who starts more than can be carried, or goes on without what the gate asks, is asked for a decision, on the page that asks for it.
            Err(error) if asks_for_decision(&error) && navigator.is_some() => {
                return ask(navigator.as_ref(), sub_project.id, to);
            }
            Err(error) => session.say(texts.failure(&error)),
        }
        changed.emit(());
    });
}

/// The board.
#[component]
pub fn Board(props: &BoardProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let dragged = use_state(|| None::<SubProject>);
    html! {
        <div class="kompaan-board">
            { for Phase::ALL.iter().map(|phase| {
                let phase = *phase;
                let own: Vec<_> = props.sub_projects.iter().filter(|sub_project| sub_project.phase == phase).collect();
                let many = i64::try_from(own.len()).unwrap_or_default();
                let legal = dragged.as_ref().is_some_and(|dragged| dragged.next_phases.contains(&phase));
                let ondragover = Callback::from(move |event: DragEvent| if legal { event.prevent_default() });
                let ondrop = {
                    let (session, navigator) = (session.clone(), navigator.clone());
                    let (dragged, changed) = (dragged.clone(), props.changed.clone());
                    Callback::from(move |event: DragEvent| {
                        event.prevent_default();
                        if let Some(sub_project) = dragged.as_ref().filter(|dragged| dragged.next_phases.contains(&phase)) {
                            go(&session, navigator.as_ref(), sub_project, phase, &changed);
                        }
                        dragged.set(None);
                    })
                };
                html! {
                    <section
                        key={phase.as_str()}
                        class={classes!("kompaan-board__column", legal.then_some("kompaan-board__column--legal"))}
                        aria-labelledby={format!("fase-{phase}")}
                        {ondragover}
                        {ondrop}
                    >
                        <h3 id={format!("fase-{phase}")} class="utrecht-heading-4 kompaan-board__title">
                            <PhaseBadge {phase} />
                            <span class="kompaan-visually-hidden">{ ", " }</span>
                            <span class="kompaan-quiet kompaan-board__count">
                                { count(texts.plan_sub_project_one(), texts.plan_sub_project_many(), many) }
                            </span>
                        </h3>
                        <ul class="kompaan-board__cards">
                            { for own.into_iter().map(|sub_project| html! {
                                <Card
                                    key={sub_project.id.to_string()}
                                    sub_project={sub_project.clone()}
                                    dragged={dragged.setter()}
                                    changed={props.changed.clone()}
                                />
                            }) }
                        </ul>
                    </section>
                }
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct CardProps {
    sub_project: SubProject,
    dragged: UseStateSetter<Option<SubProject>>,
    changed: Callback<()>,
}

#[component]
fn Card(props: &CardProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let sub_project = &props.sub_project;
    let movable = sub_project.can.contains(&Action::ChangePhase) && !sub_project.next_phases.is_empty();
    let ondragstart = {
        let (dragged, sub_project) = (props.dragged.clone(), sub_project.clone());
        Callback::from(move |_: DragEvent| dragged.set(Some(sub_project.clone())))
    };
    let ondragend = {
        let dragged = props.dragged.clone();
        Callback::from(move |_: DragEvent| dragged.set(None))
    };
    // Choosing moves nothing yet: with the arrow keys somebody passes every phase on the way to the one that they want.
    let chosen = use_state(|| None::<Phase>);
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |event: web_sys::Event| {
            let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            chosen.set(select.and_then(|select| Phase::parse(&select.value())));
        })
    };
    let onclick = {
        let (session, sub_project, changed, chosen) = (session.clone(), sub_project.clone(), props.changed.clone(), chosen.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(phase) = *chosen {
                go(&session, navigator.as_ref(), &sub_project, phase, &changed);
            }
            chosen.set(None);
        })
    };
    let leads: Vec<_> = [&sub_project.municipality_lead, &sub_project.partner_lead].into_iter().flatten().map(|lead| lead.name.as_str()).collect();
    html! {
        <li
            class={classes!("kompaan-board__card", movable.then_some("kompaan-board__card--movable"))}
            draggable={if movable { "true" } else { "false" }}
            {ondragstart}
            {ondragend}
        >
            <RouteLink to={Route::SubProject { id: sub_project.id }} class="kompaan-board__name">{ &sub_project.name }</RouteLink>
            if !sub_project.places.is_empty() { <p class="kompaan-quiet kompaan-no-margin">{ sub_project.places.join(", ") }</p> }
            if !leads.is_empty() { <p class="kompaan-quiet kompaan-no-margin">{ leads.join(", ") }</p> }
            <Lights phase={sub_project.phase} latest={sub_project.latest_report} />
            if movable {
                <div class="kompaan-board__menu">
                    <select
                        class="utrecht-select utrecht-select--html-select"
                        aria-label={fill(texts.sub_project_move(), &[&sub_project.name])}
                        {onchange}
                    >
                        <option value="" selected={chosen.is_none()}>{ texts.sub_project_move_to() }</option>
                        { for sub_project.next_phases.iter().map(|phase| html! {
                            <option key={phase.as_str()} value={phase.as_str()} selected={*chosen == Some(*phase)}>
                                { texts.word(*phase) }
                            </option>
                        }) }
                    </select>
                    if chosen.is_some() {
                        <Button
                            appearance={Appearance::Secondary}
                            {onclick}
                            label={format!("{}: {}", texts.sub_project_move_go(), sub_project.name)}
                        >
                            { texts.sub_project_move_go() }
                        </Button>
                    }
                </div>
            }
        </li>
    }
}
