//! What problems mean: a page for each `type`, so that the address in an answer can be opened, with the glossary and the changes of the API beside them.
//! And which addresses are for programs, so that none of those is answered by the web app.
use crate::{error::ApiError, operation, representation::Published};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderMap},
    web,
};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// What a code means.
pub struct Meaning {
    pub code: &'static str,
    pub status: u16,
    pub dutch: &'static str,
    pub english: &'static str,
}

const fn meaning(code: &'static str, status: u16, dutch: &'static str, english: &'static str) -> Meaning {
    Meaning { code, status, dutch, english }
}

/// Every code that an answer can have.
pub const MEANINGS: &[Meaning] = &[
    meaning(
        "invalid",
        400,
        "De vraag klopt niet. In errors staat elke fout, met de plaats en de regel.",
        "The request is not valid. `errors` names every fault, with its place and its rule.",
    ),
    meaning("malformed", 400, "De inhoud is niet te lezen als JSON.", "The body cannot be read as JSON."),
    meaning("unauthenticated", 401, "U bent niet ingelogd, of uw sessie is voorbij.", "You are not signed in, or your session is over."),
    meaning(
        "wrong_credentials",
        401,
        "Het e-mailadres en het wachtwoord horen niet bij elkaar.",
        "The e-mail address and the password do not belong together.",
    ),
    meaning("passkey_refused", 401, "De passkey is hier niet bekend of is niet aangenomen.", "The passkey is not known here, or was not accepted."),
    meaning("second_factor_required", 401, "Stuur ook de code van de tweede stap mee.", "Send the code of your second factor as well."),
    meaning("wrong_code", 401, "De code klopt niet of is al gebruikt.", "The code is not right, or was used before."),
    meaning(
        "second_factor_missing",
        403,
        "Uw organisatie vraagt om inloggen in twee stappen. Stel dat eerst in.",
        "Your organisation asks for a second factor. Set one up first.",
    ),
    meaning("not_for_clients", 403, "Dit is voor mensen, niet voor systemen.", "This is for people, not for systems."),
    meaning("insufficient_scope", 403, "Het token heeft niet de scope die hiervoor nodig is.", "The token does not have the scope that this asks for."),
    meaning("forbidden", 403, "U mag dit niet doen.", "You may not do this."),
    meaning("not_found", 404, "Dit bestaat niet, of u mag het niet zien.", "This does not exist, or you may not see it."),
    meaning(
        "method_not_allowed",
        405,
        "Dit adres kent deze methode niet. In Allow staat wat wel kan.",
        "This address does not know this method. `Allow` says what it knows.",
    ),
    meaning("not_acceptable", 406, "Het antwoord bestaat niet in een vorm die in Accept staat.", "The answer is not available in a form that `Accept` names."),
    meaning(
        "unknown_reference",
        409,
        "De vraag verwijst naar iets wat niet bestaat of wat u niet mag zien.",
        "The request refers to something that does not exist, or that you may not see.",
    ),
    meaning("duplicate", 409, "Er is al iets met deze unieke waarden.", "Something with these unique values exists already."),
    meaning("in_use", 409, "Er verwijst nog iets anders naar.", "Other things still refer to this."),
    meaning(
        "restore_first",
        409,
        "Waar dit bij hoort of naar verwijst, is ook verwijderd. In errors staat wat eerst terug moet.",
        "What this belongs to or refers to was deleted as well. `errors` names what comes back first.",
    ),
    meaning(
        "period_locked",
        409,
        "Hier hoort een periode bij die is afgesloten. Maak die eerst weer open.",
        "A period that was closed belongs to this. Open it again first.",
    ),
    meaning("file_gone", 409, "Het bestand van dit document wordt niet meer bewaard.", "The file of this document is not kept any more."),
    meaning("idempotency_key_reused", 409, "De Idempotency-Key is al gebruikt voor een andere vraag.", "The `Idempotency-Key` was used for another request."),
    meaning(
        "idempotency_in_progress",
        409,
        "Een vraag met dezelfde Idempotency-Key wordt nu beantwoord. Probeer het zo nog eens.",
        "A request with the same `Idempotency-Key` is being answered. Try again in a moment.",
    ),
    meaning("archived", 409, "De community is gearchiveerd.", "The community is archived."),
    meaning("by_invitation", 409, "In deze community komt men op uitnodiging.", "One becomes a member of this community by invitation."),
    meaning("already_there", 409, "Het is al zo.", "It is so already."),
    meaning("not_requested", 409, "Hierom is niet gevraagd.", "This was not asked for."),
    meaning("last_facilitator", 409, "De laatste aanjager blijft. Wijs eerst een andere aan.", "The last facilitator stays. Name another one first."),
    meaning("not_active", 409, "Dit lid doet nog niet mee.", "This member is not active yet."),
    meaning("already_active", 409, "Deze persoon heeft zich al aangemeld.", "This person has signed up already."),
    meaning("already_decided", 409, "Hierover is al besloten.", "This was decided already."),
    meaning("already_evaluated", 409, "Over dit jaar is al een oordeel gegeven.", "This year was evaluated already."),
    meaning(
        "approved",
        409,
        "Dit is goedgekeurd en blijft daarom staan. Maak er eerst weer een concept van.",
        "This was approved, so it stays. Make it a draft again first.",
    ),
    meaning("attempt_over", 409, "De poging is voorbij. Begin opnieuw.", "The attempt is over. Begin again."),
    meaning("deactivated", 409, "Deze persoon wordt niet meer toegelaten.", "This person is no longer let in."),
    meaning(
        "has_password",
        409,
        "Deze persoon heeft een wachtwoord, en kan dat alleen zelf wijzigen.",
        "This person has a password; only the person can change it.",
    ),
    meaning("illegal_transition", 409, "Deze fase kan niet op de vorige volgen.", "This phase cannot follow the one before."),
    meaning("last_administrator", 409, "De laatste beheerder blijft. Wijs eerst een andere aan.", "The last administrator stays. Name another one first."),
    meaning("link_invalid", 409, "De link is gebruikt of verlopen. Vraag een nieuwe aan.", "The link was used, or has expired. Ask for a new one."),
    meaning("no_passkeys", 409, "Hier kan men niet met een passkey inloggen.", "One cannot sign in with a passkey here."),
    meaning("not_a_member", 409, "U bent geen lid van deze community.", "You are not a member of this community."),
    meaning("not_asked", 409, "Deze persoon heeft niet gevraagd om vergeten te worden.", "This person did not ask to be forgotten."),
    meaning("not_set_up", 409, "Stel eerst de tweede stap in.", "Set up a second factor first."),
    meaning("out_of_sight", 409, "Na deze wijziging zou u het zelf niet meer kunnen zien.", "After this change you could not see it any more yourself."),
    meaning("too_many_secrets", 409, "Er zijn al twee geheimen geldig. Beëindig er eerst een.", "Two secrets are valid already. End one first."),
    meaning("too_many_uploads", 409, "Er wachten te veel bestanden waar niets naar verwijst.", "Too many files wait to which nothing refers."),
    meaning(
        "stale",
        412,
        "Iemand heeft dit gewijzigd nadat u het las. In current staat hoe het nu is.",
        "Somebody changed this since you read it. `current` is how it is now.",
    ),
    meaning("exists", 412, "Er is al iets met dit id.", "Something with this id exists already."),
    meaning("slow_body", 408, "De inhoud kwam te langzaam binnen.", "The body came in too slowly."),
    meaning("out_of_range", 416, "Dit deel van het bestand is er niet.", "This part of the file is not there."),
    meaning("too_large", 413, "De inhoud is groter dan mag.", "The body is larger than it may be."),
    meaning(
        "unsupported_media_type",
        415,
        "De inhoud is van een ander mediatype dan dit adres leest.",
        "The body has another media type than this address reads.",
    ),
    meaning("unsupported_encoding", 415, "Stuur de inhoud zoals die is, zonder Content-Encoding.", "Send the body as it is, without `Content-Encoding`."),
    meaning("precondition_required", 428, "Stuur in If-Match de ETag mee van wat u las.", "Send `If-Match` with the ETag of what you read."),
    meaning(
        "too_many_attempts",
        429,
        "Er is te vaak geprobeerd. In Retry-After staat hoelang u wacht.",
        "Too many attempts. `Retry-After` says how long to wait.",
    ),
    meaning(
        "too_many_requests",
        429,
        "Er is te veel gevraagd in korte tijd. In Retry-After staat hoelang u wacht.",
        "Too many requests in a short time. `Retry-After` says how long to wait.",
    ),
    meaning(
        "internal",
        500,
        "Er ging bij ons iets mis. Met het nummer in X-Request-Id kunnen wij het vinden.",
        "Something went wrong on our side. The number in `X-Request-Id` helps us to find it.",
    ),
    meaning("unavailable", 503, "De dienst heeft het druk. Probeer het zo nog eens.", "The service is busy. Try again in a moment."),
    meaning(
        "storage_failed",
        503,
        "De server kan niet lezen of schrijven wat hij bewaart. Er is niets opgeslagen. De beheerder van de server moet kijken.",
        "The server cannot read or write what it keeps. Nothing was saved. The administrator of the server must look at it.",
    ),
    meaning(
        "disk_full",
        507,
        "De schijf van de server is vol. Er is niets opgeslagen. Probeer het nog eens als er weer ruimte is.",
        "The disk of the server is full. Nothing was saved. Try again when there is room.",
    ),
];

