//! Communities.
mod detail;
mod edit;
mod list;
mod member_end;
mod members;

use crate::{
    components::edit_page::{EditPage, Fields},
    resources::Communities,
    routes::Route,
};
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::Community { id } => html! { <detail::CommunityPage key={id.to_string()} {id} /> },
        Route::NewCommunity => html! { <edit::NewCommunity /> },
        Route::EditCommunity { id } => html! { <EditPage<Communities> key={id.to_string()} {id} fields={edit::fields as Fields<Communities>} /> },
        _ => html! { <list::Communities /> },
    }
}
