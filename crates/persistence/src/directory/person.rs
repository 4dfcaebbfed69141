//! People and their credentials in the database. Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError, dialect,
    entity::{
        credential, identity, organisation,
        person::{self, ActiveModel, Column},
        person_theme, role_grant,
    },
    organisation::Organisations,
    resource::{Alone, Found, Need, Resource, StandsAlone, find, join, narrow_by_any, narrow_by_link, narrow_by_name, narrow_by_part, stored, touch},
    role,
    row::{code, column, get, get_code},
    theme::Themes,
    viewer::Viewer,
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    OrganisationId, PersonId, ThemeId,
    person::{AccountStatus, Language, Person},
    person_name::NameParts,
    policy::{Actor, Scope},
    resource::Kind,
    role::{Role, Roles},
    text,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryResult, QuerySelect, Set,
    sea_query::{BinOper, Cond, Expr, ExprTrait, OnConflict, Query, SelectStatement},
};
use uuid::Uuid;

/// How people are stored.
pub struct People;

/// Whether the person at hand can sign in, as an [`AccountStatus`].
fn status() -> Expr {
    let is = |status: AccountStatus| Expr::Constant(status.as_str().into());
    let own = |person_id: Expr| Query::select().expr(Expr::Constant(1.into())).and_where(person_id.equals(Column::Id.as_column_ref())).to_owned();
    let password = own(Expr::col(credential::Column::PersonId.as_column_ref())).from(credential::Entity).to_owned();
    // A number in the system of an organisation lets nobody in.
    let signs_in = Expr::col(identity::Column::Provider.as_column_ref()).binary(BinOper::NotLike, Expr::Constant("scim:%".into()));
    let provider = own(Expr::col(identity::Column::PersonId.as_column_ref())).from(identity::Entity).and_where(signs_in).to_owned();
    Expr::case(Column::DeactivatedAt.is_not_null(), is(AccountStatus::Deactivated))
        .case(Expr::exists(password), is(AccountStatus::Active))
        .case(Expr::exists(provider), is(AccountStatus::Active))
        .finally(is(AccountStatus::Invited))
        .into()
}

/// What a list of people filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub expertise: Option<String>,
    pub organisation_id: Vec<OrganisationId>,
    pub theme_id: Vec<ThemeId>,
    /// Who has this role today.
    pub role: Option<Role>,
    pub status: Vec<AccountStatus>,
    /// Only who has not left.
    pub current: bool,
    /// Exactly this e-mail address.
    pub email: Option<String>,
    /// With this number in the system of this client.
    pub external: Option<(String, String)>,
}

/// What is known of a person beside their state.
pub struct Extra {
    pub organisation_name: String,
    pub roles: Roles,
    pub status: AccountStatus,
    /// The parts of the name, where a system told them.
    pub name_parts: Option<NameParts>,
}

/// The folded form of what somebody knows about, by which they are found.
pub(crate) fn expertise_key(expertise: &[String]) -> String {
    text::fold(&expertise.join("\n"))
}

