//! The resources as the forms and lists of the app handle them: one line of facts each, so that saving, drafts, conflicts, deleting and
//! history are written once.
use crate::{format::within_sentence, i18n::Texts, routes::Route};
use chrono::{DateTime, Utc};
use client::{Client, Resource};
use contract::{
    Input, Reference, api_client, community, local_plan, milestone, organisation, person, place, progress_update,
    report::{ReportInput, ReportParts},
    sub_project, theme,
    words::{self, Field},
};
use domain::{policy::Action, resource::Kind};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;
use yew::AttrValue;

/// A resource that is created and edited in the app.
pub trait Managed: 'static {
    type View: DeserializeOwned + Clone + PartialEq + 'static;
    type Input: Input;
    type Filter: Serialize + Clone + Default + PartialEq + 'static;
    /// Names the resource in what is kept on the device.
    const STEM: &'static str;
    const KIND: Kind;
    /// Whether what was made can be replaced as a whole.
    const REPLACEABLE: bool = true;

    fn of(client: &Client) -> Resource<'_, Self::View, Self::Input, Self::Filter>;
    /// The editable state of what was read.
    fn input(view: &Self::View) -> Self::Input;
    fn id(view: &Self::View) -> Uuid;
    fn version(view: &Self::View) -> i32;
    /// What one may do with it.
    fn can(view: &Self::View) -> &[Action];
    /// Finds what was deleted.
    fn deleted() -> Self::Filter;
    /// When it was deleted.
    fn deleted_at(view: &Self::View) -> Option<DateTime<Utc>>;
    /// The name by which people know it.
    fn name(view: &Self::View) -> &str;
    /// The words of its fields, in the order of the form.
    fn fields() -> Vec<&'static Field>;
    /// The labels of the fields, in the order of the form: name in the API, label.
    fn labels(texts: Texts) -> Vec<(&'static str, &'static str)> {
        Self::fields().into_iter().map(|field| (field.name(), texts.label(field))).collect()
    }
    /// Where what stands in a part of it is wrong: the pointer of the API, what it is called, and the id of its field.
    fn places(_input: &Self::Input, _texts: Texts) -> Vec<(String, String, String)> {
        vec![]
    }
    /// The page that shows it.
    fn route(view: &Self::View) -> Route;
    /// The pages above its own: name and address.
    fn above(texts: Texts, view: &Self::View) -> Vec<(AttrValue, Route)>;
}

/// The pages above an item of a sub-project.
fn within(texts: Texts, plan: &Reference, sub_project: &Reference) -> Vec<(AttrValue, Route)> {
    vec![
        (texts.local_plans().into(), Route::LocalPlans),
        (plan.name.clone().into(), Route::LocalPlan { id: plan.id }),
        (sub_project.name.clone().into(), Route::SubProject { id: sub_project.id }),
    ]
}

macro_rules! managed {
    ($(#[doc = $doc:literal])+ $name:ident($stem:literal, $module:ident :: $view:ident, $input:ident, $filter:ident) = $of:ident, $($title:ident).+, $route:expr;
        above($a:ident, $b:ident): $above:expr;
        input($v:ident): $fields:expr;
        words:$kind:ident, $area:ident :: $table:ident;) => {
        $(#[doc = $doc])+
        pub struct $name;

        impl Managed for $name {
            type View = $module::$view;
            type Input = $module::$input;
            type Filter = $module::$filter;
            const STEM: &'static str = $stem;
            const KIND: Kind = Kind::$kind;

            fn of(client: &Client) -> Resource<'_, Self::View, Self::Input, Self::Filter> {
                client.$of()
            }
            fn input($v: &Self::View) -> Self::Input {
                $fields
            }
            fn id(view: &Self::View) -> Uuid {
                view.id
            }
            fn version(view: &Self::View) -> i32 {
                view.version
            }
            fn can(view: &Self::View) -> &[Action] {
                &view.can
            }
            fn deleted() -> Self::Filter {
                $module::$filter { deleted: Some(true), ..$module::$filter::default() }
            }
            fn deleted_at(view: &Self::View) -> Option<DateTime<Utc>> {
                view.deleted_at
            }
            fn name(view: &Self::View) -> &str {
                &view.$($title).+
            }
            fn fields() -> Vec<&'static Field> {
                words::$area::$table.all().to_vec()
            }
            fn route(view: &Self::View) -> Route {
                let route: fn(Uuid) -> Route = $route;
                route(view.id)
            }
            fn above($a:Texts, $b: &Self::View) -> Vec<(AttrValue, Route)> {
                $above
            }
        }
    };
}

mod steering;

pub use steering::*;

