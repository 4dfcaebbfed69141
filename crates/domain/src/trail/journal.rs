//! Entries of the journal: what happened, to what, by whom.
use crate::{OrganisationId, resource::Kind, text_enum, visibility::Visibility};
use uuid::Uuid;

text_enum! {
    /// What happened to a resource; with the kind it makes the action, such as `community.created`.
    Verb {
        Created = "created",
        Changed = "changed",
        Deleted = "deleted",
        Restored = "restored",
        Merged = "merged",
        PhaseChanged = "phase_changed",
        PasswordChanged = "password_changed",
        Joined = "joined",
        Requested = "requested",
        Invited = "invited",
        Approved = "approved",
        Reopened = "reopened",
        Evaluated = "evaluated",
        Refused = "refused",
        Denied = "denied",
        Left = "left",
        Removed = "removed",
        RoleChanged = "role_changed",
        Started = "started",
        Renewed = "renewed",
        Reused = "reused",
        Ended = "ended",
        RoleGranted = "role_granted",
        RoleEnded = "role_ended",
        Deactivated = "deactivated",
        Reactivated = "reactivated",
        Activated = "activated",
        ResetAsked = "reset_asked",
        EmailChanged = "email_changed",
        SecondFactorSet = "second_factor_set",
        SecondFactorRemoved = "second_factor_removed",
        PasskeyAdded = "passkey_added",
        PasskeyRemoved = "passkey_removed",
        SecretMade = "secret_made",
        SecretEnded = "secret_ended",
        Read = "read",
        Exported = "exported",
        Erased = "erased",
    }
}

impl Verb {
    /// Whether this can happen to something of this kind.
    pub const fn happens_to(self, kind: Kind) -> bool {
        match self {
            Self::Created | Self::Changed | Self::Deleted | Self::Restored => kind.is_resource(),
            Self::Merged => matches!(kind, Kind::Theme),
            Self::PhaseChanged => matches!(kind, Kind::SubProject),
            Self::Joined | Self::Left | Self::Removed | Self::RoleChanged => matches!(kind, Kind::Member),
            Self::Approved => matches!(kind, Kind::Member | Kind::Session | Kind::Measurement),
            Self::Reopened => matches!(kind, Kind::Measurement),
            Self::Evaluated => matches!(kind, Kind::StrategicGoal),
            Self::Requested => matches!(kind, Kind::Member | Kind::Session | Kind::Person),
            Self::Invited => matches!(kind, Kind::Member | Kind::Person),
            Self::Refused => matches!(kind, Kind::Member | Kind::Session | Kind::ApiClient),
            Self::Denied => matches!(kind, Kind::Session | Kind::ApiClient),
            Self::Started | Self::Renewed | Self::Reused | Self::Ended => matches!(kind, Kind::Session),
            Self::PasswordChanged
            | Self::RoleGranted
            | Self::RoleEnded
            | Self::Deactivated
            | Self::Reactivated
            | Self::Activated
            | Self::ResetAsked
            | Self::EmailChanged
            | Self::SecondFactorSet
            | Self::SecondFactorRemoved
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::Erased => matches!(kind, Kind::Person),
            Self::SecretMade | Self::SecretEnded => matches!(kind, Kind::ApiClient),
            Self::Read => kind.reading_is_recorded(),
            Self::Exported => matches!(kind, Kind::Session | Kind::Audit),
        }
    }
}

/// One field that changed. Values are JSON; both are absent when the value is personal, and for long text they are
/// read from the kept versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field as the API names it.
    pub field: String,
    pub old: Option<String>,
    pub new: Option<String>,
    pub content: Content,
}

text_enum! {
    /// How the values of a changed field are kept.
    Content {
        /// In the entry itself.
        Short = "short",
        /// In the kept versions of the text.
        Long = "long",
        /// Not at all: only that it changed.
        Personal = "personal",
    }
}

/// An entry to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The person or the API client.
    pub actor: Option<Uuid>,
    /// The organisation on behalf of which the actor acted.
    pub on_behalf_of: Option<OrganisationId>,
    pub kind: Kind,
    pub resource_id: Uuid,
    /// The resource within which it happened, for example the community of a member.
    pub within: Option<Uuid>,
    pub verb: Verb,
    /// Who may hear of it: the visibility of the resource at that moment.
    pub audience: Visibility,
    pub changes: Vec<Change>,
    pub request_id: Option<String>,
}

impl Entry {
    /// What happened to something, done by nobody that we know and heard by nobody; the rest is set where it is known.
    pub const fn new(kind: Kind, resource_id: Uuid, verb: Verb) -> Self {
        Self { actor: None, on_behalf_of: None, kind, resource_id, within: None, verb, audience: Visibility::Hidden, changes: vec![], request_id: None }
    }

    /// The action, such as `community.created`.
    pub fn action(&self) -> String {
        format!("{}.{}", self.kind, self.verb)
    }
}
