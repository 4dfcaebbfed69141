//! The frame around every page.
use crate::{
    browser,
    i18n::{Lang, Translate},
    routes::Route,
    session::{Event, use_session},
};
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// The id of the heading of a page.
pub const HEADING: &str = "titel";
const MAIN: &str = "inhoud";

#[derive(Properties, PartialEq)]
pub struct LayoutProps {
    pub children: Html,
}

/// Header, navigation, the page, footer.
#[component]
pub fn Layout(props: &LayoutProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus(MAIN);
    });
    html! {
        <div class="utrecht-page-layout kompaan-page">
            <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href={format!("#{MAIN}")} onclick={skip}>{ texts.skip_to_content }</a>
            <Header />
            <main id={MAIN} class="kompaan-main" tabindex="-1">
                <Notice />
                { props.children.clone() }
            </main>
            <footer class="utrecht-page-footer kompaan-footer">
                <div class="kompaan-width">
                    <p class="utrecht-paragraph">{ texts.footer_about }</p>
                    <p class="utrecht-paragraph"><a class="utrecht-link utrecht-link--html-a" href="/swagger-ui/">{ texts.footer_api }</a></p>
                </div>
            </footer>
        </div>
    }
}

#[component]
fn Header() -> Html {
    let session = use_session();
    let texts = session.texts();
    let route = use_route::<Route>();
    let navigator = use_navigator();
    let other = if session.lang == Lang::Dutch { Lang::English } else { Lang::Dutch };
    let switch_language = session.dispatch.reform(move |_: MouseEvent| Event::Language(other));
    let sign_out = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            let (session, navigator) = (session.clone(), navigator.clone());
            spawn_local(async move {
                // Signing out here counts, also when the server cannot be told.
                let _ = session.client.sign_out().await;
                session.dispatch.emit(Event::SignedOut);
                session.say(session.texts().signed_out);
                if let Some(navigator) = navigator {
                    navigator.push(&Route::Home);
                }
            });
        })
    };
    let item = |to: Route, label: &'static str, current: bool| {
        html! {
            <li class="kompaan-nav__item">
                <Link<Route> classes={classes!("kompaan-nav__link", current.then_some("kompaan-nav__link--current"))} {to}>
                    if current { <span aria-current="true">{ label }</span> } else { { label } }
                </Link<Route>>
            </li>
        }
    };
    let in_communities = matches!(route, Some(Route::Communities | Route::Community { .. }));
    let in_plans = matches!(
        route,
        Some(
            Route::LocalPlans
                | Route::LocalPlan { .. }
                | Route::SubProject { .. }
                | Route::EditSubProject { .. }
                | Route::ChangePhase { .. }
                | Route::SubProjectHistory { .. }
        )
    );
    html! {
        <header class="utrecht-page-header kompaan-header">
            <div class="kompaan-width kompaan-header__bar">
                <Link<Route> classes="kompaan-logo" to={Route::Home}>
                    <svg class="kompaan-logo__mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
                        <circle cx="11" cy="16" r="8" class="kompaan-logo__first" /><circle cx="21" cy="16" r="8" class="kompaan-logo__second" />
                    </svg>
                    <span>{ texts.app_name }</span>
                </Link<Route>>
                <div class="kompaan-header__tools">
                    <button type="button" class="kompaan-tool" lang={other.as_str()} onclick={switch_language}>{ texts.other_language }</button>
                    if let Some(person) = &session.person {
                        <span class="kompaan-header__name">{ &person.name }</span>
                        <button type="button" class="kompaan-tool" onclick={sign_out}>{ texts.sign_out }</button>
                    } else {
                        <Link<Route> classes="kompaan-tool kompaan-tool--strong" to={Route::SignIn}>{ texts.sign_in }</Link<Route>>
                    }
                </div>
            </div>
            <nav class="kompaan-nav" aria-label={texts.navigation}>
                <ul class="kompaan-width kompaan-nav__list">
                    { item(Route::Home, texts.home, route == Some(Route::Home)) }
                    { item(Route::Communities, texts.communities, in_communities) }
                    { item(Route::LocalPlans, texts.local_plans, in_plans) }
                </ul>
            </nav>
        </header>
    }
}

/// What was just done. It stays until the next thing is done or it is closed.
#[component]
fn Notice() -> Html {
    let session = use_session();
    let close = session.dispatch.reform(|_: MouseEvent| Event::Notice(None));
    html! {
        <div class="kompaan-width" role="status" aria-live="polite">
            if let Some(notice) = &session.notice {
                <div class="utrecht-alert utrecht-alert--ok kompaan-notice">
                    <div class="utrecht-alert__content"><div class="utrecht-alert__message kompaan-notice__text">
                        <span>{ notice }</span>
                        <button type="button" class="kompaan-tool" onclick={close}>{ session.lang.texts().close }</button>
                    </div></div>
                </div>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct PageProps {
    pub title: AttrValue,
    /// Pages above this one: name and address.
    #[prop_or_default]
    pub trail: Vec<(AttrValue, Route)>,
    pub children: Html,
    /// What stands between the heading and the text: labels, buttons.
    #[prop_or_default]
    pub header: Html,
    #[prop_or_default]
    pub lead: Option<AttrValue>,
}

/// A page: breadcrumbs, heading, content. Sets the title and the focus.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    crate::hooks::use_page(&props.title);
    html! {
        <div class="kompaan-width">
            if !props.trail.is_empty() {
                <nav class="utrecht-breadcrumb-nav" aria-label={texts.breadcrumbs}>
                    <ol class="utrecht-breadcrumb-nav__list utrecht-breadcrumb-nav__list--html-ol">
                        { for props.trail.iter().map(|(name, route)| html! {
                            <li key={name.to_string()} class="utrecht-breadcrumb-nav__item kompaan-breadcrumb">
                                <Link<Route> classes="utrecht-link utrecht-link--html-a utrecht-breadcrumb-nav__link" to={route.clone()}>{ name }</Link<Route>>
                            </li>
                        }) }
                    </ol>
                </nav>
            }
            <h1 id={HEADING} class="utrecht-heading-1 kompaan-title" tabindex="-1">{ &props.title }</h1>
            if let Some(lead) = &props.lead { <p class="utrecht-paragraph utrecht-paragraph--lead kompaan-lead">{ lead }</p> }
            { props.header.clone() }
            { props.children.clone() }
        </div>
    }
}
