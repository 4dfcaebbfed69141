//! Shared definitions of indicators.
use crate::{
    components::{
        edit_page::use_made,
        form::{CheckboxField, LinesField},
        form_page::{Frame, form_page},
        layout::Page,
        link::RouteLink,
        paragraph::P,
        part_list::PartList,
        part_page::{DetailSpec, fact, nothing, text_fact},
    },
    hooks::{Form, FormOf, TextOptions, use_form},
    names,
    pages::sub_project_indicator::edit::measure,
    resources::Indicators,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    PageQuery,
    indicator::{Indicator, IndicatorFilter, IndicatorInput},
};
use domain::{
    indicator::{Accumulation, Direction},
    policy::{Action, Decision, Scope, decide},
};
use yew::prelude::*;

/// All shared definitions.
#[component]
pub fn IndicatorList() -> Html {
    let session = use_session();
    let own = session.texts().measuring();
    let makes = decide(&session.actor(), Action::Create, &Scope::Theme) == Decision::Allow;
    let new = makes.then_some((Route::NewIndicator, own.indicator_new));
    let page = PageQuery { page_size: Some(50), ..PageQuery::default() };
    html! {
        <Page title={own.indicators} lead={own.indicators_lead} trail={vec![(AttrValue::from(own.courses), Route::StrategicCourses)]}>
            <PartList<Indicators>
                title={own.indicators}
                none={own.indicators_none}
                {new}
                filter={IndicatorFilter::default()}
                {page}
                entry={entry as fn(&Session, &Indicator, &Callback<()>) -> Html}
            />
        </Page>
    }
}

fn entry(_: &Session, indicator: &Indicator, _: &Callback<()>) -> Html {
    html! {
        <>
            <h3 class="utrecht-heading-4 kompaan-no-margin">
                <RouteLink to={Route::Indicator { id: indicator.id }}>{ &indicator.name }</RouteLink>
            </h3>
            <p class="kompaan-no-margin">{ &indicator.definition }</p>
        </>
    }
}

/// The page to define an indicator.
#[component]
pub fn NewIndicator() -> Html {
    let session = use_session();
    let (texts, own) = (session.texts(), session.texts().measuring());
    let initial = IndicatorInput {
        name: String::new(),
        unit: String::new(),
        direction: Direction::Up,
        accumulation: Accumulation::Cumulative,
        counts_residents: true,
        definition: String::new(),
        source: String::new(),
        groups: vec![],
    };
    let done = use_made::<Indicators>(own.indicator_made);
    let form = use_form::<Indicators>(FormOf { initial, target: None, done });
    let frame = Frame {
        title: own.indicator_new.to_owned(),
        lead: Some(own.indicators_lead.into()),
        trail: vec![(own.indicators.into(), Route::Indicators)],
        cancel: Route::Indicators,
        submit: own.indicator_make,
    };
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

pub fn fields(session: &Session, form: &Form<Indicators>, before: Option<&Indicator>) -> Html {
    let own = session.texts().measuring();
    let input = form.input();
    html! {
        <>
            { form.text("name", |input| &mut input.name, TextOptions::default()) }
            { form.text("definition", |input| &mut input.definition, TextOptions { lines: Some(3), ..TextOptions::default() }) }
            if before.is_some() { <P class="kompaan-quiet">{ own.definition_in_use }</P> }
            { form.text("unit", |input| &mut input.unit, TextOptions { hint: Some(own.unit_hint), ..TextOptions::default() }) }
            { measure(
                session,
                form,
                (input.direction, |input, direction| input.direction = direction),
                (input.accumulation, |input, accumulation| input.accumulation = accumulation),
            ) }
            <CheckboxField
                name="countsResidents"
                label={form.label("countsResidents")}
                checked={input.counts_residents}
                onchange={form.change("countsResidents", |input, counts| input.counts_residents = counts)}
            />
            if input.counts_residents { <p class="utrecht-form-field-description">{ own.counts_residents_hint }</p> }
            { form.text("source", |input| &mut input.source, TextOptions { optional: true, lines: Some(2), ..TextOptions::default() }) }
            <LinesField
                name="groups"
                label={form.label("groups")}
                hint={own.groups_hint}
                items={input.groups.clone()}
                errors={form.wrong("groups")}
                onchange={form.change("groups", |input, groups| input.groups = groups)}
            />
        </>
    }
}

pub static DETAIL: DetailSpec<Indicators> = DetailSpec {
    edit: |id| Route::EditIndicator { id },
    then: |_| Route::Indicators,
    badges: |_, _| Html::default(),
    actions: nothing,
    facts: |session, indicator| {
        let (texts, own) = (session.texts(), session.texts().measuring());
        html! {
            <>
                { fact(own.definition, html! { { indicator.definition.clone() } }) }
                { fact(own.unit, html! { { indicator.unit.clone() } }) }
                { fact(own.direction, html! { { names::direction(texts, indicator.direction) } }) }
                { fact(own.accumulation, html! { { names::accumulation(texts, indicator.accumulation) } }) }
                { fact(own.counts_residents, html! { { if indicator.counts_residents { texts.yes } else { texts.no } } }) }
                { text_fact(own.source, &indicator.source) }
                { text_fact(own.groups, &indicator.groups.join(", ")) }
            </>
        }
    },
    below: nothing,
};
