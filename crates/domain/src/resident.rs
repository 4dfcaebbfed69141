//! What a text probably tells of a resident: asked about before it is saved, never refused. Only a citizen service number is ([`crate::bsn`]).
use crate::text_enum;

text_enum! {
    /// What was found.
    PersonalData {
        /// A day of birth with a name or with the word for it.
        BirthDate = "birth_date",
        /// A number of a bank account whose check digits are right (ISO 13616).
        Iban = "iban",
        /// A Dutch telephone number.
        PhoneNumber = "phone_number",
        /// A citizen service number, which is refused.
        Bsn = "bsn",
    }
}

/// Something in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub what: PersonalData,
    /// Where it begins, in code points from 0.
    pub position: usize,
    /// As it stands there.
    pub text: String,
}

/// So far from a day the word or the name that makes it a day of birth stands.
const REACH: usize = 40;
/// Words that make a day one of birth. `°` and `*` stand before it in notes.
const BORN: &[&str] = &["geboren", "geboorte", "geb.", "geb ", "gebdat", "date of birth", "born", "birth", "d.o.b", "dob"];
const MONTHS: &[(&str, u32)] = &[
    ("januari", 1),
    ("jan", 1),
    ("january", 1),
    ("februari", 2),
    ("feb", 2),
    ("february", 2),
    ("maart", 3),
    ("mrt", 3),
    ("march", 3),
    ("april", 4),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("juni", 6),
    ("jun", 6),
    ("june", 6),
    ("juli", 7),
    ("jul", 7),
    ("july", 7),
    ("augustus", 8),
    ("aug", 8),
    ("august", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("oktober", 10),
    ("okt", 10),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];
/// Words before a name of a person.
const TITLES: &[&str] =
    &["mevrouw", "mevr.", "mevr", "mw.", "mw", "meneer", "dhr.", "dhr", "heer", "cliënt", "client", "deelnemer", "inwoner", "kandidaat", "mrs", "mr", "ms"];
/// Words with a capital that are no names of people.
const NO_NAMES: &[&str] = &[
    "de",
    "het",
    "een",
    "in",
    "op",
    "van",
    "vanaf",
    "sinds",
    "per",
    "tot",
    "voor",
    "na",
    "met",
    "er",
    "dit",
    "deze",
    "dat",
    "we",
    "wij",
    "zij",
    "hij",
    "ze",
    "als",
    "bij",
    "om",
    "ook",
    "maar",
    "begin",
    "eind",
    "start",
    "gestart",
    "dienst",
    "wet",
    "raad",
    "college",
    "gemeente",
    "gemeenteraad",
    "besluit",
    "participatiewet",
    "koers",
    "plan",
    "since",
    "the",
    "on",
    "from",
    "until",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "aanzet",
    "kansen",
];
/// How long an IBAN is in each country that takes part in SEPA.
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AL", 28),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("RS", 22),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
];

/// Everything in a text that is probably of a resident, in the order in which it stands there.
pub fn findings(text: &str) -> Vec<Finding> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = vec![];
    let addresses = crate::bsn::addresses(&letters);
    let mut at = 0;
    while at < letters.len() {
        let begins = at == 0 || !letters[at - 1].is_alphanumeric();
        let one = (begins && !addresses[at]).then(|| iban(&letters, at).or_else(|| phone(&letters, at)).or_else(|| birth_date(&letters, at))).flatten();
        match one {
            Some((what, end)) => {
                found.push(Finding { what, position: at, text: letters[at..end].iter().collect() });
                at = end;
            }
            None => at += 1,
        }
    }
    if let Some(position) = crate::bsn::find_bsn(text) {
        let number: String = letters[position..].iter().take_while(|c| c.is_numeric() || matches!(c, ' ' | '.' | '-' | '\u{a0}')).take(11).collect();
        found.push(Finding { what: PersonalData::Bsn, position, text: number.trim_end().to_owned() });
        found.sort_by_key(|finding| finding.position);
    }
    found
}

fn iban(letters: &[char], at: usize) -> Option<(PersonalData, usize)> {
    let country: String = letters.get(at..at + 2)?.iter().map(char::to_ascii_uppercase).collect();
    let (_, length) = IBAN_LENGTHS.iter().find(|(known, _)| *known == country)?;
    let mut signs = String::new();
    let mut end = at;
    while signs.len() < *length {
        match *letters.get(end)? {
            c if c.is_ascii_alphanumeric() => signs.push(c.to_ascii_uppercase()),
            ' ' | '\u{a0}' | '.' | '-' if letters.get(end + 1).is_some_and(char::is_ascii_alphanumeric) => {}
            _ => return None,
        }
        end += 1;
    }
    let alone = !letters.get(end).is_some_and(char::is_ascii_alphanumeric);
    // The first four to the end, letters as numbers from 10; what is left after dividing by 97 is 1.
    let rest = signs
        .chars()
        .skip(4)
        .chain(signs.chars().take(4))
        .filter_map(|c| c.to_digit(36))
        .fold(0_u32, |rest, value| (rest * if value > 9 { 100 } else { 10 } + value) % 97);
    (alone && rest == 1).then_some((PersonalData::Iban, end))
}

