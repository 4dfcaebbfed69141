//! Text that the server has made safe.
use crate::components::paragraph::P;
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
        return html! { <P class="kompaan-quiet">{ &props.empty }</P> };
    }
    Html::from_html_unchecked(AttrValue::from(format!("<div class=\"kompaan-text\">{}</div>", props.html)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn what_the_server_made_safe_stands_as_it_is_and_nothing_says_so() {
        let html = shown(html! { <Markdown html="<p><strong>dicht bij huis</strong></p>" empty="Niets" /> }).await;
        holds(&html, &["<p><strong>dicht bij huis</strong></p>"]);
        let empty = shown(html! { <Markdown html="  " empty="Nog niets ingevuld" /> }).await;
        assert!(empty.contains("Nog niets ingevuld") && !empty.contains("kompaan-text"), "{empty}");
    }
}
