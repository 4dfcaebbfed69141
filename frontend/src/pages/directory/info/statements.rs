//! The statements on accessibility and privacy.
use crate::{
    components::{layout::Page, paragraph::P},
    session::use_session,
};
use yew::prelude::*;

fn parts(parts: &[(&'static str, &'static str)]) -> Html {
    html! {
        { for parts.iter().map(|(title, text)| html! {
            <section key={*title}>
                <h2 class="utrecht-heading-2">{ *title }</h2>
                { for text.split('\n').map(|paragraph| html! { <P class="kompaan-text">{ paragraph }</P> }) }
            </section>
        }) }
    }
}

/// How accessible the app is, how that was tested, and what to do when something does not work.
#[component]
pub fn Accessibility() -> Html {
    let texts = use_session().texts();
    html! {
        <Page title={texts.accessibility()} lead={texts.accessibility_lead()}>
            { parts(&[
                (texts.accessibility_standard(), texts.accessibility_standard_text()),
                (texts.accessibility_tested(), texts.accessibility_tested_text()),
                (texts.accessibility_limits(), texts.accessibility_limits_text()),
                (texts.accessibility_report(), texts.accessibility_report_text()),
            ]) }
        </Page>
    }
}

/// What is kept of whom, and who sees it.
#[component]
pub fn Privacy() -> Html {
    let texts = use_session().texts();
    html! {
        <Page title={texts.privacy()} lead={texts.privacy_lead()}>
            { parts(&[
                (texts.privacy_residents(), texts.privacy_residents_text()),
                (texts.privacy_account(), texts.privacy_account_text()),
                (texts.privacy_history(), texts.privacy_history_text()),
                (texts.privacy_rights(), texts.privacy_rights_text()),
                (texts.privacy_device(), texts.privacy_device_text()),
            ]) }
        </Page>
    }
}
