//! Lists that the server gives as a whole and that may be long: the first are shown, and more when somebody asks.
use crate::{format::fill, i18n::Texts};
use yew::prelude::*;

/// How many are shown at first, and how many more at a time.
const AT_A_TIME: usize = 25;

/// How many of a list are shown.
pub struct First(UseStateHandle<usize>);

/// How many of a list are shown.
#[hook]
pub fn use_first() -> First {
    First(use_state(|| AT_A_TIME))
}

impl First {
    pub fn of<'i, T>(&self, items: &'i [T]) -> &'i [T] {
        &items[..items.len().min(*self.0)]
    }

    /// How many of all are shown, and the button for more; nothing when that is all.
    pub fn more(&self, texts: &Texts, all: usize) -> Html {
        if all <= *self.0 {
            return Html::default();
        }
        let shown = self.0.clone();
        let onclick = Callback::from(move |_: MouseEvent| shown.set(*shown + AT_A_TIME));
        html! {
            <>
                <p class="utrecht-paragraph kompaan-quiet" role="status">{ fill(texts.first_of, &[&self.0.to_string(), &all.to_string()]) }</p>
                <p class="kompaan-actions"><button type="button" class="utrecht-button utrecht-button--secondary-action" {onclick}>{ texts.more }</button></p>
            </>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[derive(Properties, PartialEq)]
    struct ListProps {
        items: Vec<usize>,
    }

    #[component]
    fn List(props: &ListProps) -> Html {
        let first = use_first();
        let texts = crate::session::use_session().texts();
        html! { <><ul>{ for first.of(&props.items).iter().map(|item| html! { <li>{ item }</li> }) }</ul>{ first.more(texts, props.items.len()) }</> }
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
