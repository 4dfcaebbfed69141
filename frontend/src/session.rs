//! Who uses the app: the client with its token, the person, the language, and the lists that names come from.
use crate::{
    browser,
    i18n::{Lang, Texts},
};
use chrono::{DateTime, Utc};
use client::Client;
use contract::{
    organisation::{Organisation, OrganisationKind},
    person::{Person, Role},
    session::Session as Opened,
    theme::Theme,
};
use domain::policy::{Action, Actor, Decision, Scope, decide};
use futures::TryStreamExt;
use std::rc::Rc;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

/// Who is signed in on this device, so that the app does not ask for a session in vain and the windows of a browser hear of each other: the id of the person,
/// [`OVER`] when the session ended by itself, nothing after signing out.
pub const SESSION: &str = "kompaan.session";
const OVER: &str = "ended";
/// Whose visit it is, in what is kept for it.
const VISITOR: &str = "kompaan.visitor";
/// The language that somebody chose on this device.
pub const LANGUAGE: &str = "kompaan.language";
const SCHEME: &str = "kompaan.scheme";

/// What every page knows.
#[derive(Clone, PartialEq)]
pub struct Session {
    pub client: Client,
    pub lang: Lang,
    /// Whom the page is shown to. When their session is over they are still here, so that what they were typing stays; see [`Session::signed_in`].
    pub person: Option<Rc<Person>>,
    /// Whether the session ended by itself: nothing is sent any more until somebody signs in.
    pub over: bool,
    pub catalogue: Rc<Catalogue>,
    /// What was just done, for the next page to say.
    pub notice: Option<Notice>,
    pub scheme: Scheme,
    /// Whether there is a new privacy statement to accept.
    pub privacy_to_accept: bool,
    /// When the person was last here before this visit.
    pub last_visit: Option<DateTime<Utc>>,
    pub dispatch: Callback<Event>,
}

/// What was just done, and how to undo it.
#[derive(Clone, PartialEq)]
pub struct Notice {
    pub text: AttrValue,
    pub undo: Option<Callback<()>>,
    /// What waits and is not done yet: then it is no good news, and it is said on one page only.
    pub unfinished: Option<Unfinished>,
}

/// Something that waits to be finished.
#[derive(Clone, PartialEq)]
pub struct Unfinished {
    /// The path of the form.
    pub form: AttrValue,
    /// The path of the page on which it is said.
    pub said_on: AttrValue,
}

/// The colour scheme of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// That of the device.
    #[default]
    Device,
    Light,
    Dark,
}

impl Scheme {
    /// The name by which it is kept and by which the style knows it; `None` for that of the device.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Device => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    pub fn parse(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Device,
        }
    }
}

/// Organisations and themes, which everybody may see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    pub organisations: Vec<Organisation>,
    pub themes: Vec<Theme>,
}

/// One of the things to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<K = Uuid> {
    pub id: K,
    pub name: AttrValue,
    /// Whether it stands under the one before it.
    pub below: bool,
}

impl Catalogue {
    /// Reads the lists from the server.
    pub async fn load(client: &Client) -> Result<Self, client::Error> {
        let (organisations, themes) = (client.organisations(), client.themes());
        let (organisations, themes) = futures::try_join!(organisations.all(Default::default()).try_collect(), themes.all(Default::default()).try_collect())?;
        Ok(Self { organisations, themes })
    }

    /// The name of an organisation or theme.
    pub fn name(&self, id: Uuid, lang: Lang) -> Option<&str> {
        self.organisation(id).or_else(|| self.theme(id, lang))
    }

    /// The names of themes, in the order of the alphabet.
    pub fn theme_names(&self, ids: &[Uuid], lang: Lang) -> Vec<&str> {
        let mut names: Vec<_> = ids.iter().filter_map(|id| self.theme(*id, lang)).collect();
        names.sort_unstable();
        names
    }

