//! Measurements in the database.
use crate::{
    StoreError, dialect,
    entity::{
        measurement::{self, Column, Model},
        sub_project_indicator,
    },
    in_sub_project::{self, SubProjectContext},
    resource::{Found, Need, NewScope, Resource, Sort, Surroundings, find, join_person, narrow_by_any, narrow_by_filled, narrow_by_name, stored},
    row::{column, get, get_code, list},
    series,
    sub_project_indicator::SubProjectIndicators,
    viewer::Viewer,
    visibility,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    LocalPlanId, MeasurementId, PersonId, SubProjectId, SubProjectIndicatorId,
    indicator::Accumulation,
    measurement::Measurement,
    policy::{Actor, Scope},
    resource::Kind,
    suppression::Counted,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, PaginatorTrait, QueryFilter, QueryResult, QuerySelect,
    sea_query::{Expr, ExprTrait, JoinType, SelectStatement},
};
use uuid::Uuid;

/// How measurements are stored.
pub struct Measurements;

/// What a list of measurements filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_indicator_id: Vec<SubProjectIndicatorId>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    /// Only those that were approved, or that were not.
    pub approved: Option<bool>,
}

/// What is known of a measurement beside its state.
pub struct Extra {
    pub sub_project_id: SubProjectId,
    pub indicator_title: String,
    pub unit: String,
    pub accumulation: Accumulation,
    pub counts_residents: bool,
    pub groups: Vec<String>,
    /// The last day of the period that is closed.
    pub locked_date: Option<NaiveDate>,
    pub approved_at: Option<DateTime<Utc>>,
    pub approved_by: Option<(PersonId, String)>,
    /// The measurements of its figure that were approved, when that counts residents, in the order of their days.
    pub series: Vec<(MeasurementId, Counted)>,
    /// How it was before the sub-project began.
    pub baseline_value: Option<i64>,
}

impl Resource for Measurements {
    type Table = measurement::Entity;
    type Lives = InIndicator;
    const KIND: Kind = Kind::Measurement;
    const NAME: Column = Column::Note;
    type Id = MeasurementId;
    type State = Measurement;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        measurement => domain::measurement::Measurement {
            sub_project_indicator_id: id, measured_date, value, note, evidence_url, cells: [cells], additional,
        }
    }

    /// A number has no name of its own; its note is what people search for.
    fn name(state: &Measurement) -> &str {
        &state.note
    }

    fn title(found: &Found<Self>) -> String {
        format!("{} ({})", found.extra.indicator_title, found.stored.state.measured_date)
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort::by("-measuredDate", Column::MeasuredDate), Sort::by("measuredDate", Column::MeasuredDate)]
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        use sub_project_indicator::Column::{Accumulation, BaselineValue, CountsResidents, Groups, Id, LockedDate, SubProjectId, Title, Unit};
        query.expr_as(dialect::approved_series(backend), "series");
        for column in [SubProjectId, Unit, Accumulation, CountsResidents, Groups, LockedDate, BaselineValue] {
            query.column(column.as_column_ref());
        }
        query.expr_as(Expr::col(Title.as_column_ref()), "indicator_title");
        let measured = Expr::col(Id.as_column_ref()).equals(Column::SubProjectIndicatorId.as_column_ref());
        query.join(JoinType::InnerJoin, sub_project_indicator::Entity, measured);
        join_person(query, "approver", Column::ApprovedById);
    }

    fn extra(row: &Model, query: &QueryResult) -> Result<Extra, StoreError> {
        use sub_project_indicator::Column::{Accumulation, BaselineValue, CountsResidents, Groups, LockedDate, SubProjectId as SubProject, Unit};
        Ok(Extra {
            sub_project_id: SubProjectId(column(query, SubProject)?),
            indicator_title: get(query, "indicator_title")?,
            unit: column(query, Unit)?,
            accumulation: get_code(query, Accumulation.as_str())?,
            counts_residents: column(query, CountsResidents)?,
            groups: list(Groups.as_str(), &column::<String>(query, Groups)?)?,
            locked_date: column(query, LockedDate)?,
            approved_at: row.approved_at,
            approved_by: row.approved_by_id.map(PersonId).zip(get(query, "approver_name")?),
            series: series::read(query)?,
            baseline_value: column(query, BaselineValue)?,
        })
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        in_sub_project::narrow(query, sub_project_indicator::Column::SubProjectId, &filter.sub_project_id, &filter.local_plan_id);
        narrow_by_any(query, Column::SubProjectIndicatorId, filter.sub_project_indicator_id.iter().map(|id| id.0));
        narrow_by_filled(query, Column::ApprovedAt, filter.approved);
    }
}

