//! Large amounts of realistic data, for benchmarks: written in one transaction, many rows a statement.
use crate::{
    Database, StoreError,
    entity::{
        indicator, local_plan, local_plan_goal, local_plan_lead, local_plan_municipality, measurement, organisation, person, strategic_course, strategic_goal,
        sub_project, sub_project_indicator,
    },
    new_id,
    row::list_text,
    table::Table,
};
use chrono::{DateTime, Days, Duration, Months, NaiveDate, Utc};
use domain::{
    indicator::{Accumulation, Direction},
    journal::{Entry, Verb},
    local_plan::PlanStatus,
    organisation::OrganisationKind,
    person::Language,
    resource::Kind,
    sub_project::Phase,
    sub_project_indicator::Comparability,
    text,
    visibility::Visibility,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Set};
use uuid::Uuid;

const SUB_PROJECTS_PER_PLAN: u64 = 10;
/// So many sub-projects have an indicator, each with so many measurements.
const MEASURED: usize = 10_000;
const MEASUREMENTS: usize = 24;
/// SQLite takes 32,766 values in one statement.
const ROWS_PER_STATEMENT: usize = 1_000;
const UNIT: &str = "inwoners";

const METHODS: &[&str] = &[
    "Werkdiagnose",
    "Taalstage",
    "Kwikstart",
    "Plusdiensten",
    "Blije Tuinen",
    "Z-route",
    "Werkcafé",
    "Leerwerkplek",
    "Buurtbaan",
    "Proefplaatsing",
    "Jobcoaching",
    "Dagbesteding",
];
const GROUPS: &[&str] =
    &["jongeren", "statushouders", "alleenstaande ouders", "vijftigplussers", "schoolverlaters", "mensen met schulden", "langdurig werkzoekenden"];
const TOWNS: &[&str] = &[
    "Best",
    "Boxtel",
    "Veghel",
    "Schijndel",
    "Sint-Oedenrode",
    "Nuenen",
    "Gerwen",
    "Oirschot",
    "Oisterwijk",
    "Moergestel",
    "Haaren",
    "Son",
    "Breugel",
    "Vught",
    "Cromvoirt",
    "Den Dungen",
    "Berlicum",
];

