//! Mails: what was sent, what waits, and why.
use crate::{
    components::{
        alert::{Alert, Tone},
        badge::Badge,
        layout::Page,
        link::PlainLink,
        paragraph::P,
        settled::settled,
    },
    format::{fill, moment},
    hooks::use_own,
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

/// The latest mails. Where no mail server is configured one reads them here.
#[component]
pub fn Mails() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_own(|client| async move { client.mails().await });
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    html! {
        <Page title={texts.mails()} lead={texts.mails_about()} trail={vec![(AttrValue::from(texts.manage()), Route::Manage)]}>
            if found.kept { <Alert tone={Tone::Info}><P>{ texts.mails_kept() }</P></Alert> }
            if found.items.is_empty() { <P class="kompaan-quiet">{ texts.mails_none() }</P> }
            <ul class="kompaan-cards">
                { for found.items.iter().map(|mail| html! {
                    <li key={mail.id.to_string()} class="kompaan-card">
                        <h2 class="utrecht-heading-4 kompaan-card__title">{ &mail.subject }</h2>
                        <p class="kompaan-card__badges">
                            <Badge>{ if mail.sent_at.is_some() { texts.mail_sent() } else { texts.mail_waits() } }</Badge>
                        </p>
                        <p class="kompaan-card__facts">
                            { fill(texts.mail_to(), &[&mail.recipient, &moment(session.lang, mail.created_at)]) }
                        </p>
                        if let Some(failure) = &mail.failure {
                            <p class="kompaan-card__facts">{ fill(texts.mail_failed(), &[&mail.attempts.to_string(), failure]) }</p>
                        }
                        if let Some(text) = &mail.text {
                            <div class="kompaan-mail">
                                { for text.split("\n\n").map(|part| html! {
                                    <P>{ for part.lines().map(line_of) }</P>
                                }) }
                            </div>
                        }
                    </li>
                }) }
            </ul>
        </Page>
    }
}

fn line_of(line: &str) -> Html {
    let address = line.starts_with("http://") || line.starts_with("https://");
    html! { <>if address { <PlainLink href={line.to_owned()}>{ line }</PlainLink> } else { { line } }<br /></> }
}
