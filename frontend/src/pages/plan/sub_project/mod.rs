//! Sub-projects.
mod choice;
mod detail;
mod edit;
pub mod exceed;
pub mod gate;
mod phase;

pub use phase::PhaseQuery;

use crate::{
    components::{
        edit_page::{EditPage, Fields},
        form_page::Frame,
    },
    i18n::Texts,
    resources::{Managed, SubProjects},
    routes::Route,
};
use contract::sub_project::SubProject;
use yew::prelude::*;

/// The frame of a form that adds something to a sub-project.
pub fn frame_within(texts: &Texts, sub_project: &SubProject, title: String, lead: &'static str, submit: &'static str) -> Frame {
    let here = Route::SubProject { id: sub_project.id };
    let mut trail = SubProjects::above(texts, sub_project);
    trail.push((sub_project.name.clone().into(), here.clone()));
    Frame { title, lead: Some(lead.into()), trail, cancel: here, submit }
}

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::SubProject { id } => html! { <detail::SubProjectPage key={id.to_string()} {id} /> },
        Route::EditSubProject { id } => html! { <EditPage<SubProjects> key={id.to_string()} {id} fields={edit::fields as Fields<SubProjects>} /> },
        Route::ChangePhase { id } => html! { <phase::ChangePhase key={id.to_string()} {id} /> },
        Route::NewSubProject { id } => html! { <edit::NewSubProject key={id.to_string()} plan={id} /> },
        _ => html! { <crate::pages::not_found::NotFound /> },
    }
}
