//! The figures of a sub-project or a plan.
use crate::{
    components::{chart::Meter, item_list::ItemList, link::RouteLink},
    format::{day, fill, number},
    resources,
    routes::Route,
    session::{Session, use_session},
};
use chrono::{Datelike, NaiveDate};
use contract::{
    PageQuery,
    sub_project_indicator::{SubProjectIndicator, SubProjectIndicatorFilter},
    words::steering::MEASUREMENT,
};
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SubProjectIndicatorListProps {
    pub filter: SubProjectIndicatorFilter,
    /// The sub-project to which one may add figures.
    #[prop_or_default]
    pub adds_to: Option<Uuid>,
}

/// What is measured, with how far it is.
#[component]
pub fn SubProjectIndicatorList(props: &SubProjectIndicatorListProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let new = props.adds_to.map(|id| (Route::NewSubProjectIndicator { id }, texts.figure_new()));
    let page = PageQuery { page_size: Some(50), ..PageQuery::default() };
    let entry = if !props.filter.sub_project_id.is_empty() { alone } else { with_sub_project };
    html! {
        <ItemList<resources::SubProjectIndicators>
            title={texts.figures()}
            none={texts.figures_none()}
            {new}
            filter={props.filter.clone()}
            {page}
            entry={entry as fn(&Session, &SubProjectIndicator, &Callback<()>) -> Html}
        />
    }
}

fn alone(session: &Session, indicator: &SubProjectIndicator, _: &Callback<()>) -> Html {
    entry(session, indicator, false)
}

fn with_sub_project(session: &Session, indicator: &SubProjectIndicator, _: &Callback<()>) -> Html {
    entry(session, indicator, true)
}

/// What a figure reached in the year of its latest measurement, which is the year that people talk about.
pub struct Reached {
    /// The same in words.
    pub words: String,
    /// The number and its target, where there is one.
    pub meter: Option<(i64, i64)>,
    pub measured_date: NaiveDate,
}

/// A number, or why it is not shown.
pub fn counted(session: &Session, value: Option<i64>) -> String {
    value.map_or_else(|| session.texts().cell_hidden().to_owned(), |value| number(session.lang, value))
}

/// What a figure reached; `None` when nothing was measured.
pub fn reached(session: &Session, indicator: &SubProjectIndicator) -> Option<Reached> {
    let (texts, lang) = (session.texts(), session.lang);
    let latest = indicator.latest?;
    let year = latest.measured_date.year();
    let target = indicator.targets.iter().find(|target| target.year == year).map(|target| target.value);
    let value = counted(session, latest.year_value);
    let words = match target {
        Some(target) => format!("{year}: {}", fill(texts.measured_of(), &[&value, &number(lang, target), &indicator.unit])),
        None => format!("{year}: {value} {}", indicator.unit),
    };
    Some(Reached { words, meter: latest.year_value.zip(target), measured_date: latest.measured_date })
}

fn entry(session: &Session, indicator: &SubProjectIndicator, with_sub_project: bool) -> Html {
    let texts = session.texts();
    html! {
        <>
            <h3 class="utrecht-heading-4 kompaan-no-margin">
                <RouteLink to={Route::SubProjectIndicator { id: indicator.id }}>{ &indicator.title }</RouteLink>
            </h3>
            if with_sub_project {
                <p class="kompaan-no-margin">
                    <RouteLink to={Route::SubProject { id: indicator.sub_project.id }}>{ &indicator.sub_project.name }</RouteLink>
                </p>
            }
            {
                match reached(session, indicator) {
                    None => html! { <p class="kompaan-no-margin">{ texts.measured_none() }</p> },
                    Some(Reached { words, meter, measured_date }) => html! {
                        <>
                            <p class="kompaan-no-margin"><strong>{ words }</strong></p>
                            { for meter.map(|(value, target)| html! { <Meter {value} {target} /> }) }
                            <p class="kompaan-quiet kompaan-no-margin">
                                { format!("{} {}", texts.label(&MEASUREMENT.measured_date), day(session.lang, measured_date)) }
                            </p>
                        </>
                    },
                }
            }
        </>
    }
}
