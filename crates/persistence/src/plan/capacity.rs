//! What organisations carry and can carry. A sub-project is carried by the municipalities of its plan and by the organisations of its pair of leads,
//! unless the plan is closed. Only what the actor may see counts. Functions here fail with what the database answers ([`StoreError`]).
use crate::{
    StoreError, dialect,
    entity::{
        local_plan, local_plan_municipality,
        organisation::{self, ActiveModel},
        person, progress_update, sub_project, sub_project_theme,
    },
    row::{column, get, get_optional_code},
    viewer::Viewer,
    visibility,
};
use chrono::NaiveDate;
use domain::{
    OrganisationId, PersonId, SubProjectId, ThemeId,
    capacity::{Capacity, Counts},
    local_plan::PlanStatus,
    policy::Actor,
    progress_update::Light,
    sub_project::Phase,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, QueryFilter, QueryOrder, QueryResult, QuerySelect, Set,
    sea_query::{Cond, DynIden, Expr, ExprTrait, JoinType, Order, Query, SelectStatement, UnionType},
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
    let viewer = Viewer::of(actor);
    let part = |organisation: (DynIden, DynIden)| -> SelectStatement {
        let mut query = Query::select().from(sub_project::Entity).to_owned();
        query
            .expr_as(Expr::col(sub_project::Column::Id.as_column_ref()), "sub_project_id")
            .expr_as(Expr::col(organisation.clone()), "organisation_id")
            .column(sub_project::Column::Phase.as_column_ref())
            .inner_join(local_plan::Entity, is_its_plan())
            .and_where(sub_project::Column::DeletedAt.is_null())
            .and_where(is_open())
            .cond_where(visibility::sub_projects(&viewer));
        if let Some(only) = sub_project {
            query.and_where(sub_project::Column::Id.eq(only.0));
        }
        if let Some(only) = organisations {
            query.and_where(Expr::col(organisation).is_in(only.iter().map(|id| id.0)));
        }
        query
    };
    let mut of_plan = part(local_plan_municipality::Column::MunicipalityId.as_column_ref());
    of_plan.inner_join(local_plan_municipality::Entity, is_of_its_plan());
    let mut of_leads = part(person::Column::OrganisationId.as_column_ref());
    of_leads.inner_join(person::Entity, is_lead());
    // Whoever carries it in two ways carries it once.
    of_plan.union(UnionType::Distinct, of_leads).to_owned()
}

/// That a plan is the one of a sub-project.
fn is_its_plan() -> Expr {
    Expr::col(local_plan::Column::Id.as_column_ref()).equals(sub_project::Column::LocalPlanId.as_column_ref())
}

/// That a municipality takes part in the plan.
fn is_of_its_plan() -> Expr {
    Expr::col(local_plan_municipality::Column::LocalPlanId.as_column_ref()).equals(local_plan::Column::Id.as_column_ref())
}

/// That the plan is not closed.
fn is_open() -> Expr {
    Expr::col(local_plan::Column::Status.as_column_ref()).ne(Expr::Constant(PlanStatus::Closed.as_str().into()))
}

/// That a person is one of the pair of leads of the sub-project.
fn is_lead() -> Cond {
    let is = |lead: sub_project::Column| Expr::col(person::Column::Id.as_column_ref()).equals(lead.as_column_ref());
    Cond::any().add(is(sub_project::Column::MunicipalityLeadId)).add(is(sub_project::Column::PartnerLeadId))
}

/// The phases of what started and goes on.
fn started_phases() -> [Expr; 2] {
    [Phase::Pilot, Phase::Running].map(|phase| Expr::Constant(phase.as_str().into()))
}

/// The organisations that carry this sub-project.
pub async fn carriers<C: ConnectionTrait>(conn: &C, actor: &Actor, sub_project: SubProjectId) -> Result<Vec<OrganisationId>, StoreError> {
    let query = Query::select().distinct().column("organisation_id").from_subquery(carried(actor, Some(sub_project), None), "carried").to_owned();
    conn.query_all(&query).await?.iter().map(|row| Ok(OrganisationId(get(row, "organisation_id")?))).collect()
}

