//! The frame around every page.
use crate::{
    browser,
    components::{
        alert::{Alert, Tone},
        button::{Appearance, Button},
        header::Header,
        link::{PlainLink, RouteLink},
        paragraph::P,
        shortcuts::Shortcuts,
        sign_in_link::{AddressLink, SignInLink},
    },
    hooks::HEADING,
    routes::Route,
    session::{Event, Notice, Scheme, use_session},
};
use wasm_bindgen::JsCast;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

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
    let route = use_route::<Route>();
    let skip = |id: &'static str| {
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            browser::focus(id);
        })
    };
    let link = "utrecht-skip-link utrecht-skip-link--visible-on-focus";
    html! {
        <div class="utrecht-page-layout kompaan-page">
            <a class={link} href={format!("#{MAIN}")} onclick={skip(MAIN)}>{ texts.skip_to_content() }</a>
            <a class={link} href={format!("#{}", crate::components::header::SEARCH)} onclick={skip(crate::components::header::SEARCH)}>
                { texts.skip_to_search() }
            </a>
            <Header />
            <main id={MAIN} class="kompaan-main" tabindex="-1">
                <NoticeBar />
                if session.over && !matches!(route, Some(Route::SignIn)) && session.person.is_some() { <SessionOver /> }
                if session.privacy_to_accept { <NewStatement /> }
                { props.children.clone() }
            </main>
            <Footer />
            <Shortcuts />
        </div>
    }
}

/// Says that the session has ended, and how to go on with what stands there.
#[component]
fn SessionOver() -> Html {
    let texts = use_session().texts();
    html! {
        <div class="kompaan-width" role="status">
            <Alert tone={Tone::Warning}>
                <P>{ if browser::unsaved() { texts.session_over_unsaved() } else { texts.session_over() } }</P>
                <SignInLink label={texts.sign_in()} />
            </Alert>
        </div>
    }
}

