//! Places in the database. Functions here fail with what the database answers ([`StoreError`]).
use crate::{
    StoreError,
    directory::organisation::{Organisations, belongs_to},
    entity::{
        organisation,
        place::{self, Column},
    },
    resource::{Alone, Found, Need, Resource, StandsAlone, join, narrow_by_any, narrow_by_name, stored},
    row::get,
    viewer::Viewer,
    visibility,
};
use domain::{
    OrganisationId, PlaceId,
    place::Place,
    policy::{Actor, Scope},
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult,
    sea_query::{Expr, SelectStatement},
};

/// How places are stored.
pub struct Places;

/// What a list of places filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub municipality_id: Vec<OrganisationId>,
}

/// What is known of a place beside its state.
pub struct Extra {
    pub municipality_name: String,
    /// Whether it is in a municipality that the viewer's organisation is or works for.
    pub of_own_organisation: bool,
}

impl Resource for Places {
    type Table = place::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::Place;
    const NAME: Column = Column::Name;
    type Id = PlaceId;
    type State = Place;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        place => domain::place::Place {
            municipality_id: id, name, address, description, facilities: list, accessibility, opening_hours, photo_id: optional_id,
        }
    }

    fn name(state: &Place) -> &str {
        &state.name
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, viewer: &Viewer, _in_full: bool) {
        let own = viewer.organisation().map_or_else(|| Expr::cust("(0 > 0)"), |home| visibility::is_or_works_for(home, Column::MunicipalityId));
        query.expr_as(own, "of_own_organisation");
        query.expr_as(Expr::col(("municipality", organisation::Column::Name)), "municipality_name");
        join(query, "municipality", organisation::Column::Id, Column::MunicipalityId);
    }

    fn extra(_row: &place::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        Ok(Extra { municipality_name: get(query, "municipality_name")?, of_own_organisation: get(query, "of_own_organisation")? })
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        narrow_by_any(query, Column::MunicipalityId, filter.municipality_id.iter().map(|id| id.0));
    }
}

impl StandsAlone for Places {
    fn visible(_viewer: &Viewer) -> Condition {
        visibility::catalogue()
    }

    fn scope(found: &Found<Self>, _actor: &Actor) -> Scope {
        Scope::Place { own: found.extra.of_own_organisation }
    }

    fn audience(_found: &Found<Self>) -> Visibility {
        Visibility::Public
    }

    fn place(state: &Place) -> Option<Need> {
        Some(Need::one::<Organisations>("municipalityId", state.municipality_id))
    }

    async fn new_scope<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &Place) -> Result<Option<Scope>, StoreError> {
        let own = match actor.organisation() {
            Some(organisation) => belongs_to(conn, organisation, &[state.municipality_id]).await?,
            None => false,
        };
        Ok(Some(Scope::Place { own }))
    }
}
