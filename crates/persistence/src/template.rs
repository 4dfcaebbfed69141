//! The text of a query that is asked again and again for other people and other things, built once. Building it costs more than a tenth of the answer.
use domain::{ApiClientId, OrganisationId, PersonId, api_client::ApiScopes, policy::Actor, role::Roles};
use sea_orm::{DbBackend, Statement, Value, sea_query::SelectStatement};
use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, LazyLock, RwLock},
};
use uuid::Uuid;

/// What stands in the place of the actor, their organisation and the thing while the text is built.
const STAND_INS: [Uuid; 3] = [
    Uuid::from_u128(0x6b6f_6d70_6161_4e01_8f00_9d1c_52e7_a001),
    Uuid::from_u128(0x6b6f_6d70_6161_4e02_8f00_9d1c_52e7_a002),
    Uuid::from_u128(0x6b6f_6d70_6161_4e03_8f00_9d1c_52e7_a003),
];

/// What the text of a query depends on: not who exactly asks, but what they are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    resource: TypeId,
    postgres: bool,
    /// What else it depends on.
    variant: (bool, bool),
    standing: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Standing {
    Anonymous,
    Person(Roles),
    Client(ApiScopes),
}

/// How many are kept: a handful for each resource; only the scopes of systems could make more.
const MOST: usize = 1000;

/// `None` when the query cannot be a template, as one of the ids is written into its text.
static KNOWN: LazyLock<RwLock<HashMap<Key, Option<Arc<Statement>>>>> = LazyLock::new(RwLock::default);

/// The query for one thing of a resource; `build` makes it for an actor and an id.
pub(crate) fn statement<R: 'static>(
    backend: DbBackend,
    actor: &Actor,
    id: Uuid,
    variant: (bool, bool),
    build: impl Fn(&Actor, Uuid) -> SelectStatement,
) -> Statement {
    let [person, organisation, thing] = STAND_INS;
    let (standing, stand_in, own) = match *actor {
        Actor::Anonymous => (Standing::Anonymous, Actor::Anonymous, [person, organisation]),
        Actor::Person { id, organisation: own, roles } => {
            (Standing::Person(roles), Actor::Person { id: PersonId(person), organisation: OrganisationId(organisation), roles }, [id.0, own.0])
        }
        // What is seen does not depend on who set a system up.
        Actor::Client { id, organisation: own, scopes, by_administrator } => (
            Standing::Client(scopes),
            Actor::Client { id: ApiClientId(person), organisation: OrganisationId(organisation), scopes, by_administrator },
            [id.0, own.0],
        ),
    };
    let key = Key { resource: TypeId::of::<R>(), postgres: backend == DbBackend::Postgres, variant, standing };
    let known = KNOWN.read().ok().and_then(|known| known.get(&key).cloned());
    let template = known.unwrap_or_else(|| {
        let built = backend.build(&build(&stand_in, thing));
        let template = (!names_an_id(&built.sql)).then(|| Arc::new(built));
        if let Ok(mut known) = KNOWN.write()
            && known.len() < MOST
        {
            known.insert(key, template.clone());
        }
        template
    });
    let Some(template) = template else { return backend.build(&build(actor, id)) };
    let mut statement = (*template).clone();
    let real = [own[0], own[1], id];
    for value in statement.values.iter_mut().flat_map(|values| &mut values.0) {
        if let Value::Uuid(Some(uuid)) = value
            && let Some(place) = STAND_INS.iter().position(|stand_in| stand_in == &*uuid)
        {
            *uuid = real[place];
        }
    }
    statement
}

fn names_an_id(sql: &str) -> bool {
    let sql = sql.to_ascii_lowercase();
    STAND_INS.iter().any(|id| sql.contains(&id.simple().to_string()) || sql.contains(&id.hyphenated().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::new_id;
    use domain::role::Role;
    use sea_orm::sea_query::{Expr, ExprTrait, Query};

    struct Thing;

    /// Built anew for each caller, the query must be the same as the one from the template.
    #[test]
    fn a_template_is_the_query_itself() {
        let build = |actor: &Actor, id: Uuid| {
            let mut query = Query::select().column("id").from("thing").and_where(Expr::col("id").eq(id)).to_owned();
            if let Actor::Person { id, organisation, roles } = actor {
                query.and_where(Expr::col("owner").eq(id.0)).and_where(Expr::col("organisation").eq(organisation.0)).and_where(Expr::col("kind").eq("text"));
                if roles.has(Role::Auditor) {
                    query.and_where(Expr::cust("0 = 0"));
                }
            }
            query
        };
        let person = |roles| Actor::Person { id: PersonId(new_id()), organisation: OrganisationId(new_id()), roles };
        for deleted in [false, true] {
            for actor in [person(Roles::NONE), person(Roles::NONE), person(Roles::NONE.with(Role::Auditor)), Actor::Anonymous] {
                for id in [new_id(), new_id()] {
                    for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
                        assert_eq!(statement::<Thing>(backend, &actor, id, (deleted, false), build), backend.build(&build(&actor, id)), "{actor:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn an_id_in_the_text_is_no_stand_in() {
        struct Written;
        let build = |actor: &Actor, _: Uuid| {
            let me = actor.person().map(|id| id.0.simple().to_string()).unwrap_or_default();
            Query::select().expr(Expr::cust(format!("'{me}'"))).to_owned()
        };
        for _ in 0..2 {
            let (me, organisation) = (PersonId(new_id()), OrganisationId(new_id()));
            let actor = Actor::Person { id: me, organisation, roles: Roles::NONE };
            let statement = statement::<Written>(DbBackend::Sqlite, &actor, new_id(), (false, false), build);
            assert!(statement.sql.contains(&me.0.simple().to_string()), "{}", statement.sql);
        }
    }
}
