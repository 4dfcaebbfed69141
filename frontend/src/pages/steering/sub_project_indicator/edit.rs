//! The fields of a figure.
use crate::{
    components::{
        form::{CheckboxField, DateField, LinesField, SelectField},
        number_field::{InterimTargetsField, NumberField, TargetsField},
        references::IndicatorField,
    },
    format::{day, fill},
    hooks::{Form, TextOptions},
    resources::SubProjectIndicators,
    session::Session,
};
use contract::{
    indicator::Indicator,
    sub_project_indicator::{Comparability, SubProjectIndicator, SubProjectIndicatorInput},
};
use domain::{
    indicator::{Accumulation, Direction},
    policy::Action,
};
use yew::prelude::*;

/// Whoever follows a shared definition counts as it says, until they say otherwise.
fn follow(input: &mut SubProjectIndicatorInput, shared: Option<Indicator>) {
    let Some(shared) = shared else {
        (input.indicator_id, input.comparability) = (None, None);
        return;
    };
    if input.title.is_empty() {
        input.title = shared.name;
    }
    input.indicator_id = Some(shared.id);
    input.comparability = Some(Comparability::Same);
    (input.unit, input.direction, input.accumulation) = (shared.unit, shared.direction, shared.accumulation);
    (input.counts_residents, input.definition, input.groups) = (shared.counts_residents, shared.definition, shared.groups);
}

/// The fields.
pub fn fields(session: &Session, form: &Form<SubProjectIndicators>, before: Option<&SubProjectIndicator>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let this_year = crate::calendar::this_year();
    let comparabilities: Vec<(AttrValue, AttrValue)> = Comparability::ALL.iter().map(|one| (one.as_str().into(), texts.explained(*one).into())).collect();
    // Closing a period is for leads, and there has to be something in it.
    let closes = before.is_some_and(|before| before.can.contains(&Action::Delete));
    let closed = before.and_then(|before| before.locked_date);
    let meaning = html! {
        <>
            <IndicatorField
                label={form.label("indicatorId")}
                none={texts.follows_none()}
                chosen={input.indicator_id}
                errors={form.wrong("indicatorId")}
                onchange={form.change("indicatorId", follow)}
            />
            if input.indicator_id.is_some() {
                <SelectField
                    name="comparability"
                    label={form.label("comparability")}
                    choices={comparabilities}
                    value={input.comparability.map(Comparability::as_str).unwrap_or_default()}
                    errors={form.wrong("comparability")}
                    onchange={form.change("comparability", |input, value: String| input.comparability = Comparability::parse(&value))}
                />
            }
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
            { form.text("definition", |input| &mut input.definition, TextOptions {
                optional: true,
                lines: Some(3),
                ..TextOptions::default()
            }) }
            <LinesField
                name="groups"
                label={form.label("groups")}
                hint={texts.groups_hint()}
                items={input.groups.clone()}
                errors={form.wrong("groups")}
                onchange={form.change("groups", |input, groups| input.groups = groups)}
            />
            <div class="kompaan-pair">
                <NumberField
                    name="baselineValue"
                    label={form.label("baselineValue")}
                    optional=true
                    value={input.baseline_value}
                    errors={form.wrong("baselineValue")}
                    onchange={form.change("baselineValue", |input, value| input.baseline_value = value)}
                />
                <DateField
                    name="baselineDate"
                    label={form.label("baselineDate")}
                    value={input.baseline_date}
                    errors={form.wrong("baselineDate")}
                    onchange={form.change("baselineDate", |input, day| input.baseline_date = day)}
                />
            </div>
        </>
    };
    html! {
        <>
            if let Some(closed) = closed {
                { form.text("title", |input| &mut input.title, TextOptions::default()) }
                <fieldset class="utrecht-form-field kompaan-fieldset" disabled=true aria-describedby="ligt-vast-hint">
                    <legend class="utrecht-form-label">{ fill(texts.locked_fields(), &[&day(session.lang, closed)]) }</legend>
                    <p id="ligt-vast-hint" class="utrecht-form-field-description">{ texts.locked_fields_hint() }</p>
                    { meaning }
                </fieldset>
            } else {
                { meaning }
                { form.text("title", |input| &mut input.title, TextOptions::default()) }
            }
            <TargetsField
                name="targets"
                label={form.label("targets")}
                years={(this_year..=this_year + 3).collect::<Vec<_>>()}
                targets={input.targets.clone()}
                {closed}
                errors={form.wrong("targets")}
                onchange={form.change("targets", |input, targets| input.targets = targets)}
            />
            <details class="kompaan-details" open={!input.interim_targets.is_empty() || !form.wrong("interimTargets").is_empty()}>
                <summary>{ format!("{} ({})", form.label("interimTargets"), texts.optional()) }</summary>
                <InterimTargetsField
                    name="interimTargets"
                    label={form.label("interimTargets")}
                    hint={texts.interim_hint()}
                    years={vec![this_year, this_year + 1]}
                    targets={input.interim_targets.clone()}
                    {closed}
                    errors={form.wrong("interimTargets")}
                    onchange={form.change("interimTargets", |input, targets| input.interim_targets = targets)}
                />
            </details>
            if closes {
                <DateField
                    name="lockedDate"
                    label={form.label("lockedDate")}
                    hint={texts.locked_hint()}
                    value={input.locked_date}
                    errors={form.wrong("lockedDate")}
                    onchange={form.change("lockedDate", |input, day| input.locked_date = day)}
                />
            }
        </>
    }
}

/// A value with what sets it in the input.
type Place<I, T> = (T, fn(&mut I, T));

/// How something is measured: which way is good, and what the measurements of a year make.
pub fn measure<M: crate::resources::Managed>(
    session: &Session,
    form: &Form<M>,
    direction: Place<M::Input, Direction>,
    accumulation: Place<M::Input, Accumulation>,
) -> Html {
    let texts = session.texts();
    let directions: Vec<(AttrValue, AttrValue)> = Direction::ALL.iter().map(|one| (one.as_str().into(), texts.word(*one).into())).collect();
    let accumulations: Vec<(AttrValue, AttrValue)> = Accumulation::ALL.iter().map(|one| (one.as_str().into(), texts.explained(*one).into())).collect();
    let ((way, set_way), (kind, set_kind)) = (direction, accumulation);
    html! {
        <>
            <SelectField
                name="direction"
                label={form.label("direction")}
                choices={directions}
                value={way.as_str()}
                errors={form.wrong("direction")}
                onchange={form.change("direction", move |input, value: String| set_way(input, Direction::parse(&value).unwrap_or(way)))}
            />
            <SelectField
                name="accumulation"
                label={form.label("accumulation")}
                choices={accumulations}
                value={kind.as_str()}
                errors={form.wrong("accumulation")}
                onchange={form.change("accumulation", move |input, value: String| {
                    set_kind(input, Accumulation::parse(&value).unwrap_or(kind));
                })}
            />
        </>
    }
}
