//! The migrations build exactly the tables that the entities declare, and can be taken back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod support;

use persistence::Database;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// Columns with type, nullability and place in the primary key; unique indexes.
async fn shape(conn: &DatabaseConnection) -> Vec<String> {
    let sql = match conn.get_database_backend() {
        DbBackend::Sqlite => {
            r#"SELECT m.name || '.' || p.name || ' ' || lower(p.type) || CASE p."notnull" WHEN 1 THEN ' not null' ELSE '' END || CASE WHEN p.pk > 0 THEN ' key' ELSE '' END AS s
               FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'seaql_migrations'
               UNION ALL
               SELECT 'unique ' || m.name || ' ' || (SELECT group_concat(name) FROM pragma_index_info(i.name))
               FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i."unique" = 1 AND m.name <> 'seaql_migrations' ORDER BY 1"#
        }
        _ => {
            r"SELECT table_name || '.' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END AS s
              FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'seaql_migrations'
              UNION ALL
              SELECT 'unique ' || t.relname || ' ' || (SELECT string_agg(a.attname, ',' ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = ANY(i.indkey))
              FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
              WHERE n.nspname = 'public' AND i.indisunique AND t.relname <> 'seaql_migrations' ORDER BY 1"
        }
    };
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "s").unwrap()).collect()
}

#[tokio::test]
async fn migrations_and_entities_agree() {
    for (name, migrated) in support::databases().await {
        let url = if name == "postgres" { support::new_postgres().await } else { "sqlite::memory:".to_owned() };
        let declared = Database::connect(&url).await.unwrap();
        declared.reader().get_schema_registry("persistence::*").apply(declared.reader()).await.unwrap();
        let mut expected = shape(declared.reader()).await;
        let mut found = shape(migrated.reader()).await;
        // Uniqueness over two columns stands in the migration only.
        found.retain(|line| !line.starts_with("unique member community_id,person_id"));
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{name}");
        assert!(found.len() > 100, "{name}: {} facts compared", found.len());
    }
}

#[tokio::test]
async fn migrations_can_be_taken_back_and_applied_again() {
    for (name, db) in support::databases().await {
        let before = shape(db.reader()).await;
        db.migrate_down().await.unwrap();
        assert!(shape(db.reader()).await.is_empty(), "{name}");
        db.migrate().await.unwrap();
        assert_eq!(shape(db.reader()).await, before, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_start_together_migrate_once() {
    let url = support::new_postgres().await;
    let starts = (0..4).map(|_| {
        let url = url.clone();
        tokio::spawn(async move { Database::connect(&url).await.unwrap().migrate().await })
    });
    for start in starts.collect::<Vec<_>>() {
        start.await.unwrap().unwrap();
    }
}