managed! {
    /// Communities.
    Communities("community", community::Community, CommunityInput, CommunityFilter) = communities, name, |id| Route::Community { id };
    above(texts, _view): vec![(texts.communities().into(), Route::Communities)];
    input(view): community::CommunityInput {
        name: view.name.clone(),
        kind: view.kind,
        purpose: view.purpose.clone().unwrap_or_default(),
        theme_ids: view.theme_ids.clone(),
        organisation_ids: view.organisation_ids.clone(),
        visibility: view.visibility,
        join_policy: view.join_policy,
        archived: view.archived,
    };
    words: Community, community::COMMUNITY;
}

managed! {
    /// Local plans.
    LocalPlans("local-plan", local_plan::LocalPlan, LocalPlanInput, LocalPlanFilter) = local_plans, title, |id| Route::LocalPlan { id };
    above(texts, _view): vec![(texts.local_plans().into(), Route::LocalPlans)];
    input(view): local_plan::LocalPlanInput {
        title: view.title.clone(),
        municipality_ids: view.municipality_ids.clone(),
        lead_ids: view.lead_ids.clone(),
        role_ends: view.role_ends.clone().unwrap_or_default(),
        start_date: view.start_date,
        end_date: view.end_date,
        ambition: view.ambition.clone().unwrap_or_default(),
        status: view.status,
        adoption_date: view.adoption_date,
        adopted_by: view.adopted_by.clone(),
        closing_date: view.closing_date,
        visibility: view.visibility,
        goal_ids: view.goal_ids.clone().unwrap_or_default(),
        gates: view.gates.clone().unwrap_or_default(),
    };
    words: LocalPlan, plan::LOCAL_PLAN;
}

managed! {
    /// Sub-projects.
    SubProjects("sub-project", sub_project::SubProject, SubProjectInput, SubProjectFilter) = sub_projects, name, |id| Route::SubProject { id };
    above(texts, view): vec![
        (texts.local_plans().into(), Route::LocalPlans),
        (view.local_plan.name.clone().into(), Route::LocalPlan { id: view.local_plan.id }),
    ];
    input(view): sub_project::SubProjectInput {
        local_plan_id: view.local_plan.id,
        name: view.name.clone(),
        aim: view.aim.clone().unwrap_or_default(),
        target_group: view.target_group.clone().unwrap_or_default(),
        method: view.method.clone().unwrap_or_default(),
        places: view.places.clone(),
        municipality_lead_id: view.municipality_lead.as_ref().map(|lead| lead.id),
        partner_lead_id: view.partner_lead.as_ref().map(|lead| lead.id),
        contributor_ids: view.contributor_ids.clone().unwrap_or_default(),
        role_ends: view.role_ends.clone().unwrap_or_default(),
        community_id: view.community.as_ref().map(|community| community.id),
        theme_ids: view.theme_ids.clone(),
        goal_ids: view.goal_ids.clone().unwrap_or_default(),
    };
    words: SubProject, plan::SUB_PROJECT;
}

managed! {
    /// Progress updates.
    ProgressUpdates("progress-update", progress_update::ProgressUpdate, ProgressUpdateInput, ProgressUpdateFilter) = progress_updates, title, |id| Route::ProgressUpdate { id };
    above(texts, view): within(texts, &view.local_plan, &view.sub_project);
    input(view): progress_update::ProgressUpdateInput {
        sub_project_id: view.sub_project.id,
        title: view.title.clone(),
        report_date: view.report_date,
        time_light: Some(view.time_light),
        time_note: view.time_note.clone(),
        money_light: Some(view.money_light),
        money_note: view.money_note.clone(),
        result_light: Some(view.result_light),
        result_note: view.result_note.clone(),
        lesson: view.lesson.clone(),
        help: view.help.clone(),
    };
    words: ProgressUpdate, plan::PROGRESS_UPDATE;
}

/// Reports: progress updates with what was measured and which milestones were reached or moved.
pub struct Reports;

impl Managed for Reports {
    type View = progress_update::ProgressUpdate;
    type Input = ReportInput;
    type Filter = progress_update::ProgressUpdateFilter;
    const STEM: &'static str = "report";
    const KIND: Kind = Kind::ProgressUpdate;
    const REPLACEABLE: bool = false;

