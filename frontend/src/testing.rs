//! What the tests of components share.
use crate::{routes::Route, session::Session};
use contract::person::{Person, Role};
use std::rc::Rc;
use yew::{LocalServerRenderer, prelude::*};
use yew_router::{
    Routable, Router,
    history::{AnyHistory, History, MemoryHistory},
};

#[derive(Properties, PartialEq)]
struct PageProps {
    at: Route,
    children: Html,
}

#[component]
fn InPage(props: &PageProps) -> Html {
    let history = MemoryHistory::new();
    history.push(props.at.to_path());
    html! { <Router history={AnyHistory::from(history)}>{ props.children.clone() }</Router> }
}

/// What a visitor sees of this, in Dutch, on a page.
pub async fn shown_at(at: Route, children: Html) -> String {
    LocalServerRenderer::<InPage>::with_props(PageProps { at, children }).hydratable(false).render().await
}

/// Somebody of no organisation that is known, with these roles; without roles at all a visitor.
pub fn session_of(roles: Option<&[Role]>) -> Session {
    let person = roles.map(|roles| {
        let person = serde_json::json!({
            "id": uuid::Uuid::from_u128(7), "name": "Demo Consulent", "jobTitle": "", "organisationId": uuid::Uuid::from_u128(8), "organisationName": "Best", "email": null, "status": "active", "deletedAt": null, "expertise": [], "themeIds": [],
            "language": "nl", "emailVisible": false, "roles": roles, "version": 1, "can": [], "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z",
        });
        Rc::new(serde_json::from_value::<Person>(person).unwrap())
    });
    Session {
        client: client::Client::new(""),
        lang: crate::i18n::Lang::Dutch,
        person,
        over: false,
        catalogue: Rc::default(),
        notice: None,
        scheme: crate::session::Scheme::Device,
        privacy_to_accept: false,
        last_visit: None,
        dispatch: Callback::noop(),
    }
}

/// What somebody with these roles sees of this on a page.
pub async fn shown_to(roles: &[Role], at: Route, children: Html) -> String {
    shown_in(session_of(Some(roles)), at, children).await
}

/// What is seen of this on a page in this session.
pub async fn shown_in(session: Session, at: Route, children: Html) -> String {
    shown_at(at, html! { <ContextProvider<Session> context={session}>{ children }</ContextProvider<Session>> }).await
}

/// The same on the start page.
pub async fn shown(children: Html) -> String {
    shown_at(Route::Home, children).await
}

/// Holds that each part stands in the HTML.
pub fn holds(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}
