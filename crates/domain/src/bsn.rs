//! Citizen service numbers (BSN) in a text: nine digits that pass the eleven-test and that people read as one number.
//!
//! A text is read in groups of digits. Nine digits in one group are a number by themselves, whatever stands around them. Smaller groups are
//! one number only when one kind of separator stands between them and their lengths are those in which people write a BSN
//! (`123 456 782`, `1234.56.782`). A date beside a count, two years beside each other or an amount of money therefore stay what they are.

/// The lengths of the groups in which people write a BSN.
const GROUPINGS: &[&[usize]] = &[&[3, 3, 3], &[4, 2, 3], &[3, 2, 2, 2], &[2, 2, 2, 3]];
/// So far back from a number the word for it is looked for.
const WORD_REACH: usize = 24;
/// The words that say that a BSN follows.
const WORDS: &[&str] = &["bsn", "burgerservicenummer", "burgerservicenr", "sofinummer", "sofi"];

/// What stands between two groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Space,
    Dot,
    Dash,
    Slash,
    Underscore,
}

impl Separator {
    fn of(c: char) -> Option<Self> {
        match c {
            ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(Self::Space),
            '.' | '\u{b7}' | '\u{2022}' | '\u{2024}' | '\u{ff0e}' => Some(Self::Dot),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some(Self::Dash),
            '/' | '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Some(Self::Slash),
            '_' => Some(Self::Underscore),
            _ => None,
        }
    }
}

/// Digits that stand together.
struct Group {
    /// Where it begins among the characters that are looked at.
    start: usize,
    digits: Vec<u32>,
    /// What joins it to the group before it, if one kind of separator does.
    joined: Option<Separator>,
}

impl Group {
    fn end(&self) -> usize {
        self.start + self.digits.len()
    }

    fn number(&self) -> u32 {
        self.digits.iter().take(9).fold(0, |number, digit| number * 10 + digit)
    }
}

/// Finds a citizen service number. Answers the position of its first character, counted in code points from 0.
pub fn find_bsn(text: &str) -> Option<usize> {
    // What is not seen does not keep digits apart.
    let seen: Vec<(usize, char)> = text.chars().enumerate().filter(|(_, c)| !crate::characters::is_format(*c)).collect();
    let letters: Vec<char> = seen.iter().map(|(_, c)| *c).collect();
    let groups = groups(&letters);
    let addresses = addresses(&letters);
    for at in 0..groups.len() {
        let Some(length) = number_at(&letters, &groups, at) else { continue };
        let start = groups[at].start;
        let named = is_named(&letters, start);
        let last = &groups[at + length - 1];
        if named || !(addresses[start] || is_amount(&letters, start, last.end()) || is_phone(&letters, &groups, at)) {
            return seen.get(start).map(|(position, _)| *position);
        }
    }
    None
}

/// How many groups from this one make a BSN.
fn number_at(letters: &[char], groups: &[Group], at: usize) -> Option<usize> {
    let is_bsn = |length: usize| {
        let digits: Vec<u32> = groups[at..at + length].iter().flat_map(|group| group.digits.iter().copied()).collect();
        digits.len() == 9 && passes_eleven_test(&digits)
    };
    if groups[at].digits.len() == 9 {
        return is_bsn(1).then_some(1);
    }
    let separator = groups.get(at + 1)?.joined?;
    let follow = groups[at + 1..].iter().take_while(|group| group.joined == Some(separator)).count();
    let fits = |grouping: &&[usize]| {
        let length = grouping.len();
        // Words stand between spaces, so what comes before and after may be another number. Other separators hold all of a number together.
        let whole = separator == Separator::Space || (groups[at].joined != Some(separator) && follow == length - 1);
        whole
            && length <= follow + 1
            && groups[at..].iter().zip(grouping.iter()).all(|(group, digits)| group.digits.len() == *digits)
            && !reads_as_day(&groups[at..at + length], separator)
            && is_bsn(length)
    };
    let written = GROUPINGS.iter().find(|grouping| fits(grouping)).map(|grouping| grouping.len());
    // Where the word for it stands before it, any way to divide nine digits is one.
    let named = || {
        let mut digits = 0;
        let length = groups[at..at + follow + 1].iter().position(|group| {
            digits += group.digits.len();
            digits >= 9
        })? + 1;
        (digits == 9 && is_named(letters, groups[at].start) && is_bsn(length)).then_some(length)
    };
    written.or_else(named)
}

