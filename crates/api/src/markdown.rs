//! Markdown as safe HTML. The text is stored as written; the browser only ever inserts what comes from here.
use moka::sync::Cache;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
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

/// So deep may parts of a text stand within each other: lists in lists, quotes in quotes.
const MAX_DEPTH: usize = 32;
/// So many parts may a text have. A text of the greatest length that people write has a tenth of them; a table that is all cells has more.
const MAX_PARTS: usize = 40_000;

/// A text that asks more of whoever renders it than people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDeep;

/// What a text is made of, as far as it is bounded. HTML is text as any other: it is shown, not obeyed.
fn parts(text: &str) -> Result<Vec<Event<'_>>, TooDeep> {
    let lower = |level: HeadingLevel| match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    };
    let (mut depth, mut parts) = (0_usize, vec![]);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH || parts.len() >= MAX_PARTS {
            return Err(TooDeep);
        }
        parts.push(match event {
            Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading { level: lower(level), id: None, classes: vec![], attrs: vec![] }),
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
            other => other,
        });
    }
    Ok(parts)
}

/// Whether a text can be rendered in bounded time.
///
/// # Errors
/// [`TooDeep`] when it cannot.
pub fn check(text: &str) -> Result<(), TooDeep> {
    parts(text).map(|_| ())
}

/// Renders Markdown. Headings start at level 3, because the page has levels 1 and 2. A table stands in a box that scrolls by itself, also by keyboard.
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
    // What was stored before it was bounded is shown as it was typed.
    let Ok(parts) = parts(text) else { return format!("<pre><code>{}</code></pre>", escaped(text)) };
    let headings = headings(&parts);
    let mut unsafe_html = String::with_capacity(text.len() * 2);
    html::push_html(&mut unsafe_html, parts.into_iter());
    in_boxes(&CLEANER.clean(&unsafe_html).to_string(), &headings)
}

