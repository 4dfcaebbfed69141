//! A sub-project on one sheet.
use super::chronicle::Chronicle;
use super::print_button;
use crate::{
    components::{badge::PhaseBadge, layout::Page, lights::Lights, markdown::Markdown, paragraph::P, settled::settled},
    format::{day, euros, fill},
    hooks::{use_fetch, use_resource},
    pages::{milestone::steps, risk::list as risks, sub_project_indicator::list::reached, task::list as tasks},
    resources::{self, Managed},
    routes::Route,
    session::{Session, use_session},
};
use client::Client;
use contract::{
    PageQuery,
    budget_line::{BudgetGroup, BudgetTotal, BudgetTotalFilter},
    milestone::{Milestone, MilestoneFilter},
    risk::{Risk, RiskFilter},
    sub_project_indicator::{SubProjectIndicator, SubProjectIndicatorFilter},
    task::{Task, TaskFilter},
    words::plan::{BUDGET_LINE, SUB_PROJECT},
};
use uuid::Uuid;
use yew::prelude::*;

/// So many of each are on the sheet.
const FEW: u64 = 5;
/// So many events.
const EVENTS: usize = 6;

struct Standing {
    milestones: Vec<Milestone>,
    tasks: Vec<Task>,
    risks: Vec<Risk>,
    sub_project_indicators: Vec<SubProjectIndicator>,
    /// This year, when one may see money.
    money: Option<BudgetTotal>,
}

async fn standing(client: Client, sub_project: Uuid, signed_in: bool) -> Result<Standing, client::Error> {
    let page = |sort: &str| PageQuery { page_size: Some(FEW), sort: Some(sort.to_owned()), ..PageQuery::default() };
    let (by_plan, by_due, by_weight, by_name) = (page("plannedDate"), page("dueDate"), page("-weight"), page("name"));
    let (milestones, tasks, risks, sub_project_indicators) = (client.milestones(), client.tasks(), client.risks(), client.sub_project_indicators());
    let ahead = MilestoneFilter { sub_project_id: sub_project.into(), reached: Some(false), ..MilestoneFilter::default() };
    let open = TaskFilter { sub_project_id: sub_project.into(), done: Some(false), ..TaskFilter::default() };
    let threatening = RiskFilter { sub_project_id: sub_project.into(), closed: Some(false), ..RiskFilter::default() };
    let measured = SubProjectIndicatorFilter { sub_project_id: sub_project.into(), ..SubProjectIndicatorFilter::default() };
    let this_year = BudgetTotalFilter {
        by: Some(BudgetGroup::SubProject),
        sub_project_id: Some(sub_project),
        year: Some(crate::calendar::this_year()),
        ..BudgetTotalFilter::default()
    };
    let (milestones, tasks, risks, sub_project_indicators, money) = futures::try_join!(
        milestones.list(&ahead, &by_plan),
        tasks.list(&open, &by_due),
        risks.list(&threatening, &by_weight),
        sub_project_indicators.list(&measured, &by_name),
        async { if signed_in { client.budget_totals(&this_year).await } else { Ok(vec![]) } },
    )?;
    Ok(Standing {
        milestones: milestones.items,
        tasks: tasks.items,
        risks: risks.items,
        sub_project_indicators: sub_project_indicators.items,
        money: money.into_iter().next(),
    })
}

#[derive(Properties, PartialEq)]
pub struct SubProjectSheetProps {
    pub id: Uuid,
}

