//! The head of every page: name, search, my menu, navigation.
use crate::{
    access::Access,
    browser,
    components::sign_in_link::SignInLink,
    hooks::HEADING,
    i18n::Lang,
    routes::{Route, SearchQuery},
    session::{Event, use_session},
};
use contract::person::Role;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// The id of the search box.
pub const SEARCH: &str = "zoekvak";
const TOGGLE: &str = "navigatie-knop";
const MENU: &str = "mijn-menu";
const MENU_LIST: &str = "mijn-menu-lijst";

/// The head of every page.
#[component]
pub fn Header() -> Html {
    let session = use_session();
    let texts = session.texts();
    let route = use_route::<Route>();
    // On a narrow screen the navigation is a sheet that opens by a button, and closes when somebody has gone somewhere.
    let open = use_state(|| false);
    let mine = use_state(|| false);
    {
        let (open, mine) = (open.setter(), mine.setter());
        use_effect_with(route.clone(), move |_| {
            open.set(false);
            mine.set(false);
        });
    }
    let toggle = |state: &UseStateHandle<bool>| {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(!*state))
    };
    let onkeydown = {
        let (mine, open) = (mine.clone(), open.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() != "Escape" {
                return;
            }
            for (menu, button) in [(&mine, MENU), (&open, TOGGLE)] {
                if **menu {
                    menu.set(false);
                    browser::focus(button);
                }
            }
        })
    };
    let other = if session.lang == Lang::Dutch { Lang::English } else { Lang::Dutch };
    let switch_language = session.dispatch.reform(move |_: MouseEvent| Event::Language(other));
    let item = |to: Route, label: &'static str, current: bool| {
        html! {
            <li class="kompaan-nav__item">
                <Link<Route> classes={classes!("kompaan-nav__link", current.then_some("kompaan-nav__link--current"))} {to}>
                    if current { <span aria-current="true">{ label }</span> } else { { label } }
                </Link<Route>>
            </li>
        }
    };
    let section = route.as_ref().map(section);
    let in_section = |wanted: Section| section == Some(wanted);
    html! {
        <header class="utrecht-page-header kompaan-header" {onkeydown}>
            <div class="kompaan-width kompaan-header__bar">
                <Link<Route> classes="kompaan-logo" to={Route::Home}>
                    <svg class="kompaan-logo__mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
                        <circle cx="11" cy="16" r="8" class="kompaan-logo__first" />
                        <circle cx="21" cy="16" r="8" class="kompaan-logo__second" />
                    </svg>
                    <span>{ texts.app_name() }</span>
                </Link<Route>>
                <SearchBox />
                <div class="kompaan-header__tools">
                    <button type="button" class="kompaan-tool" lang={other.as_str()} onclick={switch_language}>
                        { texts.other_language() }
                    </button>
                    if let Some(person) = session.signed_in() {
                        <button
                            id={MENU}
                            type="button"
                            class="kompaan-tool kompaan-tool--menu"
                            aria-expanded={(*mine).to_string()}
                            aria-controls={mine.then_some(MENU_LIST)}
                            onclick={toggle(&mine)}
                        >
                            <span class="kompaan-header__name">{ &person.name }</span>
                            <span class="kompaan-header__short">{ texts.my_menu() }</span>
                        </button>
                    } else {
                        <SignInLink classes={classes!("kompaan-tool", "kompaan-tool--strong")} label={texts.sign_in()} />
                    }
                    <button
                        id={TOGGLE}
                        type="button"
                        class="kompaan-tool kompaan-nav__toggle"
                        aria-expanded={(*open).to_string()}
                        aria-controls="navigatie"
                        onclick={toggle(&open)}
                    >
                        { texts.menu() }
                    </button>
                </div>
            </div>
            if *mine { <MyLinks /> }
            <nav id="navigatie" class={classes!("kompaan-nav", open.then_some("kompaan-nav--open"))} aria-label={texts.navigation()}>
                <ul class="kompaan-width kompaan-nav__list">
                    { item(Route::Home, texts.home(), in_section(Section::Home)) }
                    { item(Route::Communities, texts.communities(), in_section(Section::Communities)) }
                    { item(Route::LocalPlans, texts.local_plans(), in_section(Section::Plans)) }
                    { item(Route::StrategicCourses, texts.courses(), in_section(Section::Course)) }
                    if session.signed_in().is_some() {
                        { item(Route::Region, session.texts().region(), in_section(Section::Region)) }
                    }
                    if session.signed_in().is_some() {
                        { item(Route::People, texts.people(), in_section(Section::People)) }
                    }
                    { item(Route::Organisations, texts.organisations(), in_section(Section::Organisations)) }
                </ul>
            </nav>
        </header>
    }
}

