//! What is there of what gates ask. Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::{
        measurement, progress_update,
        sub_project::{self, Column},
        sub_project_indicator, task,
    },
    in_sub_project::Item,
    plan::{budget_line::BudgetLines, milestone::Milestones, progress_update::ProgressUpdates, task::Tasks},
    resource::columns,
    row::get,
    steering::{
        sub_project_indicator::SubProjectIndicators,
        target::{self, interim},
    },
    table::Table,
};
use chrono::{Days, NaiveDate};
use domain::{SubProjectId, gate::Requirement, progress_update::REPORT_DAYS};
use sea_orm::{
    ColumnTrait, ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

/// Of all that gates can ask, what this sub-project has today.
///
/// # Errors
/// `Reference` when there is no such sub-project.
pub async fn there<C: ConnectionTrait>(conn: &C, sub_project: SubProjectId, today: NaiveDate) -> Result<Vec<Requirement>, StoreError> {
    let mut query = Query::select();
    for requirement in Requirement::ALL {
        query.expr_as(is_there(*requirement, today), requirement.as_str());
    }
    query.from(sub_project::Entity).and_where(Column::Id.eq(sub_project.0));
    let row = conn.query_one(&query).await?.ok_or(StoreError::Reference)?;
    let mut there = vec![];
    for requirement in Requirement::ALL {
        if get::<bool>(&row, requirement.as_str())? {
            there.push(*requirement);
        }
    }
    Ok(there)
}

fn is_there(requirement: Requirement, today: NaiveDate) -> Expr {
    // Bound, not compared as text: PostgreSQL has a type for days.
    let since = today.checked_sub_days(Days::new(REPORT_DAYS.unsigned_abs())).unwrap_or(today);
    match requirement {
        Requirement::Aim => Column::Aim.ne(""),
        Requirement::TargetGroup => Column::TargetGroup.ne(""),
        Requirement::Method => Column::Method.ne(""),
        Requirement::Leads => Column::MunicipalityLeadId.is_not_null().and(Column::PartnerLeadId.is_not_null()),
        Requirement::Figure => {
            use sub_project_indicator::Column::{BaselineValue, InterimTargets, Targets};
            let measurable = BaselineValue.is_not_null().or(Targets.ne(target::to(&[]))).or(InterimTargets.ne(interim::to(&[])));
            any(part::<SubProjectIndicators>().and_where(measurable))
        }
        Requirement::Milestone => any(&mut part::<Milestones>()),
        Requirement::BudgetLine => any(&mut part::<BudgetLines>()),
        Requirement::Measurement => {
            use measurement::Column::{ApprovedAt, DeletedAt, SubProjectIndicatorId};
            let figures = part::<SubProjectIndicators>().column(sub_project_indicator::Column::Id.as_column_ref()).to_owned();
            any(Query::select()
                .from(measurement::Entity)
                .and_where(DeletedAt.is_null())
                .and_where(ApprovedAt.is_not_null())
                .and_where(SubProjectIndicatorId.in_subquery(figures)))
        }
        Requirement::Report => any(part::<ProgressUpdates>().and_where(progress_update::Column::ReportDate.gte(since))),
        Requirement::Lesson => any(part::<ProgressUpdates>().and_where(progress_update::Column::Lesson.ne(""))),
        Requirement::TasksDone => any(part::<Tasks>().and_where(task::Column::DoneDate.is_null())).not(),
    }
}

/// What of this kind belongs to the sub-project.
fn part<R: Item>() -> SelectStatement {
    Query::select()
        .from(R::Table::table())
        .and_where(columns::<R>().deleted_at.is_null())
        .and_where(Expr::col(R::SUB_PROJECT_ID.as_column_ref()).equals(Column::Id.as_column_ref()))
        .to_owned()
}

fn any(query: &mut SelectStatement) -> Expr {
    Expr::exists(query.expr(Expr::cust("1")).to_owned())
}
