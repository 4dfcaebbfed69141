//! How a sub-project stands: a light each for time, money and result. The colour never stands alone.
use crate::{
    format::{day, fill, within_sentence},
    session::use_session,
};
use chrono::NaiveDate;
use contract::{
    progress_update::{LatestReport, Light, Reporting, reporting},
    sub_project::Phase,
    words::plan::PROGRESS_UPDATE,
};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LightBadgeProps {
    /// Of what: time, money or result.
    pub of: &'static str,
    pub light: Light,
}

/// One light, with what it is of and what it means.
#[component]
pub fn LightBadge(props: &LightBadgeProps) -> Html {
    let session = use_session();
    let class = format!("utrecht-status-badge kompaan-phase kompaan-light kompaan-light--{}", props.light);
    html! { <span {class}>{ format!("{}: {}", props.of, within_sentence(session.texts().word(props.light))) }</span> }
}

#[derive(Properties, PartialEq)]
pub struct LightsProps {
    pub phase: Phase,
    pub latest: Option<LatestReport>,
    /// Today, for the tests.
    #[prop_or_else(crate::calendar::today)]
    pub today: NaiveDate,
}

/// What is known of how a sub-project stands. What is not reported, or long ago, is a state of its own.
#[component]
pub fn Lights(props: &LightsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    match (reporting(props.phase, props.latest.map(|latest| latest.report_date), props.today), props.latest) {
        (Reporting::NotNeeded, _) => Html::default(),
        (Reporting::Current, Some(latest)) => html! {
            <span class="kompaan-lights">
                <LightBadge of={texts.label(&PROGRESS_UPDATE.time_light)} light={latest.time_light} />
                <LightBadge of={texts.label(&PROGRESS_UPDATE.money_light)} light={latest.money_light} />
                <LightBadge of={texts.label(&PROGRESS_UPDATE.result_light)} light={latest.result_light} />
            </span>
        },
        (_, latest) => {
            let since = latest.map(|latest| fill(texts.progress_missing_since(), &[&day(session.lang, latest.report_date)]));
            html! {
                <span class="kompaan-lights">
                    <span class="utrecht-status-badge kompaan-phase kompaan-light">
                        { since.unwrap_or_else(|| texts.progress_missing().to_owned()) }
                    </span>
                </span>
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    async fn shown(phase: Phase, report_date: Option<&str>) -> String {
        let latest = report_date.map(|day| LatestReport {
            report_date: day.parse().unwrap(),
            time_light: Light::Green,
            money_light: Light::Orange,
            result_light: Light::Red,
        });
        let props = LightsProps { phase, latest, today: "2026-11-22".parse().unwrap() };
        LocalServerRenderer::<Lights>::with_props(props).hydratable(false).render().await
    }

    #[tokio::test]
    async fn lights_are_words_and_what_is_old_or_absent_is_never_green() {
        let current = shown(Phase::Running, Some("2026-10-01")).await;
        for part in ["Tijd: goed", "Geld: let op", "Resultaat: vastgelopen", "kompaan-light--red"] {
            assert!(current.contains(part), "{part} in {current}");
        }
        assert!(shown(Phase::Running, None).await.contains("Niet gerapporteerd"));
        let old = shown(Phase::Pilot, Some("2026-01-15")).await;
        assert!(old.contains("Niet gerapporteerd sinds 15 januari 2026") && !old.contains("green"), "{old}");
        assert_eq!(shown(Phase::Exploring, Some("2026-10-01")).await, "");
    }
}
