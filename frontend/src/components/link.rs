//! Links.
use crate::routes::Route;
use serde::Serialize;
use yew::prelude::*;
use yew_router::prelude::Link;

/// How a link in a text looks.
pub fn link_classes() -> Classes {
    classes!("utrecht-link", "utrecht-link--html-a")
}

#[derive(Properties, PartialEq)]
pub struct RouteLinkProps<Q = ()>
where
    Q: Clone + PartialEq + Serialize + 'static,
{
    pub to: Route,
    /// What the address says beside the page.
    #[prop_or_default]
    pub query: Option<Q>,
    /// Classes beside those of a link.
    #[prop_or_default]
    pub class: Classes,
    pub children: Html,
}

/// A link to a page of the app.
#[component]
pub fn RouteLink<Q = ()>(props: &RouteLinkProps<Q>) -> Html
where
    Q: Clone + PartialEq + Serialize + 'static,
{
    let classes = classes!(link_classes(), props.class.clone());
    html! { <Link<Route, Q> {classes} to={props.to.clone()} query={props.query.clone()}>{ props.children.clone() }</Link<Route, Q>> }
}

#[derive(Properties, PartialEq)]
pub struct PlainLinkProps {
    pub href: AttrValue,
    #[prop_or_default]
    pub rel: Option<AttrValue>,
    #[prop_or_default]
    pub onclick: Option<Callback<MouseEvent>>,
    pub children: Html,
}

/// A link that the browser follows: out of the app, or within the page.
#[component]
pub fn PlainLink(props: &PlainLinkProps) -> Html {
    let (href, rel, onclick) = (props.href.clone(), props.rel.clone(), props.onclick.clone());
    html! { <a class={link_classes()} {href} {rel} {onclick}>{ props.children.clone() }</a> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn links_lead_to_pages_and_out_of_the_app() {
        let html = shown(html! { <RouteLink to={Route::Region} class="kompaan-go">{ "Regio" }</RouteLink> }).await;
        holds(&html, &[r#"href="/regio""#, r#"class="utrecht-link utrecht-link--html-a kompaan-go">Regio</a>"#]);
        let html = shown(html! { <PlainLink href="mailto:a@b.nl">{ "a@b.nl" }</PlainLink> }).await;
        assert_eq!(html, r#"<a href="mailto:a@b.nl" class="utrecht-link utrecht-link--html-a">a@b.nl</a>"#);
    }
}