/// What these organisations carry; without `only` all that carry something or said what they can.
pub async fn loads<C: ConnectionTrait>(conn: &C, actor: &Actor, only: Option<&[OrganisationId]>) -> Result<Vec<Load>, StoreError> {
    use organisation::Column::{CapacityLimit, DeletedAt, ExploringWeight, Id, Name, NameKey, PilotWeight, RunningWeight, Version};
    let counts = Query::select()
        .column("organisation_id")
        .column(sub_project::Column::Phase)
        .expr_as(Expr::cust("COUNT(*)"), "number")
        .from_subquery(carried(actor, None, only), "carried")
        .group_by_col("organisation_id")
        .group_by_col(sub_project::Column::Phase)
        .to_owned();
    let mut query = Query::select().from(organisation::Entity).to_owned();
    query
        .columns([Id, Name, Version, CapacityLimit, ExploringWeight, PilotWeight, RunningWeight].map(|column| column.as_column_ref()))
        .column(("counted", sub_project::Column::Phase))
        .column(("counted", "number"))
        .join_subquery(JoinType::LeftJoin, counts, "counted", Expr::col(("counted", "organisation_id")).equals(Id.as_column_ref()))
        .and_where(DeletedAt.is_null())
        .order_by(NameKey.as_column_ref(), Order::Asc)
        .order_by(Id.as_column_ref(), Order::Asc)
        .limit(MOST * Phase::ALL.len() as u64);
    match only {
        Some(only) => query.and_where(Id.is_in(only.iter().map(|id| id.0))),
        None => query.cond_where(Cond::any().add(Expr::col(("counted", "number")).is_not_null()).add(CapacityLimit.is_not_null())),
    };
    let mut loads: Vec<Load> = vec![];
    for row in &conn.query_all(&query).await? {
        let id = OrganisationId(column(row, Id)?);
        if loads.last().is_none_or(|last| last.organisation.0 != id) {
            loads.push(Load { organisation: (id, column(row, Name)?), version: column(row, Version)?, capacity: read(row)?, counts: Counts::default() });
        }
        let phase: Option<Phase> = get_optional_code(row, sub_project::Column::Phase.as_str())?;
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
    let stands = Query::select()
        .column("organisation_id")
        .expr_as(worst_light(conn.get_database_backend(), since), "worst")
        .from_subquery(carried(actor, None, only), "carried")
        .and_where(Expr::col(("carried", sub_project::Column::Phase)).is_in(started_phases()))
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
        let place = match get_optional_code(row, "worst")? {
            None => &mut of.not_reported,
            Some(Light::Green) => &mut of.green,
            Some(Light::Orange) => &mut of.orange,
            Some(Light::Red) => &mut of.red,
        };
        *place = get(row, "number")?;
    }
    Ok(standings)
}

/// The worst light of the latest report on the sub-project of a row of `carried`, of those that still tell.
fn worst_light(backend: DbBackend, since: NaiveDate) -> Expr {
    use progress_update::Column::{DeletedAt, Id, MoneyLight, ReportDate, ResultLight, SubProjectId, TimeLight};
    let fixed = |light: Light| Expr::Constant(light.as_str().into());
    let one_is = |light: Light| fixed(light).is_in([TimeLight, MoneyLight, ResultLight].map(|of| Expr::col(of.as_column_ref())));
    let worst = Expr::case(one_is(Light::Red), fixed(Light::Red)).case(one_is(Light::Orange), fixed(Light::Orange)).finally(fixed(Light::Green));
    let latest = Query::select()
        .expr(worst)
        .from(progress_update::Entity)
        .and_where(Expr::col(SubProjectId.as_column_ref()).equals(("carried", "sub_project_id")))
        .and_where(DeletedAt.is_null())
        .and_where(Expr::col(ReportDate.as_column_ref()).gte(Expr::Constant(since.into())))
        .order_by(ReportDate.as_column_ref(), Order::Desc)
        .order_by(Id.as_column_ref(), Order::Desc)
        .to_owned();
    dialect::first_of(backend, &latest)
}