/// The texts of the headings of each table.
fn headings(parts: &[Event<'_>]) -> Vec<String> {
    let mut found: Vec<String> = vec![];
    let mut within = false;
    for part in parts {
        match part {
            Event::Start(Tag::TableHead) => {
                within = true;
                found.push(String::new());
            }
            Event::End(TagEnd::TableHead) => within = false,
            Event::Start(Tag::TableCell) if within => {
                if let Some(last) = found.last_mut().filter(|last| !last.is_empty()) {
                    last.push_str(", ");
                }
            }
            Event::Text(text) | Event::Code(text) if within => {
                if let Some(last) = found.last_mut() {
                    last.push_str(text);
                }
            }
            _ => {}
        }
    }
    found
}

/// Puts each table in a box of its own. No other text holds the tag: what people type is escaped.
fn in_boxes(html: &str, headings: &[String]) -> String {
    let mut boxed = String::with_capacity(html.len());
    for (at, part) in html.split("<table>").enumerate() {
        if at > 0 {
            let heading: String = headings.get(at - 1).map(|heading| heading.chars().take(80).collect()).unwrap_or_default();
            boxed.push_str(&format!("<div class=\"kompaan-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Tabel: {}\"><table>", escaped(&heading)));
        }
        boxed.push_str(&part.replace("</table>", "</table></div>"));
    }
    boxed
}

/// Text as HTML shows it, between tags and in an attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_survives_and_scripts_do_not() {
        assert_eq!(
            render("# Doel\n\n**Samen** [lezen](https://voorbeeld.nl)").trim(),
            "<h3>Doel</h3>\n<p><strong>Samen</strong> <a href=\"https://voorbeeld.nl\" rel=\"noopener noreferrer\">lezen</a></p>"
        );
        for (attack, shown) in [
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
            ("[x](javascript:alert(1))", "<p><a rel=\"noopener noreferrer\">x</a></p>"),
            ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
            ("<p style=\"x\" onclick=\"y\">t</p>", "<p>&lt;p style=\"x\" onclick=\"y\"&gt;t&lt;/p&gt;</p>"),
            ("Zie <a href=\"data:text/html,x\">x</a>", "<p>Zie &lt;a href=\"data:text/html,x\"&gt;x&lt;/a&gt;</p>"),
            ("![x](https://voorbeeld.nl/spoor.png)", "<p></p>"),
        ] {
            assert_eq!(render(attack).trim(), shown, "{attack}");
        }
    }

    /// What looks like HTML is what somebody typed: nothing of it vanishes, and it swallows nothing.
    #[test]
    fn nothing_that_was_typed_vanishes() {
        for (typed, shown) in [
            ("Vul <gemeente> in", "<p>Vul &lt;gemeente&gt; in</p>"),
            ("x<y en y>z", "<p>x&lt;y en y&gt;z</p>"),
            ("1 < 2 en 3 > 2", "<p>1 &lt; 2 en 3 &gt; 2</p>"),
            ("<!-- later --> klaar", "<p>&lt;!-- later --&gt; klaar</p>"),
            ("<https://voorbeeld.nl>", "<p><a href=\"https://voorbeeld.nl\" rel=\"noopener noreferrer\">https://voorbeeld.nl</a></p>"),
            ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ] {
            assert_eq!(render(typed).trim(), shown, "{typed}");
        }
        for tag in ["noscript", "style", "math", "svg", "textarea", "title", "template", "xmp", "plaintext", "iframe", "table", "select"] {
            for typed in [format!("Eerst <{tag}> dan de rest"), format!("<{tag}>\n\nde rest"), format!("<{tag}>\nde rest\n")] {
                let html = render(&typed);
                assert!(html.contains("de rest") && html.contains(&format!("&lt;{tag}&gt;")), "{typed:?} became {html}");
            }
        }
    }

    #[test]
    fn a_table_scrolls_by_itself() {
        let html = render("| Gemeente | *Aantal* |\n| --- | --- |\n| Best | 12 |\n\nTekst\n\n| Een \"tabel\" |\n| --- |\n| x |\n");
        assert!(
            html.starts_with("<div class=\"kompaan-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Tabel: Gemeente, Aantal\"><table><thead>"),
            "{html}"
        );
        assert!(html.contains("aria-label=\"Tabel: Een &quot;tabel&quot;\"><table>"), "{html}");
        assert_eq!((html.matches("<div").count(), html.matches("</table></div>").count()), (2, 2), "{html}");
        assert!(!render("<table><tr><td>x</td></tr></table>").contains("<div"), "what is typed is no table");
    }

    /// Texts of the greatest length that nest, or are all parts: none of them is rendered as it says, whether it was refused or stored before.
    #[test]
    fn what_nests_without_end_is_refused_and_shown_as_typed() {
        let long = |part: &str, text: &str| part.repeat(19_000 / part.len()) + text;
        for text in [
            long("- ", "x"),
            long("* ", "x"),
            long("1. ", "x"),
            long("> ", "x"),
            long(">", "x"),
            long("> - ", "x"),
            (0..130).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect(),
            "*a _b ".repeat(1_500) + &" b_ a*".repeat(1_500),
        ] {
            assert_eq!(check(&text), Err(TooDeep), "{}", &text[..20]);
            let html = render(&text);
            assert!(html.starts_with("<pre><code>") && html.len() < 200_000, "{}: {} bytes", &text[..20], html.len());
        }
        for text in [
            long("*", "x"),
            long("[", "x"),
            long("![", "x"),
            long("`", "x"),
            long("<", "x"),
            long("_a", "x"),
            long("**a ", "x"),
            long("[a](", "x"),
            long("&", "x"),
            long("|", "x"),
            long("\\", "x"),
            long("~", "x"),
            long("<!--", "x"),
            long("# ", "x"),
            long("- a\n", "x"),
            long("Een gewone zin. ", "x"),
            format!("{}\n{}\n{}", "a|".repeat(1_500), "-|".repeat(1_500), "|\n".repeat(5_000)),
        ] {
            let html = render(&text);
            assert!(!html.is_empty() && html.len() < 1_000_000, "{}: {} bytes", &text[..10], html.len());
        }
        let lists: String = (0..14).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
        assert_eq!(check(&lists), Ok(()), "fourteen lists in each other are taken");
    }
}
