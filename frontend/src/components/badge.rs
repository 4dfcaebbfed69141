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
    html! { <span {class}>{ session.texts().word(props.phase) }</span> }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn a_phase_is_a_word_and_not_only_a_colour() {
        let words = ["Verkennen", "Pilot", "In uitvoering", "Geparkeerd", "Afgerond", "Gestopt"];
        for (phase, word) in Phase::ALL.iter().zip(words) {
            holds(&shown(html! { <PhaseBadge phase={*phase} /> }).await, &[&format!("kompaan-phase--{phase}"), word]);
        }
        holds(&shown(html! { <Badge>{ "14 leden" }</Badge> }).await, &["14 leden"]);
    }
}
