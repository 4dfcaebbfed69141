//! What needs a successor: what is led by somebody who is no longer let in.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::{
        community::community,
        local_plan, local_plan_lead, member,
        person::{self, Column},
        sub_project,
    },
    row::{column, get},
};
use domain::{
    OrganisationId, PersonId,
    local_plan::PlanStatus,
    member::{MemberRole, MemberStatus},
    resource::Kind,
    sub_project::Phase,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait,
    sea_query::{Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement},
};
use uuid::Uuid;

/// Something that somebody led who is no longer let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    pub kind: Kind,
    pub resource: Uuid,
    pub person: (PersonId, String),
}

/// So many of each kind are shown.
const MOST: u64 = 100;

/// What was led by people of this organisation, or of all, who are no longer let in. What is finished needs nobody any more.
pub async fn orphans<C: ConnectionTrait>(conn: &C, organisation: Option<OrganisationId>) -> Result<Vec<Orphan>, StoreError> {
    let mut found = vec![];
    for (kind, mut query) in [(Kind::LocalPlan, plans()), (Kind::SubProject, sub_projects()), (Kind::Community, communities())] {
        if let Some(organisation) = organisation {
            query.and_where(Column::OrganisationId.eq(organisation.0));
        }
        for row in &conn.query_all(&query).await? {
            found.push(Orphan { kind, resource: get(row, "resource_id")?, person: (PersonId(column(row, Column::Id)?), column(row, Column::Name)?) });
        }
    }
    Ok(found)
}

/// The things, by this column, of which one of these columns names somebody who is no longer let in.
fn led_by_leavers<T: ColumnTrait>(thing: T, leads: impl IntoIterator<Item = T>) -> SelectStatement {
    let is_lead = |lead: T| Expr::col(lead.as_column_ref()).equals(Column::Id.as_column_ref());
    Query::select()
        .expr_as(Expr::col(thing.as_column_ref()), "resource_id")
        .column(Column::Id.as_column_ref())
        .column(Column::Name.as_column_ref())
        .from(thing.entity_name())
        .join(JoinType::InnerJoin, person::Entity, leads.into_iter().fold(Cond::any(), |any, lead| any.add(is_lead(lead))))
        .and_where(Column::DeactivatedAt.is_not_null())
        .order_by(Column::NameKey.as_column_ref(), Order::Asc)
        .limit(MOST)
        .to_owned()
}

fn plans() -> SelectStatement {
    use local_plan_lead::Column::{LocalPlanId, PersonId};
    let plan = Expr::col(local_plan::Column::Id.as_column_ref()).equals(LocalPlanId.as_column_ref());
    led_by_leavers(LocalPlanId, [PersonId])
        .join(JoinType::InnerJoin, local_plan::Entity, plan)
        .and_where(local_plan::Column::DeletedAt.is_null())
        .and_where(Expr::col(local_plan::Column::Status.as_column_ref()).ne(Expr::Constant(PlanStatus::Closed.as_str().into())))
        .to_owned()
}

fn sub_projects() -> SelectStatement {
    use sub_project::Column::{DeletedAt, Id, MunicipalityLeadId, PartnerLeadId, Phase as InPhase};
    let unfinished = [Phase::Exploring, Phase::Pilot, Phase::Running, Phase::Parked].map(|phase| Expr::Constant(phase.as_str().into()));
    led_by_leavers(Id, [MunicipalityLeadId, PartnerLeadId])
        .and_where(DeletedAt.is_null())
        .and_where(Expr::col(InPhase.as_column_ref()).is_in(unfinished))
        .to_owned()
}

fn communities() -> SelectStatement {
    use member::Column::{CommunityId, PersonId, Role, Status};
    let community = Expr::col(community::Column::Id.as_column_ref()).equals(CommunityId.as_column_ref());
    led_by_leavers(CommunityId, [PersonId])
        .join(JoinType::InnerJoin, community::Entity, community)
        .and_where(Expr::col(Role.as_column_ref()).eq(Expr::Constant(MemberRole::Facilitator.as_str().into())))
        .and_where(Expr::col(Status.as_column_ref()).eq(Expr::Constant(MemberStatus::Active.as_str().into())))
        .and_where(community::Column::DeletedAt.is_null())
        .and_where(Expr::col(community::Column::Archived.as_column_ref()).eq(Expr::Constant(false.into())))
        .to_owned()
}
