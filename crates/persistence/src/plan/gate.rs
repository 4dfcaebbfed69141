//! What is there of what gates ask.
use crate::{
    StoreError,
    row::{get, items},
};
use chrono::{Days, NaiveDate};
use domain::{SubProjectId, gate::Requirement, progress_update::REPORT_DAYS};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

/// Of all that gates can ask, what this sub-project has today.
pub async fn there<C: ConnectionTrait>(conn: &C, sub_project: SubProjectId, today: NaiveDate) -> Result<Vec<Requirement>, StoreError> {
    let mut query = Query::select();
    for requirement in Requirement::ALL {
        query.expr_as(is_there(*requirement, today), requirement.as_str());
    }
    query.from("sub_project").and_where(Expr::col(("sub_project", "id")).eq(sub_project.0));
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
    let filled = |column: &'static str| Expr::col(("sub_project", column)).ne("");
    // Bound, not compared as text: PostgreSQL has a type for days.
    let since = today.checked_sub_days(Days::new(REPORT_DAYS.unsigned_abs())).unwrap_or(today);
    match requirement {
        Requirement::Aim => filled("aim"),
        Requirement::TargetGroup => filled("target_group"),
        Requirement::Method => filled("method"),
        Requirement::Leads => Expr::col(("sub_project", "municipality_lead_id")).is_not_null().and(Expr::col(("sub_project", "partner_lead_id")).is_not_null()),
        Requirement::Figure => any(part("sub_project_indicator")
            .and_where(Expr::col("baseline_value").is_not_null().or(Expr::col("targets").ne(items(&[]))).or(Expr::col("interim_targets").ne(items(&[]))))),
        Requirement::Milestone => any(&mut part("milestone")),
        Requirement::BudgetLine => any(&mut part("budget_line")),
        Requirement::Measurement => {
            let figures = part("sub_project_indicator").column("id").to_owned();
            any(Query::select()
                .from("measurement")
                .and_where(Expr::col("deleted_at").is_null())
                .and_where(Expr::col("approved_at").is_not_null())
                .and_where(Expr::col("sub_project_indicator_id").in_subquery(figures)))
        }
        Requirement::Report => any(part("progress_update").and_where(Expr::col("report_date").gte(since))),
        Requirement::Lesson => any(part("progress_update").and_where(Expr::col("lesson").ne(""))),
        Requirement::TasksDone => any(part("task").and_where(Expr::col("done_date").is_null())).not(),
    }
}

/// What belongs to the sub-project in this table.
fn part(table: &'static str) -> SelectStatement {
    Query::select()
        .from(table)
        .and_where(Expr::col((table, "deleted_at")).is_null())
        .and_where(Expr::col((table, "sub_project_id")).equals(("sub_project", "id")))
        .to_owned()
}

fn any(query: &mut SelectStatement) -> Expr {
    Expr::exists(query.expr(Expr::cust("1")).to_owned())
}
