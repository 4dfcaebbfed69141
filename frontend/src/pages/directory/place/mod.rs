//! Places where people meet and work.
mod edit;
mod list;

pub use edit::{NewPlace, fields};
pub use list::{PlaceList, Places};

use crate::{
    components::item_page::{DetailSpec, fact, nothing, text_fact},
    components::link::RouteLink,
    format::fill,
    i18n::Texts,
    resources,
    routes::Route,
};
use contract::{place::Place, words::directory::PLACE};
use yew::prelude::*;

pub static DETAIL: DetailSpec<resources::Places> = DetailSpec {
    edit: |id| Route::EditPlace { id },
    then: |_| Route::Places,
    badges: |session, place| photo(session.texts(), place),
    actions: nothing,
    facts: |session, place| {
        let texts = session.texts();
        let to = Route::Organisation { id: place.municipality.id };
        let municipality = html! { <RouteLink {to}>{ &place.municipality.name }</RouteLink> };
        html! {
            <>
                { fact(texts.label(&PLACE.address), html! { { place.address.clone() } }) }
                { fact(texts.label(&PLACE.municipality_id), municipality) }
                { text_fact(texts.word_of(&PLACE.description), &place.description) }
                { text_fact(texts.label(&PLACE.facilities), &place.facilities.join(", ")) }
                { text_fact(texts.word_of(&PLACE.accessibility), &place.accessibility) }
                { text_fact(texts.word_of(&PLACE.opening_hours), &place.opening_hours) }
            </>
        }
    },
    below: nothing,
};

/// Its photo, when there is one.
fn photo(texts: Texts, place: &Place) -> Html {
    let Some(photo) = place.photo_id else { return Html::default() };
    // Another photo has another address, so that none is shown from before.
    let src = format!("/api/v1/places/{}/photo?v={}", place.id, photo.simple());
    html! { <img class="kompaan-photo" {src} alt={fill(texts.place_photo(), &[&place.name])} loading="lazy" /> }
}
