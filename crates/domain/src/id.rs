//! Identifiers: one newtype per resource, so that ids cannot be mixed up. Values are UUIDs; making one takes a clock and randomness, so the server does that.
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        #[cfg(test)]
        impl $name {
            /// Another one, for tests.
            #[expect(clippy::disallowed_methods, reason = "tests may make ids freely")]
            pub fn generate() -> Self { Self(Uuid::now_v7()) }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
    )*};
}

ids! {
    /// Identifies an organisation.
    OrganisationId,
    /// Identifies a theme.
    ThemeId,
    /// Identifies a person with an account.
    PersonId,
    /// Identifies a community.
    CommunityId,
    /// Identifies a local plan.
    LocalPlanId,
    /// Identifies a sub-project of a local plan.
    SubProjectId,
    /// Identifies a milestone of a sub-project.
    MilestoneId,
    /// Identifies a progress update of a sub-project.
    ProgressUpdateId,
    /// Identifies a task in a sub-project.
    TaskId,
    /// Identifies a risk of a sub-project.
    RiskId,
    /// Identifies a budget line of a sub-project.
    BudgetLineId,
    /// Identifies a document of a sub-project.
    DocumentId,
    /// Identifies a file that was sent.
    UploadId,
    /// Identifies a shared definition of an indicator.
    IndicatorId,
    /// Identifies an indicator as one sub-project measures it.
    SubProjectIndicatorId,
    /// Identifies a measurement.
    MeasurementId,
    /// Identifies a strategic course.
    StrategicCourseId,
    /// Identifies a goal of a strategic course.
    StrategicGoalId,
    /// Identifies a system that uses the API.
    ApiClientId,
}
