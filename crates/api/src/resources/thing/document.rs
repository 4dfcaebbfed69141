//! Documents of sub-projects.
use crate::{
    crud::{self, ApiResource, Check, Docs, Presence, Scopes},
    demo,
    error::ApiError,
    extract::Ctx,
    operation::{Access, Operation},
    resources::upload::{self, Shown},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{Reference, document as wire};
use domain::{
    api_client::ApiScope,
    document::Document,
    policy::{Action, Actor, can},
};
use persistence::{Found, Transaction, document as store, upload as upload_store};
use serde_json::json;

pub struct Documents;

impl ApiResource for Documents {
    const PATH: &'static str = "documents";
    const SINGULAR: &'static str = "Document";
    const ID: &'static str = "documentId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::Documents;
    type Input = wire::DocumentInput;
    type View = wire::Document;
    type Filter = wire::DocumentFilter;

    fn docs() -> Docs {
        Docs {
            tag: "Documents",
            plural: "Documents",
            word: "document",
            words: "documents",
            who_reads: "For whoever may read the local plan of its sub-project; what is for the team only, for the team, the leads of the local plan and the executives of its municipalities.",
            who_creates: "For the team of the sub-project and the leads of the local plan, with a file that they have sent.",
            who_edits: "For the team of the sub-project and the leads of the local plan.",
            who_deletes: "For the pair of leads of the sub-project and the leads of the local plan.",
            example_id: demo::id("document", "kansen-1").to_string(),
            example: json!({
                "subProjectId": demo::id("sub-project", "kansen"), "title": "Evaluatie van het eerste halfjaar", "note": "Besproken in de stuurgroep.", "teamOnly": false,
                "uploadId": demo::id("upload", "kansen-1"),
            }),
            example_patch: json!({"note": "Vastgesteld door de stuurgroep."}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Document {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let Found { stored, around, extra } = found;
        let Document { sub_project_id, title, note, team_only, upload_id } = stored.state;
        wire::Document {
            id: stored.id.0,
            sub_project: Reference { id: sub_project_id.0, name: around.sub_project_name },
            local_plan: Reference { id: around.plan.0.0, name: around.plan.1 },
            title,
            note,
            team_only,
            file: upload::view(upload_id, extra.file.file_name, extra.file.kind, extra.file.size),
            author: extra.author.filter(|_| *actor != Actor::Anonymous).map(|(id, name)| Reference { id: id.0, name }),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::DocumentFilter) -> (store::Filter, bool) {
        let wire::DocumentFilter { q, sub_project_id, local_plan_id, deleted } = filter;
        (store::Filter { q, sub_project_id: sub_project_id.each(), local_plan_id: local_plan_id.each() }, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Document) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        if before.is_none_or(|before| before.upload_id != state.upload_id) {
            let caller = check.actor.id().ok_or(ApiError::Unauthenticated)?;
            if !upload_store::take(check.conn, state.upload_id, caller, check.id).await? {
                return Err(ApiError::unknown("/uploadId"));
            }
        }
        Ok(())
    }

    async fn check_presence(conn: &Transaction, found: &Found<Self::Store>, presence: Presence) -> Result<(), ApiError> {
        if presence == Presence::Restored && !upload_store::is_kept(conn, found.stored.state.upload_id).await? {
            return Err(ApiError::State("file_gone", "The file of this document is not kept any more. Add it as a new document.".into()));
        }
        Ok(())
    }
}

/// What documents have beside the common operations.
pub fn operations(_schemas: &mut Schemas) -> Vec<Operation> {
    vec![
        Operation::new("get", "/documents/{documentId}/content", "getDocumentContent", Access::Optional, content).for_systems(ApiScope::PlansRead)
            .text(
                "Documents",
                "Take the file of a document along",
                "For whoever may read the document. The file comes as something to save, never to open within the page. Its ETag tells whether you have it already (`If-None-Match`), and lets you go on where a transfer broke off (`Range` with `If-Range`).",
            )
            .id_parameter("documentId", &demo::id("document", "kansen-1").to_string())
            .answers_file(&upload::MEDIA_TYPES, "The file.")
            .in_parts(),
    ]
}

async fn content(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let found = crud::find_allowed::<Documents, _>(ctx.app.db.reader(), &ctx, ctx.path_id("documentId")?, Action::Read).await?;
    crud::record_reading::<Documents>(&ctx, &found).await?;
    upload::send(&ctx, &found.extra.file, Shown::ToSave).await
}
