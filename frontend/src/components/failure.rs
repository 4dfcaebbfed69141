//! When something could not be loaded.
use crate::{
    browser,
    components::{
        alert::{Alert, Tone},
        button::{Appearance, Button},
        layout::{InPage, Page},
        link::RouteLink,
        not_allowed::NotAllowed,
        not_found::NotFound,
        paragraph::P,
        sign_in_form::SignInForm,
        sign_in_link::SignInLink,
    },
    hooks::HEADING,
    routes::Route,
    session::use_session,
};
use client::Error;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FailureProps {
    pub error: Error,
    pub retry: Callback<()>,
}

/// Says what went wrong and what to do: sign in, go elsewhere, or try again. Where nothing else could be shown it is a page; within a page, a message.
#[component]
pub fn Failure(props: &FailureProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let within = use_context::<InPage>().is_some();
    match props.error.status() {
        Some(401) if within => html! {
            <Alert tone={Tone::Info}><P>{ texts.sign_in_for_this() }</P><SignInLink label={texts.sign_in()} /></Alert>
        },
        Some(401) => {
            let lead = if session.over { texts.sign_in_over() } else { texts.sign_in_again() };
            html! { <SignInForm {lead} done={props.retry.reform(|_: bool| ())} /> }
        }
        Some(403) if props.error.problem().is_some_and(|problem| problem.code == "second_factor_missing") => framed(
            within,
            session.texts().factor(),
            html! {
                <Alert tone={Tone::Info}>
                    <P>{ texts.refusal("second_factor_missing") }</P>
                    <RouteLink to={Route::SecondFactor}>{ session.texts().factor_start() }</RouteLink>
                </Alert>
            },
        ),
        Some(403) => framed(within, texts.not_allowed(), html! { <NotAllowed who={texts.for_others()} /> }),
        Some(404 | 400) if within => html! { <P class="kompaan-quiet">{ texts.error_not_found_text() }</P> },
        Some(404 | 400) => html! { <NotFound /> },
        _ => {
            let text = texts.failure(&props.error);
            let title = if matches!(props.error, Error::Network(_)) { texts.no_connection() } else { texts.went_wrong() };
            framed(within, title, retry_alert(text, texts.retry(), &props.retry))
        }
    }
}

/// The same as a page of its own, unless it stands in one.
fn framed(within: bool, title: &'static str, content: Html) -> Html {
    if within {
        content
    } else {
        html! { <Page {title}>{ content }</Page> }
    }
}

#[derive(Properties, PartialEq)]
pub struct ChunkFailureProps {
    pub retry: Callback<()>,
    /// Whether the server answers, so that it is the chunk itself that is gone, as after a new release.
    pub gone: bool,
}

/// Says that a chunk of the app could not be fetched.
#[component]
pub fn ChunkFailure(props: &ChunkFailureProps) -> Html {
    let texts = use_session().texts();
    if props.gone {
        let reload = Callback::from(|()| browser::reload());
        return framed(false, texts.new_version(), retry_alert(texts.new_version_text(), texts.reload(), &reload));
    }
    framed(false, texts.no_connection(), retry_alert(texts.error_network(), texts.retry(), &props.retry))
}

/// Says that the server cannot be asked who is signed in.
#[component]
pub fn Unavailable(props: &FailureProps) -> Html {
    let texts = use_session().texts();
    let text = if matches!(props.error, Error::Network(_)) { texts.unavailable_text() } else { texts.failure(&props.error) };
    framed(false, texts.unavailable(), retry_alert(text, texts.retry(), &props.retry))
}

fn retry_alert(text: &'static str, label: &'static str, retry: &Callback<()>) -> Html {
    let onclick = retry.reform(|_: MouseEvent| {
        // The button goes when it helped.
        browser::focus(HEADING);
    });
    html! { <Alert tone={Tone::Error}><P>{ text }</P><Button appearance={Appearance::Secondary} {onclick}>{ label }</Button></Alert> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown, shown_at};

    fn failed(status: u16, code: &str) -> Error {
        let problem = serde_json::from_value(serde_json::json!({
            "type": "about:blank", "title": code, "status": status, "detail": "", "instance": "/", "code": code, "errors": [],
        }));
        Error::Problem(Box::new(problem.unwrap()))
    }

    #[tokio::test]
    async fn each_failure_says_what_to_do() {
        let retry = Callback::noop;
        let unauthenticated = shown(html! { <Failure error={failed(401, "unauthenticated")} retry={retry()} /> }).await;
        holds(&unauthenticated, &["Log in om deze pagina te zien.", "E-mailadres"]);
        holds(
            &shown(html! { <Failure error={failed(403, "second_factor_missing")} retry={retry()} /> }).await,
            &[r#"href="/mijn-account/twee-stappen""#, "<h1"],
        );
        let forbidden = shown(html! { <Failure error={failed(403, "forbidden")} retry={retry()} /> }).await;
        holds(&forbidden, &["Deze pagina is niet voor u</h1>"]);
        assert!(!forbidden.contains("<button"), "trying again does not help: {forbidden}");
        holds(&shown(html! { <Failure error={failed(404, "not_found")} retry={retry()} /> }).await, &["kompaan"]);
        let unavailable = shown(html! { <Failure error={failed(503, "unavailable")} retry={retry()} /> }).await;
        holds(&unavailable, &["<h1", "utrecht-alert--error", "<button"]);
        holds(&shown(html! { <ChunkFailure gone={false} retry={retry()} /> }).await, &["Er is geen verbinding.", "<button"]);
        holds(&shown(html! { <ChunkFailure gone={true} retry={retry()} /> }).await, &["nieuwe versie", "Laad opnieuw"]);
    }

    #[tokio::test]
    async fn within_a_page_no_failure_brings_a_second_heading_or_a_form() {
        for (status, code) in [(401, "unauthenticated"), (403, "forbidden"), (403, "second_factor_missing"), (404, "not_found"), (503, "unavailable")] {
            let html = shown_at(
                Route::Region,
                html! {
                    <Page title="Regio"><Failure error={failed(status, code)} retry={Callback::noop()} /></Page>
                },
            )
            .await;
            assert_eq!(html.matches("<h1").count(), 1, "{status}: {html}");
            assert!(!html.contains("<form"), "{status}: {html}");
        }
        let html = shown_at(
            Route::Region,
            html! {
                <Page title="Regio"><Failure error={failed(401, "unauthenticated")} retry={Callback::noop()} /></Page>
            },
        )
        .await;
        holds(&html, &[r#"href="/inloggen?naar=%2Fregio""#]);
    }
}