/// Lets nobody else start something with these organisations until this unit of work ends, so that two who start at the same time do not both find room.
/// SQLite has one writer anyway.
pub async fn lock<C: ConnectionTrait>(conn: &C, organisations: &[OrganisationId]) -> Result<(), StoreError> {
    let locked = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(organisation::Column::Id.is_in(organisations.iter().map(|id| id.0)))
        .order_by_asc(organisation::Column::Id)
        .lock_exclusive();
    let _: Vec<Uuid> = locked.into_tuple().all(conn).await?;
    Ok(())
}

fn read(row: &QueryResult) -> Result<Capacity, StoreError> {
    use organisation::Column::{CapacityLimit, ExploringWeight, PilotWeight, RunningWeight};
    Ok(Capacity {
        limit: column(row, CapacityLimit)?,
        exploring_weight: column(row, ExploringWeight)?,
        pilot_weight: column(row, PilotWeight)?,
        running_weight: column(row, RunningWeight)?,
    })
}

/// The row of an organisation with this capacity.
pub fn row(capacity: &Capacity) -> ActiveModel {
    let Capacity { limit, exploring_weight, pilot_weight, running_weight } = *capacity;
    ActiveModel {
        capacity_limit: Set(limit),
        exploring_weight: Set(exploring_weight),
        pilot_weight: Set(pilot_weight),
        running_weight: Set(running_weight),
        ..Default::default()
    }
}

/// Who leads several sub-projects that started, the busiest first.
pub async fn same_lead<C: ConnectionTrait>(conn: &C, actor: &Actor) -> Result<Vec<Collision<(PersonId, String)>>, StoreError> {
    let mut query = started(actor);
    query
        .expr_as(Expr::col(person::Column::Id.as_column_ref()), "subject_id")
        .expr_as(Expr::col(person::Column::Name.as_column_ref()), "subject_name")
        .inner_join(person::Entity, is_lead());
    let subject = |row: &QueryResult| Ok((PersonId(get(row, "subject_id")?), get(row, "subject_name")?));
    together(conn, &query, subject).await
}

/// Where an organisation has several sub-projects that started about the same theme, the most first.
pub async fn same_theme<C: ConnectionTrait>(conn: &C, actor: &Actor) -> Result<Vec<Collision<(ThemeId, OrganisationId)>>, StoreError> {
    use local_plan_municipality::Column::MunicipalityId;
    use sub_project_theme::Column::{SubProjectId, ThemeId as Theme};
    let mut query = started(actor);
    query
        .column(Theme.as_column_ref())
        .column(MunicipalityId.as_column_ref())
        .inner_join(sub_project_theme::Entity, Expr::col(SubProjectId.as_column_ref()).equals(sub_project::Column::Id.as_column_ref()))
        .inner_join(local_plan_municipality::Entity, is_of_its_plan());
    let subject = |row: &QueryResult| Ok((ThemeId(column(row, Theme)?), OrganisationId(column(row, MunicipalityId)?)));
    together(conn, &query, subject).await
}

/// The sub-projects that started.
fn started(actor: &Actor) -> SelectStatement {
    let mut query = Query::select().from(sub_project::Entity).to_owned();
    query
        .columns([sub_project::Column::Id, sub_project::Column::Name].map(|column| column.as_column_ref()))
        .inner_join(local_plan::Entity, is_its_plan())
        .and_where(sub_project::Column::DeletedAt.is_null())
        .and_where(Expr::col(sub_project::Column::Phase.as_column_ref()).is_in(started_phases()))
        .and_where(is_open())
        .cond_where(visibility::sub_projects(&Viewer::of(actor)))
        .order_by(sub_project::Column::NameKey.as_column_ref(), Order::Asc)
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
        let sub_project = (SubProjectId(column(row, sub_project::Column::Id)?), column(row, sub_project::Column::Name)?);
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