/// Adds `count` sub-projects, with plans, a municipality and leads; answers how many were made.
pub async fn fill(db: &Database, count: u64, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let mut unit = db.begin(now).await?;
    let conn = unit.conn();
    let municipality = new_id();

    let name = "Meetgemeente".to_owned();
    let home = organisation::ActiveModel { name: Set(name.clone()), kind: Set(OrganisationKind::Municipality.as_str().to_owned()), ..Default::default() };
    insert(conn, vec![made::<organisation::Entity>(home, municipality, &name, now)]).await?;
    let people: Vec<Uuid> = (0..200).map(|_| new_id()).collect();
    let rows = people.iter().enumerate().map(|(n, id)| {
        let name = format!("Demo Medewerker {n}");
        let person = person::ActiveModel {
            name: Set(name.clone()),
            email: Set(format!("{id}@meting.example")),
            job_title: Set("Consulent".to_owned()),
            organisation_id: Set(municipality),
            expertise: Set(list_text::<String>(&[])),
            language: Set(Language::Dutch.as_str().to_owned()),
            ..Default::default()
        };
        made::<person::Entity>(person, *id, &name, now)
    });
    insert(conn, rows.collect()).await?;

    let plans: Vec<Uuid> = (0..count.div_ceil(SUB_PROJECTS_PER_PLAN)).map(|_| new_id()).collect();
    let start = crate::day::of(now);
    let rows = plans.iter().enumerate().map(|(n, id)| {
        let title = format!("Lokaal plan {} {n}", pick(TOWNS, n));
        let visibility = if n % 10 == 0 { Visibility::Members } else { Visibility::Network };
        let plan = local_plan::ActiveModel {
            title: Set(title.clone()),
            start_date: Set(start),
            end_date: Set(start.checked_add_days(Days::new(1_000)).unwrap_or(start)),
            ambition: Set("Iedereen doet mee.".to_owned()),
            status: Set(PlanStatus::Concept.as_str().to_owned()),
            visibility: Set(visibility.as_str().to_owned()),
            ..Default::default()
        };
        made::<local_plan::Entity>(plan, *id, &title, now)
    });
    insert(conn, rows.collect()).await?;
    let links = plans.iter().map(|plan| local_plan_municipality::ActiveModel { local_plan_id: Set(*plan), municipality_id: Set(municipality) });
    insert(conn, links.collect()).await?;
    let leads = plans.iter().enumerate().map(|(n, plan)| local_plan_lead::ActiveModel { local_plan_id: Set(*plan), person_id: Set(people[n % people.len()]) });
    insert(conn, leads.collect()).await?;

    let mut rows = Vec::with_capacity(ROWS_PER_STATEMENT);
    let mut measured = vec![];
    for n in 0..usize::try_from(count).unwrap_or(usize::MAX) {
        let (method, group, town) = (pick(METHODS, n), pick(GROUPS, n / 3), pick(TOWNS, n / 7));
        let name = format!("{method} voor {group} in {town} {n}");
        let at = now - Duration::seconds(i64::try_from(n).unwrap_or(0));
        let id = new_id();
        if measured.len() < MEASURED {
            measured.push(id);
        }
        let sub_project = sub_project::ActiveModel {
            local_plan_id: Set(plans[n / usize::try_from(SUB_PROJECTS_PER_PLAN).unwrap_or(1)]),
            name: Set(name.clone()),
            aim: Set(format!("Meer {group} vinden een plek die past.")),
            target_group: Set(format!("Inwoners van {town}: {group}.")),
            method: Set(format!("{method} van twaalf weken met een vaste begeleider.")),
            places: Set(list_text(&[town])),
            phase: Set(Phase::ALL[n % Phase::ALL.len()].as_str().to_owned()),
            municipality_lead_id: Set(Some(people[n % people.len()])),
            partner_lead_id: Set(Some(people[(n + 1) % people.len()])),
            ..Default::default()
        };
        rows.push(made::<sub_project::Entity>(sub_project, id, &name, at));
        if rows.len() == ROWS_PER_STATEMENT {
            insert(conn, std::mem::take(&mut rows)).await?;
        }
    }
    insert(conn, rows).await?;
    measure(conn, plans.get(..plans.len().min(MEASURED / 10)).unwrap_or(&plans), &measured, now).await?;

    let entry = Entry {
        actor: None,
        on_behalf_of: None,
        kind: Kind::Organisation,
        resource_id: municipality,
        within: None,
        verb: Verb::Created,
        audience: Visibility::Public,
        changes: vec![],
        request_id: None,
    };
    unit.record(&entry, Some(1)).await?;
    unit.commit().await?;
    // PostgreSQL gathers statistics by itself, some time later. SQLite does better without: with statistics it prepares a filter over all plans
    // for each page.
    if db.backend() == sea_orm::DbBackend::Postgres {
        db.reader().execute_unprepared("ANALYZE").await?;
    }
    Ok(count)
}

