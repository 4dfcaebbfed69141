//! One style sheet: the component styles that the app uses, the design tokens that these refer to, and our own theme.
use anyhow::Context;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Our own styles in `frontend/style/`, in the order in which they count: the theme, what any page may show, what the pages of an area show, and paper.
pub const STYLES: [&str; 10] = ["theme", "base", "frame", "form", "table", "directory", "plan", "steering", "account", "print"];

/// Puts the style sheet together.
pub fn bundle(frontend: &Path, font: &str) -> anyhow::Result<String> {
    let read = |path: &str| std::fs::read_to_string(frontend.join(path)).with_context(|| format!("cannot read frontend/{path}"));
    let mut components = String::new();
    for name in read("style/components.txt")?.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        components += &read(&format!("node_modules/{name}/dist/index.css"))?;
    }
    let house = STYLES.iter().map(|name| read(&format!("style/{name}.css"))).collect::<anyhow::Result<String>>()?.replace("FONT_LATIN", font);
    let theme = read("node_modules/@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css")?;
    let tokens = used_tokens(&theme, &[&components, &house]);
    Ok(minify(&format!(".voorbeeld-theme{{{tokens}}}{components}{house}")))
}

/// The declarations of `theme` that the other styles need, directly or by way of other tokens.
fn used_tokens(theme: &str, styles: &[&str]) -> String {
    let declarations: BTreeMap<&str, &str> = theme
        .split([';', '{'])
        .filter_map(|declaration| declaration.trim().split_once(':'))
        .filter(|(name, _)| name.starts_with("--"))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect();
    let mut used = BTreeSet::new();
    let mut wanted: Vec<&str> = styles.iter().flat_map(|style| references(style)).collect();
    while let Some(name) = wanted.pop() {
        if let Some((name, value)) = declarations.get_key_value(name)
            && used.insert(*name)
        {
            wanted.extend(references(value));
        }
    }
    used.iter().map(|name| format!("{name}:{};", declarations[name])).collect()
}

/// The custom properties that a style refers to.
fn references(style: &str) -> Vec<&str> {
    style
        .match_indices("var(")
        .filter_map(|(at, _)| {
            let rest = style[at + 4..].trim_start();
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))?;
            rest[..end].starts_with("--").then_some(&rest[..end])
        })
        .collect()
}

/// Takes out comments and the white space between lines; the compressor does the rest.
fn minify(style: &str) -> String {
    let mut plain = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(start) = rest.find("/*") {
        plain += &rest[..start];
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    plain += rest;
    plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::root;

    #[test]
    fn only_tokens_that_are_needed_stay() {
        let theme = ".t {\n --a: var(--b);\n --b: 1px;\n --c: 2px;\n}";
        assert_eq!(used_tokens(theme, &[".x { width: var(--a, var( --d)); }"]), "--a:var(--b);--b:1px;");
    }

    #[test]
    fn every_style_has_its_place() {
        let folder = root().join("frontend/style");
        let files = std::fs::read_dir(folder).unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".css").map(str::to_owned));
        assert_eq!(files.collect::<BTreeSet<_>>(), STYLES.map(str::to_owned).into());
    }

    #[test]
    fn comments_disappear() {
        assert_eq!(minify("/* a */\n.x {\n  y: z;\n}\n/* b"), ".x {\ny: z;\n}");
    }
}
