//! Until when somebody is a member, leads or contributes, in the database. Functions here fail with what the database answers ([`StoreError`]), and with
//! `Corrupt` when what is stored cannot be read.
use crate::{
    StoreError,
    entity::{community::community, local_plan, member, sub_project},
    row::{column, list, list_text},
};
use chrono::NaiveDate;
use domain::{CommunityId, LocalPlanId, PersonId, SubProjectId, role_end::RoleEnd};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

/// The ends of the roles of a team as a column holds them.
pub(crate) fn to(ends: &[RoleEnd]) -> String {
    list_text(&ends.iter().map(|RoleEnd { person_id, end_date }| format!("{person_id} {end_date}")).collect::<Vec<_>>())
}

/// The first that ends, by which those that are due are found.
pub(crate) fn first(ends: &[RoleEnd]) -> Option<NaiveDate> {
    ends.iter().map(|end| end.end_date).min()
}

/// Reads what [`to`] wrote.
pub(crate) fn from(text: &str) -> Result<Vec<RoleEnd>, StoreError> {
    let end = |text: &String| {
        let (person, day) = text.split_once(' ')?;
        Some(RoleEnd { person_id: PersonId(person.parse().ok()?), end_date: day.parse().ok()? })
    };
    let ends: Vec<String> = list("role_ends", text)?;
    ends.iter().map(|text| end(text).ok_or_else(|| StoreError::Corrupt(format!("role_ends: {text}")))).collect()
}

/// Where roles have ended that are still there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    pub members: Vec<(CommunityId, PersonId)>,
    pub local_plans: Vec<LocalPlanId>,
    pub sub_projects: Vec<SubProjectId>,
}

/// What ended before `today`, and is not deleted.
pub async fn due<C: ConnectionTrait>(conn: &C, today: NaiveDate) -> Result<Due, StoreError> {
    let members = Query::select()
        .columns([member::Column::CommunityId, member::Column::PersonId].map(|column| column.as_column_ref()))
        .from(member::Entity)
        .inner_join(community::Entity, Expr::col(community::Column::Id.as_column_ref()).equals(member::Column::CommunityId.as_column_ref()))
        .and_where(member::Column::EndDate.lt(today))
        .and_where(community::Column::DeletedAt.is_null())
        .limit(MOST)
        .to_owned();
    let read = |row: &QueryResult| Ok((CommunityId(column(row, member::Column::CommunityId)?), PersonId(column(row, member::Column::PersonId)?)));
    let members = conn.query_all(&members).await?.iter().map(read).collect::<Result<_, StoreError>>()?;
    let local_plans: Vec<Uuid> = local_plan::Entity::find()
        .select_only()
        .column(local_plan::Column::Id)
        .filter(local_plan::Column::NextRoleEnd.lt(today))
        .filter(local_plan::Column::DeletedAt.is_null())
        .limit(MOST)
        .into_tuple()
        .all(conn)
        .await?;
    let sub_projects: Vec<Uuid> = sub_project::Entity::find()
        .select_only()
        .column(sub_project::Column::Id)
        .filter(sub_project::Column::NextRoleEnd.lt(today))
        .filter(sub_project::Column::DeletedAt.is_null())
        .limit(MOST)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(Due { members, local_plans: local_plans.into_iter().map(LocalPlanId).collect(), sub_projects: sub_projects.into_iter().map(SubProjectId).collect() })
}

/// So many of each kind are ended at a time; the next round does the others.
const MOST: u64 = 500;
