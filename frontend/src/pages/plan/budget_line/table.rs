//! Money in tables: the lines of a sub-project, and totals of a plan or the region.
use crate::{
    components::{
        button::{Appearance, ButtonLink},
        export::Export,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    format::euros,
    hooks::use_fetch,
    i18n::{Lang, Texts},
    resources::BudgetLines,
    routes::Route,
    session::use_session,
};
use contract::budget_line::{BudgetGroup, BudgetLine, BudgetLineFilter, BudgetTotal, BudgetTotalFilter, TaskField};
use contract::words::plan::BUDGET_LINE;
use futures::TryStreamExt;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct BudgetProps {
    pub sub_project: Uuid,
    /// Whether one may add lines.
    pub adds: bool,
}

/// The budget lines of a sub-project by year, with their totals.
#[component]
pub fn Budget(props: &BudgetProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let deps = (props.sub_project, session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch(deps, move |(sub_project, _)| {
        let client = client.clone();
        let filter = BudgetLineFilter { sub_project_id: sub_project.into(), ..BudgetLineFilter::default() };
        // Some tens at most: a handful for each year.
        async move { client.budget_lines().all(filter).try_collect::<Vec<BudgetLine>>().await }
    });
    let mut lines = match settled(found, &reload) {
        Err(instead) => return instead,
        Ok(found) => (*found).clone(),
    };
    lines.sort_by(|one, other| other.year.cmp(&one.year).then_with(|| one.title.cmp(&other.title)));
    html! {
        <>
            if props.adds {
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Primary} to={Route::NewBudgetLine { id: props.sub_project }}>
                        { texts.line_new() }
                    </ButtonLink>
                </p>
            }
            <h2 class="kompaan-visually-hidden">
                { texts.money() }
            </h2>
            if lines.is_empty() {
                <P class="kompaan-quiet">{ texts.money_none() }</P>
            } else {
                <P class="kompaan-quiet">{ texts.money_who() }</P>
                { for lines.chunk_by(|one, other| one.year == other.year).map(|lines| year(session.lang, texts, lines)) }
                <Export<BudgetLines>
                    filter={BudgetLineFilter { sub_project_id: props.sub_project.into(), ..BudgetLineFilter::default() }}
                    of={texts.money()}
                />
            }
        </>
    }
}

fn year(lang: Lang, texts: Texts, lines: &[BudgetLine]) -> Html {
    let Some(year) = lines.first().map(|line| line.year) else { return Html::default() };
    let rows: Vec<Row> = lines
        .iter()
        .map(|line| Row {
            key: line.id.to_string(),
            name: html! {
                <>
                    <RouteLink to={Route::BudgetLine { id: line.id }}>{ &line.title }</RouteLink>
                    <br />
                    <span class="kompaan-quiet">{ format!("{}, {}", line.source, texts.word(line.task_field)) }</span>
                </>
            },
            cents: [line.planned_cents, line.committed_cents, line.spent_cents],
        })
        .collect();
    html! {
        <section aria-labelledby={format!("geld-{year}")}>
            <h3 id={format!("geld-{year}")} class="utrecht-heading-3">{ year }</h3>
            { table(lang, texts, format!("{} {year}", texts.money()), texts.line(), rows) }
        </section>
    }
}

/// A row of amounts.
pub struct Row {
    pub key: String,
    pub name: Html,
    /// Planned, committed, spent.
    pub cents: [i64; 3],
}

/// Rows of amounts with their total.
pub fn table(lang: Lang, texts: Texts, caption: String, first: &'static str, rows: Vec<Row>) -> Html {
    let labels = [texts.label(&BUDGET_LINE.planned_cents), texts.label(&BUDGET_LINE.committed_cents), texts.label(&BUDGET_LINE.spent_cents)];
    let total = rows.iter().fold([0_i64; 3], |sum, row| std::array::from_fn(|at| sum[at].saturating_add(row.cents[at])));
    let amounts = |cents: [i64; 3]| {
        let beyond = cents[2] > cents[0];
        html! {
            <>
                { for labels.into_iter().zip(cents).map(|(label, cents)| html! {
                    <td key={label} class="kompaan-table__number" data-label={label}>
                        { euros(lang, cents) }
                        if beyond && label == texts.label(&BUDGET_LINE.spent_cents) {
                            <><br /><strong>{ texts.beyond_planned() }</strong></>
                        }
                    </td>
                }) }
            </>
        }
    };
    let several = rows.len() > 1;
    html! {
        <table class="kompaan-table">
            <caption class="kompaan-visually-hidden">{ caption }</caption>
            <thead>
                <tr>
                    <th scope="col">{ first }</th>
                    { for labels.into_iter().map(|label| html! {
                        <th key={label} scope="col" class="kompaan-table__number">{ label }</th>
                    }) }
                </tr>
            </thead>
            <tbody>
                { for rows.into_iter().map(|row| html! { <tr key={row.key}><th scope="row">{ row.name }</th>{ amounts(row.cents) }</tr> }) }
                if several { <tr class="kompaan-table__total"><th scope="row">{ texts.total() }</th>{ amounts(total) }</tr> }
            </tbody>
        </table>
    }
}

#[derive(Properties, PartialEq)]
pub struct TotalsProps {
    pub by: BudgetGroup,
    /// Only of this plan.
    #[prop_or_default]
    pub plan: Option<Uuid>,
    /// Only of this sub-project.
    #[prop_or_default]
    pub sub_project: Option<Uuid>,
    #[prop_or_default]
    pub year: Option<i32>,
    pub caption: &'static str,
    /// What the rows are.
    pub first: &'static str,
}

/// Budget lines added up.
#[component]
pub fn Totals(props: &TotalsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let filter = BudgetTotalFilter { by: Some(props.by), local_plan_id: props.plan, year: props.year, sub_project_id: props.sub_project };
    let deps = (filter, session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch(deps, move |(filter, me)| {
        let client = client.clone();
        // Visitors see no money.
        async move { if me.is_some() { client.budget_totals(&filter).await } else { Ok(vec![]) } }
    });
    let totals = match settled(found, &reload) {
        Err(instead) => return instead,
        Ok(found) => found,
    };
    if totals.is_empty() {
        return html! { <P class="kompaan-quiet">{ texts.money_none() }</P> };
    }
    let name = |total: &BudgetTotal| match (&total.of, props.by) {
        (Some(of), BudgetGroup::LocalPlan) => {
            html! { <RouteLink to={Route::LocalPlan { id: of.id }}>{ &of.name }</RouteLink> }
        }
        (Some(of), _) => html! { <RouteLink to={Route::SubProject { id: of.id }}>{ &of.name }</RouteLink> },
        (None, BudgetGroup::TaskField) => {
            html! { { TaskField::parse(&total.name).map_or(total.name.clone(), |field|texts.word(field).to_owned()) } }
        }
        (None, _) => html! { { &total.name } },
    };
    let rows =
        totals.iter().map(|total| Row { key: total.name.clone(), name: name(total), cents: [total.planned_cents, total.committed_cents, total.spent_cents] });
    table(session.lang, texts, props.caption.to_owned(), props.first, rows.collect())
}
