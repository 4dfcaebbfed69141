//! Who asked to be forgotten.
use crate::{
    components::{layout::Page, link::RouteLink, paragraph::P, settled::settled},
    format::{fill, moment},
    hooks::use_own,
    pages::person::Erase,
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

/// The requests, which an administrator carries out.
#[component]
pub fn Erasures() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_own(|client| async move { client.erasure_requests().await });
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    html! {
        <Page title={texts.erasures()} lead={texts.erasures_about()} trail={vec![(AttrValue::from(texts.manage()), Route::Manage)]}>
            if found.items.is_empty() {
                <P class="kompaan-quiet">{ texts.erasures_none() }</P>
            } else {
                <ul class="kompaan-people">
                    { for found.items.iter().map(|request| html! {
                        <li key={request.person.id.to_string()} class="kompaan-people__person">
                            <RouteLink to={Route::Person { id: request.person.id }} class="kompaan-people__name">
                                { &request.person.name }
                            </RouteLink>
                            <span class="kompaan-quiet">{ fill(texts.erasure_asked(), &[&moment(session.lang, request.asked_at)]) }</span>
                            <Erase id={request.person.id} name={request.person.name.clone()} done={reload.clone()} />
                        </li>
                    }) }
                </ul>
            }
        </Page>
    }
}
