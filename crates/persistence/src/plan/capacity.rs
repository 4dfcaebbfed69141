//! What organisations carry and can carry. A sub-project is carried by the municipalities of its plan and by the organisations of its pair of leads,
//! unless the plan is closed. Only what the actor may see counts.
use crate::{
    StoreError,
    row::{get, get_optional_enum},
    visibility,
};
use chrono::NaiveDate;
use domain::{
    OrganisationId, PersonId, SubProjectId, ThemeId,
    capacity::{Capacity, Counts},
    policy::Actor,
    progress_update::Light,
    sub_project::Phase,
};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Cond, Expr, ExprTrait, JoinType, LockType, Order, Query, SelectStatement, UnionType},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What an organisation carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    pub organisation: (OrganisationId, String),
    /// The version of the organisation.
    pub version: i32,
    pub capacity: Capacity,
    pub counts: Counts,
}

/// Sub-projects that started and ask the same of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision<Subject> {
    pub subject: Subject,
    /// How many there are.
    pub count: usize,
    /// The first of them by name.
    pub sub_projects: Vec<(SubProjectId, String)>,
}

/// So many organisations are shown at most; each has at most six rows.
const MOST: u64 = 500;
/// So many sub-projects of one collision are named.
const MOST_NAMED: usize = 20;
/// So many sub-projects are compared at most.
const MOST_STARTED: u64 = 5000;

/// The rows `sub_project_id`, `organisation_id`, `phase` of who carries what; of one sub-project or of some organisations where only those are asked for.
fn carried(actor: &Actor, sub_project: Option<SubProjectId>, organisations: Option<&[OrganisationId]>) -> SelectStatement {
    let part = |organisation: (&'static str, &'static str)| -> SelectStatement {
        let mut query = Query::select().from("sub_project").to_owned();
        query
            .expr_as(Expr::col(("sub_project", "id")), "sub_project_id")
            .expr_as(Expr::col(organisation), "organisation_id")
            .expr_as(Expr::col(("sub_project", "phase")), "phase")
            .join(JoinType::InnerJoin, "local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")))
            .and_where(Expr::cust("sub_project.deleted_at IS NULL AND local_plan.status <> 'closed'"))
            .cond_where(visibility::sub_projects(actor));
        if let Some(only) = sub_project {
            query.and_where(Expr::col(("sub_project", "id")).eq(only.0));
        }
        if let Some(only) = organisations {
            query.and_where(Expr::col(organisation).is_in(only.iter().map(|id| id.0)));
        }
        query
    };
    let mut of_plan = part(("local_plan_municipality", "municipality_id"));
    of_plan.join(JoinType::InnerJoin, "local_plan_municipality", Expr::col(("local_plan_municipality", "local_plan_id")).equals(("local_plan", "id")));
    let mut of_leads = part(("person", "organisation_id"));
    let is_lead = |column: &'static str| Expr::col(("person", "id")).equals(("sub_project", column));
    of_leads.join(JoinType::InnerJoin, "person", Cond::any().add(is_lead("municipality_lead_id")).add(is_lead("partner_lead_id")));
    // Whoever carries it in two ways carries it once.
    of_plan.union(UnionType::Distinct, of_leads).to_owned()
}

/// The organisations that carry this sub-project.
pub async fn carriers<C: ConnectionTrait>(conn: &C, actor: &Actor, sub_project: SubProjectId) -> Result<Vec<OrganisationId>, StoreError> {
    let query = Query::select().distinct().column("organisation_id").from_subquery(carried(actor, Some(sub_project), None), "carried").to_owned();
    conn.query_all(&query).await?.iter().map(|row| Ok(OrganisationId(get(row, "organisation_id")?))).collect()
}

