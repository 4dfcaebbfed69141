//! One code has one word, and one word stands for one code.
use super::*;
use std::collections::BTreeMap;

/// The words of a code.
#[derive(Debug)]
pub struct CodeWords {
    of: &'static str,
    code: &'static str,
    words: [&'static str; 2],
    explained: [&'static str; 2],
}

impl CodeWords {
    pub fn of(of: &'static str, code: &'static str, value: impl Worded) -> Self {
        Self { of, code, words: LANGUAGES.map(|language| value.word(language)), explained: LANGUAGES.map(|language| value.explained(language)) }
    }
}

const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];

/// Codes that mean something else in another field, and therefore have another word there.
const OTHER_CODES: &[(&str, &str)] = &[
    ("active", "an account takes part, and so does a member"),
    ("invited", "to the platform, or to a community"),
    ("measurement", "a gate asks for one that was approved"),
    ("member", "what somebody does in a community, and their place in it"),
];

/// Fields that mean something else in another kind of thing.
const OTHER_FIELDS: &[(&str, &str)] =
    &[("author", "who wrote a progress update, and who added a document"), ("title", "a name, which forms ask for in the words of the thing")];

/// Fields of one thing that say the same: what is sent, and what is answered.
const SAME_FIELDS: &[(&str, &str)] = &[("uploadId", "file"), ("organisationId", "organisationName")];

fn all_codes() -> Vec<CodeWords> {
    [coded(), account::coded(), community::coded(), directory::coded(), plan::coded(), steering::coded(), thing::coded()].into_iter().flatten().collect()
}

/// All tables of fields, with those of parts.
fn all_fields() -> BTreeMap<String, &'static [&'static Field]> {
    let mut all: BTreeMap<String, &'static [&'static Field]> = Kind::ALL.iter().map(|kind| (kind.to_string(), fields_of(*kind))).collect();
    all.insert("record".into(), RECORD.all());
    all.insert("report".into(), steering::REPORT.all());
    let parts = all.values().flat_map(|fields| fields.iter()).map(|field| (field.name().to_owned(), field.parts())).filter(|(_, parts)| !parts.is_empty());
    let parts: Vec<_> = parts.collect();
    all.extend(parts);
    all
}

/// What two share that should not.
fn shared<'a, K: Copy + PartialEq>(words: impl Iterator<Item = (K, &'a str)>) -> Vec<(K, K, &'a str)> {
    let words: Vec<_> = words.collect();
    let pairs = words.iter().enumerate().flat_map(|(place, one)| words[place + 1..].iter().map(move |other| (one, other)));
    pairs.filter(|(one, other)| one.1.eq_ignore_ascii_case(other.1)).map(|(one, other)| (one.0, other.0, one.1)).collect()
}

#[test]
fn one_word_stands_for_one_code() {
    let all = all_codes();
    for kind in all.iter().map(|one| one.of) {
        for language in 0..2 {
            let own = || all.iter().filter(|one| one.of == kind);
            assert_eq!(shared(own().map(|one| (one.code, one.words[language]))), [], "{kind}");
            assert_eq!(shared(own().map(|one| (one.code, one.explained[language]))), [], "{kind}");
        }
    }
}

#[test]
fn what_explains_a_code_holds_its_word() {
    for one in all_codes() {
        for (word, explained) in one.words.iter().zip(one.explained) {
            assert!(explained.to_lowercase().contains(&word.to_lowercase()), "{} of {}: {explained:?} does not hold {word:?}", one.code, one.of);
        }
    }
}

#[test]
fn one_code_has_one_word() {
    let all = all_codes();
    for (place, one) in all.iter().enumerate() {
        for other in all[place + 1..].iter().filter(|other| other.code == one.code && other.words != one.words) {
            let known = OTHER_CODES.iter().any(|(code, _)| *code == one.code);
            assert!(known, "{} is {:?} in {} and {:?} in {}", one.code, one.words, one.of, other.words, other.of);
        }
    }
    for (code, _) in OTHER_CODES {
        let words: Vec<_> = all.iter().filter(|one| one.code == *code).map(|one| one.words).collect();
        assert!(words.iter().any(|one| *one != words[0]), "{code} has one word now; take it off OTHER_CODES");
    }
}

#[test]
fn one_word_stands_for_one_field_of_a_thing() {
    let is_known = |one: &str, other: &str| SAME_FIELDS.iter().any(|(sent, answered)| [one, other] == [*sent, *answered]);
    for (thing, fields) in all_fields() {
        for language in LANGUAGES {
            for text in [Field::word, Field::label] {
                let mut found = shared(fields.iter().map(|field| (field.name(), text(field, language))));
                found.retain(|(one, other, _)| !is_known(one, other));
                assert_eq!(found, [], "{thing}");
            }
        }
    }
}

#[test]
fn one_field_has_one_word_in_all_things() {
    let all: Vec<_> = all_fields().into_iter().flat_map(|(thing, fields)| fields.iter().map(move |field| (thing.clone(), *field))).collect();
    for (place, (thing, field)) in all.iter().enumerate() {
        for (other_thing, other) in all[place + 1..].iter().filter(|(_, other)| other.name() == field.name()) {
            let same = LANGUAGES.iter().all(|language| field.word(*language) == other.word(*language));
            let known = OTHER_FIELDS.iter().any(|(name, _)| *name == field.name());
            assert!(same || known, "{} is {field:?} in {thing} and {other:?} in {other_thing}", field.name());
        }
    }
}

