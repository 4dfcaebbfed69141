//! What was reported on a sub-project, the latest first.
use crate::{
    components::{
        button::{Appearance, ButtonLink},
        export::Export,
        failure::Failure,
        lights::LightBadge,
        lights_history::LightsHistory,
        link::RouteLink,
        markdown::Markdown,
        paragraph::P,
        skeleton::Skeleton,
    },
    format::{day, fill},
    hooks::{Fetch, use_list},
    resources,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    PageQuery,
    progress_update::{ProgressUpdate, ProgressUpdateFilter},
    words::plan::PROGRESS_UPDATE,
};
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProgressUpdateListProps {
    pub sub_project: Uuid,
    /// Whether one may report.
    pub reports: bool,
}

/// The reports, page by page, and the way to make one.
#[component]
pub fn ProgressUpdateList(props: &ProgressUpdateListProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filter = ProgressUpdateFilter { sub_project_id: props.sub_project.into(), ..ProgressUpdateFilter::default() };
    let page = PageQuery { page_size: Some(12), sort: Some("-reportDate".into()), ..PageQuery::default() };
    let pages = use_list::<resources::ProgressUpdates>(filter.clone(), page);
    html! {
        <>
            if props.reports {
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Primary} to={Route::NewProgressUpdate { id: props.sub_project }}>
                        { texts.progress_report() }
                    </ButtonLink>
                </p>
            }
            <h2 class="kompaan-visually-hidden">
                { texts.progress() }
            </h2>
            {
                match &pages.first {
                    Fetch::Failed(error) => html! { <Failure error={error.clone()} retry={pages.reload.clone()} /> },
                    Fetch::Loading => html! { <Skeleton /> },
                    Fetch::Ready(first) if first.items.is_empty() => html! { <P class="kompaan-quiet">{ texts.progress_none() }</P> },
                    Fetch::Ready(_) => html! {
                        <>
                            <AllLights sub_project={props.sub_project} />
                            <ol class="kompaan-timeline">
                                { for pages.items().into_iter().map(|update| html! {
                                    <li key={update.id.to_string()} class="kompaan-timeline__entry"><Report {update} level=3 /></li>
                                }) }
                            </ol>
                            { pages.more_button(texts) }
                            <Export<resources::ProgressUpdates> filter={filter.clone()} sort="-reportDate" of={texts.progress()} />
                        </>
                    },
                }
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AllLightsProps {
    sub_project: Uuid,
}

/// How the lights went by the latest reports, a hundred at most: years, also for who reports each week.
#[component]
fn AllLights(props: &AllLightsProps) -> Html {
    let filter = ProgressUpdateFilter { sub_project_id: props.sub_project.into(), ..ProgressUpdateFilter::default() };
    let page = PageQuery { page_size: Some(100), sort: Some("-reportDate".into()), ..PageQuery::default() };
    let pages = use_list::<resources::ProgressUpdates>(filter, page);
    let updates = pages.first.ready().map(|page| page.items.clone()).unwrap_or_default();
    html! { <LightsHistory {updates} until={crate::calendar::today()} /> }
}

#[derive(Properties, PartialEq)]
pub struct ReportProps {
    pub update: ProgressUpdate,
    /// The level of the heading; none on the page of the report itself.
    #[prop_or_default]
    pub level: Option<u8>,
}

/// Where a question can be answered: with who asked it, and with the leads of the sub-project.
fn answer(session: &Session, update: &ProgressUpdate) -> Html {
    let texts = session.texts();
    let leads = html! { <RouteLink to={Route::SubProject { id: update.sub_project.id }}>{ texts.progress_help_leads() }</RouteLink> };
    html! {
        <p class="kompaan-no-margin">
            { texts.progress_help_answer() }
            { " " }
            if let Some(author) = &update.author { <RouteLink to={Route::Person { id: author.id }}>{ &author.name }</RouteLink>{ ", " } }
            { leads }
        </p>
    }
}

/// One report: who and when, the lights with their notes, the lesson and the help that is asked.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let update = &props.update;
    let part = |of: &'static str, light, note: &String| {
        html! {
            <div class="kompaan-report__light">
                <LightBadge {of} {light} />
                if !note.is_empty() { <p class="kompaan-no-margin">{ note }</p> }
            </div>
        }
    };
    let when = day(session.lang, update.report_date);
    let by = match &update.author {
        Some(author) => fill(texts.progress_by(), &[&when, &author.name]),
        None => when,
    };
    html! {
        <>
            if let Some(level) = props.level {
                <@{format!("h{level}")} class="utrecht-heading-4 kompaan-no-margin">
                    <RouteLink to={Route::ProgressUpdate { id: update.id }}>{ &update.title }</RouteLink>
                </@>
            }
            <p class="kompaan-quiet kompaan-no-margin">
                <time datetime={update.report_date.to_string()}>{ by }</time>
            </p>
            { part(texts.label(&PROGRESS_UPDATE.time_light), update.time_light, &update.time_note) }
            { part(texts.label(&PROGRESS_UPDATE.money_light), update.money_light, &update.money_note) }
            { part(texts.label(&PROGRESS_UPDATE.result_light), update.result_light, &update.result_note) }
            if !update.lesson.is_empty() {
                <p class="kompaan-report__label">{ texts.label(&PROGRESS_UPDATE.lesson) }</p>
                <Markdown html={update.lesson_html.clone()} empty="" />
            }
            if !update.help.is_empty() {
                <p class="kompaan-report__label">{ texts.label(&PROGRESS_UPDATE.help) }</p>
                <Markdown html={update.help_html.clone()} empty="" />
                { answer(&session, update) }
            }
        </>
    }
}
