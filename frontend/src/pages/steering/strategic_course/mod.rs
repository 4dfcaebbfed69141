//! Strategic courses: what organisations want to reach together, and how far they are.
mod detail;
mod edit;

pub use detail::Course;
pub use edit::{NewCourse, fields};

use crate::{
    components::{
        button::{Appearance, ButtonLink},
        layout::Page,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    hooks::use_list,
    resources::StrategicCourses,
    routes::Route,
    session::{Session, use_session},
};
use contract::{PageQuery, strategic_course::StrategicCourseFilter};
use domain::policy::{Action, Decision, Scope, decide};
use yew::prelude::*;

/// Whether one may keep courses and goals.
pub fn keeps(session: &Session) -> bool {
    decide(&session.actor(), Action::Create, &Scope::Course) == Decision::Allow
}

/// The courses: the one there is, or the list of them, the latest first.
#[component]
pub fn Courses() -> Html {
    let session = use_session();
    let texts = session.texts();
    let page = PageQuery { sort: Some("-startDate".into()), ..PageQuery::default() };
    let pages = use_list::<StrategicCourses>(StrategicCourseFilter::default(), page);
    let first = match settled(pages.first.clone(), &pages.reload) {
        Err(instead) => return html! { <Page title={texts.courses()} lead={texts.courses_lead()}>{ instead }</Page> },
        Ok(first) => first,
    };
    if let [only] = first.items.as_slice() {
        return html! { <detail::Course key={only.id.to_string()} id={only.id} alone=true /> };
    }
    let header = html! {
        <div class="kompaan-actions">
            if keeps(&session) {
                <ButtonLink appearance={Appearance::Primary} to={Route::NewStrategicCourse}>{ texts.course_new() }</ButtonLink>
            }
            <RouteLink to={Route::Indicators}>
                { texts.indicators() }
            </RouteLink>
        </div>
    };
    html! {
        <Page title={texts.courses()} lead={texts.courses_lead()} {header}>
            if first.items.is_empty() {
                <div class="kompaan-empty"><P>{ texts.courses_none() }</P></div>
            } else {
                <ul class="kompaan-cards">
                    { for pages.items().iter().map(|course| html! {
                        <li key={course.id.to_string()} class="kompaan-card">
                            <h2 class="utrecht-heading-4 kompaan-card__title">
                                <RouteLink to={Route::StrategicCourse { id: course.id }} class="kompaan-card__link">
                                    { &course.title }
                                </RouteLink>
                            </h2>
                            <p class="kompaan-card__facts kompaan-quiet">{ detail::period(&session, course) }</p>
                        </li>
                    }) }
                </ul>
                { pages.more_button(session.texts()) }
            }
        </Page>
    }
}
