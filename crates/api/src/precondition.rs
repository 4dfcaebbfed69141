//! Preconditions (RFC 9110, section 13): entity tags, and the versions of a resource that they name.
//!
//! A tag of ours is weak and has two parts, `W/"v3-q1x…"`: the version, which counts for a change, and what is shown of it to who asks, which counts
//! for reading again. A change may send the version alone, `"v3"`, and whatever a proxy on the way made of the tag.

/// The versions on which a change may be based.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Versions {
    /// `If-Match: *`: whatever version it has.
    Any,
    /// Those that `If-Match` names.
    These(Vec<i32>),
}

impl Versions {
    pub fn has(&self, version: i32) -> bool {
        match self {
            Self::Any => true,
            Self::These(versions) => versions.contains(&version),
        }
    }
}

impl From<i32> for Versions {
    fn from(version: i32) -> Self {
        Self::These(vec![version])
    }
}

/// What a change is based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// `If-Match`.
    Match(Versions),
    /// `If-None-Match: *`: it must not exist yet.
    Absent,
}

/// The ETag of a version.
pub fn etag(version: i32) -> String {
    format!("\"v{version}\"")
}

/// The versions that `If-Match` names; `None` when it is not well formed. Tags that are not ours name none.
pub fn versions(header: &str) -> Option<Versions> {
    Some(match tags(header)? {
        Tags::Any => Versions::Any,
        Tags::These(tags) => Versions::These(tags.into_iter().filter_map(|tag| version(tag.opaque)).collect()),
    })
}

/// Whether a header names this tag, whether it is weak or not: the weak comparison, for not sending something again.
pub fn names(header: &str, etag: &str) -> bool {
    among(header, etag, |named, tag| named.opaque == tag.opaque)
}

/// Whether a header names this tag, and both are strong: the strong comparison, for going on with the very same bytes.
pub fn names_exactly(header: &str, etag: &str) -> bool {
    among(header, etag, |named, tag| named.opaque == tag.opaque && !named.weak && !tag.weak)
}

fn among(header: &str, etag: &str, same: impl Fn(Tag<'_>, Tag<'_>) -> bool) -> bool {
    match (tags(header), tags(etag)) {
        (Some(Tags::Any), _) => true,
        (Some(Tags::These(named)), Some(Tags::These(own))) => own.first().is_some_and(|own| named.iter().any(|named| same(*named, *own))),
        _ => false,
    }
}

/// One tag, without its quotes.
#[derive(Clone, Copy)]
struct Tag<'a> {
    weak: bool,
    opaque: &'a str,
}

/// The tags that a header names.
enum Tags<'a> {
    Any,
    These(Vec<Tag<'a>>),
}

fn tags(header: &str) -> Option<Tags<'_>> {
    let mut rest = header.trim();
    if rest == "*" {
        return Some(Tags::Any);
    }
    let mut found = vec![];
    while !rest.is_empty() {
        // A list may hold empty elements.
        if let Some(after) = rest.strip_prefix(',') {
            rest = after.trim_start();
            continue;
        }
        let weak = rest.starts_with("W/");
        let (opaque, after) = rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"')?.split_once('"')?;
        if opaque.bytes().any(|byte| byte <= b' ' || byte == 0x7f) {
            return None;
        }
        found.push(Tag { weak, opaque });
        rest = after.trim_start();
        if !rest.is_empty() && !rest.starts_with(',') {
            return None;
        }
    }
    (!found.is_empty()).then_some(Tags::These(found))
}

/// The version in a tag of ours.
fn version(opaque: &str) -> Option<i32> {
    let text = opaque.strip_prefix('v')?;
    let (digits, shown) = text.split_once('-').map_or((text, None), |(digits, shown)| (digits, Some(shown)));
    let is_number = (1..=9).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_ours = shown.is_none_or(|shown| (1..=32).contains(&shown.len()) && shown.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    if is_number && is_ours { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_versions_in_each_form_that_http_allows() {
        let these = |versions: &[i32]| Some(Versions::These(versions.to_vec()));
        for (header, expected) in [
            ("\"v3\"", these(&[3])),
            ("W/\"v3\"", these(&[3])),
            ("W/\"v3-q1_X-z\"", these(&[3])),
            ("\"v3-q1\"", these(&[3])),
            ("  \"x\" ,, W/\"v1\",\"v12-a\" ", these(&[1, 12])),
            ("*", Some(Versions::Any)),
            // Well formed, and none of ours: no version matches.
            ("\"3\"", these(&[])),
            ("\"v03\"", these(&[])),
            ("\"v1234567890\"", these(&[])),
            ("\"v3-\"", these(&[])),
            ("\"v3-a b\"", None),
            ("\"\"", these(&[])),
            ("", None),
            (",", None),
            ("v3", None),
            ("\"v3", None),
            ("\"v3\" \"v4\"", None),
            ("w/\"v3\"", None),
            ("*, \"v3\"", None),
        ] {
            assert_eq!(versions(header), expected, "{header}");
        }
        assert!(Versions::Any.has(7) && Versions::from(7).has(7) && !Versions::from(7).has(8));
    }

    #[test]
    fn what_one_has_is_compared_whether_or_not_it_is_weak() {
        let now = "W/\"v3-q1\"";
        for (header, same) in
            [("W/\"v3-q1\"", true), ("\"v3-q1\"", true), ("\"x\", W/\"v3-q1\"", true), ("*", true), ("\"v3\"", false), ("\"v3-q2\"", false), ("v3-q1", false)]
        {
            assert_eq!(names(header, now), same, "{header}");
        }
    }
}
