//! Documents in the database.
use crate::{
    StoreError,
    entity::{
        document::{self, Column},
        upload,
    },
    in_sub_project::{self, InSubProject, Item, OpenRows, Readers},
    resource::{Resource, join_person, narrow_by_name, stored},
    row::{column, get, get_code},
    thing::upload::Upload,
    viewer::Viewer,
};
use domain::{DocumentId, LocalPlanId, PersonId, SubProjectId, UploadId, document::Document, resource::Kind, visibility::Visibility};
use sea_orm::{
    ColumnTrait, DbBackend, IdenStatic, QueryResult,
    sea_query::{Expr, ExprTrait, JoinType, SelectStatement},
};

/// How documents are stored.
pub struct Documents;

/// What a list of documents filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
}

/// What is known of a document beside its state.
pub struct Extra {
    pub file: Upload,
    /// Who sent the file, unless a system did.
    pub author: Option<(PersonId, String)>,
}

impl Resource for Documents {
    type Table = document::Entity;
    type Lives = InSubProject;
    const KIND: Kind = Kind::Document;
    const NAME: Column = Column::Title;
    type Id = DocumentId;
    type State = Document;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        document => domain::document::Document { sub_project_id: id, title, note, team_only, upload_id: id }
    }

    fn name(state: &Document) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        for column in [upload::Column::FileName, upload::Column::Kind, upload::Column::Size, upload::Column::Sha256, upload::Column::UploadedBy] {
            query.column(column.as_column_ref());
        }
        let file = Expr::col(upload::Column::Id.as_column_ref()).equals(Column::UploadId.as_column_ref());
        query.join(JoinType::InnerJoin, upload::Entity, file);
        join_person(query, "author", upload::Column::UploadedBy);
    }

    fn extra(row: &document::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        let file = Upload {
            id: UploadId(row.upload_id),
            uploaded_by: column(query, upload::Column::UploadedBy)?,
            file_name: column(query, upload::Column::FileName)?,
            kind: get_code(query, upload::Column::Kind.as_str())?,
            size: column(query, upload::Column::Size)?,
            sha256: column(query, upload::Column::Sha256)?,
        };
        let author = get::<Option<String>>(query, "author_name")?.map(|name| (PersonId(file.uploaded_by), name));
        Ok(Extra { file, author })
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        in_sub_project::narrow(query, Column::SubProjectId, &filter.sub_project_id, &filter.local_plan_id);
    }
}

impl Item for Documents {
    const SUB_PROJECT_ID: Column = Column::SubProjectId;

    fn sub_project_id(state: &Document) -> SubProjectId {
        state.sub_project_id
    }

    fn readers(state: &Document) -> Readers {
        if state.team_only { Readers::Reserved { audience: Visibility::Hidden } } else { Readers::OfPlan }
    }

    fn open_rows() -> OpenRows {
        OpenRows::Where(Column::TeamOnly.eq(false))
    }
}
