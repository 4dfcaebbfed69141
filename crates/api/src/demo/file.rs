//! The demo data as the file `demo/demo.toml` holds it. Things refer to each other by name.
use chrono::{Datelike, NaiveDate};
use contract::{
    api_client::{ApiClientInput, ApiScope},
    capacity::{Capacity, Rule},
    community::{CommunityInput, CommunityKind, JoinPolicy, Visibility},
    local_plan::{LocalPlanInput, PlanStatus, Requirement},
    milestone::MilestoneInput,
    organisation::{OrganisationInput, OrganisationKind},
    person::{Language, PersonInput, Role},
    progress_update::{Light, ProgressUpdateInput},
    role_end::RoleEnd,
    sub_project::{Phase, PhaseChangeInput, SubProjectInput},
    theme::ThemeInput,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

const FILE: &str = include_str!("../../demo/demo.toml");

/// All demo data.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    pub organisations: BTreeMap<String, Organisation>,
    pub themes: BTreeMap<String, Theme>,
    pub people: BTreeMap<String, Person>,
    pub communities: BTreeMap<String, Community>,
    pub plans: BTreeMap<String, Plan>,
    pub clients: BTreeMap<String, Client>,
}

impl Demo {
    /// Reads the file that is compiled in.
    pub fn read() -> anyhow::Result<Self> {
        Ok(toml::from_str(FILE)?)
    }
}

fn ids(kind: &str, names: &[String]) -> Vec<Uuid> {
    names.iter().map(|name| super::id(kind, name)).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    name: String,
    kind: Option<OrganisationKind>,
    code: Option<String>,
    website: Option<String>,
    #[serde(default)]
    serves: Vec<String>,
    /// How many sub-projects it can carry at once.
    carries: Option<i32>,
}

impl Organisation {
    /// What it can carry at once, where it has said so.
    pub fn capacity(&self) -> Option<Capacity> {
        self.carries.map(|limit| Capacity { limit: Some(limit), ..Rule::default().into() })
    }

    pub fn input(&self) -> OrganisationInput {
        OrganisationInput {
            name: self.name.clone(),
            kind: self.kind.unwrap_or(OrganisationKind::Municipality),
            cbs_code: self.code.clone(),
            website: self.website.clone(),
            serves_ids: ids("organisation", &self.serves),
            second_factor_required: false,
        }
    }

