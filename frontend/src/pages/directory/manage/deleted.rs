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
    i18n::{ApiClientTexts, DocumentTexts, SteeringTexts},
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use contract::{
    PageQuery, api_client::ApiClientFilter, budget_line::BudgetLineFilter, community::CommunityFilter, document::DocumentFilter, indicator::IndicatorFilter,
    local_plan::LocalPlanFilter, measurement::MeasurementFilter, milestone::MilestoneFilter, organisation::OrganisationFilter, person::PersonFilter,
    progress_update::ProgressUpdateFilter, risk::RiskFilter, strategic_course::StrategicCourseFilter, strategic_goal::StrategicGoalFilter,
    sub_project::SubProjectFilter, sub_project_indicator::SubProjectIndicatorFilter, task::TaskFilter, theme::ThemeFilter,
};
use std::marker::PhantomData;
use yew::{platform::spawn_local, prelude::*};

/// All that was deleted and can still be brought back, by resource.
#[component]
pub fn DeletedThings() -> Html {
    let session = use_session();
    let texts = session.texts();
    let own = texts.measuring();
    let deleted = Some(true);
    html! {
        <Page title={texts.manage_deleted} lead={texts.manage_deleted_lead} trail={vec![(AttrValue::from(texts.manage), Route::Manage)]}>
            <DeletedOf<resources::Communities> title={texts.communities} filter={CommunityFilter { deleted, ..CommunityFilter::default() }} />
            <DeletedOf<resources::LocalPlans> title={texts.local_plans} filter={LocalPlanFilter { deleted, ..LocalPlanFilter::default() }} />
            <DeletedOf<resources::SubProjects> title={texts.plan_sub_projects} filter={SubProjectFilter { deleted, ..SubProjectFilter::default() }} />
            <DeletedOf<resources::ProgressUpdates> title={texts.progress} filter={ProgressUpdateFilter { deleted, ..ProgressUpdateFilter::default() }} />
            <DeletedOf<resources::Milestones> title={SteeringTexts::of(session.lang).milestones} filter={MilestoneFilter { deleted, ..MilestoneFilter::default() }} />
            <DeletedOf<resources::Tasks> title={own.tasks} filter={TaskFilter { deleted, ..TaskFilter::default() }} />
            <DeletedOf<resources::Risks> title={own.risks} filter={RiskFilter { deleted, ..RiskFilter::default() }} />
            <DeletedOf<resources::Documents> title={DocumentTexts::of(session.lang).documents} filter={DocumentFilter { deleted, ..DocumentFilter::default() }} />
            <DeletedOf<resources::BudgetLines> title={own.money} filter={BudgetLineFilter { deleted, ..BudgetLineFilter::default() }} />
            <DeletedOf<resources::SubProjectIndicators> title={own.figures} filter={SubProjectIndicatorFilter { deleted, ..SubProjectIndicatorFilter::default() }} />
            <DeletedOf<resources::Measurements> title={own.measurements} filter={MeasurementFilter { deleted, ..MeasurementFilter::default() }} />
            <DeletedOf<resources::StrategicCourses> title={own.courses} filter={StrategicCourseFilter { deleted, ..StrategicCourseFilter::default() }} />
            <DeletedOf<resources::StrategicGoals> title={own.goals} filter={StrategicGoalFilter { deleted, ..StrategicGoalFilter::default() }} />
            <DeletedOf<resources::Indicators> title={own.indicators} filter={IndicatorFilter { deleted, ..IndicatorFilter::default() }} />
            <DeletedOf<resources::People> title={texts.people} filter={PersonFilter { deleted, ..PersonFilter::default() }} />
            <DeletedOf<resources::Organisations> title={texts.organisations} filter={OrganisationFilter { deleted, ..OrganisationFilter::default() }} />
            <DeletedOf<resources::ApiClients> title={ApiClientTexts::of(session.lang).title} filter={ApiClientFilter { deleted, ..ApiClientFilter::default() }} />
            <DeletedOf<resources::Themes> title={texts.themes} filter={ThemeFilter { deleted, ..ThemeFilter::default() }} />
        </Page>
    }
}

#[derive(Properties)]
struct DeletedOfProps<M: Managed> {
    title: &'static str,
    filter: M::Filter,
    #[prop_or_default]
    kind: PhantomData<M>,
}

impl<M: Managed> PartialEq for DeletedOfProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title && self.filter == other.filter
    }
}

#[component]
fn DeletedOf<M: Managed>(props: &DeletedOfProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let round = use_state(|| 0_u32);
    let client = session.client.clone();
    let pages = use_pages((props.filter.clone(), *round), move |(filter, _), cursor| {
        let client = client.clone();
        Box::pin(async move { M::of(&client).list(&filter, &PageQuery { sort: Some("-updatedAt".into()), cursor, ..PageQuery::default() }).await })
    });
    let restore = |view: &M::View| {
        let (session, view, round) = (session.clone(), view.clone(), round.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, view, round) = (session.clone(), view.clone(), round.clone());
            spawn_local(async move {
                let etag = format!("\"v{}\"", M::version(&view));
                match M::of(&session.client).restore(M::id(&view), &etag).await {
                    Ok(restored) => {
                        session.say(fill(session.texts().restored, &[M::name(&restored.value)]));
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
        Ok(page) if page.items.is_empty() => html! { <P class="kompaan-quiet">{ texts.manage_deleted_none }</P> },
        Ok(_) => html! {
            <>
                <ul class="kompaan-people">
                    { for pages.items().iter().map(|view| html! {
                        <li key={M::id(view).to_string()} class="kompaan-people__person">
                            <span class="kompaan-people__name">{ M::name(view) }</span>
                            if let Some(deleted) = M::deleted_at(view) { <span class="kompaan-quiet">{ fill(texts.manage_deleted_at, &[&moment(session.lang, deleted)]) }</span> }
                            <span class="kompaan-actions"><Button appearance={Appearance::Secondary} onclick={restore(view)}>{ texts.restore }<span class="kompaan-visually-hidden">{ format!(" {}", M::name(view)) }</span></Button></span>
                        </li>
                    }) }
                </ul>
                { pages.more_button(texts) }
            </>
        },
    };
    html! {
        <section>
            <h2 class="utrecht-heading-2">{ props.title }</h2>
            { content }
        </section>
    }
}