    /// The names of organisations, in the order of the alphabet.
    pub fn organisation_names(&self, ids: &[Uuid]) -> Vec<&str> {
        let mut names: Vec<_> = ids.iter().filter_map(|id| self.organisation(*id)).collect();
        names.sort_unstable();
        names
    }

    /// The municipalities.
    pub fn municipalities(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations.iter().filter(|organisation| organisation.kind == OrganisationKind::Municipality)
    }

    /// Main themes, each with the themes under it.
    pub fn theme_choices(&self, lang: Lang) -> Vec<Choice> {
        let choice = |theme: &Theme, below| Choice { id: theme.id, name: self.theme(theme.id, lang).unwrap_or_default().to_owned().into(), below };
        let main = self.themes.iter().filter(|theme| theme.parent_id.is_none());
        main.flat_map(|main| {
            let under = self.themes.iter().filter(|theme| theme.parent_id == Some(main.id)).map(|theme| choice(theme, true));
            std::iter::once(choice(main, false)).chain(under).collect::<Vec<_>>()
        })
        .collect()
    }

    /// Organisations to choose from.
    pub fn organisation_choices(&self, kind: Option<OrganisationKind>) -> Vec<Choice> {
        let wanted = self.organisations.iter().filter(|organisation| kind.is_none_or(|kind| organisation.kind == kind));
        wanted.map(|organisation| Choice { id: organisation.id, name: organisation.name.clone().into(), below: false }).collect()
    }

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
    Opened(Box<Opened>),
    /// The own profile was saved.
    Saved(Box<Person>),
    /// Somebody signed out: nothing of them stays.
    SignedOut,
    /// The session ended by itself: what was typed stays for who signs in again.
    Over,
    /// Somebody signed out in another window, while this one holds what they typed and did not save.
    LeftElsewhere,
    Language(Lang),
    Catalogue(Catalogue),
    Notice(Option<Notice>),
    /// This notice has been on its page.
    NoticeOver(Notice),
    Scheme(Scheme),
    PrivacyAccepted,
}

/// The part of the session that changes.
#[derive(Clone, PartialEq)]
pub struct State {
    pub lang: Lang,
    pub person: Option<Rc<Person>>,
    pub over: bool,
    pub catalogue: Rc<Catalogue>,
    pub notice: Option<Notice>,
    pub scheme: Scheme,
    pub privacy_to_accept: bool,
    pub last_visit: Option<DateTime<Utc>>,
}

impl Default for State {
    fn default() -> Self {
        let lang = browser::recall(LANGUAGE).and_then(|code| Lang::parse(&code)).unwrap_or(Lang::Dutch);
        browser::set_language(lang.as_str());
        let scheme = browser::recall(SCHEME).map(|name| Scheme::parse(&name)).unwrap_or_default();
        browser::set_scheme(scheme.as_str());
        Self { lang, person: None, over: known() == Known::Over, catalogue: Rc::default(), notice: None, scheme, privacy_to_accept: false, last_visit: None }
    }
}

impl Reducible for State {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut state = (*self).clone();
        match event {
            Event::Opened(opened) => {
                let Opened { person, privacy_to_accept, last_visit_at, .. } = *opened;
                let id = person.id.to_string();
                browser::remember(SESSION, Some(&id));
                // What somebody else left here is not for this person.
                if browser::kept(VISITOR).is_some_and(|visitor| visitor != id) {
                    browser::forget_visit();
                }
                browser::keep(VISITOR, Some(&id));
                state.over = false;
                if browser::recall(LANGUAGE).is_none() {
                    state.lang = person.language;
                    browser::set_language(state.lang.as_str());
                }
                state.privacy_to_accept = privacy_to_accept;
                state.last_visit = Some(last_visit_at);
                state.person = Some(Rc::new(person));
            }
            Event::Saved(person) => state.person = Some(Rc::from(person)),
            Event::SignedOut => {
                browser::remember(SESSION, None);
                browser::forget_visit();
                state.person = None;
                state.over = false;
                state.last_visit = None;
                state.privacy_to_accept = false;
            }
            Event::Over => {
                browser::remember(SESSION, Some(OVER));
                state.over = true;
            }
            Event::LeftElsewhere => state.over = true,
            Event::Language(lang) => {
                browser::remember(LANGUAGE, Some(lang.as_str()));
                browser::set_language(lang.as_str());
                state.lang = lang;
            }
            Event::PrivacyAccepted => state.privacy_to_accept = false,
            Event::Catalogue(catalogue) => state.catalogue = Rc::new(catalogue),
            Event::Notice(notice) => state.notice = notice,
            Event::NoticeOver(notice) => {
                if state.notice.as_ref() == Some(&notice) {
                    state.notice = None;
                }
            }
            Event::Scheme(scheme) => {
                browser::remember(SCHEME, scheme.as_str());
                browser::set_scheme(scheme.as_str());
                state.scheme = scheme;
            }
        }
        Rc::new(state)
    }
}

