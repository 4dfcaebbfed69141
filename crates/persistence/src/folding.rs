//! The folded forms that rows keep of their names, made anew when the rules of folding change.
use crate::{
    StoreError, Transaction,
    row::{get, get_items},
};
use domain::{fold, text};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Expr, ExprTrait, Order, Query},
};
use uuid::Uuid;

/// A column that holds a folded form: its table, what it is made of, and its name.
pub struct Folded {
    pub table: &'static str,
    pub of: &'static str,
    pub column: &'static str,
}

const fn name(table: &'static str, of: &'static str) -> Folded {
    Folded { table, of, column: "name_key" }
}

/// Every column that holds a folded form. A test holds this against the tables.
pub const FOLDED: &[Folded] = &[
    name("api_client", "name"),
    name("budget_line", "title"),
    name("community", "name"),
    name("document", "title"),
    name("indicator", "name"),
    name("local_plan", "title"),
    name("measurement", "note"),
    name("milestone", "title"),
    name("organisation", "name"),
    name("person", "name"),
    Folded { table: "person", of: "expertise", column: "expertise_key" },
    name("progress_update", "title"),
    name("risk", "title"),
    name("strategic_course", "title"),
    name("strategic_goal", "title"),
    name("sub_project", "name"),
    name("sub_project_indicator", "title"),
    name("task", "title"),
    name("theme", "name_nl"),
];

/// So many rows are read at a time.
const ROWS: u64 = 1_000;

/// The folded form of what a row holds: of a text, or of a list of texts as JSON.
fn folded(of: &Folded, row: &QueryResult) -> Result<String, StoreError> {
    Ok(match of.column {
        "expertise_key" => text::fold(&get_items(row, of.of)?.join("\n")),
        _ => text::fold(&get::<String>(row, of.of)?),
    })
}

/// Makes every folded form anew when it was made by another version of the rules; what is stored otherwise stays as it is.
///
/// # Errors
/// When the database does not answer, or a row cannot be read; then nothing has changed.
pub(crate) async fn refold(unit: &Transaction) -> Result<(), StoreError> {
    let version = Query::select().column("version").from("folding").to_owned();
    let made_by = |row: Option<sea_orm::QueryResult>| row.map(|row| get::<i32>(&row, "version")).transpose();
    if made_by(unit.query_one(&version).await?)? == Some(fold::VERSION) {
        return Ok(());
    }
    for of in FOLDED {
        let mut after = Uuid::nil();
        loop {
            let query = Query::select()
                .columns(["id", of.of, of.column])
                .from(of.table)
                .and_where(Expr::col("id").gt(after))
                .order_by("id", Order::Asc)
                .limit(ROWS)
                .to_owned();
            let rows = unit.query_all(&query).await?;
            for row in &rows {
                after = get(row, "id")?;
                let key = folded(of, row)?;
                if key != get::<String>(row, of.column)? {
                    unit.execute(Query::update().table(of.table).value(of.column, key).and_where(Expr::col("id").eq(after))).await?;
                }
            }
            if rows.is_empty() {
                break;
            }
        }
    }
    unit.execute(Query::update().table("folding").value("version", fold::VERSION)).await?;
    Ok(())
}