impl Resource for People {
    type Table = person::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::Person;
    const NAME: Column = Column::Name;
    type Id = PersonId;
    type State = Person;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        person => domain::person::Person { name, email, job_title, organisation_id: id, expertise: list, language: code, email_visible }
        linked {
            theme_ids: person_theme(PersonId, ThemeId),
        }
    }

    fn derive(state: &Person, row: &mut ActiveModel) {
        row.expertise_key = Set(expertise_key(&state.expertise));
    }

    fn name(state: &Person) -> &str {
        &state.name
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        query.expr_as(dialect::current_roles(backend, "person.id"), "roles");
        query.expr_as(status(), "account_status");
        query.expr_as(Expr::col(("home", organisation::Column::Name)), "organisation_name");
        join(query, "home", organisation::Column::Id, Column::OrganisationId);
    }

    fn extra(row: &person::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        Ok(Extra {
            organisation_name: get(query, "organisation_name")?,
            roles: role::read(query)?,
            status: get_code(query, "account_status")?,
            name_parts: match (row.given_name.clone(), row.family_name.clone()) {
                (None, None) => None,
                (given, family) => Some(NameParts { given: given.unwrap_or_default(), family: family.unwrap_or_default() }),
            },
        })
    }

    fn out_of_use() -> Option<Condition> {
        Some(Cond::all().add(Column::DeactivatedAt.is_not_null()))
    }

    fn needs(state: &Person) -> Vec<Need> {
        vec![Need::one::<Organisations>("organisationId", state.organisation_id), Need::each::<Themes>("themeIds", &state.theme_ids)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        narrow_by_part(query, Column::ExpertiseKey, filter.expertise.as_deref());
        narrow_by_any(query, Column::OrganisationId, filter.organisation_id.iter().map(|id| id.0));
        narrow_by_link::<Self, _>(query, (person_theme::Column::PersonId, person_theme::Column::ThemeId), filter.theme_id.iter().copied());
        if let Some(role) = filter.role {
            use role_grant::Column::EndDate;
            let holders = visibility::ids(role_grant::Column::PersonId, role_grant::Column::Role, role.as_str())
                .cond_where(Cond::any().add(EndDate.is_null()).add(EndDate.gte(crate::day::today())))
                .to_owned();
            query.and_where(Column::Id.in_subquery(holders));
        }
        if let Some(email) = &filter.email {
            query.and_where(Column::Email.eq(email.to_lowercase()));
        }
        if let Some((provider, subject)) = &filter.external {
            let numbered = visibility::ids(identity::Column::PersonId, identity::Column::Provider, provider.as_str())
                .and_where(identity::Column::Subject.eq(subject.as_str()))
                .to_owned();
            query.and_where(Column::Id.in_subquery(numbered));
        }
        if filter.current {
            query.and_where(Column::DeactivatedAt.is_null());
        }
        if !filter.status.is_empty() {
            query.and_where(status().is_in(filter.status.iter().map(|status| status.as_str())));
        }
    }
}

impl StandsAlone for People {
    fn visible(viewer: &Viewer) -> Condition {
        visibility::people(viewer)
    }

    fn scope(found: &Found<Self>, _: &Actor) -> Scope {
        Scope::Person { id: found.stored.id, organisation: found.stored.state.organisation_id, of_platform: found.extra.roles.are_of_platform() }
    }

    fn audience(_: &Found<Self>) -> Visibility {
        Visibility::Network
    }

    async fn new_scope<C: ConnectionTrait>(_: &C, actor: &Actor, state: &Person) -> Result<Option<Scope>, StoreError> {
        // Somebody new is nobody's own account.
        let id = PersonId(Uuid::nil());
        debug_assert_ne!(actor.person(), Some(id));
        Ok(Some(Scope::Person { id, organisation: state.organisation_id, of_platform: false }))
    }
}

/// The id and password hash of the account with this e-mail address, when it can be signed in to.
pub async fn credential_by_email<C: ConnectionTrait>(conn: &C, email: &str) -> Result<Option<(PersonId, String)>, StoreError> {
    credential(conn, Column::Email.eq(email.to_lowercase())).await
}

/// The password hash of this account, when it has one.
pub async fn credential_of<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<Option<String>, StoreError> {
    Ok(credential(conn, Column::Id.eq(id.0)).await?.map(|(_, hash)| hash))
}

async fn credential<C: ConnectionTrait>(conn: &C, which: Expr) -> Result<Option<(PersonId, String)>, StoreError> {
    let query = Query::select()
        .column(Column::Id.as_column_ref())
        .column(credential::Column::PasswordHash.as_column_ref())
        .from(person::Entity)
        .inner_join(credential::Entity, Expr::col(credential::Column::PersonId.as_column_ref()).equals(Column::Id.as_column_ref()))
        .and_where(which)
        .and_where(Column::DeletedAt.is_null())
        .and_where(Column::DeactivatedAt.is_null())
        .to_owned();
    match conn.query_one(&query).await? {
        Some(row) => Ok(Some((PersonId(column(&row, Column::Id)?), column(&row, credential::Column::PasswordHash)?))),
        None => Ok(None),
    }
}