/// Adds a course with one goal to which these plans contribute, and to each of these sub-projects an indicator with a measurement for each of two years' months.
async fn measure<C: ConnectionTrait>(conn: &C, plans: &[Uuid], sub_projects: &[Uuid], now: DateTime<Utc>) -> Result<(), StoreError> {
    let (indicator, course, goal) = (new_id(), new_id(), new_id());
    let (day, none) = (crate::day::of(now), list_text::<String>(&[]));
    insert(conn, vec![definition(indicator, now)]).await?;
    let title = "Meetkoers".to_owned();
    let row = strategic_course::ActiveModel {
        title: Set(title.clone()),
        description: Set(String::new()),
        start_date: Set(day),
        end_date: Set(day),
        ..Default::default()
    };
    insert(conn, vec![made::<strategic_course::Entity>(row, course, &title, now)]).await?;
    let title = "Meetdoel".to_owned();
    let row = strategic_goal::ActiveModel {
        title: Set(title.clone()),
        strategic_course_id: Set(course),
        description: Set(String::new()),
        indicator_id: Set(Some(indicator)),
        targets: Set(none.clone()),
        evaluations: Set(none),
        ..Default::default()
    };
    insert(conn, vec![made::<strategic_goal::Entity>(row, goal, &title, now)]).await?;
    insert(conn, plans.iter().map(|plan| local_plan_goal::ActiveModel { local_plan_id: Set(*plan), goal_id: Set(goal) }).collect()).await?;

    let figures: Vec<Uuid> = sub_projects.iter().map(|_| new_id()).collect();
    insert(conn, figures.iter().zip(sub_projects).map(|(id, sub_project)| figure(*id, *sub_project, indicator, now)).collect()).await?;
    for figures in figures.chunks(ROWS_PER_STATEMENT / MEASUREMENTS) {
        let rows = figures.iter().flat_map(|figure| {
            (0..MEASUREMENTS).map(move |month| {
                let on = day.checked_sub_months(Months::new(u32::try_from(month).unwrap_or(0))).unwrap_or(day);
                approved(*figure, on, i64::try_from(month).unwrap_or(0), now)
            })
        });
        insert(conn, rows.collect()).await?;
    }
    Ok(())
}

/// The definition that all figures follow.
fn definition(id: Uuid, now: DateTime<Utc>) -> indicator::ActiveModel {
    let name = "Meetindicator".to_owned();
    let row = indicator::ActiveModel {
        name: Set(name.clone()),
        unit: Set(UNIT.to_owned()),
        direction: Set(Direction::Up.as_str().to_owned()),
        accumulation: Set(Accumulation::Cumulative.as_str().to_owned()),
        counts_residents: Set(true),
        definition: Set("Wie begint.".to_owned()),
        source: Set(String::new()),
        groups: Set(list_text::<String>(&[])),
        ..Default::default()
    };
    made::<indicator::Entity>(row, id, &name, now)
}

fn figure(id: Uuid, sub_project: Uuid, indicator: Uuid, now: DateTime<Utc>) -> sub_project_indicator::ActiveModel {
    let title = "Deelnemers".to_owned();
    let row = sub_project_indicator::ActiveModel {
        title: Set(title.clone()),
        sub_project_id: Set(sub_project),
        indicator_id: Set(Some(indicator)),
        comparability: Set(Some(Comparability::Same.as_str().to_owned())),
        unit: Set(UNIT.to_owned()),
        direction: Set(Direction::Up.as_str().to_owned()),
        accumulation: Set(Accumulation::Cumulative.as_str().to_owned()),
        counts_residents: Set(true),
        definition: Set(String::new()),
        groups: Set(list_text::<String>(&[])),
        targets: Set(list_text::<String>(&[])),
        ..Default::default()
    };
    made::<sub_project_indicator::Entity>(row, id, &title, now)
}

/// A measurement that was approved.
fn approved(figure: Uuid, on: NaiveDate, value: i64, now: DateTime<Utc>) -> measurement::ActiveModel {
    let row = measurement::ActiveModel {
        sub_project_indicator_id: Set(figure),
        measured_date: Set(on),
        value: Set(value),
        note: Set(String::new()),
        cells: Set(list_text::<String>(&[])),
        approved_at: Set(Some(now)),
        ..Default::default()
    };
    made::<measurement::Entity>(row, new_id(), "", now)
}

fn pick<'a>(from: &[&'a str], n: usize) -> &'a str {
    from[n % from.len()]
}

/// The row with what every resource has.
fn made<T: Table>(mut row: T::ActiveModel, id: Uuid, name: &str, at: DateTime<Utc>) -> T::ActiveModel {
    T::begin(&mut row, id, at);
    T::set_name_key(&mut row, text::fold(name));
    row
}

async fn insert<A: ActiveModelTrait, C: ConnectionTrait>(conn: &C, rows: Vec<A>) -> Result<(), StoreError> {
    for chunk in rows.chunks(ROWS_PER_STATEMENT) {
        A::Entity::insert_many(chunk.iter().cloned()).exec_without_returning(conn).await?;
    }
    Ok(())
}
