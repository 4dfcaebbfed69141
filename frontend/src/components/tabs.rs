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
    /// What else of the address stays when somebody goes to another part, such as filters.
    #[prop_or_default]
    pub keep: Vec<(&'static str, String)>,
}

/// The query of a tab: what stays, and which tab.
type LinkQuery = Vec<(&'static str, String)>;

/// The links to the parts of a page.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let session = use_session();
    let first = props.tabs.first().map(|(key, _)| *key);
    html! {
        <nav class="kompaan-tabs" aria-label={session.texts().parts_of_page()}>
            <ul class="kompaan-tabs__list">
                { for props.tabs.iter().map(|(key, label)| {
                    let current = *key == props.current;
                    let mut query: LinkQuery = if Some(*key) == first { vec![] } else { vec![("tab", (*key).to_owned())] };
                    query.extend(props.keep.iter().cloned());
                    html! {
                        <li key={*key}>
                            <Link<Route, LinkQuery>
                                classes={classes!("kompaan-tabs__link", current.then_some("kompaan-tabs__link--current"))}
                                to={props.route.clone()}
                                {query}
                            >
                                if current { <span aria-current="page">{ label }</span> } else { { label } }
                            </Link<Route, LinkQuery>>
                        </li>
                    }
                }) }
            </ul>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;
    use yew_router::history::{AnyHistory, MemoryHistory};

    #[component]
    fn InRouter() -> Html {
        let history = AnyHistory::from(MemoryHistory::new());
        let tabs = vec![("bord", AttrValue::from("Bord")), ("tabel", AttrValue::from("Tabel"))];
        html! {
            <Router {history}><Tabs route={Route::LocalPlans} {tabs} current="tabel" keep={vec![("fase", "pilot".to_owned())]} /></Router>
        }
    }

    #[tokio::test]
    async fn a_tab_is_a_link_and_the_current_one_says_so() {
        let html = LocalServerRenderer::<InRouter>::new().hydratable(false).render().await;
        for part in [r#"href="/lokale-plannen?fase=pilot""#, r#"href="/lokale-plannen?tab=tabel&amp;fase=pilot""#, r#"<span aria-current="page">Tabel</span>"#]
        {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert_eq!(html.matches("aria-current").count(), 1);
    }
}
