//! A user as a system writes it and reads it.
use super::{
    Failure,
    patch::{self, Change},
    schema::{USER, field},
};
use crate::{error::check_rules, extract::Ctx};
use actix_web::http::StatusCode;
use domain::{
    person::{AccountStatus, Language, Person},
    person_name::{NameParts, PersonName},
    text,
};
use persistence::{Found, person as store};
use serde_json::{Value, json};

/// What a system can say of a user.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    pub name: PersonName,
    pub email: String,
    pub job_title: String,
    pub language: Language,
    pub active: bool,
    pub external: Option<String>,
}

pub fn etag(version: i32) -> String {
    format!("W/\"v{version}\"")
}

/// The user as it is answered in full.
pub fn view(ctx: &Ctx, found: &Found<store::People>, external: Option<&str>) -> Value {
    let stored = &found.stored;
    let Person { name, email, job_title, language, .. } = &stored.state;
    let mut user = json!({
        "schemas": [USER], "id": stored.id.0, "userName": email, "displayName": name, "preferredLanguage": language,
        "active": found.extra.status != AccountStatus::Deactivated,
        "emails": [{"value": email, "type": "work", "primary": true}],
        "groups": found.extra.roles.iter().filter(|role| role.is_of_organisation())
            .map(|role| json!({"value": role, "$ref": ctx.app.link(&format!("/scim/v2/Groups/{role}")), "display": role, "type": "direct"})).collect::<Vec<_>>(),
        "meta": {
            "resourceType": "User", "created": stored.created_at, "lastModified": stored.updated_at, "version": etag(stored.version),
            "location": ctx.app.link(&format!("/scim/v2/Users/{}", stored.id)),
        },
    });
    let Some(fields) = user.as_object_mut() else { return user };
    // Parts that were taken away are not answered; those that nobody told are not made up.
    match &found.extra.name_parts {
        None => {
            fields.insert("name".into(), json!({"formatted": name}));
        }
        Some(parts) if parts.are_empty() => {}
        Some(NameParts { given, family }) => {
            let told = [("formatted", name), ("givenName", given), ("familyName", family)].into_iter().filter(|(_, text)| !text.is_empty());
            fields.insert("name".into(), told.map(|(part, text)| (part.to_owned(), Value::from(text.as_str()))).collect());
        }
    }
    if !job_title.is_empty() {
        fields.insert("title".into(), job_title.as_str().into());
    }
    if let Some(external) = external {
        fields.insert("externalId".into(), external.into());
    }
    user
}

/// The language that is nearest to what somebody prefers.
fn language(text: &str) -> Language {
    if text.to_ascii_lowercase().starts_with("en") { Language::English } else { Language::Dutch }
}

/// A text, or nothing.
fn optional_text(value: &Value, name: &str) -> Result<Option<String>, Failure> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        _ => Err(Failure::invalid(format!("{name} is a text."))),
    }
}

/// The parts of a name that an object holds.
struct Parts {
    formatted: Option<String>,
    given: Option<String>,
    family: Option<String>,
}

fn parts(name: &Value) -> Result<Parts, Failure> {
    if !(name.is_null() || name.is_object()) {
        return Err(Failure::invalid("name is an object with givenName, familyName or formatted."));
    }
    Ok(Parts {
        formatted: optional_text(field(name, "formatted"), "name.formatted")?,
        given: optional_text(field(name, "givenName"), "name.givenName")?,
        family: optional_text(field(name, "familyName"), "name.familyName")?,
    })
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text::normalise(&text)).filter(|text| !text.is_empty())
}

impl Wish {
    /// How a user is now.
    pub fn of(found: &Found<store::People>, external: Option<String>) -> Self {
        let Person { name, email, job_title, language, .. } = found.stored.state.clone();
        Self {
            name: PersonName { shown: name, parts: found.extra.name_parts.clone() },
            email,
            job_title,
            language,
            active: found.extra.status != AccountStatus::Deactivated,
            external,
        }
    }

