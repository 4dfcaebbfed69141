//! The risks of a sub-project, the heaviest first.
use crate::{
    components::{item_list::ItemList, link::RouteLink},
    format::fill,
    resources,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    PageQuery,
    risk::{Risk, RiskFilter, RiskLevel},
    words::plan::RISK,
};
use uuid::Uuid;
use yew::prelude::*;

/// How much attention a risk asks, in words.
pub fn level_words(session: &Session, risk: &Risk) -> &'static str {
    if risk.closed { session.texts().word_of(&RISK.closed) } else { session.texts().explained(risk.level) }
}

/// The same with a colour.
pub fn badge(session: &Session, risk: &Risk) -> Html {
    let class = match risk.level {
        _ if risk.closed => None,
        RiskLevel::Low => Some("kompaan-light--green"),
        RiskLevel::Medium => Some("kompaan-light--orange"),
        RiskLevel::High => Some("kompaan-light--red"),
    };
    let text = level_words(session, risk);
    html! { <span class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>{ text }</span> }
}

#[derive(Properties, PartialEq)]
pub struct RisksProps {
    pub sub_project: Uuid,
    /// Whether one may add risks.
    pub adds: bool,
}

/// The risks of a sub-project, and the way to note one.
#[component]
pub fn RiskList(props: &RisksProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let new = props.adds.then_some((Route::NewRisk { id: props.sub_project }, texts.risk_new()));
    let filter = RiskFilter { sub_project_id: props.sub_project.into(), ..RiskFilter::default() };
    let page = PageQuery { page_size: Some(50), sort: Some("-weight".into()), ..PageQuery::default() };
    html! {
        <ItemList<resources::Risks>
            title={texts.risks()}
            none={texts.risks_none()}
            {new}
            {filter}
            {page}
            entry={entry as fn(&Session, &Risk, &Callback<()>) -> Html}
        />
    }
}

fn entry(session: &Session, risk: &Risk, _: &Callback<()>) -> Html {
    let texts = session.texts();
    html! {
        <>
            <h3 class="utrecht-heading-4 kompaan-no-margin"><RouteLink to={Route::Risk { id: risk.id }}>{ &risk.title }</RouteLink></h3>
            <p class="kompaan-card__badges kompaan-no-margin">{ badge(session, risk) }</p>
            <p class="kompaan-quiet kompaan-no-margin">
                { fill(texts.risk_score(), &[&risk.likelihood.to_string(), &risk.impact.to_string()]) }
                { for risk.owner.iter().map(|owner| format!(", {}", owner.name)) }
            </p>
            if !risk.measure.is_empty() { <p class="kompaan-no-margin">{ &risk.measure }</p> }
        </>
    }
}