impl Session {
    pub fn texts(&self) -> Texts {
        Texts::of(self.lang)
    }

    /// Who is signed in.
    pub fn signed_in(&self) -> Option<&Rc<Person>> {
        self.person.as_ref().filter(|_| !self.over)
    }

    /// Signs out here: nothing of the session stays, neither in the client nor on this device.
    pub fn leave(&self) {
        self.client.set_token(None);
        self.client.set_renewable(false);
        self.dispatch.emit(Event::SignedOut);
    }

    /// Whether an administrator is signed in.
    pub fn is_administrator(&self) -> bool {
        self.has(Role::Administrator)
    }

    /// Whether somebody with this role is signed in.
    pub fn has(&self, role: Role) -> bool {
        self.person.as_ref().is_some_and(|person| person.roles.contains(&role))
    }

    /// Who acts, as the rules of the domain see it.
    pub fn actor(&self) -> Actor {
        self.person.as_ref().map_or(Actor::Anonymous, |person| Actor::Person {
            id: person.id.into(),
            organisation: person.organisation_id.into(),
            roles: person.roles.iter().copied().collect(),
        })
    }

    /// Whether somebody is signed in who may read the audit trail.
    pub fn may_audit(&self) -> bool {
        decide(&self.actor(), Action::Audit, &Scope::Catalogue) == Decision::Allow
    }

    /// Says something on this page or the next.
    pub fn say(&self, text: impl Into<AttrValue>) {
        self.tell(Notice { text: text.into(), undo: None, unfinished: None });
    }

    /// Says something that may be undone.
    pub fn tell(&self, notice: Notice) {
        self.dispatch.emit(Event::Notice(Some(notice)));
    }

    /// Reads the lists of organisations and themes again, after one of them changed.
    pub fn refresh_catalogue(&self) {
        let (client, dispatch) = (self.client.clone(), self.dispatch.clone());
        spawn_local(async move {
            if let Ok(catalogue) = Catalogue::load(&client).await {
                dispatch.emit(Event::Catalogue(catalogue));
            }
        });
    }
}

/// What is known of the session on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Somebody is signed in: the id of the person.
    SignedIn(String),
    /// The session of somebody ended by itself.
    Over,
    Nobody,
}

/// What this or another window noted of the session.
pub fn known() -> Known {
    match browser::recall(SESSION) {
        Some(word) if word == OVER => Known::Over,
        Some(person) => Known::SignedIn(person),
        None => Known::Nobody,
    }
}

/// Whether a session may be renewed.
pub fn may_renew() -> bool {
    // Or somebody comes from the identity provider of their organisation.
    matches!(known(), Known::SignedIn(_)) || browser::path() == "/aangemeld"
}

/// The session.
#[hook]
pub fn use_session() -> Session {
    use_context::<Session>().unwrap_or_else(|| Session {
        client: Client::new(""),
        lang: Lang::Dutch,
        person: None,
        over: false,
        catalogue: Rc::default(),
        notice: None,
        scheme: Scheme::Device,
        privacy_to_accept: false,
        last_visit: None,
        dispatch: Callback::noop(),
    })
}