/// What these organisations carry; without `only` all that carry something or said what they can.
pub async fn loads<C: ConnectionTrait>(conn: &C, actor: &Actor, only: Option<&[OrganisationId]>) -> Result<Vec<Load>, StoreError> {
    let counts = Query::select()
        .columns(["organisation_id", "phase"])
        .expr_as(Expr::cust("COUNT(*)"), "number")
        .from_subquery(carried(actor, None, only), "carried")
        .group_by_columns(["organisation_id", "phase"])
        .to_owned();
    let mut query = Query::select().from("organisation").to_owned();
    for column in ["id", "name", "version", "capacity_limit", "exploring_weight", "pilot_weight", "running_weight"] {
        query.column(("organisation", column));
    }
    query
        .column(("counted", "phase"))
        .column(("counted", "number"))
        .join_subquery(JoinType::LeftJoin, counts, "counted", Expr::col(("counted", "organisation_id")).equals(("organisation", "id")))
        .and_where(Expr::col(("organisation", "deleted_at")).is_null())
        .order_by(("organisation", "name_key"), Order::Asc)
        .order_by(("organisation", "id"), Order::Asc)
        .limit(MOST * Phase::ALL.len() as u64);
    match only {
        Some(only) => query.and_where(Expr::col(("organisation", "id")).is_in(only.iter().map(|id| id.0))),
        None => query.and_where(Expr::cust("(counted.number IS NOT NULL OR organisation.capacity_limit IS NOT NULL)")),
    };
    let mut loads: Vec<Load> = vec![];
    for row in &conn.query_all(&query).await? {
        let id = OrganisationId(get(row, "id")?);
        if loads.last().is_none_or(|last| last.organisation.0 != id) {
            loads.push(Load { organisation: (id, get(row, "name")?), version: get(row, "version")?, capacity: read(row)?, counts: Counts::default() });
        }
        let phase = get_optional_enum(row, "phase", Phase::parse)?;
        let place = phase.and_then(|phase| Phase::ALL.iter().position(|one| *one == phase));
        if let Some(count) = place.and_then(|place| loads.last_mut()?.counts.get_mut(place)) {
            *count = get(row, "number")?;
        }
    }
    Ok(loads)
}

/// How what an organisation carries stands, of what started: by the worst light of the latest report that still tells; and of how many nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    pub green: i64,
    pub orange: i64,
    pub red: i64,
    pub not_reported: i64,
}

/// How what organisations carry stands; a report from before `since` does not tell any more.
pub async fn standings<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    only: Option<&[OrganisationId]>,
    since: NaiveDate,
) -> Result<BTreeMap<OrganisationId, Standings>, StoreError> {
    let worst = format!(
        "(SELECT CASE WHEN 'red' IN (time_light, money_light, result_light) THEN 'red' WHEN 'orange' IN (time_light, money_light, result_light) THEN 'orange' ELSE 'green' END \
         FROM progress_update WHERE progress_update.sub_project_id = carried.sub_project_id AND progress_update.deleted_at IS NULL AND progress_update.report_date >= '{since}' \
         ORDER BY progress_update.report_date DESC, progress_update.id DESC LIMIT 1)"
    );
    let stands = Query::select()
        .column("organisation_id")
        .expr_as(Expr::cust(worst), "worst")
        .from_subquery(carried(actor, None, only), "carried")
        .and_where(Expr::cust("carried.phase IN ('pilot', 'running')"))
        .to_owned();
    let query = Query::select()
        .columns(["organisation_id", "worst"])
        .expr_as(Expr::cust("COUNT(*)"), "number")
        .from_subquery(stands, "stands")
        .group_by_columns(["organisation_id", "worst"])
        .to_owned();
    let mut standings: BTreeMap<OrganisationId, Standings> = BTreeMap::new();
    for row in &conn.query_all(&query).await? {
        let of = standings.entry(OrganisationId(get(row, "organisation_id")?)).or_default();
        let light = get::<Option<String>>(row, "worst")?;
        let place = match light.as_deref().map(Light::parse) {
            None => &mut of.not_reported,
            Some(Some(Light::Green)) => &mut of.green,
            Some(Some(Light::Orange)) => &mut of.orange,
            Some(Some(Light::Red)) => &mut of.red,
            Some(None) => return Err(StoreError::Corrupt(format!("light = {light:?}"))),
        };
        *place = get(row, "number")?;
    }
    Ok(standings)
}

/// Lets nobody else start something with these organisations until this unit of work ends, so that two who start at the same time do not both find room.
/// SQLite has one writer anyway.
pub async fn lock<C: ConnectionTrait>(conn: &C, organisations: &[OrganisationId]) -> Result<(), StoreError> {
    let query = Query::select()
        .column("id")
        .from("organisation")
        .and_where(Expr::col("id").is_in(organisations.iter().map(|id| id.0)))
        .order_by("id", Order::Asc)
        .lock(LockType::Update)
        .to_owned();
    conn.query_all(&query).await?;
    Ok(())
}

