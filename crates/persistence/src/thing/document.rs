//! Documents in the database.
use crate::{
    StoreError,
    resource::{Need, Resource, join, narrow_by_name},
    row::{get, get_enum, get_id},
    visibility,
    within_sub_project::{self, Around},
};
use domain::{
    DocumentId, LocalPlanId, PersonId, SubProjectId, UploadId,
    document::{Document, FileKind},
    policy::Actor,
    resource::Kind,
};
use sea_orm::{
    Condition, DbBackend, QueryResult, Value,
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
    pub around: Around,
    pub file_name: String,
    pub kind: FileKind,
    /// In bytes.
    pub size: i64,
    /// Of its content, in hexadecimal.
    pub sha256: String,
    /// Who sent the file, unless a system did.
    pub author: Option<(PersonId, String)>,
}

impl Resource for Documents {
    const TABLE: &'static str = "document";
    const KIND: Kind = Kind::Document;
    type Id = DocumentId;
    type State = Document;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &Document) -> Vec<(&'static str, Value)> {
        let Document { sub_project_id, title, note, team_only, upload_id } = state;
        vec![
            ("sub_project_id", sub_project_id.0.into()),
            ("title", title.as_str().into()),
            ("note", note.as_str().into()),
            ("team_only", (*team_only).into()),
            ("upload_id", upload_id.0.into()),
        ]
    }

    fn name(state: &Document) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, actor: &Actor, _in_full: bool) {
        for column in ["sub_project_id", "title", "note", "team_only", "upload_id"] {
            query.column(("document", column));
        }
        for column in ["file_name", "kind", "size", "sha256"] {
            query.column(("upload", column));
        }
        query.join(JoinType::InnerJoin, "upload", Expr::col(("upload", "id")).equals(("document", "upload_id")));
        within_sub_project::select(query, actor, "document");
        query.expr_as(Expr::col(("author", "id")), "author_id").expr_as(Expr::col(("author", "name")), "author_name");
        join(query, "person", "author", ("upload", "uploaded_by"));
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::reserved(actor, Some(Expr::col(("document", "team_only")).eq(false)))
    }

    fn held() -> Condition {
        visibility::sub_project_stands()
    }

    fn needs(state: &Document) -> Vec<Need> {
        vec![Need::one::<crate::sub_project::SubProjects>("subProjectId", state.sub_project_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "document", filter.q.as_deref());
        within_sub_project::narrow(query, "document", &filter.sub_project_id, &filter.local_plan_id);
    }

    fn read(row: &QueryResult) -> Result<(Document, Extra), StoreError> {
        let state = Document {
            sub_project_id: SubProjectId(get(row, "sub_project_id")?),
            title: get(row, "title")?,
            note: get(row, "note")?,
            team_only: get(row, "team_only")?,
            upload_id: UploadId(get(row, "upload_id")?),
        };
        let author: Option<PersonId> = get_id(row, "author_id")?;
        let extra = Extra {
            around: within_sub_project::read(row)?,
            file_name: get(row, "file_name")?,
            kind: get_enum(row, "kind", FileKind::parse)?,
            size: get(row, "size")?,
            sha256: get(row, "sha256")?,
            author: author.zip(get(row, "author_name")?),
        };
        Ok((state, extra))
    }
}