/// Sets the password hash of an account.
pub async fn set_credential<C: ConnectionTrait>(conn: &C, id: PersonId, hash: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    use credential::Column::{ChangedAt, PasswordHash, PersonId};
    let row = credential::ActiveModel { person_id: Set(id.0), password_hash: Set(hash.to_owned()), changed_at: Set(now) };
    let another = OnConflict::column(PersonId).update_columns([PasswordHash, ChangedAt]).to_owned();
    credential::Entity::insert(row).on_conflict(another).exec_without_returning(conn).await?;
    Ok(())
}

/// Lets somebody in again, or no longer; counts as a change of the person.
///
/// # Errors
/// `Stale` when it is another version.
pub async fn set_deactivated<C: ConnectionTrait>(
    conn: &C,
    id: PersonId,
    seen: i32,
    deactivated_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    touch::<People, C>(conn, id, seen, ActiveModel { deactivated_at: Set(deactivated_at), ..Default::default() }, now).await
}

/// Keeps the parts of a name, or that they are not known.
pub async fn set_name_parts<C: ConnectionTrait>(conn: &C, id: PersonId, parts: Option<&NameParts>) -> Result<(), StoreError> {
    let (given, family) = parts.map(|NameParts { given, family }| (given.clone(), family.clone())).unzip();
    let row = ActiveModel { given_name: Set(given), family_name: Set(family), ..Default::default() };
    person::Entity::update_many().set(row).filter(Column::Id.eq(id.0)).exec(conn).await?;
    Ok(())
}

/// Somebody who is deleted has left as much as somebody who is no longer let in: what they led needs a successor, and nobody refers to them anew.
pub async fn leave<C: ConnectionTrait>(conn: &C, id: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = ActiveModel { deactivated_at: Set(Some(now)), ..Default::default() };
    person::Entity::update_many().set(row).filter(Column::Id.eq(id.0)).filter(Column::DeactivatedAt.is_null()).exec(conn).await?;
    Ok(())
}

/// Whether an account with this e-mail address was deleted: who was does not come back by themselves.
pub async fn was_deleted<C: ConnectionTrait>(conn: &C, email: &str) -> Result<bool, StoreError> {
    let deleted =
        person::Entity::find().select_only().column(Column::Id).filter(Column::Email.eq(email.to_lowercase())).filter(Column::DeletedAt.is_not_null());
    Ok(deleted.into_tuple::<Uuid>().one(conn).await?.is_some())
}

/// Before somebody who was deleted is brought back: who left by that alone is let in again, who had left before is not.
pub async fn come_back<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<(), StoreError> {
    let row = ActiveModel { deactivated_at: Set(None), ..Default::default() };
    let left_by_that = Expr::col(Column::DeactivatedAt.as_column_ref()).equals(Column::DeletedAt.as_column_ref());
    person::Entity::update_many().set(row).filter(Column::Id.eq(id.0)).filter(left_by_that).exec(conn).await?;
    Ok(())
}

/// The account of a person as they would read it themselves: for work on their behalf while they are not signed in.
pub async fn account_of<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<Option<Found<People>>, StoreError> {
    let own = Actor::Person { id, organisation: OrganisationId(Uuid::nil()), roles: Roles::NONE };
    find(conn, &own, id, false).await
}

/// The person with this e-mail address, when somebody can sign in with it: id, name and language.
pub async fn by_email<C: ConnectionTrait>(conn: &C, email: &str) -> Result<Option<(PersonId, String, Language)>, StoreError> {
    let found: Option<(Uuid, String, String)> = person::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::Language])
        .filter(Column::Email.eq(email.to_lowercase()))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::DeactivatedAt.is_null())
        .into_tuple()
        .one(conn)
        .await?;
    found.map(|(id, name, language)| Ok((PersonId(id), name, code("language", &language)?))).transpose()
}
