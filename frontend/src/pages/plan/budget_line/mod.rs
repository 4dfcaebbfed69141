//! Budget lines of sub-projects.
pub mod table;

use crate::{
    components::{
        form::SelectField,
        item_page::{DetailSpec, NewSpec, NewTexts, fact, nothing},
        number_field::NumberField,
    },
    format::euros,
    hooks::{Form, TextOptions},
    resources::BudgetLines,
    routes::Route,
    session::Session,
};
use contract::budget_line::{BudgetLine, BudgetLineInput, TaskField};
use contract::words::plan::BUDGET_LINE;
use yew::prelude::*;

pub static NEW: NewSpec<BudgetLines> = NewSpec {
    initial: |_, sub_project| BudgetLineInput {
        sub_project_id: sub_project.id,
        title: String::new(),
        year: crate::calendar::this_year(),
        source: String::new(),
        task_field: TaskField::LabourParticipation,
        planned_cents: 0,
        committed_cents: 0,
        spent_cents: 0,
    },
    fields,
    texts: |texts| NewTexts { title: texts.line_new_of(), lead: texts.line_new_lead(), make: texts.line_make(), made: texts.line_made() },
};

pub static DETAIL: DetailSpec<BudgetLines> = DetailSpec {
    edit: |id| Route::EditBudgetLine { id },
    then: |line| Route::SubProject { id: line.sub_project.id },
    badges: |_, line| html! { <crate::components::badge::Badge>{ line.year }</crate::components::badge::Badge> },
    actions: nothing,
    facts: |session, line| {
        let texts = session.texts();
        let amount = |cents| html! { { euros(session.lang, cents) } };
        html! {
            <>
                { fact(texts.label(&BUDGET_LINE.source), html! { { line.source.clone() } }) }
                { fact(texts.label(&BUDGET_LINE.task_field), html! { { texts.word(line.task_field) } }) }
                { fact(texts.label(&BUDGET_LINE.planned_cents), amount(line.planned_cents)) }
                { fact(texts.label(&BUDGET_LINE.committed_cents), amount(line.committed_cents)) }
                { fact(texts.label(&BUDGET_LINE.spent_cents), amount(line.spent_cents)) }
            </>
        }
    },
    below: nothing,
};

/// The fields of a budget line.
pub fn fields(session: &Session, form: &Form<BudgetLines>, _: Option<&BudgetLine>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let this_year = crate::calendar::this_year();
    let mut years: Vec<i32> = (this_year - 3..=this_year + 5).chain([input.year]).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<(AttrValue, AttrValue)> = years.iter().map(|year| (year.to_string().into(), year.to_string().into())).collect();
    let task_fields: Vec<(AttrValue, AttrValue)> = TaskField::ALL.iter().map(|field| (field.as_str().into(), texts.word(*field).into())).collect();
    let amount = |name: &'static str, cents: i64, hint: Option<&'static str>, place: fn(&mut BudgetLineInput) -> &mut i64| {
        html! {
            <NumberField
                {name}
                label={form.label(name)}
                hint={hint.map(AttrValue::from)}
                euros=true
                required=true
                value={(cents >= 0).then_some(cents)}
                errors={form.wrong(name)}
                onchange={form.change(name, move |input, cents: Option<i64>| *place(input) = cents.unwrap_or(-1))}
            />
        }
    };
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            <SelectField
                name="year"
                label={form.label("year")}
                choices={years}
                value={input.year.to_string()}
                errors={form.wrong("year")}
                onchange={form.change("year", |input, value: String| input.year = value.parse().unwrap_or(input.year))}
            />
            { form.text("source", |input| &mut input.source, TextOptions { hint: Some(texts.paid_by_hint()), ..TextOptions::default() }) }
            <SelectField
                name="taskField"
                label={form.label("taskField")}
                choices={task_fields}
                value={input.task_field.as_str()}
                errors={form.wrong("taskField")}
                onchange={form.change("taskField", |input, value: String| {
                    input.task_field = TaskField::parse(&value).unwrap_or(input.task_field);
                })}
            />
            { amount("plannedCents", input.planned_cents, Some(texts.euros_hint()), |input| &mut input.planned_cents) }
            { amount("committedCents", input.committed_cents, None, |input| &mut input.committed_cents) }
            { amount("spentCents", input.spent_cents, None, |input| &mut input.spent_cents) }
        </>
    }
}