/// A year with a month, or a day, before a serial number: `2026-11-123` is a case, not a person.
fn reads_as_day(groups: &[Group], separator: Separator) -> bool {
    let numbers: Vec<u32> = groups.iter().map(Group::number).collect();
    match (groups.len(), numbers.as_slice()) {
        (3, [year, month, _]) if groups[0].digits.len() == 4 => separator != Separator::Dot && (1900..2100).contains(year) && (1..=12).contains(month),
        (4, [day, month, _, _]) if groups[0].digits.len() == 2 => (1..=31).contains(day) && (1..=12).contains(month),
        _ => false,
    }
}

fn groups(letters: &[char]) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    let mut at = 0;
    while at < letters.len() {
        let digits: Vec<u32> = letters[at..].iter().map_while(|c| digit(*c)).collect();
        if digits.is_empty() {
            at += 1;
            continue;
        }
        let joined = groups.last().and_then(|before| separator(&letters[before.end()..at]));
        let length = digits.len();
        groups.push(Group { start: at, digits, joined });
        at += length;
    }
    groups
}

/// The one kind of separator that stands here: a sign, or one or two spaces.
fn separator(between: &[char]) -> Option<Separator> {
    match between {
        [one] => Separator::of(*one),
        [one, other] => (Separator::of(*one) == Some(Separator::Space) && Separator::of(*other) == Some(Separator::Space)).then_some(Separator::Space),
        _ => None,
    }
}

/// The value of a digit in the scripts in which numbers are typed or pasted here.
fn digit(c: char) -> Option<u32> {
    let within = |zero: u32| (u32::from(c)).checked_sub(zero).filter(|value| *value < 10);
    match c {
        '0'..='9' => within(0x30),
        '\u{660}'..='\u{669}' => within(0x660),
        '\u{6f0}'..='\u{6f9}' => within(0x6f0),
        '\u{966}'..='\u{96f}' => within(0x966),
        '\u{ff10}'..='\u{ff19}' => within(0xff10),
        '\u{1d7ce}'..='\u{1d7ff}' => Some((u32::from(c) - 0x1d7ce) % 10),
        _ => None,
    }
}

/// Which characters belong to a web address.
pub(crate) fn addresses(letters: &[char]) -> Vec<bool> {
    let mut found = vec![false; letters.len()];
    let mut at = 0;
    for word in letters.split(|c| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"')) {
        let text: String = word.iter().collect::<String>().to_lowercase();
        let begins = text.find("://").map(|place| text[..place].trim_end_matches(|c: char| c.is_ascii_alphabetic()).len());
        let begins = begins.or_else(|| text.find("www.")).or_else(|| {
            // A host and a path without a scheme: `kompaan.example/deelprojecten`.
            let (host, _) = text.split_once('/')?;
            let (name, domain) = host.rsplit_once('.')?;
            let is_domain = domain.len() >= 2 && domain.chars().all(|c| c.is_ascii_alphabetic());
            (is_domain && name.chars().any(char::is_alphabetic)).then_some(0)
        });
        if let Some(begins) = begins {
            let begins = text[..begins].chars().count().min(word.len());
            found[at + begins..at + word.len()].fill(true);
        }
        at += word.len() + 1;
    }
    found
}

/// Whether the word for a BSN stands before it, without another number in between.
fn is_named(letters: &[char], start: usize) -> bool {
    let from = start.saturating_sub(WORD_REACH);
    let before: String = letters[from..start].iter().rev().take_while(|c| digit(**c).is_none()).collect::<Vec<_>>().into_iter().rev().collect();
    let before = before.to_lowercase();
    WORDS.iter().any(|word| before.contains(word))
}

