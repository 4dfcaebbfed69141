//! How the lights of a sub-project went: a drawing, and the same as a table.
use crate::{format::day, i18n::Texts, session::use_session};
use chrono::NaiveDate;
use contract::progress_update::{Light, ProgressUpdate};
use contract::words::plan::PROGRESS_UPDATE;
use domain::progress_update::REPORT_DAYS;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct HistoryProps {
    /// The reports, in any order.
    pub updates: Vec<ProgressUpdate>,
    /// The day until which is drawn.
    pub until: NaiveDate,
}

/// A stretch of days with the light that held; `None` where nothing tells how it stood.
type Stretch = (NaiveDate, NaiveDate, Option<Light>);

/// How long each light held: until the next report, or until it was too old to tell.
fn stretches(reports: &[(NaiveDate, Light)], until: NaiveDate) -> Vec<Stretch> {
    let mut found = vec![];
    for (place, (from, light)) in reports.iter().enumerate() {
        let next = reports.get(place + 1).map_or(until, |(next, _)| *next).max(*from);
        // The last day on which it still tells.
        let told = (*from + chrono::Days::new(REPORT_DAYS.unsigned_abs())).min(next);
        found.push((*from, told, Some(*light)));
        if told < next {
            found.push((told, next, None));
        }
    }
    found
}

/// One of the three lights of a report, by its name.
type NamedLight = (&'static str, fn(&ProgressUpdate) -> Light);

const WIDTH: i64 = 600;
const ROW: i64 = 24;

/// Where a stretch stands and how high it is: what is worse is higher, so that colour is not all there is.
fn bar(light: Option<Light>) -> (i64, &'static str) {
    match light {
        None => (2, "kompaan-lights-history__bar--none"),
        Some(Light::Green) => (6, "kompaan-lights-history__bar--green"),
        Some(Light::Orange) => (12, "kompaan-lights-history__bar--orange"),
        Some(Light::Red) => (18, "kompaan-lights-history__bar--red"),
    }
}

/// The three lights through time. Nothing is drawn of a single report.
#[component]
pub fn LightsHistory(props: &HistoryProps) -> Html {
    let session = use_session();
    let (lang, texts) = (session.lang, session.texts());
    let mut updates = props.updates.clone();
    updates.sort_by_key(|update| update.report_date);
    let Some(first) = updates.first().map(|update| update.report_date).filter(|_| updates.len() > 1) else { return Html::default() };
    let days = (props.until - first).num_days().max(1);
    let across = |day: NaiveDate| (day - first).num_days().clamp(0, days) * WIDTH / days;
    let row = |light: fn(&ProgressUpdate) -> Light| {
        let reports: Vec<_> = updates.iter().map(|update| (update.report_date, light(update))).collect();
        html! {
            <>
                { for stretches(&reports, props.until).into_iter().map(|(from, to, light)| {
                    let (height, class) = bar(light);
                    let width = (across(to) - across(from) - 1).max(1);
                    html! {
                        <rect
                            {class}
                            x={across(from).to_string()}
                            y={(ROW - height).to_string()}
                            width={width.to_string()}
                            height={height.to_string()}
                        />
                    }
                }) }
                <line class="kompaan-trend__ground" x1="0" y1={ROW.to_string()} x2={WIDTH.to_string()} y2={ROW.to_string()} />
            </>
        }
    };
    let lights: [NamedLight; 3] = [
        (texts.label(&PROGRESS_UPDATE.time_light), |update| update.time_light),
        (texts.label(&PROGRESS_UPDATE.money_light), |update| update.money_light),
        (texts.label(&PROGRESS_UPDATE.result_light), |update| update.result_light),
    ];
    html! {
        <figure class="kompaan-lights-history">
            <figcaption class="kompaan-no-margin">
                <strong>{ texts.report_history() }</strong>
                <br />
                <span class="kompaan-quiet">{ texts.report_history_lead() }</span>
            </figcaption>
            <div class="kompaan-lights-history__rows" aria-hidden="true">
                { for lights.iter().map(|(name, light)| html! {
                    <div key={*name} class="kompaan-lights-history__row">
                        <span class="kompaan-lights-history__name">{ *name }</span>
                        <svg viewBox={format!("0 0 {WIDTH} {}", ROW + 1)} preserveAspectRatio="none" focusable="false">{ row(*light) }</svg>
                    </div>
                }) }
                <p class="kompaan-lights-history__days kompaan-no-margin kompaan-quiet">
                    <span>{ day(lang, first) }</span>
                    <span>{ day(lang, props.until) }</span>
                </p>
            </div>
            <details class="kompaan-details">
                <summary>{ texts.report_history_table() }</summary>
                { table(texts, lang, &updates, &lights) }
            </details>
        </figure>
    }
}

fn table(texts: Texts, lang: crate::i18n::Lang, updates: &[ProgressUpdate], lights: &[NamedLight]) -> Html {
    html! {
        <table class="kompaan-table kompaan-table--dense">
            <caption class="kompaan-visually-hidden">{ texts.report_history() }</caption>
            <thead>
                <tr>
                    <th scope="col">{ texts.label(&PROGRESS_UPDATE.report_date) }</th>
                    { for lights.iter().map(|(name, _)| html! { <th key={*name} scope="col">{ *name }</th> }) }
                </tr>
            </thead>
            <tbody>
                { for updates.iter().rev().map(|update| html! {
                    <tr key={update.id.to_string()}>
                        <th scope="row">{ day(lang, update.report_date) }</th>
                        { for lights.iter().map(|(name, light)| html! {
                            <td key={*name} data-label={*name}>{ texts.word(light(update)) }</td>
                        }) }
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_light_holds_until_the_next_report_or_until_it_is_too_old() {
        let (january, february, december) = (day("2026-01-01"), day("2026-02-01"), day("2026-12-31"));
        let old = day("2026-05-04");
        assert_eq!(
            stretches(&[(january, Light::Green), (february, Light::Red)], december),
            [(january, february, Some(Light::Green)), (february, old, Some(Light::Red)), (old, december, None)]
        );
        assert_eq!(stretches(&[(january, Light::Orange)], february), [(january, february, Some(Light::Orange))]);
        assert_eq!(stretches(&[(february, Light::Green)], january), [(february, february, Some(Light::Green))], "never backwards");
        assert!(stretches(&[], december).is_empty());
    }

    #[test]
    fn what_is_worse_is_higher() {
        let heights: Vec<i64> = [None, Some(Light::Green), Some(Light::Orange), Some(Light::Red)].into_iter().map(|light| bar(light).0).collect();
        assert!(heights.is_sorted() && heights.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
