//! Who may do what: one table, [`decide`]. Lists and search apply the same rules as SQL (`persistence/visibility.rs`), and a
//! property test holds the two against each other.
use crate::{
    ApiClientId, OrganisationId, PersonId,
    api_client::{ApiScope, ApiScopes},
    member::MemberRole,
    role::{Role, Roles},
    text_enum,
    visibility::Visibility,
};
use uuid::Uuid;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Anonymous,
    Person {
        id: PersonId,
        organisation: OrganisationId,
        roles: Roles,
    },
    /// A system of an organisation. It may do what it has a scope for, for that organisation, and no more than who holds its keys.
    Client {
        id: ApiClientId,
        organisation: OrganisationId,
        scopes: ApiScopes,
        /// Whether only administrators set it up and have had its secrets; otherwise it may do no more than a coordinator.
        by_administrator: bool,
    },
}

impl Actor {
    /// The person, when somebody is signed in.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Anonymous | Self::Client { .. } => None,
            Self::Person { id, .. } => Some(*id),
        }
    }

    /// The id of the person or the client.
    pub const fn id(&self) -> Option<Uuid> {
        match self {
            Self::Anonymous => None,
            Self::Person { id, .. } => Some(id.0),
            Self::Client { id, .. } => Some(id.0),
        }
    }

    /// Whether it is a client with this scope.
    pub const fn has_scope(&self, scope: ApiScope) -> bool {
        match self {
            Self::Client { scopes, .. } => scopes.has(scope),
            Self::Anonymous | Self::Person { .. } => false,
        }
    }

    /// The organisation on behalf of which the actor acts.
    pub const fn organisation(&self) -> Option<OrganisationId> {
        match self {
            Self::Anonymous => None,
            Self::Person { organisation, .. } | Self::Client { organisation, .. } => Some(*organisation),
        }
    }

    /// Whether it is a client that only administrators set up.
    pub const fn is_client_of_administrators(&self) -> bool {
        matches!(self, Self::Client { by_administrator: true, .. })
    }

    /// Whether the actor has this role now.
    pub const fn has(&self, role: Role) -> bool {
        match self {
            Self::Anonymous | Self::Client { .. } => false,
            Self::Person { roles, .. } => roles.has(role),
        }
    }

    pub const fn is_administrator(&self) -> bool {
        self.has(Role::Administrator)
    }

    /// Whether the actor keeps the people of this organisation.
    pub fn coordinates(&self, organisation: OrganisationId) -> bool {
        self.has(Role::Coordinator) && self.organisation() == Some(organisation)
    }
}

text_enum! {
    /// What somebody wants to do. The text appears in `can` of the API's answers.
    Action {
        Read = "read",
        /// Read what is inside: members and history.
        ReadContent = "readContent",
        Create = "create",
        Edit = "edit",
        Delete = "delete",
        Restore = "restore",
        Join = "join",
        ManageMembers = "manageMembers",
        CreateSubProject = "createSubProject",
        /// Propose a sub-project: without leads, for the leads of the plan to go on with.
        ProposeSubProject = "proposeSubProject",
        ChangePhase = "changePhase",
        /// Read what only the team needs: small groups in a breakdown.
        ReadDetail = "readDetail",
        /// Make final what others drafted: approve a measurement, close a period, evaluate a goal.
        Approve = "approve",
        ChangePassword = "changePassword",
        /// Let somebody in, or no longer.
        ManageAccount = "manageAccount",
        /// Give somebody another e-mail address: whoever reads mail there gets into the account.
        ChangeEmail = "changeEmail",
        /// Grant the roles of an organisation, and take them back.
        ManageRoles = "manageRoles",
        /// Read who did what.
        Audit = "audit",
        /// Choose the id of a new resource, see what is deleted.
        Administer = "administer",
    }
}

/// How somebody relates to a local plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanRelation {
    None,
    /// Leads one of its sub-projects, or contributes to one.
    Team,
    /// Leads the plan.
    Lead,
}

/// What somebody is in the team of a sub-project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TeamRole {
    None,
    Contributor,
    /// One of its pair of leads.
    Lead,
}

