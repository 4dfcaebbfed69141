//! Large amounts of realistic data, for benchmarks: written in one transaction, many rows a statement.
use crate::{Database, StoreError, new_id, row::items};
use chrono::{DateTime, Days, Duration, Months, Utc};
use domain::{
    journal::{Entry, Verb},
    resource::Kind,
    sub_project::Phase,
    text,
    visibility::Visibility,
};
use sea_orm::{
    ConnectionTrait, Value,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

const SUB_PROJECTS_PER_PLAN: u64 = 10;
/// So many sub-projects have an indicator, each with so many measurements.
const MEASURED: usize = 10_000;
const MEASUREMENTS: usize = 24;
/// SQLite takes 32,766 values in one statement.
const ROWS_PER_STATEMENT: usize = 1_000;

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
    let base = |id: Uuid, name: &str| -> Vec<Value> { vec![id.into(), 1_i32.into(), now.into(), now.into(), text::fold(name).into()] };
    let row = |base: Vec<Value>, rest: Vec<Value>| base.into_iter().chain(rest).collect::<Vec<_>>();

    let home = row(base(municipality, "Meetgemeente"), vec!["Meetgemeente".into(), "municipality".into()]);
    insert(conn, "organisation", &["name", "kind"], true, vec![home]).await?;
    let people: Vec<Uuid> = (0..200).map(|_| new_id()).collect();
    let rows = people.iter().enumerate().map(|(n, id)| {
        let name = format!("Demo Medewerker {n}");
        let email = format!("{id}@meting.example");
        row(base(*id, &name), vec![name.into(), email.into(), "Consulent".into(), municipality.into(), items(&[]), "nl".into()])
    });
    insert(conn, "person", &["name", "email", "job_title", "organisation_id", "expertise", "language"], true, rows.collect()).await?;

    let plans: Vec<Uuid> = (0..count.div_ceil(SUB_PROJECTS_PER_PLAN)).map(|_| new_id()).collect();
    let start = crate::day::of(now);
    let rows = plans.iter().enumerate().map(|(n, id)| {
        let title = format!("Lokaal plan {} {n}", pick(TOWNS, n));
        let end = start.checked_add_days(Days::new(1_000)).unwrap_or(start);
        let state: Vec<Value> = vec![
            title.clone().into(),
            start.into(),
            end.into(),
            "Iedereen doet mee.".into(),
            "concept".into(),
            if n % 10 == 0 { "members" } else { "network" }.into(),
        ];
        row(base(*id, &title), state)
    });
    insert(conn, "local_plan", &["title", "start_date", "end_date", "ambition", "status", "visibility"], true, rows.collect()).await?;
    let links = plans.iter().map(|plan| vec![(*plan).into(), municipality.into()]).collect();
    insert(conn, "local_plan_municipality", &["local_plan_id", "municipality_id"], false, links).await?;
    let links = plans.iter().enumerate().map(|(n, plan)| vec![(*plan).into(), people[n % people.len()].into()]).collect();
    insert(conn, "local_plan_lead", &["local_plan_id", "person_id"], false, links).await?;

    let columns = ["local_plan_id", "name", "aim", "target_group", "method", "places", "phase", "municipality_lead_id", "partner_lead_id"];
    let mut rows = Vec::with_capacity(ROWS_PER_STATEMENT);
    let mut measured = vec![];
    for n in 0..usize::try_from(count).unwrap_or(usize::MAX) {
        let (method, group, town) = (pick(METHODS, n), pick(GROUPS, n / 3), pick(TOWNS, n / 7));
        let name = format!("{method} voor {group} in {town} {n}");
        let plan = plans[n / usize::try_from(SUB_PROJECTS_PER_PLAN).unwrap_or(1)];
        let phase = Phase::ALL[n % Phase::ALL.len()];
        let at = now - Duration::seconds(i64::try_from(n).unwrap_or(0));
        let id = new_id();
        if measured.len() < MEASURED {
            measured.push(id);
        }
        rows.push(vec![
            id.into(),
            1_i32.into(),
            at.into(),
            at.into(),
            text::fold(&name).into(),
            plan.into(),
            name.into(),
            format!("Meer {group} vinden een plek die past.").into(),
            format!("Inwoners van {town}: {group}.").into(),
            format!("{method} van twaalf weken met een vaste begeleider.").into(),
            items(&[town.to_owned()]),
            phase.as_str().into(),
            people[n % people.len()].into(),
            people[(n + 1) % people.len()].into(),
        ]);
        if rows.len() == ROWS_PER_STATEMENT {
            insert(conn, "sub_project", &columns, true, std::mem::take(&mut rows)).await?;
        }
    }
    insert(conn, "sub_project", &columns, true, rows).await?;
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
    let base = |id: Uuid, name: &str| -> Vec<Value> { vec![id.into(), 1_i32.into(), now.into(), now.into(), text::fold(name).into()] };
    let row = |base: Vec<Value>, rest: Vec<Value>| base.into_iter().chain(rest).collect::<Vec<_>>();
    let (indicator, course, goal) = (new_id(), new_id(), new_id());
    let measure: [Value; 4] = ["inwoners".into(), "up".into(), "cumulative".into(), true.into()];
    let name = "Meetindicator";
    let state = std::iter::once(Value::from(name)).chain(measure.clone()).chain(["Wie begint.".into(), "".into(), items(&[])]).collect();
    let columns = ["name", "unit", "direction", "accumulation", "counts_residents", "definition", "source", "groups"];
    insert(conn, "indicator", &columns, true, vec![row(base(indicator, name), state)]).await?;
    let day = crate::day::of(now);
    let state = vec!["Meetkoers".into(), "".into(), day.into(), day.into()];
    insert(conn, "strategic_course", &["title", "description", "start_date", "end_date"], true, vec![row(base(course, "Meetkoers"), state)]).await?;
    let state = vec!["Meetdoel".into(), course.into(), "".into(), indicator.into(), "[]".into(), "[]".into()];
    let columns = ["title", "strategic_course_id", "description", "indicator_id", "targets", "evaluations"];
    insert(conn, "strategic_goal", &columns, true, vec![row(base(goal, "Meetdoel"), state)]).await?;
    insert(conn, "local_plan_goal", &["local_plan_id", "goal_id"], false, plans.iter().map(|plan| vec![(*plan).into(), goal.into()]).collect()).await?;

    let indicators: Vec<Uuid> = sub_projects.iter().map(|_| new_id()).collect();
    let rows = indicators.iter().zip(sub_projects).map(|(id, sub_project)| {
        let state = ["Deelnemers".into(), (*sub_project).into(), indicator.into(), "same".into()];
        let state = state.into_iter().chain(measure.clone()).chain(["".into(), items(&[]), "[]".into()]).collect();
        row(base(*id, "Deelnemers"), state)
    });
    let columns = [
        "title",
        "sub_project_id",
        "indicator_id",
        "comparability",
        "unit",
        "direction",
        "accumulation",
        "counts_residents",
        "definition",
        "groups",
        "targets",
    ];
    insert(conn, "sub_project_indicator", &columns, true, rows.collect()).await?;
    let columns = ["sub_project_indicator_id", "measured_date", "value", "note", "cells", "approved_at"];
    for indicators in indicators.chunks(ROWS_PER_STATEMENT / MEASUREMENTS) {
        let rows = indicators.iter().flat_map(|indicator| {
            (0..MEASUREMENTS).map(move |month| {
                let on = day.checked_sub_months(Months::new(u32::try_from(month).unwrap_or(0))).unwrap_or(day);
                let state: Vec<Value> = vec![(*indicator).into(), on.into(), i64::try_from(month).unwrap_or(0).into(), "".into(), items(&[]), now.into()];
                row(base(new_id(), ""), state)
            })
        });
        insert(conn, "measurement", &columns, true, rows.collect()).await?;
    }
    Ok(())
}

fn pick<'a>(from: &[&'a str], n: usize) -> &'a str {
    from[n % from.len()]
}

async fn insert<C: ConnectionTrait>(
    conn: &C,
    table: &'static str,
    columns: &[&'static str],
    is_resource: bool,
    rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    const BASE: [&str; 5] = ["id", "version", "created_at", "updated_at", "name_key"];
    let all: Vec<&'static str> = if is_resource { BASE.iter().chain(columns).copied().collect() } else { columns.to_vec() };
    for chunk in rows.chunks(ROWS_PER_STATEMENT) {
        let mut query = Query::insert().into_table(table).columns(all.iter().copied()).to_owned();
        for row in chunk {
            query.values_panic(row.iter().cloned().map(Expr::val));
        }
        conn.execute(&query).await?;
    }
    Ok(())
}