/// The parts of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Home,
    Communities,
    Plans,
    Course,
    Region,
    People,
    Organisations,
    /// What is reached by the menu of the person, the foot or the search box.
    Other,
}

/// Under which part of the navigation a page stands.
fn section(route: &Route) -> Section {
    match route {
        Route::Home => Section::Home,
        Route::Communities | Route::NewCommunity | Route::Community { .. } | Route::EditCommunity { .. } => Section::Communities,
        Route::LocalPlans
        | Route::NewLocalPlan
        | Route::LocalPlan { .. }
        | Route::EditLocalPlan { .. }
        | Route::PlanStatus { .. }
        | Route::PlanSheet { .. }
        | Route::NewSubProject { .. }
        | Route::SubProject { .. }
        | Route::EditSubProject { .. }
        | Route::SubProjectSheet { .. }
        | Route::ChangePhase { .. }
        | Route::NewProgressUpdate { .. }
        | Route::ProgressUpdate { .. }
        | Route::EditProgressUpdate { .. }
        | Route::NewMilestone { .. }
        | Route::Milestone { .. }
        | Route::EditMilestone { .. }
        | Route::NewTask { .. }
        | Route::Task { .. }
        | Route::EditTask { .. }
        | Route::NewRisk { .. }
        | Route::Risk { .. }
        | Route::EditRisk { .. }
        | Route::NewDocument { .. }
        | Route::Document { .. }
        | Route::EditDocument { .. }
        | Route::NewBudgetLine { .. }
        | Route::BudgetLine { .. }
        | Route::EditBudgetLine { .. }
        | Route::NewSubProjectIndicator { .. }
        | Route::SubProjectIndicator { .. }
        | Route::EditSubProjectIndicator { .. }
        | Route::NewMeasurement { .. }
        | Route::Measurement { .. }
        | Route::EditMeasurement { .. } => Section::Plans,
        Route::StrategicCourses
        | Route::NewStrategicCourse
        | Route::StrategicCourse { .. }
        | Route::EditStrategicCourse { .. }
        | Route::NewStrategicGoal { .. }
        | Route::StrategicGoal { .. }
        | Route::EditStrategicGoal { .. }
        | Route::EvaluateGoal { .. }
        | Route::Indicators
        | Route::NewIndicator
        | Route::Indicator { .. }
        | Route::EditIndicator { .. } => Section::Course,
        Route::Region | Route::RegionSheet | Route::Capacity { .. } => Section::Region,
        Route::People | Route::NewPerson | Route::Person { .. } | Route::EditPerson { .. } | Route::Password { .. } | Route::Roles { .. } => Section::People,
        Route::Places | Route::NewPlace | Route::Place { .. } | Route::EditPlace { .. } => Section::Organisations,
        Route::Organisations | Route::NewOrganisation | Route::Organisation { .. } | Route::EditOrganisation { .. } => Section::Organisations,
        _ => Section::Other,
    }
}

