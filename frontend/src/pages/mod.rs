//! The pages, one folder per resource, and which of them an address shows. The match of a chunk names each of its pages: one that is forgotten does not compile.
pub mod account;
pub mod community;
pub mod directory;
pub mod home;
pub mod plan;
pub mod steering;
pub mod thing;

// The paths by which the areas are known are short: `task`, not `plan::task`.
pub use account::*;
pub use directory::*;
pub use plan::*;
pub use steering::*;
pub use thing::*;

use crate::{
    components::{
        edit_page::edit_page,
        item_page::{add_page, detail_page},
        not_found::NotFound,
    },
    routes::{AccountPage, DirectoryPage, Route, StartPage, SteeringPage, WorkPage},
};
use yew::prelude::*;

/// Shows the page of a route by the function that knows the pages of its chunk.
pub fn shown<P: TryFrom<Route>>(route: Route, view: fn(P) -> Html) -> Html {
    P::try_from(route).map_or_else(|_| html! { <NotFound /> }, view)
}

/// The pages that come with the app itself.
pub fn start(page: StartPage) -> Html {
    match page {
        StartPage::Home => html! { <home::Home /> },
        StartPage::SignIn => html! { <sign_in::SignIn /> },
        StartPage::SignedIn => html! { <sign_in::SignedIn /> },
    }
}

/// The pages in which people work: communities, plans, sub-projects.
pub fn work(page: WorkPage) -> Html {
    match page {
        WorkPage::Communities => html! { <community::Communities /> },
        WorkPage::NewCommunity => html! { <community::NewCommunity /> },
        WorkPage::Community { id } => html! { <community::CommunityPage key={id.to_string()} {id} /> },
        WorkPage::EditCommunity { id } => edit_page(community::fields, id),
        WorkPage::LocalPlans => html! { <local_plan::LocalPlans /> },
        WorkPage::NewLocalPlan => html! { <local_plan::NewLocalPlan /> },
        WorkPage::LocalPlan { id } => html! { <local_plan::LocalPlanPage key={id.to_string()} {id} /> },
        WorkPage::EditLocalPlan { id } => edit_page(local_plan::fields, id),
        WorkPage::PlanStatus { id } => html! { <local_plan::ChangeStatus key={id.to_string()} {id} /> },
        WorkPage::NewSubProject { id } => html! { <sub_project::NewSubProject key={id.to_string()} plan={id} /> },
        WorkPage::SubProject { id } => html! { <sub_project::SubProjectPage key={id.to_string()} {id} /> },
        WorkPage::EditSubProject { id } => edit_page(sub_project::fields, id),
        WorkPage::ChangePhase { id } => html! { <sub_project::ChangePhase key={id.to_string()} {id} /> },
        WorkPage::NewProgressUpdate { id } => html! { <progress_update::NewProgressUpdate key={id.to_string()} sub_project={id} /> },
        WorkPage::ProgressUpdate { id } => html! { <progress_update::ProgressUpdatePage key={id.to_string()} {id} /> },
        WorkPage::EditProgressUpdate { id } => edit_page(progress_update::fields, id),
        WorkPage::NewMilestone { id } => add_page(&milestone::NEW, id),
        WorkPage::Milestone { id } => detail_page(&milestone::DETAIL, id),
        WorkPage::EditMilestone { id } => edit_page(milestone::fields, id),
        WorkPage::Region => html! { <region::Region /> },
        WorkPage::RegionSheet => html! { <region::RegionSheet /> },
        WorkPage::Capacity { id } => html! { <region::CapacityPage key={id.to_string()} {id} /> },
    }
}

