//! How a sub-project or a plan stands, on one sheet of paper.
pub mod chronicle;
mod local_plan;
mod sub_project;

pub use local_plan::PlanSheet;
pub use sub_project::SubProjectSheet;

use crate::{
    browser,
    components::button::{Appearance, Button},
    session::Session,
};
use yew::prelude::*;

/// The button that prints the sheet.
pub fn print_button(session: &Session) -> Html {
    let print = Callback::from(|_: MouseEvent| browser::print());
    html! {
        <div class="kompaan-actions"><Button appearance={Appearance::Secondary} onclick={print}>{ session.texts().print() }</Button></div>
    }
}
