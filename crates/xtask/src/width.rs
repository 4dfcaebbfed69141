//! How wide the lines of `html!` may be. rustfmt does not touch macros, so nothing else keeps them readable.
use crate::shell::root;
use anyhow::{Context, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The widest line within `html!`, in columns.
const WIDEST: usize = 140;

/// Fails with every line within `html!` of the app that is wider.
pub fn check() -> anyhow::Result<()> {
    let src = root().join("frontend/src");
    let mut files = vec![];
    collect(&src, &mut files)?;
    files.sort();
    let mut wide = vec![];
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let shown = file.strip_prefix(root()).unwrap_or(&file).display().to_string();
        wide.extend(wide_lines(&text).into_iter().map(|(line, width)| format!("{shown}:{line}: {width} columns")));
    }
    ensure!(wide.is_empty(), "{}\nA line within html! has at most {WIDEST} columns: break it, or give a part of it a name.", wide.join("\n"));
    Ok(())
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} is missing", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// The lines within `html!` that are too wide, by number, with their width.
fn wide_lines(text: &str) -> Vec<(usize, usize)> {
    let within = lines_within(text);
    let numbered = text.lines().enumerate().map(|(place, line)| (place + 1, line.chars().count()));
    numbered.filter(|(line, width)| *width > WIDEST && within.iter().any(|(first, last)| (*first..=*last).contains(line))).collect()
}

/// The first and the last line of each `html!` that stands in no other.
fn lines_within(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut rest, mut line) = (vec![], text, 1);
    // The line on which the macro began that is being read, and how many brackets are open in it.
    let mut open: Option<(usize, u32)> = None;
    while !rest.is_empty() {
        let token = token(rest);
        match (&mut open, &rest[..token]) {
            (None, "html") if rest[token..].starts_with('!') => open = Some((line, 0)),
            (Some((_, depth)), "{" | "(" | "[") => *depth += 1,
            (Some((_, depth)), "}" | ")" | "]") if *depth > 1 => *depth -= 1,
            (Some((first, _)), "}" | ")" | "]") => {
                found.push((*first, line));
                open = None;
            }
            _ => {}
        }
        line += rest[..token].matches('\n').count();
        rest = &rest[token..];
    }
    found
}

/// How long the token is with which a source begins: a comment, a text, a word, or one sign.
fn token(rest: &str) -> usize {
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |place| from + place + end.len());
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return until("*/", 2);
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    if let Some(raw) = rest.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            return until(&format!("\"{}", "#".repeat(hashes)), hashes + 2);
        }
    }
    if let Some(after) = rest.strip_prefix('\'') {
        // A sign in quotes; else the name of a lifetime, of which the quote is passed alone.
        let sign = after.chars().next().unwrap_or_default();
        return if sign == '\\' || after[sign.len_utf8().min(after.len())..].starts_with('\'') { quoted(rest, '\'') } else { 1 };
    }
    let word = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(rest.len());
    if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) }
}

/// How long a text is that begins with this quote.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, sign) in rest.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if sign == quote => return place + quote.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_keeps_its_width() {
        check().unwrap();
    }

    #[test]
    fn only_what_stands_in_html_is_measured() {
        let long = "x".repeat(150);
        let text = format!(
            "fn a<'a>() {{\n    let wide = \"{long}\"; // html! {{\n    let brace = ('{{', '\\'', r#\"}}\"html! {{\"#);\n    html! {{\n        <p>{{ \"}}\" }}</p>\n        \
             {{ {long} }}\n    }};\n    {long}();\n    html! {{ {long} }}\n}}\n"
        );
        let lines: Vec<usize> = wide_lines(&text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [6, 9], "{text}");
    }

    #[test]
    fn a_line_of_140_columns_is_not_too_wide() {
        let line = |columns: usize| format!("html! {{ {} }}", "é".repeat(columns - 10));
        assert_eq!(wide_lines(&line(140)), []);
        assert_eq!(wide_lines(&line(141)), [(1, 141)]);
    }
}
