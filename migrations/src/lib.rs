//! The database schema of Kompaan as a series of steps, for SQLite and PostgreSQL.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod helpers;
mod m20261122_000001_foundation;
mod m20261122_000002_communities;
mod m20261122_000003_local_plans;
mod m20261122_000004_profiles;
mod m20261122_000005_plan_phases;
mod m20261122_000006_accounts;
mod m20261122_000007_api_clients;
mod m20261122_000008_identities;
mod m20261122_000009_contributors;
mod m20261122_000010_passkeys;
mod m20261122_000011_progress_updates;
mod m20261122_000012_reconsider;
mod m20261122_000013_role_ends;
mod m20261122_000014_visits;
mod m20261122_000015_capacity;
mod m20261122_000016_milestones;
mod m20261127_000017_indicators;
mod m20261127_000018_strategic_courses;
mod m20261127_000019_tasks_risks_budgets;
mod m20261127_000020_gates;
mod m20261127_000021_documents;
mod m20261127_000022_counted;
mod m20261127_000023_interim_targets;
mod m20261128_000024_readiness;
mod m20261128_000025_journal_ids;
mod m20261128_000026_departed;
mod m20261128_000028_client_keys;
mod m20261128_000029_freed_addresses;
mod m20261128_000033_folding;
mod m20261128_000034_additional;
mod m20261128_000037_external_references;
mod m20261128_000038_places;

/// Runs the migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_foundation::Migration),
            Box::new(m20261122_000002_communities::Migration),
            Box::new(m20261122_000003_local_plans::Migration),
            Box::new(m20261122_000004_profiles::Migration),
            Box::new(m20261122_000005_plan_phases::Migration),
            Box::new(m20261122_000006_accounts::Migration),
            Box::new(m20261122_000007_api_clients::Migration),
            Box::new(m20261122_000008_identities::Migration),
            Box::new(m20261122_000009_contributors::Migration),
            Box::new(m20261122_000010_passkeys::Migration),
            Box::new(m20261122_000011_progress_updates::Migration),
            Box::new(m20261122_000012_reconsider::Migration),
            Box::new(m20261122_000013_role_ends::Migration),
            Box::new(m20261122_000014_visits::Migration),
            Box::new(m20261122_000015_capacity::Migration),
            Box::new(m20261122_000016_milestones::Migration),
            Box::new(m20261127_000017_indicators::Migration),
            Box::new(m20261127_000018_strategic_courses::Migration),
            Box::new(m20261127_000019_tasks_risks_budgets::Migration),
            Box::new(m20261127_000020_gates::Migration),
            Box::new(m20261127_000021_documents::Migration),
            Box::new(m20261127_000022_counted::Migration),
            Box::new(m20261127_000023_interim_targets::Migration),
            Box::new(m20261128_000024_readiness::Migration),
            Box::new(m20261128_000025_journal_ids::Migration),
            Box::new(m20261128_000026_departed::Migration),
            Box::new(m20261128_000028_client_keys::Migration),
            Box::new(m20261128_000029_freed_addresses::Migration),
            Box::new(m20261128_000033_folding::Migration),
            Box::new(m20261128_000034_additional::Migration),
            Box::new(m20261128_000037_external_references::Migration),
            Box::new(m20261128_000038_places::Migration),
        ]
    }
}
