//! Numbers and amounts as people in the Netherlands type them.

/// What somebody typed where a number belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typed {
    /// Nothing stands there.
    #[default]
    Empty,
    Number(i64),
    /// Something that is no number, or not one of this kind.
    Unreadable,
}

impl Typed {
    /// The number, when there is one.
    pub const fn number(self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Empty | Self::Unreadable => None,
        }
    }
}

/// The most digits that are read; what has more is as large as a number can be, and out of every range.
const MOST_DIGITS: usize = 15;

/// Reads a whole number: `2100`, `2.100`, `2 100`, also with a comma and nothing or only zeros behind it (`12,-`, `12,00`).
pub fn read_whole(text: &str) -> Typed {
    match parts(text) {
        Parts::Empty => Typed::Empty,
        Parts::Of { negative, whole, fraction } if fraction.bytes().all(|digit| digit == b'0') => number(negative, &whole),
        Parts::Of { .. } | Parts::Unreadable => Typed::Unreadable,
    }
}

/// Reads an amount of money in euros and answers it in cents: `12.500`, `€ 12.500,50`, `12.500,-`, `12,5`.
pub fn read_cents(text: &str) -> Typed {
    match parts(text) {
        Parts::Empty => Typed::Empty,
        Parts::Of { negative, whole, fraction } if fraction.len() <= 2 => number(negative, &format!("{whole}{fraction:0<2}")),
        Parts::Of { .. } | Parts::Unreadable => Typed::Unreadable,
    }
}

enum Parts {
    Empty,
    Of { negative: bool, whole: String, fraction: String },
    Unreadable,
}

fn number(negative: bool, digits: &str) -> Typed {
    let digits = digits.trim_start_matches('0');
    let size = if digits.len() > MOST_DIGITS { i64::MAX } else { digits.parse().unwrap_or(0) };
    Typed::Number(if negative { -size } else { size })
}

/// Divides what was typed in its whole part and what stands behind the comma.
fn parts(text: &str) -> Parts {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Parts::Empty;
    }
    let (negative, text) = signed(&text);
    let text = ["€", "euro", "eur"].iter().fold(text, |text, sign| text.strip_prefix(sign).unwrap_or(text).trim_start());
    let text = ["€", "euro", "eur"].iter().fold(text, |text, sign| text.strip_suffix(sign).unwrap_or(text).trim_end());
    let (again, text) = signed(text);
    // The stroke or strokes that stand for no cents.
    let bare = text.trim_end_matches(['-', '\u{2013}', '\u{2014}', '=', '\u{2212}']);
    let (text, stroked) = match bare.strip_suffix([',', '.']) {
        Some(whole) if bare.len() < text.len() => (whole, true),
        _ => (text, false),
    };
    if text.is_empty() || (negative && again) {
        return Parts::Unreadable;
    }
    match divided(text) {
        Some((_, fraction)) if stroked && !fraction.is_empty() => Parts::Unreadable,
        Some((whole, fraction)) => Parts::Of { negative: negative || again, whole, fraction },
        None => Parts::Unreadable,
    }
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

/// The digits before and behind the comma (or point). A comma or point with three digits behind it, as many times as there are thousands, stands between
/// thousands, and so do spaces.
fn divided(text: &str) -> Option<(String, String)> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let signs: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let (whole, fraction) = match signs.as_slice() {
        [] => (text, ""),
        // The last sign is another than those before it, or has no three digits behind it: cents.
        [before @ .., (at, sign)] => {
            let behind = &text[at + 1..];
            let thousands = behind.len() == 3 && before.iter().all(|(_, other)| other == sign);
            let leading = &text[..*at];
            match before {
                _ if thousands && !leading.starts_with('0') => (text, ""),
                _ if before.iter().any(|(_, other)| other == sign) => return None,
                _ => (leading, behind),
            }
        }
    };
    if !(fraction.is_empty() || is_digits(fraction)) || whole.is_empty() || (fraction.is_empty() && text.ends_with(['.', ','])) {
        return None;
    }
    let groups: Vec<&str> = whole.split(|c: char| matches!(c, '.' | ',' | '\'' | '\u{2019}') || c.is_whitespace()).collect();
    let grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    // One kind of sign stands between thousands.
    let mut kinds: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    kinds.dedup();
    (grouped && kinds.len() <= 1 && groups.iter().all(|group| is_digits(group))).then(|| (groups.concat(), fraction.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, cents) in [
            ("12.500,-", 1_250_000),
            ("12.500,--", 1_250_000),
            ("12500,-", 1_250_000),
            ("12.500,=", 1_250_000),
            ("12.500,\u{2013}", 1_250_000),
            ("12.500,00", 1_250_000),
            ("12.500,50", 1_250_050),
            ("\u{20ac} 12.500", 1_250_000),
            ("\u{20ac}12.500,50", 1_250_050),
            ("EUR 12.500", 1_250_000),
            ("12.500 euro", 1_250_000),
            ("12.500 \u{20ac}", 1_250_000),
            ("12,5", 1_250),
            ("12.5", 1_250),
            ("12,50", 1_250),
            ("12500.50", 1_250_050),
            ("12,500.50", 1_250_050),
            ("12,500", 1_250_000),
            ("12,505", 1_250_500),
            ("1 250", 125_000),
            ("1\u{a0}250,5", 125_050),
            ("1\u{202f}250\u{202f}000", 125_000_000),
            ("1.250.000", 125_000_000),
            ("0", 0),
            ("0,05", 5),
            ("007", 700),
            ("-3", -300),
            ("- \u{20ac} 3,50", -350),
            ("\u{20ac} -3", -300),
        ] {
            assert_eq!(read_cents(text), Typed::Number(cents), "{text}");
        }
        for text in [
            "duizend",
            "0,500",
            "1.5.3",
            "12,5,3",
            "12 50",
            "1234.567",
            "12.500,",
            ",-",
            ",50",
            "\u{20ac}",
            "-",
            "12,5-3",
            "12%",
            "1e3",
            "12.500,5,-",
            "1.250 000",
        ] {
            assert_eq!(read_cents(text), Typed::Unreadable, "{text}");
        }
        assert_eq!([read_cents(""), read_cents(" \u{a0}")], [Typed::Empty, Typed::Empty]);
        assert_eq!(read_cents("9999999999999999"), Typed::Number(i64::MAX), "a number, and out of every range");
    }

    #[test]
    fn whole_numbers_are_read_as_people_type_them() {
        for (text, expected) in [
            ("2100", Typed::Number(2_100)),
            (" 2.100 ", Typed::Number(2_100)),
            ("2,100", Typed::Number(2_100)),
            ("2 100", Typed::Number(2_100)),
            ("12,-", Typed::Number(12)),
            ("12,0", Typed::Number(12)),
            ("1.234.567", Typed::Number(1_234_567)),
            ("-3", Typed::Number(-3)),
            ("", Typed::Empty),
            ("2.1", Typed::Unreadable),
            ("12,5", Typed::Unreadable),
            ("twaalf", Typed::Unreadable),
            ("1.5.3", Typed::Unreadable),
            ("1234.567", Typed::Unreadable),
        ] {
            assert_eq!(read_whole(text), expected, "{text}");
        }
    }
}
