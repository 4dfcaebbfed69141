//! The page to edit a resource: reads it, shows its fields in a form, saves it, and goes back to its own page.
use crate::{
    components::{
        form_page::{Frame, form_page},
        not_allowed::{May, keepers},
        settled::settled,
    },
    format::fill,
    hooks::{Form, FormOf, use_form, use_resource},
    i18n::Texts,
    resources::Managed,
    routes::Route,
    session::{Session, use_session},
};
use client::Versioned;
use domain::policy::Action;
use std::ptr;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

/// The fields of a form.
pub type Fields<M> = fn(&Session, &Form<M>, Option<&<M as Managed>::View>) -> Html;

#[derive(Properties)]
pub struct EditPageProps<M: Managed> {
    pub id: Uuid,
    pub fields: Fields<M>,
    /// What else happens when it is saved.
    #[prop_or_default]
    pub saved: Callback<M::View>,
}

impl<M: Managed> PartialEq for EditPageProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && ptr::fn_addr_eq(self.fields, other.fields) && self.saved == other.saved
    }
}

/// The page on which one thing is changed, by the fields of its form.
pub fn edit_page<M: Managed>(fields: Fields<M>, id: Uuid) -> Html {
    html! { <EditPage<M> key={id.to_string()} {id} {fields} /> }
}

/// The page.
#[component]
pub fn EditPage<M: Managed>(props: &EditPageProps<M>) -> Html {
    let (found, reload) = use_resource::<M>(props.id);
    let texts = use_session().texts();
    match settled(found, &reload) {
        Ok(found) => html! {
            <May
                action={Action::Edit}
                can={M::can(&found.value).to_vec()}
                who={keepers::<M>(texts)}
                trail={trail_to::<M>(texts, &found.value)}
            >
                <EditForm<M> found={(*found).clone()} fields={props.fields} saved={props.saved.clone()} />
            </May>
        },
        Err(instead) => instead,
    }
}

/// The pages above and with the one of this thing.
pub fn trail_to<M: Managed>(texts: Texts, view: &M::View) -> Vec<(AttrValue, Route)> {
    let mut trail = M::above(texts, view);
    trail.push((M::name(view).to_owned().into(), M::route(view)));
    trail
}

#[derive(Properties)]
struct EditFormProps<M: Managed> {
    found: Versioned<M::View>,
    fields: Fields<M>,
    saved: Callback<M::View>,
}

impl<M: Managed> PartialEq for EditFormProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.found == other.found && ptr::fn_addr_eq(self.fields, other.fields) && self.saved == other.saved
    }
}

#[component]
fn EditForm<M: Managed>(props: &EditFormProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let view = &props.found.value;
    let done = {
        let (session, saved) = (session.clone(), props.saved.clone());
        Callback::from(move |view: M::View| {
            session.say(session.texts().saved());
            let route = M::route(&view);
            saved.emit(view);
            if let Some(navigator) = &navigator {
                navigator.push(&route);
            }
        })
    };
    let form = use_form::<M>(FormOf { initial: M::input(view), target: Some(props.found.clone()), done });
    let trail = trail_to::<M>(texts, view);
    let frame = Frame { title: fill(texts.edit_name(), &[M::name(view)]), lead: None, trail, cancel: M::route(view), submit: texts.save() };
    let fields = (props.fields)(&session, &form, Some(view));
    form_page(texts, &form, frame, fields)
}

/// What happens when a new one is made: it is said, and its page takes the place of the form.
#[hook]
pub fn use_made<M: Managed>(text: &'static str) -> Callback<M::View> {
    let session = use_session();
    let navigator = use_navigator();
    Callback::from(move |made: M::View| {
        session.say(fill(text, &[M::name(&made)]));
        if let Some(navigator) = &navigator {
            navigator.replace(&M::route(&made));
        }
    })
}
