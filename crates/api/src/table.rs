//! Tables for people: headings and words in their language, as text or as a workbook.
use crate::error::ApiError;
use actix_web::HttpResponse;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use contract::{
    export::XLSX,
    person::Language,
    words::{self, Field},
};
use domain::resource::Kind;
use rust_xlsxwriter::{Format, Workbook};

/// Tells that a table holds not all rows.
pub const TRUNCATED: &str = "X-Truncated";

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(i64),
    /// An amount in cents, which people read in euros.
    Cents(i64),
    Day(NaiveDate),
    Moment(DateTime<Utc>),
}

impl Cell {
    /// As text, with the decimal sign of the language.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Cents(cents) => euros(*cents, if language == Language::Dutch { ',' } else { '.' }),
            Self::Day(day) => day.to_string(),
            Self::Moment(moment) => local(*moment).format("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

/// An amount in euros, with this decimal sign.
pub fn euros(cents: i64, sign: char) -> String {
    let minus = if cents < 0 { "-" } else { "" };
    format!("{minus}{}{sign}{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

/// A moment as a clock where the platform is shows it.
pub fn local(moment: DateTime<Utc>) -> NaiveDateTime {
    persistence::day::local(moment)
}

/// A table as a workbook with one sheet, of which the heading stays in sight. Texts are texts: no cell is a formula. Numbers, amounts, days and moments are
/// cells with which one can calculate. Of a table that holds not all rows the last row says so, and a header.
pub fn workbook(name: &str, head: &[String], rows: impl IntoIterator<Item = Vec<Cell>>, truncated: Option<String>) -> Result<HttpResponse, ApiError> {
    let mut workbook = Workbook::new();
    let format = |code: &str| Format::new().set_num_format(code);
    let (bold, euros, day, moment) = (Format::new().set_bold(), format("#,##0.00"), format("yyyy-mm-dd"), format("yyyy-mm-dd hh:mm"));
    let sheet = workbook.add_worksheet();
    let error = |error: rust_xlsxwriter::XlsxError| ApiError::internal(error);
    for (column, heading) in (0_u16..).zip(head) {
        sheet.write_string_with_format(0, column, heading, &bold).map_err(error)?;
    }
    let mut after = 1_u32;
    for (line, row) in (1_u32..).zip(rows) {
        after = line.saturating_add(1);
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => sheet.write_string(line, column, shortened(&text)),
                Cell::Number(number) => sheet.write_number(line, column, number as f64),
                Cell::Cents(cents) => sheet.write_number_with_format(line, column, cents as f64 / 100.0, &euros),
                // What lies before the days that a workbook knows.
                Cell::Day(date) if date.year() < 1900 => sheet.write_string(line, column, date.to_string()),
                Cell::Day(date) => sheet.write_datetime_with_format(line, column, date, &day),
                Cell::Moment(at) => sheet.write_datetime_with_format(line, column, local(at), &moment),
            }
            .map_err(error)?;
        }
    }
    let mut response = HttpResponse::Ok();
    if let Some(words) = truncated {
        sheet.write_string_with_format(after, 0, words, &bold).map_err(error)?;
        response.insert_header((TRUNCATED, "true"));
    }
    sheet.set_freeze_panes(1, 0).map_err(error)?;
    sheet.autofit();
    let bytes = workbook.save_to_buffer().map_err(error)?;
    Ok(response.content_type(XLSX).insert_header(("Content-Disposition", format!("attachment; filename=\"{name}\""))).body(bytes))
}

/// A cell of a workbook holds so many characters.
const MOST_CHARACTERS: usize = 32_767;

fn shortened(text: &str) -> String {
    text.chars().take(MOST_CHARACTERS).collect()
}

/// What the last row of a table says that holds only the first rows.
pub fn not_all(language: Language, most: u64) -> String {
    match language {
        Language::Dutch => format!("Let op: dit zijn de eerste {most} regels. Er zijn er meer; maak een kleinere keuze."),
        Language::English => format!("Note: these are the first {most} rows. There are more; choose fewer."),
    }
}

/// Yes or no.
pub const fn yes_no(language: Language, yes: bool) -> &'static str {
    match (language, yes) {
        (Language::Dutch, true) => "ja",
        (Language::Dutch, false) => "nee",
        (Language::English, true) => "yes",
        (Language::English, false) => "no",
    }
}

/// Whether things of this kind have a field of this name.
pub fn is_field(kind: Kind, name: &str) -> bool {
    field(kind, name).is_some()
}

/// The heading of a field: its word; of a part of a field both.
pub fn heading(language: Language, kind: Kind, path: &str) -> String {
    let words: Vec<&str> = fields(kind, path).map(|(name, field)| field.map_or(name, |field| field.word(language))).collect();
    words.join(": ")
}

/// The word for a code; any other value as it is.
pub fn term<'code>(language: Language, kind: Kind, path: &str, code: &'code str) -> &'code str {
    let field = fields(kind, path).last().and_then(|(_, field)| field);
    field.and_then(|field| field.word_for(code, language)).unwrap_or(code)
}

