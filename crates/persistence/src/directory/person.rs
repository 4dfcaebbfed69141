//! People and their credentials in the database.
use crate::{
    StoreError, dialect,
    resource::{Found, Links, Need, Resource, find, join, narrow_by_any, narrow_by_link, narrow_by_name, narrow_by_part},
    role,
    row::{get, get_enum, get_ids, get_items, items},
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    OrganisationId, PersonId, ThemeId,
    person::{AccountStatus, Language, Person},
    person_name::NameParts,
    policy::Actor,
    resource::Kind,
    role::{Role, Roles},
    text,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Cond, Expr, ExprTrait, OnConflict, Query, SelectStatement},
};
use uuid::Uuid;

/// How people are stored.
pub struct People;

/// Whether the person at hand can sign in, as an [`AccountStatus`].
const STATUS: &str = "CASE WHEN person.deactivated_at IS NOT NULL THEN 'deactivated' \
    WHEN EXISTS (SELECT 1 FROM credential WHERE credential.person_id = person.id) THEN 'active' \
    WHEN EXISTS (SELECT 1 FROM identity WHERE identity.person_id = person.id AND identity.provider NOT LIKE 'scim:%') THEN 'active' ELSE 'invited' END";

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

impl Resource for People {
    const TABLE: &'static str = "person";
    const KIND: Kind = Kind::Person;
    type Id = PersonId;
    type State = Person;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &Person) -> Vec<(&'static str, Value)> {
        let Person { name, email, job_title, organisation_id, expertise, theme_ids: _, language, email_visible } = state;
        vec![
            ("name", name.as_str().into()),
            ("email", email.as_str().into()),
            ("job_title", job_title.as_str().into()),
            ("organisation_id", organisation_id.0.into()),
            ("expertise", items(expertise)),
            ("expertise_key", text::fold(&expertise.join("\n")).into()),
            ("language", language.as_str().into()),
            ("email_visible", (*email_visible).into()),
        ]
    }

    fn name(state: &Person) -> &str {
        &state.name
    }

    fn links(state: &Person) -> Vec<Links> {
        vec![Links::new("person_theme", "person_id", "theme_id", &state.theme_ids)]
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, _actor: &Actor, _in_full: bool) {
        for column in ["name", "given_name", "family_name", "email", "job_title", "organisation_id", "expertise", "language", "email_visible"] {
            query.column(("person", column));
        }
        query.expr_as(dialect::linked_ids(backend, "person_theme", "person_id", "theme_id", "person.id"), "theme_ids");
        query.expr_as(dialect::current_roles(backend, "person.id"), "roles");
        query.expr_as(Expr::cust(STATUS), "account_status");
        query.expr_as(Expr::col(("home", "name")), "organisation_name");
        join(query, "organisation", "home", ("person", "organisation_id"));
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::people(actor)
    }

    fn out_of_use() -> Option<Condition> {
        Some(Condition::all().add(Expr::col(("person", "deactivated_at")).is_not_null()))
    }

    fn needs(state: &Person) -> Vec<Need> {
        vec![
            Need::one::<crate::organisation::Organisations>("organisationId", state.organisation_id),
            Need::each::<crate::theme::Themes>("themeIds", &state.theme_ids),
        ]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "person", filter.q.as_deref());
        narrow_by_part(query, ("person", "expertise_key"), filter.expertise.as_deref());
        narrow_by_any(query, ("person", "organisation_id"), filter.organisation_id.iter().map(|id| id.0));
        narrow_by_link(query, "person", "person_theme", "person_id", "theme_id", filter.theme_id.iter().map(|id| id.0));
        if let Some(role) = filter.role {
            let holders = Query::select()
                .column("person_id")
                .from("role_grant")
                .and_where(Expr::col("role").eq(role.as_str()))
                .cond_where(Cond::any().add(Expr::col("end_date").is_null()).add(Expr::col("end_date").gte(crate::day::today())))
                .to_owned();
            query.and_where(Expr::col(("person", "id")).in_subquery(holders));
        }
        if let Some(email) = &filter.email {
            query.and_where(Expr::col(("person", "email")).eq(email.to_lowercase()));
        }
        if let Some((provider, subject)) = &filter.external {
            let numbered = Query::select()
                .column("person_id")
                .from("identity")
                .and_where(Expr::col("provider").eq(provider.as_str()))
                .and_where(Expr::col("subject").eq(subject.as_str()))
                .to_owned();
            query.and_where(Expr::col(("person", "id")).in_subquery(numbered));
        }
        if filter.current {
            query.and_where(Expr::col(("person", "deactivated_at")).is_null());
        }
        if !filter.status.is_empty() {
            query.and_where(Expr::cust(STATUS).is_in(filter.status.iter().map(|status| status.as_str())));
        }
    }

    fn read(row: &QueryResult) -> Result<(Person, Extra), StoreError> {
        let state = Person {
            name: get(row, "name")?,
            email: get(row, "email")?,
            job_title: get(row, "job_title")?,
            organisation_id: OrganisationId(get(row, "organisation_id")?),
            expertise: get_items(row, "expertise")?,
            theme_ids: get_ids(row, "theme_ids")?,
            language: get_enum(row, "language", Language::parse)?,
            email_visible: get(row, "email_visible")?,
        };
        Ok((
            state,
            Extra {
                organisation_name: get(row, "organisation_name")?,
                roles: role::read(row)?,
                status: get_enum(row, "account_status", AccountStatus::parse)?,
                name_parts: match (get(row, "given_name")?, get(row, "family_name")?) {
                    (None, None) => None,
                    (given, family) => Some(NameParts { given: given.unwrap_or_default(), family: family.unwrap_or_default() }),
                },
            },
        ))
    }
}

