//! Who sees what, as SQL: one function per resource, applying the rules of `domain::policy`. A property test holds the two against
//! each other on random data. Fixed values stand in the text of the query, not in parameters, so that PostgreSQL can keep one plan.
use crate::{
    entity::{
        api_client, community::community, local_plan, local_plan_lead, local_plan_municipality, member, organisation_serves, person, sub_project,
        sub_project_contributor,
    },
    viewer::{Bound, Viewer},
};
use domain::{api_client::ApiScope, member::MemberStatus, role::Role, visibility::Visibility};
use sea_orm::{
    ColumnTrait, Condition, Value,
    sea_query::{Asterisk, Cond, Expr, ExprTrait, Func, Query, SelectStatement},
};

/// Organisations and themes: everybody.
pub fn catalogue() -> Condition {
    Cond::all()
}

/// People: everyone who is signed in.
pub fn people(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::Anonymous => Cond::all().add(Expr::value(false)),
        // Who was forgotten is a name under what they made, nobody to find.
        Viewer::Person { .. } | Viewer::Client { .. } => Cond::all().add(person::Column::ErasedAt.is_null()),
    }
}

/// Communities that everybody who is signed in may find; `None` where [`communities`] is as simple.
pub fn open_communities(viewer: &Viewer) -> Option<Condition> {
    sees_own(viewer).then(|| Cond::all().add(can_be_found()))
}

/// Communities.
pub fn communities(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::Anonymous => Cond::all().add(is(community::Column::Visibility, Visibility::Public.as_str())),
        Viewer::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all(),
        Viewer::Client { .. } => Cond::all().add(can_be_found()),
        Viewer::Person { id, .. } => {
            let counts = is_any(member::Column::Status, [MemberStatus::Active.as_str(), MemberStatus::Invited.as_str()]);
            let mine = ids(member::Column::CommunityId, member::Column::PersonId, *id).and_where(counts).to_owned();
            Cond::any().add(can_be_found()).add(community::Column::Id.in_subquery(mine))
        }
    }
}

/// That whoever is signed in may find a community.
fn can_be_found() -> Expr {
    Expr::col(community::Column::Visibility.as_column_ref()).ne(fixed(Visibility::Hidden.as_str()))
}

/// Local plans that everybody who is signed in may see; `None` where [`local_plans`] is as simple.
pub fn open_local_plans(viewer: &Viewer) -> Option<Condition> {
    sees_own(viewer).then(|| Cond::all().add(is_open_plan()))
}

/// That whoever is signed in may see a plan.
fn is_open_plan() -> Expr {
    is_any(local_plan::Column::Visibility, [Visibility::Public.as_str(), Visibility::Network.as_str()])
}

/// Whether what somebody sees depends on who they are; not of visitors and administrators.
fn sees_own(viewer: &Viewer) -> bool {
    !viewer.is_anonymous() && !viewer.is_administrator()
}

/// Local plans.
pub fn local_plans(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::Anonymous => Cond::all().add(is(local_plan::Column::Visibility, Visibility::Public.as_str())),
        Viewer::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all(),
        Viewer::Client { organisation, .. } => Cond::any().add(is_open_plan()).add(of_organisation(*organisation)),
        Viewer::Person { id, .. } => Cond::any()
            .add(is_open_plan())
            .add(leads_plan(*id))
            .add(leads_in_plan(sub_project::Column::MunicipalityLeadId, *id))
            .add(leads_in_plan(sub_project::Column::PartnerLeadId, *id))
            .add(contributes_to_plan(*id)),
    }
}

/// Whether somebody leads the plan of the row.
pub(crate) fn leads_plan(person: Bound) -> Expr {
    let mut rows = of_plan(local_plan_lead::Column::LocalPlanId);
    rows.and_where(Expr::col((OF_PLAN, local_plan_lead::Column::PersonId)).eq(person));
    is_some(rows)
}

/// Whether somebody has this part in a sub-project of the plan of the row.
fn leads_in_plan(part: sub_project::Column, person: Bound) -> Expr {
    is_some(sub_projects_of_plan().and_where(Expr::col((OF_PLAN, part)).eq(person)).to_owned())
}

/// Whether somebody contributes to a sub-project of the plan of the row.
fn contributes_to_plan(person: Bound) -> Expr {
    let contributed = ids(sub_project_contributor::Column::SubProjectId, sub_project_contributor::Column::PersonId, person);
    is_some(sub_projects_of_plan().and_where(Expr::col((OF_PLAN, sub_project::Column::Id)).in_subquery(contributed)).to_owned())
}

/// Under which name a subquery reads a table that the query itself may have joined.
const OF_PLAN: &str = "of_plan";

/// The rows of a table, as [`OF_PLAN`], that have the plan of the row in a column.
fn of_plan(plan: impl ColumnTrait) -> SelectStatement {
    let own = Expr::col((OF_PLAN, plan)).equals(local_plan::Column::Id.as_column_ref());
    Query::select().from_as(plan.entity_name(), OF_PLAN).and_where(own).to_owned()
}

/// The sub-projects of the plan of the row, as [`OF_PLAN`].
fn sub_projects_of_plan() -> SelectStatement {
    of_plan(sub_project::Column::LocalPlanId).and_where(Expr::col((OF_PLAN, sub_project::Column::DeletedAt)).is_null()).to_owned()
}

/// Whether there are such rows for the row at hand. A count for this one row, by index: for `IN (SELECT …)` PostgreSQL would read all plans before the
/// first of a page, and for `EXISTS` it would hash the whole table, whatever the size of the page.
fn is_some(mut rows: SelectStatement) -> Expr {
    rows.expr(Func::count(Expr::col(Asterisk)));
    Expr::from(rows).gt(Expr::Constant(0.into()))
}

