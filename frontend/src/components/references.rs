//! Fields that refer to goals of the strategic course, and to shared definitions of indicators.
use crate::{
    components::{choices::ChoicesField, form::SelectField},
    hooks::use_fetch,
    session::{Choice, use_session},
};
use contract::{PageQuery, indicator::IndicatorFilter, strategic_goal::StrategicGoalFilter};
use uuid::Uuid;
use yew::prelude::*;

fn most() -> PageQuery {
    PageQuery { page_size: Some(100), ..PageQuery::default() }
}

#[derive(Properties, PartialEq)]
pub struct GoalsProps {
    pub label: AttrValue,
    pub chosen: Vec<Uuid>,
    pub onchange: Callback<Vec<Uuid>>,
    pub errors: Vec<&'static str>,
}

/// The goals to which something contributes. Absent when there are none to choose from.
#[component]
pub fn GoalsField(props: &GoalsProps) -> Html {
    let session = use_session();
    let client = session.client.clone();
    let (goals, _) = use_fetch((), move |()| {
        let client = client.clone();
        async move { Ok(client.strategic_goals().list(&StrategicGoalFilter::default(), &most()).await?.items) }
    });
    let goals = goals.ready().map(|goals| goals.as_slice()).unwrap_or_default();
    if goals.is_empty() {
        return Html::default();
    }
    let choices: Vec<Choice> = goals.iter().map(|goal| Choice { id: goal.id, name: goal.title.clone().into(), below: false }).collect();
    let hint = session.texts().goals_hint();
    html! {
        <ChoicesField<Uuid>
            name="goalIds"
            label={props.label.clone()}
            {hint}
            {choices}
            chosen={props.chosen.clone()}
            optional=true
            errors={props.errors.clone()}
            onchange={props.onchange.clone()}
        />
    }
}

#[derive(Properties, PartialEq)]
pub struct IndicatorProps {
    pub label: AttrValue,
    /// What it says when there is none.
    pub none: &'static str,
    pub chosen: Option<Uuid>,
    /// Gets the definition that was chosen.
    pub onchange: Callback<Option<contract::indicator::Indicator>>,
    pub errors: Vec<&'static str>,
}

/// A shared definition of an indicator, or none.
#[component]
pub fn IndicatorField(props: &IndicatorProps) -> Html {
    let session = use_session();
    let client = session.client.clone();
    let (found, _) = use_fetch((), move |()| {
        let client = client.clone();
        async move { Ok(client.indicators().list(&IndicatorFilter::default(), &most()).await?.items) }
    });
    let known = found.ready().map(|known| known.to_vec()).unwrap_or_default();
    let choices: Vec<(AttrValue, AttrValue)> = std::iter::once((AttrValue::default(), AttrValue::from(props.none)))
        .chain(known.iter().map(|indicator| (indicator.id.to_string().into(), indicator.name.clone().into())))
        .collect();
    let onchange = props.onchange.reform(move |value: String| {
        let id: Option<Uuid> = value.parse().ok();
        known.iter().find(|indicator| Some(indicator.id) == id).cloned()
    });
    let value = props.chosen.map(|id| id.to_string()).unwrap_or_default();
    html! { <SelectField name="indicatorId" label={props.label.clone()} {choices} {value} {onchange} errors={props.errors.clone()} /> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn there_is_always_the_choice_of_none() {
        let html = shown(html! {
            <IndicatorField label="Gedeelde indicator" none="Geen" chosen={None::<Uuid>} onchange={Callback::noop()} errors={vec![]} />
        })
        .await;
        holds(&html, &[r#"for="indicatorId""#, ">Geen</option>"]);
        let goals = shown(html! { <GoalsField label="Doelen" chosen={vec![]} onchange={Callback::noop()} errors={vec![]} /> }).await;
        assert!(!goals.contains("fieldset"), "nothing to choose from, no field: {goals}");
    }
}
