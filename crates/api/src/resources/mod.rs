//! The resources of the API, one file each.
pub mod account;
pub mod api_client;
pub mod audit;
pub mod budget_line;
pub mod capacity;
pub mod community;
pub mod event;
pub mod gate;
pub mod indicator;
pub mod local_plan;
pub mod mail;
pub mod measurement;
pub mod member;
pub mod milestone;
pub mod organisation;
pub mod passkey;
pub mod person;
pub mod privacy;
pub mod progress_update;
pub mod risk;
pub mod role;
pub mod second_factor;
pub mod session;
pub mod strategic_course;
pub mod strategic_goal;
pub mod sub_project;
pub mod sub_project_indicator;
pub mod succession;
pub mod task;
pub mod theme;

use crate::{crud, operation::Operation, schemas::Schemas};

/// All operations, in the order in which the document shows them.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let mut operations = session::operations(schemas);
    operations.extend(event::operations(schemas));
    operations.extend(account::operations(schemas));
    operations.extend(second_factor::operations(schemas));
    operations.extend(passkey::operations(schemas));
    operations.extend(privacy::operations(schemas));
    operations.extend(succession::operations(schemas));
    operations.extend(mail::operations(schemas));
    operations.extend(crud::operations::<community::Communities>(schemas));
    operations.extend(member::operations(schemas));
    operations.extend(crud::operations::<local_plan::LocalPlans>(schemas));
    operations.extend(crud::operations::<sub_project::SubProjects>(schemas));
    operations.extend(sub_project::operations(schemas));
    operations.extend(crud::operations::<progress_update::ProgressUpdates>(schemas));
    operations.extend(crud::operations::<milestone::Milestones>(schemas));
    operations.extend(crud::operations::<task::Tasks>(schemas));
    operations.extend(crud::operations::<risk::Risks>(schemas));
    operations.extend(crud::operations::<budget_line::BudgetLines>(schemas));
    operations.extend(budget_line::operations(schemas));
    operations.extend(crud::operations::<sub_project_indicator::SubProjectIndicators>(schemas));
    operations.extend(crud::operations::<measurement::Measurements>(schemas));
    operations.extend(measurement::operations(schemas));
    operations.extend(crud::operations::<indicator::Indicators>(schemas));
    operations.extend(crud::operations::<strategic_course::StrategicCourses>(schemas));
    operations.extend(strategic_course::operations(schemas));
    operations.extend(crud::operations::<strategic_goal::StrategicGoals>(schemas));
    operations.extend(strategic_goal::operations(schemas));
    operations.extend(crud::operations::<person::People>(schemas));
    operations.extend(person::operations(schemas));
    operations.extend(role::operations(schemas));
    operations.extend(crud::operations::<organisation::Organisations>(schemas));
    operations.extend(capacity::operations(schemas));
    operations.extend(crud::operations::<theme::Themes>(schemas));
    operations.extend(theme::operations(schemas));
    operations.extend(crud::operations::<api_client::ApiClients>(schemas));
    operations.extend(api_client::operations(schemas));
    operations.extend(audit::operations(schemas));
    operations
}
