//! How a milestone stands.
use crate::session::use_session;
use contract::milestone::Standing;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MilestoneBadgeProps {
    pub standing: Standing,
}

/// How a milestone stands, in a word and a colour.
#[component]
pub fn MilestoneBadge(props: &MilestoneBadgeProps) -> Html {
    let texts = use_session().texts();
    let class = match props.standing {
        Standing::Reached => Some("kompaan-light--green"),
        Standing::OnTime => None,
        Standing::Postponed => Some("kompaan-light--orange"),
        Standing::Late => Some("kompaan-light--red"),
    };
    html! { <span class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>{ texts.word(props.standing) }</span> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn each_standing_is_a_word_of_its_own() {
        let mut words = std::collections::BTreeSet::new();
        for standing in Standing::ALL {
            let html = LocalServerRenderer::<MilestoneBadge>::with_props(MilestoneBadgeProps { standing: *standing }).hydratable(false).render().await;
            words.insert(html);
        }
        assert_eq!(words.len(), Standing::ALL.len());
        assert!(words.iter().any(|html| html.contains("kompaan-light--red") && html.contains("Te laat")), "{words:?}");
    }
}
