//! Who uses the app: the client with its token, the person, the language, and the lists that names come from.
use crate::{
    browser,
    i18n::{Lang, Texts, Translate},
};
use client::Client;
use contract::{organisation::Organisation, person::Person, theme::Theme};
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

/// Remembers that a session may be renewed, so that the app does not ask for one in vain.
const SESSION: &str = "kompaan.session";
const LANGUAGE: &str = "kompaan.language";

/// What every page knows.
#[derive(Clone, PartialEq)]
pub struct Session {
    pub client: Client,
    pub lang: Lang,
    pub person: Option<Rc<Person>>,
    pub catalogue: Rc<Catalogue>,
    /// What was just done, for the next page to say.
    pub notice: Option<AttrValue>,
    pub dispatch: Callback<Event>,
}

/// Organisations and themes, which everybody may see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    pub organisations: Vec<Organisation>,
    pub themes: Vec<Theme>,
}

impl Catalogue {
    /// The name of an organisation.
    pub fn organisation(&self, id: Uuid) -> Option<&str> {
        self.organisations.iter().find(|organisation| organisation.id == id).map(|organisation| organisation.name.as_str())
    }

    /// The name of a theme.
    pub fn theme(&self, id: Uuid, lang: Lang) -> Option<&str> {
        let theme = self.themes.iter().find(|theme| theme.id == id)?;
        Some(match lang {
            Lang::Dutch => &theme.name_nl,
            Lang::English => &theme.name_en,
        })
    }
}

/// What changes the session.
pub enum Event {
    SignedIn(Box<Person>),
    SignedOut,
    Language(Lang),
    Catalogue(Catalogue),
    Notice(Option<AttrValue>),
}

/// The part of the session that changes.
#[derive(Clone, PartialEq)]
pub struct State {
    pub lang: Lang,
    pub person: Option<Rc<Person>>,
    pub catalogue: Rc<Catalogue>,
    pub notice: Option<AttrValue>,
}

impl Default for State {
    fn default() -> Self {
        let lang = browser::recall(LANGUAGE).and_then(|code| Lang::parse(&code)).unwrap_or(Lang::Dutch);
        browser::set_language(lang.as_str());
        Self { lang, person: None, catalogue: Rc::default(), notice: None }
    }
}

impl Reducible for State {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut state = (*self).clone();
        match event {
            Event::SignedIn(person) => {
                browser::remember(SESSION, Some("1"));
                if browser::recall(LANGUAGE).is_none() {
                    state.lang = person.language;
                    browser::set_language(state.lang.as_str());
                }
                state.person = Some(Rc::from(person));
            }
            Event::SignedOut => {
                browser::remember(SESSION, None);
                state.person = None;
            }
            Event::Language(lang) => {
                browser::remember(LANGUAGE, Some(lang.as_str()));
                browser::set_language(lang.as_str());
                state.lang = lang;
            }
            Event::Catalogue(catalogue) => state.catalogue = Rc::new(catalogue),
            Event::Notice(notice) => state.notice = notice,
        }
        Rc::new(state)
    }
}

impl Session {
    pub fn texts(&self) -> &'static Texts {
        self.lang.texts()
    }

    /// Says something on this page or the next.
    pub fn say(&self, text: impl Into<AttrValue>) {
        self.dispatch.emit(Event::Notice(Some(text.into())));
    }
}

/// Whether a session may be renewed.
pub fn may_renew() -> bool {
    browser::recall(SESSION).is_some()
}

/// The session.
#[hook]
pub fn use_session() -> Session {
    use_context::<Session>().unwrap_or_else(|| Session {
        client: Client::new(""),
        lang: Lang::Dutch,
        person: None,
        catalogue: Rc::default(),
        notice: None,
        dispatch: Callback::noop(),
    })
}
