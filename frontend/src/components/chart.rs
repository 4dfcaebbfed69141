//! Small drawings of numbers. The numbers themselves stand beside them in words or in a table, so they are hidden from who does not see them.
//! They are a few lines of SVG: a library for charts would weigh more than all pages that use it.
use crate::{
    format::{day, number},
    session::use_session,
};
use chrono::NaiveDate;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MeterProps {
    pub value: i64,
    pub target: i64,
}

/// How far a number is towards its target; what lies beyond the target is drawn too, at most as much again.
#[component]
pub fn Meter(props: &MeterProps) -> Html {
    let whole = props.target.max(1);
    let part = |value: i64| (value.clamp(0, whole * 2) * 100 / whole).min(200);
    let filled = part(props.value);
    let width = filled.max(100);
    html! {
        <svg class="kompaan-meter" viewBox={format!("0 0 {width} 6")} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="kompaan-meter__whole" x="0" y="0" width={width.to_string()} height="6" />
            <rect class="kompaan-meter__part" x="0" y="0" width={filled.to_string()} height="6" />
            if filled > 100 { <rect class="kompaan-meter__target" x="99" y="0" width="2" height="6" /> }
        </svg>
    }
}

#[derive(Properties, PartialEq)]
pub struct TrendProps {
    /// In the order of their days; at least two are needed to draw a line.
    pub points: Vec<(NaiveDate, i64)>,
}

const WIDTH: i64 = 240;
const HEIGHT: i64 = 60;

/// Where points come to stand: days along the width, numbers from zero up.
fn places(points: &[(NaiveDate, i64)]) -> Vec<(i64, i64)> {
    let (Some((first, _)), Some((last, _))) = (points.first(), points.last()) else { return vec![] };
    let days = (*last - *first).num_days().max(1);
    let most = points.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
    let place = |(day, value): &(NaiveDate, i64)| {
        let across = 4 + (*day - *first).num_days() * (WIDTH - 8) / days;
        // By parts of a thousand, so that no number is too large.
        let up = i64::try_from(i128::from(*value) * i128::from(HEIGHT - 8) / i128::from(most)).unwrap_or(0);
        (across, HEIGHT - 4 - up)
    };
    points.iter().map(place).collect()
}

/// How a number went: from zero up, from the first day to the last, with both ends of each axis in words.
#[component]
pub fn Trend(props: &TrendProps) -> Html {
    let lang = use_session().lang;
    let (Some((first, _)), Some((last, _)), true) = (props.points.first(), props.points.last(), props.points.len() > 1) else { return Html::default() };
    let most = props.points.iter().map(|(_, value)| *value).max().unwrap_or(0);
    let places = places(&props.points);
    let line: Vec<String> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
    // The words stand around the drawing, not in it: there they are as large as other words, and their contrast can be told.
    html! {
        <div class="kompaan-trend" aria-hidden="true">
            if most > 0 { <span class="kompaan-trend__most">{ number(lang, most) }</span> }
            <span class="kompaan-trend__none">{ number(lang, 0) }</span>
            <svg class="kompaan-trend__drawing" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} focusable="false">
                <line
                    class="kompaan-trend__ground"
                    x1="0"
                    y1={(HEIGHT - 4).to_string()}
                    x2={WIDTH.to_string()}
                    y2={(HEIGHT - 4).to_string()}
                />
                <line class="kompaan-trend__ground" x1="0" y1="4" x2="0" y2={(HEIGHT - 4).to_string()} />
                <polyline class="kompaan-trend__line" points={line.join(" ")} />
                { for places.iter().map(|(x, y)| html! {
                    <circle class="kompaan-trend__point" cx={x.to_string()} cy={y.to_string()} r="3" />
                }) }
            </svg>
            <span class="kompaan-trend__first">{ day(lang, *first) }</span>
            <span class="kompaan-trend__last">{ day(lang, *last) }</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn a_meter_shows_the_part_and_what_lies_beyond() {
        let within = shown(html! { <Meter value={30} target={40} /> }).await;
        holds(&within, &[r#"viewBox="0 0 100 6""#, r#"width="75""#, r#"aria-hidden="true""#]);
        holds(&shown(html! { <Meter value={60} target={40} /> }).await, &[r#"viewBox="0 0 150 6""#, "kompaan-meter__target"]);
        holds(&shown(html! { <Meter value={5} target={0} /> }).await, &[r#"viewBox="0 0 200 6""#]);
    }

    #[tokio::test]
    async fn a_line_goes_from_the_first_day_to_the_last() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        let points = vec![(day("2026-01-01"), 0), (day("2026-07-01"), 10), (day("2026-12-31"), 20)];
        assert_eq!(places(&points), [(4, 56), (119, 30), (236, 4)]);
        holds(
            &shown(html! { <Trend {points} /> }).await,
            &["polyline", "4,56 119,30 236,4", ">20</span>", ">0</span>", ">1 januari 2026</span>", ">31 december 2026</span>"],
        );
        assert!(!shown(html! { <Trend points={vec![(day("2026-01-01"), 3)]} /> }).await.contains("svg"), "one point is no line");
        assert_eq!(places(&[(day("2026-01-01"), i64::MAX), (day("2026-01-01"), 0)])[0], (4, 4));
    }
}
