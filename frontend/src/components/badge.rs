//! Small labels.
use crate::session::use_session;
use contract::sub_project::Phase;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PhaseBadgeProps {
    pub phase: Phase,
}

/// The phase of a sub-project.
#[component]
pub fn PhaseBadge(props: &PhaseBadgeProps) -> Html {
    let session = use_session();
    let class = format!("utrecht-status-badge kompaan-phase kompaan-phase--{}", props.phase);
    html! { <span {class}>{ crate::names::phase(session.texts(), props.phase) }</span> }
}

#[derive(Properties, PartialEq)]
pub struct BadgeProps {
    pub children: Html,
}

/// A neutral label.
#[component]
pub fn Badge(props: &BadgeProps) -> Html {
    html! { <span class="utrecht-data-badge kompaan-badge">{ props.children.clone() }</span> }
}