/// What the rules need to know about the thing acted upon; never a database row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Organisations: a shared list that everybody reads and administrators keep. Also the platform itself.
    Catalogue,
    /// Themes: a shared list that editors keep.
    Theme,
    /// A place; `own` when the actor works at an organisation that is, or works for, its municipality, whose coordinators keep it.
    Place { own: bool },
    /// A person of this organisation; `of_platform` when the person has a role of the whole platform, and is only for administrators to keep.
    Person { id: PersonId, organisation: OrganisationId, of_platform: bool },
    /// `role` is that of an active member; somebody who is `invited` may see what for, not what is inside.
    Community { visibility: Visibility, role: Option<MemberRole>, invited: bool },
    /// A system of this organisation; `beyond` when it has a scope that a coordinator cannot give.
    ApiClient { organisation: OrganisationId, beyond: bool },
    /// What this organisation can carry at once.
    Capacity { organisation: OrganisationId },
    /// A community that does not exist yet.
    NewCommunity,
    /// `own` when the actor works at an organisation that is, or works for, one of its municipalities.
    LocalPlan { visibility: Visibility, relation: PlanRelation, own: bool },
    /// A sub-project of a plan that does not exist yet; `own` as of the plan.
    NewSubProject { visibility: Visibility, relation: PlanRelation, own: bool },
    /// A plan that does not exist yet; `own` when the actor's organisation is, or serves, one of its municipalities.
    NewLocalPlan { own: bool },
    /// Within a plan; `part` is what the actor is in its team.
    SubProject { visibility: Visibility, relation: PlanRelation, part: TeamRole },
    /// What belongs to a sub-project: a report, a milestone; `part` is what the actor is in the team of that.
    WithinSubProject { visibility: Visibility, relation: PlanRelation, part: TeamRole },
    /// What the team of a sub-project shares with the executives of its municipalities only: money, and what is still a draft. `own` tells whether
    /// the plan is of a municipality that the actor's organisation is or works for; when it is `open`, everybody who may read the sub-project reads it,
    /// but not how it came about.
    Reserved { visibility: Visibility, relation: PlanRelation, part: TeamRole, own: bool, open: bool },
    /// The strategic course and its goals, which editors keep and the board evaluates.
    Course,
}

/// The answer of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Allow,
    /// Sign in first (401).
    Unauthenticated,
    /// May know that it exists, may not do this (403).
    Forbidden,
    /// May not know that it exists (404).
    Hidden,
}