/// The search box: it leads to the page with what was found.
#[component]
fn SearchBox() -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok());
        let input = form.and_then(|form| form.elements().named_item(SEARCH)).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        if let (Some(navigator), Some(input)) = (&navigator, input) {
            let q = Some(input.value()).filter(|q| !q.trim().is_empty());
            let _ = navigator.push_with_query(&Route::Search, &SearchQuery { q });
            input.set_value("");
        }
    });
    html! {
        <form class="kompaan-search" role="search" aria-label={texts.search_everything()} action="/zoeken" {onsubmit}>
            <label class="kompaan-visually-hidden" for={SEARCH}>{ texts.search_by_name() }</label>
            <input
                id={SEARCH}
                name="q"
                type="search"
                autocomplete="off"
                maxlength="100"
                placeholder={texts.search_by_name()}
                class="utrecht-textbox utrecht-textbox--html-input kompaan-search__box"
            />
            <button type="submit" class="kompaan-tool kompaan-search__go">{ texts.search() }</button>
        </form>
    }
}

/// What belongs to the person, under a button with their name: profile, administration, help, signing out.
#[component]
fn MyLinks() -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let sign_out = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            let (session, navigator) = (session.clone(), navigator.clone());
            spawn_local(async move {
                // Signing out here counts, also when the server cannot be told.
                let _ = session.client.sign_out().await;
                session.leave();
                session.say(session.texts().signed_out());
                if let Some(navigator) = navigator {
                    navigator.push(&Route::Home);
                }
                // The menu is gone, and the start page may have been there already.
                browser::focus_soon(HEADING);
            });
        })
    };
    let here = use_route::<Route>();
    let Some(person) = session.signed_in() else { return Html::default() };
    let link = |to: Route, label: &'static str| {
        let label = if here.as_ref() == Some(&to) {
            html! { <span aria-current="page">{ label }</span> }
        } else {
            html! { { label } }
        };
        html! { <li><Link<Route> classes="kompaan-menu__item" {to}>{ label }</Link<Route>></li> }
    };
    html! {
        <nav id={MENU_LIST} class="kompaan-menu" aria-label={texts.my_menu()}>
            <ul class="kompaan-width kompaan-menu__list">
                { link(Route::Person { id: person.id }, texts.my_profile()) }
                { link(Route::MyAccount, texts.my_account()) }
                if session.has(Role::Coordinator) { { link(Route::Organisation { id: person.organisation_id }, texts.my_organisation()) } }
                if session.has(Role::Coordinator) && !session.is_administrator() {
                    { link(Route::ApiClients, session.texts().clients()) }
                }
                if session.is_administrator() || session.has(Role::Coordinator) {
                    { link(Route::Successions, session.texts().successions()) }
                }
                if session.may_audit() { { link(Route::Audit, session.texts().audit_title()) } }
                if Route::Manage.who().access(&session) == Access::Granted { { link(Route::Manage, texts.manage()) } }
                { link(Route::Handbook, texts.handbook()) }
                <li><button type="button" class="kompaan-menu__item" onclick={sign_out}>{ texts.sign_out() }</button></li>
            </ul>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown_at};

    #[tokio::test]
    async fn a_visitor_finds_what_is_for_everybody_and_where_they_are() {
        let html = shown_at(Route::LocalPlans, html! { <Header /> }).await;
        holds(&html, &[r#"href="/communities""#, r#"href="/organisaties""#, r#"<span aria-current="true">Lokale plannen</span>"#, r#"role="search""#]);
        assert_eq!(html.matches("aria-current").count(), 1);
        let id = uuid::Uuid::nil();
        for within in [
            Route::SubProjectIndicator { id },
            Route::Milestone { id },
            Route::EditTask { id },
            Route::NewDocument { id },
            Route::NewProgressUpdate { id },
            Route::SubProjectSheet { id },
        ] {
            holds(&shown_at(within, html! { <Header /> }).await, &[r#"<span aria-current="true">Lokale plannen</span>"#]);
        }
        assert!(html.contains(r#"href="/inloggen?naar=%2Flokale-plannen""#), "back to this page: {html}");
        assert!(!html.contains(r#"href="/mensen""#) && !html.contains(r#"href="/regio""#), "for who is signed in: {html}");
    }
}
