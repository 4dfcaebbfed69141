//! What happened to a sub-project.
use super::{fields, trail, use_sub_project};
use crate::{
    components::{failure::Failure, history::HistoryList, layout::Page, skeleton::Skeleton},
    hooks::{Fetch, use_fetch},
    session::use_session,
};
use contract::history::HistoryEntry;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties, PartialEq)]
pub struct SubProjectHistoryProps {
    pub id: Uuid,
}

/// The history, page by page.
#[component]
pub fn SubProjectHistory(props: &SubProjectHistoryProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_sub_project(props.id);
    let client = session.client.clone();
    let deps = (props.id, session.person.as_ref().map(|person| person.id));
    let (entries, reload_entries) = use_fetch(deps, move |(id, _)| {
        let client = client.clone();
        async move { client.sub_projects().history(id, None).await }
    });
    let later = use_state(|| (Vec::<HistoryEntry>::new(), None::<Option<String>>));
    let (sub_project, page) = match (found, entries) {
        (Fetch::Failed(error), _) => return html! { <div class="kompaan-width"><Failure {error} retry={reload} /></div> },
        (_, Fetch::Failed(error)) => return html! { <div class="kompaan-width"><Failure {error} retry={reload_entries} /></div> },
        (Fetch::Ready(sub_project), Fetch::Ready(page)) => (sub_project, page),
        _ => return html! { <div class="kompaan-width"><Skeleton /></div> },
    };
    let next = later.1.clone().unwrap_or_else(|| page.next.clone());
    let onclick = {
        let (session, later, id, next) = (session.clone(), later.clone(), props.id, next.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, later, next) = (session.clone(), later.clone(), next.clone());
            spawn_local(async move {
                match session.client.sub_projects().history(id, next.as_deref()).await {
                    Ok(page) => later.set((later.0.iter().cloned().chain(page.items).collect(), Some(page.next))),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    let entries: Vec<_> = page.items.iter().chain(&later.0).cloned().collect();
    html! {
        <Page title={texts.history} lead={sub_project.value.name.clone()} trail={trail(texts, &sub_project.value, true)}>
            <HistoryList {entries} fields={fields(texts)} />
            if next.is_some() { <p class="kompaan-actions"><button type="button" class="utrecht-button utrecht-button--secondary-action" {onclick}>{ texts.more }</button></p> }
        </Page>
    }
}
