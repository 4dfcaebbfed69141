//! For whom a query is: what they are, and who they are as values that a query can only bind.
//!
//! The text of a query for one thing is built once for each kind of viewer (`template.rs`) and then asked for other people and other things. That is right
//! only as long as the text does not depend on who exactly asks; a [`Bound`] id cannot be looked at, so that it cannot.
use domain::{
    api_client::{ApiScope, ApiScopes},
    policy::Actor,
    role::{Role, Roles},
};
use sea_orm::Value;
use uuid::Uuid;

/// An id that stands in a query as a parameter; it cannot be read, compared or written into the text.
#[derive(Clone, Copy)]
pub struct Bound(Uuid);

impl Bound {
    /// No one: an id that nothing has.
    pub const NOBODY: Self = Self(Uuid::nil());

    pub(crate) const fn new(id: Uuid) -> Self {
        Self(id)
    }
}

impl From<Bound> for Value {
    fn from(bound: Bound) -> Self {
        bound.0.into()
    }
}

/// For whom a query is.
#[derive(Clone, Copy)]
pub enum Viewer {
    Anonymous,
    Person {
        id: Bound,
        organisation: Bound,
        roles: Roles,
    },
    /// A system. What it sees does not depend on who set it up.
    Client {
        organisation: Bound,
        scopes: ApiScopes,
    },
}

impl Viewer {
    /// The viewer that an actor is.
    pub fn of(actor: &Actor) -> Self {
        match *actor {
            Actor::Anonymous => Self::Anonymous,
            Actor::Person { id, organisation, roles } => Self::Person { id: Bound(id.0), organisation: Bound(organisation.0), roles },
            Actor::Client { organisation, scopes, .. } => Self::Client { organisation: Bound(organisation.0), scopes },
        }
    }

    /// The person, when it is one.
    pub const fn person(&self) -> Option<Bound> {
        match self {
            Self::Person { id, .. } => Some(*id),
            Self::Anonymous | Self::Client { .. } => None,
        }
    }

    /// The organisation of whoever is signed in.
    pub const fn organisation(&self) -> Option<Bound> {
        match self {
            Self::Person { organisation, .. } | Self::Client { organisation, .. } => Some(*organisation),
            Self::Anonymous => None,
        }
    }

    /// Whether it is a person with this role today.
    pub fn has(&self, role: Role) -> bool {
        matches!(self, Self::Person { roles, .. } if roles.has(role))
    }

    /// Whether it is a system with this scope.
    pub fn has_scope(&self, scope: ApiScope) -> bool {
        matches!(self, Self::Client { scopes, .. } if scopes.has(scope))
    }

    /// Whether it is an administrator of the platform.
    pub fn is_administrator(&self) -> bool {
        self.has(Role::Administrator)
    }

    /// Whether it is a visitor.
    pub const fn is_anonymous(&self) -> bool {
        matches!(self, Self::Anonymous)
    }
}
