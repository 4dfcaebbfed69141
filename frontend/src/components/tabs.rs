//! Parts of a page under addresses of their own: links, so that back, reload and sharing work.
use crate::{hooks::use_query, routes::Route, session::use_session};
use serde::{Deserialize, Serialize};
use yew::prelude::*;
use yew_router::prelude::*;

/// Which part of a page, in its address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TabQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tab: Option<String>,
}

/// The part that the address asks for: the first one when it asks for none that is there.
#[hook]
pub fn use_tab(keys: &[&'static str]) -> &'static str {
    let (query, _) = use_query::<TabQuery>();
    keys.iter().find(|key| query.tab.as_deref() == Some(**key)).or(keys.first()).copied().unwrap_or_default()
}

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    pub route: Route,
    /// Key in the address and label.
    pub tabs: Vec<(&'static str, AttrValue)>,
    pub current: &'static str,
}

/// The links to the parts of a page.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let session = use_session();
    let first = props.tabs.first().map(|(key, _)| *key);
    html! {
        <nav class="kompaan-tabs" aria-label={session.texts().parts_of_page}>
            <ul class="kompaan-tabs__list">
                { for props.tabs.iter().map(|(key, label)| {
                    let current = *key == props.current;
                    let query = TabQuery { tab: (Some(*key) != first).then(|| (*key).to_owned()) };
                    html! {
                        <li key={*key}>
                            <Link<Route, TabQuery> classes={classes!("kompaan-tabs__link", current.then_some("kompaan-tabs__link--current"))} to={props.route.clone()} {query}>
                                if current { <span aria-current="page">{ label }</span> } else { { label } }
                            </Link<Route, TabQuery>>
                        </li>
                    }
                }) }
            </ul>
        </nav>
    }
}
