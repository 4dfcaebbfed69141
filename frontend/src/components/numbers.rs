//! Fields for numbers, amounts of money, and a number for each year.
use crate::{
    components::form::{TextField, describe},
    format::{day, number, read_euros, read_number},
    session::use_session,
};
use chrono::NaiveDate;
use contract::target::{InterimTarget, YearTarget};
use yew::prelude::*;

/// Stands for what was typed and is no number. It is outside the range of every number that one can type, so that the rules refuse it and nobody thinks that it was saved.
pub const NO_NUMBER: i64 = -1;

#[derive(Properties, PartialEq)]
pub struct NumberProps {
    pub name: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    pub value: Option<i64>,
    /// `None` while nothing stands there, and [`NO_NUMBER`] for what is no number.
    pub onchange: Callback<Option<i64>>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
    #[prop_or_default]
    pub optional: bool,
    /// Whether it is an amount in cents, which people type in euros.
    #[prop_or_default]
    pub euros: bool,
}

/// A whole number or an amount. What is typed stays as it is for as long as it means the value.
#[component]
pub fn NumberField(props: &NumberProps) -> Html {
    let session = use_session();
    let lang = session.lang;
    let euros = props.euros;
    let read = move |text: &str| match if euros { read_euros(text) } else { read_number(text) } {
        None if !text.trim().is_empty() => Some(NO_NUMBER),
        number => number,
    };
    let written = |value: i64| match (euros, value % 100) {
        (false, _) => number(lang, value),
        (true, 0) => number(lang, value / 100),
        (true, rest) => format!("{}{}{:02}", number(lang, value / 100), if lang == crate::i18n::Lang::Dutch { ',' } else { '.' }, rest),
    };
    let shown = |value: Option<i64>| value.filter(|value| *value != NO_NUMBER).map(written).unwrap_or_default();
    let typed = use_state(|| shown(props.value));
    // What is no number stays too, also where the form keeps it as none.
    let means = read(&typed);
    let value = if means == props.value || (means == Some(NO_NUMBER) && props.value.is_none()) { (*typed).clone() } else { shown(props.value) };
    let onchange = {
        let (typed, onchange) = (typed.setter(), props.onchange.clone());
        Callback::from(move |text: String| {
            onchange.emit(read(&text));
            typed.set(text);
        })
    };
    html! { <TextField name={props.name.clone()} label={props.label.clone()} hint={props.hint.clone()} {value} errors={props.errors.clone()} optional={props.optional} {onchange} /> }
}

#[derive(Properties, PartialEq)]
pub struct TargetsProps {
    pub name: &'static str,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// The years that are offered beside those that have a target.
    pub years: Vec<i32>,
    pub targets: Vec<YearTarget>,
    pub onchange: Callback<Vec<YearTarget>>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
}

/// What should be reached in each year; a year may be left empty.
#[component]
pub fn TargetsField(props: &TargetsProps) -> Html {
    let mut years: Vec<i32> = props.years.iter().copied().chain(props.targets.iter().map(|target| target.year)).collect();
    years.sort_unstable();
    years.dedup();
    html! {
        <Group name={props.name} label={props.label.clone()} hint={props.hint.clone()} errors={props.errors.clone()}>
            { for years.into_iter().map(|year| {
                let (targets, emit) = (props.targets.clone(), props.onchange.clone());
                let onchange = Callback::from(move |value: Option<i64>| {
                    let mut next: Vec<YearTarget> = targets.iter().copied().filter(|target| target.year != year).collect();
                    next.extend(value.map(|value| YearTarget { year, value }));
                    next.sort_by_key(|target| target.year);
                    emit.emit(next);
                });
                let value = props.targets.iter().find(|target| target.year == year).map(|target| target.value);
                html! { <NumberField key={year} name={format!("{}-{year}", props.name)} label={year.to_string()} {value} {onchange} /> }
            }) }
        </Group>
    }
}

#[derive(Properties, PartialEq)]
pub struct InterimTargetsProps {
    pub name: &'static str,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// The years of which the quarters are offered beside the days that have a target.
    pub years: Vec<i32>,
    pub targets: Vec<InterimTarget>,
    pub onchange: Callback<Vec<InterimTarget>>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
}

/// The last days of the quarters of a year but the last, which ends with the year.
fn quarters(year: i32) -> impl Iterator<Item = NaiveDate> {
    [(3, 31), (6, 30), (9, 30)].into_iter().filter_map(move |(month, day)| NaiveDate::from_ymd_opt(year, month, day))
}

