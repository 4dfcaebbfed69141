//! The organisations.
use crate::{
    components::{
        button::{Appearance, ButtonLink},
        export::Export,
        layout::Page,
        link::RouteLink,
        paragraph::P,
    },
    resources,
    routes::Route,
    session::use_session,
};
use contract::organisation::{OrganisationFilter, OrganisationKind};
use contract::words::directory::ORGANISATION;
use yew::prelude::*;

/// All organisations by kind. They are few and known to the app already, so the page is there at once.
#[component]
pub fn Organisations() -> Html {
    let session = use_session();
    let texts = session.texts();
    let header = html! {
        <>
            <P><RouteLink to={Route::Places}>{ texts.places_all() }</RouteLink></P>
            if session.is_administrator() {
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Primary} to={Route::NewOrganisation}>{ texts.organisation_new() }</ButtonLink>
                </p>
            }
        </>
    };
    html! {
        <Page title={texts.organisations()} lead={texts.organisation_list_lead()} {header}>
            { for OrganisationKind::ALL.iter().map(|kind| {
                let own: Vec<_> = session.catalogue.organisations.iter().filter(|organisation| organisation.kind == *kind).collect();
                if own.is_empty() {
                    return Html::default();
                }
                html! {
                    <section key={kind.as_str()} aria-labelledby={kind.as_str()}>
                        <h2 id={kind.as_str()} class="utrecht-heading-2">{ texts.word(*kind) }</h2>
                        <ul class="kompaan-cards">
                            { for own.into_iter().map(|organisation| {
                                let serves = session.catalogue.organisation_names(&organisation.serves_ids);
                                html! {
                                    <li key={organisation.id.to_string()} class="kompaan-card">
                                        <h3 class="utrecht-heading-4 kompaan-card__title">
                                            <RouteLink to={Route::Organisation { id: organisation.id }} class="kompaan-card__link">
                                                { &organisation.name }
                                            </RouteLink>
                                        </h3>
                                        if !serves.is_empty() {
                                            <p class="kompaan-card__facts kompaan-quiet">
                                                { format!("{} {}", texts.label(&ORGANISATION.serves_ids), serves.join(", ")) }
                                            </p>
                                        }
                                    </li>
                                }
                            }) }
                        </ul>
                    </section>
                }
            }) }
            <Export<resources::Organisations> filter={OrganisationFilter::default()} of={texts.organisations()} />
        </Page>
    }
}
