//! What happened, by what it happened to: a card for each, with the latest that others did.
use crate::{
    components::{history::sentence, link::RouteLink, paragraph::P},
    format::{count, machine, moment, named},
    routes::Route,
    session::use_session,
};
use contract::event::{Event, Kind};
use yew::prelude::*;

/// How many events of one thing are told.
const TOLD: usize = 3;

#[derive(Properties, PartialEq)]
pub struct NewsProps {
    /// The newest first.
    pub events: Vec<Event>,
    /// What to say when there are none.
    pub none: &'static str,
}

/// Who did it, when that may be known.
fn who(event: &Event) -> Option<&str> {
    event.actor.as_ref().or(event.client.as_ref()).map(|actor| actor.name.as_str())
}

/// Events, by what they happened to.
#[component]
pub fn News(props: &NewsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    if props.events.is_empty() {
        return html! { <P class="kompaan-quiet">{ props.none }</P> };
    }
    let mut groups: Vec<(&Event, Vec<&Event>)> = vec![];
    for event in &props.events {
        match groups.iter_mut().find(|(first, _)| first.resource.id == event.resource.id) {
            Some((_, group)) => group.push(event),
            None => groups.push((event, vec![event])),
        }
    }
    html! {
        <ul class="kompaan-cards">
            { for groups.into_iter().map(|(first, group)| {
                let id = first.resource.id;
                let to = match first.kind {
                    Kind::Community => Route::Community { id },
                    Kind::LocalPlan => Route::LocalPlan { id },
                    Kind::ProgressUpdate => Route::ProgressUpdate { id },
                    _ => Route::SubProject { id },
                };
                let more = group.len().saturating_sub(TOLD);
                html! {
                    <li key={id.to_string()} class="kompaan-card">
                        <h3 class="utrecht-heading-4 kompaan-card__title">
                            <RouteLink {to} class="kompaan-card__link">{ named(session.lang, &first.resource.name) }</RouteLink>
                        </h3>
                        { for group.iter().take(TOLD).map(|event| html! {
                            <p key={event.id.to_string()} class="kompaan-card__facts">
                                { who(event).unwrap_or(texts.history_somebody()) }
                                { " " }
                                { sentence(texts, &event.action) }
                                <br />
                                <time class="kompaan-quiet" datetime={machine(event.at)}>{ moment(session.lang, event.at) }</time>
                            </p>
                        }) }
                        if more > 0 {
                            <p class="kompaan-card__facts kompaan-quiet">
                                { count(texts.home_news_more_one(), texts.home_news_more_many(), i64::try_from(more).unwrap_or_default()) }
                            </p>
                        }
                    </li>
                }
            }) }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};
    use uuid::Uuid;

    #[tokio::test]
    async fn what_happened_to_one_thing_stands_on_one_card() {
        let event = |n: u128| Event {
            id: Uuid::from_u128(n),
            at: chrono::DateTime::UNIX_EPOCH,
            action: "progress_update.created".into(),
            actor: None,
            client: None,
            kind: Kind::SubProject,
            resource: contract::Reference { id: Uuid::nil(), name: "Kansen".into() },
        };
        let html = shown(html! { <News events={(1..=5).map(event).collect::<Vec<_>>()} none="Niets." /> }).await;
        holds(&html, &["Kansen</a>", "/deelprojecten/", "en nog 2 wijzigingen"]);
        assert_eq!(html.matches("<li").count(), 1);
        holds(&shown(html! { <News events={vec![]} none="Niets." /> }).await, &["Niets."]);
    }
}
