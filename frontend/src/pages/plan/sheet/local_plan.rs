//! A plan on one sheet.
use super::print_button;
use crate::{
    components::{badge::PhaseBadge, layout::Page, lights::Lights, link::RouteLink, markdown::Markdown, paragraph::P, settled::settled},
    format::{day, fill},
    hooks::{use_fetch, use_resource},
    pages::{budget_line::table::Totals, milestone::steps, sub_project_indicator::list::reached},
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use client::Client;
use contract::{
    budget_line::BudgetGroup,
    milestone::{Milestone, MilestoneFilter},
    sub_project::{SubProject, SubProjectFilter},
    sub_project_indicator::{SubProjectIndicator, SubProjectIndicatorFilter},
    words::plan::LOCAL_PLAN,
};
use futures::TryStreamExt;
use uuid::Uuid;
use yew::prelude::*;

struct Standing {
    sub_projects: Vec<SubProject>,
    /// What was not reached yet.
    milestones: Vec<Milestone>,
    sub_project_indicators: Vec<SubProjectIndicator>,
}

/// A plan has some tens of sub-projects at most, and a sheet shows all of them.
async fn standing(client: Client, plan: Uuid) -> Result<Standing, client::Error> {
    let (sub_projects, milestones, sub_project_indicators) = (client.sub_projects(), client.milestones(), client.sub_project_indicators());
    let parts = SubProjectFilter { local_plan_id: plan.into(), ..SubProjectFilter::default() };
    let ahead = MilestoneFilter { local_plan_id: plan.into(), reached: Some(false), ..MilestoneFilter::default() };
    let measured = SubProjectIndicatorFilter { local_plan_id: plan.into(), ..SubProjectIndicatorFilter::default() };
    let (sub_projects, mut milestones, sub_project_indicators) = futures::try_join!(
        sub_projects.all(parts).try_collect::<Vec<_>>(),
        milestones.all(ahead).try_collect::<Vec<_>>(),
        sub_project_indicators.all(measured).try_collect()
    )?;
    milestones.sort_by_key(|one| one.forecast_date.unwrap_or(one.planned_date));
    Ok(Standing { sub_projects, milestones, sub_project_indicators })
}

#[derive(Properties, PartialEq)]
pub struct PlanSheetProps {
    pub id: Uuid,
}

/// The sheet.
#[component]
pub fn PlanSheet(props: &PlanSheetProps) -> Html {
    let session = use_session();
    let (texts, lang) = (session.texts(), session.lang);
    let (found, reload) = use_resource::<resources::LocalPlans>(props.id);
    let client = session.client.clone();
    let (standing, again) = use_fetch((props.id, session.person.as_ref().map(|person| person.id)), move |(id, _)| standing(client.clone(), id));
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let plan = &found.value;
    let mut trail = resources::LocalPlans::above(texts, plan);
    trail.push((plan.title.clone().into(), Route::LocalPlan { id: props.id }));
    let header = html! {
        <><p class="kompaan-quiet">{ fill(texts.sheet_on(), &[&day(lang, crate::calendar::today())]) }</p>{ print_button(&session) }</>
    };
    let rows = match settled(standing, &again) {
        Err(instead) => instead,
        Ok(standing) if standing.sub_projects.is_empty() => html! { <P class="kompaan-quiet">{ texts.plan_no_sub_projects() }</P> },
        Ok(standing) => html! {
            <table class="kompaan-table">
                <caption class="kompaan-visually-hidden">{ texts.plan_sub_projects() }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ texts.sub_projects() }</th>
                        <th scope="col">{ texts.state() }</th>
                        <th scope="col">{ texts.figures() }</th>
                        <th scope="col">{ texts.milestone_next() }</th>
                    </tr>
                </thead>
                <tbody>
                    { for standing.sub_projects.iter().map(|one| {
                        let measured = standing.sub_project_indicators.iter().filter(|indicator| indicator.sub_project.id == one.id);
                        let lines = measured.map(|indicator| {
                            let words = reached(&session, indicator).map_or(texts.measured_none().to_owned(), |reached| reached.words);
                            format!("{}. {words}", indicator.title)
                        });
                        let next = standing.milestones.iter().find(|milestone| milestone.sub_project.id == one.id);
                        html! {
                            <tr key={one.id.to_string()}>
                                <th scope="row"><RouteLink to={Route::SubProject { id: one.id }}>{ &one.name }</RouteLink></th>
                                <td data-label={texts.state()}>
                                    <span class="kompaan-card__badges">
                                        <PhaseBadge phase={one.phase} />
                                        <Lights phase={one.phase} latest={one.latest_report} />
                                    </span>
                                </td>
                                <td data-label={texts.figures()}>
                                    <ul class="kompaan-plain-list">
                                        { for lines.map(|line| html! {
                                            <li>{ line }</li>
                                        }) }
                                    </ul>
                                </td>
                                <td data-label={texts.milestone_next()}>
                                    { for next.map(|next| format!("{}: {}", next.title, steps::when(lang, next))) }
                                </td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        },
    };
    html! {
        <Page title={fill(texts.sheet_of(), &[&plan.title])} {trail} {header}>
            <div class="kompaan-sheet kompaan-sheet--wide">
                <section aria-labelledby="ambitie">
                    <h2 id="ambitie" class="utrecht-heading-3">{ texts.label(&LOCAL_PLAN.ambition) }</h2>
                    <Markdown html={plan.ambition_html.clone().unwrap_or_default()} empty={texts.plan_no_ambition()} />
                </section>
                <section aria-labelledby="deelprojecten">
                    <h2 id="deelprojecten" class="utrecht-heading-3">{ texts.plan_sub_projects() }</h2>
                    { rows }
                </section>
                if session.signed_in().is_some() {
                    <section aria-labelledby="geld">
                        <h2 id="geld" class="utrecht-heading-3">{ format!("{} {}", texts.money(), crate::calendar::this_year()) }</h2>
                        <Totals
                            by={BudgetGroup::SubProject}
                            plan={Some(props.id)}
                            year={Some(crate::calendar::this_year())}
                            caption={texts.money()}
                            first={texts.sub_projects()}
                        />
                    </section>
                }
            </div>
        </Page>
    }
}