/// Whether it is an amount of money: a currency before or after it.
fn is_amount(letters: &[char], start: usize, end: usize) -> bool {
    let before: String = letters[start.saturating_sub(8)..start].iter().collect::<String>().to_lowercase();
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '+'));
    let after: String = letters[end..letters.len().min(end + 10)].iter().collect::<String>().to_lowercase();
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'));
    let follows = after.trim_start_matches(char::is_whitespace);
    let is_sign = follows.strip_prefix('€').is_some_and(|rest| !rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let is_word = |text: &str, word: &str| text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    ["€", "eur", "euro", "$", "£"].iter().any(|sign| before.ends_with(sign)) || is_sign || is_word(follows, "euro") || is_word(follows, "eur")
}

/// Whether a country code stands before it: `+31 612 345 678`, `0031 612345678`.
fn is_phone(letters: &[char], groups: &[Group], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &groups[before]) else { return false };
    if groups[at].joined.is_none() {
        return false;
    }
    let plus = before.start.checked_sub(1).and_then(|place| letters.get(place)).is_some_and(|c| matches!(c, '+' | '\u{ff0b}'));
    (plus && before.digits.len() <= 3) || (before.digits.len() == 4 && before.digits[..2] == [0, 0])
}

/// 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is a multiple of eleven, and not all digits are zero.
fn passes_eleven_test(digits: &[u32]) -> bool {
    let weighted: u32 = digits[..8].iter().zip((2..=9).rev()).map(|(digit, weight)| digit * weight).sum();
    digits.iter().any(|digit| *digit != 0) && weighted % 11 == digits[8] % 11
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bsn_is_found_in_the_ways_in_which_people_write_it() {
        for (text, expected) in [
            ("111222333", 0),
            ("Mevrouw met 111222333 belt", 12),
            ("é 123456782", 2),
            ("BSN123456782", 3),
            ("Jansen_123456782.pdf", 7),
            ("123456782Jansen", 0),
            ("**123456782**", 2),
            ("111.22.23.33", 0),
            ("111 222 333", 0),
            ("123.456.782", 0),
            ("123-456-782", 0),
            ("123/456/782", 0),
            ("123_456_782", 0),
            ("1234.56.782", 0),
            ("1234 56 782", 0),
            ("1234-56-782", 0),
            ("12 34 56 782", 0),
            ("123\u{a0}456\u{a0}782", 0),
            ("123\u{202f}456\u{202f}782", 0),
            ("123  456  782", 0),
            ("123\u{2013}456\u{2013}782", 0),
            ("123\u{2011}456\u{2011}782", 0),
            ("１２３４５６７８２", 0),
            ("１２３ ４５６ ７８２", 0),
            ("١٢٣٤٥٦٧٨٢", 0),
            ("1234\u{200b}56782", 0),
            ("\u{feff}123\u{ad}456\u{ad}782", 1),
            ("123456782.5", 0),
            ("123456782,50", 0),
            ("123456782.", 0),
            ("(123456782)", 1),
            // Beside other numbers.
            ("2026 1234.56.782", 5),
            ("06-1234 56 782", 3),
            ("Bsn 123456782 111222333", 4),
            ("Bsn 123456782 1-1-1980", 4),
            ("Bsn 123456782 06-12345678", 4),
            ("123456782 111222334", 0),
            ("111222334 123456782", 10),
            ("2026 123456782", 5),
            ("1-1-1980 123456782", 9),
            ("06-12345678 123456782", 12),
            ("123456782\u{a0}2026", 0),
            ("123456782/111222333", 0),
            ("12-123456782", 3),
            ("1234 56 782 2026", 0),
            ("in 2026 123 456 782 gebeld", 8),
            ("123 456 782 en 06 12345678", 0),
            ("123456782 \u{20ac} 50 per week", 0),
            // Where the word for it stands before it, it is one in any form.
            ("bsn 12345 6782", 4),
            ("BSN: 12-345-6782", 5),
            ("https://voorbeeld.example/?bsn=123456782", 31),
            ("burgerservicenummer 2000-01-012", 20),
            ("sofinr.: 123456782", 9),
        ] {
            assert_eq!(find_bsn(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_people_read_apart_is_no_bsn() {
        for text in [
            "",
            "111222334",
            "1112223330",
            "000000000",
            "0612345678",
            "tel 06-12345678",
            "06 12 34 56 78",
            "+31 612 345 610",
            "+31 612345610",
            "0031 612 345 610",
            "+32 475 123 402",
            "040 212 34 56",
            "NL91 ABNA 0417 1643 00",
            "NL91ABNA0417164300",
            "DE89 3704 0044 0532 0130 00",
            "https://voorbeeld.example/zaak/123456782",
            "zie (https://voorbeeld.example/123456782?a=111222333) daar",
            "[het stuk](http://voorbeeld.example/stukken/123456782)",
            "www.voorbeeld.example/123456782",
            "voorbeeld.example/123456782",
            "\u{20ac} 123.456.782",
            "\u{20ac} 123456782,00",
            "EUR 123 456 782",
            "123.456.782 euro",
            "123456782 \u{20ac}",
            "123.456.782,- euro",
            "2025 2026 2",
            "2 2025 2026",
            "2026-11-02 4",
            "2026-11-012",
            "2026 11 012",
            "12-11-26-018",
            "12 11 26 018",
            "1.123.456.782",
            "192.168.101.1",
            "123.456.782.1",
            "12345 6782",
            "1234\n56\n782",
            "123, 456, 782",
            "123;456;782",
            "550e8400-e29b-41d4-a716-446655440000",
            "20261128103014",
        ] {
            assert_eq!(find_bsn(text), None, "{text}");
        }
    }

    /// The families in which the old rule refused one text in eleven.
    #[test]
    fn days_and_years_beside_a_number_are_no_bsn() {
        let numbers = (0..10).chain([12, 25, 99, 100, 123, 2025, 2026]);
        for number in numbers {
            for day in 1..=31 {
                for text in [
                    format!("{day:02}-11-2026 {number}"),
                    format!("{day}-11-2026 {number}"),
                    format!("{number} {day:02}-11-2026"),
                    format!("{day:02}.11.2026 {number}"),
                    format!("{day:02}/11/2026 {number}"),
                    format!("{day:02} 11 2026 {number}"),
                    format!("2026-11-{day:02} {number}"),
                    format!("2026-11-{day:02}-{number}"),
                ] {
                    assert_eq!(find_bsn(&text), None, "{text}");
                }
            }
            for year in 1990..2035 {
                for text in [format!("{year} {} {number}", year + 1), format!("{number} {year} {}", year + 1), format!("{year}-{} {number}", year + 1)] {
                    assert_eq!(find_bsn(&text), None, "{text}");
                }
            }
        }
    }

    fn bsn() -> impl Strategy<Value = String> {
        (1_u32..100_000_000).prop_filter_map("the last digit is no digit", |first| {
            let digits = format!("{first:08}");
            let sum: u32 = digits.chars().filter_map(|c| c.to_digit(10)).zip((2..=9).rev()).map(|(digit, weight)| digit * weight).sum();
            (sum % 11 < 10).then(|| format!("{digits}{}", sum % 11))
        })
    }

    proptest! {
        /// Whatever stands around a number, it is found, and where it stands.
        #[test]
        fn every_bsn_is_found_between_other_numbers(number in bsn(), before in "[a-z]{0,5}", after in "[a-z]{0,5}", one in "[ ,;:()\n\u{a0}-]", other in "[ ,;:()\n\u{a0}-]", count in 0_u32..100_000) {
            let text = format!("{before}{one}{count}{one}{number}{other}{count}{other}{after}");
            let position = before.len() + 2 + count.to_string().len();
            prop_assume!(count.to_string().len() != 9);
            prop_assert_eq!(find_bsn(&text), Some(position));
        }

        /// Groups of other lengths than those of a BSN are read apart.
        #[test]
        fn groups_of_other_lengths_are_not_joined(number in bsn(), cut in 1_usize..9, separator in "[ ./-]") {
            let text = format!("{}{separator}{}", &number[..cut], &number[cut..]);
            prop_assert_eq!(find_bsn(&text), None);
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC*") {
            let _ = find_bsn(&text);
        }
    }
}
