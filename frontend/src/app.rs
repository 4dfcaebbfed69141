//! The app around the pages.
use crate::{
    browser,
    components::layout::Layout,
    parts,
    routes::{Route, switch},
    session::{Catalogue, Event, Session, State, may_renew},
};
use client::Client;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// The whole app: restores the session, loads the lists of names, and shows the page of the address.
#[component]
pub fn App() -> Html {
    let client = use_memo((), |()| Client::new(&browser::origin()));
    let state = use_reducer(State::default);
    let ready = use_state(|| !may_renew());
    {
        let (client, state, ready) = (client.clone(), state.dispatcher(), ready.clone());
        use_effect_with((), move |()| {
            spawn_local(async move {
                if may_renew() {
                    match client.renew().await {
                        Ok(opened) => state.dispatch(Event::Opened(Box::new(opened))),
                        Err(client::Error::Network(_)) => {}
                        Err(_) => state.dispatch(Event::SignedOut),
                    }
                    ready.set(true);
                }
                if let Ok(catalogue) = Catalogue::load(&client).await {
                    state.dispatch(Event::Catalogue(catalogue));
                }
                parts::fetch_all().await;
            });
        });
    }
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback((), move |event: Event, ()| dispatcher.dispatch(event))
    };
    let session = Session {
        client: (*client).clone(),
        lang: state.lang,
        person: state.person.clone(),
        catalogue: state.catalogue.clone(),
        notice: state.notice.clone(),
        scheme: state.scheme,
        privacy_to_accept: state.privacy_to_accept,
        last_visit: state.last_visit,
        dispatch,
    };
    html! {
        <ContextProvider<Session> context={session}>
            <BrowserRouter>
                <Layout>
                    if *ready {
                        <Switch<Route> render={switch} />
                    } else {
                        <div class="kompaan-width"><crate::components::skeleton::Skeleton /></div>
                    }
                </Layout>
            </BrowserRouter>
        </ContextProvider<Session>>
    }
}
