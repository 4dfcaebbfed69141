//! What administrators keep: organisations, themes, people, and what was deleted.
mod deleted;
mod erasures;
mod mails;
mod themes;

pub use deleted::DeletedThings;
pub use erasures::Erasures;
pub use mails::Mails;
pub use themes::{EditTheme, ManageThemes, NewTheme};

use crate::{
    access::Access,
    components::{layout::Page, link::RouteLink},
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

/// The page from which everything is reached that somebody keeps.
#[component]
pub fn Manage() -> Html {
    let session = use_session();
    let texts = session.texts();
    let entries = [
        (Route::Organisations, texts.organisations(), texts.manage_organisations()),
        (Route::ManageThemes, texts.themes(), texts.manage_themes()),
        (Route::People, texts.people(), texts.manage_people()),
        (Route::ApiClients, session.texts().clients(), session.texts().client_about()),
        (Route::Audit, session.texts().audit_title(), session.texts().audit_lead()),
        (Route::Mails, session.texts().mails(), session.texts().mails_about()),
        (Route::Erasures, session.texts().erasures(), session.texts().erasures_about()),
        (Route::Deleted, texts.manage_deleted(), texts.manage_deleted_lead()),
    ];
    html! {
        <Page title={texts.manage()} lead={texts.manage_lead()}>
            <h2 class="kompaan-visually-hidden">{ texts.manage() }</h2>
            <ul class="kompaan-cards">
                { for entries.into_iter().filter(|(to, ..)| to.who().access(&session) == Access::Granted).map(|(to, name, about)| html! {
                    <li key={name} class="kompaan-card">
                        <h3 class="utrecht-heading-4 kompaan-card__title">
                            <RouteLink {to} class="kompaan-card__link">{ name }</RouteLink>
                        </h3>
                        <p class="kompaan-card__facts kompaan-quiet">{ about }</p>
                    </li>
                }) }
            </ul>
        </Page>
    }
}
