//! Which of its sub-projects, milestones, figures and money the page of a plan shows: in its address, so that it can be shared and taken along as a table.
use crate::{
    components::form::SelectField,
    hooks::{use_filters, use_list, use_query},
    resources::SubProjects,
    session::use_session,
};
use chrono::Datelike;
use contract::milestone::Standing;
use contract::{
    PageQuery,
    budget_line::BudgetLineFilter,
    local_plan::LocalPlan,
    milestone::MilestoneFilter,
    sub_project::{Phase, SubProjectFilter},
    sub_project_indicator::SubProjectIndicatorFilter,
    words::plan::{PROGRESS_UPDATE, SUB_PROJECT},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;

/// What is filtered on; each tab of the page looks at what concerns it. Years and states are texts, as they stand in the address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanFilter {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(default, rename = "fase", skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    #[serde(default, rename = "thema", skip_serializing_if = "Option::is_none")]
    pub theme_id: Option<Uuid>,
    #[serde(default, rename = "deelproject", skip_serializing_if = "Option::is_none")]
    pub sub_project_id: Option<Uuid>,
    #[serde(default, rename = "stand", skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(default, rename = "jaar", skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
}

/// The whole query of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tab: Option<String>,
    #[serde(flatten)]
    pub filter: PlanFilter,
}

/// Milestones that were reached, and those that were not.
const REACHED: &str = "gehaald";
const AHEAD: &str = "open";

impl PlanFilter {
    /// The sub-projects on the board and in the table.
    pub fn sub_projects(&self, plan: Uuid) -> SubProjectFilter {
        SubProjectFilter {
            local_plan_id: plan.into(),
            q: self.q.clone(),
            phase: self.phase.into(),
            theme_id: self.theme_id.into(),
            ..SubProjectFilter::default()
        }
    }

    /// The milestones on the timeline.
    pub fn milestones(&self, plan: Uuid) -> MilestoneFilter {
        let reached = self.state.as_deref().and_then(|state| [(REACHED, true), (AHEAD, false)].into_iter().find(|(name, _)| *name == state));
        MilestoneFilter {
            local_plan_id: plan.into(),
            sub_project_id: self.sub_project_id.into(),
            reached: reached.map(|(_, reached)| reached),
            ..MilestoneFilter::default()
        }
    }

    /// The figures.
    pub fn sub_project_indicators(&self, plan: Uuid) -> SubProjectIndicatorFilter {
        SubProjectIndicatorFilter {
            local_plan_id: plan.into(),
            sub_project_id: self.sub_project_id.into(),
            q: self.q.clone(),
            ..SubProjectIndicatorFilter::default()
        }
    }

    /// The budget lines.
    pub fn budget_lines(&self, plan: Uuid) -> BudgetLineFilter {
        BudgetLineFilter { local_plan_id: plan.into(), sub_project_id: self.sub_project_id.into(), year: self.year().into(), ..BudgetLineFilter::default() }
    }

    /// The year of the money.
    pub fn year(&self) -> Option<i32> {
        self.year.as_ref().and_then(|year| year.parse().ok())
    }

