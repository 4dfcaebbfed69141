//! Sub-projects.
pub mod card;
mod conflict;
pub mod detail;
pub mod edit;
pub mod history;
pub mod phase;

use crate::{i18n::Texts, routes::Route, session::use_session};
use client::{Error, Versioned};
use contract::sub_project::{SubProject, SubProjectInput};
use uuid::Uuid;
use yew::prelude::*;

use crate::hooks::{Fetch, use_fetch};

/// A sub-project with its ETag.
#[hook]
pub(crate) fn use_sub_project(id: Uuid) -> (Fetch<Versioned<SubProject>>, Callback<()>) {
    let session = use_session();
    let client = session.client.clone();
    let deps = (id, session.person.as_ref().map(|person| person.id));
    use_fetch(deps, move |(id, _)| {
        let client = client.clone();
        async move { client.sub_projects().get(id).await as Result<_, Error> }
    })
}

/// The pages above a page of a sub-project.
pub(crate) fn trail(texts: &Texts, sub_project: &SubProject, and_itself: bool) -> Vec<(AttrValue, Route)> {
    let mut trail = vec![
        (AttrValue::from(texts.local_plans), Route::LocalPlans),
        (AttrValue::from(sub_project.local_plan.name.clone()), Route::LocalPlan { id: sub_project.local_plan.id }),
    ];
    if and_itself {
        trail.push((AttrValue::from(sub_project.name.clone()), Route::SubProject { id: sub_project.id }));
    }
    trail
}

/// The editable state of what was read.
pub(crate) fn input(sub_project: &SubProject) -> SubProjectInput {
    SubProjectInput {
        local_plan_id: sub_project.local_plan.id,
        name: sub_project.name.clone(),
        aim: sub_project.aim.clone().unwrap_or_default(),
        target_group: sub_project.target_group.clone().unwrap_or_default(),
        method: sub_project.method.clone().unwrap_or_default(),
        places: sub_project.places.clone(),
        municipality_lead_id: sub_project.municipality_lead.as_ref().map(|lead| lead.id),
        partner_lead_id: sub_project.partner_lead.as_ref().map(|lead| lead.id),
        community_id: sub_project.community.as_ref().map(|community| community.id),
        theme_ids: sub_project.theme_ids.clone(),
    }
}

/// The labels of the fields, in the order of the form.
pub(crate) fn fields(texts: &Texts) -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", texts.sub_project_name),
        ("aim", texts.sub_project_aim),
        ("targetGroup", texts.sub_project_target_group),
        ("method", texts.sub_project_method),
        ("places", texts.sub_project_places),
        ("phase", texts.phase),
        ("phaseReason", texts.sub_project_reason),
        ("municipalityLeadId", texts.sub_project_municipality_lead),
        ("partnerLeadId", texts.sub_project_partner_lead),
        ("communityId", texts.sub_project_community),
        ("themeIds", texts.sub_project_themes),
        ("localPlanId", texts.sub_project_plan),
    ]
}

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::SubProject { id } => html! { <detail::SubProjectPage key={id.to_string()} {id} /> },
        Route::EditSubProject { id } => html! { <edit::EditSubProject key={id.to_string()} {id} /> },
        Route::ChangePhase { id } => html! { <phase::ChangePhase key={id.to_string()} {id} /> },
        Route::SubProjectHistory { id } => html! { <history::SubProjectHistory key={id.to_string()} {id} /> },
        _ => html! { <crate::pages::not_found::NotFound /> },
    }
}
