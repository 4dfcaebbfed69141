//! Places where people meet and work.
use crate::{
    crud::{self, ApiResource, Check, Docs, Scopes},
    demo,
    error::ApiError,
    extract::Ctx,
    operation::{Access, Operation},
    references::References,
    resources::upload::{self, Shown},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{Reference, place as wire};
use domain::{
    api_client::ApiScope,
    place::Place,
    policy::{Action, Actor, can},
};
use persistence::{Found, organisation, place as store, upload as upload_store};
use serde_json::json;
use uuid::Uuid;

pub struct Places;

impl ApiResource for Places {
    const PATH: &'static str = "places";
    const SINGULAR: &'static str = "Place";
    const ID: &'static str = "placeId";
    const SCOPES: Scopes = Scopes::CATALOGUE;
    type Store = store::Places;
    type Input = wire::PlaceInput;
    type View = wire::Place;
    type Filter = wire::PlaceFilter;

    fn docs() -> Docs {
        Docs {
            tag: "Places",
            plural: "Places",
            word: "place",
            words: "places where people meet and work",
            who_reads: "For anyone.",
            who_creates: "For the coordinators of its municipality and of organisations that work for it, editors and administrators.",
            who_edits: "For the coordinators of its municipality and of organisations that work for it, editors and administrators.",
            who_deletes: "For the coordinators of its municipality and of organisations that work for it, editors and administrators.",
            example_id: demo::id("place", "gemeentehuis-oirschot").to_string(),
            example: json!({
                "municipalityId": demo::id("organisation", "oirschot"), "name": "Bibliotheek Oirschot", "address": "Rijkesluisstraat, Oirschot",
                "description": "Een rustige tafel om samen te werken.", "facilities": ["wifi", "koffie"], "accessibility": "Zonder drempels.",
                "openingHours": "Dinsdag en donderdag van 10 tot 17 uur", "photoId": null,
            }),
            example_patch: json!({"openingHours": "Elke werkdag van 9 tot 17 uur"}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Place {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let Found { stored, extra, .. } = found;
        let Place { municipality_id, name, address, description, facilities, accessibility, opening_hours, photo_id } = stored.state;
        wire::Place {
            id: stored.id.0,
            municipality: Reference { id: municipality_id.0, name: extra.municipality_name },
            name,
            address,
            description,
            facilities,
            accessibility,
            opening_hours,
            photo_id: photo_id.map(Uuid::from),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::PlaceFilter) -> (store::Filter, bool) {
        let wire::PlaceFilter { q, municipality_id, deleted } = filter;
        (store::Filter { q, municipality_id: municipality_id.each() }, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Place) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        let mut references = References::new(check.conn, check.actor);
        references.one::<organisation::Organisations>("municipalityId", Some(state.municipality_id), before.map(|before| before.municipality_id)).await?;
        let id = [state.municipality_id.0];
        references.refuse("municipalityId", &id, &organisation::not_municipalities(check.conn, &id).await?);
        references.finish()?;
        match state.photo_id {
            Some(photo) if before.and_then(|before| before.photo_id) != Some(photo) => {
                upload::take_image(check.conn, check.actor, "/photoId", photo, check.id).await
            }
            _ => Ok(()),
        }
    }
}

/// What places have beside the common operations.
pub fn operations(_schemas: &mut Schemas) -> Vec<Operation> {
    vec![
        Operation::new("get", "/places/{placeId}/photo", "getPlacePhoto", Access::Optional, photo)
            .for_systems(ApiScope::CatalogueRead)
            .text("Places", "The photo of a place", "For anyone. Its ETag tells whether you have it already (`If-None-Match`).")
            .id_parameter("placeId", &demo::id("place", "gemeentehuis-oirschot").to_string())
            .answers_file(&upload::IMAGE_TYPES, "The photo.")
            .in_parts(),
    ]
}

async fn photo(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let found = crud::find_allowed::<Places, _>(ctx.app.db.reader(), &ctx, ctx.path_id("placeId")?, Action::Read).await?;
    let photo = found.stored.state.photo_id.ok_or(ApiError::NotFound)?;
    let file = upload_store::find(ctx.app.db.reader(), photo).await?.ok_or(ApiError::NotFound)?;
    upload::send(&ctx, &file, Shown::Within).await
}
