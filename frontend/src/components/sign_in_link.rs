//! The way to sign in, and back to where one was.
use crate::{components::link::link_classes, routes::Route};
use serde::{Deserialize, Serialize};
use yew::prelude::*;
use yew_router::{prelude::*, query::Raw};

/// Where somebody goes on after signing in, in the address of the page to sign in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Return {
    #[serde(default, rename = "naar", skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The page and the query of an address of the app to which one can come back; no other address leads anywhere.
fn page_at(address: &str) -> Option<(Route, &str)> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if !path.starts_with('/') || path.starts_with("//") || path.contains('\\') {
        return None;
    }
    let route = Route::recognize(path)?;
    // Who comes from these wants to go in, not back.
    let away = matches!(route, Route::Home | Route::SignIn | Route::SignedIn | Route::ForgotPassword | Route::AccountLink | Route::NotFound);
    (!away).then_some((route, query))
}

impl Return {
    /// Back to this address.
    pub fn back_to(address: &str) -> Self {
        Self { to: page_at(address).map(|_| address.to_owned()) }
    }

    /// Goes on, in the place of the page to sign in; to the start page when nothing else was asked.
    pub fn go(&self, navigator: &Navigator) {
        match self.to.as_deref().and_then(page_at) {
            Some((route, "")) => navigator.replace(&route),
            Some((route, query)) => {
                let _ = navigator.replace_with_query(&route, Raw(query));
            }
            None => navigator.replace(&Route::Home),
        }
    }
}

/// Where somebody who signs in comes back to: this page, or where the page to sign in says.
#[hook]
pub fn use_return() -> Return {
    let Some(location) = use_location() else { return Return::default() };
    match Route::recognize(location.path()) {
        Some(Route::SignIn) => location.query::<Return>().unwrap_or_default(),
        _ => Return::back_to(&format!("{}{}", location.path(), location.query_str())),
    }
}

#[derive(Properties, PartialEq)]
pub struct SignInLinkProps {
    #[prop_or_else(link_classes)]
    pub classes: Classes,
    pub label: AttrValue,
}

/// A link to the page to sign in, which leads back here.
#[component]
pub fn SignInLink(props: &SignInLinkProps) -> Html {
    let back = use_return();
    let query = back.to.is_some().then_some(back);
    html! { <Link<Route, Return> classes={props.classes.clone()} to={Route::SignIn} {query}>{ &props.label }</Link<Route, Return>> }
}

#[derive(Properties, PartialEq)]
pub struct AddressLinkProps {
    /// Path and query of a page of the app.
    pub address: AttrValue,
    pub label: AttrValue,
}

/// A link to an address of the app, in the tools of a message.
#[component]
pub fn AddressLink(props: &AddressLinkProps) -> Html {
    let navigator = use_navigator();
    let address = props.address.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        if let (Some(navigator), Some((route, query))) = (&navigator, page_at(&address)) {
            let _ = navigator.push_with_query(&route, Raw(query));
        }
    });
    html! { <a class="kompaan-tool" href={props.address.clone()} {onclick}>{ &props.label }</a> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown_at};

    #[test]
    fn only_own_addresses_are_come_back_to() {
        for texts in ["/regio", "/lokale-plannen?gemeente=best", "/deelprojecten/00000000-0000-0000-0000-000000000000/nieuwe-taak"] {
            assert_eq!(Return::back_to(texts).to.as_deref(), Some(texts));
        }
        for other in [
            "https://voorbeeld.nl/regio",
            "//voorbeeld.nl/regio",
            "/\\voorbeeld.nl",
            "javascript:alert(1)",
            "regio",
            "",
            "/",
            "/inloggen",
            "/aangemeld",
            "/account?token=x",
            "/bestaat/niet",
        ] {
            assert_eq!(Return::back_to(other).to, None, "{other}");
        }
    }

    #[tokio::test]
    async fn the_link_leads_back_to_where_one_is() {
        let link = || html! { <SignInLink classes={classes!("naam")} label="Inloggen" /> };
        holds(&shown_at(Route::Region, link()).await, &[r#"href="/inloggen?naar=%2Fregio""#, ">Inloggen</a>"]);
        holds(&shown_at(Route::Home, link()).await, &[r#"href="/inloggen""#]);
    }
}
