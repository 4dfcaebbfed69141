//! Renders the user guide of `docs/handleiding` to HTML, so that the app shows it without carrying a renderer along.
use pulldown_cmark::{Parser, html::push_html};
use std::{env, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../docs/handleiding");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut chapters: Vec<_> =
        fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    chapters.sort();
    let mut list = String::from("&[\n");
    for path in chapters {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        // Chapters are numbered; the overview is the page itself.
        let Some((_, name)) = stem.split_once('-').filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit())) else { continue };
        let text = fs::read_to_string(&path)?;
        let (title, text) = text.trim_start_matches("# ").split_once('\n').unwrap_or_default();
        let mut html = String::new();
        push_html(&mut html, Parser::new(text));
        // The title of a chapter is the second level on the page.
        let html = html.replace("<h2>", "<h3 class=\"utrecht-heading-3\">").replace("</h2>", "</h3>").replace("src=\"beeld/", "src=\"/handleiding-beeld/");
        let html = with_chapters(&html);
        list.push_str(&format!("    ({name:?}, {:?}, {html:?}),\n", title.trim()));
    }
    list.push(']');
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("handbook.rs"), list)?)
}

/// Links from chapter to chapter, which are files to who reads them elsewhere, lead to the pages of the app.
fn with_chapters(html: &str) -> String {
    let mut parts = html.split("href=\"");
    let mut linked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_once('"').unwrap_or((part, ""));
        let chapter = address.strip_suffix(".md").and_then(|stem| stem.split_once('-')).filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit()));
        let address = chapter.map_or_else(|| address.to_owned(), |(_, name)| format!("/handleiding?tab={name}"));
        linked.push_str(&format!("href=\"{address}\"{rest}"));
    }
    linked
}
