//! A local plan in a list.
use crate::{
    components::{badge::Badge, link::RouteLink, phases::PhaseBar},
    format::{day, fill},
    routes::Route,
    session::use_session,
};
use contract::local_plan::LocalPlan;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PlanCardProps {
    pub plan: LocalPlan,
}

/// Title, period, status and how far its sub-projects are.
#[component]
pub fn PlanCard(props: &PlanCardProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let plan = &props.plan;
    html! {
        <li class="kompaan-card">
            <h3 class="utrecht-heading-3 kompaan-card__title">
                <RouteLink to={Route::LocalPlan { id: plan.id }} class="kompaan-card__link">{ &plan.title }</RouteLink>
            </h3>
            <p class="kompaan-card__facts">
                { fill(texts.plan_period_range(), &[&day(session.lang, plan.start_date), &day(session.lang, plan.end_date)]) }
            </p>
            <p class="kompaan-card__badges"><Badge>{ texts.word(plan.status) }</Badge></p>
            <PhaseBar counts={plan.phase_counts} />
        </li>
    }
}
