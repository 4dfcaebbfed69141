//! The resources of the API, one file each.
pub mod account;
pub mod api_client;
pub mod audit;
pub mod capacity;
pub mod community;
pub mod event;
pub mod local_plan;
pub mod mail;
pub mod member;
pub mod milestone;
pub mod organisation;
pub mod passkey;
pub mod person;
pub mod privacy;
pub mod progress_update;
pub mod role;
pub mod second_factor;
pub mod session;
pub mod sub_project;
pub mod succession;
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
