//! The words for what the API names by codes: its fields, their values and its problems, in Dutch and English. There is one for each; tables that are taken
//! along, the app and the glossary have it from here.
//!
//! What a part of the app does not name is not loaded with it: so there is a table for each thing, and [`fields_of`] is for who shows all of them.
pub mod account;
pub mod community;
pub mod directory;
pub mod plan;
pub mod problem;
pub mod steering;
#[cfg(test)]
mod tests;
mod text;
pub mod thing;

pub use text::{Field, Language, Text, Worded, Words, find};

use domain::resource::Kind;
use text::{as_text, codes, fields, last, wire_length, wire_name};

codes! {
    Kind {
        Organisation: "Organisatie", "Organisation";
        Theme: "Thema", "Theme";
        Person: "Account", "Account";
        Community: "Community", "Community";
        Member: "Lidmaatschap", "Membership";
        LocalPlan: "Lokaal plan", "Local plan";
        SubProject: "Deelproject", "Sub-project";
        Milestone: "Mijlpaal", "Milestone";
        ProgressUpdate: "Voortgangsbericht", "Progress update";
        Task: "Taak", "Task";
        Risk: "Risico", "Risk";
        BudgetLine: "Begrotingsregel", "Budget line";
        Document: "Document", "Document";
        Indicator: "Gedeelde indicator", "Shared indicator";
        SubProjectIndicator: "Cijfer van een deelproject", "Figure of a sub-project";
        Measurement: "Meting", "Measurement";
        StrategicCourse: "Koers", "Strategic course";
        StrategicGoal: "Doel van de koers", "Strategic goal";
        Session: "Inloggen", "Signing in";
        ApiClient: "Koppeling", "Integration";
        Audit: "Logboek", "Audit trail";
    }
}

fields! {
    /// The fields that everything has.
    RECORD: RecordFields {
        created_at: "Gemaakt op", "Created at";
        updated_at: "Laatst gewijzigd", "Last changed";
        id: "Id", "Id";
    }
}

/// The fields of a kind of thing beside [`RECORD`], in the order in which a form asks for them.
pub fn fields_of(kind: Kind) -> &'static [&'static Field] {
    match kind {
        Kind::Organisation => directory::ORGANISATION.all(),
        Kind::Theme => directory::THEME.all(),
        Kind::Person => directory::PERSON.all(),
        Kind::Community => community::COMMUNITY.all(),
        Kind::Member => community::MEMBER.all(),
        Kind::LocalPlan => plan::LOCAL_PLAN.all(),
        Kind::SubProject => plan::SUB_PROJECT.all(),
        Kind::Milestone => plan::MILESTONE.all(),
        Kind::ProgressUpdate => plan::PROGRESS_UPDATE.all(),
        Kind::Task => plan::TASK.all(),
        Kind::Risk => plan::RISK.all(),
        Kind::BudgetLine => plan::BUDGET_LINE.all(),
        Kind::Document => thing::DOCUMENT.all(),
        Kind::Indicator => steering::INDICATOR.all(),
        Kind::SubProjectIndicator => steering::SUB_PROJECT_INDICATOR.all(),
        Kind::Measurement => steering::MEASUREMENT.all(),
        Kind::StrategicCourse => steering::STRATEGIC_COURSE.all(),
        Kind::StrategicGoal => steering::STRATEGIC_GOAL.all(),
        Kind::ApiClient => account::API_CLIENT.all(),
        Kind::Session | Kind::Audit => &[],
    }
}
