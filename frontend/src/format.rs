//! Dates and moments as people in the Netherlands write them.
use crate::i18n::{Lang, Translate};
use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// A day, such as `11 februari 2025`.
pub fn day(lang: Lang, day: NaiveDate) -> String {
    format!("{} {}", day.day(), month(lang, day))
}

/// The month of a day, such as `februari 2025`.
pub fn month(lang: Lang, day: NaiveDate) -> String {
    let month = lang.texts().months.split(' ').nth(day.month0() as usize).unwrap_or_default();
    format!("{month} {}", day.year())
}

/// A moment in the time zone of the browser, such as `11 februari 2025, 09:30`.
pub fn moment(lang: Lang, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&chrono::Local);
    format!("{}, {}", day(lang, local.date_naive()), local.format("%H:%M"))
}

/// A moment for programs that read the page, in whole seconds.
pub fn machine(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Puts values in the places `{0}`, `{1}` of a text.
pub fn fill(text: &str, values: &[&str]) -> String {
    values.iter().enumerate().fold(text.to_owned(), |text, (n, value)| text.replace(&format!("{{{n}}}"), value))
}

/// Chooses the singular or the plural, and puts the number in it.
pub fn count(one: &str, many: &str, number: i64) -> String {
    fill(if number == 1 { one } else { many }, &[&number.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_out() {
        let date = NaiveDate::from_ymd_opt(2025, 2, 11).unwrap_or_default();
        assert_eq!(day(Lang::Dutch, date), "11 februari 2025");
        assert_eq!(day(Lang::English, date), "11 February 2025");
    }

    #[test]
    fn plurals_and_places() {
        assert_eq!(count("{0} lid", "{0} leden", 1), "1 lid");
        assert_eq!(count("{0} lid", "{0} leden", 0), "0 leden");
        assert_eq!(fill("{1} van {0}", &["a", "b"]), "b van a");
    }
}