/// Ten digits with an area code or 06, or nine after the code of the country. Numbers for companies and services (0800, 088, 14 0413) are of nobody.
fn phone(letters: &[char], at: usize) -> Option<(PersonalData, usize)> {
    let mut digits = String::new();
    let mut end = at;
    let mut last = at;
    if letters[at] == '+' {
        end += 1;
    }
    while let Some(c) = letters.get(end) {
        match *c {
            c if c.is_ascii_digit() => {
                digits.push(c);
                last = end + 1;
            }
            ' ' | '\u{a0}' | '-' | '\u{2011}' | '\u{2013}' | '.' | '(' | ')' | '/' if end > at && end - last < 2 => {}
            _ => break,
        }
        end += 1;
        if digits.len() > 13 {
            return None;
        }
    }
    let international = letters[at] == '+' || digits.starts_with("00");
    let digits = digits.strip_prefix("00").filter(|_| international).unwrap_or(&digits);
    let national = match digits.strip_prefix("31") {
        Some(rest) if international => rest.strip_prefix('0').unwrap_or(rest),
        _ if international => return None,
        _ => digits.strip_prefix('0')?,
    };
    let of_people = national.len() == 9 && !national.starts_with('0') && !["8", "90"].iter().any(|service| national.starts_with(service));
    // An opening bracket may stand before the area code; a day or a range of years begins with no zero and two digits.
    (of_people && reads_as_phone(&letters[at..last])).then_some((PersonalData::PhoneNumber, last))
}

/// Whether the digits are not divided as those of a day and a number beside it: `01-12-2026 12`.
fn reads_as_phone(written: &[char]) -> bool {
    let text: String = written.iter().collect();
    let lengths: Vec<usize> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::len).collect();
    !matches!(lengths.as_slice(), [2, 2, 4, _] | [2, 2, 2, 4])
}

fn birth_date(letters: &[char], at: usize) -> Option<(PersonalData, usize)> {
    let (year, end) = day(letters, at)?;
    let before: String = letters[at.saturating_sub(REACH)..at].iter().collect();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after: String = letters[end..letters.len().min(end + REACH)].iter().collect();
    let after = after.split('\n').next().unwrap_or_default();
    let said = |text: &str| {
        let text = text.to_lowercase();
        BORN.iter().any(|word| text.contains(word))
    };
    // A sentence further is about something else.
    let clause = before.rsplit(['!', '?', ';']).next().unwrap_or_default();
    let starred = clause.trim_end().ends_with(['*', '°']);
    // Who was born after this is too young for what these texts are about; a day of a plan lies after it.
    let old_enough = (1900..=2014).contains(&year);
    (said(clause) || starred || (said(after) && !after.trim_start().starts_with('.')) || (old_enough && names_somebody(clause)))
        .then_some((PersonalData::BirthDate, end))
}

/// Reads a whole day: `3-4-1980`, `03.04.1980`, `1980-04-03`, `3 april 1980`. Answers its year and where it ends.
fn day(letters: &[char], at: usize) -> Option<(u32, usize)> {
    let number = |from: usize, most: usize| -> Option<(u32, usize, usize)> {
        let digits: String = letters[from.min(letters.len())..].iter().take(most + 1).take_while(|c| c.is_ascii_digit()).collect();
        let length = digits.len();
        (length > 0 && length <= most).then(|| Some((digits.parse().ok()?, length, from + length))).flatten()
    };
    let is_day = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let (first, length, end) = number(at, 4)?;
    let separator = *letters.get(end)?;
    if matches!(separator, '-' | '/' | '.' | '\u{2011}' | '\u{2013}') {
        let (second, _, end) = number(end + 1, 2)?;
        if *letters.get(end)? != separator {
            return None;
        }
        let (third, third_length, end) = number(end + 1, 4)?;
        return match (length, third_length) {
            (4, 1..=2) if is_day(third, second) => Some((first, end)),
            (1..=2, 4) if is_day(first, second) => Some((third, end)),
            _ => None,
        };
    }
    if separator == ' ' && length <= 2 {
        let word: String = letters[end + 1..].iter().take(10).take_while(|c| c.is_alphabetic()).collect();
        let (_, month) = MONTHS.iter().find(|(name, _)| *name == word.to_lowercase())?;
        let mut next = end + 1 + word.chars().count();
        while matches!(letters.get(next), Some('.' | ' ')) {
            next += 1;
        }
        let (year, length, end) = number(next, 4)?;
        return (length == 4 && is_day(first, *month)).then_some((year, end));
    }
    None
}

