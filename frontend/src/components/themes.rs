//! Themes by name, each leading to who else works on it.
use crate::{components::link::RouteLink, routes::Route, session::use_session};
use contract::{community::CommunityFilter, person::PersonFilter};
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ThemeLinksProps {
    pub ids: Vec<Uuid>,
    /// Whether they lead to colleagues with the theme; else to communities.
    #[prop_or_default]
    pub people: bool,
}

/// Themes as one of a list of facts; absent when there are none.
#[component]
pub fn ThemeLinks(props: &ThemeLinksProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let mut themes: Vec<(Uuid, String)> = props.ids.iter().filter_map(|id| Some((*id, session.catalogue.theme(*id, session.lang)?.to_owned()))).collect();
    themes.sort_by(|one, other| one.1.cmp(&other.1));
    if themes.is_empty() {
        return Html::default();
    }
    // People are for who is signed in.
    let people = props.people && session.person.is_some();
    let links = themes.into_iter().map(|(id, name)| {
        if people {
            let query = PersonFilter { theme_id: id.into(), ..PersonFilter::default() };
            html! {
                <li key={id.to_string()}>
                    <RouteLink<PersonFilter> to={Route::People} query={Some(query)}>{ name }</RouteLink<PersonFilter>>
                </li>
            }
        } else {
            let query = CommunityFilter { theme_id: id.into(), ..CommunityFilter::default() };
            html! {
                <li key={id.to_string()}>
                    <RouteLink<CommunityFilter> to={Route::Communities} query={Some(query)}>{ name }</RouteLink<CommunityFilter>>
                </li>
            }
        }
    });
    html! { <div><dt>{ texts.themes() }</dt><dd><ul class="kompaan-plain-list">{ for links }</ul></dd></div> }
}
