//! Makes the skeleton of a resource that stands alone: it compiles, has a table, an API, a page and words, and tests that fail where thought is needed.
mod place;

use crate::shell::root;
use anyhow::{Context, ensure};
use std::{fs, path::Path};

/// What is known of a resource before there is one.
#[derive(clap::Args)]
pub struct Asked {
    /// The area, such as `directory`: a folder of every package.
    area: String,
    /// One of them in English as a stem, such as `meeting_room`.
    name: String,
    /// Several of them, when an `s` does not do: `people`.
    #[arg(long)]
    many: Option<String>,
    /// One of them in Dutch, as a button says it: `Vergaderzaal`.
    #[arg(long)]
    dutch: String,
    /// Several of them in Dutch: `Vergaderzalen`.
    #[arg(long)]
    dutch_many: String,
}

/// A file of its own: the template, and where it goes.
const FILES: &[(&str, &str)] = &[
    (include_str!("templates/domain.rs.txt"), "crates/domain/src/<area>/<name>.rs"),
    (include_str!("templates/contract.rs.txt"), "crates/contract/src/<area>/<name>.rs"),
    (include_str!("templates/entity.rs.txt"), "crates/persistence/src/entity/<area>/<name>.rs"),
    (include_str!("templates/persistence.rs.txt"), "crates/persistence/src/<area>/<name>.rs"),
    (include_str!("templates/api.rs.txt"), "crates/api/src/resources/<area>/<name>.rs"),
    (include_str!("templates/migration.rs.txt"), "migrations/src/<migration>.rs"),
    (include_str!("templates/page.rs.txt"), "frontend/src/pages/<area>/<name>/mod.rs"),
    (include_str!("templates/list.rs.txt"), "frontend/src/pages/<area>/<name>/list.rs"),
    (include_str!("templates/edit.rs.txt"), "frontend/src/pages/<area>/<name>/edit.rs"),
    (include_str!("templates/server_test.rs.txt"), "tests/tests/<area>/<many>.rs"),
];

/// Makes the files, and a place for them in the lists that name every resource.
pub fn new_resource(asked: &Asked) -> anyhow::Result<()> {
    let words = Words::of(asked, &last_migration()?)?;
    let files = FILES.iter().map(|(template, to)| (words.fill(template), root().join(words.fill(to)))).collect::<Vec<_>>();
    for (_, to) in &files {
        ensure!(!to.exists(), "{} is there already", to.display());
    }
    // Everything is looked at before anything is written.
    let lists = place::lists(&words)?;
    for (content, to) in &files {
        fs::create_dir_all(to.parent().context("a file stands in a folder")?)?;
        fs::write(to, content).with_context(|| format!("writing {}", to.display()))?;
        println!("new      {}", shown(to));
    }
    for (path, content) in &lists {
        fs::write(path, content).with_context(|| format!("writing {}", path.display()))?;
        println!("changed  {}", shown(path));
    }
    println!("\nNow: cargo fmt --all; cargo xtask openapi; cargo xtask test --changed. The tests that fail say what is to be thought about.");
    println!("docs/add-a-resource.md has the rest: words, demo data, pages in tests/support/pages.js, the user guide.");
    Ok(())
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// The name of the latest migration.
fn last_migration() -> anyhow::Result<String> {
    let files = fs::read_dir(root().join("migrations/src")).context("migrations/src is missing")?;
    let names = files.map(|file| Ok(file?.file_name().to_string_lossy().into_owned())).collect::<anyhow::Result<Vec<_>>>()?;
    names.into_iter().filter(|name| name.starts_with('m') && name.contains("_0")).max().context("there is no migration")
}

/// The words that templates hold places for.
struct Words(Vec<(&'static str, String)>);

impl Words {
    fn of(asked: &Asked, last: &str) -> anyhow::Result<Self> {
        let Asked { area, name, many, dutch, dutch_many } = asked;
        ensure!(root().join("crates/domain/src").join(area).is_dir(), "There is no area {area}; docs/architecture.md lists them.");
        ensure!(
            name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(|one| one.is_ascii_lowercase() || one == '_'),
            "A name is a stem such as `meeting_room`: small letters, and _ between words."
        );
        let many = many.clone().unwrap_or_else(|| format!("{name}s"));
        let an = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let number: u32 = last.get(10..16).and_then(|digits| digits.parse().ok()).with_context(|| format!("{last} is no name of a migration"))?;
        let day = last.get(1..9).context("a migration begins with a day")?;
        let english = |stem: &str| stem.replace('_', " ");
        let camel = pascal(name);
        let id = format!("{}{}Id", camel[..1].to_lowercase(), &camel[1..]);
        Ok(Self(vec![
            ("<area>", area.clone()),
            ("<chunk>", chunk(area).to_owned()),
            ("<name>", name.clone()),
            ("<Name>", camel),
            ("<idName>", id),
            ("<many>", many.clone()),
            ("<Names>", pascal(&many)),
            ("<path>", many.replace('_', "-")),
            ("<english>", english(name)),
            ("<English>", capital(&english(name))),
            ("<many_english>", english(&many)),
            ("<Many_english>", capital(&english(&many))),
            ("<an>", an.to_owned()),
            ("<An>", capital(an)),
            ("<dutch>", dutch.to_lowercase()),
            ("<Dutch>", capital(dutch)),
            ("<Dutch_many>", capital(dutch_many)),
            ("<dutch_path>", dutch_many.to_lowercase().replace(' ', "-").replace('\'', "")),
            ("<TABLE>", name.to_uppercase()),
            ("<migration>", format!("m{day}_{:06}_{many}", number + 1)),
            ("<last_migration>", last.trim_end_matches(".rs").to_owned()),
        ]))
    }

    fn fill(&self, template: &str) -> String {
        self.0.iter().fold(template.to_owned(), |text, (place, word)| text.replace(place, word))
    }
}

/// The chunk of the app in which the pages of an area stand.
fn chunk(area: &str) -> &'static str {
    match area {
        "community" | "plan" => "Work",
        "steering" | "thing" => "Steering",
        "account" => "Account",
        _ => "Directory",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `MeetingRoom` for `meeting_room`.
fn pascal(stem: &str) -> String {
    stem.split('_').map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let text = |text: &str| text.to_owned();
        let asked = Asked { area: text("directory"), name: text("meeting_room"), many: None, dutch: text("vergaderzaal"), dutch_many: text("Vergaderzalen") };
        Words::of(&asked, &last_migration().unwrap()).unwrap()
    }

    #[test]
    fn every_list_still_has_a_place_for_a_resource() {
        let lists = place::lists(&words()).unwrap();
        assert!(lists.iter().all(|(path, content)| *content != fs::read_to_string(path).unwrap()));
        let all: String = lists.into_iter().map(|(_, content)| content).collect();
        for part in ["MeetingRoomId at directory::meeting_room, MeetingRooms, meeting_rooms \"meeting-rooms\"", "/vergaderzalen/:id/wijzigen", "MEETING_ROOM"] {
            assert!(all.contains(part), "{part}");
        }
    }

    #[test]
    fn every_place_of_a_template_has_a_word() {
        for (template, to) in FILES {
            let filled = words().fill(&format!("{to}\n{template}"));
            let left = words().0.iter().find(|(place, _)| filled.contains(place)).map(|(place, _)| *place);
            assert_eq!(left, None, "{filled}");
            if to.ends_with(".rs") {
                syn::parse_file(filled.split_once('\n').unwrap().1).unwrap_or_else(|error| panic!("{to}: {error}"));
            }
        }
    }
}
