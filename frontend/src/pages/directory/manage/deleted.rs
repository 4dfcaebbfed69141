//! What was deleted, and bringing it back.
use crate::{
    components::{
        button::{Appearance, Button},
        layout::Page,
        paragraph::P,
        settled::settled,
    },
    format::{fill, moment},
    hooks::use_pages,
    i18n::Texts,
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use contract::PageQuery;
use domain::resource::Kind;
use std::marker::PhantomData;
use yew::{platform::spawn_local, prelude::*};

/// The kinds of which something may have been deleted, in the order of the page.
const KINDS: [Kind; 18] = [
    Kind::Community,
    Kind::LocalPlan,
    Kind::SubProject,
    Kind::ProgressUpdate,
    Kind::Milestone,
    Kind::Task,
    Kind::Risk,
    Kind::Document,
    Kind::BudgetLine,
    Kind::SubProjectIndicator,
    Kind::Measurement,
    Kind::StrategicCourse,
    Kind::StrategicGoal,
    Kind::Indicator,
    Kind::Person,
    Kind::Organisation,
    Kind::ApiClient,
    Kind::Theme,
];

/// All that was deleted and can still be brought back, by resource.
#[component]
pub fn DeletedThings() -> Html {
    let session = use_session();
    let texts = session.texts();
    html! {
        <Page
            title={texts.manage_deleted()}
            lead={texts.manage_deleted_lead()}
            trail={vec![(AttrValue::from(texts.manage()), Route::Manage)]}
        >
            { for KINDS.map(|kind| deleted_of(texts, kind)) }
        </Page>
    }
}

/// What was deleted of a kind; nothing of what cannot be deleted by itself.
fn deleted_of(texts: Texts, kind: Kind) -> Html {
    match kind {
        Kind::Community => html! { <DeletedOf<resources::Communities> title={texts.communities()} /> },
        Kind::LocalPlan => html! { <DeletedOf<resources::LocalPlans> title={texts.local_plans()} /> },
        Kind::SubProject => html! { <DeletedOf<resources::SubProjects> title={texts.plan_sub_projects()} /> },
        Kind::ProgressUpdate => html! { <DeletedOf<resources::ProgressUpdates> title={texts.progress()} /> },
        Kind::Milestone => html! { <DeletedOf<resources::Milestones> title={texts.milestones()} /> },
        Kind::Task => html! { <DeletedOf<resources::Tasks> title={texts.tasks()} /> },
        Kind::Risk => html! { <DeletedOf<resources::Risks> title={texts.risks()} /> },
        Kind::Document => html! { <DeletedOf<resources::Documents> title={texts.documents()} /> },
        Kind::BudgetLine => html! { <DeletedOf<resources::BudgetLines> title={texts.money()} /> },
        Kind::SubProjectIndicator => html! { <DeletedOf<resources::SubProjectIndicators> title={texts.figures()} /> },
        Kind::Measurement => html! { <DeletedOf<resources::Measurements> title={texts.measurements()} /> },
        Kind::StrategicCourse => html! { <DeletedOf<resources::StrategicCourses> title={texts.courses()} /> },
        Kind::StrategicGoal => html! { <DeletedOf<resources::StrategicGoals> title={texts.goals()} /> },
        Kind::Indicator => html! { <DeletedOf<resources::Indicators> title={texts.indicators()} /> },
        Kind::Person => html! { <DeletedOf<resources::People> title={texts.people()} /> },
        Kind::Organisation => html! { <DeletedOf<resources::Organisations> title={texts.organisations()} /> },
        Kind::ApiClient => html! { <DeletedOf<resources::ApiClients> title={texts.clients()} /> },
        Kind::Theme => html! { <DeletedOf<resources::Themes> title={texts.themes()} /> },
        Kind::Member | Kind::Session | Kind::Audit => Html::default(),
    }
}

#[derive(Properties)]
struct DeletedOfProps<M: Managed> {
    title: &'static str,
    #[prop_or_default]
    kind: PhantomData<M>,
}

impl<M: Managed> PartialEq for DeletedOfProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title
    }
}

#[component]
fn DeletedOf<M: Managed>(props: &DeletedOfProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let round = use_state(|| 0_u32);
    let client = session.client.clone();
    let pages = use_pages(*round, move |_, cursor| {
        let client = client.clone();
        Box::pin(async move { M::of(&client).list(&M::deleted(), &PageQuery { sort: Some("-updatedAt".into()), cursor, ..PageQuery::default() }).await })
    });
    let restore = |view: &M::View| {
        let (session, view, round) = (session.clone(), view.clone(), round.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, view, round) = (session.clone(), view.clone(), round.clone());
            spawn_local(async move {
                let etag = format!("\"v{}\"", M::version(&view));
                match M::of(&session.client).restore(M::id(&view), &etag).await {
                    Ok(restored) => {
                        session.say(fill(session.texts().restored(), &[M::name(&restored.value)]));
                        session.refresh_catalogue();
                    }
                    Err(error) => session.say(session.texts().not_restored(&error)),
                }
                round.set(*round + 1);
            });
        })
    };
    let content = match settled(pages.first.clone(), &pages.reload) {
        Err(instead) => instead,
        Ok(page) if page.items.is_empty() => html! { <P class="kompaan-quiet">{ texts.manage_deleted_none() }</P> },
        Ok(_) => html! {
            <>
                <ul class="kompaan-people">
                    { for pages.items().iter().map(|view| html! {
                        <li key={M::id(view).to_string()} class="kompaan-people__person">
                            <span class="kompaan-people__name">{ M::name(view) }</span>
                            if let Some(deleted) = M::deleted_at(view) {
                                <span class="kompaan-quiet">{ fill(texts.manage_deleted_at(), &[&moment(session.lang, deleted)]) }</span>
                            }
                            <span class="kompaan-actions">
                                <Button appearance={Appearance::Secondary} onclick={restore(view)}>
                                    { texts.restore() }
                                    <span class="kompaan-visually-hidden">{ format!(" {}", M::name(view)) }</span>
                                </Button>
                            </span>
                        </li>
                    }) }
                </ul>
                { pages.more_button(texts) }
            </>
        },
    };
    html! { <section><h2 class="utrecht-heading-2">{ props.title }</h2>{ content }</section> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::journal::Verb;

    #[test]
    fn every_kind_that_can_be_deleted_can_be_brought_back() {
        let deleted = Kind::ALL.iter().filter(|kind| Verb::Deleted.happens_to(**kind));
        assert_eq!(deleted.filter(|kind| !KINDS.contains(kind)).collect::<Vec<_>>(), Vec::<&Kind>::new());
    }
}