    /// A whole user; of one that is there, what a system does not always send stays as it was: language, and whether the person is let in.
    pub fn read(body: &Value, before: Option<&Self>) -> Result<Self, Failure> {
        let user_name = optional_text(field(body, "userName"), "userName")?;
        let email = user_name.filter(|name| name.contains('@')).or_else(|| patch::text(field(body, "emails")));
        let email = email.ok_or_else(|| Failure::invalid("userName is an e-mail address."))?;
        let Parts { formatted, given, family } = parts(field(body, "name"))?;
        let (display, given, family) = (optional_text(field(body, "displayName"), "displayName")?, filled(given), filled(family));
        let parts = (given.is_some() || family.is_some()).then(|| NameParts { given: given.unwrap_or_default(), family: family.unwrap_or_default() });
        let shown = filled(display).or_else(|| filled(formatted)).or_else(|| parts.as_ref().map(NameParts::joined));
        let shown = shown.ok_or_else(|| Failure::invalid("displayName, name.formatted, or name.givenName and name.familyName is missing."))?;
        let parts = parts.or_else(|| PersonName::parts_for(before.and_then(|before| before.name.parts.clone()), &shown));
        let active = match field(body, "active") {
            Value::Null => before.is_none_or(|before| before.active),
            value => patch::truth(value).ok_or_else(|| Failure::invalid("active is true or false."))?,
        };
        let preferred = optional_text(field(body, "preferredLanguage"), "preferredLanguage")?;
        let wish = Self {
            name: PersonName { shown, parts },
            email,
            job_title: optional_text(field(body, "title"), "title")?.unwrap_or_default(),
            language: preferred.map_or_else(|| before.map_or(Language::Dutch, |before| before.language), |text| language(&text)),
            active,
            external: optional_text(field(body, "externalId"), "externalId")?.filter(|external| !external.is_empty()),
        };
        wish.checked()
    }

    /// The user after these changes.
    pub fn after(&self, changes: Vec<Change>) -> Result<Self, Failure> {
        let mut wish = self.clone();
        // The parts of the name and the name as it is shown come in any order; what is shown counts when it is said.
        let (mut display, mut formatted, mut given, mut family) = (None, None, None, None);
        for change in changes {
            let path = change.path();
            let text = || patch::text(&change.value).ok_or_else(|| Failure::invalid(format!("{path} is a text.")));
            let removes = change.removes();
            match path.as_str() {
                "active" if !removes => wish.active = patch::truth(&change.value).ok_or_else(|| Failure::invalid("active is true or false."))?,
                "userName" if !removes => wish.email = text()?,
                "emails" | "emails.value" if !removes => {
                    // There is one address, of type work.
                    let own = json!({"emails": [{"value": self.email, "type": "work", "primary": true}]});
                    if change.which.as_ref().is_some_and(|which| !which.fits(&own)) {
                        return Err(Failure::status(StatusCode::BAD_REQUEST, Some("noTarget"), "There is one address: the primary one, of type work."));
                    }
                    wish.email = text()?;
                }
                // Which address it is does not change.
                "emails.type" | "emails.primary" if !removes => {}
                "displayName" | "name.formatted" if !removes => {
                    let said = filled(Some(text()?)).ok_or_else(|| Failure::invalid(format!("{path} is not empty.")))?;
                    if path == "displayName" {
                        display = Some(said);
                    } else {
                        formatted = Some(said);
                    }
                }
                "name" if removes => {
                    wish.name.parts = Some(NameParts::default());
                    (given, family) = (None, None);
                }
                "name" => {
                    let parts = parts(&change.value)?;
                    given = parts.given.or(given);
                    family = parts.family.or(family);
                    formatted = filled(parts.formatted).or(formatted);
                }
                "name.givenName" => given = Some(if removes { String::new() } else { text()? }),
                "name.familyName" => family = Some(if removes { String::new() } else { text()? }),
                "title" => wish.job_title = if removes { String::new() } else { text()? },
                "preferredLanguage" if !removes => wish.language = language(&text()?),
                "externalId" => wish.external = if removes { None } else { Some(text()?).filter(|external| !external.is_empty()) },
                _ => return Err(change.refused()),
            }
        }
        wish.name = wish.name.with(given.as_deref(), family.as_deref());
        if let Some(shown) = display.or(formatted) {
            wish.name.shown = shown;
        }
        wish.checked()
    }

    /// Checks what a person does not have beside it: the number of the system, and the parts of the name.
    fn checked(mut self) -> Result<Self, Failure> {
        self.name.parts = self.name.parts.map(NameParts::normalised);
        let mut violations = self.name.parts.as_ref().map(NameParts::violations).unwrap_or_default();
        text::check(&mut violations, "external_id", self.external.as_deref().unwrap_or_default(), text::LINE);
        check_rules(violations)?;
        Ok(self)
    }

    /// The person that it stands for.
    pub fn person(&self, before: Option<&Person>, organisation_id: domain::OrganisationId) -> Person {
        let kept = before.cloned();
        let state = Person {
            name: self.name.shown.clone(),
            email: self.email.clone(),
            job_title: self.job_title.clone(),
            organisation_id,
            expertise: kept.as_ref().map(|kept| kept.expertise.clone()).unwrap_or_default(),
            theme_ids: kept.as_ref().map(|kept| kept.theme_ids.clone()).unwrap_or_default(),
            language: self.language,
            email_visible: kept.is_some_and(|kept| kept.email_visible),
        };
        state.normalised()
    }
}
