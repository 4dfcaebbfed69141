//! Where things live, and what they take from there: who sees them, what the rules know of them, who hears of them and in whose history they stand.
//!
//! Each kind of place is one type here or beside the thing that is the place: [`Alone`], `InPlan`, `InSubProject`, `InIndicator`, `InCourse`. A resource
//! names its place ([`Resource::Lives`]) and says the little that only it knows, such as [`StandsAlone`].
use super::{Found, Need, Resource};
use crate::{StoreError, viewer::Viewer};
use domain::{
    policy::{Action, Actor, Scope},
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{
    Condition, ConnectionTrait, QueryResult,
    sea_query::{Cond, SelectStatement},
};
use uuid::Uuid;

/// A kind of place in which resources live.
#[expect(async_fn_in_trait, reason = "handlers run on one thread")]
pub trait Surroundings<R: Resource>: 'static {
    /// What is read of the place along with each thing.
    type Around;

    /// Joins the place and asks for what [`Surroundings::read`] reads.
    fn select(_query: &mut SelectStatement, _viewer: &Viewer) {}
    /// Reads what [`Surroundings::select`] asked for.
    ///
    /// # Errors
    /// `Corrupt` when the row breaks a rule of the domain.
    fn read(query: &QueryResult) -> Result<Self::Around, StoreError>;
    /// What the viewer may see.
    fn visible(viewer: &Viewer) -> Condition;
    /// The part of [`Surroundings::visible`] that is the same for everybody who is signed in, when that is most of the table and cheap to ask.
    fn open(_viewer: &Viewer) -> Option<Condition> {
        None
    }
    /// That the place stands: under what was deleted nothing is shown.
    fn stands() -> Condition {
        Cond::all()
    }
    /// The kind of the place and the column of the resource that names it, when it is a place that can be deleted.
    fn parent() -> Option<(Kind, &'static str)> {
        None
    }
    /// The place of a state: it is not deleted as long as the thing stands, and restored before it.
    fn place(_state: &R::State) -> Option<Need> {
        None
    }
    /// What the rules need to know of a thing.
    fn scope(found: &Found<R>, actor: &Actor) -> Scope;
    /// Who may hear of changes.
    fn audience(found: &Found<R>) -> Visibility;
    /// The thing to whose history it belongs that this was created.
    fn within(_found: &Found<R>) -> Option<Uuid> {
        None
    }
    /// What the rules need to know of a thing that does not exist yet.
    async fn new_scope<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &R::State) -> Result<NewScope, StoreError>;
    /// What one must be allowed to bring a thing here from elsewhere: to create it, unless the place says otherwise.
    async fn moving<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &R::State) -> Result<(Action, NewScope), StoreError> {
        Ok((Action::Create, Self::new_scope(conn, actor, state).await?))
    }
}

/// What the rules need to know of something that does not exist yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewScope {
    Known(Scope),
    /// The place does not exist, or not for this actor; it stands in this field.
    NoPlace {
        field: &'static str,
    },
    /// There is no place for what this actor makes.
    Refused,
}

impl<R: Resource> Found<R> {
    /// What the rules need to know of it.
    pub fn scope(&self, actor: &Actor) -> Scope {
        R::Lives::scope(self, actor)
    }

    /// Who may hear of changes.
    pub fn audience(&self) -> Visibility {
        R::Lives::audience(self)
    }

    /// The thing to whose history it belongs that this was created.
    pub fn within(&self) -> Option<Uuid> {
        R::Lives::within(self)
    }
}

/// What belongs to nothing else.
pub struct Alone;

/// A resource that belongs to nothing else, which says itself who sees it and what the rules know of it.
#[expect(async_fn_in_trait, reason = "handlers run on one thread")]
pub trait StandsAlone: Resource<Lives = Alone> {
    /// What the viewer may see.
    fn visible(viewer: &Viewer) -> Condition;
    /// The part of [`StandsAlone::visible`] that is the same for everybody who is signed in, when that is most of the table and cheap to ask.
    fn open(_viewer: &Viewer) -> Option<Condition> {
        None
    }
    /// What the rules need to know of it.
    fn scope(found: &Found<Self>, actor: &Actor) -> Scope;
    /// Who may hear of changes.
    fn audience(found: &Found<Self>) -> Visibility;
    /// Of what it is, when that decides who keeps it: who gives it to another must be allowed to make it there.
    fn place(_state: &Self::State) -> Option<Need> {
        None
    }
    /// What the rules need to know of something that does not exist yet; `None` when this actor cannot make it anywhere.
    async fn new_scope<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &Self::State) -> Result<Option<Scope>, StoreError>;
}

impl<R: StandsAlone> Surroundings<R> for Alone {
    type Around = ();

    fn read(_query: &QueryResult) -> Result<(), StoreError> {
        Ok(())
    }

    fn visible(viewer: &Viewer) -> Condition {
        R::visible(viewer)
    }

    fn open(viewer: &Viewer) -> Option<Condition> {
        R::open(viewer)
    }

    fn place(state: &R::State) -> Option<Need> {
        R::place(state)
    }

    fn scope(found: &Found<R>, actor: &Actor) -> Scope {
        R::scope(found, actor)
    }

    fn audience(found: &Found<R>) -> Visibility {
        R::audience(found)
    }

    async fn new_scope<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &R::State) -> Result<NewScope, StoreError> {
        Ok(R::new_scope(conn, actor, state).await?.map_or(NewScope::Refused, NewScope::Known))
    }
}
