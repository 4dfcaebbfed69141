//! An address without a page.
use crate::{
    components::{layout::Page, link::RouteLink, paragraph::P},
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

/// Says that there is nothing here, and where to go.
#[component]
pub fn NotFound() -> Html {
    let session = use_session();
    let texts = session.texts();
    html! {
        <Page title={texts.error_not_found()}>
            <P>{ texts.error_not_found_text() }</P>
            <P><RouteLink to={Route::Home}>{ texts.error_not_found_home() }</RouteLink></P>
        </Page>
    }
}
