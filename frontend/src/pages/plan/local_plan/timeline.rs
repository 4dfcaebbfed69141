//! The milestones of a plan in time: a bar for each sub-project, and the same in words.
use crate::{
    components::{link::RouteLink, paragraph::P, settled::settled},
    format::{day, fill},
    hooks::use_fetch,
    pages::milestone::steps::{entries, today, when},
    routes::Route,
    session::use_session,
};
use chrono::NaiveDate;
use contract::{
    local_plan::LocalPlan,
    milestone::{Milestone, MilestoneFilter, Standing},
    words::plan::PROGRESS_UPDATE,
};
use futures::TryStreamExt;
use uuid::Uuid;
use yew::prelude::*;

/// The first and last day that a timeline shows: those of the plan, and of every milestone beyond.
fn span(plan: &LocalPlan, milestones: &[Milestone]) -> (NaiveDate, NaiveDate) {
    let days = milestones.iter().flat_map(|one| [Some(one.planned_date), one.forecast_date, one.actual_date]).flatten();
    days.fold((plan.start_date, plan.end_date), |(first, last), day| (first.min(day), last.max(day)))
}

/// Where a day stands between two others, in thousandths.
fn place((first, last): (NaiveDate, NaiveDate), day: NaiveDate) -> i64 {
    (day - first).num_days() * 1000 / (last - first).num_days().max(1)
}

#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    pub plan: LocalPlan,
    /// Which of its milestones.
    pub filter: MilestoneFilter,
}

/// The timeline of a plan.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let deps = (props.filter.clone(), session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch(deps, move |(filter, _)| {
        let client = client.clone();
        // Some tens at most: a handful for each of the sub-projects of one plan.
        async move { client.milestones().all(filter).try_collect::<Vec<Milestone>>().await }
    });
    let milestones = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    if milestones.is_empty() {
        let everything = MilestoneFilter { local_plan_id: props.plan.id.into(), ..MilestoneFilter::default() };
        return html! {
            <div class="kompaan-empty">
                <P>{ if props.filter == everything { texts.milestones_none() } else { texts.filter_none() } }</P>
            </div>
        };
    }
    let mut by_day = (*milestones).clone();
    by_day.sort_by_key(|one| (one.planned_date, one.id));
    let span = span(&props.plan, &milestones);
    let mut rows: Vec<(Uuid, &str, Vec<&Milestone>)> = vec![];
    for one in milestones.iter() {
        match rows.iter_mut().find(|(id, ..)| *id == one.sub_project.id) {
            Some((.., several)) => several.push(one),
            None => rows.push((one.sub_project.id, &one.sub_project.name, vec![one])),
        }
    }
    rows.sort_by_key(|(_, name, _)| name.to_lowercase());
    rows.iter_mut().for_each(|(.., several)| several.sort_by_key(|one| (one.forecast_date.unwrap_or(one.planned_date), one.id)));
    html! {
        <>
            <table class="kompaan-table">
                <caption class="kompaan-visually-hidden">{ texts.timeline() }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ session.texts().label(&PROGRESS_UPDATE.sub_project_id) }</th>
                        <th scope="col">{ fill(texts.timeline_span(), &[&day(session.lang, span.0), &day(session.lang, span.1)]) }</th>
                        <th scope="col">{ texts.milestone_next() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for rows.iter().map(|(id, name, several)| {
                        let next = several.iter().find(|one| one.actual_date.is_none());
                        html! {
                            <tr key={id.to_string()}>
                                <th scope="row"><RouteLink to={Route::SubProject { id: *id }}>{ *name }</RouteLink></th>
                                <td class="kompaan-timebar__cell" data-label={texts.timeline()}>{ bar(span, several) }</td>
                                <td data-label={texts.milestone_next()}>
                                    if let Some(one) = next {
                                        { format!("{}: {}", one.title, when(session.lang, one)) }
                                    } else {
                                        { texts.milestones_all_reached() }
                                    }
                                </td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            <h3 class="utrecht-heading-3">{ texts.milestones() }</h3>
            { entries(by_day, true, &reload) }
        </>
    }
}

/// A mark for each milestone on the day on which it was reached, is expected or was planned; today is a line. The table and the list say the same in words.
fn bar(span: (NaiveDate, NaiveDate), milestones: &[&Milestone]) -> Html {
    let now = place(span, crate::calendar::today());
    html! {
        <svg class="kompaan-timebar" viewBox="-6 0 1012 24" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="kompaan-timebar__whole" x="0" y="9" width="1000" height="6" />
            if (0..=1000).contains(&now) { <rect class="kompaan-timebar__today" x={(now - 1).to_string()} y="0" width="2" height="24" /> }
            { for milestones.iter().map(|one| {
                let at = place(span, one.actual_date.or(one.forecast_date).unwrap_or(one.planned_date));
                let class = match today(one) {
                    Standing::Reached => "reached",
                    Standing::OnTime => "on-time",
                    Standing::Postponed => "postponed",
                    Standing::Late => "late",
                };
                html! {
                    <rect
                        key={one.id.to_string()}
                        class={format!("kompaan-timebar__mark kompaan-timebar__mark--{class}")}
                        x={(at - 6).to_string()}
                        y="4"
                        width="12"
                        height="16"
                    />
                }
            }) }
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stands_where_it_falls_in_the_span() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let span = (day("2026-01-01"), day("2026-12-31"));
        assert_eq!([day("2026-01-01"), day("2026-07-02"), day("2026-12-31")].map(|day| place(span, day)), [0, 500, 1000]);
        assert_eq!(place((span.0, span.0), span.0), 0, "a span of one day");
    }
}
