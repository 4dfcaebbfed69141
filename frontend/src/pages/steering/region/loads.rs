//! What organisations carry, side by side.
use crate::{
    components::{
        capacity_bar::{CapacityBar, room},
        link::RouteLink,
        paragraph::P,
    },
    hooks::use_first,
    i18n::Texts,
    routes::Route,
    session::use_session,
};
use contract::progress_update::Light;
use contract::{
    capacity::{OrganisationLoad, Standings},
    sub_project::Phase,
};
use domain::policy::Action;
use yew::prelude::*;

/// The phases that weigh, or may come to weigh again.
const PHASES: [Phase; 4] = [Phase::Exploring, Phase::Pilot, Phase::Running, Phase::Parked];

#[derive(Properties, PartialEq)]
pub struct LoadsProps {
    pub loads: Vec<OrganisationLoad>,
    /// Whether it leads to where one says what an organisation can carry.
    #[prop_or_default]
    pub edits: bool,
}

/// What organisations carry and how that goes, side by side.
#[component]
pub fn Loads(props: &LoadsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let loads = &props.loads;
    let first = use_first();
    if loads.is_empty() {
        return html! { <div class="kompaan-empty"><P>{ texts.loads_none() }</P></div> };
    }
    let editable = props.edits && loads.iter().any(|load| load.can.contains(&Action::Edit));
    let table = html! {
        <table class="kompaan-table kompaan-table--dense">
            <caption class="kompaan-visually-hidden">{ texts.loads() }</caption>
            <thead>
                <tr>
                    <th scope="col">{ texts.organisation() }</th>
                    { for PHASES.iter().map(|phase| html! { <th key={phase.as_str()} scope="col">{ texts.word(*phase) }</th> }) }
                    <th scope="col">{ texts.stands() }</th>
                    <th scope="col">{ texts.carries() }</th>
                    <th scope="col">{ texts.room() }</th>
                    if editable { <th scope="col">{ texts.edit() }</th> }
                </tr>
            </thead>
            <tbody>
                { for first.of(loads).iter().map(|load| {
                    let id = load.organisation.id;
                    let counts = load.phase_counts;
                    let count = |phase| match phase {
                        Phase::Exploring => counts.exploring,
                        Phase::Pilot => counts.pilot,
                        Phase::Running => counts.running,
                        _ => counts.parked,
                    };
                    let beyond = load.capacity.limit.is_some_and(|limit| load.load > i64::from(limit));
                    html! {
                        <tr key={id.to_string()}>
                            <th scope="row"><RouteLink to={Route::Organisation { id }}>{ &load.organisation.name }</RouteLink></th>
                            { for PHASES.iter().map(|phase| html! {
                                <td key={phase.as_str()} class="kompaan-table__count" data-label={texts.word(*phase)}>
                                    { count(*phase) }
                                </td>
                            }) }
                            <td data-label={texts.stands()}>{ standings(texts, load.standings) }</td>
                            <td data-label={texts.carries()}><CapacityBar load={load.clone()} /></td>
                            <td data-label={texts.room()}>
                                if beyond { <strong>{ room(texts, load) }</strong> } else { { room(texts, load) } }
                            </td>
                            if editable {
                                <td data-label={texts.edit()}>
                                    if load.can.contains(&Action::Edit) {
                                        <RouteLink to={Route::Capacity { id }}>
                                            { texts.capacity_edit() }
                                            <span class="kompaan-visually-hidden">{ format!(" {}", load.organisation.name) }</span>
                                        </RouteLink>
                                    }
                                </td>
                            }
                        </tr>
                    }
                }) }
            </tbody>
        </table>
    };
    html! { <>{ table }{ first.more_button(texts, loads.len()) }</> }
}

/// How what started stands: of each light how many, and of how many nothing is known.
fn standings(texts: Texts, standings: Standings) -> Html {
    let Standings { green, orange, red, not_reported } = standings;
    let lights = [
        (green, Some("kompaan-light--green"), texts.word(Light::Green)),
        (orange, Some("kompaan-light--orange"), texts.word(Light::Orange)),
        (red, Some("kompaan-light--red"), texts.word(Light::Red)),
        (not_reported, None, texts.progress_missing()),
    ];
    if lights.iter().all(|(count, ..)| *count == 0) {
        return html! { <span class="kompaan-quiet">{ texts.stands_none() }</span> };
    }
    html! {
        <span class="kompaan-card__badges">
            { for lights.into_iter().filter(|(count, ..)| *count > 0).map(|(count, class, words)| html! {
                <span key={words} class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>
                    { format!("{count} {words}") }
                </span>
            }) }
        </span>
    }
}
