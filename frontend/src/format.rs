//! Dates and moments as people in the Netherlands write them.
use crate::{
    calendar,
    i18n::{Lang, Texts},
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// A day, such as `11 februari 2025`.
pub fn day(lang: Lang, day: NaiveDate) -> String {
    format!("{} {}", day.day(), month(lang, day))
}

/// The month of a day, such as `februari 2025`.
pub fn month(lang: Lang, day: NaiveDate) -> String {
    let month = Texts::of(lang).months().split(' ').nth(day.month0() as usize).unwrap_or_default();
    format!("{month} {}", day.year())
}

/// A moment where the platform is, such as `11 februari 2025, 09:30`.
pub fn moment(lang: Lang, at: DateTime<Utc>) -> String {
    format!("{}, {}", day(lang, calendar::day_of(at)), calendar::time_of(at))
}

/// A name that ends with its day, such as the journal gives of a measurement, with that day as people write it.
pub fn named(lang: Lang, name: &str) -> String {
    let dated = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).and_then(|(name, date)| Some((name, date.parse::<NaiveDate>().ok()?)));
    dated.map_or_else(|| name.to_owned(), |(name, date)| format!("{name} ({})", day(lang, date)))
}

/// A moment for programs that read the page, in whole seconds.
pub fn machine(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Puts values in the places `{0}`, `{1}` of a text.
pub fn fill(text: &str, values: &[&str]) -> String {
    values.iter().enumerate().fold(text.to_owned(), |text, (n, value)| text.replace(&format!("{{{n}}}"), value))
}

/// A word or sentence of ours as it stands within another sentence: with a small letter.
pub fn within_sentence(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    text
}

/// Chooses the singular or the plural, and puts the number in it.
pub fn count(one: &str, many: &str, number: i64) -> String {
    fill(if number == 1 { one } else { many }, &[&number.to_string()])
}

/// A whole number with its thousands apart, such as `2.100`.
pub fn number(lang: Lang, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let apart = if lang == Lang::Dutch { '.' } else { ',' };
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(apart);
        }
        text.push(digit);
    }
    if value < 0 { format!("-{text}") } else { text }
}

/// An amount in cents as euros, such as `€ 12.500` or `€ 12.500,50`.
pub fn euros(lang: Lang, cents: i64) -> String {
    let whole = number(lang, cents / 100);
    let point = if lang == Lang::Dutch { ',' } else { '.' };
    match cents.unsigned_abs() % 100 {
        0 => format!("€ {whole}"),
        rest => format!("€ {whole}{point}{rest:02}"),
    }
}

/// How large a file is, in the unit in which people say it.
pub fn size(lang: Lang, bytes: i64) -> String {
    let texts = Texts::of(lang);
    let decimal = if lang == Lang::Dutch { ',' } else { '.' };
    match bytes {
        ..1_000 => fill(texts.document_bytes(), &[&bytes.to_string()]),
        1_000..999_500 => fill(texts.document_kilobytes(), &[&((bytes + 500) / 1000).to_string()]),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            fill(texts.document_megabytes(), &[&format!("{}{decimal}{}", tenths / 10, tenths % 10)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_out() {
        let date = NaiveDate::from_ymd_opt(2025, 2, 11).unwrap_or_default();
        assert_eq!(day(Lang::Dutch, date), "11 februari 2025");
        assert_eq!(day(Lang::English, date), "11 February 2025");
        assert_eq!(named(Lang::Dutch, "Deelnemers aan de Z-route (2026-10-31)"), "Deelnemers aan de Z-route (31 oktober 2026)");
        assert_eq!(named(Lang::English, "Deelnemers (Z) (2026-10-31)"), "Deelnemers (Z) (31 October 2026)");
        for other in ["Aanzet", "Aanzet (2026)", "(2026-10-31) eerst", "Aanzet (2026-13-31)"] {
            assert_eq!(named(Lang::Dutch, other), other);
        }
    }

    #[test]
    fn numbers_and_amounts_are_written() {
        for (value, dutch, english) in [(0, "0", "0"), (999, "999", "999"), (2_100, "2.100", "2,100"), (-1_234_567, "-1.234.567", "-1,234,567")] {
            assert_eq!((number(Lang::Dutch, value).as_str(), number(Lang::English, value).as_str()), (dutch, english));
        }
        assert_eq!(euros(Lang::Dutch, 1_250_000), "€ 12.500");
        assert_eq!(euros(Lang::English, 1_250_050), "€ 12,500.50");
    }

    #[test]
    fn sizes_are_said_in_the_unit_that_people_use() {
        for (bytes, dutch) in
            [(12, "12 bytes"), (999, "999 bytes"), (1_499, "1 kB"), (1_500, "2 kB"), (999_499, "999 kB"), (999_500, "1,0 MB"), (25_000_000, "25,0 MB")]
        {
            assert_eq!(size(Lang::Dutch, bytes), dutch);
        }
        assert_eq!(size(Lang::English, 1_250_000), "1.3 MB");
    }

    #[test]
    fn plurals_and_places() {
        assert_eq!(within_sentence("In uitvoering"), "in uitvoering");
        assert_eq!(count("{0} lid", "{0} leden", 1), "1 lid");
        assert_eq!(count("{0} lid", "{0} leden", 0), "0 leden");
        assert_eq!(fill("{1} van {0}", &["a", "b"]), "b van a");
    }
}