/// The addresses that are for programs: what is not there is told as a problem, never as a page.
const FOR_MACHINES: &[&str] = &["/api", "/oauth", "/scim", "/oidc", "/.well-known", "/metrics", "/healthz", "/readyz", "/problems", GLOSSARY, CHANGELOG];
const GLOSSARY: &str = "/glossary";
const CHANGELOG: &str = "/api-changelog";

/// Whether an address is for programs.
pub fn is_for_machines(path: &str) -> bool {
    FOR_MACHINES.iter().any(|start| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// A page in the forms in which it can be asked for.
struct Page {
    html: Published,
    other: Published,
}

impl Page {
    fn answer(&self, request: &HttpRequest, other: &[&str]) -> HttpResponse {
        let wants_other = first_named(request.headers()).is_some_and(|range| other.contains(&range.as_str()));
        if wants_other { self.other.answer(request) } else { self.html.answer(request) }
    }
}

/// The media type that `Accept` names first.
fn first_named(headers: &HeaderMap) -> Option<String> {
    let accept = headers.get(header::ACCEPT)?.to_str().ok()?;
    let first = accept.split([',', ';']).next()?.trim();
    (!first.is_empty()).then(|| first.to_ascii_lowercase())
}

const JSON: &[&str] = &["application/json", "application/problem+json", "application/*"];
const MARKDOWN: &[&str] = &["text/markdown"];

static INDEX: LazyLock<Page> = LazyLock::new(|| {
    let row = |meaning: &Meaning| {
        let Meaning { code, status, dutch, english } = meaning;
        format!("<tr><td><a href=\"/problems/{code}\"><code>{code}</code></a></td><td>{status}</td><td>{dutch}</td><td lang=\"en\">{english}</td></tr>")
    };
    let rows: String = MEANINGS.iter().map(row).collect();
    let body = format!(
        "<p>Wat de codes in de antwoorden van de API betekenen. <span lang=\"en\">What the codes in the answers of the API mean.</span></p><table><thead><tr><th scope=\"col\">code</th><th scope=\"col\">status</th><th scope=\"col\">Nederlands</th><th scope=\"col\" lang=\"en\">English</th></tr></thead><tbody>{rows}</tbody></table>"
    );
    let all: Vec<_> = MEANINGS.iter().map(as_json).collect();
    page("nl", "Problemen", &body, json!({"problems": all}).to_string(), "application/json")
});

static EACH: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let one = |meaning: &Meaning| {
        let Meaning { code, status, dutch, english } = meaning;
        let body = format!("<p>HTTP-status {status}</p><p>{dutch}</p><p lang=\"en\">{english}</p><p><a href=\"/problems\">Alle problemen</a></p>");
        page("nl", code, &body, as_json(meaning).to_string(), "application/json")
    };
    MEANINGS.iter().map(one).collect()
});

