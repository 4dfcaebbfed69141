//! Until when somebody is a member, leads or contributes, in the database.
use crate::{
    StoreError,
    row::{get, get_items, items},
};
use chrono::NaiveDate;
use domain::{CommunityId, LocalPlanId, PersonId, SubProjectId, role_end::RoleEnd};
use sea_orm::{
    ConnectionTrait, QueryResult, Value,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

/// The columns of a team's ends: all of them, and the first, by which those that are due are found.
pub(crate) fn columns(ends: &[RoleEnd]) -> [(&'static str, Value); 2] {
    let texts: Vec<String> = ends.iter().map(|RoleEnd { person_id, end_date }| format!("{person_id} {end_date}")).collect();
    [("role_ends", items(&texts)), ("next_role_end", ends.iter().map(|end| end.end_date).min().into())]
}

/// Reads what [`columns`] wrote.
pub(crate) fn read(row: &QueryResult) -> Result<Vec<RoleEnd>, StoreError> {
    let end = |text: &String| {
        let (person, day) = text.split_once(' ')?;
        Some(RoleEnd { person_id: PersonId(person.parse().ok()?), end_date: day.parse().ok()? })
    };
    get_items(row, "role_ends")?.iter().map(|text| end(text).ok_or_else(|| StoreError::Corrupt(format!("role_ends: {text}")))).collect()
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
    let mut members = Query::select()
        .column(("member", "community_id"))
        .column(("member", "person_id"))
        .from("member")
        .inner_join("community", Expr::col(("community", "id")).equals(("member", "community_id")))
        .and_where(Expr::col(("member", "end_date")).lt(today))
        .and_where(Expr::col(("community", "deleted_at")).is_null())
        .to_owned();
    let teams = |table: &'static str| {
        Query::select().column("id").from(table).and_where(Expr::col("next_role_end").lt(today)).and_where(Expr::col("deleted_at").is_null()).to_owned()
    };
    let rows = conn.query_all(members.limit(MOST)).await?;
    let members = rows.iter().map(|row| Ok((CommunityId(get(row, "community_id")?), PersonId(get(row, "person_id")?)))).collect::<Result<_, StoreError>>()?;
    let mut found = [vec![], vec![]];
    for (table, ids) in ["local_plan", "sub_project"].into_iter().zip(&mut found) {
        let rows = conn.query_all(teams(table).limit(MOST)).await?;
        *ids = rows.iter().map(|row| get::<Uuid>(row, "id")).collect::<Result<_, _>>()?;
    }
    let [local_plans, sub_projects] = found;
    Ok(Due { members, local_plans: local_plans.into_iter().map(LocalPlanId).collect(), sub_projects: sub_projects.into_iter().map(SubProjectId).collect() })
}

/// So many of each kind are ended at a time; the next round does the others.
const MOST: u64 = 500;