#[test]
fn fields_are_found_by_their_names_on_the_wire() {
    assert_eq!(plan::TASK.assignee_id.name(), "assigneeId");
    for name in ["assigneeId", "assignee"] {
        assert_eq!(find(plan::TASK.all(), name).map(|field| field.word(Language::Dutch)), Some("Wie het doet"), "{name}");
    }
    assert!(find(plan::TASK.all(), "owner").is_none(), "what belongs to a risk is no field of a task");
    assert_eq!(plan::RISK.likelihood.label(Language::Dutch), "Hoe groot is de kans?");
    assert_eq!(plan::PROGRESS_UPDATE.time_light.word_for("orange", Language::Dutch), Some("Let op"));
    assert_eq!(plan::PROGRESS_UPDATE.title.word_for("orange", Language::Dutch), None, "a title is no code");
}

/// By what the glossary lists the codes of a field.
const IN_GLOSSARY: &[(&str, &str)] = &[
    ("Phase", "phase"),
    ("Light", "light"),
    ("PlanStatus", "status"),
    ("Visibility", "visibility"),
    ("JoinPolicy", "join policy"),
    ("AccountStatus", "account status"),
    ("Role", "role"),
    ("RiskLevel", "level"),
    ("Direction", "direction"),
    ("Accumulation", "accumulation"),
    ("Comparability", "comparability"),
    ("Verdict", "evaluation"),
    ("CommunityKind", ""),
    ("OrganisationKind", ""),
    ("MemberRole", ""),
];

/// The words of a name: `jointServiceOrganisation`, `due_date`.
fn spaced(name: &str) -> String {
    name.chars()
        .flat_map(|letter| if letter.is_uppercase() { vec![' ', letter.to_ascii_lowercase()] } else { vec![if letter == '_' { ' ' } else { letter }] })
        .collect()
}

/// The rows of the glossary: what is listed, and each term with its translation.
fn glossary() -> Vec<(String, Vec<(String, String)>)> {
    let rows = include_str!("../../../../openapi/glossary.md").lines().filter(|line| line.starts_with('|')).skip(2);
    let parts = |cell: &str| cell.split([',', ';']).map(|part| part.trim().to_owned()).collect::<Vec<_>>();
    let mut all = vec![];
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let (listed, terms) = cells[0].split_once(": ").unwrap_or(("", cells[0]));
        let words = cells[1].split_once(": ").map_or(cells[1], |(_, words)| words);
        let (terms, words) = (parts(terms), parts(words));
        // A term with two translations is explained by the glossary alone.
        if terms.len() == words.len() {
            all.push((listed.to_owned(), terms.into_iter().zip(words).collect()));
        }
    }
    all
}

#[test]
fn the_glossary_has_the_same_words() {
    let glossary = glossary();
    let codes = all_codes();
    for (of, listed) in IN_GLOSSARY {
        for one in codes.iter().filter(|one| one.of == *of) {
            let term = spaced(one.code);
            let rows = glossary.iter().filter(|(of, _)| of == listed);
            let found = rows.flat_map(|(_, terms)| terms).find(|(name, _)| *name == term).map(|(_, word)| word.as_str());
            // What kinds of organisations are called in the same way in both languages needs no row.
            if listed.is_empty() && found.is_none() {
                continue;
            }
            assert_eq!(found, Some(one.words[0].to_lowercase().as_str()), "{term} of {of}");
        }
    }
    let codes_of = |listed: &str| !listed.is_empty() && IN_GLOSSARY.iter().any(|(_, of)| *of == listed);
    let terms = || glossary.iter().filter(|(listed, _)| !codes_of(listed)).flat_map(|(_, terms)| terms);
    let mut met = 0;
    for field in all_fields().values().flat_map(|fields| fields.iter()) {
        let term = spaced(field.name().strip_suffix("Id").unwrap_or(field.name()));
        let Some((_, word)) = terms().find(|(name, _)| *name == term) else { continue };
        let own = field.word(Language::Dutch).to_lowercase();
        assert_eq!(own.split(" (").next(), Some(word.as_str()), "{term}");
        met += 1;
    }
    assert!(met > 20, "{met} fields stand in the glossary");
}

/// The codes in a piece of source that is a match over them.
fn codes_in(source: &str) -> Vec<&str> {
    let arms = source.lines().filter(|line| line.starts_with("        \"") && line.contains("=>"));
    arms.flat_map(|line| line.split("=>").next().unwrap_or_default().split(" if ").next().unwrap_or_default().split('"').skip(1).step_by(2)).collect()
}

#[test]
fn every_broken_rule_has_a_sentence() {
    let explained = codes_in(include_str!("../problem.rs"));
    assert!(explained.len() > 30, "{explained:?}");
    for code in domain::Code::ALL.iter().map(|code| code.as_str()).chain(explained) {
        assert!(problem::rule(code).is_some(), "{code} has no sentence");
    }
    assert_eq!(problem::rule("no_such_code"), None);
}