/// The sheet.
#[component]
pub fn SubProjectSheet(props: &SubProjectSheetProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_resource::<resources::SubProjects>(props.id);
    let client = session.client.clone();
    let me = session.person.as_ref().map(|person| person.id);
    let (standing, again) = use_fetch((props.id, me), move |(id, me)| standing(client.clone(), id, me.is_some()));
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let sub_project = &found.value;
    let mut trail = resources::SubProjects::above(texts, sub_project);
    trail.push((sub_project.name.clone().into(), Route::SubProject { id: props.id }));
    let leads: Vec<&str> = [&sub_project.municipality_lead, &sub_project.partner_lead].into_iter().flatten().map(|lead| lead.name.as_str()).collect();
    let header = html! {
        <>
            <p class="kompaan-card__badges">
                <PhaseBadge phase={sub_project.phase} />
                <Lights phase={sub_project.phase} latest={sub_project.latest_report} />
            </p>
            <p class="kompaan-quiet">
                { fill(texts.sheet_on(), &[&day(session.lang, crate::calendar::today())]) }
                if !leads.is_empty() { { format!(". {}", leads.join(", ")) } }
            </p>
            { print_button(&session) }
        </>
    };
    html! {
        <Page title={fill(texts.sheet_of(), &[&sub_project.name])} {trail} {header}>
            <div class="kompaan-sheet">
                <section aria-labelledby="doel">
                    <h2 id="doel" class="utrecht-heading-3">{ texts.label(&SUB_PROJECT.aim) }</h2>
                    <Markdown html={sub_project.aim_html.clone().unwrap_or_default()} empty={texts.sub_project_not_filled()} />
                </section>
                {
                    match settled(standing, &again) {
                        Err(instead) => instead,
                        Ok(standing) => parts(&session, &standing),
                    }
                }
                <section aria-labelledby="verhaal">
                    <h2 id="verhaal" class="utrecht-heading-3">{ texts.story_latest() }</h2>
                    <Chronicle sub_project={props.id} most={EVENTS} />
                </section>
            </div>
        </Page>
    }
}

fn parts(session: &Session, standing: &Standing) -> Html {
    let (texts, lang) = (session.texts(), session.lang);
    let list = |id: &'static str, title: &'static str, none: &'static str, lines: Vec<String>| {
        html! {
            <section aria-labelledby={id}>
                <h2 {id} class="utrecht-heading-3">{ title }</h2>
                if lines.is_empty() {
                    <P class="kompaan-quiet">{ none }</P>
                } else {
                    <ul class="kompaan-plain-list">{ for lines.into_iter().map(|line| html! { <li key={line.clone()}>{ line }</li> }) }</ul>
                }
            </section>
        }
    };
    let milestones = standing.milestones.iter().map(|one| format!("{}: {}", one.title, steps::when(lang, one)));
    let open = standing.tasks.iter().map(|one| format!("{}: {}", one.title, tasks::when(session, one)));
    let threats = standing.risks.iter().map(|one| format!("{} ({}). {}", one.title, risks::level_words(session, one), one.measure));
    let sub_project_indicators = standing.sub_project_indicators.iter().map(|one| match reached(session, one) {
        Some(reached) => format!("{}. {}", one.title, reached.words),
        None => format!("{}. {}", one.title, texts.measured_none()),
    });
    let money = standing.money.iter().map(|total| {
        let parts = [
            (texts.label(&BUDGET_LINE.planned_cents), total.planned_cents),
            (texts.label(&BUDGET_LINE.committed_cents), total.committed_cents),
            (texts.label(&BUDGET_LINE.spent_cents), total.spent_cents),
        ];
        parts.map(|(label, cents)| format!("{label}: {}", euros(lang, cents))).join(", ")
    });
    html! {
        <>
            { list("cijfers", texts.figures(), texts.figures_none(), sub_project_indicators.collect()) }
            { list("mijlpalen", texts.milestones(), texts.milestones_none(), milestones.collect()) }
            { list("taken", texts.tasks(), texts.tasks_none(), open.collect()) }
            { list("risicos", texts.risks(), texts.risks_none(), threats.collect()) }
            if standing.money.is_some() {
                { list("geld",
                        texts.money(),
                        texts.money_none(), money.map(|line| format!("{}. {line}", crate::calendar::this_year())).collect(),) }
            }
        </>
    }
}