/// The pages about what sub-projects are measured and steered by.
pub fn steering(page: SteeringPage) -> Html {
    match page {
        SteeringPage::NewTask { id } => add_page(&task::NEW, id),
        SteeringPage::Task { id } => detail_page(&task::DETAIL, id),
        SteeringPage::EditTask { id } => edit_page(task::fields, id),
        SteeringPage::NewRisk { id } => add_page(&risk::NEW, id),
        SteeringPage::Risk { id } => detail_page(&risk::DETAIL, id),
        SteeringPage::EditRisk { id } => edit_page(risk::fields, id),
        SteeringPage::NewDocument { id } => add_page(&document::NEW, id),
        SteeringPage::Document { id } => detail_page(&document::DETAIL, id),
        SteeringPage::EditDocument { id } => edit_page(document::fields, id),
        SteeringPage::NewBudgetLine { id } => add_page(&budget_line::NEW, id),
        SteeringPage::BudgetLine { id } => detail_page(&budget_line::DETAIL, id),
        SteeringPage::EditBudgetLine { id } => edit_page(budget_line::fields, id),
        SteeringPage::NewSubProjectIndicator { id } => add_page(&sub_project_indicator::NEW, id),
        SteeringPage::SubProjectIndicator { id } => detail_page(&sub_project_indicator::DETAIL, id),
        SteeringPage::EditSubProjectIndicator { id } => edit_page(sub_project_indicator::fields, id),
        SteeringPage::NewMeasurement { id } => html! { <measurement::NewMeasurement key={id.to_string()} sub_project_indicator={id} /> },
        SteeringPage::Measurement { id } => detail_page(&measurement::DETAIL, id),
        SteeringPage::EditMeasurement { id } => edit_page(measurement::fields, id),
        SteeringPage::Indicators => html! { <indicator::IndicatorList /> },
        SteeringPage::NewIndicator => html! { <indicator::NewIndicator /> },
        SteeringPage::Indicator { id } => detail_page(&indicator::DETAIL, id),
        SteeringPage::EditIndicator { id } => edit_page(indicator::fields, id),
        SteeringPage::StrategicCourses => html! { <strategic_course::Courses /> },
        SteeringPage::NewStrategicCourse => html! { <strategic_course::NewCourse /> },
        SteeringPage::StrategicCourse { id } => html! { <strategic_course::Course key={id.to_string()} {id} /> },
        SteeringPage::EditStrategicCourse { id } => edit_page(strategic_course::fields, id),
        SteeringPage::NewStrategicGoal { id } => html! { <strategic_goal::NewGoal key={id.to_string()} course={id} /> },
        SteeringPage::StrategicGoal { id } => detail_page(&strategic_goal::DETAIL, id),
        SteeringPage::EditStrategicGoal { id } => edit_page(strategic_goal::fields, id),
        SteeringPage::EvaluateGoal { id } => html! { <strategic_goal::EvaluateGoal key={id.to_string()} {id} /> },
        SteeringPage::SubProjectSheet { id } => html! { <sheet::SubProjectSheet key={id.to_string()} {id} /> },
        SteeringPage::PlanSheet { id } => html! { <sheet::PlanSheet key={id.to_string()} {id} /> },
    }
}

/// The pages in which people look around and administrators keep things.
pub fn directory(page: DirectoryPage) -> Html {
    match page {
        DirectoryPage::Search => html! { <search::Search /> },
        DirectoryPage::People => html! { <person::People /> },
        DirectoryPage::NewPerson => html! { <person::NewPerson /> },
        DirectoryPage::Person { id } => html! { <person::PersonPage key={id.to_string()} {id} /> },
        DirectoryPage::EditPerson { id } => html! { <person::EditPerson key={id.to_string()} {id} /> },
        DirectoryPage::Password { id } => html! { <person::ChangePassword key={id.to_string()} {id} /> },
        DirectoryPage::Organisations => html! { <organisation::Organisations /> },
        DirectoryPage::NewOrganisation => html! { <organisation::NewOrganisation /> },
        DirectoryPage::Organisation { id } => html! { <organisation::OrganisationPage key={id.to_string()} {id} /> },
        DirectoryPage::EditOrganisation { id } => html! { <organisation::EditOrganisation key={id.to_string()} {id} /> },
        DirectoryPage::Places => html! { <place::Places /> },
        DirectoryPage::NewPlace => html! { <place::NewPlace /> },
        DirectoryPage::Place { id } => detail_page(&place::DETAIL, id),
        DirectoryPage::EditPlace { id } => edit_page(place::fields, id),
        DirectoryPage::Manage => html! { <manage::Manage /> },
        DirectoryPage::ManageThemes => html! { <manage::ManageThemes /> },
        DirectoryPage::NewTheme => html! { <manage::NewTheme /> },
        DirectoryPage::EditTheme { id } => html! { <manage::EditTheme key={id.to_string()} {id} /> },
        DirectoryPage::Deleted => html! { <manage::DeletedThings /> },
        DirectoryPage::Mails => html! { <manage::Mails /> },
        DirectoryPage::Erasures => html! { <manage::Erasures /> },
        DirectoryPage::Roles { id } => html! { <person::RolesPage key={id.to_string()} {id} /> },
        DirectoryPage::Successions => html! { <person::Successions /> },
        DirectoryPage::Accessibility => html! { <info::Accessibility /> },
        DirectoryPage::Privacy => html! { <info::Privacy /> },
        DirectoryPage::Handbook => html! { <info::Handbook /> },
        DirectoryPage::Style => html! { <info::Style /> },
    }
}

/// The pages about accounts, of people and of systems, and about who did what.
pub fn account(page: AccountPage) -> Html {
    match page {
        AccountPage::ForgotPassword => html! { <account::ForgotPassword /> },
        AccountPage::AccountLink => html! { <account::AccountLink /> },
        AccountPage::MyAccount => html! { <account::MyAccount /> },
        AccountPage::ChangeEmail => html! { <account::ChangeEmail /> },
        AccountPage::SecondFactor => html! { <account::SetUp /> },
        AccountPage::NewPasskey => html! { <account::NewPasskey /> },
        AccountPage::RemovePasskey { id } => html! { <account::RemovePasskey key={id.to_string()} {id} /> },
        AccountPage::Audit => html! { <account::Audit /> },
        AccountPage::ApiClients => html! { <api_client::ApiClients /> },
        AccountPage::NewApiClient => html! { <api_client::NewApiClient /> },
        AccountPage::ApiClient { id } => html! { <api_client::ApiClientPage key={id.to_string()} {id} /> },
        AccountPage::EditApiClient { id } => html! { <api_client::EditApiClient key={id.to_string()} {id} /> },
    }
}
