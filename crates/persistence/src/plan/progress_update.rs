//! Progress updates in the database.
use crate::{
    StoreError, dialect,
    resource::{Need, Resource, Sort, SortContent, join, narrow_by_name},
    row::{get, get_enum, get_id},
    visibility,
    within_sub_project::{self, Around},
};
use domain::{
    LocalPlanId, PersonId, ProgressUpdateId, SubProjectId,
    policy::Actor,
    progress_update::{Light, ProgressUpdate},
    resource::Kind,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

/// How progress updates are stored.
pub struct ProgressUpdates;

/// What a list of progress updates filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    /// Only those that ask colleagues for help.
    pub with_help: bool,
}

/// What is known of an update beside its state.
pub struct Extra {
    pub around: Around,
    /// Who wrote it, unless a system did.
    pub author: Option<(PersonId, String)>,
}

/// Notes who wrote an update.
pub async fn set_author<C: ConnectionTrait>(conn: &C, id: ProgressUpdateId, author: PersonId) -> Result<(), StoreError> {
    conn.execute(Query::update().table("progress_update").value("author_id", author.0).and_where(Expr::col("id").eq(id.0))).await?;
    Ok(())
}

fn light(light: Option<Light>) -> Value {
    light.map_or("", Light::as_str).into()
}

/// Whether a sub-project has another report of this day with this title, whatever its case; until the transaction ends nobody else adds one.
pub async fn has_same<C: ConnectionTrait>(conn: &C, state: &ProgressUpdate, except: ProgressUpdateId) -> Result<bool, StoreError> {
    dialect::take_turn(conn, &format!("reports of {}", state.sub_project_id.0)).await?;
    let query = Query::select()
        .column("id")
        .from("progress_update")
        .and_where(Expr::col("sub_project_id").eq(state.sub_project_id.0))
        .and_where(Expr::col("report_date").eq(state.report_date))
        .and_where(Expr::col("name_key").eq(domain::text::fold(&state.title)))
        .and_where(Expr::col("deleted_at").is_null())
        .and_where(Expr::col("id").ne(except.0))
        .limit(1)
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}

impl Resource for ProgressUpdates {
    const TABLE: &'static str = "progress_update";
    const KIND: Kind = Kind::ProgressUpdate;
    const SORTS: &'static [Sort] = &[
        Sort { name: "-reportDate", column: "report_date", content: SortContent::Day },
        Sort { name: "reportDate", column: "report_date", content: SortContent::Day },
    ];
    type Id = ProgressUpdateId;
    type State = ProgressUpdate;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &ProgressUpdate) -> Vec<(&'static str, Value)> {
        let ProgressUpdate { sub_project_id, title, report_date, time_light, time_note, money_light, money_note, result_light, result_note, lesson, help } =
            state;
        vec![
            ("sub_project_id", sub_project_id.0.into()),
            ("title", title.as_str().into()),
            ("report_date", (*report_date).into()),
            ("time_light", light(*time_light)),
            ("time_note", time_note.as_str().into()),
            ("money_light", light(*money_light)),
            ("money_note", money_note.as_str().into()),
            ("result_light", light(*result_light)),
            ("result_note", result_note.as_str().into()),
            ("lesson", lesson.as_str().into()),
            ("help", help.as_str().into()),
        ]
    }

    fn name(state: &ProgressUpdate) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, actor: &Actor, _in_full: bool) {
        for column in [
            "sub_project_id",
            "title",
            "report_date",
            "time_light",
            "time_note",
            "money_light",
            "money_note",
            "result_light",
            "result_note",
            "lesson",
            "help",
            "author_id",
        ] {
            query.column(("progress_update", column));
        }
        within_sub_project::select(query, actor, "progress_update");
        query.expr_as(Expr::col(("author", "name")), "author_name");
        join(query, "person", "author", ("progress_update", "author_id"));
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::local_plans(actor)
    }

    fn held() -> Condition {
        visibility::sub_project_stands()
    }

    fn needs(state: &ProgressUpdate) -> Vec<Need> {
        vec![Need::one::<crate::sub_project::SubProjects>("subProjectId", state.sub_project_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "progress_update", filter.q.as_deref());
        within_sub_project::narrow(query, "progress_update", &filter.sub_project_id, &filter.local_plan_id);
        if filter.with_help {
            query.and_where(Expr::cust("progress_update.help <> ''"));
        }
    }

    fn read(row: &QueryResult) -> Result<(ProgressUpdate, Extra), StoreError> {
        let light = |column: &str| get_enum(row, column, Light::parse).map(Some);
        let state = ProgressUpdate {
            sub_project_id: SubProjectId(get(row, "sub_project_id")?),
            title: get(row, "title")?,
            report_date: get(row, "report_date")?,
            time_light: light("time_light")?,
            time_note: get(row, "time_note")?,
            money_light: light("money_light")?,
            money_note: get(row, "money_note")?,
            result_light: light("result_light")?,
            result_note: get(row, "result_note")?,
            lesson: get(row, "lesson")?,
            help: get(row, "help")?,
        };
        let author: Option<PersonId> = get_id(row, "author_id")?;
        let extra = Extra { around: within_sub_project::read(row)?, author: author.zip(get(row, "author_name")?) };
        Ok((state, extra))
    }
}
