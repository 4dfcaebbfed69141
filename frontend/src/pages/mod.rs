//! The pages, one folder per resource.
pub mod account;
pub mod community;
pub mod directory;
pub mod home;
pub mod plan;
pub mod steering;
pub mod thing;

// The paths by which the areas are known are short: `task`, not `plan::task`.
pub use account::{api_client, sign_in};
pub use directory::{info, manage, organisation, person, search};
pub use plan::{budget_line, local_plan, milestone, progress_update, risk, sheet, sub_project, task};
pub use steering::{indicator, measurement, region, strategic_course, strategic_goal, sub_project_indicator};
pub use thing::document;

use crate::routes::Route;
use yew::prelude::*;

/// The pages of the part in which people work: communities, plans, sub-projects.
pub fn work(route: Route) -> Html {
    match route {
        Route::Communities | Route::NewCommunity | Route::Community { .. } | Route::EditCommunity { .. } => community::view(route),
        Route::NewSubProject { .. } | Route::SubProject { .. } | Route::EditSubProject { .. } | Route::ChangePhase { .. } => sub_project::view(route),
        Route::NewProgressUpdate { .. } | Route::ProgressUpdate { .. } | Route::EditProgressUpdate { .. } => progress_update::view(route),
        Route::NewMilestone { .. } | Route::Milestone { .. } | Route::EditMilestone { .. } => milestone::view(route),
        Route::Region | Route::RegionSheet | Route::Capacity { .. } => region::view(route),
        _ => local_plan::view(route),
    }
}

/// The pages of the part about what sub-projects are measured and steered by.
pub fn steering(route: Route) -> Html {
    match route {
        Route::NewTask { .. } | Route::Task { .. } | Route::EditTask { .. } => task::view(route),
        Route::NewDocument { .. } | Route::Document { .. } | Route::EditDocument { .. } => document::view(route),
        Route::NewRisk { .. } | Route::Risk { .. } | Route::EditRisk { .. } => risk::view(route),
        Route::NewBudgetLine { .. } | Route::BudgetLine { .. } | Route::EditBudgetLine { .. } => budget_line::view(route),
        Route::NewFigure { .. } | Route::Figure { .. } | Route::EditFigure { .. } => sub_project_indicator::view(route),
        Route::NewMeasurement { .. } | Route::Measurement { .. } | Route::EditMeasurement { .. } => measurement::view(route),
        Route::Indicators | Route::NewIndicator | Route::Indicator { .. } | Route::EditIndicator { .. } => indicator::view(route),
        Route::SubProjectSheet { .. } | Route::PlanSheet { .. } => sheet::view(route),
        Route::NewStrategicGoal { .. } | Route::StrategicGoal { .. } | Route::EditStrategicGoal { .. } | Route::EvaluateGoal { .. } => {
            strategic_goal::view(route)
        }
        _ => strategic_course::view(route),
    }
}

/// The pages of the part in which people look around and administrators keep things.
pub fn directory(route: Route) -> Html {
    match route {
        Route::Search => search::view(route),
        Route::Organisations | Route::NewOrganisation | Route::Organisation { .. } | Route::EditOrganisation { .. } => organisation::view(route),
        Route::Manage | Route::ManageThemes | Route::NewTheme | Route::EditTheme { .. } | Route::Deleted | Route::Mails | Route::Erasures => {
            manage::view(route)
        }
        Route::Accessibility | Route::Privacy | Route::Handbook | Route::Style => info::view(route),
        _ => person::view(route),
    }
}

/// The pages of the part about accounts, of people and of systems, and about who did what.
pub fn account(route: Route) -> Html {
    match route {
        Route::ApiClients | Route::NewApiClient | Route::ApiClient { .. } | Route::EditApiClient { .. } => api_client::view(route),
        _ => account::view(route),
    }
}
