//! Adding a measurement, and changing one.
use super::groups::GroupFields;
use crate::{
    components::{
        edit_page::{Fields, trail_to},
        form::{CheckboxField, DateField},
        form_page::{Frame, form_page},
        not_allowed::May,
        number_field::NumberField,
        settled::settled,
    },
    format::fill,
    hooks::{Form, FormOf, TextOptions, use_form, use_resource},
    resources::{self, Measurements},
    routes::Route,
    session::{Session, use_session},
};
use chrono::NaiveDate;
use contract::{
    measurement::{Measurement, MeasurementInput},
    sub_project_indicator::SubProjectIndicator,
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NewMeasurementProps {
    pub sub_project_indicator: Uuid,
}

/// The page to add a measurement to a figure.
#[component]
pub fn NewMeasurement(props: &NewMeasurementProps) -> Html {
    let (found, reload) = use_resource::<resources::SubProjectIndicators>(props.sub_project_indicator);
    let texts = use_session().texts();
    match settled(found, &reload) {
        Ok(found) => html! {
            <May
                action={Action::Edit}
                can={found.value.can.clone()}
                who={texts.for_team()}
                trail={trail_to::<resources::SubProjectIndicators>(texts, &found.value)}
            >
                <NewForm sub_project_indicator={found.value.clone()} />
            </May>
        },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct NewFormProps {
    sub_project_indicator: SubProjectIndicator,
}

#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let sub_project_indicator = &props.sub_project_indicator;
    let here = Route::SubProjectIndicator { id: sub_project_indicator.id };
    let initial = MeasurementInput {
        sub_project_indicator_id: sub_project_indicator.id,
        measured_date: crate::calendar::today(),
        // Nothing was typed yet; see `fields`.
        value: -1,
        note: String::new(),
        evidence_url: None,
        cells: vec![],
        additional: false,
    };
    let navigator = use_navigator();
    let done = {
        let (session, here) = (session.clone(), here.clone());
        Callback::from(move |_: Measurement| {
            session.say(session.texts().measurement_made());
            if let Some(navigator) = &navigator {
                navigator.replace(&here);
            }
        })
    };
    let form = use_form::<Measurements>(FormOf { initial, target: None, done });
    let trail = trail_to::<resources::SubProjectIndicators>(texts, sub_project_indicator);
    let frame = Frame {
        title: fill(texts.measurement_new_of(), &[&sub_project_indicator.title]),
        lead: Some(texts.measurement_new_lead().into()),
        trail,
        cancel: here,
        submit: texts.measurement_make(),
    };
    let fields = with_groups(&session, &form, &sub_project_indicator.groups);
    form_page(texts, &form, frame, fields)
}

/// The fields of a measurement that is changed; it keeps the groups that it has.
pub fn fields(session: &Session, form: &Form<Measurements>, before: Option<&Measurement>) -> Html {
    let groups: Vec<String> = before.map(|before| before.cells.iter().map(|cell| cell.group.clone()).collect()).unwrap_or_default();
    with_groups(session, form, &groups)
}

const _: Fields<Measurements> = fields;

fn with_groups(session: &Session, form: &Form<Measurements>, groups: &[String]) -> Html {
    let texts = session.texts();
    let input = form.input();
    let evidence = form.change("evidenceUrl", |input, address: String| input.evidence_url = Some(address).filter(|address| !address.is_empty()));
    html! {
        <>
            <DateField
                name="measuredDate"
                label={form.label("measuredDate")}
                value={input.measured_date}
                errors={form.wrong("measuredDate")}
                onchange={form.change("measuredDate", |input, day: Option<NaiveDate>| if let Some(day) = day { input.measured_date = day })}
            />
            if input.additional || form.is_refused("measuredDate", "same_day") {
                <CheckboxField
                    name="additional"
                    label={form.label("additional")}
                    checked={input.additional}
                    onchange={form.change("additional", |input, additional| input.additional = additional)}
                />
            }
            <NumberField
                name="value"
                label={form.label("value")}
                required=true
                value={(input.value >= 0).then_some(input.value)}
                errors={form.wrong("value")}
                onchange={form.change("value", |input, value: Option<i64>| input.value = value.unwrap_or(-1))}
            />
            if !groups.is_empty() {
                <GroupFields
                    name="cells"
                    groups={groups.to_vec()}
                    cells={input.cells.clone()}
                    errors={form.wrong("cells")}
                    onchange={form.change("cells", |input, cells| input.cells = cells)}
                />
            }
            { form.text("note", |input| &mut input.note, TextOptions { optional: true, lines: Some(3), ..TextOptions::default() }) }
            <crate::components::form::TextField
                name="evidenceUrl"
                label={form.label("evidenceUrl")}
                hint={texts.evidence_hint()}
                optional=true
                kind="url"
                value={input.evidence_url.clone().unwrap_or_default()}
                errors={form.wrong("evidenceUrl")}
                onchange={evidence}
            />
        </>
    }
}
