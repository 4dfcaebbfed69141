//! The folded forms that rows keep of their names, made anew when the rules of folding change.
use crate::{
    StoreError, Transaction,
    entity::{folding, person},
    person::expertise_key,
    registry::RESOURCES,
    row::{get, list},
    table::Table,
};
use domain::{fold, text};
use sea_orm::{
    ConnectionTrait, EntityTrait, IdenStatic,
    sea_query::{Expr, ExprTrait, Order, Query},
};
use std::sync::LazyLock;
use uuid::Uuid;

/// A column that holds a folded form: its table, what it is made of, its name, and how it is made.
pub struct Folded {
    pub table: &'static str,
    pub of: &'static str,
    pub column: &'static str,
    fold: fn(&str) -> Result<String, StoreError>,
}

/// Every column that holds a folded form: that of the name of each resource, and that of what people know about. A test holds this against the tables.
pub static FOLDED: LazyLock<Vec<Folded>> = LazyLock::new(|| {
    // The tables of all resources have it; see `table.rs`.
    let column = "name_key";
    let names = RESOURCES.iter().map(|entry| Folded { table: (entry.table)(), of: (entry.name)(), column, fold: |text| Ok(text::fold(text)) });
    let expertise = Folded {
        table: person::Entity::table(),
        of: person::Column::Expertise.as_str(),
        column: person::Column::ExpertiseKey.as_str(),
        fold: |text| Ok(expertise_key(&list("expertise", text)?)),
    };
    names.chain([expertise]).collect()
});

/// So many rows are read at a time.
const ROWS: u64 = 1_000;

/// Makes every folded form anew when it was made by another version of the rules; what is stored otherwise stays as it is.
///
/// # Errors
/// When the database does not answer, or a row cannot be read; then nothing has changed.
pub(crate) async fn refold(unit: &Transaction) -> Result<(), StoreError> {
    if folding::Entity::find().one(unit).await?.is_some_and(|made_by| made_by.version == fold::VERSION) {
        return Ok(());
    }
    for Folded { table, of, column, fold } in FOLDED.iter() {
        let mut after = Uuid::nil();
        loop {
            let query = Query::select()
                .columns(["id", *of, *column])
                .from(*table)
                .and_where(Expr::col("id").gt(after))
                .order_by("id", Order::Asc)
                .limit(ROWS)
                .to_owned();
            let rows = unit.query_all(&query).await?;
            for row in &rows {
                after = get(row, "id")?;
                let key = fold(&get::<String>(row, of)?)?;
                if key != get::<String>(row, column)? {
                    unit.execute(Query::update().table(*table).value(*column, key).and_where(Expr::col("id").eq(after))).await?;
                }
            }
            if rows.is_empty() {
                break;
            }
        }
    }
    folding::Entity::update_many().col_expr(folding::Column::Version, Expr::val(fold::VERSION)).exec(unit).await?;
    Ok(())
}
