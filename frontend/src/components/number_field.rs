//! Fields for numbers, amounts of money, and a number for each year.
use crate::{
    browser::goes_to_field,
    components::form::{TextField, describe},
    format::{day, number},
    hooks::typed,
    session::use_session,
};
use chrono::{Datelike, NaiveDate};
use contract::target::{InterimTarget, YearTarget};
use domain::{
    number::{Typed, read_cents, read_whole},
    sub_project_indicator::is_locked,
};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NumberProps {
    pub name: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    pub value: Option<i64>,
    /// The number, or `None` where there is none. What is typed and is no number is told here, and keeps the form from being sent.
    pub onchange: Callback<Option<i64>>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
    #[prop_or_default]
    pub optional: bool,
    /// Whether a form cannot be sent without it.
    #[prop_or_default]
    pub required: bool,
    /// Whether it is an amount in cents, which people type in euros.
    #[prop_or_default]
    pub euros: bool,
    /// The field of the API that it is a part of, where that has another name: the summary of errors leads there.
    #[prop_or_default]
    pub part_of: Option<AttrValue>,
    /// Whether it cannot be changed here; the form says why.
    #[prop_or_default]
    pub disabled: bool,
}

/// A whole number or an amount. What is typed stays as it is for as long as it means the value.
#[component]
pub fn NumberField(props: &NumberProps) -> Html {
    let session = use_session();
    let lang = session.lang;
    let euros = props.euros;
    let read = move |text: &str| if euros { read_cents(text) } else { read_whole(text) };
    let written = |value: i64| match (euros, value % 100) {
        (false, _) => number(lang, value),
        (true, 0) => number(lang, value / 100),
        (true, rest) => format!("{}{}{:02}", number(lang, value / 100), if lang == crate::i18n::Lang::Dutch { ',' } else { '.' }, rest.abs()),
    };
    let shown = |value: Option<i64>| value.map(written).unwrap_or_default();
    let typed = use_state(|| shown(props.value));
    // Whether somebody went on to another field: what is not finished is not wrong yet. On the way to a button nothing may move, or the press misses it;
    // the form tells then.
    let left = use_state(|| false);
    let means = read(&typed);
    // A number below zero is out of every range; forms that need a number keep it as none.
    let same = means.number() == props.value || (props.value.is_none() && means.number().is_some_and(|number| number < 0));
    let value = if same { (*typed).clone() } else { shown(props.value) };
    let stands = read(&value);
    let of = props.part_of.clone().unwrap_or_else(|| props.name.clone());
    let required = props.required;
    {
        let (name, left) = (props.name.clone(), left.setter());
        use_effect_with((stands, of.clone(), required), move |(stands, of, required)| {
            typed::note(&name, of, *stands, *required, Callback::from(move |()| left.set(true)));
        });
    }
    {
        let name = props.name.clone();
        use_effect_with((), move |()| move || typed::forget(&name));
    }
    let onchange = {
        let (typed, left, onchange, name) = (typed.setter(), left.setter(), props.onchange.clone(), props.name.clone());
        Callback::from(move |text: String| {
            let read = read(&text);
            // At once, so that the form that hears of it knows.
            typed::note(&name, &of, read, required, {
                let left = left.clone();
                Callback::from(move |()| left.set(true))
            });
            onchange.emit(read.number());
            left.set(false);
            typed.set(text);
        })
    };
    let onblur = {
        let left = left.setter();
        Callback::from(move |event: FocusEvent| left.set(goes_to_field(&event)))
    };
    let unreadable = session.texts().error_not_a_number();
    let mut errors = props.errors.clone();
    if stands == Typed::Unreadable && (*left || !errors.is_empty()) {
        errors = vec![unreadable];
    }
    html! {
        <TextField
            name={props.name.clone()}
            label={props.label.clone()}
            hint={props.hint.clone()}
            {value}
            {errors}
            optional={props.optional}
            disabled={props.disabled}
            {onchange}
            {onblur}
        />
    }
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
    /// The last day of a period that is closed: what belongs to it stays as it is.
    #[prop_or_default]
    pub closed: Option<NaiveDate>,
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
                let disabled = props.closed.is_some_and(|closed| year <= closed.year());
                html! {
                    <NumberField
                        key={year}
                        name={format!("{}-{year}", props.name)}
                        part_of={props.name}
                        label={year.to_string()}
                        {value}
                        {disabled}
                        {onchange}
                    />
                }
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
    /// The last day of a period that is closed: what belongs to it stays as it is.
    #[prop_or_default]
    pub closed: Option<NaiveDate>,
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
                let (name, disabled) = (format!("{}-{until_date}", props.name), is_locked(props.closed, until_date));
                html! {
                    <NumberField
                        key={until_date.to_string()}
                        {name}
                        part_of={props.name}
                        label={day(session.lang, until_date)}
                        {value}
                        {disabled}
                        {onchange}
                    />
                }
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
        <fieldset
            id={name.clone()}
            tabindex="-1"
            class={classes!("utrecht-form-field", "kompaan-fieldset", invalid.then_some("utrecht-form-field--invalid"))}
            aria-describedby={describe(name, props.hint.is_some(), invalid)}
        >
            <legend class="utrecht-form-label">{ &props.label }</legend>
            if let Some(hint) = &props.hint { <div id={format!("{name}-hint")} class="utrecht-form-field-description">{ hint }</div> }
            if invalid {
                <div id={format!("{name}-error")} class="utrecht-form-field-error-message">
                    { for props.errors.iter().map(|error| html! { <p class="kompaan-no-margin">{ *error }</p> }) }
                </div>
            }
            <div class={if props.stacked { "kompaan-frame" } else { "kompaan-numbers" }}>
                { props.children.clone() }
            </div>
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
        let html = shown(html! {
            <InterimTargetsField name="interimTargets" label="Tussendoelen" years={vec![2026]} {targets} onchange={Callback::noop()} />
        })
        .await;
        holds(&html, &["31 maart 2026", r#"id="interimTargets-2026-05-01""#, r#"value="12""#, "30 juni 2026", "30 september 2026"]);
        assert!(!html.contains("31 december"), "a year ends with its own target");
        let closed = "2026-06-30".parse().ok();
        let html = shown(html! {
            <InterimTargetsField
                name="interimTargets"
                label="Tussendoelen"
                years={vec![2026]}
                targets={vec![]}
                {closed}
                onchange={Callback::noop()}
            />
        })
        .await;
        assert_eq!(html.matches(" disabled").count(), 2, "what belongs to a closed period stays: {html}");
    }

    #[tokio::test]
    async fn each_year_has_a_field_of_its_own() {
        let targets = vec![YearTarget { year: 2025, value: 2000 }];
        let html = shown(html! {
            <TargetsField
                name="targets"
                label="Doel per jaar"
                years={vec![2026]}
                {targets}
                onchange={Callback::noop()}
                errors={vec!["Dit mag niet."]}
            />
        })
        .await;
        holds(&html, &["<legend", r#"id="targets-2025""#, r#"value="2.000""#, r#"id="targets-2026""#, r#"aria-describedby="targets-error""#]);
    }
}
