//! What an organisation carries beside what it can.
use crate::{format::fill, i18n::Texts, session::use_session};
use contract::capacity::OrganisationLoad;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CapacityBarProps {
    pub load: OrganisationLoad,
}

/// A bar up to what it can carry, and the same in words.
#[component]
pub fn CapacityBar(props: &CapacityBarProps) -> Html {
    let texts = use_session().texts();
    let load = props.load.load;
    let Some(limit) = props.load.capacity.limit.map(i64::from) else {
        return html! { <span>{ load }</span> };
    };
    let whole = load.max(limit).max(1);
    let (within, beyond) = (load.min(limit) * 100 / whole, (load - limit).max(0) * 100 / whole);
    html! {
        <div class="kompaan-load">
            <svg class="kompaan-load__bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="kompaan-load__room" x="0" y="0" width="100" height="8" />
                <rect class="kompaan-load__within" x="0" y="0" width={within.to_string()} height="8" />
                <rect class="kompaan-load__beyond" x={(100 - beyond).to_string()} y="0" width={beyond.to_string()} height="8" />
            </svg>
            <span>{ fill(texts.carries_of(), &[&load.to_string(), &limit.to_string()]) }</span>
        </div>
    }
}

/// How much more it can carry, in words.
pub fn room(texts: Texts, load: &OrganisationLoad) -> String {
    match load.capacity.limit.map(|limit| i64::from(limit) - load.load) {
        None => texts.room_unknown().to_owned(),
        Some(0) => texts.room_full().to_owned(),
        Some(left) if left > 0 => fill(texts.room_left(), &[&left.to_string()]),
        Some(left) => fill(texts.room_beyond(), &[&(-left).to_string()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{
        capacity::{Capacity, Rule},
        list::Reference,
        local_plan::PhaseCounts,
    };
    use uuid::Uuid;
    use yew::LocalServerRenderer;

    fn of(load: i64, limit: Option<i32>) -> OrganisationLoad {
        OrganisationLoad {
            organisation: Reference { id: Uuid::nil(), name: "Best".into() },
            capacity: Capacity { limit, ..Rule::default().into() },
            phase_counts: PhaseCounts::default(),
            standings: contract::capacity::Standings::default(),
            load,
            version: 1,
            can: vec![],
        }
    }

    #[tokio::test]
    async fn the_bar_says_in_words_what_it_shows() {
        let shown =
            async |load, limit| LocalServerRenderer::<CapacityBar>::with_props(CapacityBarProps { load: of(load, limit) }).hydratable(false).render().await;
        let beyond = shown(4, Some(3)).await;
        assert!(beyond.contains("4 van 3") && beyond.contains(r#"x="75" y="0" width="25""#), "{beyond}");
        let within = shown(1, Some(4)).await;
        assert!(within.contains("1 van 4") && within.contains(r#"width="25""#) && within.contains(r#"x="100" y="0" width="0""#), "{within}");
        assert_eq!(shown(2, None).await, "<span>2</span>");
        assert!(shown(0, Some(0)).await.contains("0 van 0"));
    }

    #[test]
    fn room_in_words() {
        let texts = Texts::of(contract::person::Language::Dutch);
        let words = [(1, Some(3)), (3, Some(3)), (5, Some(3)), (5, None)].map(|(load, limit)| room(texts, &of(load, limit)));
        assert_eq!(words, ["nog 2", "vol", "2 te veel", "niet afgesproken"]);
    }
}
