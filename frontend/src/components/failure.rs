//! When something could not be loaded.
use crate::{
    components::alert::{Alert, Tone},
    pages::{not_found::NotFound, sign_in::SignInForm},
    routes::Route,
    session::use_session,
};
use client::Error;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FailureProps {
    pub error: Error,
    pub retry: Callback<()>,
}

/// Says what went wrong and what to do: sign in, go elsewhere, or try again.
#[component]
pub fn Failure(props: &FailureProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    match props.error.status() {
        Some(401) => html! { <SignInForm lead={texts.sign_in_again} done={props.retry.reform(|_: bool| ())} /> },
        Some(403) if props.error.problem().is_some_and(|problem| problem.code == "second_factor_missing") => html! {
            <Alert tone={Tone::Info}>
                <p class="utrecht-paragraph">{ texts.error_second_factor_missing }</p>
                <Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::SecondFactor}>{ session.account_texts().factor_start }</Link<Route>>
            </Alert>
        },
        Some(404 | 400) => html! { <NotFound /> },
        _ => retry_alert(texts.failure(&props.error), texts.retry, &props.retry),
    }
}

#[derive(Properties, PartialEq)]
pub struct UnreachableProps {
    pub retry: Callback<()>,
}

/// Says that a part of the app could not be fetched.
#[component]
pub fn Unreachable(props: &UnreachableProps) -> Html {
    let texts = use_session().texts();
    retry_alert(texts.error_network, texts.retry, &props.retry)
}

fn retry_alert(text: &'static str, label: &'static str, retry: &Callback<()>) -> Html {
    let onclick = retry.reform(|_: MouseEvent| ());
    html! {
        <Alert tone={Tone::Error}>
            <p class="utrecht-paragraph">{ text }</p>
            <button type="button" class="utrecht-button utrecht-button--secondary-action" {onclick}>{ label }</button>
        </Alert>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn each_failure_says_what_to_do() {
        let failed = |status: u16, code: &str| {
            let problem = serde_json::from_value(serde_json::json!({
                "type": "about:blank", "title": code, "status": status, "detail": "", "instance": "/", "code": code, "errors": [],
            }));
            Error::Problem(Box::new(problem.unwrap()))
        };
        let retry = Callback::noop;
        holds(&shown(html! { <Failure error={failed(401, "unauthenticated")} retry={retry()} /> }).await, &["Log in om deze pagina te zien.", "E-mailadres"]);
        holds(&shown(html! { <Failure error={failed(403, "second_factor_missing")} retry={retry()} /> }).await, &[r#"href="/mijn-account/twee-stappen""#]);
        holds(&shown(html! { <Failure error={failed(404, "not_found")} retry={retry()} /> }).await, &["kompaan"]);
        holds(&shown(html! { <Failure error={failed(503, "unavailable")} retry={retry()} /> }).await, &["utrecht-alert--error", "<button"]);
        holds(&shown(html! { <Unreachable retry={retry()} /> }).await, &["Er is geen verbinding.", "<button"]);
    }
}
