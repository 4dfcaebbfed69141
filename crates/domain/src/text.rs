//! Text as people type it: trimmed, in Unicode normal form C, within limits, without characters that nobody sees, and never with a
//! citizen service number (BSN) in it.
use crate::{
    Code, Violations,
    characters::{is_visible, without_hidden},
};
pub use crate::{bsn::find_bsn, fold::fold};
#[cfg(not(target_arch = "wasm32"))]
use unicode_normalization::UnicodeNormalization;

/// The limits of a kind of text. Lengths are counted in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// 0 means that the text may be empty.
    pub min: usize,
    pub max: usize,
    /// Whether line breaks and tabs are allowed.
    pub multiline: bool,
}

/// Names and titles.
pub const NAME: Limits = Limits { min: 2, max: 200, multiline: false };
/// Short optional lines: job titles, e-mail addresses, web addresses.
pub const LINE: Limits = Limits { min: 0, max: 200, multiline: false };
/// One element of a list of short texts.
pub const ITEM: Limits = Limits { min: 1, max: 100, multiline: false };
/// Reasons and messages.
pub const REASON: Limits = Limits { min: 0, max: 2_000, multiline: true };
/// Long texts in Markdown.
pub const LONG: Limits = Limits { min: 0, max: 20_000, multiline: true };

/// The longest list of short texts or references that one resource may hold.
pub const MAX_ITEMS: usize = 50;

/// Takes out what nobody sees, trims and brings into normal form C; the form in which every text is stored.
pub fn normalise(raw: &str) -> String {
    compose(without_hidden(raw).trim())
}

#[cfg(not(target_arch = "wasm32"))]
fn compose(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(target_arch = "wasm32")]
fn compose(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// Normalises every element of a list.
pub fn normalise_all(raw: Vec<String>) -> Vec<String> {
    raw.iter().map(|text| normalise(text)).collect()
}

/// Checks a text that has been normalised.
pub fn check(violations: &mut Violations, field: &'static str, text: &str, limits: Limits) {
    if let Some((code, detail)) = fault(text, limits) {
        violations.add_with(field, code, detail);
    }
}

/// Checks a list of short texts: each within [`ITEM`], none twice, at most [`MAX_ITEMS`].
pub fn check_items(violations: &mut Violations, field: &'static str, items: &[String]) {
    if items.len() > MAX_ITEMS {
        violations.add_with(field, Code::TooMany, MAX_ITEMS.to_string());
    }
    for (index, item) in items.iter().enumerate() {
        if let Some((code, detail)) = fault(item, ITEM) {
            violations.add_at(field, index, code, Some(detail));
        } else if items[..index].contains(item) {
            violations.add_at(field, index, Code::Duplicate, None);
        }
    }
}

/// Checks a list of references: none twice, at most [`MAX_ITEMS`].
pub fn check_references<T: PartialEq>(violations: &mut Violations, field: &'static str, ids: &[T]) {
    if ids.len() > MAX_ITEMS {
        violations.add_with(field, Code::TooMany, MAX_ITEMS.to_string());
    }
    for (index, id) in ids.iter().enumerate().take(MAX_ITEMS) {
        if ids[..index].contains(id) {
            violations.add_at(field, index, Code::Duplicate, None);
        }
    }
}

/// Bytes in hexadecimal, in small letters.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn fault(text: &str, limits: Limits) -> Option<(Code, String)> {
    let length = text.chars().count();
    if length < limits.min {
        let code = if length == 0 { Code::Required } else { Code::TooShort };
        return Some((code, limits.min.to_string()));
    }
    if length > limits.max {
        return Some((Code::TooLong, limits.max.to_string()));
    }
    if limits.min > 0 && !text.chars().any(is_visible) {
        return Some((Code::Required, limits.min.to_string()));
    }
    let forbidden = |c: char| c.is_control() && !(limits.multiline && matches!(c, '\n' | '\r' | '\t'));
    if let Some(position) = text.chars().position(forbidden) {
        return Some((Code::InvalidCharacters, (position + 1).to_string()));
    }
    find_bsn(text).map(|position| (Code::ContainsBsn, (position + 1).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_is_a_rule_of_its_own() {
        for (text, limits, expected) in [
            ("", NAME, Some(Code::Required)),
            ("a", NAME, Some(Code::TooShort)),
            ("ab", NAME, None),
            ("", LINE, None),
            ("a\nb", NAME, Some(Code::InvalidCharacters)),
            ("a\nb", LONG, None),
            ("a\u{0}b", LONG, Some(Code::InvalidCharacters)),
            ("zie 111222333", NAME, Some(Code::ContainsBsn)),
        ] {
            let mut violations = Violations::default();
            check(&mut violations, "name", text, limits);
            assert_eq!(violations.0.first().map(|v| v.code), expected, "{text:?}");
        }
        let mut violations = Violations::default();
        check(&mut violations, "name", &"é".repeat(201), NAME);
        assert_eq!(violations.0[0].code, Code::TooLong);
        assert_eq!(violations.0[0].detail.as_deref(), Some("200"));
    }

    #[test]
    fn lists_refuse_doubles_and_too_many() {
        let mut violations = Violations::default();
        check_items(&mut violations, "places", &["Het Goed".into(), "Het Goed".into()]);
        assert_eq!((violations.0[0].index, violations.0[0].code), (Some(1), Code::Duplicate));
        let mut violations = Violations::default();
        check_references(&mut violations, "theme_ids", &(0..51).collect::<Vec<_>>());
        assert_eq!(violations.0[0].code, Code::TooMany);
    }

    #[test]
    fn text_is_trimmed_and_composed() {
        assert_eq!(normalise("  Cafe\u{301} \n"), "Café");
    }

    #[test]
    fn what_nobody_sees_is_taken_out_and_is_no_name() {
        for (raw, expected) in [
            ("\u{200b}\u{200b}", ""),
            ("\u{feff}Het\u{ad}Goed\u{200b} ", "HetGoed"),
            ("x\u{202e}txt.exe", "xtxt.exe"),
            ("a\u{2066}b\u{2069}c", "abc"),
            ("Jan\u{200d}sen", "Jansen"),
            ("een\u{2028}twee", "een\ntwee"),
            // Scripts and emoji that are written with joiners, and marks of direction where they mean something.
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("👩\u{200d}💻", "👩\u{200d}💻"),
            ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"),
            ("שלום\u{200f}!", "שלום\u{200f}!"),
            ("a\u{200f}b", "ab"),
        ] {
            assert_eq!(normalise(raw), expected, "{raw:?}");
            assert_eq!(normalise(&normalise(raw)), expected, "{raw:?}: once is enough");
        }
        for nothing in ["\u{200b}\u{200b}", "\u{3164}\u{3164}", "\u{2800}\u{2800}", "\u{301}\u{301}", "\u{fe0f}\u{fe0f}", "\u{e0101}\u{e0101}"] {
            let mut violations = Violations::default();
            check(&mut violations, "name", &normalise(nothing), NAME);
            assert_eq!(violations.0.first().map(|found| found.code), Some(Code::Required), "{nothing:?}");
        }
    }
}