    fn of(client: &Client) -> Resource<'_, Self::View, Self::Input, Self::Filter> {
        client.reports()
    }
    fn input(view: &Self::View) -> Self::Input {
        ReportInput { progress_update: ProgressUpdates::input(view), parts: ReportParts::default() }
    }
    fn id(view: &Self::View) -> Uuid {
        ProgressUpdates::id(view)
    }
    fn version(view: &Self::View) -> i32 {
        ProgressUpdates::version(view)
    }
    fn can(view: &Self::View) -> &[Action] {
        ProgressUpdates::can(view)
    }
    fn deleted() -> Self::Filter {
        ProgressUpdates::deleted()
    }
    fn deleted_at(view: &Self::View) -> Option<DateTime<Utc>> {
        ProgressUpdates::deleted_at(view)
    }
    fn name(view: &Self::View) -> &str {
        ProgressUpdates::name(view)
    }
    fn places(input: &Self::Input, texts: Texts) -> Vec<(String, String, String)> {
        let ReportParts { measurements, milestones, .. } = &input.parts;
        let numbers = measurements.iter().enumerate().flat_map(|(place, measurement)| {
            let id = measurement.sub_project_indicator_id;
            let at = |field: &str, to: &str| {
                (format!("/measurements/{place}/{field}"), texts.label(&words::steering::REPORT.measurements).to_owned(), format!("{to}-{id}"))
            };
            [at("value", "value"), at("measuredDate", "value"), at("cells", "cells"), at("note", "note")]
        });
        let moves = milestones.iter().enumerate().flat_map(|(place, change)| {
            let at = |field: &str, label: &str, to: &str| {
                (
                    format!("/milestones/{place}/milestone/{field}"),
                    format!("{}, {}", change.milestone.title, within_sentence(label)),
                    format!("{to}-{}", change.id),
                )
            };
            [
                at("note", texts.report_moved_why(), "why"),
                at("actualDate", texts.report_reached_on(), "actual"),
                at("forecastDate", texts.report_expected_on(), "forecast"),
            ]
        });
        numbers.chain(moves).collect()
    }
    fn fields() -> Vec<&'static Field> {
        ProgressUpdates::fields().into_iter().chain(words::steering::REPORT.all().iter().copied()).collect()
    }
    fn route(view: &Self::View) -> Route {
        ProgressUpdates::route(view)
    }
    fn above(texts: Texts, view: &Self::View) -> Vec<(AttrValue, Route)> {
        ProgressUpdates::above(texts, view)
    }
}

managed! {
    /// Milestones.
    Milestones("milestone", milestone::Milestone, MilestoneInput, MilestoneFilter) = milestones, title, |id| Route::Milestone { id };
    above(texts, view): within(texts, &view.local_plan, &view.sub_project);
    input(view): milestone::MilestoneInput {
        sub_project_id: view.sub_project.id,
        title: view.title.clone(),
        planned_date: view.planned_date,
        forecast_date: view.forecast_date,
        actual_date: view.actual_date,
        owner_id: view.owner.as_ref().map(|owner| owner.id),
        note: view.note.clone(),
    };
    words: Milestone, plan::MILESTONE;
}

managed! {
    /// Places.
    Places("place", place::Place, PlaceInput, PlaceFilter) = places, name, |id| Route::Place { id };
    above(texts, _view): vec![(texts.places().into(), Route::Places)];
    input(view): place::PlaceInput {
        municipality_id: view.municipality.id,
        name: view.name.clone(),
        address: view.address.clone(),
        description: view.description.clone(),
        facilities: view.facilities.clone(),
        accessibility: view.accessibility.clone(),
        opening_hours: view.opening_hours.clone(),
        photo_id: view.photo_id,
    };
    words: Place, directory::PLACE;
}

managed! {
    /// People.
    People("person", person::Person, PersonInput, PersonFilter) = people, name, |id| Route::Person { id };
    above(texts, _view): vec![(texts.people().into(), Route::People)];
    input(view): person::PersonInput {
        name: view.name.clone(),
        email: view.email.clone().unwrap_or_default(),
        job_title: view.job_title.clone(),
        organisation_id: view.organisation_id,
        expertise: view.expertise.clone(),
        theme_ids: view.theme_ids.clone(),
        language: view.language,
        email_visible: view.email_visible,
    };
    words: Person, directory::PERSON;
}

managed! {
    /// Organisations.
    Organisations("organisation", organisation::Organisation, OrganisationInput, OrganisationFilter) = organisations, name, |id| Route::Organisation { id };
    above(texts, _view): vec![(texts.organisations().into(), Route::Organisations)];
    input(view): organisation::OrganisationInput {
        name: view.name.clone(),
        kind: view.kind,
        cbs_code: view.cbs_code.clone(),
        website: view.website.clone(),
        serves_ids: view.serves_ids.clone(),
        second_factor_required: view.second_factor_required,
    };
    words: Organisation, directory::ORGANISATION;
}

managed! {
    /// Themes.
    Themes("theme", theme::Theme, ThemeInput, ThemeFilter) = themes, name_nl, |_| Route::ManageThemes;
    above(texts, _view): vec![(texts.manage().into(), Route::Manage)];
    input(view): theme::ThemeInput { name_nl: view.name_nl.clone(), name_en: view.name_en.clone(), parent_id: view.parent_id };
    words: Theme, directory::THEME;
}

managed! {
    /// Systems that use the API.
    ApiClients("api-client", api_client::ApiClient, ApiClientInput, ApiClientFilter) = api_clients, name, |id| Route::ApiClient { id };
    above(_texts, _view): vec![];
    input(view): api_client::ApiClientInput {
        name: view.name.clone(),
        organisation_id: view.organisation_id,
        scopes: view.scopes.clone(),
        networks: view.networks.clone(),
        public_key: view.public_key.clone(),
        active: view.active,
    };
    words: ApiClient, account::API_CLIENT;
}
