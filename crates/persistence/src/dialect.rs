//! Where SQLite and PostgreSQL need their own SQL: each difference is one function, with both dialects side by side.
use crate::{StoreError, row::get};
use sea_orm::{
    ConnectionTrait, DbBackend,
    sea_query::{Expr, ExprTrait, Func, PostgresQueryBuilder, Query, SelectStatement, SimpleExpr, SqliteQueryBuilder},
};
use sha2::{Digest, Sha256};

/// The approved measurements of the figure at hand as one text, in any order: a line for each, with its id, day, value and cells.
pub fn approved_series(backend: DbBackend) -> SimpleExpr {
    let (id, join, line) = match backend {
        DbBackend::Sqlite => ("hex(one.id)", "group_concat", "char(10)"),
        _ => ("one.id::text", "string_agg", "chr(10)"),
    };
    Expr::cust(format!(
        "(SELECT {join}({id} || ' ' || CAST(one.measured_date AS TEXT) || ' ' || CAST(one.value AS TEXT) || ' ' || one.cells, {line}) FROM measurement AS one \
         WHERE one.sub_project_indicator_id = sub_project_indicator.id AND one.deleted_at IS NULL AND one.approved_at IS NOT NULL \
         AND sub_project_indicator.counts_residents)"
    ))
}

/// An object of JSON with these parts, as text; read it with [`crate::row::get_object`].
pub fn object<const N: usize>(backend: DbBackend, parts: [(&'static str, Expr); N]) -> Expr {
    let function = match backend {
        DbBackend::Sqlite => "json_object",
        _ => "json_build_object",
    };
    let parts = parts.into_iter().flat_map(|(name, value)| [Expr::Constant(name.into()), value]);
    Expr::from(Func::cust(function).args(parts)).cast_as("TEXT")
}

/// The sum of whole numbers, as one; PostgreSQL would answer a decimal.
pub fn sum(of: Expr) -> Expr {
    Expr::from(Func::sum(of)).cast_as("BIGINT")
}

/// The first row of a query without parameters, as a value. Its limit is text, not a parameter: PostgreSQL would plan anew at each execution.
pub fn first_of(backend: DbBackend, query: &SelectStatement) -> Expr {
    let text = match backend {
        DbBackend::Sqlite => query.to_string(SqliteQueryBuilder),
        _ => query.to_string(PostgresQueryBuilder),
    };
    Expr::cust(format!("({text} LIMIT 1)"))
}

/// The ids that a link table holds for the row at hand, as one text; read it with [`crate::row::get_ids`].
pub fn linked_ids(backend: DbBackend, link: &str, owner: &str, other: &str, owner_id: &str) -> SimpleExpr {
    let aggregate = match backend {
        DbBackend::Sqlite => format!("group_concat(hex({other}))"),
        _ => format!("string_agg({other}::text, ',')"),
    };
    Expr::cust(format!("(SELECT {aggregate} FROM {link} WHERE {owner} = {owner_id})"))
}

/// The roles that the person at hand has today, as one text.
pub fn current_roles(backend: DbBackend, person_id: &str) -> SimpleExpr {
    let aggregate = match backend {
        DbBackend::Sqlite => "group_concat(role)",
        _ => "string_agg(role, ',')",
    };
    let today = crate::day::today_sql(backend);
    Expr::cust(format!("(SELECT {aggregate} FROM role_grant WHERE role_grant.person_id = {person_id} AND (end_date IS NULL OR end_date >= {today}))"))
}

/// The target of a year in a column that [`crate::target::column`] wrote; `NULL` when there is none.
pub fn target_of(backend: DbBackend, column: &str, year: i32) -> SimpleExpr {
    Expr::cust(match backend {
        DbBackend::Sqlite => {
            format!("(SELECT json_extract(one.value, '$[1]') FROM json_each({column}) AS one WHERE json_extract(one.value, '$[0]') = {year})")
        }
        _ => format!("(SELECT CAST(one ->> 1 AS BIGINT) FROM jsonb_array_elements(CAST({column} AS JSONB)) AS one WHERE CAST(one ->> 0 AS INTEGER) = {year})"),
    })
}

/// The number of the running transaction, by which readers of the journal know what may still come; 0 on SQLite, which has one
/// writer at a time.
pub fn transaction_number(backend: DbBackend) -> SimpleExpr {
    match backend {
        DbBackend::Sqlite => Expr::value(0_i64),
        _ => Expr::cust("pg_current_xact_id()::text::bigint"),
    }
}

/// 512 kB of text that cannot be made smaller: more than an ordinary change writes, which is some thirty pages of tables and indexes.
pub fn ballast(backend: DbBackend) -> SimpleExpr {
    Expr::cust(match backend {
        DbBackend::Sqlite => "hex(randomblob(262144))",
        _ => "(SELECT string_agg(md5(random()::text || n), '') FROM generate_series(1, 16384) AS n)",
    })
}

/// The number of a lock that stands for a text.
pub fn lock_key(text: &str) -> i64 {
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    i64::from_be_bytes([hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]])
}

/// Takes a lock until the transaction ends, if nobody has it; SQLite has one writer, which has it already.
pub async fn try_lock<C: ConnectionTrait>(conn: &C, key: i64) -> Result<bool, StoreError> {
    match conn.get_database_backend() {
        DbBackend::Sqlite => Ok(true),
        _ => {
            let query = Query::select().expr_as(Expr::cust(format!("pg_try_advisory_xact_lock({key})")), "locked").to_owned();
            conn.query_one(&query).await?.map_or(Ok(false), |row| get(&row, "locked"))
        }
    }
}

/// Waits until nobody else has the turn of this name, and keeps it until the transaction ends. For a rule that counts rows and then adds one: between the
/// two nobody else does. SQLite has one writer, which has every turn already.
pub async fn take_turn<C: ConnectionTrait>(conn: &C, name: &str) -> Result<(), StoreError> {
    if conn.get_database_backend() != DbBackend::Sqlite {
        let query = Query::select().expr_as(Expr::cust_with_values("pg_advisory_xact_lock(hashtextextended($1, 0))", [name]), "turn").to_owned();
        conn.query_one(&query).await?;
    }
    Ok(())
}

/// Holds for journal entries before which no entry can appear any more.
pub fn journal_is_settled(backend: DbBackend) -> SimpleExpr {
    match backend {
        DbBackend::Sqlite => Expr::value(true),
        _ => Expr::cust("xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"),
    }
}
