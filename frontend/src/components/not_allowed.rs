//! What somebody reads instead of a form that they may not send.
use crate::{
    components::{
        alert::{Alert, Tone},
        layout::Page,
        link::RouteLink,
        paragraph::P,
    },
    i18n::Texts,
    resources::Managed,
    routes::Route,
    session::use_session,
};
use domain::policy::Action;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NotAllowedProps {
    /// For whom it is, in words.
    pub who: &'static str,
}

/// For whom it is, and where to go.
#[component]
pub fn NotAllowed(props: &NotAllowedProps) -> Html {
    let session = use_session();
    html! {
        <Alert tone={Tone::Info}>
            <P>{ props.who }</P>
            <RouteLink to={Route::Home}>{ session.texts().error_not_found_home() }</RouteLink>
        </Alert>
    }
}

/// Who changes the things of a resource, in words; the pages of the others are for some roles only (`Route::who`).
pub fn keepers<M: Managed>(texts: Texts) -> &'static str {
    match M::STEM {
        "community" => texts.for_facilitators(),
        "local-plan" => texts.for_plan_leads(),
        "person" => texts.for_this_person(),
        "organisation" => texts.for_coordinators(),
        "theme" | "indicator" | "strategic-course" | "strategic-goal" => texts.for_editors(),
        "api-client" => texts.for_coordinators(),
        _ => texts.for_team(),
    }
}

#[derive(Properties, PartialEq)]
pub struct MayProps {
    /// What one must be able to do, and what one can, as the API says.
    pub action: Action,
    pub can: Vec<Action>,
    /// For whom it is, in words.
    pub who: &'static str,
    /// The thing itself, which can be read.
    pub trail: Vec<(AttrValue, Route)>,
    pub children: Html,
}

/// A form about a thing, for who may send it.
#[component]
pub fn May(props: &MayProps) -> Html {
    let title = use_session().texts().not_allowed();
    if props.can.contains(&props.action) {
        return props.children.clone();
    }
    html! { <Page {title} trail={props.trail.clone()}><NotAllowed who={props.who} /></Page> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn a_form_is_for_who_may_send_it() {
        let trail = vec![(AttrValue::from("Aanzet"), Route::Communities)];
        let ask = |can: Vec<Action>| {
            let trail = trail.clone();
            html! { <May action={Action::Edit} {can} who="Vraag het de trekkers." {trail}><form>{ "velden" }</form></May> }
        };
        holds(&shown(ask(vec![Action::Read, Action::Edit])).await, &["<form>velden"]);
        let html = shown(ask(vec![Action::Read])).await;
        holds(&html, &["Deze pagina is niet voor u</h1>", "Vraag het de trekkers.", r#"href="/communities""#]);
        assert!(!html.contains("<form"), "{html}");
    }
}