static GLOSSARY_PAGE: LazyLock<Page> = LazyLock::new(|| from_markdown("Glossary", include_str!("../../../openapi/glossary.md")));
static CHANGELOG_PAGE: LazyLock<Page> = LazyLock::new(|| from_markdown("Changes of the API", include_str!("../../../openapi/CHANGELOG.md")));

fn as_json(meaning: &Meaning) -> Value {
    let Meaning { code, status, dutch, english } = meaning;
    json!({"code": code, "status": status, "meaning": {"nl": dutch, "en": english}})
}

/// A page with a text of ours in it: nothing in it comes from a request.
fn page(language: &str, title: &str, body: &str, other: String, media_type: &'static str) -> Page {
    let html = format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} - Kompaan</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    );
    Page { html: Published::new(html, "text/html; charset=utf-8"), other: Published::new(other, media_type) }
}

fn from_markdown(title: &str, text: &str) -> Page {
    let without_title = text.split_once('\n').map_or(text, |(_, rest)| rest);
    let mut body = String::new();
    pulldown_cmark::html::push_html(&mut body, pulldown_cmark::Parser::new_ext(without_title, pulldown_cmark::Options::ENABLE_TABLES));
    page("en", title, &body, text.to_owned(), "text/markdown; charset=utf-8")
}

