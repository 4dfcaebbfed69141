//! Markdown as safe HTML. The text is stored as written; the browser only ever inserts what comes from here.
use moka::sync::Cache;
use pulldown_cmark::{Options, Parser, html};
use std::{collections::HashSet, sync::LazyLock};

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    let tags = [
        "p",
        "br",
        "hr",
        "h3",
        "h4",
        "h5",
        "h6",
        "strong",
        "em",
        "del",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    cleaner
        .tags(HashSet::from(tags))
        .generic_attributes(HashSet::new())
        .tag_attributes([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))].into())
        .url_schemes(HashSet::from(["https", "http", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"));
    cleaner
});

/// How much of what was rendered is kept, in bytes of text and HTML.
const KEPT: u64 = 4 * 1024 * 1024;

/// The same texts are read again and again, and rendering is the larger part of reading one resource.
static RENDERED: LazyLock<Cache<String, String>> = LazyLock::new(|| {
    Cache::builder().weigher(|text: &String, html: &String| u32::try_from(text.len() + html.len()).unwrap_or(u32::MAX)).max_capacity(KEPT).build()
});

/// Renders Markdown. Headings start at level 3, because the page has levels 1 and 2.
pub fn render(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    if let Some(html) = RENDERED.get(text) {
        return html;
    }
    let html = render_anew(text);
    RENDERED.insert(text.to_owned(), html.clone());
    html
}

fn render_anew(text: &str) -> String {
    use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
    let lower = |level: HeadingLevel| match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    };
    let events = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading { level: lower(level), id: None, classes: vec![], attrs: vec![] }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        other => other,
    });
    let mut unsafe_html = String::with_capacity(text.len() * 2);
    html::push_html(&mut unsafe_html, events);
    CLEANER.clean(&unsafe_html).to_string()
}

/// Text as HTML shows it, between tags and in an attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn markup_survives_and_scripts_do_not() {
        assert_eq!(
            render("# Doel\n\n**Samen** [lezen](https://voorbeeld.nl)").trim(),
            "<h3>Doel</h3>\n<p><strong>Samen</strong> <a href=\"https://voorbeeld.nl\" rel=\"noopener noreferrer\">lezen</a></p>"
        );
        for attack in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "<img src=x onerror=alert(1)>",
            "<a href=\"data:text/html,x\">x</a>",
            "<p style=\"x\" onclick=\"y\">t</p>",
        ] {
            let html = render(attack);
            for danger in ["<script", "javascript:", "onerror", "data:", "style=", "onclick", "<img"] {
                assert!(!html.contains(danger), "{attack} became {html}");
            }
        }
    }
}
