//! The app around the pages: which page an address shows, and the session that all share.
mod gate;

use crate::{
    browser,
    chunks::{self, ChunkPage},
    components::{failure::Unavailable, layout::Layout, skeleton::Skeleton},
    pages,
    routes::Route,
    session::{Catalogue, Event, Known, SESSION, Session, State, known, may_renew},
};
use client::{Change, Client};
use futures::StreamExt;
use gate::Gate;
use std::rc::Rc;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// Where starting stands.
#[derive(Clone, PartialEq)]
enum Start {
    /// Whose session this is, is being asked.
    Asking,
    Ready,
    /// That could not be asked: whoever is signed in is not shown what a visitor sees.
    Failed(client::Error),
}

/// The whole app: restores the session, loads the lists of names, and shows the page of the address.
#[component]
pub fn App() -> Html {
    let client = use_memo((), |()| Client::new(&browser::origin()));
    let state = use_reducer(State::default);
    let start = use_state(|| if may_renew() { Start::Asking } else { Start::Ready });
    let begin = {
        let (client, state, start) = (client.clone(), state.dispatcher(), start.setter());
        use_callback((), move |(), ()| {
            let (client, state, start) = ((*client).clone(), state.clone(), start.clone());
            spawn_local(async move {
                if may_renew() {
                    match client.renew().await {
                        Ok(opened) => state.dispatch(Event::Opened(Box::new(opened))),
                        Err(error) if error.status() == Some(401) => state.dispatch(Event::Over),
                        Err(error) => {
                            start.set(Start::Failed(error));
                            return;
                        }
                    }
                }
                start.set(Start::Ready);
                if let Ok(catalogue) = Catalogue::load(&client).await {
                    state.dispatch(Event::Catalogue(catalogue));
                }
                chunks::fetch_all().await;
            });
        })
    };
    use_effect_with((), {
        let begin = begin.clone();
        move |()| begin.emit(())
    });
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback((), move |event: Event, ()| dispatcher.dispatch(event))
    };
    use_session_of_all_windows(&client, state.person.as_ref().filter(|_| !state.over).map(|person| person.id), &dispatch);
    let session = Session {
        client: (*client).clone(),
        lang: state.lang,
        person: state.person.clone(),
        over: state.over,
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
                    {
                        match &*start {
                            Start::Asking => html! { <div class="kompaan-width"><Skeleton /></div> },
                            Start::Ready => html! { <Switch<Route> render={switch} /> },
                            Start::Failed(error) => html! { <Unavailable error={error.clone()} retry={begin} /> },
                        }
                    }
                </Layout>
            </BrowserRouter>
        </ContextProvider<Session>>
    }
}

/// The page of an address, for who may see it.
fn switch(route: Route) -> Html {
    let key = route.to_path();
    html! { <Gate {key} {route} /> }
}

/// The page itself.
fn page(route: Route) -> Html {
    match route.chunk() {
        Some(chunk) => html! { <ChunkPage {chunk} {route} /> },
        None => pages::shown(route, pages::start),
    }
}

/// Follows what becomes of the session: what the client finds out while it asks for something, and what other windows note of signing in and out.
#[hook]
fn use_session_of_all_windows(client: &Rc<Client>, signed_in: Option<Uuid>, dispatch: &Callback<Event>) {
    let now = use_mut_ref(|| signed_in);
    *now.borrow_mut() = signed_in;
    let (client, dispatch) = (client.clone(), dispatch.clone());
    use_effect_with((), move |()| {
        let mut changes = client.changes();
        let heard = dispatch.clone();
        spawn_local(async move {
            while let Some(change) = changes.next().await {
                heard.emit(match change {
                    Change::Renewed(opened) => Event::Opened(opened),
                    Change::Ended => Event::Over,
                });
            }
        });
        browser::on_remembered(SESSION, move || match known() {
            Known::SignedIn(person) if now.borrow().map(|id| id.to_string()) == Some(person.clone()) => {}
            Known::SignedIn(_) => {
                let (client, dispatch) = (client.clone(), dispatch.clone());
                spawn_local(async move {
                    // When that fails, the next request finds out.
                    if let Ok(opened) = client.renew().await {
                        dispatch.emit(Event::Opened(Box::new(opened)));
                    }
                });
            }
            Known::Over if now.borrow().is_some() => dispatch.emit(Event::Over),
            // What was typed here and not saved waits for the same person; it is all that stays.
            Known::Nobody if now.borrow().is_some() && browser::unsaved() => {
                client.set_token(None);
                dispatch.emit(Event::LeftElsewhere);
            }
            Known::Nobody => {
                client.set_token(None);
                client.set_renewable(false);
                dispatch.emit(Event::SignedOut);
            }
            Known::Over => {}
        });
    });
}
