//! The registry: one row for each kind of thing, with what other places need to know of it. The kinds and their ids, their words, the list of what the database
//! keeps, the methods of the client and the page of what was deleted are made from it.

/// Hands the rows to another macro. A row holds
/// - the kind, under the text by which the journal and events name it; the text never changes;
/// - its words: one and several, in Dutch and in English;
/// - `fields`: the table of words of its fields, in `contract::words`;
/// - `read`: whether it is recorded who read what is not for everyone (`told`), or never kept from anyone who is signed in (`open`);
/// - what is a resource of its own has an id and an address: `at` the module that holds it in each package, the types that stand for all of them, the method of the
///   client with the path of the API, and the types of what is sent and of what lists are narrowed by.
#[macro_export]
macro_rules! kinds {
    ($with:ident) => {
        $with! {
            /// An organisation.
            Organisation = "organisation", ["Organisatie", "Organisaties", "Organisation", "Organisations"], fields directory::ORGANISATION, read open,
                id OrganisationId at directory::organisation, Organisations, organisations "organisations", OrganisationInput, OrganisationFilter;
            /// A theme.
            Theme = "theme", ["Thema", "Thema's", "Theme", "Themes"], fields directory::THEME, read open,
                id ThemeId at directory::theme, Themes, themes "themes", ThemeInput, ThemeFilter;
            /// A place where people meet and work.
            Place = "place", ["Plek", "Plekken", "Place", "Places"], fields directory::PLACE, read open,
                id PlaceId at directory::place, Places, places "places", PlaceInput, PlaceFilter;
            /// A person with an account.
            Person = "person", ["Account", "Accounts", "Account", "Accounts"], fields directory::PERSON, read open,
                id PersonId at directory::person, People, people "people", PersonInput, PersonFilter;
            /// A community.
            Community = "community", ["Community", "Community's", "Community", "Communities"], fields community::COMMUNITY, read told,
                id CommunityId at community::community, Communities, communities "communities", CommunityInput, CommunityFilter;
            /// The membership of a community.
            Member = "member", ["Lidmaatschap", "Lidmaatschappen", "Membership", "Memberships"], fields community::MEMBER, read open;
            /// A local plan.
            LocalPlan = "local_plan", ["Lokaal plan", "Lokale plannen", "Local plan", "Local plans"], fields plan::LOCAL_PLAN, read told,
                id LocalPlanId at plan::local_plan, LocalPlans, local_plans "local-plans", LocalPlanInput, LocalPlanFilter;
            /// A sub-project of a local plan.
            SubProject = "sub_project", ["Deelproject", "Deelprojecten", "Sub-project", "Sub-projects"], fields plan::SUB_PROJECT, read told,
                id SubProjectId at plan::sub_project, SubProjects, sub_projects "sub-projects", SubProjectInput, SubProjectFilter;
            /// A milestone of a sub-project.
            Milestone = "milestone", ["Mijlpaal", "Mijlpalen", "Milestone", "Milestones"], fields plan::MILESTONE, read told,
                id MilestoneId at plan::milestone, Milestones, milestones "milestones", MilestoneInput, MilestoneFilter;
            /// A progress update of a sub-project.
            ProgressUpdate = "progress_update", ["Voortgangsbericht", "Voortgangsberichten", "Progress update", "Progress updates"], fields plan::PROGRESS_UPDATE, read told,
                id ProgressUpdateId at plan::progress_update, ProgressUpdates, progress_updates "progress-updates", ProgressUpdateInput, ProgressUpdateFilter;
            /// A task in a sub-project.
            Task = "task", ["Taak", "Taken", "Task", "Tasks"], fields plan::TASK, read told,
                id TaskId at plan::task, Tasks, tasks "tasks", TaskInput, TaskFilter;
            /// A risk of a sub-project.
            Risk = "risk", ["Risico", "Risico's", "Risk", "Risks"], fields plan::RISK, read told,
                id RiskId at plan::risk, Risks, risks "risks", RiskInput, RiskFilter;
            /// A budget line of a sub-project.
            BudgetLine = "budget_line", ["Begrotingsregel", "Begrotingsregels", "Budget line", "Budget lines"], fields plan::BUDGET_LINE, read told,
                id BudgetLineId at plan::budget_line, BudgetLines, budget_lines "budget-lines", BudgetLineInput, BudgetLineFilter;
            /// A document of a sub-project.
            Document = "document", ["Document", "Documenten", "Document", "Documents"], fields thing::DOCUMENT, read told,
                id DocumentId at thing::document, Documents, documents "documents", DocumentInput, DocumentFilter;
            /// A shared definition of an indicator.
            Indicator = "indicator", ["Gedeelde indicator", "Gedeelde indicatoren", "Shared indicator", "Shared indicators"], fields steering::INDICATOR, read open,
                id IndicatorId at steering::indicator, Indicators, indicators "indicators", IndicatorInput, IndicatorFilter;
            /// An indicator as one sub-project measures it.
            SubProjectIndicator = "sub_project_indicator", ["Cijfer van een deelproject", "Cijfers van deelprojecten", "Figure of a sub-project", "Figures of sub-projects"], fields steering::SUB_PROJECT_INDICATOR, read told,
                id SubProjectIndicatorId at steering::sub_project_indicator, SubProjectIndicators, sub_project_indicators "sub-project-indicators", SubProjectIndicatorInput, SubProjectIndicatorFilter;
            /// A measurement.
            Measurement = "measurement", ["Meting", "Metingen", "Measurement", "Measurements"], fields steering::MEASUREMENT, read told,
                id MeasurementId at steering::measurement, Measurements, measurements "measurements", MeasurementInput, MeasurementFilter;
            /// A strategic course.
            StrategicCourse = "strategic_course", ["Koers", "Koersen", "Strategic course", "Strategic courses"], fields steering::STRATEGIC_COURSE, read open,
                id StrategicCourseId at steering::strategic_course, StrategicCourses, strategic_courses "strategic-courses", StrategicCourseInput, StrategicCourseFilter;
            /// A goal of a strategic course.
            StrategicGoal = "strategic_goal", ["Doel van de koers", "Doelen van de koers", "Strategic goal", "Strategic goals"], fields steering::STRATEGIC_GOAL, read open,
                id StrategicGoalId at steering::strategic_goal, StrategicGoals, strategic_goals "strategic-goals", StrategicGoalInput, StrategicGoalFilter;
            /// Signing in: of one person, who sees it in the own account.
            Session = "session", ["Inloggen", "Inloggen", "Signing in", "Signing in"], read open;
            /// A system that uses the API.
            ApiClient = "api_client", ["Koppeling", "Koppelingen", "Integration", "Integrations"], fields account::API_CLIENT, read open,
                id ApiClientId at account::api_client, ApiClients, api_clients "api-clients", ApiClientInput, ApiClientFilter;
            /// The audit trail itself, when somebody takes a copy.
            Audit = "audit", ["Logboek", "Logboek", "Audit trail", "Audit trail"], read open;
        }
    };
}
