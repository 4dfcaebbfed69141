//! Indicators of sub-projects in the database.
use crate::{
    StoreError, dialect,
    entity::{
        indicator, measurement,
        sub_project::Column as SubProjectColumn,
        sub_project::Entity as SubProjectEntity,
        sub_project_indicator::{self, Column, Model},
    },
    in_sub_project::{self, InSubProject, Item},
    indicator::Indicators,
    resource::{Need, Resource, join, narrow_by_any, narrow_by_name, stored},
    row::{code, column, get, get_object},
    series, target,
    target::interim,
    viewer::Viewer,
};
use chrono::NaiveDate;
use domain::{
    IndicatorId, LocalPlanId, SubProjectId, SubProjectIndicatorId, indicator::Accumulation, resource::Kind, sub_project_indicator::SubProjectIndicator,
    suppression::Counted,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, PaginatorTrait, QueryFilter, QueryResult,
    sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement},
};
use serde::Deserialize;

/// How indicators of sub-projects are stored.
pub struct SubProjectIndicators;

/// What a list of them filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    pub indicator_id: Vec<IndicatorId>,
}

/// The latest measurement that was approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latest {
    pub measured_date: NaiveDate,
    pub value: i64,
    /// What its calendar year makes.
    pub year_value: i64,
}

/// What is known of an indicator beside its state.
pub struct Extra {
    pub indicator_name: Option<String>,
    pub latest: Option<Latest>,
    /// Its measurements that were approved, when it counts residents, in the order of their days.
    pub series: Vec<Counted>,
}

/// The year of a day.
fn year(day: Expr) -> Expr {
    Func::cust("SUBSTR").args([day.cast_as("TEXT"), Expr::Constant(1.into()), Expr::Constant(4.into())]).into()
}

/// Day and value of the latest measurement that counts.
#[derive(Deserialize)]
struct LatestMeasurement {
    date: NaiveDate,
    value: i64,
}

impl Resource for SubProjectIndicators {
    type Table = sub_project_indicator::Entity;
    type Lives = InSubProject;
    const KIND: Kind = Kind::SubProjectIndicator;
    const NAME: Column = Column::Title;
    type Id = SubProjectIndicatorId;
    type State = SubProjectIndicator;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        sub_project_indicator => domain::sub_project_indicator::SubProjectIndicator {
            sub_project_id: id, title, indicator_id: optional_id, comparability: optional_code, unit, direction: code, accumulation: code, counts_residents,
            definition, groups: list, baseline_value, baseline_date, targets: [target], interim_targets: [interim], locked_date,
        }
    }

    fn name(state: &SubProjectIndicator) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        use measurement::Column::{Id, MeasuredDate, Value};
        query.expr_as(dialect::approved_series(backend), "series");
        query.expr_as(Expr::col(("definition", indicator::Column::Name)), "indicator_name");
        join(query, "definition", indicator::Column::Id, Column::IndicatorId);
        let parts = [("date", MeasuredDate), ("value", Value)].map(|(name, column)| (name, Expr::col(column.as_column_ref())));
        let latest = series::counting()
            .expr(dialect::object(backend, parts))
            .order_by(MeasuredDate.as_column_ref(), Order::Desc)
            .order_by(Id.as_column_ref(), Order::Desc)
            .to_owned();
        query.expr_as(dialect::first_of(backend, &latest), "latest");
        // Of the year of the latest day, whichever year it is now.
        let day = || Expr::col(MeasuredDate.as_column_ref());
        let last_year = series::counting().expr(year(Func::max(day()).into())).to_owned();
        let sum = dialect::sum(Expr::col(Value.as_column_ref()));
        query.expr_as(series::counting().expr(sum).and_where(year(day()).eq(last_year)).to_owned(), "year_sum");
    }

    fn extra(row: &Model, query: &QueryResult) -> Result<Extra, StoreError> {
        let accumulation: Accumulation = code(Column::Accumulation.as_str(), &row.accumulation)?;
        let sum: Option<i64> = get(query, "year_sum")?;
        let latest = get_object::<LatestMeasurement>(query, "latest")?.map(|LatestMeasurement { date, value }| Latest {
            measured_date: date,
            value,
            year_value: match accumulation {
                Accumulation::Cumulative => sum.unwrap_or(value),
                Accumulation::PointInTime => value,
            },
        });
        let series = series::read(query)?.into_iter().map(|(_, counted)| counted).collect();
        Ok(Extra { indicator_name: get(query, "indicator_name")?, latest, series })
    }

    fn needs(state: &SubProjectIndicator) -> Vec<Need> {
        vec![Need::one::<Indicators>("indicatorId", state.indicator_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        in_sub_project::narrow(query, Column::SubProjectId, &filter.sub_project_id, &filter.local_plan_id);
        narrow_by_any(query, Column::IndicatorId, filter.indicator_id.iter().map(|id| id.0));
    }
}

impl Item for SubProjectIndicators {
    const SUB_PROJECT_ID: Column = Column::SubProjectId;

    fn sub_project_id(state: &SubProjectIndicator) -> SubProjectId {
        state.sub_project_id
    }
}

/// Of the figures of a sub-project or a plan, one with a period that was closed: its title, and the last day of that period.
///
/// # Errors
/// When the database does not answer.
pub async fn closed<C: ConnectionTrait>(conn: &C, among: Among) -> Result<Option<(String, NaiveDate)>, StoreError> {
    let mut query = Query::select();
    query
        .column(Column::Title.as_column_ref())
        .column(Column::LockedDate.as_column_ref())
        .from(sub_project_indicator::Entity)
        .inner_join(SubProjectEntity, Expr::col(SubProjectColumn::Id.as_column_ref()).equals(Column::SubProjectId.as_column_ref()))
        .and_where(Column::DeletedAt.is_null())
        .and_where(SubProjectColumn::DeletedAt.is_null())
        .and_where(Column::LockedDate.is_not_null())
        .and_where(match among {
            Among::SubProject(id) => SubProjectColumn::Id.eq(id.0),
            Among::LocalPlan(id) => SubProjectColumn::LocalPlanId.eq(id.0),
        })
        .limit(1);
    conn.query_one(&query).await?.map(|row| Ok((column(&row, Column::Title)?, column(&row, Column::LockedDate)?))).transpose()
}

/// Whose figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    SubProject(SubProjectId),
    LocalPlan(LocalPlanId),
}

/// Whether another indicator of the sub-project follows this definition already.
///
/// # Errors
/// When the database does not answer.
pub async fn follows<C: ConnectionTrait>(
    conn: &C,
    sub_project: SubProjectId,
    definition: IndicatorId,
    except: SubProjectIndicatorId,
) -> Result<bool, StoreError> {
    let others = sub_project_indicator::Entity::find()
        .filter(Column::SubProjectId.eq(sub_project.0))
        .filter(Column::IndicatorId.eq(definition.0))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::Id.ne(except.0));
    Ok(others.count(conn).await? > 0)
}