/// Says that there is a new privacy statement, until it is accepted.
#[component]
fn NewStatement() -> Html {
    let session = use_session();
    let texts = session.texts();
    let accept = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            let session = session.clone();
            spawn_local(async move {
                match session.client.accept_privacy(domain::account::PRIVACY_VERSION).await {
                    Ok(()) => {
                        session.dispatch.emit(Event::PrivacyAccepted);
                        session.say(session.texts().privacy_accepted());
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    html! {
        <div class="kompaan-width">
            <Alert tone={Tone::Info}>
                <P>{ texts.privacy_new() }{ " " }<RouteLink to={Route::Privacy}>{ texts.privacy_read() }</RouteLink></P>
                <Button appearance={Appearance::Secondary} onclick={accept}>{ texts.privacy_accept() }</Button>
            </Alert>
        </div>
    }
}

#[component]
fn Footer() -> Html {
    let session = use_session();
    let texts = session.texts();
    let link = |to: Route, label: &'static str| html! { <li><RouteLink {to}>{ label }</RouteLink></li> };
    let schemes = [(Scheme::Device, texts.scheme_device()), (Scheme::Light, texts.scheme_light()), (Scheme::Dark, texts.scheme_dark())];
    let onchange = session.dispatch.reform(|event: web_sys::Event| {
        let select = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
        Event::Scheme(select.map(|select| Scheme::parse(&select.value())).unwrap_or_default())
    });
    html! {
        <footer class="utrecht-page-footer kompaan-footer">
            <div class="kompaan-width kompaan-footer__columns">
                <P class="kompaan-footer__about">{ texts.footer_about() }</P>
                <ul class="kompaan-plain-list">
                    { link(Route::Handbook, texts.handbook()) }
                    { link(Route::Accessibility, texts.accessibility()) }
                    { link(Route::Privacy, texts.privacy()) }
                    <li><PlainLink href="/swagger-ui/">{ texts.footer_api() }</PlainLink></li>
                </ul>
                <div>
                    <label class="utrecht-form-label" for="kleuren">{ texts.scheme() }</label>
                    <select id="kleuren" class="utrecht-select utrecht-select--html-select kompaan-footer__select" {onchange}>
                        { for schemes.into_iter().map(|(scheme, label)| html! {
                            <option key={label} value={scheme.as_str().unwrap_or_default()} selected={scheme == session.scheme}>
                                { label }
                            </option>
                        }) }
                    </select>
                    <P class="kompaan-quiet">{ format!("{} {}", texts.version(), env!("CARGO_PKG_VERSION")) }</P>
                </div>
            </div>
        </footer>
    }
}

/// What was just done, and the way back where there is one. It stays until the next thing is done or it is closed; what is not finished is said on one page.
#[component]
fn NoticeBar() -> Html {
    let session = use_session();
    let texts = session.texts();
    let close = session.dispatch.reform(|_: MouseEvent| Event::Notice(None));
    let route = use_route::<Route>();
    {
        let (notice, dispatch) = (session.notice.clone(), session.dispatch.clone());
        use_effect_with(route, move |_| {
            if let Some(notice) = notice.filter(|notice| notice.unfinished.as_ref().is_some_and(|unfinished| *unfinished.said_on != browser::path())) {
                dispatch.emit(Event::NoticeOver(notice));
            }
        });
    }
    let tone = |notice: &Notice| if notice.unfinished.is_some() { "utrecht-alert--warning" } else { "utrecht-alert--ok" };
    html! {
        <div class="kompaan-width" role="status" aria-live="polite">
            if let Some(notice) = &session.notice {
                <div class={classes!("utrecht-alert", tone(notice), "kompaan-notice")}>
                    <div class="utrecht-alert__content">
                        <div class="utrecht-alert__message kompaan-notice__text">
                            <span>{ &notice.text }</span>
                            <span class="kompaan-notice__actions">
                                if let Some(undo) = &notice.undo {
                                    <button
                                        type="button"
                                        class="kompaan-tool"
                                        onclick={let (undo, dispatch) = (undo.clone(), session.dispatch.clone());
                                    Callback::from(move |_: MouseEvent| { dispatch.emit(Event::Notice(None)); undo.emit(()); })}
                                    >
                                        { texts.undo() }
                                    </button>
                                }
                                if let Some(unfinished) = &notice.unfinished {
                                    <AddressLink address={unfinished.form.clone()} label={texts.draft_go_on()} />
                                }
                                <button type="button" class="kompaan-tool" onclick={close}>{ texts.close() }</button>
                            </span>
                        </div>
                    </div>
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

/// Tells what stands in a page that it does: the page has the heading.
#[derive(Clone, PartialEq)]
pub struct InPage;

/// A page: breadcrumbs, heading, content. Sets the title and the focus.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    crate::hooks::use_page(&props.title);
    html! {
        <div class="kompaan-width">
            if !props.trail.is_empty() {
                <nav class="utrecht-breadcrumb-nav" aria-label={texts.breadcrumbs()}>
                    <ol class="utrecht-breadcrumb-nav__list utrecht-breadcrumb-nav__list--html-ol">
                        { for props.trail.iter().map(|(name, route)| html! {
                            <li key={name.to_string()} class="utrecht-breadcrumb-nav__item kompaan-breadcrumb">
                                <RouteLink to={route.clone()} class="utrecht-breadcrumb-nav__link">{ name }</RouteLink>
                            </li>
                        }) }
                    </ol>
                </nav>
            }
            <h1 id={HEADING} class="utrecht-heading-1 kompaan-title" tabindex="-1">
                { &props.title }
            </h1>
            if let Some(lead) = &props.lead { <P class="kompaan-lead" lead=true>{ lead }</P> }
            { props.header.clone() }
            <ContextProvider<InPage> context={InPage}>{ props.children.clone() }</ContextProvider<InPage>>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn a_page_has_one_heading_and_says_where_it_is() {
        let trail = vec![(AttrValue::from("Lokale plannen"), Route::LocalPlans)];
        let html = shown(html! { <Page title="Kansen" lead="Een nieuw begin" {trail}>{ "tekst" }</Page> }).await;
        holds(&html, &["<h1 id=\"titel\"", ">Kansen</h1>", "Een nieuw begin", r#"href="/lokale-plannen""#, "aria-label=\"Kruimelpad\""]);
        assert_eq!(html.matches("<h1").count(), 1);
    }
}
