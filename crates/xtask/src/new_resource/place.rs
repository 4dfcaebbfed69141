//! Where a resource gets a place: the lists that name every resource.
use super::Words;
use crate::shell::root;
use anyhow::Context;
use std::{fs, path::PathBuf};

/// How a list is changed.
enum Change {
    /// A line goes among the lines that begin like it, in their order.
    Among(&'static str, &'static str),
    /// Text goes before the first place where this stands.
    Before(&'static str, &'static str),
    /// Text goes after the first place where this stands.
    After(&'static str, &'static str),
}

use Change::{After, Among, Before};

const LISTS: &[(&str, &[Change])] = &[
    ("crates/domain/src/<area>/mod.rs", &[Among("pub mod ", "pub mod <name>;")]),
    ("crates/contract/src/<area>/mod.rs", &[Among("pub mod ", "pub mod <name>;")]),
    ("crates/persistence/src/<area>/mod.rs", &[Among("pub mod ", "pub mod <name>;")]),
    ("crates/persistence/src/entity/<area>/mod.rs", &[Among("pub mod ", "pub mod <name>;")]),
    ("crates/api/src/resources/<area>/mod.rs", &[Among("pub mod ", "pub mod <name>;"), After("PARTS: &[Part] = &[\n", "    resource::<<name>::<Names>>(),\n")]),
    (
        "crates/domain/src/kinds.rs",
        &[After(
            "$with! {\n",
            concat!(
                "            /// <An> <english>.\n",
                "            <Name> = \"<name>\", [\"<Dutch>\", \"<Dutch_many>\", \"<English>\", \"<Many_english>\"], fields <area>::<TABLE>, read open,\n",
                "                id <Name>Id at <area>::<name>, <Names>, <many> \"<path>\", <Name>Input, <Name>Filter;\n",
            ),
        )],
    ),
    (
        "crates/contract/src/words/<area>.rs",
        &[After("fields! {\n", "    /// The fields of <many_english>.\n    <TABLE>: <Name>Fields {\n        name: \"Naam\", \"Name\";\n    }\n\n")],
    ),
    (
        "migrations/src/lib.rs",
        &[Among("mod ", "mod <migration>;"), After("<last_migration>::Migration),\n", "            Box::new(<migration>::Migration),\n")],
    ),
    ("frontend/src/pages/<area>/mod.rs", &[Among("pub mod ", "pub mod <name>;")]),
    (
        "frontend/src/pages/mod.rs",
        &[Before(
            "        <chunk>Page::",
            concat!(
                "        <chunk>Page::<Names> => html! { <<name>::<Names> /> },\n",
                "        <chunk>Page::New<Name> => html! { <<name>::New<Name> /> },\n",
                "        <chunk>Page::<Name> { id } => detail_page(&<name>::DETAIL, id),\n",
                "        <chunk>Page::Edit<Name> { id } => edit_page(<name>::fields, id),\n",
            ),
        )],
    ),
    (
        "frontend/src/routes.rs",
        &[After(
            "Some(Chunk::<chunk>) => {\n",
            concat!(
                "        <Names> = \"/<dutch_path>\", Everyone;\n",
                "        New<Name> = \"/<dutch_path>/nieuw\", Administrators;\n",
                "        <Name> { id } = \"/<dutch_path>/:id\", Everyone;\n",
                "        Edit<Name> { id } = \"/<dutch_path>/:id/wijzigen\", SignedIn;\n",
            ),
        )],
    ),
    (
        "frontend/src/resources/mod.rs",
        &[
            Before(
                "managed! {\n    /// Communities.",
                concat!(
                    "managed! {\n    /// <Many_english>.\n",
                    "    <Names>(\"<name>\", <name>::<Name>, <Name>Input, <Name>Filter) = <many>, name, |id| Route::<Name> { id };\n",
                    "    above(texts, _view): vec![(texts.<many>().into(), Route::<Names>)];\n",
                    "    input(view): <name>::<Name>Input { name: view.name.clone() };\n",
                    "    words: <Name>, <area>::<TABLE>;\n}\n\n",
                ),
            ),
            After("use contract::{\n", "    <name>,\n"),
        ],
    ),
    (
        "frontend/src/i18n/<area>.rs",
        &[After(
            "texts! {\n",
            concat!(
                "    <many>: \"<Dutch_many>\", \"<Many_english>\";\n",
                "    <name>_new: \"<Dutch> toevoegen\", \"Add <an> <english>\";\n",
                "    <name>_make: \"Voeg toe\", \"Add\";\n",
                "    <name>_made: \"Toegevoegd: {0}.\", \"Added: {0}.\";\n",
                "    <name>_list_lead: \"Wat dit is en waarvoor het dient.\", \"What this is and what it is for.\";\n",
                "    <name>_none: \"Er is nog niets.\", \"There is nothing yet.\";\n",
            ),
        )],
    ),
    ("tests/tests/<area>/mod.rs", &[Among("mod ", "mod <many>;")]),
    ("openapi/glossary.md", &[After("| --- | --- | --- |\n", "| <english> | <dutch> | what it means |\n")]),
];

/// Every list with its new content.
pub fn lists(words: &Words) -> anyhow::Result<Vec<(PathBuf, String)>> {
    LISTS
        .iter()
        .map(|(path, changes)| {
            let path = root().join(words.fill(path));
            let content = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let content = changes.iter().try_fold(content, |content, change| changed(&content, change, words));
            Ok((path.clone(), content.with_context(|| format!("in {}", path.display()))?))
        })
        .collect()
}

fn changed(content: &str, change: &Change, words: &Words) -> anyhow::Result<String> {
    let (at, text) = match change {
        Among(beginning, line) => {
            let line = words.fill(line);
            let mut at = None;
            let mut from = 0;
            for other in content.split_inclusive('\n') {
                if other.starts_with(beginning) {
                    // After all that come earlier in the alphabet.
                    let earlier = (other.trim_end() < line.as_str()).then(|| from + other.len());
                    at = earlier.or(at).or(Some(from));
                }
                from += other.len();
            }
            (at.context("no lines like it")?, format!("{line}\n"))
        }
        Before(mark, text) => (content.find(&words.fill(mark)).with_context(|| format!("{mark:?} is not there"))?, words.fill(text)),
        After(mark, text) => {
            let mark = words.fill(mark);
            (content.find(&mark).with_context(|| format!("{mark:?} is not there"))? + mark.len(), words.fill(text))
        }
    };
    Ok(format!("{}{text}{}", &content[..at], &content[at..]))
}
