//! Communities in the database.
use crate::{
    StoreError, dialect,
    resource::{Links, Need, Resource, narrow_by_any, narrow_by_link, narrow_by_name},
    row::{get, get_enum, get_ids},
    visibility,
};
use domain::{
    CommunityId, OrganisationId, ThemeId,
    community::{Community, CommunityKind, JoinPolicy},
    member::{MemberRole, MemberStatus},
    policy::{Actor, Scope},
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{
    Condition, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

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

    /// What the rules need to know.
    pub fn scope(&self, visibility: Visibility) -> Scope {
        let invited = self.membership.is_some_and(|(_, status)| status == MemberStatus::Invited);
        Scope::Community { visibility, role: self.role(), invited }
    }
}

impl Resource for Communities {
    const TABLE: &'static str = "community";
    const KIND: Kind = Kind::Community;
    type Id = CommunityId;
    type State = Community;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &Community) -> Vec<(&'static str, Value)> {
        let Community { name, kind, purpose, theme_ids: _, organisation_ids: _, visibility, join_policy, archived } = state;
        vec![
            ("name", name.as_str().into()),
            ("kind", kind.as_str().into()),
            ("purpose", purpose.as_str().into()),
            ("visibility", visibility.as_str().into()),
            ("join_policy", join_policy.as_str().into()),
            ("archived", (*archived).into()),
        ]
    }

    fn name(state: &Community) -> &str {
        &state.name
    }

    fn links(state: &Community) -> Vec<Links> {
        vec![
            Links::new("community_theme", "community_id", "theme_id", &state.theme_ids),
            Links::new("community_organisation", "community_id", "organisation_id", &state.organisation_ids),
        ]
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, actor: &Actor, in_full: bool) {
        for column in ["name", "kind", "visibility", "join_policy", "archived"] {
            query.column(("community", column));
        }
        let purpose = if in_full { Expr::col(("community", "purpose")) } else { Expr::cust("''") };
        query.expr_as(purpose, "purpose");
        query.expr_as(dialect::linked_ids(backend, "community_theme", "community_id", "theme_id", "community.id"), "theme_ids");
        query.expr_as(dialect::linked_ids(backend, "community_organisation", "community_id", "organisation_id", "community.id"), "organisation_ids");
        query.expr_as(Expr::cust("(SELECT COUNT(*) FROM member WHERE community_id = community.id AND status = 'active')"), "member_count");
        query.expr_as(Expr::cust("(SELECT COUNT(*) FROM member WHERE community_id = community.id AND status = 'requested')"), "request_count");
        let me = actor.person().map_or(Uuid::nil(), Uuid::from);
        let own = Query::select()
            .expr(Expr::cust("role || '/' || status"))
            .from("member")
            .and_where(Expr::col(("member", "community_id")).equals(("community", "id")))
            .and_where(Expr::col(("member", "person_id")).eq(me))
            .to_owned();
        query.expr_as(Expr::SubQuery(None, Box::new(own.into())), "membership");
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::communities(actor)
    }

    fn open(actor: &Actor) -> Option<Condition> {
        visibility::open_communities(actor)
    }

    fn out_of_use() -> Option<Condition> {
        Some(Condition::all().add(Expr::col(("community", "archived")).eq(true)))
    }

    fn needs(state: &Community) -> Vec<Need> {
        vec![
            Need::each::<crate::theme::Themes>("themeIds", &state.theme_ids),
            Need::each::<crate::organisation::Organisations>("organisationIds", &state.organisation_ids),
        ]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, actor: &Actor) {
        narrow_by_name(query, "community", filter.q.as_deref());
        narrow_by_any(query, ("community", "kind"), filter.kind.iter().map(|value| value.as_str()));
        narrow_by_link(query, "community", "community_theme", "community_id", "theme_id", filter.theme_id.iter().map(|id| id.0));
        narrow_by_link(query, "community", "community_organisation", "community_id", "organisation_id", filter.organisation_id.iter().map(|id| id.0));
        if filter.mine {
            let me = actor.person().map_or(Uuid::nil(), Uuid::from);
            let mine = visibility::ids("member", "community_id", "person_id", me).and_where(Expr::col("status").eq(MemberStatus::Active.as_str())).to_owned();
            query.and_where(Expr::col(("community", "id")).in_subquery(mine));
        }
        if let Some(archived) = filter.archived {
            query.and_where(Expr::col(("community", "archived")).eq(archived));
        }
    }

    fn read(row: &QueryResult) -> Result<(Community, Extra), StoreError> {
        let state = Community {
            name: get(row, "name")?,
            kind: get_enum(row, "kind", CommunityKind::parse)?,
            purpose: get(row, "purpose")?,
            theme_ids: get_ids(row, "theme_ids")?,
            organisation_ids: get_ids(row, "organisation_ids")?,
            visibility: get_enum(row, "visibility", Visibility::parse)?,
            join_policy: get_enum(row, "join_policy", JoinPolicy::parse)?,
            archived: get(row, "archived")?,
        };
        let membership = match get::<Option<String>>(row, "membership")? {
            None => None,
            Some(text) => {
                let parsed = text.split_once('/').and_then(|(role, status)| Some((MemberRole::parse(role)?, MemberStatus::parse(status)?)));
                Some(parsed.ok_or(StoreError::Corrupt(text))?)
            }
        };
        Ok((state, Extra { member_count: get(row, "member_count")?, request_count: get(row, "request_count")?, membership }))
    }
}
