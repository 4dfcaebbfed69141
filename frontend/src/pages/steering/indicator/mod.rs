//! Shared definitions of indicators.
use crate::{
    components::{
        edit_page::use_made,
        form::{CheckboxField, LinesField},
        form_page::{Frame, form_page},
        item_list::ItemList,
        item_page::{DetailSpec, fact, nothing, text_fact},
        layout::Page,
        link::RouteLink,
        paragraph::P,
    },
    hooks::{Form, FormOf, TextOptions, use_form},
    pages::sub_project_indicator::edit::measure,
    resources::Indicators,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    PageQuery,
    indicator::{Indicator, IndicatorFilter, IndicatorInput},
    words::steering::INDICATOR,
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
    let texts = session.texts();
    let makes = decide(&session.actor(), Action::Create, &Scope::Theme) == Decision::Allow;
    let new = makes.then_some((Route::NewIndicator, texts.indicator_new()));
    let page = PageQuery { page_size: Some(50), ..PageQuery::default() };
    html! {
        <Page
            title={texts.indicators()}
            lead={texts.indicators_lead()}
            trail={vec![(AttrValue::from(texts.courses()), Route::StrategicCourses)]}
        >
            <ItemList<Indicators>
                title={texts.indicators()}
                none={texts.indicators_none()}
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
    let texts = session.texts();
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
    let done = use_made::<Indicators>(texts.indicator_made());
    let form = use_form::<Indicators>(FormOf { initial, target: None, done });
    let frame = Frame {
        title: texts.indicator_new().to_owned(),
        lead: Some(texts.indicators_lead().into()),
        trail: vec![(texts.indicators().into(), Route::Indicators)],
        cancel: Route::Indicators,
        submit: texts.indicator_make(),
    };
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

pub fn fields(session: &Session, form: &Form<Indicators>, before: Option<&Indicator>) -> Html {
    let texts = session.texts();
    let input = form.input();
    html! {
        <>
            { form.text("name", |input| &mut input.name, TextOptions::default()) }
            { form.text("definition", |input| &mut input.definition, TextOptions { lines: Some(3), ..TextOptions::default() }) }
            if before.is_some() { <P class="kompaan-quiet">{ texts.definition_in_use() }</P> }
            { form.text("unit", |input| &mut input.unit, TextOptions { hint: Some(texts.unit_hint()), ..TextOptions::default() }) }
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
            if input.counts_residents { <p class="utrecht-form-field-description">{ texts.counts_residents_hint() }</p> }
            { form.text("source", |input| &mut input.source, TextOptions { optional: true, lines: Some(2), ..TextOptions::default() }) }
            <LinesField
                name="groups"
                label={form.label("groups")}
                hint={texts.groups_hint()}
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
        let texts = session.texts();
        html! {
            <>
                { fact(texts.label(&INDICATOR.definition), html! { { indicator.definition.clone() } }) }
                { fact(texts.label(&INDICATOR.unit), html! { { indicator.unit.clone() } }) }
                { fact(texts.label(&INDICATOR.direction), html! { { texts.word(indicator.direction) } }) }
                { fact(texts.label(&INDICATOR.accumulation), html! { { texts.explained(indicator.accumulation) } }) }
                {
                    fact(
                        texts.label(&INDICATOR.counts_residents),
                        html! { { if indicator.counts_residents { texts.yes() } else { texts.no() } } },
                    )
                }
                { text_fact(texts.label(&INDICATOR.source), &indicator.source) }
                { text_fact(texts.label(&INDICATOR.groups), &indicator.groups.join(", ")) }
            </>
        }
    },
    below: nothing,
};
