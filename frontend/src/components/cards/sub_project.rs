//! A sub-project in a list.
use crate::{
    components::{badge::PhaseBadge, lights::Lights, link::RouteLink},
    routes::Route,
    session::use_session,
};
use contract::sub_project::SubProject;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SubProjectCardProps {
    pub sub_project: SubProject,
    /// Whether to name the plan.
    pub with_plan: bool,
    /// The level of the heading, one below that of the list.
    #[prop_or(3)]
    pub level: u8,
}

/// Name, phase, plan, leads.
#[component]
pub fn SubProjectCard(props: &SubProjectCardProps) -> Html {
    let session = use_session();
    let sub_project = &props.sub_project;
    let leads: Vec<_> = [&sub_project.municipality_lead, &sub_project.partner_lead].into_iter().flatten().map(|lead| lead.name.as_str()).collect();
    html! {
        <li class="kompaan-card">
            <@{format!("h{}", props.level)} class="utrecht-heading-4 kompaan-card__title">
                <RouteLink to={Route::SubProject { id: sub_project.id }} class="kompaan-card__link">{ &sub_project.name }</RouteLink>
            </@>
            if props.with_plan { <p class="kompaan-card__facts">{ &sub_project.local_plan.name }</p> }
            if !sub_project.places.is_empty() { <p class="kompaan-card__facts kompaan-quiet">{ sub_project.places.join(", ") }</p> }
            if !leads.is_empty() {
                <p class="kompaan-card__facts kompaan-quiet">
                    { format!("{}: {}", session.texts().sub_project_leads(), leads.join(", ")) }
                </p>
            }
            <p class="kompaan-card__badges">
                <PhaseBadge phase={sub_project.phase} />
                <Lights phase={sub_project.phase} latest={sub_project.latest_report} />
            </p>
        </li>
    }
}
