//! Communities in the database.
use crate::{
    StoreError, dialect,
    entity::{
        community::community::{self, Column},
        community_organisation, community_theme, member,
    },
    organisation::Organisations,
    resource::{Alone, Found, Need, Resource, StandsAlone, narrow_by_any, narrow_by_link, narrow_by_name, stored},
    row::{get, get_object},
    theme::Themes,
    viewer::{Bound, Viewer},
    visibility,
};
use domain::{
    CommunityId, OrganisationId, ThemeId,
    community::{Community, CommunityKind},
    member::{MemberRole, MemberStatus},
    policy::{Actor, Scope},
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, QueryResult,
    sea_query::{Asterisk, Cond, Expr, ExprTrait, Func, Query, SelectStatement},
};
use serde::Deserialize;

/// How communities are stored.
pub struct Communities;

/// What a list of communities filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub kind: Vec<CommunityKind>,
    pub theme_id: Vec<ThemeId>,
    pub organisation_id: Vec<OrganisationId>,
    pub mine: bool,
    pub archived: Option<bool>,
}

/// What is known of a community beside its state.
pub struct Extra {
    pub member_count: i64,
    pub request_count: i64,
    /// The actor's own place in it.
    pub membership: Option<(MemberRole, MemberStatus)>,
}

impl Extra {
    /// The role of an active member.
    pub fn role(&self) -> Option<MemberRole> {
        self.membership.filter(|(_, status)| *status == MemberStatus::Active).map(|(role, _)| role)
    }
}

#[derive(Deserialize)]
struct Membership {
    role: MemberRole,
    status: MemberStatus,
}

/// The members of the community of the row.
fn members() -> SelectStatement {
    let own = Expr::col(member::Column::CommunityId.as_column_ref()).equals(Column::Id.as_column_ref());
    Query::select().from(member::Entity).and_where(own).to_owned()
}

/// How many of them have this status.
fn number_of(status: MemberStatus) -> SelectStatement {
    let so = Expr::col(member::Column::Status.as_column_ref()).eq(Expr::Constant(status.as_str().into()));
    members().expr(Func::count(Expr::col(Asterisk))).and_where(so).to_owned()
}

impl Resource for Communities {
    type Table = community::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::Community;
    const NAME: Column = Column::Name;
    const LONG: &'static [(Column, &'static str)] = &[(Column::Purpose, "''")];
    type Id = CommunityId;
    type State = Community;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        community => domain::community::Community { name, kind: code, purpose, visibility: code, join_policy: code, archived }
        linked {
            theme_ids: community_theme(CommunityId, ThemeId),
            organisation_ids: community_organisation(CommunityId, OrganisationId),
        }
    }

    fn name(state: &Community) -> &str {
        &state.name
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, viewer: &Viewer, _in_full: bool) {
        query.expr_as(number_of(MemberStatus::Active), "member_count");
        query.expr_as(number_of(MemberStatus::Requested), "request_count");
        let part = |of: member::Column| Expr::col(of.as_column_ref());
        let own = members()
            .expr(dialect::object(backend, [("role", part(member::Column::Role)), ("status", part(member::Column::Status))]))
            .and_where(member::Column::PersonId.eq(viewer.person().unwrap_or(Bound::NOBODY)))
            .to_owned();
        query.expr_as(own, "membership");
    }

    fn extra(_row: &community::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        let membership = get_object::<Membership>(query, "membership")?;
        Ok(Extra {
            member_count: get(query, "member_count")?,
            request_count: get(query, "request_count")?,
            membership: membership.map(|Membership { role, status }| (role, status)),
        })
    }

    fn out_of_use() -> Option<Condition> {
        Some(Cond::all().add(Column::Archived.eq(true)))
    }

    fn needs(state: &Community) -> Vec<Need> {
        vec![Need::each::<Themes>("themeIds", &state.theme_ids), Need::each::<Organisations>("organisationIds", &state.organisation_ids)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        narrow_by_any(query, Column::Kind, filter.kind.iter().map(|value| value.as_str()));
        narrow_by_link::<Self, _>(query, (community_theme::Column::CommunityId, community_theme::Column::ThemeId), filter.theme_id.iter().copied());
        let organisations = (community_organisation::Column::CommunityId, community_organisation::Column::OrganisationId);
        narrow_by_link::<Self, _>(query, organisations, filter.organisation_id.iter().copied());
        if filter.mine {
            let me = viewer.person().unwrap_or(Bound::NOBODY);
            let mine = visibility::ids(member::Column::CommunityId, member::Column::PersonId, me)
                .and_where(member::Column::Status.eq(MemberStatus::Active.as_str()))
                .to_owned();
            query.and_where(Column::Id.in_subquery(mine));
        }
        if let Some(archived) = filter.archived {
            query.and_where(Column::Archived.eq(archived));
        }
    }
}

impl StandsAlone for Communities {
    fn visible(viewer: &Viewer) -> Condition {
        visibility::communities(viewer)
    }

    fn open(viewer: &Viewer) -> Option<Condition> {
        visibility::open_communities(viewer)
    }

    fn scope(found: &Found<Self>, _: &Actor) -> Scope {
        let invited = found.extra.membership.is_some_and(|(_, status)| status == MemberStatus::Invited);
        Scope::Community { visibility: found.stored.state.visibility, role: found.extra.role(), invited }
    }

    fn audience(found: &Found<Self>) -> Visibility {
        found.stored.state.visibility
    }

    async fn new_scope<C: ConnectionTrait>(_: &C, _: &Actor, _: &Community) -> Result<Option<Scope>, StoreError> {
        Ok(Some(Scope::NewCommunity))
    }
}