/// Mounts the pages.
pub fn configure(config: &mut web::ServiceConfig) {
    let resource = |path: &str, route: actix_web::Route| web::resource(path).route(route).default_service(operation::only("GET, HEAD"));
    config
        .service(resource("/problems", operation::reading().to(|request: HttpRequest| async move { INDEX.answer(&request, JSON) })))
        .service(resource("/problems/{code}", operation::reading().to(one)))
        .service(resource(GLOSSARY, operation::reading().to(|request: HttpRequest| async move { GLOSSARY_PAGE.answer(&request, MARKDOWN) })))
        .service(resource(CHANGELOG, operation::reading().to(|request: HttpRequest| async move { CHANGELOG_PAGE.answer(&request, MARKDOWN) })));
}

async fn one(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let code = request.match_info().query("code");
    let page = MEANINGS.iter().position(|meaning| meaning.code == code).and_then(|at| EACH.get(at));
    Ok(page.ok_or(ApiError::NotFound)?.answer(&request, JSON))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, path::Path};

    fn sources(folder: &Path, found: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }

    /// The text between the quotes that a piece of source begins with, when it looks like a code.
    fn code(source: &str) -> Option<String> {
        let (text, _) = source.trim_start().strip_prefix('"')?.split_once('"')?;
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')).then(|| text.to_owned())
    }

    #[test]
    fn every_code_that_is_answered_has_a_page() {
        let mut all = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let errors = include_str!("error.rs");
        let mut used: BTreeSet<String> = all.split("State(").skip(1).filter_map(code).collect();
        used.extend(errors.split("StatusCode::").skip(1).filter_map(|rest| code(rest.split_once(',')?.1)));
        used.extend(errors.split("Refusal::").skip(1).filter_map(|rest| code(rest.split_once("=>")?.1)));
        assert!(used.len() > 40, "{used:?}");
        let known: BTreeSet<String> = MEANINGS.iter().map(|meaning| meaning.code.to_owned()).collect();
        assert_eq!(known, used, "the table of meanings and what is answered");
        assert_eq!(known.len(), MEANINGS.len(), "each once");
    }

    #[test]
    fn every_code_that_is_answered_has_a_sentence_in_the_app() {
        for meaning in MEANINGS {
            assert!(contract::words::problem::refusal(meaning.code).is_some(), "{} has no sentence in contract::words", meaning.code);
        }
    }

    #[test]
    fn addresses_of_programs_are_known_as_such() {
        for path in ["/api", "/api/v2", "/oauth/nope", "/scim", "/.well-known/openid-configuration", "/metrics", "/problems/x", "/readyz/x"] {
            assert!(is_for_machines(path), "{path}");
        }
        for path in ["/", "/inloggen", "/communities/1", "/apis", "/metricss", "/mensen", "/handleiding"] {
            assert!(!is_for_machines(path), "{path}");
        }
    }
}