    /// Whether it refers to other organisations, which then come first.
    pub fn serves_others(&self) -> bool {
        !self.serves.is_empty()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    nl: String,
    en: String,
    pub parent: Option<String>,
}

impl Theme {
    pub fn input(&self) -> ThemeInput {
        ThemeInput { name_nl: self.nl.clone(), name_en: self.en.clone(), parent_id: self.parent.as_deref().map(|parent| super::id("theme", parent)) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    name: String,
    organisation: String,
    job: String,
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Whether this person has not signed in yet.
    #[serde(default)]
    pub invited: bool,
    /// Whether this person has left since.
    #[serde(default)]
    pub left: bool,
    #[serde(default)]
    expertise: Vec<String>,
    #[serde(default)]
    themes: Vec<String>,
}

impl Person {
    pub fn input(&self, name: &str) -> PersonInput {
        PersonInput {
            name: self.name.clone(),
            email: super::email(name),
            job_title: self.job.clone(),
            organisation_id: super::id("organisation", &self.organisation),
            expertise: self.expertise.clone(),
            theme_ids: ids("theme", &self.themes),
            language: Language::Dutch,
            email_visible: false,
        }
    }
}

/// A system of an organisation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    name: String,
    organisation: String,
    scopes: Vec<ApiScope>,
}

impl Client {
    pub fn input(&self) -> ApiClientInput {
        ApiClientInput {
            name: self.name.clone(),
            organisation_id: super::id("organisation", &self.organisation),
            scopes: self.scopes.clone(),
            networks: vec![],
            public_key: None,
            active: true,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Community {
    name: String,
    kind: CommunityKind,
    purpose: String,
    #[serde(default)]
    themes: Vec<String>,
    organisations: Vec<String>,
    visibility: Visibility,
    pub join: JoinPolicy,
    pub facilitators: Vec<String>,
    pub members: Vec<String>,
    #[serde(default)]
    pub requests: Vec<String>,
    /// Those of the members who take part until [`end_of_next_year`].
    #[serde(default)]
    pub temporary: Vec<String>,
}

impl Community {
    pub fn input(&self) -> CommunityInput {
        CommunityInput {
            name: self.name.clone(),
            kind: self.kind,
            purpose: self.purpose.clone(),
            theme_ids: ids("theme", &self.themes),
            organisation_ids: ids("organisation", &self.organisations),
            visibility: self.visibility,
            join_policy: self.join,
            archived: false,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Plan {
    title: String,
    municipalities: Vec<String>,
    leads: Vec<String>,
    start: toml::value::Datetime,
    end: toml::value::Datetime,
    ambition: String,
    adopted: Option<toml::value::Datetime>,
    adopted_by: Option<String>,
    visibility: Visibility,
    /// The goals of the strategic course to which it contributes.
    #[serde(default)]
    goals: Vec<String>,
    /// What its gates ask once everything is there.
    #[serde(default)]
    pub gates: Vec<Requirement>,
    pub sub_projects: BTreeMap<String, SubProject>,
}

/// A day that lies ahead whenever the demo data is loaded.
pub fn end_of_next_year() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(persistence::day::today().year() + 1, 12, 31)
}

pub(super) fn day(day: &toml::value::Datetime) -> anyhow::Result<NaiveDate> {
    Ok(day.to_string().parse()?)
}

impl Plan {
    pub fn input(&self) -> anyhow::Result<LocalPlanInput> {
        Ok(LocalPlanInput {
            title: self.title.clone(),
            municipality_ids: ids("organisation", &self.municipalities),
            lead_ids: ids("person", &self.leads),
            role_ends: vec![],
            start_date: day(&self.start)?,
            end_date: day(&self.end)?,
            ambition: self.ambition.clone(),
            status: if self.adopted.is_some() { PlanStatus::Adopted } else { PlanStatus::Concept },
            adoption_date: self.adopted.as_ref().map(day).transpose()?,
            adopted_by: self.adopted_by.clone(),
            closing_date: None,
            visibility: self.visibility,
            goal_ids: ids("strategic-goal", &self.goals),
            gates: vec![],
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubProject {
    name: String,
    aim: String,
    target_group: String,
    #[serde(default)]
    method: String,
    places: Vec<String>,
    pub municipality_lead: Option<String>,
    partner_lead: Option<String>,
    #[serde(default)]
    contributors: Vec<String>,
    /// Those of the team who are in it until [`end_of_next_year`].
    #[serde(default)]
    temporary: Vec<String>,
    community: Option<String>,
    themes: Vec<String>,
    #[serde(default)]
    goals: Vec<String>,
    /// The phases it went through after exploring.
    pub phases: Vec<Phase>,
    /// Why it was parked or stopped, and what has to happen before it is looked at again.
    #[serde(default)]
    reason: String,
    #[serde(default)]
    reconsider: String,
    /// What it has cost when it was stopped, in euros, and what has to be otherwise to do it after all.
    #[serde(default)]
    cost: i64,
    #[serde(default)]
    conditions: String,
    /// Who decided that it starts beyond what organisations can carry, and why.
    #[serde(default)]
    exceed_decided_by: String,
    #[serde(default)]
    exceed_reason: String,
    /// What its team reported, oldest first.
    #[serde(default)]
    pub updates: Vec<Update>,
    /// Its steps, in their order.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
}

/// A step of a sub-project.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    title: String,
    planned: toml::value::Datetime,
    forecast: Option<toml::value::Datetime>,
    actual: Option<toml::value::Datetime>,
    owner: Option<String>,
    #[serde(default)]
    note: String,
}

impl Milestone {
    pub fn input(&self, sub_project: Uuid) -> anyhow::Result<MilestoneInput> {
        Ok(MilestoneInput {
            sub_project_id: sub_project,
            title: self.title.clone(),
            planned_date: day(&self.planned)?,
            forecast_date: self.forecast.as_ref().map(day).transpose()?,
            actual_date: self.actual.as_ref().map(day).transpose()?,
            owner_id: self.owner.as_deref().map(|owner| super::id("person", owner)),
            note: self.note.clone(),
        })
    }
}

/// A progress update; the lights are those of time, money and result.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// For the examples in the document, which name it.
    pub id: Option<String>,
    title: String,
    date: toml::value::Datetime,
    lights: [Light; 3],
    #[serde(default)]
    time: String,
    #[serde(default)]
    money: String,
    #[serde(default)]
    result: String,
    #[serde(default)]
    lesson: String,
    #[serde(default)]
    help: String,
}

impl Update {
    pub fn input(&self, sub_project: Uuid) -> anyhow::Result<ProgressUpdateInput> {
        let [time_light, money_light, result_light] = self.lights.map(Some);
        Ok(ProgressUpdateInput {
            sub_project_id: sub_project,
            title: self.title.clone(),
            report_date: day(&self.date)?,
            time_light,
            time_note: self.time.clone(),
            money_light,
            money_note: self.money.clone(),
            result_light,
            result_note: self.result.clone(),
            lesson: self.lesson.clone(),
            help: self.help.clone(),
        })
    }
}

impl SubProject {
    pub fn phase_change(&self, phase: Phase) -> PhaseChangeInput {
        let explained = |text: &String| if phase.needs_reason() { text.clone() } else { String::new() };
        PhaseChangeInput {
            reason: explained(&self.reason),
            reconsider_when: explained(&self.reconsider),
            cost_cents: (phase == Phase::Stopped).then_some(self.cost * 100),
            conditions: if phase == Phase::Stopped { self.conditions.clone() } else { String::new() },
            exceed_decided_by: self.exceed_decided_by.clone(),
            exceed_reason: self.exceed_reason.clone(),
            ..PhaseChangeInput::to(phase)
        }
    }

    pub fn input(&self, plan: &str) -> SubProjectInput {
        let person = |name: &Option<String>| name.as_deref().map(|name| super::id("person", name));
        SubProjectInput {
            local_plan_id: super::id("local-plan", plan),
            name: self.name.clone(),
            aim: self.aim.clone(),
            target_group: self.target_group.clone(),
            method: self.method.clone(),
            places: self.places.clone(),
            municipality_lead_id: person(&self.municipality_lead),
            partner_lead_id: person(&self.partner_lead),
            contributor_ids: ids("person", &self.contributors),
            role_ends: ids("person", &self.temporary).into_iter().filter_map(|person_id| Some(RoleEnd { person_id, end_date: end_of_next_year()? })).collect(),
            community_id: self.community.as_deref().map(|community| super::id("community", community)),
            theme_ids: ids("theme", &self.themes),
            goal_ids: ids("strategic-goal", &self.goals),
        }
    }
}
