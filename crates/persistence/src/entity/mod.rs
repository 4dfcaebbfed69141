//! One file per table. A test holds these against the migrations, on both databases.
pub mod account;
pub mod community;
pub mod directory;
pub mod folding;
pub mod idempotency;
pub mod plan;
pub mod readiness;
pub mod steering;
pub mod thing;
pub mod trail;

// The paths by which the areas are known are short: `task`, not `plan::task`.
pub use account::{
    account_link, api_client, client_secret, credential, identity, mail, passkey, recovery_code, second_factor, session, sign_in_failure, signing_key,
    used_assertion,
};
pub use community::{community_organisation, community_theme, member};
pub use directory::{organisation, organisation_serves, person, person_theme, role_grant, theme};
pub use plan::{
    budget_line, local_plan, local_plan_goal, local_plan_lead, local_plan_municipality, milestone, progress_update, risk, sub_project, sub_project_contributor,
    sub_project_goal, sub_project_theme, task,
};
pub use steering::{indicator, measurement, strategic_course, strategic_goal, sub_project_indicator};
pub use thing::{document, external_reference, upload};
pub use trail::{journal, journal_seal, text_version};
