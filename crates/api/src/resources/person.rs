//! People and their passwords.
use crate::{
    auth,
    crud::{self, ApiResource, Check, Docs},
    demo,
    error::ApiError,
    extract::Ctx,
    operation::{Access, Operation},
    references::References,
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{FieldError, field_errors, person as wire, problem::explain, violations_to_errors};
use domain::{
    OrganisationId, PersonId, ThemeId,
    journal::Verb,
    password,
    person::Person,
    policy::{Action, Actor, Scope, can, decide},
    visibility::Visibility,
};
use persistence::{Found, UnitOfWork, organisation, person as store, session, theme};
use sea_orm::DatabaseTransaction;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

pub struct People;

impl ApiResource for People {
    const PATH: &'static str = "people";
    const SINGULAR: &'static str = "Person";
    const ID: &'static str = "personId";
    type Store = store::People;
    type Input = wire::PersonInput;
    type View = wire::Person;
    type Filter = wire::PersonFilter;
    const PRIVATE: &'static [&'static str] = &["name", "email", "jobTitle", "expertise", "themeIds"];
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::ChangePassword];

    fn docs() -> Docs {
        Docs {
            tag: "People",
            plural: "People",
            word: "person",
            words: "people",
            who_reads: "For everyone who is signed in.",
            who_creates: "For administrators.",
            who_edits: "For the person and for administrators; e-mail address, organisation and role for administrators only.",
            who_deletes: "For administrators. The person is signed out everywhere.",
            example_id: demo::id("person", "beleidsadviseur-oirschot").to_string(),
            example: json!({
                "name": "Demo Nieuwe collega", "email": "nieuwe.collega@voorbeeld.example", "jobTitle": "Beleidsadviseur",
                "organisationId": demo::id("organisation", "oirschot"), "expertise": ["participatie"], "themeIds": [], "language": "nl", "role": "member",
            }),
            example_patch: json!({"jobTitle": "Beleidsadviseur werk en inkomen", "expertise": ["participatie", "inburgering"]}),
        }
    }

    fn scope(found: &Found<Self::Store>, _: &Actor) -> Scope {
        Scope::Person { id: found.stored.id }
    }

    fn audience(_: &Found<Self::Store>) -> Visibility {
        Visibility::Network
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Person {
        let can = can(actor, &Self::scope(&found, actor), Self::ACTIONS);
        let stored = found.stored;
        let own = actor.person() == Some(stored.id) || actor.is_administrator();
        let Person { name, email, job_title, organisation_id, expertise, theme_ids, language, role, email_visible } = stored.state;
        wire::Person {
            id: stored.id.0,
            name,
            email: (own || email_visible).then_some(email),
            job_title,
            organisation_id: organisation_id.0,
            organisation_name: found.extra.organisation_name,
            expertise,
            theme_ids: theme_ids.into_iter().map(Uuid::from).collect(),
            language,
            role,
            email_visible,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::PersonFilter) -> (store::Filter, bool) {
        let wire::PersonFilter { q, expertise, organisation_id, theme_id, deleted } = filter;
        (store::Filter { q, expertise, organisation_id: organisation_id.map(OrganisationId), theme_id: theme_id.map(ThemeId) }, deleted.unwrap_or(false))
    }

    async fn new_scope(_: &DatabaseTransaction, actor: &Actor, _: &Person) -> Result<Scope, ApiError> {
        // Somebody new is nobody's own account.
        let id = PersonId(Uuid::nil());
        debug_assert_ne!(actor.person(), Some(id));
        Ok(Scope::Person { id })
    }

    async fn check(check: &Check<'_, Self>, state: &mut Person) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        if let Some(before) = before
            && !check.actor.is_administrator()
            && (before.email != state.email || before.organisation_id != state.organisation_id || before.role != state.role)
        {
            return Err(ApiError::Forbidden);
        }
        let mut references = References::new(check.conn, check.actor);
        references.one::<organisation::Organisations>("organisationId", Some(state.organisation_id), before.map(|before| before.organisation_id)).await?;
        references.list::<theme::Themes>("themeIds", &state.theme_ids, before.map(|before| before.theme_ids.as_slice()).unwrap_or_default()).await?;
        references.finish()
    }

    async fn deleted(unit: &mut UnitOfWork, id: Uuid) -> Result<(), ApiError> {
        Ok(session::end_all(unit.conn(), PersonId(id)).await?)
    }
}

/// What people have beside the common operations.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let input = schemas.add::<wire::PasswordInput>();
    vec![
        Operation::new("put", "/people/{personId}/password", "setPassword", Access::SignedIn, set_password)
            .text("People", "Set a password", "For the person, with the current password, and for administrators. All sessions of the person end.")
            .id_parameter("personId", &demo::id("person", "beleidsadviseur-oirschot").to_string())
            .errors(&[403])
            .body(&input, &json!({"password": "groene-fiets-bij-de-sluis", "currentPassword": demo::PASSWORD})),
    ]
}

async fn set_password(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let id = PersonId(ctx.path_id("personId")?);
    let input: wire::PasswordInput = ctx.body(&bytes, &wire::PasswordInput::name())?;
    let conn = ctx.app.db.reader();
    let found = persistence::resource::find::<store::People, _>(conn, &ctx.actor, id, false).await?.ok_or(ApiError::NotFound)?;
    crate::error::allow(decide(&ctx.actor, Action::ChangePassword, &Scope::Person { id }))?;
    let state = &found.stored.state;
    let mut own_words: Vec<&str> = state.name.split_whitespace().collect();
    own_words.extend(state.email.split('@'));
    violations_to_errors(password::violations(&input.password, &own_words)).map_err(|errors| ApiError::Invalid(field_errors(&errors)))?;
    if ctx.actor.person() == Some(id) {
        let stored = store::credential_of(conn, id).await?;
        if !auth::password::verify(input.current_password.clone().unwrap_or_default(), stored).await? {
            let error = FieldError::body("/currentPassword", "wrong_password", explain("wrong_password", None));
            return Err(ApiError::UnknownReference(vec![error]));
        }
    }
    let hash = auth::password::hash(input.password).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    store::set_credential(unit.conn(), id, &hash, unit.now()).await?;
    session::end_all(unit.conn(), id).await?;
    crud::record::<People>(&mut unit, &ctx, &found, Verb::PasswordChanged, vec![]).await?;
    unit.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
