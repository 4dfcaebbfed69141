//! The places.
use super::photo;
use crate::{
    components::{
        button::{Appearance, ButtonLink},
        export::Export,
        form::SelectField,
        layout::Page,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    hooks::{use_filters, use_list, use_query},
    resources,
    routes::Route,
    session::use_session,
};
use contract::{PageQuery, place::PlaceFilter, words::directory::PLACE};
use yew::prelude::*;

/// All places, narrowed by name and municipality.
#[component]
pub fn Places() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (filter, set_filter) = use_query::<PlaceFilter>();
    let header = html! {
        if !super::edit::kept_municipalities(&session).is_empty() {
            <p class="kompaan-actions">
                <ButtonLink appearance={Appearance::Primary} to={Route::NewPlace}>{ texts.place_new() }</ButtonLink>
            </p>
        }
    };
    html! {
        <Page title={texts.places()} lead={texts.place_list_lead()} {header}>
            <Filters filter={filter.clone()} onapply={set_filter} />
            <PlaceList {filter} />
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct FiltersProps {
    filter: PlaceFilter,
    onapply: Callback<PlaceFilter>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filters = use_filters(&props.filter, &props.onapply);
    let municipalities = session.catalogue.municipalities().map(|one| (one.id.to_string().into(), one.name.clone().into()));
    let all = (AttrValue::default(), AttrValue::from(texts.all()));
    let fields = html! {
        <>
            { filters.search_field("q", texts.search_by_name(), |filter| &mut filter.q) }
            <SelectField
                name="municipalityId"
                label={texts.label(&PLACE.municipality_id)}
                choices={std::iter::once(all).chain(municipalities).collect::<Vec<_>>()}
                value={filters.draft().municipality_id.only().map(ToString::to_string).unwrap_or_default()}
                onchange={filters.change(|filter, value: String| filter.municipality_id = value.parse().ok().into())}
            />
        </>
    };
    filters.form(texts, texts.place_search(), &props.filter, fields)
}

#[derive(Properties, PartialEq)]
pub struct PlaceListProps {
    pub filter: PlaceFilter,
}

/// Places as cards.
#[component]
pub fn PlaceList(props: &PlaceListProps) -> Html {
    let texts = use_session().texts();
    let page = PageQuery { page_size: Some(24), ..PageQuery::default() };
    let pages = use_list::<resources::Places>(props.filter.clone(), page);
    let first = match settled(pages.first.clone(), &pages.reload) {
        Ok(first) => first,
        Err(instead) => return instead,
    };
    if first.items.is_empty() {
        return html! { <div class="kompaan-empty"><P role="status">{ texts.place_none() }</P></div> };
    }
    html! {
        <>
            <h2 class="kompaan-visually-hidden">{ texts.places() }</h2>
            <ul class="kompaan-cards">
                { for pages.items().iter().map(|place| html! {
                    <li key={place.id.to_string()} class="kompaan-card">
                        { photo(texts, place) }
                        <h3 class="utrecht-heading-4 kompaan-card__title">
                            <RouteLink to={Route::Place { id: place.id }} class="kompaan-card__link">{ &place.name }</RouteLink>
                        </h3>
                        <p class="kompaan-card__facts">{ &place.address }</p>
                        if !place.facilities.is_empty() { <p class="kompaan-card__facts kompaan-quiet">{ place.facilities.join(", ") }</p> }
                    </li>
                }) }
            </ul>
            { pages.more_button(texts) }
            <Export<resources::Places> filter={props.filter.clone()} of={texts.places()} />
        </>
    }
}
