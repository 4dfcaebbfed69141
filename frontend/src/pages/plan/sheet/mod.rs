//! How a sub-project or a plan stands, on one sheet of paper.
mod local_plan;
pub mod story;
mod sub_project;

use crate::{
    browser,
    components::button::{Appearance, Button},
    routes::Route,
    session::Session,
};
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::SubProjectSheet { id } => html! { <sub_project::Sheet key={id.to_string()} {id} /> },
        Route::PlanSheet { id } => html! { <local_plan::Sheet key={id.to_string()} {id} /> },
        _ => html! { <crate::components::not_found::NotFound /> },
    }
}

/// The button that prints the sheet.
pub fn print_button(session: &Session) -> Html {
    let print = Callback::from(|_: MouseEvent| browser::print());
    html! { <div class="kompaan-actions"><Button appearance={Appearance::Secondary} onclick={print}>{ session.texts().print }</Button></div> }
}
