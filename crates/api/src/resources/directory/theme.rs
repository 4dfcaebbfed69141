//! Themes.
use crate::{
    crud::{self, ApiResource, Check, Docs, Presence, Scopes},
    demo,
    error::{ApiError, check_rules},
    extract::{Ctx, etag},
    operation::{Access, Operation},
    references::References,
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{field_errors, theme as wire};
use domain::{
    ThemeId,
    journal::{Change, Content, Entry, Verb},
    policy::{Action, Actor, can},
    resource::{Kind, Stored},
    theme::{Theme, merge_violations},
    visibility::Visibility,
};
use persistence::{
    Found, Transaction, in_use,
    resource::{find, set_deleted},
    theme as store,
};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

pub struct Themes;

impl ApiResource for Themes {
    const PATH: &'static str = "themes";
    const SINGULAR: &'static str = "Theme";
    const ID: &'static str = "themeId";
    const SCOPES: Scopes = Scopes::CATALOGUE;
    type Store = store::Themes;
    type Input = wire::ThemeInput;
    type View = wire::Theme;
    type Filter = wire::ThemeFilter;

    fn docs() -> Docs {
        Docs {
            tag: "Themes",
            plural: "Themes",
            word: "theme",
            words: "themes",
            who_reads: "For anyone.",
            who_creates: "For administrators and editors.",
            who_edits: "For administrators and editors.",
            who_deletes: "For administrators and editors, when nothing refers to it.",
            example_id: demo::id("theme", "werk").to_string(),
            example: json!({"nameNl": "Laaggeletterdheid", "nameEn": "Low literacy", "parentId": null}),
            example_patch: json!({"nameEn": "Work and participation"}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Theme {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let stored = found.stored;
        let Theme { name_nl, name_en, parent_id } = stored.state;
        wire::Theme {
            id: stored.id.0,
            name_nl,
            name_en,
            parent_id: parent_id.map(Uuid::from),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::ThemeFilter) -> (store::Filter, bool) {
        let wire::ThemeFilter { q, parent_id, deleted } = filter;
        (store::Filter { q, parent_id: parent_id.map(ThemeId) }, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Theme) -> Result<(), ApiError> {
        let id = ThemeId(check.id);
        let mut references = References::new(check.conn, check.actor);
        references.one::<store::Themes>("parentId", state.parent_id, check.before.and_then(|found| found.stored.state.parent_id)).await?;
        references.finish()?;
        placed(check.conn, check.actor, id, state).await
    }

    async fn in_use(conn: &Transaction, actor: &Actor, id: Uuid) -> Result<bool, ApiError> {
        Ok(in_use::theme(conn, actor, ThemeId(id)).await?)
    }

    async fn check_presence(conn: &Transaction, found: &Found<Self::Store>, presence: Presence) -> Result<(), ApiError> {
        if presence == Presence::Deleted {
            return Ok(());
        }
        // The theme above it may have gone under another one meanwhile.
        placed(conn, &Actor::Anonymous, found.stored.id, &found.stored.state).await
    }
}

/// Refuses a place that a theme cannot have: themes stand two deep.
async fn placed(conn: &Transaction, actor: &Actor, id: ThemeId, state: &Theme) -> Result<(), ApiError> {
    let parent = match state.parent_id {
        Some(parent) => find::<store::Themes, _>(conn, actor, parent, false).await?.and_then(|found| found.stored.state.parent_id),
        None => None,
    };
    let violations = state.place_violations(id, parent, store::has_children(conn, id).await?);
    if violations.is_empty() { Ok(()) } else { Err(ApiError::UnknownReference(field_errors(violations))) }
}

/// What themes have beside the common operations.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (input, view) = (schemas.add::<wire::MergeInput>(), schemas.add::<wire::Theme>());
    vec![
        Operation::new("post", "/themes/{themeId}/_merge", "mergeTheme", Access::SignedIn, merge)
            .text(
                "Themes",
                "Merge a theme into another",
                "For administrators. Everything that bears the theme will bear the other one; the theme itself is deleted.",
            )
            .id_parameter("themeId", &demo::id("theme", "z-route").to_string())
            .if_match()
            .errors(&[403])
            .body(&input, &json!({"intoId": demo::id("theme", "taal")}))
            .answers(200, "The theme that stays.", Some(&view), &["ETag"]),
    ]
}

async fn merge(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let id = ThemeId(ctx.path_id("themeId")?);
    let wire::MergeInput { into_id } = ctx.body(&bytes, &wire::MergeInput::name())?;
    let into = ThemeId(into_id);
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let before = crud::find_to_change::<Themes>(&unit, &ctx, id.0, Action::Delete, &seen).await?;
    let seen = before.stored.version;
    let unknown = || ApiError::unknown("/intoId");
    let kept = find::<store::Themes, _>(unit.conn(), &ctx.actor, into, false).await?.ok_or_else(unknown)?;
    let violations = merge_violations(id, store::has_children(unit.conn(), id).await?, into, kept.stored.state.parent_id);
    check_rules(violations)?;
    let moved = in_use::replace_theme(unit.conn(), id, into, unit.now()).await?;
    set_deleted::<store::Themes, _>(unit.conn(), id, seen, Some(unit.now()), unit.now()).await?;
    let change =
        |field: &str| Change { field: field.into(), old: Some(json!([id.0]).to_string()), new: Some(json!([into.0]).to_string()), content: Content::Short };
    for (kind, resource_id, version) in moved {
        let entry = Entry {
            actor: ctx.actor.id(),
            on_behalf_of: ctx.actor.organisation(),
            kind,
            resource_id,
            within: None,
            verb: Verb::Changed,
            // Only an administrator merges; who may see the resource itself may see that its theme changed.
            audience: Visibility::Members,
            changes: vec![change(if kind == Kind::Theme { "parentId" } else { "themeIds" })],
            request_id: ctx.request_id(),
        };
        unit.record(&entry, Some(version)).await?;
    }
    let after = Found { stored: Stored { version: seen + 1, ..before.stored }, ..before };
    crud::record::<Themes>(&mut unit, &ctx, &after, Verb::Merged, vec![change("intoId")]).await?;
    unit.commit().await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(kept.stored.version))).json(Themes::view(kept, &ctx.actor, true)))
}
