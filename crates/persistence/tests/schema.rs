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

/// Whoever adds a column with a folded form also says of what it is made, so that it is made anew with the rules.
#[tokio::test]
async fn every_folded_column_is_made_anew() {
    for (name, db) in support::databases().await {
        let keys: Vec<String> = shape(db.reader()).await.into_iter().filter_map(|line| Some(line.split_once("_key ")?.0.to_owned() + "_key")).collect();
        let mut found: Vec<String> = keys
            .into_iter()
            .filter(|column| {
                !column.contains(' ') && !column.ends_with("idempotency_key") && !column.ends_with("public_key") && !column.ends_with("private_key")
            })
            .collect();
        let mut known: Vec<String> = persistence::folding::FOLDED.iter().map(|folded| format!("{}.{}", folded.table, folded.column)).collect();
        found.sort();
        known.sort();
        assert_eq!(found, known, "{name}");
    }
}

/// The columns of ids that refer to no other table than that of people, and those that refer to nothing: where something of a person may be.
async fn may_name_people(conn: &DatabaseConnection) -> Vec<String> {
    let sql = match conn.get_database_backend() {
        DbBackend::Sqlite => {
            r"SELECT m.name || '.' || p.name AS s FROM sqlite_master m, pragma_table_info(m.name) p
              WHERE m.type = 'table' AND lower(p.type) LIKE 'uuid%' AND NOT (p.name = 'id' AND p.pk > 0)
              AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) f WHERE f.'from' = p.name AND f.'table' <> 'person')"
        }
        _ => {
            r"SELECT c.table_name || '.' || c.column_name AS s FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.data_type = 'uuid'
              AND NOT EXISTS (
                SELECT 1 FROM information_schema.key_column_usage k JOIN information_schema.table_constraints t USING (constraint_name)
                WHERE k.table_name = c.table_name AND k.column_name = c.column_name AND t.constraint_type = 'PRIMARY KEY' AND c.column_name = 'id')
              AND NOT EXISTS (
                SELECT 1 FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r USING (constraint_name)
                JOIN information_schema.constraint_column_usage u USING (constraint_name)
                WHERE k.table_name = c.table_name AND k.column_name = c.column_name AND u.table_name <> 'person')"
        }
    };
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap();
    let mut found: Vec<String> = rows.iter().map(|row| row.try_get("", "s").unwrap()).collect();
    found.sort();
    found
}

/// Who adds a column that names a person also says what somebody takes along of it, and what becomes of it when they are forgotten.
#[tokio::test]
async fn every_column_that_names_a_person_is_taken_along_and_forgotten() {
    use persistence::personal_data::{AnyColumn, NAMED, OF_NOBODY, OTHER_PARTS, PARTS, TakenAlong};
    for (name, db) in support::databases().await {
        let mut known: Vec<String> = NAMED.iter().map(|named| named.column).chain(OF_NOBODY.iter().copied()).map(AnyColumn::full_name).collect();
        known.sort();
        assert_eq!(may_name_people(db.reader()).await, known, "{name}");
    }
    let parts: Vec<&str> = PARTS.iter().map(|part| part.name).chain(OTHER_PARTS.map(|(part, _)| part)).collect();
    for named in NAMED {
        if let TakenAlong::In(part) = named.taken_along {
            assert!(parts.contains(&part), "{} is in {part}, which is not taken along", named.column.full_name());
        }
    }
    for part in PARTS {
        assert!(NAMED.iter().any(|named| named.taken_along == TakenAlong::In(part.name)), "{} is of no column", part.name);
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
