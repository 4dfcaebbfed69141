//! Paragraphs.
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PProps {
    /// Classes beside those of a paragraph.
    #[prop_or_default]
    pub class: Classes,
    /// Whether it introduces the page.
    #[prop_or_default]
    pub lead: bool,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// `status` or `alert`, when what it says comes while the page is open.
    #[prop_or_default]
    pub role: Option<AttrValue>,
    /// Whether the focus can be moved to it.
    #[prop_or_default]
    pub focusable: bool,
    #[prop_or_default]
    pub r#ref: NodeRef,
    #[prop_or_default]
    pub children: Html,
}

/// A paragraph of text.
#[component]
pub fn P(props: &PProps) -> Html {
    let class = classes!("utrecht-paragraph", props.lead.then_some("utrecht-paragraph--lead"), props.class.clone());
    let tabindex = props.focusable.then_some("-1");
    html! { <p ref={props.r#ref.clone()} id={props.id.clone()} {class} role={props.role.clone()} {tabindex}>{ props.children.clone() }</p> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::shown;

    #[tokio::test]
    async fn a_paragraph_has_what_it_was_given_and_no_more() {
        assert_eq!(shown(html! { <P>{ "Kort" }</P> }).await, r#"<p class="utrecht-paragraph">Kort</p>"#);
        let html = shown(html! { <P class="kompaan-quiet" role="status" focusable=true>{ "Niets" }</P> }).await;
        assert_eq!(html, r#"<p role="status" tabindex="-1" class="utrecht-paragraph kompaan-quiet">Niets</p>"#);
    }
}
