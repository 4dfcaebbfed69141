//! Progress updates in the database.
use crate::{
    StoreError, dialect,
    entity::progress_update::{self, Column},
    in_sub_project::{self, InSubProject, Item},
    resource::{Resource, Sort, join_person, narrow_by_name, stored},
    row::get,
    viewer::Viewer,
};
use domain::{LocalPlanId, PersonId, ProgressUpdateId, SubProjectId, progress_update::ProgressUpdate, resource::Kind, text};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryResult,
    sea_query::{Expr, ExprTrait, SelectStatement},
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
    /// Who wrote it, unless a system did.
    pub author: Option<(PersonId, String)>,
}

/// Notes who wrote an update.
///
/// # Errors
/// When the database does not answer.
pub async fn set_author<C: ConnectionTrait>(conn: &C, id: ProgressUpdateId, author: PersonId) -> Result<(), StoreError> {
    progress_update::Entity::update_many().col_expr(Column::AuthorId, Expr::val(author.0)).filter(Column::Id.eq(id.0)).exec(conn).await?;
    Ok(())
}

/// Whether a sub-project has another report of this day with this title, whatever its case; until the transaction ends nobody else adds one.
///
/// # Errors
/// When the database does not answer.
pub async fn has_same<C: ConnectionTrait>(conn: &C, state: &ProgressUpdate, except: ProgressUpdateId) -> Result<bool, StoreError> {
    dialect::take_turn(conn, &format!("reports of {}", state.sub_project_id.0)).await?;
    let same = progress_update::Entity::find()
        .filter(Column::SubProjectId.eq(state.sub_project_id.0))
        .filter(Column::ReportDate.eq(state.report_date))
        .filter(Column::NameKey.eq(text::fold(&state.title)))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::Id.ne(except.0));
    Ok(same.count(conn).await? > 0)
}

impl Resource for ProgressUpdates {
    type Table = progress_update::Entity;
    type Lives = InSubProject;
    const KIND: Kind = Kind::ProgressUpdate;
    const NAME: Column = Column::Title;
    type Id = ProgressUpdateId;
    type State = ProgressUpdate;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        progress_update => domain::progress_update::ProgressUpdate {
            sub_project_id: id, title, report_date, time_light: [light], time_note, money_light: [light], money_note, result_light: [light], result_note,
            lesson, help,
        }
    }

    fn name(state: &ProgressUpdate) -> &str {
        &state.title
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort::by("-reportDate", Column::ReportDate), Sort::by("reportDate", Column::ReportDate)]
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        join_person(query, "author", Column::AuthorId);
    }

    fn extra(row: &progress_update::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        Ok(Extra { author: row.author_id.map(PersonId).zip(get(query, "author_name")?) })
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        in_sub_project::narrow(query, Column::SubProjectId, &filter.sub_project_id, &filter.local_plan_id);
        if filter.with_help {
            query.and_where(Expr::col(Column::Help.as_column_ref()).ne(Expr::Constant("".into())));
        }
    }
}

impl Item for ProgressUpdates {
    const SUB_PROJECT_ID: Column = Column::SubProjectId;

    fn sub_project_id(state: &ProgressUpdate) -> SubProjectId {
        state.sub_project_id
    }
}

/// A light, which is always there once it is stored.
mod light {
    use crate::{StoreError, row};
    use domain::progress_update::Light;

    pub(super) fn to(light: &Option<Light>) -> String {
        light.map_or("", Light::as_str).to_owned()
    }

    pub(super) fn from(text: &str) -> Result<Option<Light>, StoreError> {
        row::code("light", text).map(Some)
    }
}