/// Whether `actor` may do `action` on what `scope` describes.
pub fn decide(actor: &Actor, action: Action, scope: &Scope) -> Decision {
    if action == Action::Read {
        return if readable(actor, scope) { Decision::Allow } else { hidden_from(actor) };
    }
    if !readable(actor, scope) {
        return hidden_from(actor);
    }
    if let Actor::Client { .. } = actor {
        return if client_may(actor, action, scope) { Decision::Allow } else { Decision::Forbidden };
    }
    let Actor::Person { id, .. } = *actor else {
        let open_content = action == Action::ReadContent && matches!(scope, Scope::Catalogue | Scope::Theme | Scope::Place { .. } | Scope::Course);
        let public_plan = action == Action::ReadContent && matches!(scope, Scope::LocalPlan { .. } | Scope::SubProject { .. } | Scope::WithinSubProject { .. });
        return if open_content || public_plan { Decision::Allow } else { Decision::Unauthenticated };
    };
    let administrator = actor.is_administrator();
    let allowed = match (scope, action) {
        (_, Action::Read) => true,
        (_, Action::Administer) => administrator,
        (Scope::Catalogue, Action::Audit) => administrator || actor.has(Role::Auditor) || actor.has(Role::Coordinator),

        (Scope::Catalogue | Scope::Theme | Scope::Place { .. } | Scope::Person { .. }, Action::ReadContent) => true,
        (Scope::Catalogue, Action::Create | Action::Edit | Action::Delete | Action::Restore) => administrator,
        (Scope::ApiClient { organisation, .. }, Action::ReadContent | Action::Delete | Action::Restore) => administrator || actor.coordinates(*organisation),
        // Who changes a system or makes a secret for it can act as that system.
        (Scope::ApiClient { organisation, beyond }, Action::Create | Action::Edit | Action::ManageAccount) => {
            administrator || (actor.coordinates(*organisation) && !beyond)
        }
        (Scope::Capacity { organisation }, Action::Edit) => {
            administrator || actor.coordinates(*organisation) || (actor.has(Role::Executive) && actor.organisation() == Some(*organisation))
        }
        (Scope::Place { own }, Action::Create | Action::Edit | Action::Delete | Action::Restore) => {
            administrator || actor.has(Role::Editor) || (*own && actor.has(Role::Coordinator))
        }
        (Scope::Theme | Scope::Course, Action::Create | Action::Edit | Action::Delete | Action::Restore) => administrator || actor.has(Role::Editor),
        (Scope::Course, Action::ReadContent) => true,
        (Scope::Course, Action::Approve) => administrator || actor.has(Role::Executive),

        (Scope::Person { id: person, .. }, Action::Edit) if *person == id => true,
        (Scope::Person { id: person, .. }, Action::ChangePassword) => administrator || *person == id,
        (Scope::Person { .. }, Action::ChangeEmail) => administrator,
        (
            Scope::Person { organisation, of_platform, .. },
            Action::Create | Action::Edit | Action::ManageAccount | Action::ManageRoles | Action::Delete | Action::Restore,
        ) => administrator || (actor.coordinates(*organisation) && !of_platform),

        (Scope::NewCommunity, Action::Create | Action::ReadContent) => true,
        // What is inside a closed community is for its members, not for administrators.
        (Scope::Community { visibility, role, .. }, Action::ReadContent) => role.is_some() || matches!(visibility, Visibility::Public | Visibility::Network),
        (Scope::Community { .. }, Action::Join) => true,
        (Scope::Community { role, .. }, Action::Edit | Action::Delete | Action::Restore | Action::ManageMembers) => {
            administrator || *role == Some(MemberRole::Facilitator)
        }

        (Scope::NewLocalPlan { own }, Action::Create) => administrator || *own,
        (Scope::LocalPlan { .. } | Scope::SubProject { .. } | Scope::WithinSubProject { .. }, Action::ReadContent) => true,
        (Scope::LocalPlan { relation, .. }, Action::Edit | Action::Delete | Action::Restore | Action::CreateSubProject) => {
            administrator || *relation == PlanRelation::Lead
        }

        (Scope::LocalPlan { relation, own, .. }, Action::ProposeSubProject) | (Scope::NewSubProject { relation, own, .. }, Action::Create) => {
            administrator || *own || *relation == PlanRelation::Lead
        }

        (Scope::SubProject { relation, part, .. }, Action::Edit) => administrator || *part >= TeamRole::Contributor || *relation == PlanRelation::Lead,
        (Scope::SubProject { relation, part, .. }, Action::ChangePhase | Action::ManageMembers) => {
            administrator || *part == TeamRole::Lead || *relation == PlanRelation::Lead
        }
        (Scope::SubProject { relation, .. }, Action::Create | Action::Delete | Action::Restore) => administrator || *relation == PlanRelation::Lead,

        (Scope::WithinSubProject { relation, part, .. } | Scope::Reserved { relation, part, .. }, Action::Create | Action::Edit | Action::ReadDetail) => {
            administrator || *part >= TeamRole::Contributor || *relation == PlanRelation::Lead
        }
        (Scope::WithinSubProject { relation, part, .. } | Scope::Reserved { relation, part, .. }, Action::Delete | Action::Restore | Action::Approve) => {
            administrator || *part == TeamRole::Lead || *relation == PlanRelation::Lead
        }
        (Scope::Reserved { relation, part, own, .. }, Action::ReadContent) => sees_reserved(actor, *relation, *part, *own),

        (
            Scope::Catalogue
            | Scope::Theme
            | Scope::Place { .. }
            | Scope::Course
            | Scope::Person { .. }
            | Scope::ApiClient { .. }
            | Scope::Capacity { .. }
            | Scope::NewCommunity
            | Scope::NewLocalPlan { .. }
            | Scope::NewSubProject { .. },
            _,
        )
        | (_, Action::ChangePassword | Action::ManageAccount | Action::ChangeEmail | Action::ManageRoles | Action::Audit)
        | (
            Scope::Community { .. },
            Action::Create | Action::CreateSubProject | Action::ProposeSubProject | Action::ChangePhase | Action::ReadDetail | Action::Approve,
        )
        | (Scope::LocalPlan { .. }, Action::Create | Action::Join | Action::ManageMembers | Action::ChangePhase | Action::ReadDetail | Action::Approve)
        | (Scope::SubProject { .. }, Action::Join | Action::CreateSubProject | Action::ProposeSubProject | Action::ReadDetail | Action::Approve)
        | (
            Scope::WithinSubProject { .. } | Scope::Reserved { .. },
            Action::Join | Action::ManageMembers | Action::CreateSubProject | Action::ProposeSubProject | Action::ChangePhase,
        ) => false,
    };
    if allowed { Decision::Allow } else { Decision::Forbidden }
}