/// Whether a name of a person stands right before: a title, initials, or a word with a capital that does not begin the sentence.
fn names_somebody(before: &str) -> bool {
    let sentence = before.rsplit(". ").next().unwrap_or_default();
    let words: Vec<&str> = sentence
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | ':' | '"' | '*' | '-')))
        .filter(|word| !word.is_empty())
        .collect();
    let titled = words.iter().any(|word| TITLES.contains(&word.to_lowercase().as_str()));
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let rest: String = letters.collect();
        let initial = capital && rest.chars().all(|c| c == '.' || c.is_uppercase()) && rest.contains('.');
        let lower = !rest.is_empty()
            && rest.chars().all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '\u{2019}') || c.is_uppercase())
            && rest.chars().any(char::is_lowercase);
        let month = MONTHS.iter().any(|(month, _)| *month == word.to_lowercase());
        initial || (capital && lower && !month && !NO_NAMES.contains(&word.to_lowercase().as_str()))
    };
    // Of the last words only, and the first word of a sentence has a capital anyway: it counts beside another, or right before the day.
    let begins = sentence.len() < before.len() || before.chars().count() < REACH;
    let near = &words[words.len().saturating_sub(4)..];
    let names = near.iter().filter(|word| is_name(word)).count();
    let first_only = begins && names == 1 && words.first().is_some_and(is_name) && near.len() == words.len() && words.len() > 1;
    titled || (names > 0 && !first_only)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PersonalData::*;

    fn found(text: &str) -> Vec<(PersonalData, usize, String)> {
        findings(text).into_iter().map(|finding| (finding.what, finding.position, finding.text)).collect()
    }

    #[test]
    fn what_is_probably_of_a_resident_is_found() {
        for (text, expected) in [
            ("Jansen, geboren 03-04-1980, bel 06-12345678.", vec![(BirthDate, 16, "03-04-1980"), (PhoneNumber, 32, "06-12345678")]),
            ("Piet Jansen (3-4-1980) wacht", vec![(BirthDate, 13, "3-4-1980")]),
            ("mevrouw De Vries 3 april 1980", vec![(BirthDate, 17, "3 april 1980")]),
            ("Meneer Öztürk, 1980-04-03", vec![(BirthDate, 15, "1980-04-03")]),
            ("Gesproken met A. de Boer, 03.04.1980", vec![(BirthDate, 26, "03.04.1980")]),
            ("geb. 3/4/2019 en zijn broer", vec![(BirthDate, 5, "3/4/2019")]),
            ("Geboortedatum: 12-11-2001", vec![(BirthDate, 15, "12-11-2001")]),
            ("Yildiz (*03-04-1980)", vec![(BirthDate, 9, "03-04-1980")]),
            ("NL91 ABNA 0417 1643 00", vec![(Iban, 0, "NL91 ABNA 0417 1643 00")]),
            ("rekening nl91abna0417164300.", vec![(Iban, 9, "nl91abna0417164300")]),
            ("BE68 5390 0754 7034 en", vec![(Iban, 0, "BE68 5390 0754 7034")]),
            ("DE89370400440532013000", vec![(Iban, 0, "DE89370400440532013000")]),
            ("+31 6 1234 5678", vec![(PhoneNumber, 0, "+31 6 1234 5678")]),
            ("bel 0031612345678", vec![(PhoneNumber, 4, "0031612345678")]),
            ("06 12 34 56 78 of 0499-123456", vec![(PhoneNumber, 0, "06 12 34 56 78"), (PhoneNumber, 18, "0499-123456")]),
            ("+31 (0)6 12345678", vec![(PhoneNumber, 0, "+31 (0)6 12345678")]),
            ("0612345678", vec![(PhoneNumber, 0, "0612345678")]),
            ("bsn 123456782", vec![(Bsn, 4, "123456782")]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(what, position, text)| (what, position, text.to_owned())).collect();
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_of_nobody_is_not_asked_about() {
        for text in [
            "",
            "Vastgesteld op 12 maart 2026 door de raad",
            "De Participatiewet geldt sinds 1 januari 2015",
            "Gestart 01-12-2026, 12 deelnemers",
            "01-12-2026 12",
            "Op 1-2-2014 begon het",
            "In 2025 en 2026",
            "\u{20ac} 12.500,00",
            "NL91ABNA0417164301",
            "bel 0800 1234",
            "088 123 45 67",
            "14 0413",
            "1234567890",
            "https://voorbeeld.example/0612345678",
            "2.100 inwoners in 2026",
            "Zie besluit 2014/012 van 3-4-2014",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
