//! Who gets to see a page: the others read why not, and what to do.
use super::page;
use crate::{
    access::Access,
    components::{layout::Page, not_allowed::NotAllowed, sign_in_form::SignInForm, skeleton::Skeleton},
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct GateProps {
    pub route: Route,
}

/// The page of an address for who may see it. A page that somebody is on stays when their session ends, with what they typed; the layout says what to do.
#[component]
pub fn Gate(props: &GateProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let me = session.person.as_ref().map(|person| person.id);
    // To whom it was shown last, and how often that became somebody else: nothing that the one typed is there for the other.
    let shown_to = use_mut_ref(|| (None, 0_u32));
    let who = props.route.who();
    let stays = session.over && me.is_some() && shown_to.borrow().0 == me;
    match who.access(&session) {
        access if access == Access::Granted || stays => {
            let (before, round) = *shown_to.borrow();
            let another = before.is_some() && me.is_some() && before != me;
            let round = round + u32::from(another);
            *shown_to.borrow_mut() = (me.or(before), round);
            html! { <Shown key={round} route={props.route.clone()} /> }
        }
        Access::SignInFirst => {
            let lead = if session.over { texts.sign_in_over() } else { texts.sign_in_again() };
            html! { <SignInForm {lead} done={Callback::noop()} /> }
        }
        Access::Unknown => html! { <div class="kompaan-width"><Skeleton /></div> },
        Access::Granted | Access::Refused => html! { <Page title={texts.not_allowed()}><NotAllowed who={who.words(texts)} /></Page> },
    }
}

#[component]
fn Shown(props: &GateProps) -> Html {
    page(props.route.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown_at, shown_to};
    use contract::person::Role;

    #[tokio::test]
    async fn a_stranger_is_asked_to_sign_in_where_a_form_would_be() {
        let html = shown_at(Route::NewCommunity, html! { <Gate route={Route::NewCommunity} /> }).await;
        holds(&html, &["Log in om deze pagina te zien.", r#"id="password""#]);
        assert!(!html.contains("verlopen"), "nothing ended for who was not signed in: {html}");
        assert_eq!(html.matches("<h1").count(), 1, "{html}");
    }

    #[tokio::test]
    async fn who_may_not_send_a_form_reads_for_whom_it_is() {
        for (route, who) in
            [(Route::NewTheme, "redacteuren"), (Route::Deleted, "beheerders"), (Route::NewPerson, "coördinatoren"), (Route::Audit, "toezichthouders")]
        {
            let html = shown_to(&[Role::Executive], route.clone(), html! { <Gate {route} /> }).await;
            holds(&html, &["Deze pagina is niet voor u</h1>", who]);
            assert!(!html.contains("<form") && !html.contains("<button"), "nothing to send or to try again: {html}");
        }
    }
}
