//! An address without a page.
use crate::{components::layout::Page, routes::Route, session::use_session};
use yew::prelude::*;
use yew_router::prelude::*;

/// Says that there is nothing here, and where to go.
#[component]
pub fn NotFound() -> Html {
    let session = use_session();
    let texts = session.texts();
    html! {
        <Page title={texts.error_not_found}>
            <p class="utrecht-paragraph">{ texts.error_not_found_text }</p>
            <p class="utrecht-paragraph"><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::Home}>{ texts.error_not_found_home }</Link<Route>></p>
        </Page>
    }
}
