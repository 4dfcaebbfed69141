//! The resources of the API, one file each.

pub mod account;
pub mod community;
pub mod directory;
pub mod plan;
pub mod steering;
pub mod thing;
pub mod trail;

// The paths by which the areas are known are short: `task`, not `plan::task`.
use crate::{crud, operation::Operation, schemas::Schemas};
pub use account::{api_client, mail, passkey, password, privacy, second_factor, session, succession};
pub use community::member;
pub use directory::{organisation, person, role, theme};
pub(crate) use plan::parts;
pub use plan::{budget_line, capacity, gate, local_plan, milestone, phase, progress_update, risk, sub_project, task, within};
pub use steering::{indicator, measurement, report, strategic_course, strategic_goal, sub_project_indicator};
pub use thing::{document, text_check, upload};
pub use trail::{audit, event};

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
    operations.extend(crud::operations_for_systems::<local_plan::LocalPlans>(schemas));
    operations.extend(crud::operations::<sub_project::SubProjects>(schemas));
    operations.extend(crud::operations_for_systems::<sub_project::SubProjects>(schemas));
    operations.push(phase::operation(schemas));
    operations.push(gate::operation(schemas));
    operations.extend(crud::operations::<progress_update::ProgressUpdates>(schemas));
    operations.extend(crud::operations::<milestone::Milestones>(schemas));
    operations.extend(crud::operations_for_systems::<milestone::Milestones>(schemas));
    operations.extend(crud::operations::<task::Tasks>(schemas));
    operations.extend(crud::operations_for_systems::<task::Tasks>(schemas));
    operations.extend(crud::operations::<risk::Risks>(schemas));
    operations.extend(crud::operations_for_systems::<risk::Risks>(schemas));
    operations.extend(crud::operations::<budget_line::BudgetLines>(schemas));
    operations.extend(crud::operations_for_systems::<budget_line::BudgetLines>(schemas));
    operations.extend(budget_line::operations(schemas));
    operations.extend(upload::operations(schemas));
    operations.extend(crud::operations::<document::Documents>(schemas));
    operations.extend(crud::external::operations::<document::Documents>(schemas));
    operations.extend(document::operations(schemas));
    operations.extend(crud::operations::<sub_project_indicator::SubProjectIndicators>(schemas));
    operations.extend(crud::operations_for_systems::<sub_project_indicator::SubProjectIndicators>(schemas));
    operations.extend(crud::operations::<measurement::Measurements>(schemas));
    operations.extend(crud::operations_for_systems::<measurement::Measurements>(schemas));
    operations.extend(measurement::operations(schemas));
    operations.push(report::operation(schemas));
    operations.push(text_check::operation(schemas));
    operations.extend(crud::operations::<indicator::Indicators>(schemas));
    operations.extend(crud::operations::<strategic_course::StrategicCourses>(schemas));
    operations.extend(strategic_course::operations(schemas));
    operations.extend(crud::operations::<strategic_goal::StrategicGoals>(schemas));
    operations.extend(strategic_goal::operations(schemas));
    operations.extend(crud::operations::<person::People>(schemas));
    operations.extend(password::operations(schemas));
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

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Input;
    use crud::ApiResource;
    use serde_json::Value;

    /// Every way to put white space around one text within a value, with what should be left of it.
    fn padded(value: &Value) -> Vec<(Value, Value)> {
        match value {
            Value::Null => vec![(Value::from("  Een tekst "), Value::from("Een tekst"))],
            Value::String(text) => vec![(Value::from(format!("  {text}\u{a0} ")), value.clone())],
            Value::Array(items) => {
                let within = |at: usize, changed: Value| {
                    Value::from(items.iter().enumerate().map(|(other, item)| if other == at { changed.clone() } else { item.clone() }).collect::<Vec<_>>())
                };
                let places = items.iter().enumerate();
                places.flat_map(|(at, item)| padded(item).into_iter().map(move |(typed, kept)| (within(at, typed), within(at, kept)))).collect()
            }
            Value::Object(fields) => {
                let within = |field: &String, changed: Value| {
                    let mut fields = fields.clone();
                    fields.insert(field.clone(), changed);
                    Value::from(fields)
                };
                fields.iter().flat_map(|(field, item)| padded(item).into_iter().map(move |(typed, kept)| (within(field, typed), within(field, kept)))).collect()
            }
            Value::Bool(_) | Value::Number(_) => vec![],
        }
    }

    fn keeps_texts_trimmed<R: ApiResource>() {
        let read = |value: &Value| serde_json::from_value::<R::Input>(value.clone()).ok().map(|input| crud::to_json(&R::Input::of(input.state())).unwrap());
        let whole = read(&R::docs().example).unwrap();
        let mut texts = 0;
        for (typed, kept) in padded(&whole) {
            // What is no free text, such as a code or a day, does not take white space: that is not read at all.
            if let Some((stored, kept)) = read(&typed).zip(read(&kept)) {
                texts += 1;
                assert_eq!(stored, kept, "{} keeps white space of {typed}", R::SINGULAR);
            }
        }
        assert!(texts > 0, "{} has no text", R::SINGULAR);
    }

    #[test]
    fn no_resource_keeps_white_space_around_a_text() {
        keeps_texts_trimmed::<community::Communities>();
        keeps_texts_trimmed::<local_plan::LocalPlans>();
        keeps_texts_trimmed::<sub_project::SubProjects>();
        keeps_texts_trimmed::<progress_update::ProgressUpdates>();
        keeps_texts_trimmed::<milestone::Milestones>();
        keeps_texts_trimmed::<task::Tasks>();
        keeps_texts_trimmed::<risk::Risks>();
        keeps_texts_trimmed::<budget_line::BudgetLines>();
        keeps_texts_trimmed::<document::Documents>();
        keeps_texts_trimmed::<sub_project_indicator::SubProjectIndicators>();
        keeps_texts_trimmed::<measurement::Measurements>();
        keeps_texts_trimmed::<indicator::Indicators>();
        keeps_texts_trimmed::<strategic_course::StrategicCourses>();
        keeps_texts_trimmed::<strategic_goal::StrategicGoals>();
        keeps_texts_trimmed::<person::People>();
        keeps_texts_trimmed::<organisation::Organisations>();
        keeps_texts_trimmed::<theme::Themes>();
        keeps_texts_trimmed::<api_client::ApiClients>();
    }
}