/// The id and password hash of the account with this e-mail address, when it can be signed in to.
pub async fn credential_by_email<C: ConnectionTrait>(conn: &C, email: &str) -> Result<Option<(PersonId, String)>, StoreError> {
    credential(conn, Expr::col(("person", "email")).eq(email.to_lowercase())).await
}

/// The password hash of this account, when it has one.
pub async fn credential_of<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<Option<String>, StoreError> {
    Ok(credential(conn, Expr::col(("person", "id")).eq(id.0)).await?.map(|(_, hash)| hash))
}

async fn credential<C: ConnectionTrait>(conn: &C, which: sea_orm::sea_query::SimpleExpr) -> Result<Option<(PersonId, String)>, StoreError> {
    let query = Query::select()
        .column(("person", "id"))
        .column(("credential", "password_hash"))
        .from("person")
        .inner_join("credential", Expr::col(("credential", "person_id")).equals(("person", "id")))
        .and_where(which)
        .and_where(Expr::col(("person", "deleted_at")).is_null())
        .and_where(Expr::col(("person", "deactivated_at")).is_null())
        .to_owned();
    match conn.query_one(&query).await? {
        Some(row) => Ok(Some((PersonId(get(&row, "id")?), get(&row, "password_hash")?))),
        None => Ok(None),
    }
}

/// Sets the password hash of an account.
pub async fn set_credential<C: ConnectionTrait>(conn: &C, id: PersonId, hash: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let query = Query::insert()
        .into_table("credential")
        .columns(["person_id", "password_hash", "changed_at"])
        .values_panic([Expr::val(id.0), Expr::val(hash), Expr::val(now)])
        .on_conflict(OnConflict::column("person_id").update_columns(["password_hash", "changed_at"]).to_owned())
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Lets somebody in again, or no longer; counts as a change of the person.
pub async fn set_deactivated<C: ConnectionTrait>(
    conn: &C,
    id: PersonId,
    seen: i32,
    deactivated_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    crate::resource::touch::<People, C>(conn, id, seen, vec![("deactivated_at", deactivated_at.into())], now).await
}

/// Keeps the parts of a name, or that they are not known.
pub async fn set_name_parts<C: ConnectionTrait>(conn: &C, id: PersonId, parts: Option<&NameParts>) -> Result<(), StoreError> {
    let query = Query::update()
        .table("person")
        .value("given_name", parts.map(|parts| parts.given.as_str()))
        .value("family_name", parts.map(|parts| parts.family.as_str()))
        .and_where(Expr::col("id").eq(id.0))
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Somebody who is deleted has left as much as somebody who is no longer let in: what they led needs a successor, and nobody refers to them anew.
pub async fn leave<C: ConnectionTrait>(conn: &C, id: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let query = Query::update()
        .table("person")
        .value("deactivated_at", now)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("deactivated_at").is_null())
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Whether an account with this e-mail address was deleted: who was does not come back by themselves.
pub async fn was_deleted<C: ConnectionTrait>(conn: &C, email: &str) -> Result<bool, StoreError> {
    let query = Query::select()
        .column("id")
        .from("person")
        .and_where(Expr::col("email").eq(email.to_lowercase()))
        .and_where(Expr::col("deleted_at").is_not_null())
        .limit(1)
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}

/// Before somebody who was deleted is brought back: who left by that alone is let in again, who had left before is not.
pub async fn come_back<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<(), StoreError> {
    let query = Query::update()
        .table("person")
        .value("deactivated_at", Option::<DateTime<Utc>>::None)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("deactivated_at").eq(Expr::col("deleted_at")))
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// The account of a person as they would read it themselves: for work on their behalf while they are not signed in.
pub async fn account_of<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<Option<Found<People>>, StoreError> {
    let own = Actor::Person { id, organisation: OrganisationId(Uuid::nil()), roles: Roles::NONE };
    find(conn, &own, id, false).await
}

/// The person with this e-mail address, when somebody can sign in with it: id, name and language.
pub async fn by_email<C: ConnectionTrait>(conn: &C, email: &str) -> Result<Option<(PersonId, String, Language)>, StoreError> {
    let query = Query::select()
        .columns(["id", "name", "language"])
        .from("person")
        .and_where(Expr::col("email").eq(email.to_lowercase()))
        .and_where(Expr::col("deleted_at").is_null())
        .and_where(Expr::col("deactivated_at").is_null())
        .to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    Ok(Some((PersonId(get(&row, "id")?), get(&row, "name")?, get_enum(&row, "language", Language::parse)?)))
}
