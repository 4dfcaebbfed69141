//! Adding and changing a place.
use crate::{
    access::own_municipalities,
    components::{
        edit_page::use_made,
        file::FileField,
        form::{LinesField, SelectField},
        form_page::{Frame, form_page},
    },
    hooks::{Form, FormOf, TextOptions, use_form},
    resources::Places,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    document::Upload,
    place::{Place, PlaceInput},
};
use domain::policy::{Action, Decision, Scope, decide};
use uuid::Uuid;
use yew::prelude::*;

/// The municipalities whose places somebody keeps.
pub fn kept_municipalities(session: &Session) -> Vec<Uuid> {
    let own = own_municipalities(session);
    let keeps = |id: Uuid| decide(&session.actor(), Action::Create, &Scope::Place { own: own.contains(&id) }) == Decision::Allow;
    session.catalogue.municipalities().map(|municipality| municipality.id).filter(|id| keeps(*id)).collect()
}

/// The page to add a place.
#[component]
pub fn NewPlace() -> Html {
    let session = use_session();
    let texts = session.texts();
    let kept = kept_municipalities(&session);
    let initial = PlaceInput {
        municipality_id: if let [only] = kept[..] { only } else { Uuid::nil() },
        name: String::new(),
        address: String::new(),
        description: String::new(),
        facilities: vec![],
        accessibility: String::new(),
        opening_hours: String::new(),
        photo_id: None,
    };
    let done = use_made::<Places>(texts.place_made());
    let form = use_form::<Places>(FormOf { initial, target: None, done });
    let frame = Frame {
        title: texts.place_new().to_owned(),
        lead: Some(texts.place_list_lead().into()),
        trail: vec![(texts.places().into(), Route::Places)],
        cancel: Route::Places,
        submit: texts.place_make(),
    };
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

/// The fields of a place.
pub fn fields(session: &Session, form: &Form<Places>, _: Option<&Place>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let kept = kept_municipalities(session);
    let choices = session.catalogue.municipalities().filter(|one| kept.contains(&one.id) || one.id == input.municipality_id);
    let none = (Uuid::nil().to_string().into(), texts.choose().into());
    let choices: Vec<(AttrValue, AttrValue)> = std::iter::once(none).chain(choices.map(|one| (one.id.to_string().into(), one.name.clone().into()))).collect();
    let hinted = |hint| TextOptions { hint: Some(hint), ..TextOptions::default() };
    let lines = |hint| TextOptions { hint: Some(hint), optional: true, lines: Some(3), ..TextOptions::default() };
    html! {
        <>
            { form.text("name", |input| &mut input.name, hinted(texts.place_name_hint())) }
            <SelectField
                name="municipalityId"
                label={form.label("municipalityId")}
                {choices}
                value={input.municipality_id.to_string()}
                errors={form.wrong("municipalityId")}
                onchange={form.change("municipalityId", |input, id: String| input.municipality_id = id.parse().unwrap_or_default())}
            />
            { form.text("address", |input| &mut input.address, hinted(texts.place_address_hint())) }
            { form.text("description", |input| &mut input.description, lines(texts.place_description_hint())) }
            <LinesField
                name="facilities"
                label={form.label("facilities")}
                hint={texts.place_facilities_hint()}
                items={input.facilities.clone()}
                errors={form.wrong("facilities")}
                onchange={form.change("facilities", |input, facilities| input.facilities = facilities)}
            />
            { form.text("accessibility", |input| &mut input.accessibility, lines(texts.place_accessibility_hint())) }
            { form.text("openingHours", |input| &mut input.opening_hours, lines(texts.place_hours_hint())) }
            <FileField
                name="photoId"
                label={form.label("photoId")}
                hint={texts.place_photo_hint()}
                images=true
                chosen={input.photo_id.is_some()}
                errors={form.wrong("photoId")}
                onunfit={form.unfit("photoId")}
                onchange={form.change("photoId", |input, upload: Upload| input.photo_id = Some(upload.id))}
            />
        </>
    }
}
