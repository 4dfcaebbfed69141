//! Phases of sub-projects: their names, and how many there are of each.
use crate::{components::paragraph::P, format::within_sentence, session::use_session};
use contract::{local_plan::PhaseCounts, sub_project::Phase};
use yew::prelude::*;

fn of(counts: PhaseCounts, phase: Phase) -> i64 {
    match phase {
        Phase::Exploring => counts.exploring,
        Phase::Pilot => counts.pilot,
        Phase::Running => counts.running,
        Phase::Parked => counts.parked,
        Phase::Completed => counts.completed,
        Phase::Stopped => counts.stopped,
    }
}

#[derive(Properties, PartialEq)]
pub struct PhaseBarProps {
    pub counts: PhaseCounts,
}

/// A bar with a part for each phase, and the same in words.
#[component]
pub fn PhaseBar(props: &PhaseBarProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let present: Vec<(Phase, i64)> = Phase::ALL.iter().map(|phase| (*phase, of(props.counts, *phase))).filter(|(_, count)| *count > 0).collect();
    let total: i64 = present.iter().map(|(_, count)| count).sum();
    if total == 0 {
        return html! { <P class="kompaan-quiet">{ texts.plan_no_sub_projects() }</P> };
    }
    let mut start = 0;
    let parts = present.iter().map(|(phase, count)| {
        let (x, width) = (start * 100 / total, (start + count) * 100 / total - start * 100 / total);
        start += count;
        html! {
            <rect
                key={phase.as_str()}
                class={format!("kompaan-phase-bar__part kompaan-phase-bar__part--{phase}")}
                x={x.to_string()}
                y="0"
                width={width.to_string()}
                height="8"
            />
        }
    });
    html! {
        <div class="kompaan-phase-bar">
            <svg class="kompaan-phase-bar__bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                { for parts }
            </svg>
            <ul class="kompaan-phase-bar__legend">
                { for present.iter().map(|(phase, count)| html! {
                    <li key={phase.as_str()} class={format!("kompaan-phase-bar__item kompaan-phase-bar__item--{phase}")}>
                        { format!("{count} {}", within_sentence(texts.word(*phase))) }
                    </li>
                }) }
            </ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn the_bar_says_in_words_what_it_shows() {
        let counts = PhaseCounts { pilot: 1, running: 2, ..PhaseCounts::default() };
        let html = LocalServerRenderer::<PhaseBar>::with_props(PhaseBarProps { counts }).hydratable(false).render().await;
        assert!(html.contains("1 pilot") && html.contains("2 in uitvoering"), "{html}");
        assert!(html.contains(r#"x="33" y="0" width="67""#), "{html}");
        assert!(!html.contains("verkennen"), "{html}");
    }

    #[tokio::test]
    async fn without_sub_projects_it_says_so() {
        let html = LocalServerRenderer::<PhaseBar>::with_props(PhaseBarProps { counts: PhaseCounts::default() }).hydratable(false).render().await;
        assert!(html.contains("nog geen deelprojecten"), "{html}");
    }
}
