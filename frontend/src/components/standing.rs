//! How a milestone stands.
use crate::{i18n::SteeringTexts, session::use_session};
use contract::milestone::Standing;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct StandingProps {
    pub standing: Standing,
}

/// How a milestone stands, in a word and a colour.
#[component]
pub fn StandingBadge(props: &StandingProps) -> Html {
    let own = SteeringTexts::of(use_session().lang);
    let (class, text) = match props.standing {
        Standing::Reached => (Some("kompaan-light--green"), own.standing_reached),
        Standing::OnTime => (None, own.standing_on_time),
        Standing::Postponed => (Some("kompaan-light--orange"), own.standing_postponed),
        Standing::Late => (Some("kompaan-light--red"), own.standing_late),
    };
    html! { <span class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>{ text }</span> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn each_standing_is_a_word_of_its_own() {
        let mut words = std::collections::BTreeSet::new();
        for standing in Standing::ALL {
            let html = LocalServerRenderer::<StandingBadge>::with_props(StandingProps { standing: *standing }).hydratable(false).render().await;
            words.insert(html);
        }
        assert_eq!(words.len(), Standing::ALL.len());
        assert!(words.iter().any(|html| html.contains("kompaan-light--red") && html.contains("Te laat")), "{words:?}");
    }
}