fn field(kind: Kind, name: &str) -> Option<&'static Field> {
    words::find(words::fields_of(kind), name).or_else(|| words::find(words::RECORD.all(), name))
}

/// The fields on the way to a part of a field, by their names.
fn fields(kind: Kind, path: &str) -> impl Iterator<Item = (&str, Option<&'static Field>)> {
    let mut within: Option<&'static Field> = None;
    path.split('.').enumerate().map(move |(place, name)| {
        within = if place == 0 { field(kind, name) } else { within.and_then(|field| words::find(field.parts(), name)) };
        (name, within)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Timelike;

    #[actix_web::test]
    async fn a_workbook_has_numbers_days_and_moments_and_says_when_it_is_not_whole() {
        let moment: DateTime<Utc> = "2026-11-28T12:00:00Z".parse().unwrap();
        let row = vec![
            Cell::Text("=1+1".into()),
            Cell::Number(-3),
            Cell::Cents(1_250_050),
            Cell::Day("2026-06-30".parse().unwrap()),
            Cell::Moment(moment),
            Cell::Day("1850-01-01".parse().unwrap()),
        ];
        let answer = workbook("x.xlsx", &["a", "b", "c", "d", "e", "f"].map(str::to_owned), [row], Some("Er is meer.".into())).unwrap();
        assert_eq!(answer.headers().get(TRUNCATED).unwrap(), "true");
        let bytes = actix_web::body::to_bytes(answer.into_body()).await.unwrap();
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
        let mut part = |name: &str| std::io::read_to_string(parts.by_name(name).unwrap()).unwrap();
        let sheet = part("xl/worksheets/sheet1.xml");
        // Days are counted from 30 December 1899; a moment has a part of a day.
        let day = |day: NaiveDate| (day - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days();
        let (date, at) = (day("2026-06-30".parse().unwrap()), local(moment));
        let at = day(at.date()) as f64 + f64::from(at.time().num_seconds_from_midnight()) / 86_400.0;
        for cell in ["<v>-3</v>", "<v>12500.5</v>", &format!("<v>{date}</v>"), &format!("<v>{at}</v>")] {
            assert!(sheet.contains(cell), "{cell}: {sheet}");
        }
        assert!(!sheet.contains("<f>"), "{sheet}");
        let (styles, texts) = (part("xl/styles.xml"), part("xl/sharedStrings.xml"));
        assert!(styles.contains("yyyy-mm-dd") && styles.contains("yyyy-mm-dd hh:mm"), "{styles}");
        assert!(["=1+1", "1850-01-01", "Er is meer."].iter().all(|text| texts.contains(text)), "{texts}");
    }

    #[test]
    fn headings_and_codes_are_words() {
        assert_eq!(heading(Language::Dutch, Kind::SubProject, "latestReport.reportDate"), "Laatste bericht: Datum");
        assert_eq!(heading(Language::English, Kind::BudgetLine, "plannedCents"), "Planned (euros)");
        assert_eq!(heading(Language::Dutch, Kind::BudgetLine, "updatedAt"), "Laatst gewijzigd");
        assert_eq!(term(Language::Dutch, Kind::SubProject, "latestReport.timeLight", "orange"), "Let op");
        assert_eq!(term(Language::Dutch, Kind::ProgressUpdate, "title", "open"), "open", "a title is no code");
        assert_eq!(Cell::Cents(5).text(Language::Dutch), "0,05");
        assert_eq!(Cell::Cents(-5).text(Language::English), "-0.05");
    }
}
