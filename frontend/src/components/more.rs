//! The button for more of a list.
use crate::{
    components::{
        button::{Appearance, Button},
        paragraph::P,
    },
    format::fill,
    hooks::{END, First, Pages},
    i18n::Texts,
};
use yew::prelude::*;

impl<T: Clone> Pages<T> {
    /// The button for more; when there is no more, what remains of it keeps the focus.
    pub fn more_button(&self, texts: Texts) -> Html {
        if !self.are_all() {
            let busy = self.is_loading();
            let label = if busy { texts.loading() } else { texts.more() };
            html! {
                <p class="kompaan-actions"><Button appearance={Appearance::Secondary} onclick={self.more()} {busy}>{ label }</Button></p>
            }
        } else if self.has_later() {
            html! { <P id={END} class="kompaan-quiet" focusable=true>{ texts.all_shown() }</P> }
        } else {
            Html::default()
        }
    }
}

impl First {
    /// How many of all are shown, and the button for more; nothing when that is all.
    pub fn more_button(&self, texts: Texts, all: usize) -> Html {
        if all <= self.shown() {
            return Html::default();
        }
        html! {
            <>
                <P class="kompaan-quiet" role="status">{ fill(texts.first_of(), &[&self.shown().to_string(), &all.to_string()]) }</P>
                <p class="kompaan-actions"><Button appearance={Appearance::Secondary} onclick={self.more()}>{ texts.more() }</Button></p>
            </>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hooks::use_first;
    use crate::testing::{holds, shown};

    #[derive(Properties, PartialEq)]
    struct ListProps {
        items: Vec<usize>,
    }

    #[component]
    fn List(props: &ListProps) -> Html {
        let first = use_first();
        let texts = crate::session::use_session().texts();
        html! {
            <>
                <ul>{ for first.of(&props.items).iter().map(|item| html! { <li>{ item }</li> }) }</ul>
                { first.more_button(texts, props.items.len()) }
            </>
        }
    }

    #[tokio::test]
    async fn a_long_list_begins_with_its_first() {
        let long = shown(html! { <List items={(0..900).collect::<Vec<_>>()} /> }).await;
        assert_eq!(long.matches("<li>").count(), 25);
        holds(&long, &["De eerste 25 van 900.", "Meer tonen"]);
        let short = shown(html! { <List items={(0..25).collect::<Vec<_>>()} /> }).await;
        assert!(short.matches("<li>").count() == 25 && !short.contains("<button"), "{short}");
    }
}
