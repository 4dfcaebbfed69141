//! Taking a file along in parts, or not again (RFC 9110, 13 and 14): what `If-Match`, `If-None-Match`, `Range` and `If-Range` ask of a file with a strong
//! ETag.
use crate::precondition::{names, names_exactly};
use std::ops::Range;

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    pub if_match: Option<&'a str>,
    pub if_none_match: Option<&'a str>,
    pub if_range: Option<&'a str>,
    /// Only of a GET.
    pub range: Option<&'a str>,
}

/// What to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// These bytes of it.
    Bytes(Range<u64>),
    /// The caller has it already.
    NotModified,
    /// It is another than the caller wants to go on with.
    Changed,
    /// None of these bytes exist.
    OutOfRange,
}

impl Asked<'_> {
    /// What to answer of a file with this ETag and size.
    pub fn of(&self, etag: &str, size: u64) -> Part {
        if self.if_match.is_some_and(|tags| !names_exactly(tags, etag)) {
            return Part::Changed;
        }
        if self.if_none_match.is_some_and(|tags| names(tags, etag)) {
            return Part::NotModified;
        }
        // A part goes with what the caller has of before only when that is the same file.
        if self.if_range.is_some_and(|tag| tag.trim() != etag) {
            return Part::Whole;
        }
        self.range.map_or(Part::Whole, |range| part(range, size))
    }
}

/// One range of bytes. What is not understood, and more ranges at once, is answered with the whole file.
fn part(range: &str, size: u64) -> Part {
    let Some((unit, asked)) = range.split_once('=') else { return Part::Whole };
    let Some((first, last)) = asked.trim().split_once('-') else { return Part::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") || [first, last].iter().any(|number| !number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Part::Whole;
    }
    // What is larger than any file is as good as its end.
    let number = |digits: &str| digits.parse().unwrap_or(u64::MAX);
    let (start, end) = match (first, last) {
        ("", "") => return Part::Whole,
        ("", count) => (size.saturating_sub(number(count)), if number(count) == 0 { 0 } else { size }),
        (first, "") => (number(first), size),
        (first, last) if number(last) < number(first) => return Part::Whole,
        (first, last) => (number(first), number(last).saturating_add(1).min(size)),
    };
    if start < end { Part::Bytes(start..end) } else { Part::OutOfRange }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_a_part_of_the_file() {
        for (range, expected) in [
            ("bytes=0-0", Part::Bytes(0..1)),
            ("bytes=0-99", Part::Bytes(0..10)),
            ("bytes=4-", Part::Bytes(4..10)),
            ("bytes=-3", Part::Bytes(7..10)),
            ("bytes=-99", Part::Bytes(0..10)),
            ("Bytes = 4-5", Part::Bytes(4..6)),
            ("bytes=9-99999999999999999999999", Part::Bytes(9..10)),
            ("bytes=10-", Part::OutOfRange),
            ("bytes=99999999999999999999999-", Part::OutOfRange),
            ("bytes=-0", Part::OutOfRange),
            ("bytes=5-4", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("lines=1-2", Part::Whole),
            ("onzin", Part::Whole),
        ] {
            assert_eq!(Asked { range: Some(range), ..Asked::default() }.of("\"a\"", 10), expected, "{range}");
        }
    }

    #[test]
    fn conditions_count_before_ranges() {
        let range = Some("bytes=1-2");
        for (if_match, if_none_match, if_range, expected) in [
            (None, None, None, Part::Bytes(1..3)),
            (None, None, Some("\"a\""), Part::Bytes(1..3)),
            (None, None, Some("\"b\""), Part::Whole),
            (None, None, Some("W/\"a\""), Part::Whole),
            (None, None, Some("Sat, 28 Nov 2026 10:00:00 GMT"), Part::Whole),
            (None, Some("\"a\""), None, Part::NotModified),
            (None, Some("\"b\", W/\"a\""), Some("\"b\""), Part::NotModified),
            (None, Some("*"), None, Part::NotModified),
            (None, Some("\"b\""), None, Part::Bytes(1..3)),
            (Some("\"b\""), Some("\"a\""), None, Part::Changed),
            (Some("W/\"a\""), None, None, Part::Changed),
            (Some("\"b\", \"a\""), None, None, Part::Bytes(1..3)),
            (Some("*"), None, None, Part::Bytes(1..3)),
        ] {
            let asked = Asked { if_match, if_none_match, if_range, range };
            assert_eq!(asked.of("\"a\"", 10), expected, "{asked:?}");
        }
    }
}
