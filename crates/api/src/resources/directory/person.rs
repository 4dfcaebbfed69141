//! People.
use crate::{
    crud::{ApiResource, Check, Docs, Scopes},
    demo,
    error::{ApiError, allow},
    extract::Ctx,
    mail::{Letter, tell},
    references::References,
};
use contract::person as wire;
use domain::{
    PersonId,
    api_client::ApiScope,
    person::{AccountStatus, Person},
    person_name::PersonName,
    policy::{Action, Actor, can, decide},
    role::{LastAdministrator, Role, may_end},
};
use persistence::{Found, UnitOfWork, account, organisation, person as store, role, theme};
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

pub struct People;

impl ApiResource for People {
    const PATH: &'static str = "people";
    const SINGULAR: &'static str = "Person";
    const ID: &'static str = "personId";
    const SCOPES: Scopes = Scopes { read: Some(ApiScope::PeopleRead), write: Some(ApiScope::PeopleWrite) };
    type Store = store::People;
    type Input = wire::PersonInput;
    type View = wire::Person;
    type Filter = wire::PersonFilter;
    const RIGHTS: bool = true;
    const PRIVATE: &'static [&'static str] = &["name", "email", "jobTitle", "expertise", "themeIds"];
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::ChangePassword, Action::ManageAccount, Action::ManageRoles];

    fn docs() -> Docs {
        Docs {
            tag: "People",
            plural: "People",
            word: "person",
            words: "people",
            who_reads: "For everyone who is signed in.",
            who_creates: "For administrators, and for coordinators in their own organisation. Invite the person afterwards.",
            who_edits: "For the person, the coordinators of the organisation and administrators; e-mail address and organisation for administrators only. Who has a role of the whole platform is kept by administrators. After another e-mail address the person is signed out everywhere, links that were sent stop working, and the old address is told.",
            who_deletes: "For administrators, and for the coordinators of the organisation when the person has no role of the whole platform. The person is signed out everywhere; what they led needs a successor. The last administrator cannot be deleted.",
            example_id: demo::id("person", "beleidsadviseur-oirschot").to_string(),
            example: json!({
                "name": "Demo Nieuwe collega", "email": "nieuwe.collega@voorbeeld.example", "jobTitle": "Beleidsadviseur",
                "organisationId": demo::id("organisation", "oirschot"), "expertise": ["participatie"], "themeIds": [], "language": "nl",
            }),
            example_patch: json!({"jobTitle": "Beleidsadviseur werk en inkomen", "expertise": ["participatie", "inburgering"]}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Person {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let stored = found.stored;
        let organisation = stored.state.organisation_id;
        let of_own_system = actor.has_scope(ApiScope::PeopleWrite) && actor.organisation() == Some(organisation);
        let own = actor.person() == Some(stored.id) || actor.is_administrator() || actor.coordinates(organisation) || of_own_system;
        let Person { name, email, job_title, organisation_id, expertise, theme_ids, language, email_visible } = stored.state;
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
            status: found.extra.status,
            roles: found.extra.roles.iter().collect(),
            email_visible,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::PersonFilter) -> (store::Filter, bool) {
        let wire::PersonFilter { q, expertise, organisation_id, theme_id, role, status, current, deleted } = filter;
        (
            store::Filter {
                q,
                expertise,
                organisation_id: organisation_id.each(),
                theme_id: theme_id.each(),
                role,
                status: status.each(),
                current: current.unwrap_or(false),
                ..store::Filter::default()
            },
            deleted.unwrap_or(false),
        )
    }

    async fn check(check: &Check<'_, Self>, state: &mut Person) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        if let Some(before) = before
            && before.organisation_id != state.organisation_id
            && !check.actor.is_administrator()
        {
            return Err(ApiError::Forbidden);
        }
        if let Some(found) = check.before.filter(|found| found.stored.state.email != state.email) {
            allow(decide(check.actor, Action::ChangeEmail, &found.scope(check.actor)))?;
        }
        let mut references = References::new(check.conn, check.actor);
        references.one::<organisation::Organisations>("organisationId", Some(state.organisation_id), before.map(|before| before.organisation_id)).await?;
        references.list::<theme::Themes>("themeIds", &state.theme_ids, before.map(|before| before.theme_ids.as_slice()).unwrap_or_default()).await?;
        references.finish()
    }

    async fn changed(unit: &mut UnitOfWork, ctx: &Ctx, before: &Found<Self::Store>, after: &Found<Self::Store>) -> Result<(), ApiError> {
        let (old, new) = (&before.stored.state.name, &after.stored.state.name);
        let known = PersonName::parts_for(before.extra.name_parts.clone(), new);
        if old != new && known != before.extra.name_parts {
            store::set_name_parts(unit.conn(), before.stored.id, known.as_ref()).await?;
        }
        email_changed(unit, ctx, before, after).await
    }

    async fn deleting(unit: &mut UnitOfWork, before: &Found<Self::Store>) -> Result<(), ApiError> {
        leave(unit, before).await?;
        Ok(store::leave(unit.conn(), before.stored.id, unit.now()).await?)
    }

    async fn restoring(unit: &mut UnitOfWork, id: Uuid) -> Result<(), ApiError> {
        Ok(store::come_back(unit.conn(), PersonId(id)).await?)
    }
}

/// What follows when somebody else gave a person another e-mail address: who was signed in is so no longer, links that were sent to the old address stop
/// working, and word goes there.
pub async fn email_changed(unit: &UnitOfWork, ctx: &Ctx, before: &Found<store::People>, after: &Found<store::People>) -> Result<(), ApiError> {
    let (old, new) = (&before.stored.state, &after.stored.state);
    if old.email == new.email {
        return Ok(());
    }
    account::shut_out(unit.conn(), before.stored.id).await?;
    tell_old_address(unit, old, &new.email).await?;
    ctx.app.work.notify_one();
    Ok(())
}

/// Tells the address that somebody had until now that it is another one.
pub async fn tell_old_address(unit: &UnitOfWork, old: &Person, new: &str) -> Result<(), ApiError> {
    Ok(tell(unit.conn(), old, Letter::EmailChanged(new), unit.now()).await?)
}

/// What goes before somebody leaves, whether the account is deactivated or deleted, and by whomever: somebody stays who can let people in, and sessions and
/// links end. What they led then needs a successor.
pub async fn leave(unit: &UnitOfWork, found: &Found<store::People>) -> Result<(), ApiError> {
    keep_one(unit.conn(), found, Role::Administrator).await?;
    Ok(account::shut_out(unit.conn(), found.stored.id).await?)
}

/// Refuses what would leave the platform without an administrator.
pub async fn keep_one<C: ConnectionTrait>(conn: &C, found: &Found<store::People>, role: Role) -> Result<(), ApiError> {
    if !found.extra.roles.has(role) {
        return Ok(());
    }
    let others = role::other_administrators(conn, found.stored.id).await?;
    may_end(role, others).map_err(|LastAdministrator| ApiError::State("last_administrator", "The last administrator stays; name another one first.".into()))
}

/// Refuses to give something to somebody who has left.
pub fn still_here(found: &Found<store::People>) -> Result<(), ApiError> {
    if found.extra.status == AccountStatus::Deactivated {
        return Err(ApiError::State("deactivated", "This person is no longer let in. Let them in again first.".into()));
    }
    Ok(())
}
