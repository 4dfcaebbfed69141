//! Places where people meet and work.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use contract::{
    PageQuery,
    place::{PlaceFilter, PlaceInput},
};
use reqwest::StatusCode;
use serde_json::json;
use tests::{ENGINES, Server, id};
use uuid::Uuid;

/// A picture of one pixel.
const PICTURE: &[u8] = include_bytes!("../../fixtures/pixel.png");

/// The code of its first fault.
fn code(error: &client::Error) -> &str {
    error.problem().and_then(|problem| problem.errors.first()).map_or("", |fault| fault.code.as_str())
}

fn input(municipality: &str, photo: Option<Uuid>) -> PlaceInput {
    PlaceInput {
        municipality_id: id("organisation", municipality),
        name: "Dorpshuis".into(),
        address: "Kerkstraat 1".into(),
        description: String::new(),
        facilities: vec!["koffie".into()],
        accessibility: String::new(),
        opening_hours: String::new(),
        photo_id: photo,
    }
}

#[tokio::test]
async fn coordinators_keep_the_places_of_the_municipalities_that_they_work_for() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        // Works for Boxtel and Sint-Michielsgestel.
        let coordinator = server.account("teammanager.mgd").await;
        let made = coordinator.places().create(&input("boxtel", None)).await.unwrap();
        assert_eq!((made.value.municipality.name.as_str(), made.value.can.len() > 1), ("Boxtel", true), "{engine:?}");
        assert_eq!(coordinator.places().create(&input("best", None)).await.unwrap_err().status(), Some(403), "{engine:?}");
        let moved = coordinator.places().patch(made.value.id, &made.etag, &json!({"municipalityId": id("organisation", "best")})).await;
        assert_eq!(moved.unwrap_err().status(), Some(403), "{engine:?}: not into a municipality of others");
        let administrator = server.account("beheerder.wsd").await;
        assert_eq!(code(&administrator.places().create(&input("wsd", None)).await.unwrap_err()), "unknown_reference", "{engine:?}: no municipality");
        let consultant = server.account("consulent.mgd").await;
        assert_eq!(consultant.places().create(&input("boxtel", None)).await.unwrap_err().status(), Some(403), "{engine:?}");
        // Everybody finds it.
        let filter = PlaceFilter { q: Some("dorps".into()), municipality_id: id("organisation", "boxtel").into(), ..PlaceFilter::default() };
        let found = server.anonymous().places().list(&filter, &PageQuery::default()).await.unwrap().items;
        assert_eq!(found.iter().map(|place| (place.id, place.can.len())).collect::<Vec<_>>(), [(made.value.id, 0)], "{engine:?}");
    }
}

#[tokio::test]
async fn a_photo_is_an_image_that_one_sent() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let coordinator = server.account("teammanager.mgd").await;
        let text = coordinator.upload("uitleg.txt", b"Een tekst.".to_vec()).await.unwrap();
        assert_eq!(code(&coordinator.places().create(&input("boxtel", Some(text.id))).await.unwrap_err()), "unknown_reference", "{engine:?}");
        let photo = coordinator.upload("ingang.png", PICTURE.to_vec()).await.unwrap();
        let administrator = server.account("beheerder.wsd").await;
        assert_eq!(code(&administrator.places().create(&input("boxtel", Some(photo.id))).await.unwrap_err()), "unknown_reference", "{engine:?}");
        let made = coordinator.places().create(&input("boxtel", Some(photo.id))).await.unwrap();
        let address = |place: Uuid| format!("{}/api/v1/places/{place}/photo", server.origin);
        let answer = reqwest::get(address(made.value.id)).await.unwrap();
        assert_eq!((answer.status(), answer.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, "image/png"), "{engine:?}");
        assert!(answer.headers()["content-disposition"].to_str().unwrap().starts_with("inline; "));
        assert_eq!(&answer.bytes().await.unwrap()[1..4], b"PNG");
        let without = coordinator.places().create(&input("boxtel", None)).await.unwrap().value.id;
        assert_eq!(reqwest::get(address(without)).await.unwrap().status(), StatusCode::NOT_FOUND, "{engine:?}: it has none");
        // Another text about it keeps the photo.
        let kept = coordinator.places().patch(made.value.id, &made.etag, &json!({"address": "Kerkstraat 2"})).await.unwrap();
        assert_eq!(kept.value.photo_id, Some(photo.id));
    }
}
