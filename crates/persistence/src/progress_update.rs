//! Progress updates in the database.
use crate::{
    StoreError, local_plan,
    resource::{Resource, Sort, SortContent, get, get_enum, get_id, join, narrow_by_name},
    visibility,
};
use domain::{
    LocalPlanId, PersonId, ProgressUpdateId, SubProjectId,
    policy::{Actor, Part, PlanRelation, Scope},
    progress_update::{Light, ProgressUpdate},
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement},
};

/// How progress updates are stored.
pub struct ProgressUpdates;

/// What a list of progress updates filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Option<SubProjectId>,
    pub local_plan_id: Option<LocalPlanId>,
    /// Only those that ask colleagues for help.
    pub with_help: bool,
}

/// What is known of an update beside its state.
pub struct Extra {
    pub sub_project_name: String,
    pub plan: (LocalPlanId, String),
    pub plan_visibility: Visibility,
    /// Who wrote it, unless a system did.
    pub author: Option<(PersonId, String)>,
    pub relation: PlanRelation,
    /// The pair of leads of the sub-project.
    pub lead_ids: [Option<PersonId>; 2],
    /// Whether the actor is one of its contributors.
    pub contributes: bool,
}

impl Extra {
    /// What the rules need to know.
    pub fn scope(&self, actor: &Actor) -> Scope {
        let me = actor.person();
        let part = match (me.is_some() && self.lead_ids.contains(&me), self.contributes) {
            (true, _) => Part::Lead,
            (false, true) => Part::Contributor,
            (false, false) => Part::None,
        };
        Scope::ProgressUpdate { visibility: self.plan_visibility, relation: self.relation, part }
    }
}

/// Notes who wrote an update.
pub async fn set_author<C: ConnectionTrait>(conn: &C, id: ProgressUpdateId, author: PersonId) -> Result<(), StoreError> {
    conn.execute(Query::update().table("progress_update").value("author_id", author.0).and_where(Expr::col("id").eq(id.0))).await?;
    Ok(())
}

fn light(light: Option<Light>) -> Value {
    light.map_or("", Light::as_str).into()
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
        query.expr_as(Expr::col(("sub_project", "name")), "sub_project_name");
        query.column(("sub_project", "municipality_lead_id")).column(("sub_project", "partner_lead_id"));
        query.expr_as(actor.person().map_or_else(|| Expr::cust("(0 > 0)"), visibility::contributes), "contributes");
        query.join(JoinType::InnerJoin, "sub_project", Expr::col(("sub_project", "id")).equals(("progress_update", "sub_project_id")));
        query.expr_as(Expr::col(("local_plan", "id")), "plan_id").expr_as(Expr::col(("local_plan", "title")), "plan_title");
        query.expr_as(Expr::col(("local_plan", "visibility")), "plan_visibility");
        query.join(JoinType::InnerJoin, "local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")));
        query.expr_as(Expr::col(("author", "name")), "author_name");
        join(query, "person", "author", ("progress_update", "author_id"));
        local_plan::select_relation(query, actor);
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::progress_updates(actor)
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "progress_update", filter.q.as_deref());
        if let Some(sub_project) = filter.sub_project_id {
            query.and_where(Expr::col(("progress_update", "sub_project_id")).eq(sub_project.0));
        }
        if let Some(plan) = filter.local_plan_id {
            query.and_where(Expr::col(("sub_project", "local_plan_id")).eq(plan.0));
        }
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
        let extra = Extra {
            sub_project_name: get(row, "sub_project_name")?,
            plan: (LocalPlanId(get(row, "plan_id")?), get(row, "plan_title")?),
            plan_visibility: get_enum(row, "plan_visibility", Visibility::parse)?,
            author: author.zip(get(row, "author_name")?),
            relation: local_plan::read_relation(row)?,
            lead_ids: [get_id(row, "municipality_lead_id")?, get_id(row, "partner_lead_id")?],
            contributes: get(row, "contributes")?,
        };
        Ok((state, extra))
    }
}
