//! What was measured, in the form of a report: a number for each figure of the sub-project.
use crate::{
    components::{
        failure::Failure,
        form::{CheckboxField, TextField},
        number_field::{Group, NumberField},
        paragraph::P,
        skeleton::Skeleton,
    },
    format::{day, fill},
    hooks::{Fetch, errors_of, use_list},
    pages::{measurement::groups::GroupFields, sub_project_indicator::list::counted},
    resources::SubProjectIndicators,
    session::{Session, use_session},
};
use chrono::NaiveDate;
use contract::{
    FieldError, PageQuery,
    indicator::Accumulation,
    measurement::MeasurementInput,
    report::MOST_PARTS,
    sub_project_indicator::{SubProjectIndicator, SubProjectIndicatorFilter},
    words::steering::{MEASUREMENT, REPORT},
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MeasurementFieldsProps {
    pub sub_project: Uuid,
    /// The day of the report, on which it was measured.
    pub day: NaiveDate,
    pub measurements: Vec<MeasurementInput>,
    pub onchange: Callback<Vec<MeasurementInput>>,
    pub approve: bool,
    pub onapprove: Callback<bool>,
    /// What is wrong in the form.
    pub errors: Vec<FieldError>,
}

/// A field for each figure; what is left empty was not measured.
#[component]
pub fn MeasurementFields(props: &MeasurementFieldsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filter = SubProjectIndicatorFilter { sub_project_id: props.sub_project.into(), ..SubProjectIndicatorFilter::default() };
    let page = PageQuery { page_size: Some(MOST_PARTS), sort: Some("name".into()), ..PageQuery::default() };
    let sub_project_indicators = use_list::<SubProjectIndicators>(filter, page);
    let fields = match &sub_project_indicators.first {
        Fetch::Failed(error) => html! { <Failure error={error.clone()} retry={sub_project_indicators.reload.clone()} /> },
        Fetch::Loading => html! { <Skeleton /> },
        Fetch::Ready(first) if first.items.is_empty() => html! { <P class="kompaan-quiet">{ texts.report_measurements_none() }</P> },
        Fetch::Ready(first) => {
            let approves =
                !props.measurements.is_empty() && first.items.iter().any(|sub_project_indicator| sub_project_indicator.can.contains(&Action::Approve));
            html! {
                <>
                    <p class="utrecht-form-field-description">{ texts.report_measurements_lead() }</p>
                    { for first.items.iter().map(|sub_project_indicator| field(&session, props, sub_project_indicator)) }
                    if approves {
                        <CheckboxField
                            name="approve"
                            label={texts.report_approve()}
                            checked={props.approve}
                            onchange={props.onapprove.clone()}
                        />
                    }
                </>
            }
        }
    };
    html! {
        <section class="kompaan-part">
            <h2 id="measurements" tabindex="-1" class="utrecht-heading-3">{ texts.label(&REPORT.measurements) }</h2>
            { fields }
        </section>
    }
}

/// The number of one figure and, once there is one, its groups and what one has to know to read it.
fn field(session: &Session, props: &MeasurementFieldsProps, sub_project_indicator: &SubProjectIndicator) -> Html {
    let texts = session.texts();
    let place = props.measurements.iter().position(|measurement| measurement.sub_project_indicator_id == sub_project_indicator.id);
    let typed = place.and_then(|place| props.measurements.get(place));
    let wrong = |field: &str| place.map(|place| errors_of(&props.errors, &format!("measurements/{place}{field}"), texts)).unwrap_or_default();
    let onvalue = {
        let (measurements, onchange, day, sub_project_indicator) = (props.measurements.clone(), props.onchange.clone(), props.day, sub_project_indicator.id);
        Callback::from(move |value: Option<i64>| {
            let mut measurements = measurements.clone();
            match (value, measurements.iter().position(|measurement| measurement.sub_project_indicator_id == sub_project_indicator)) {
                (Some(value), Some(place)) => measurements.get_mut(place).into_iter().for_each(|measurement| measurement.value = value),
                (Some(value), None) => measurements.push(MeasurementInput {
                    sub_project_indicator_id: sub_project_indicator,
                    measured_date: day,
                    value,
                    note: String::new(),
                    evidence_url: None,
                    cells: vec![],
                    additional: false,
                }),
                (None, Some(place)) => drop(measurements.remove(place)),
                (None, None) => return,
            }
            onchange.emit(measurements);
        })
    };
    let label = match sub_project_indicator.accumulation {
        Accumulation::Cumulative => fill(texts.report_measured_more(), &[&sub_project_indicator.unit]),
        Accumulation::PointInTime => fill(texts.report_measured_now(), &[&sub_project_indicator.unit]),
    };
    let hint = match sub_project_indicator.latest {
        Some(latest) => fill(texts.report_measured_last(), &[&counted(session, latest.value), &day(session.lang, latest.measured_date)]),
        None => texts.report_measured_never().to_owned(),
    };
    let id = sub_project_indicator.id;
    let day_at = place.map(|place| format!("/measurements/{place}/measuredDate"));
    let same_day = props.errors.iter().any(|error| error.code == "same_day" && error.pointer == day_at);
    html! {
        <Group key={id.to_string()} name={format!("figure-{id}")} stacked=true label={sub_project_indicator.title.clone()}>
            <NumberField
                name={format!("value-{id}")}
                part_of="measurements"
                {label}
                {hint}
                optional=true
                value={typed.map(|typed| typed.value)}
                onchange={onvalue}
                errors={[wrong("/value"), wrong("/measuredDate"), wrong("/subProjectIndicatorId")].concat()}
            />
            if let Some(typed) = typed {
                if typed.additional || same_day {
                    <CheckboxField
                        name={format!("additional-{id}")}
                        label={texts.label(&MEASUREMENT.additional)}
                        checked={typed.additional}
                        onchange={edit(props, place, |measurement, additional| measurement.additional = additional)}
                    />
                }
                if !sub_project_indicator.groups.is_empty() {
                    <GroupFields
                        name={format!("cells-{id}")}
                        part_of="measurements"
                        groups={sub_project_indicator.groups.clone()}
                        cells={typed.cells.clone()}
                        errors={wrong("/cells")}
                        onchange={edit(props, place, |measurement, cells| measurement.cells = cells)}
                    />
                }
                <TextField
                    name={format!("note-{id}")}
                    label={texts.label(&MEASUREMENT.note)}
                    optional=true
                    lines={2}
                    value={typed.note.clone()}
                    errors={wrong("/note")}
                    onchange={edit(props, place, |measurement, note| measurement.note = note)}
                />
            }
        </Group>
    }
}

/// Edits the measurement at this place.
fn edit<T: 'static>(props: &MeasurementFieldsProps, place: Option<usize>, edit: fn(&mut MeasurementInput, T)) -> Callback<T> {
    let (measurements, onchange) = (props.measurements.clone(), props.onchange.clone());
    Callback::from(move |value| {
        let mut measurements = measurements.clone();
        if let Some(measurement) = place.and_then(|place| measurements.get_mut(place)) {
            edit(measurement, value);
            onchange.emit(measurements);
        }
    })
}
