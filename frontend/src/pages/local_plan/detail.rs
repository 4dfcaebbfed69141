//! The page of a local plan.
use super::status_name;
use crate::{
    components::{badge::Badge, failure::Failure, layout::Page, markdown::Markdown, phases, phases::PhaseBar, skeleton::Skeleton},
    format::{count, day, fill},
    hooks::{Fetch, use_fetch},
    pages::{community::visibility_name, sub_project::card::SubProjectCard},
    routes::Route,
    session::use_session,
};
use contract::{
    local_plan::LocalPlan,
    sub_project::{Phase, SubProject, SubProjectFilter},
};
use futures::TryStreamExt;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LocalPlanPageProps {
    pub id: Uuid,
}

async fn load(client: client::Client, id: Uuid) -> Result<(LocalPlan, Vec<SubProject>), client::Error> {
    let filter = SubProjectFilter { local_plan_id: Some(id), ..SubProjectFilter::default() };
    let (plans, sub_projects) = (client.local_plans(), client.sub_projects());
    let (plan, sub_projects) = futures::try_join!(plans.get(id), sub_projects.all(filter).try_collect())?;
    Ok((plan.value, sub_projects))
}

/// The ambition, the facts, and the sub-projects by phase.
#[component]
pub fn LocalPlanPage(props: &LocalPlanPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let deps = (props.id, session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch(deps, move |(id, _)| load(client.clone(), id));
    let found = match found {
        Fetch::Loading => return html! { <div class="kompaan-width"><Skeleton /></div> },
        Fetch::Failed(error) => return html! { <div class="kompaan-width"><Failure {error} retry={reload} /></div> },
        Fetch::Ready(found) => found,
    };
    let (plan, sub_projects) = &*found;
    let municipalities: Vec<_> = plan.municipality_ids.iter().filter_map(|id| session.catalogue.organisation(*id)).collect();
    let date = |date| day(session.lang, date);
    let adoption = plan.adoption_date.map(|adopted| match &plan.adopted_by {
        Some(body) => fill(texts.plan_adoption_by, &[&date(adopted), body]),
        None => date(adopted),
    });
    let total = i64::try_from(sub_projects.len()).unwrap_or_default();
    let header = html! {
        <p class="kompaan-card__badges">
            <Badge>{ status_name(texts, plan.status) }</Badge>
            <Badge>{ count(texts.plan_sub_project_one, texts.plan_sub_project_many, total) }</Badge>
        </p>
    };
    html! {
        <Page title={plan.title.clone()} trail={vec![(AttrValue::from(texts.local_plans), Route::LocalPlans)]} {header}>
            <div class="kompaan-columns">
                <section aria-labelledby="ambitie">
                    <h2 id="ambitie" class="utrecht-heading-2">{ texts.plan_ambition }</h2>
                    <Markdown html={plan.ambition_html.clone().unwrap_or_default()} empty={texts.plan_no_ambition} />
                </section>
                <aside class="kompaan-aside" aria-label={plan.title.clone()}>
                    <PhaseBar counts={plan.phase_counts} />
                    <dl class="kompaan-facts">
                        <div><dt>{ texts.plan_municipalities }</dt><dd>{ municipalities.join(", ") }</dd></div>
                        <div><dt>{ texts.plan_period }</dt><dd>{ fill(texts.plan_period_range, &[&date(plan.start_date), &date(plan.end_date)]) }</dd></div>
                        if let Some(adoption) = adoption { <div><dt>{ texts.plan_adoption }</dt><dd>{ adoption }</dd></div> }
                        <div><dt>{ texts.visibility }</dt><dd>{ visibility_name(texts, plan.visibility) }</dd></div>
                    </dl>
                </aside>
            </div>
            <section aria-labelledby="deelprojecten">
                <h2 id="deelprojecten" class="utrecht-heading-2">{ texts.plan_sub_projects }</h2>
                if sub_projects.is_empty() { <p class="utrecht-paragraph kompaan-quiet">{ texts.plan_no_sub_projects }</p> }
                { for Phase::ALL.iter().map(|phase| {
                    let own: Vec<_> = sub_projects.iter().filter(|sub_project| sub_project.phase == *phase).collect();
                    if own.is_empty() {
                        return Html::default();
                    }
                    html! {
                        <section key={phase.as_str()} class="kompaan-phase-group" aria-labelledby={format!("fase-{phase}")}>
                            <h3 id={format!("fase-{phase}")} class="utrecht-heading-3">{ phases::name(texts, *phase) }</h3>
                            <ul class="kompaan-cards">{ for own.into_iter().map(|item| html! { <SubProjectCard key={item.id.to_string()} sub_project={item.clone()} with_plan=false level=4 /> }) }</ul>
                        </section>
                    }
                }) }
            </section>
        </Page>
    }
}
