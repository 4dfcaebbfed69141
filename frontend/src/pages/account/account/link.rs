//! The page behind a link from a mail: choosing a password, or confirming an e-mail address.
use crate::{
    components::{
        alert::{Alert, Tone},
        form::{Submit, TextField},
        layout::Page,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    format::fill,
    hooks::{Fetch, use_fetch, use_submit, use_typed},
    routes::Route,
    session::use_session,
};
use contract::{
    account::{Link as Found, LinkInput, Purpose},
    field_errors,
};
use yew::prelude::*;
use yew_router::prelude::*;

/// The page. What the link is for stands behind the # of its address, which goes to no server but in the body of a request.
#[component]
pub fn AccountLink() -> Html {
    let session = use_session();
    let texts = session.texts();
    // Also when another link is opened in the same window, which changes only what stands behind the #.
    let token = use_location().map(|location| location.hash().trim_start_matches('#').to_owned()).unwrap_or_default();
    let client = session.client.clone();
    let (found, reload) = use_fetch(token.clone(), move |token| {
        let client = client.clone();
        async move { client.read_link(&token).await }
    });
    let dead = |text: &'static str| {
        html! {
            <Page title={texts.link_reset()}>
                <Alert tone={Tone::Warning}><P>{ text }</P></Alert>
                <p class="kompaan-actions"><RouteLink to={Route::ForgotPassword}>{ texts.link_again() }</RouteLink></p>
            </Page>
        }
    };
    if token.is_empty() {
        return dead(texts.link_missing());
    }
    if let Fetch::Failed(error) = &found
        && error.problem().is_some_and(|problem| problem.status < 500)
    {
        return dead(session.texts().failure(error));
    }
    match settled(found, &reload) {
        Ok(found) => html! { <UseLink link={(*found).clone()} key={token.clone()} token={token.clone()} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct UseLinkProps {
    link: Found,
    token: String,
}

#[component]
fn UseLink(props: &UseLinkProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let (password, set_password) = use_typed();
    let submission = use_submit();
    let link = &props.link;
    let asks_password = link.purpose.sets_password();
    let onsubmit = {
        let (session, link, token, password, submission) = (session.clone(), link.clone(), props.token.clone(), password.clone(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut faults = vec![];
            if asks_password {
                let own_words: Vec<&str> = link.name.split_whitespace().chain(link.email.split('@')).collect();
                faults = field_errors(domain::password::violations(&password, &own_words));
            }
            let input = LinkInput { token: token.clone(), password: asks_password.then(|| (*password).clone()) };
            let (client, session, navigator) = (session.client.clone(), session.clone(), navigator.clone());
            submission.send(faults, async move { client.use_link(&input).await }, move |()| {
                let texts = session.texts();
                if asks_password {
                    session.leave();
                }
                session.say(if asks_password { texts.link_password_done() } else { texts.link_email_done() });
                if let Some(navigator) = navigator {
                    navigator.push(&if asks_password { Route::SignIn } else { Route::Home });
                }
            });
        })
    };
    let (title, lead, button) = match link.purpose {
        Purpose::Invitation => (fill(texts.link_invitation(), &[&link.name]), fill(texts.link_invitation_lead(), &[&link.email]), texts.save()),
        Purpose::Reset => (texts.link_reset().to_owned(), fill(texts.link_reset_lead(), &[&link.name]), texts.save()),
        Purpose::Email => (texts.link_email().to_owned(), fill(texts.link_email_lead(), &[&link.name, &link.email]), texts.link_email_confirm()),
    };
    html! {
        <Page {title} {lead}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("password", texts.password_new())]) }
                if asks_password {
                    <TextField
                        name="password"
                        label={texts.password_new()}
                        hint={texts.password_hint()}
                        kind="password"
                        autocomplete="new-password"
                        value={(*password).clone()}
                        onchange={set_password}
                        errors={submission.wrong("password")}
                    />
                }
                <Submit
                    label={button}
                    busy={submission.busy()}
                />
            </form>
        </Page>
    }
}
