//! Text that the server has made safe.
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MarkdownProps {
    /// HTML from the server, which has removed everything that is not text and simple markup.
    pub html: AttrValue,
    /// What to say when there is nothing.
    pub empty: AttrValue,
}

/// A long text.
#[component]
pub fn Markdown(props: &MarkdownProps) -> Html {
    if props.html.trim().is_empty() {
        return html! { <p class="utrecht-paragraph kompaan-quiet">{ &props.empty }</p> };
    }
    Html::from_html_unchecked(AttrValue::from(format!("<div class=\"kompaan-text\">{}</div>", props.html)))
}