fn read(row: &QueryResult) -> Result<Capacity, StoreError> {
    Ok(Capacity {
        limit: get(row, "capacity_limit")?,
        exploring_weight: get(row, "exploring_weight")?,
        pilot_weight: get(row, "pilot_weight")?,
        running_weight: get(row, "running_weight")?,
    })
}

/// The columns of a capacity.
pub fn columns(capacity: &Capacity) -> Vec<(&'static str, sea_orm::Value)> {
    let Capacity { limit, exploring_weight, pilot_weight, running_weight } = *capacity;
    vec![
        ("capacity_limit", limit.into()),
        ("exploring_weight", exploring_weight.into()),
        ("pilot_weight", pilot_weight.into()),
        ("running_weight", running_weight.into()),
    ]
}

/// Who leads several sub-projects that started, the busiest first.
pub async fn same_lead<C: ConnectionTrait>(conn: &C, actor: &Actor) -> Result<Vec<Collision<(PersonId, String)>>, StoreError> {
    let is_lead = |column: &'static str| Expr::col(("person", "id")).equals(("sub_project", column));
    let mut query = started(actor);
    query.expr_as(Expr::col(("person", "id")), "subject_id").expr_as(Expr::col(("person", "name")), "subject_name").join(
        JoinType::InnerJoin,
        "person",
        Cond::any().add(is_lead("municipality_lead_id")).add(is_lead("partner_lead_id")),
    );
    let subject = |row: &QueryResult| Ok((PersonId(get(row, "subject_id")?), get(row, "subject_name")?));
    together(conn, &query, subject).await
}

/// Where an organisation has several sub-projects that started about the same theme, the most first.
pub async fn same_theme<C: ConnectionTrait>(conn: &C, actor: &Actor) -> Result<Vec<Collision<(ThemeId, OrganisationId)>>, StoreError> {
    let mut query = started(actor);
    query
        .expr_as(Expr::col(("sub_project_theme", "theme_id")), "subject_id")
        .expr_as(Expr::col(("local_plan_municipality", "municipality_id")), "organisation_id")
        .join(JoinType::InnerJoin, "sub_project_theme", Expr::col(("sub_project_theme", "sub_project_id")).equals(("sub_project", "id")))
        .join(JoinType::InnerJoin, "local_plan_municipality", Expr::col(("local_plan_municipality", "local_plan_id")).equals(("local_plan", "id")));
    let subject = |row: &QueryResult| Ok((ThemeId(get(row, "subject_id")?), OrganisationId(get(row, "organisation_id")?)));
    together(conn, &query, subject).await
}

/// The sub-projects that started.
fn started(actor: &Actor) -> SelectStatement {
    let mut query = Query::select().from("sub_project").to_owned();
    query
        .column(("sub_project", "id"))
        .column(("sub_project", "name"))
        .join(JoinType::InnerJoin, "local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")))
        .and_where(Expr::cust("sub_project.deleted_at IS NULL AND sub_project.phase IN ('pilot', 'running') AND local_plan.status <> 'closed'"))
        .cond_where(visibility::sub_projects(actor))
        .order_by(("sub_project", "name_key"), Order::Asc)
        .limit(MOST_STARTED);
    query
}

async fn together<C: ConnectionTrait, Subject: Clone + Ord>(
    conn: &C,
    query: &SelectStatement,
    subject: impl Fn(&QueryResult) -> Result<Subject, StoreError>,
) -> Result<Vec<Collision<Subject>>, StoreError> {
    let mut found: BTreeMap<Subject, Vec<(SubProjectId, String)>> = BTreeMap::new();
    for row in &conn.query_all(query).await? {
        let sub_project = (SubProjectId(get::<Uuid>(row, "id")?), get(row, "name")?);
        found.entry(subject(row)?).or_default().push(sub_project);
    }
    let several = found.into_iter().filter(|(_, several)| several.len() > 1);
    let mut found: Vec<_> = several
        .map(|(subject, mut sub_projects)| {
            let count = sub_projects.len();
            sub_projects.truncate(MOST_NAMED);
            Collision { subject, count, sub_projects }
        })
        .collect();
    found.sort_by_key(|collision| std::cmp::Reverse(collision.count));
    Ok(found)
}