/// What lives in an indicator of a sub-project: its measurements. A draft is for the team and the executives.
pub struct InIndicator;

impl Surroundings<Measurements> for InIndicator {
    type Around = SubProjectContext;

    fn select(query: &mut SelectStatement, viewer: &Viewer) {
        in_sub_project::select_context(query, viewer, sub_project_indicator::Column::SubProjectId);
    }

    fn read(query: &QueryResult) -> Result<SubProjectContext, StoreError> {
        in_sub_project::read_context(query)
    }

    fn visible(viewer: &Viewer) -> Condition {
        visibility::reserved(viewer, Some(Column::ApprovedAt.is_not_null()))
    }

    fn stands() -> Condition {
        visibility::sub_project_stands().add(sub_project_indicator::Column::DeletedAt.is_null())
    }

    fn parent() -> Option<(Kind, &'static str)> {
        Some((Kind::SubProjectIndicator, Column::SubProjectIndicatorId.as_str()))
    }

    fn place(state: &Measurement) -> Option<Need> {
        Some(Need::one::<SubProjectIndicators>("subProjectIndicatorId", state.sub_project_indicator_id))
    }

    fn scope(found: &Found<Measurements>, actor: &Actor) -> Scope {
        found.around.reserved_scope(actor, found.extra.approved_at.is_some())
    }

    fn audience(found: &Found<Measurements>) -> Visibility {
        if found.extra.approved_at.is_some() { found.around.plan_visibility } else { Visibility::Members }
    }

    fn within(found: &Found<Measurements>) -> Option<Uuid> {
        Some(found.extra.sub_project_id.0)
    }

    async fn new_scope<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &Measurement) -> Result<NewScope, StoreError> {
        let indicator = find::<SubProjectIndicators, _>(conn, actor, state.sub_project_indicator_id, false).await?;
        Ok(indicator.map_or(NewScope::NoPlace { field: "subProjectIndicatorId" }, |indicator| NewScope::Known(indicator.scope(actor))))
    }
}

/// The groups by which a measurement is broken down, as a column holds them.
mod cells {
    use crate::{
        StoreError,
        row::{list, list_text},
    };
    use domain::measurement::Cell;

    pub(super) fn to(cells: &[Cell]) -> String {
        list_text(&cells.iter().map(|cell| (&cell.group, cell.value)).collect::<Vec<_>>())
    }

    pub(super) fn from(text: &str) -> Result<Vec<Cell>, StoreError> {
        Ok(list::<(String, i64)>("cells", text)?.into_iter().map(|(group, value)| Cell { group, value }).collect())
    }
}

/// Whether a figure has another measurement of this day; until the transaction ends nobody else adds one.
///
/// # Errors
/// When the database does not answer.
pub async fn has_other<C: ConnectionTrait>(conn: &C, figure: SubProjectIndicatorId, day: NaiveDate, except: MeasurementId) -> Result<bool, StoreError> {
    dialect::take_turn(conn, &format!("measurements of {}", figure.0)).await?;
    let others = measurement::Entity::find()
        .filter(Column::SubProjectIndicatorId.eq(figure.0))
        .filter(Column::MeasuredDate.eq(day))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::Id.ne(except.0));
    Ok(others.count(conn).await? > 0)
}

/// How many measurements of a figure were approved, and the groups by which any of them is broken down.
///
/// # Errors
/// `Corrupt` when a breakdown cannot be read.
pub async fn of_figure<C: ConnectionTrait>(conn: &C, figure: SubProjectIndicatorId) -> Result<(u64, Vec<String>), StoreError> {
    let rows: Vec<(String, Option<DateTime<Utc>>)> = measurement::Entity::find()
        .select_only()
        .columns([Column::Cells, Column::ApprovedAt])
        .filter(Column::SubProjectIndicatorId.eq(figure.0))
        .filter(Column::DeletedAt.is_null())
        .into_tuple()
        .all(conn)
        .await?;
    let (mut approved, mut groups) = (0, vec![]);
    for (text, approved_at) in rows {
        approved += u64::from(approved_at.is_some());
        groups.extend(cells::from(&text)?.into_iter().map(|cell| cell.group));
    }
    groups.sort_unstable();
    groups.dedup();
    Ok((approved, groups))
}