    /// The same as it stands in the address, for links to other parts of the page.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string());
        let all = [
            ("q", self.q.clone()),
            ("fase", self.phase.map(|phase| phase.as_str().to_owned())),
            ("thema", id(self.theme_id)),
            ("deelproject", id(self.sub_project_id)),
            ("stand", self.state.clone()),
            ("jaar", self.year.clone()),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

#[derive(Properties, PartialEq)]
pub struct FilterFormProps {
    pub plan: LocalPlan,
    /// The part of the page that is shown.
    pub part: &'static str,
    pub filter: PlanFilter,
}

/// The filters of a part of the page; closed while nothing is filtered, as most plans are small.
#[component]
pub fn FilterForm(props: &FilterFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (query, set_query) = use_query::<PlanQuery>();
    let onapply = set_query.reform(move |filter| PlanQuery { tab: query.tab.clone(), filter });
    let filters = use_filters(&props.filter, &onapply);
    let draft = filters.draft();
    // As it was at first; after that it is up to the reader.
    let open = use_state(|| props.filter != PlanFilter::default());
    let all = || (AttrValue::default(), AttrValue::from(texts.all()));
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let search = |label: &'static str| filters.search_field("q", label, |filter| &mut filter.q);
    let of_sub_project = || {
        html! {
            <SubProjectField
                plan={props.plan.id}
                chosen={draft.sub_project_id}
                onchange={filters.change(|filter, value: String| filter.sub_project_id = value.parse().ok())}
            />
        }
    };
    let fields = match props.part {
        "tijdlijn" => {
            let choices = vec![all(), (AHEAD.into(), texts.milestones_ahead().into()), (REACHED.into(), texts.word(Standing::Reached).into())];
            html! {
                <>
                    { of_sub_project() }
                    <SelectField
                        name="stand"
                        label={texts.standing()}
                        {choices}
                        value={draft.state.clone().unwrap_or_default()}
                        onchange={filters.change(|filter, value: String| filter.state = Some(value).filter(|value| !value.is_empty()))}
                    />
                </>
            }
        }
        "cijfers" => html! { <>{ of_sub_project() }{ search(texts.filter_name()) }</> },
        "geld" => {
            let years = props.plan.start_date.year()..=props.plan.end_date.year();
            let choices = std::iter::once(all()).chain(years.map(|year| (year.to_string().into(), year.to_string().into()))).collect::<Vec<_>>();
            html! {
                <>
                    { of_sub_project() }
                    <SelectField
                        name="jaar"
                        label={texts.year()}
                        {choices}
                        value={draft.year.clone().unwrap_or_default()}
                        onchange={filters.change(|filter, value: String| filter.year = Some(value).filter(|value| !value.is_empty()))}
                    />
                </>
            }
        }
        _ => {
            let phases = std::iter::once(all()).chain(Phase::ALL.iter().map(|phase| (phase.as_str().into(), texts.word(*phase).into())));
            let themes = session.catalogue.theme_choices(session.lang).into_iter().map(|theme| (theme.id.to_string().into(), theme.name));
            html! {
                <>
                    { search(texts.filter_name()) }
                    <SelectField
                        name="fase"
                        label={texts.label(&SUB_PROJECT.phase)}
                        choices={phases.collect::<Vec<_>>()}
                        value={draft.phase.map(Phase::as_str).unwrap_or_default()}
                        onchange={filters.change(|filter, value: String| filter.phase = Phase::parse(&value))}
                    />
                    <SelectField
                        name="thema"
                        label={texts.theme()}
                        choices={std::iter::once(all()).chain(themes).collect::<Vec<_>>()}
                        value={id(draft.theme_id)}
                        onchange={filters.change(|filter, value: String| filter.theme_id = value.parse().ok())}
                    />
                </>
            }
        }
    };
    html! {
        <details class="kompaan-details" open={*open}>
            <summary>{ texts.filter() }</summary>
            { filters.form(texts, texts.filter(), &props.filter, fields) }
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct SubProjectFieldProps {
    plan: Uuid,
    chosen: Option<Uuid>,
    onchange: Callback<String>,
}

/// The choice of one of the sub-projects of a plan; they are read only where one chooses.
#[component]
fn SubProjectField(props: &SubProjectFieldProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let everything = SubProjectFilter { local_plan_id: props.plan.into(), ..SubProjectFilter::default() };
    let sub_projects = use_list::<SubProjects>(everything, PageQuery { page_size: Some(100), ..PageQuery::default() });
    let choices = std::iter::once((AttrValue::default(), AttrValue::from(texts.all())))
        .chain(sub_projects.items().into_iter().map(|one| (one.id.to_string().into(), one.name.into())))
        .collect::<Vec<_>>();
    let value = props.chosen.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <SelectField
            name="deelproject"
            label={texts.label(&PROGRESS_UPDATE.sub_project_id)}
            {choices}
            {value}
            onchange={props.onchange.clone()}
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew_router::history::{AnyHistory, History, MemoryHistory};

    #[test]
    fn what_is_filtered_on_stands_in_the_address_and_comes_back_from_it() {
        let filter = PlanFilter {
            q: Some("taal".into()),
            phase: Some(Phase::Pilot),
            theme_id: Some(Uuid::nil()),
            sub_project_id: Some(Uuid::max()),
            state: Some(REACHED.into()),
            year: Some("2026".into()),
        };
        let history = AnyHistory::from(MemoryHistory::new());
        let pairs: Vec<_> = std::iter::once(("tab", "geld".to_owned())).chain(filter.pairs()).collect();
        history.push_with_query("/lokale-plannen", &pairs).unwrap();
        let address = history.location().query_str().to_owned();
        let read = history.location().query::<PlanQuery>().unwrap();
        assert_eq!(read, PlanQuery { tab: Some("geld".into()), filter });
        history.push_with_query("/lokale-plannen", &read).unwrap();
        assert_eq!(history.location().query_str(), address);
        assert!(PlanFilter::default().pairs().is_empty());
    }

    #[test]
    fn each_part_filters_on_what_concerns_it() {
        let filter = PlanFilter { phase: Some(Phase::Pilot), state: Some(AHEAD.into()), year: Some("2026".into()), ..PlanFilter::default() };
        let plan = Uuid::nil();
        assert_eq!((filter.sub_projects(plan).phase, filter.sub_projects(plan).local_plan_id), (Phase::Pilot.into(), plan.into()));
        assert_eq!(filter.milestones(plan).reached, Some(false));
        assert_eq!(filter.budget_lines(plan).year, 2026.into());
        assert_eq!(PlanFilter { state: Some("anders".into()), ..PlanFilter::default() }.milestones(plan).reached, None);
    }
}
