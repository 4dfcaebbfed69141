//! The list of systems.
use super::last_used;
use crate::{
    components::{
        badge::Badge,
        button::{Appearance, ButtonLink},
        export::Export,
        layout::Page,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    hooks::use_list,
    resources,
    routes::Route,
    session::use_session,
};
use contract::{PageQuery, api_client::ApiClientFilter};
use yew::prelude::*;

/// The systems that somebody may see.
#[component]
pub fn ApiClients() -> Html {
    let session = use_session();
    let texts = session.texts();
    let pages = use_list::<resources::ApiClients>(ApiClientFilter::default(), PageQuery::default());
    let page = match settled(pages.first.clone(), &pages.reload) {
        Ok(page) => page,
        Err(instead) => return instead,
    };
    let header = html! {
        <p class="kompaan-actions">
            <ButtonLink appearance={Appearance::Primary} to={Route::NewApiClient}>{ texts.client_new() }</ButtonLink>
        </p>
    };
    html! {
        <Page title={texts.clients()} lead={texts.client_lead()} {header}>
            if page.items.is_empty() { <div class="kompaan-empty"><P role="status">{ texts.client_none() }</P></div> }
            <ul class="kompaan-cards">
                { for pages.items().iter().map(|client| html! {
                    <li key={client.id.to_string()} class="kompaan-card">
                        <h2 class="utrecht-heading-4 kompaan-card__title">
                            <RouteLink to={Route::ApiClient { id: client.id }} class="kompaan-card__link">{ &client.name }</RouteLink>
                        </h2>
                        if !client.active { <p class="kompaan-card__badges"><Badge>{ texts.client_off() }</Badge></p> }
                        <p class="kompaan-card__facts">{ &client.organisation_name }</p>
                        <p class="kompaan-card__facts kompaan-quiet">
                            { last_used(&session, client.last_used_at) }
                        </p>
                    </li>
                }) }
            </ul>
            { pages.more_button(texts) }
            if !page.items.is_empty() { <Export<resources::ApiClients> filter={ApiClientFilter::default()} of={texts.clients()} /> }
        </Page>
    }
}
