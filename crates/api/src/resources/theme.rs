//! Themes.
use crate::{
    crud::{ApiResource, Check, Docs},
    demo,
    error::ApiError,
    references::References,
};
use contract::{field_errors, theme as wire, violations_to_errors};
use domain::{
    ThemeId,
    policy::{Actor, Scope, can},
    theme::Theme,
    visibility::Visibility,
};
use persistence::{Found, resource::find, theme as store};
use sea_orm::DatabaseTransaction;
use serde_json::json;
use uuid::Uuid;

pub struct Themes;

impl ApiResource for Themes {
    const PATH: &'static str = "themes";
    const SINGULAR: &'static str = "Theme";
    const ID: &'static str = "themeId";
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
            who_creates: "For administrators.",
            who_edits: "For administrators.",
            who_deletes: "For administrators, when nothing refers to it.",
            example_id: demo::id("theme", "werk").to_string(),
            example: json!({"nameNl": "Laaggeletterdheid", "nameEn": "Low literacy", "parentId": null}),
            example_patch: json!({"nameEn": "Work and participation"}),
        }
    }

    fn scope(_: &Found<Self::Store>, _: &Actor) -> Scope {
        Scope::Catalogue
    }

    fn audience(_: &Found<Self::Store>) -> Visibility {
        Visibility::Public
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Theme {
        let can = can(actor, &Self::scope(&found, actor), Self::ACTIONS);
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

    async fn new_scope(_: &DatabaseTransaction, _: &Actor, _: &Theme) -> Result<Scope, ApiError> {
        Ok(Scope::Catalogue)
    }

    async fn check(check: &Check<'_, Self>, state: &mut Theme) -> Result<(), ApiError> {
        let id = ThemeId(check.id);
        let mut references = References::new(check.conn, check.actor);
        references.one::<store::Themes>("parentId", state.parent_id, check.before.and_then(|found| found.stored.state.parent_id)).await?;
        references.finish()?;
        let parent = match state.parent_id {
            Some(parent) => find::<store::Themes, _>(check.conn, check.actor, parent, false).await?.and_then(|found| found.stored.state.parent_id),
            None => None,
        };
        let violations = state.place_violations(id, parent, store::has_children(check.conn, id).await?);
        match violations_to_errors(violations) {
            Ok(()) => Ok(()),
            Err(errors) => Err(ApiError::UnknownReference(field_errors(&errors))),
        }
    }

    async fn in_use(conn: &DatabaseTransaction, id: Uuid) -> Result<bool, ApiError> {
        Ok(store::in_use(conn, ThemeId(id)).await?)
    }
}