/// What should be reached by the end of each quarter; a quarter may be left empty.
#[component]
pub fn InterimTargetsField(props: &InterimTargetsProps) -> Html {
    let session = use_session();
    let mut days: Vec<NaiveDate> = props.years.iter().flat_map(|year| quarters(*year)).chain(props.targets.iter().map(|target| target.until_date)).collect();
    days.sort_unstable();
    days.dedup();
    html! {
        <Group name={props.name} label={props.label.clone()} hint={props.hint.clone()} errors={props.errors.clone()}>
            { for days.into_iter().map(|until_date| {
                let (targets, emit) = (props.targets.clone(), props.onchange.clone());
                let onchange = Callback::from(move |value: Option<i64>| {
                    let mut next: Vec<InterimTarget> = targets.iter().copied().filter(|target| target.until_date != until_date).collect();
                    next.extend(value.map(|value| InterimTarget { until_date, value }));
                    next.sort_by_key(|target| target.until_date);
                    emit.emit(next);
                });
                let value = props.targets.iter().find(|target| target.until_date == until_date).map(|target| target.value);
                html! { <NumberField key={until_date.to_string()} name={format!("{}-{until_date}", props.name)} label={day(session.lang, until_date)} {value} {onchange} /> }
            }) }
        </Group>
    }
}

#[derive(Properties, PartialEq)]
pub struct GroupProps {
    pub name: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
    /// Whether its fields stand below each other, in a frame.
    #[prop_or_default]
    pub stacked: bool,
    pub children: Html,
}

/// Fields that belong together, as numbers beside each other where there is room.
#[component]
pub fn Group(props: &GroupProps) -> Html {
    let name = &props.name;
    let invalid = !props.errors.is_empty();
    html! {
        <fieldset id={name.clone()} tabindex="-1" class={classes!("utrecht-form-field", "kompaan-fieldset", invalid.then_some("utrecht-form-field--invalid"))} aria-describedby={describe(name, props.hint.is_some(), invalid)}>
            <legend class="utrecht-form-label">{ &props.label }</legend>
            if let Some(hint) = &props.hint { <div id={format!("{name}-hint")} class="utrecht-form-field-description">{ hint }</div> }
            if invalid { <div id={format!("{name}-error")} class="utrecht-form-field-error-message">{ for props.errors.iter().map(|error| html! { <p class="kompaan-no-margin">{ *error }</p> }) }</div> }
            <div class={if props.stacked { "kompaan-frame" } else { "kompaan-numbers" }}>{ props.children.clone() }</div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn numbers_and_amounts_stand_as_people_write_them() {
        let nothing = Callback::noop();
        holds(
            &shown(html! { <NumberField name="value" label="Getal" value={2100} onchange={nothing.clone()} /> }).await,
            &[r#"value="2.100""#, r#"for="value""#],
        );
        holds(
            &shown(html! { <NumberField name="spent" label="Uitgegeven" value={1_250_050} euros=true onchange={nothing} /> }).await,
            &[r#"value="12.500,50""#],
        );
    }

    #[tokio::test]
    async fn each_quarter_has_a_field_and_so_has_any_other_day_with_a_target() {
        let targets = vec![InterimTarget { until_date: "2026-05-01".parse().unwrap_or_default(), value: 12 }];
        let html =
            shown(html! { <InterimTargetsField name="interimTargets" label="Tussendoelen" years={vec![2026]} {targets} onchange={Callback::noop()} /> }).await;
        holds(&html, &["31 maart 2026", r#"id="interimTargets-2026-05-01""#, r#"value="12""#, "30 juni 2026", "30 september 2026"]);
        assert!(!html.contains("31 december"), "a year ends with its own target");
    }

    #[tokio::test]
    async fn each_year_has_a_field_of_its_own() {
        let targets = vec![YearTarget { year: 2025, value: 2000 }];
        let html = shown(html! { <TargetsField name="targets" label="Doel per jaar" years={vec![2026]} {targets} onchange={Callback::noop()} errors={vec!["Dit mag niet."]} /> }).await;
        holds(&html, &["<legend", r#"id="targets-2025""#, r#"value="2.000""#, r#"id="targets-2026""#, r#"aria-describedby="targets-error""#]);
    }
}