/// What a system may do with what it may read: nothing that asks for a person, and no more than its scopes say.
fn client_may(actor: &Actor, action: Action, scope: &Scope) -> bool {
    let own = |organisation: OrganisationId| actor.organisation() == Some(organisation);
    match (scope, action) {
        (_, Action::Read) => true,
        (Scope::Catalogue, Action::Audit) => actor.has_scope(ApiScope::AuditRead),
        (
            Scope::Catalogue
            | Scope::Theme
            | Scope::Place { .. }
            | Scope::Course
            | Scope::Person { .. }
            | Scope::LocalPlan { .. }
            | Scope::SubProject { .. }
            | Scope::WithinSubProject { .. },
            Action::ReadContent,
        ) => true,
        (Scope::Reserved { relation, part, own, .. }, Action::ReadContent) => sees_reserved(actor, *relation, *part, *own),
        (Scope::Community { visibility, .. }, Action::ReadContent) => matches!(visibility, Visibility::Public | Visibility::Network),
        (Scope::Person { organisation, of_platform, .. }, Action::Create | Action::Edit | Action::ManageAccount | Action::Delete) => {
            actor.has_scope(ApiScope::PeopleWrite) && own(*organisation) && !of_platform
        }
        (Scope::Person { organisation, of_platform, .. }, Action::ChangeEmail) => {
            actor.has_scope(ApiScope::PeopleWrite) && own(*organisation) && !of_platform && actor.is_client_of_administrators()
        }
        (Scope::Person { organisation, of_platform, .. }, Action::ManageRoles) => actor.has_scope(ApiScope::RolesWrite) && own(*organisation) && !of_platform,
        (Scope::NewLocalPlan { own }, Action::Create) => *own && actor.has_scope(ApiScope::PlansWrite),
        (Scope::LocalPlan { relation, .. }, Action::Edit | Action::Delete | Action::Restore | Action::CreateSubProject)
        | (Scope::NewSubProject { relation, .. }, Action::Create)
        | (
            Scope::SubProject { relation, .. },
            Action::Create | Action::Edit | Action::ChangePhase | Action::ManageMembers | Action::Delete | Action::Restore,
        )
        | (
            Scope::WithinSubProject { relation, .. } | Scope::Reserved { relation, .. },
            Action::Create | Action::Edit | Action::Delete | Action::Restore | Action::ReadDetail,
        ) => *relation == PlanRelation::Lead && actor.has_scope(ApiScope::PlansWrite),
        _ => false,
    }
}

/// The actions that `actor` may do, out of those that an interface offers.
pub fn can(actor: &Actor, scope: &Scope, actions: &[Action]) -> Vec<Action> {
    actions.iter().copied().filter(|action| decide(actor, *action, scope) == Decision::Allow).collect()
}

fn readable(actor: &Actor, scope: &Scope) -> bool {
    let signed_in = *actor != Actor::Anonymous;
    match scope {
        Scope::Catalogue | Scope::Theme | Scope::Place { .. } | Scope::Course => true,
        Scope::Person { .. } | Scope::Capacity { .. } | Scope::NewCommunity | Scope::NewLocalPlan { .. } => signed_in,
        Scope::ApiClient { organisation, .. } => actor.is_administrator() || actor.coordinates(*organisation),
        Scope::Community { visibility, role, invited } => match visibility {
            Visibility::Public => true,
            Visibility::Network | Visibility::Members => signed_in,
            Visibility::Hidden => signed_in && (role.is_some() || *invited || actor.is_administrator()),
        },
        Scope::LocalPlan { visibility, relation, .. }
        | Scope::NewSubProject { visibility, relation, .. }
        | Scope::SubProject { visibility, relation, .. }
        | Scope::WithinSubProject { visibility, relation, .. } => plan_is_readable(actor, *visibility, *relation),
        Scope::Reserved { visibility, relation, part, own, open } => {
            plan_is_readable(actor, *visibility, *relation) && (*open || sees_reserved(actor, *relation, *part, *own))
        }
    }
}

fn plan_is_readable(actor: &Actor, visibility: Visibility, relation: PlanRelation) -> bool {
    let signed_in = *actor != Actor::Anonymous;
    match visibility {
        Visibility::Public => true,
        Visibility::Network => signed_in,
        Visibility::Members | Visibility::Hidden => signed_in && (relation >= PlanRelation::Team || actor.is_administrator()),
    }
}

/// Whether somebody is let into what a team does not show to everybody: who is in it or leads the plan, the executives of its municipalities,
/// administrators; and the systems of those municipalities.
fn sees_reserved(actor: &Actor, relation: PlanRelation, part: TeamRole, own: bool) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::Client { .. } => relation == PlanRelation::Lead,
        Actor::Person { .. } => {
            actor.is_administrator() || part >= TeamRole::Contributor || relation == PlanRelation::Lead || (own && actor.has(Role::Executive))
        }
    }
}

/// Whether `actor` may grant this role to somebody of `organisation`, or take it back. Administrators may for everyone; coordinators, and systems with the
/// scope for it, only the roles within their own organisation, so that nobody grants more than they have.
pub fn may_grant(actor: &Actor, role: Role, organisation: OrganisationId) -> bool {
    let own_system = actor.has_scope(ApiScope::RolesWrite) && actor.organisation() == Some(organisation);
    actor.is_administrator() || (role.is_of_organisation() && (actor.coordinates(organisation) || own_system))
}

/// What somebody hears of a thing they may not read. An anonymous caller is told to sign in whether or not it exists.
const fn hidden_from(actor: &Actor) -> Decision {
    match actor {
        Actor::Anonymous => Decision::Unauthenticated,
        Actor::Person { .. } | Actor::Client { .. } => Decision::Hidden,
    }
}

#[cfg(test)]
mod tests;
