//! The text of a query that is asked again and again for other people and other things, built once. Building it costs more than a tenth of the answer.
use crate::viewer::{Bound, Viewer};
use domain::{api_client::ApiScopes, policy::Actor, role::Roles};
use sea_orm::{DbBackend, Statement, Value, sea_query::SelectStatement};
use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, LazyLock, RwLock},
};
use uuid::Uuid;

/// What stands in the place of the viewer, their organisation and the thing while the text is built. As a [`Bound`] can only be a parameter, each is found
/// again among the values of the query.
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

/// A query with the places of what is filled in.
struct Template {
    statement: Statement,
    /// Which value holds which of [`STAND_INS`].
    places: Vec<(usize, usize)>,
}

/// How many are kept: a handful for each resource; only the scopes of systems could make more.
const MOST_TEMPLATES: usize = 1000;

static KNOWN: LazyLock<RwLock<HashMap<Key, Arc<Template>>>> = LazyLock::new(RwLock::default);

/// The query for one thing of a resource; `build` makes it for a viewer and an id.
pub(crate) fn statement<R: 'static>(
    backend: DbBackend,
    actor: &Actor,
    id: Uuid,
    variant: (bool, bool),
    build: impl Fn(&Viewer, Bound) -> SelectStatement,
) -> Statement {
    let [person, organisation, thing] = STAND_INS.map(Bound::new);
    let (standing, stand_in, own) = match *actor {
        Actor::Anonymous => (Standing::Anonymous, Viewer::Anonymous, [Uuid::nil(); 2]),
        Actor::Person { id, organisation: own, roles } => (Standing::Person(roles), Viewer::Person { id: person, organisation, roles }, [id.0, own.0]),
        Actor::Client { organisation: own, scopes, .. } => (Standing::Client(scopes), Viewer::Client { organisation, scopes }, [Uuid::nil(), own.0]),
    };
    let key = Key { resource: TypeId::of::<R>(), postgres: backend == DbBackend::Postgres, variant, standing };
    let known = KNOWN.read().ok().and_then(|known| known.get(&key).cloned());
    let template = known.unwrap_or_else(|| {
        let statement = backend.build(&build(&stand_in, thing));
        let stand_in = |value: &Value| STAND_INS.iter().position(|id| *value == Value::Uuid(Some(*id)));
        let places = statement.values.iter().flat_map(|values| &values.0).enumerate().filter_map(|(place, value)| Some((place, stand_in(value)?))).collect();
        let template = Arc::new(Template { statement, places });
        if let Ok(mut known) = KNOWN.write()
            && known.len() < MOST_TEMPLATES
        {
            known.insert(key, Arc::clone(&template));
        }
        template
    });
    let mut statement = template.statement.clone();
    let real = [own[0], own[1], id];
    if let Some(values) = &mut statement.values {
        for (place, which) in &template.places {
            values.0[*place] = real[*which].into();
        }
    }
    statement
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::new_id;
    use domain::{OrganisationId, PersonId, role::Role};
    use sea_orm::sea_query::{Expr, ExprTrait, Query};

    struct Thing;

    /// Built anew for each caller, the query must be the same as the one from the template.
    #[test]
    fn a_template_is_the_query_itself() {
        let build = |viewer: &Viewer, id: Bound| {
            let mut query = Query::select().column("id").from("thing").and_where(Expr::col("id").eq(id)).to_owned();
            if let Viewer::Person { id, organisation, roles } = viewer {
                query.and_where(Expr::col("owner").eq(*id)).and_where(Expr::col("organisation").eq(*organisation)).and_where(Expr::col("kind").eq("text"));
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
                        let found = statement::<Thing>(backend, &actor, id, (deleted, false), build);
                        assert_eq!(found, backend.build(&build(&Viewer::of(&actor), Bound::new(id))), "{actor:?}");
                    }
                }
            }
        }
    }
}
