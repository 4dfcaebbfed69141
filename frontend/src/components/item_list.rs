//! The list of one kind of items of a sub-project: a heading, the way to add one, and what there is.
use crate::{
    components::{
        button::{Appearance, ButtonLink},
        export::Export,
        failure::Failure,
        paragraph::P,
        skeleton::Skeleton,
    },
    hooks::{Fetch, use_list},
    resources::Managed,
    routes::Route,
    session::{Session, use_session},
};
use contract::PageQuery;
use std::ptr;
use yew::prelude::*;

/// Shows one of them; the callback reads the list again.
pub type EntryOf<M> = fn(&Session, &<M as Managed>::View, &Callback<()>) -> Html;

#[derive(Properties)]
pub struct ItemListProps<M: Managed> {
    pub title: &'static str,
    /// What to say when there are none.
    pub none: &'static str,
    /// Where one is added, with the words for it.
    #[prop_or_default]
    pub new: Option<(Route, &'static str)>,
    pub filter: M::Filter,
    pub page: PageQuery,
    pub entry: EntryOf<M>,
    /// Whether the title is seen: it is not where a tab says it already.
    #[prop_or_default]
    pub heading: bool,
    /// What else happens when one of them was changed.
    #[prop_or_default]
    pub changed: Callback<()>,
}

impl<M: Managed> PartialEq for ItemListProps<M> {
    fn eq(&self, other: &Self) -> bool {
        let shown = (self.title, self.none, &self.new, self.heading) == (other.title, other.none, &other.new, other.heading);
        let listed = (&self.filter, &self.page, &self.changed) == (&other.filter, &other.page, &other.changed);
        shown && listed && ptr::fn_addr_eq(self.entry, other.entry)
    }
}

/// The list.
#[component]
pub fn ItemList<M: Managed>(props: &ItemListProps<M>) -> Html {
    let session = use_session();
    let pages = use_list::<M>(props.filter.clone(), props.page.clone());
    let changed = {
        let (reload, changed) = (pages.reload.clone(), props.changed.clone());
        Callback::from(move |()| {
            reload.emit(());
            changed.emit(());
        })
    };
    let list = match &pages.first {
        Fetch::Failed(error) => html! { <Failure error={error.clone()} retry={pages.reload.clone()} /> },
        Fetch::Loading => html! { <Skeleton /> },
        Fetch::Ready(first) if first.items.is_empty() => html! { <P class="kompaan-quiet">{ props.none }</P> },
        Fetch::Ready(_) => html! {
            <>
                <ol class="kompaan-timeline">
                    { for pages.items().iter().map(|item| html! {
                        <li key={M::id(item).to_string()} class="kompaan-timeline__entry">{ (props.entry)(&session, item, &changed) }</li>
                    }) }
                </ol>
                { pages.more_button(session.texts()) }
                <Export<M> filter={props.filter.clone()} of={props.title} />
            </>
        },
    };
    html! {
        <>
            if let Some((to, words)) = &props.new {
                <p class="kompaan-actions"><ButtonLink appearance={Appearance::Primary} to={to.clone()}>{ *words }</ButtonLink></p>
            }
            <h2 class={if props.heading { "utrecht-heading-2" } else { "kompaan-visually-hidden" }}>
                { props.title }
            </h2>
            { list }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        resources::Tasks,
        testing::{holds, shown},
    };
    use contract::task::{Task, TaskFilter};
    use uuid::Uuid;

    #[tokio::test]
    async fn a_list_has_a_heading_and_a_way_to_add_before_it_has_come() {
        let entry: EntryOf<Tasks> = |_, task: &Task, _| html! { { &task.title } };
        let new = Some((Route::NewTask { id: Uuid::nil() }, "Nieuwe taak"));
        let html = shown(html! {
            <ItemList<Tasks> title="Taken" none="Geen." {new} filter={TaskFilter::default()} page={PageQuery::default()} {entry} />
        })
        .await;
        holds(&html, &[">Taken</h2>", "nieuwe-taak", "Nieuwe taak</a>", "kompaan-skeleton"]);
    }
}