/// Whether somebody contributes to the sub-project of the row.
pub(crate) fn contributes(person: Bound) -> Expr {
    use sub_project_contributor::{Column, Entity};
    let rows = Query::select()
        .from(Entity)
        .and_where(Expr::col(Column::SubProjectId.as_column_ref()).equals(sub_project::Column::Id.as_column_ref()))
        .and_where(Column::PersonId.eq(person))
        .to_owned();
    is_some(rows)
}

/// Whether the plan of the row is one of a municipality that the organisation is or works for.
pub(crate) fn of_organisation(organisation: Bound) -> Expr {
    let served = ids(organisation_serves::Column::MunicipalityId, organisation_serves::Column::OrganisationId, organisation);
    let municipality = || Expr::col((OF_PLAN, local_plan_municipality::Column::MunicipalityId));
    let own = Cond::any().add(municipality().eq(organisation)).add(municipality().in_subquery(served));
    is_some(of_plan(local_plan_municipality::Column::LocalPlanId).cond_where(own).to_owned())
}

/// Whether the municipality that a column names is the organisation, or one that it works for.
pub(crate) fn is_or_works_for(organisation: Bound, municipality: impl ColumnTrait) -> Expr {
    let served = ids(organisation_serves::Column::MunicipalityId, organisation_serves::Column::OrganisationId, organisation);
    let named = || Expr::col(municipality.as_column_ref());
    named().eq(organisation).or(named().in_subquery(served))
}

/// API clients: administrators, and the coordinators of the organisation.
pub fn api_clients(viewer: &Viewer) -> Condition {
    match viewer {
        Viewer::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all(),
        Viewer::Person { roles, organisation, .. } if roles.has(Role::Coordinator) => Cond::all().add(api_client::Column::OrganisationId.eq(*organisation)),
        Viewer::Anonymous | Viewer::Person { .. } | Viewer::Client { .. } => Cond::all().add(Expr::value(false)),
    }
}

/// That the plan of a sub-project is not deleted. The query joins `local_plan`.
pub fn plan_stands() -> Condition {
    Cond::all().add(local_plan::Column::DeletedAt.is_null())
}

/// That the sub-project of a part is not deleted, nor its plan. The query joins `sub_project` and `local_plan`.
pub fn sub_project_stands() -> Condition {
    plan_stands().add(sub_project::Column::DeletedAt.is_null())
}

/// Sub-projects: as their plan. The query joins `local_plan`.
pub fn sub_projects(viewer: &Viewer) -> Condition {
    plan_stands().add(local_plans(viewer))
}

/// The same among [`open_local_plans`].
pub fn open_sub_projects(viewer: &Viewer) -> Option<Condition> {
    Some(open_local_plans(viewer)?.add(plan_stands()))
}

/// Progress updates and milestones: as their sub-project. The query joins `sub_project` and `local_plan`.
pub fn within_sub_projects(viewer: &Viewer) -> Condition {
    sub_project_stands().add(local_plans(viewer))
}

/// What the team of a sub-project shares with the executives of its municipalities only, unless it is `open`; also under what was deleted. The query joins
/// `sub_project` and `local_plan`.
pub fn reserved(viewer: &Viewer, open: Option<Expr>) -> Condition {
    let seen = Cond::all().add(local_plans(viewer));
    let mut let_in = Cond::any().add_option(open);
    match viewer {
        Viewer::Client { organisation, .. } => let_in = let_in.add(of_organisation(*organisation)),
        Viewer::Person { roles, .. } if roles.has(Role::Administrator) => return seen,
        Viewer::Person { organisation, roles, .. } if roles.has(Role::Executive) => let_in = let_in.add(of_organisation(*organisation)).add(team(viewer)),
        Viewer::Anonymous | Viewer::Person { .. } => let_in = let_in.add(team(viewer)),
    }
    seen.add(let_in)
}

/// Who sees the small numbers of a sub-project: its team, the leads of the plan, systems that keep it, and administrators. The query joins `sub_project` and
/// `local_plan`.
pub fn team(viewer: &Viewer) -> Condition {
    use sub_project::Column::{MunicipalityLeadId, PartnerLeadId};
    match viewer {
        Viewer::Client { organisation, scopes } if scopes.has(ApiScope::PlansWrite) => Cond::all().add(of_organisation(*organisation)),
        Viewer::Anonymous | Viewer::Client { .. } => Cond::all().add(Expr::cust("0 > 0")),
        Viewer::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all().add(Expr::cust("0 = 0")),
        Viewer::Person { id, .. } => Cond::any().add(MunicipalityLeadId.eq(*id)).add(PartnerLeadId.eq(*id)).add(contributes(*id)).add(leads_plan(*id)),
    }
}

/// The ids in the first column of a link table of the rows in which the second is `id`.
pub(crate) fn ids<C: ColumnTrait>(column: C, other: C, id: impl Into<Value>) -> SelectStatement {
    Query::select().column(column.as_column_ref()).from(column.entity_name()).and_where(other.eq(id)).to_owned()
}

/// That a column holds this fixed value.
fn is(column: impl ColumnTrait, value: &'static str) -> Expr {
    Expr::col(column.as_column_ref()).eq(fixed(value))
}

/// That a column holds one of these fixed values.
fn is_any<const N: usize>(column: impl ColumnTrait, values: [&'static str; N]) -> Expr {
    Expr::col(column.as_column_ref()).is_in(values.map(fixed))
}

/// A value that stands in the text of the query.
fn fixed(value: &'static str) -> Expr {
    Expr::Constant(value.into())
}
