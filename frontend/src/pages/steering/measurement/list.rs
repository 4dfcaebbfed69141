//! The measurements of a figure: how it went, and each with its state.
use crate::{
    components::{
        button::{Appearance, Button},
        chart::{Meter, Trend},
        export::Export,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    format::{day, fill, number},
    hooks::use_list,
    pages::sub_project_indicator::list::counted,
    resources,
    routes::Route,
    session::{Session, use_session},
};
use chrono::{Datelike, NaiveDate};
use contract::{
    PageQuery,
    indicator::Accumulation,
    measurement::{Measurement, MeasurementFilter},
    sub_project_indicator::{SubProjectIndicator, is_locked, reached_by},
    words::{
        plan::TASK,
        steering::{MEASUREMENT, SUB_PROJECT_INDICATOR},
    },
};
use domain::policy::Action;
use yew::{platform::spawn_local, prelude::*};

/// How a figure went, by its measurements: what adds up grows through each year.
fn course_of(accumulation: Accumulation, mut points: Vec<(NaiveDate, i64)>) -> Vec<(NaiveDate, i64)> {
    points.sort_unstable();
    if accumulation == Accumulation::Cumulative {
        let (mut year, mut sum) = (None, 0_i64);
        for (day, value) in &mut points {
            sum = if year == Some(day.year()) { sum.saturating_add(*value) } else { *value };
            year = Some(day.year());
            *value = sum;
        }
    }
    points
}

/// Whether it counts, in a word and a colour.
pub fn badge(session: &Session, measurement: &Measurement) -> Html {
    let texts = session.texts();
    let (class, text) = match measurement.approved_at {
        Some(at) => (Some("kompaan-light--green"), fill(texts.approved_on(), &[&day(session.lang, crate::calendar::day_of(at))])),
        None => (Some("kompaan-light--orange"), texts.draft().to_owned()),
    };
    html! { <span class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>{ text }</span> }
}

/// The groups of a measurement; of those that are kept back it says why.
pub fn cells(session: &Session, measurement: &Measurement) -> Html {
    let texts = session.texts();
    html! {
        <ul class="kompaan-plain-list">
            { for measurement.cells.iter().map(|cell| {
                let value = cell.value.map_or_else(|| texts.cell_hidden().to_owned(), |value| number(session.lang, value));
                html! { <li key={cell.group.clone()}>{ format!("{}: {value}", cell.group) }</li> }
            }) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
pub struct ApprovalProps {
    pub measurement: Measurement,
    pub changed: Callback<()>,
}

/// The press that approves a measurement, or makes it a draft again.
#[component]
pub fn Approval(props: &ApprovalProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let busy = use_state(|| false);
    let measurement = &props.measurement;
    if !measurement.can.contains(&Action::Approve) {
        return Html::default();
    }
    let approve = measurement.approved_at.is_none();
    let onclick = {
        let (session, changed, busy, id, version) = (session.clone(), props.changed.clone(), busy.clone(), measurement.id, measurement.version);
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (session, changed, busy) = (session.clone(), changed.clone(), busy.clone());
            spawn_local(async move {
                let texts = session.texts();
                match session.client.set_approved(id, &format!("\"v{version}\""), approve).await {
                    Ok(_) => session.say(if approve { texts.approved_now() } else { texts.reopened_now() }),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                busy.set(false);
                changed.emit(());
            });
        })
    };
    let when = day(session.lang, measurement.measured_date);
    html! {
        <Button appearance={Appearance::Secondary} {onclick} busy={*busy}>
            { if approve { texts.approve() } else { texts.reopen() } }
            <span class="kompaan-visually-hidden">{ format!(" {when}") }</span>
        </Button>
    }
}

/// The interim targets beside what was reached by their days. Where not all measurements of a year are read yet it is not told.
fn interim(session: &Session, sub_project_indicator: &SubProjectIndicator, measurements: &[Measurement], all: bool) -> Html {
    let (texts, lang) = (session.texts(), session.lang);
    if sub_project_indicator.interim_targets.is_empty() {
        return Html::default();
    }
    let counting = || measurements.iter().filter(|one| one.approved_at.is_some());
    let approved: Vec<(NaiveDate, i64)> = counting().filter_map(|one| Some((one.measured_date, one.value?))).collect();
    let kept_back = |until: NaiveDate| counting().any(|one| one.value.is_none() && one.measured_date <= until && one.measured_date.year() == until.year());
    let oldest = measurements.iter().map(|one| one.measured_date.year()).min();
    let today = crate::calendar::today();
    html! {
        <section class="kompaan-part" aria-labelledby="tussendoelen">
            <h3 id="tussendoelen" class="utrecht-heading-3">{ texts.label(&SUB_PROJECT_INDICATOR.interim_targets) }</h3>
            <table class="kompaan-table">
                <caption class="kompaan-visually-hidden">{ texts.label(&SUB_PROJECT_INDICATOR.interim_targets) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ texts.interim_until() }</th>
                        <th scope="col" class="kompaan-table__number">{ texts.interim_target() }</th>
                        <th scope="col">{ texts.interim_reached() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for sub_project_indicator.interim_targets.iter().map(|target| {
                        let known = all || oldest.is_some_and(|oldest| oldest < target.until_date.year());
                        let reached = reached_by(sub_project_indicator.accumulation, &approved, target.until_date);
                        let reached = reached.filter(|_| known && !kept_back(target.until_date));
                        let words = match reached {
                            None if kept_back(target.until_date) => texts.cell_hidden().to_owned(),
                            None => texts.measured_none().to_owned(),
                            Some(reached) if target.until_date > today => fill(texts.interim_so_far(), &[&number(lang, reached)]),
                            Some(reached) => number(lang, reached),
                        };
                        html! {
                            <tr key={target.until_date.to_string()}>
                                <th scope="row">{ day(lang, target.until_date) }</th>
                                <td class="kompaan-table__number" data-label={texts.interim_target()}>{ number(lang, target.value) }</td>
                                <td data-label={texts.interim_reached()}>
                                    { if known { words } else { "-".to_owned() } }
                                    if let Some(value) = reached { <Meter {value} target={target.value} /> }
                                </td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct TableProps {
    pub sub_project_indicator: SubProjectIndicator,
}

/// The measurements of a figure, the latest first.
#[component]
pub fn MeasurementTable(props: &TableProps) -> Html {
    let session = use_session();
    let (texts, lang) = (session.texts(), session.lang);
    let sub_project_indicator = &props.sub_project_indicator;
    let filter = MeasurementFilter { sub_project_indicator_id: sub_project_indicator.id.into(), ..MeasurementFilter::default() };
    let page = PageQuery { page_size: Some(50), sort: Some("-measuredDate".into()), ..PageQuery::default() };
    let pages = use_list::<resources::Measurements>(filter.clone(), page);
    let table = match settled(pages.first.clone(), &pages.reload) {
        Err(instead) => instead,
        Ok(first) if first.items.is_empty() => html! { <P class="kompaan-quiet">{ texts.measurements_none() }</P> },
        Ok(_) => {
            let items = pages.items();
            let approved = items.iter().filter(|one| one.approved_at.is_some());
            // A line through what is shown would tell another story where some of it is kept back.
            let points: Option<Vec<_>> = approved.map(|one| Some((one.measured_date, one.value?))).collect();
            let points = course_of(sub_project_indicator.accumulation, points.unwrap_or_default());
            html! {
                <>
                    <Trend {points} />
                    { interim(&session, sub_project_indicator, &items, pages.are_all()) }
                    <table class="kompaan-table">
                        <caption class="kompaan-visually-hidden">
                            { format!("{}: {}", texts.measurements(), sub_project_indicator.title) }
                        </caption>
                        <thead>
                            <tr>
                                <th scope="col">{ texts.label(&MEASUREMENT.measured_date) }</th>
                                <th scope="col" class="kompaan-table__number">{ texts.label(&MEASUREMENT.value) }</th>
                                if !sub_project_indicator.groups.is_empty() { <th scope="col">{ texts.label(&MEASUREMENT.cells) }</th> }
                                <th scope="col">{ texts.state() }</th>
                                <th scope="col">{ texts.label(&TASK.note) }</th>
                            </tr>
                        </thead>
                        <tbody>
                            { for items.iter().map(|one| html! {
                                <tr key={one.id.to_string()}>
                                    <th scope="row">
                                        <RouteLink to={Route::Measurement { id: one.id }}>{ day(lang, one.measured_date) }</RouteLink>
                                    </th>
                                    <td class="kompaan-table__number" data-label={texts.label(&MEASUREMENT.value)}>
                                        { counted(&session, one.value) }
                                    </td>
                                    if !sub_project_indicator.groups.is_empty() {
                                        <td data-label={texts.label(&MEASUREMENT.cells)}>{ cells(&session, one) }</td>
                                    }
                                    <td data-label={texts.state()}>
                                        { badge(&session, one) }
                                        if is_locked(sub_project_indicator.locked_date, one.measured_date) {
                                            <><br /><span class="kompaan-quiet">{ texts.closed_period() }</span></>
                                        }
                                        <div><Approval measurement={one.clone()} changed={pages.reload.clone()} /></div>
                                    </td>
                                    <td data-label={texts.label(&TASK.note)}>{ &one.note }</td>
                                </tr>
                            }) }
                        </tbody>
                    </table>
                    { pages.more_button(session.texts()) }
                    <Export<resources::Measurements> filter={filter.clone()} sort="-measuredDate" of={texts.measurements()} />
                </>
            }
        }
    };
    html! {
        <section aria-labelledby="metingen"><h2 id="metingen" class="utrecht-heading-2">{ texts.measurements() }</h2>{ table }</section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_adds_up_grows_through_each_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        let points = vec![(day("2026-10-31"), 7), (day("2025-12-31"), 20), (day("2026-05-31"), 15), (day("2026-08-31"), 9)];
        let values = |accumulation| course_of(accumulation, points.clone()).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
        assert_eq!(values(Accumulation::Cumulative), [20, 15, 24, 31]);
        assert_eq!(values(Accumulation::PointInTime), [20, 15, 9, 7]);
    }
}
