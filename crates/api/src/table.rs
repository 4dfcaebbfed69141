//! Tables for people: headings and words in their language, as text or as a workbook.
use crate::error::ApiError;
use actix_web::HttpResponse;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use contract::{export::XLSX, person::Language};
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

/// Whether a field has a heading of its own.
pub fn has_heading(field: &str) -> bool {
    HEADINGS.iter().any(|row| row.0 == field)
}

/// The heading of a field: its words in the glossary; of a part of a field both.
pub fn heading(language: Language, field: &str) -> String {
    let words: Vec<&str> = field.split('.').map(|part| HEADINGS.iter().find(|row| row.0 == part).map_or(part, |row| pick(language, row))).collect();
    words.join(": ")
}

/// The word for a code.
pub fn term(language: Language, field: &str, code: &str) -> String {
    let field = field.rsplit('.').next().unwrap_or(field);
    let coded = CODED.contains(&field);
    TERMS.iter().find(|row| coded && row.0 == code).map_or(code, |row| pick(language, row)).to_owned()
}

type Row = (&'static str, &'static str, &'static str);

const fn pick(language: Language, row: &Row) -> &'static str {
    match language {
        Language::Dutch => row.1,
        Language::English => row.2,
    }
}

/// Fields that hold a code.
const CODED: &[&str] = &[
    "phase",
    "status",
    "visibility",
    "kind",
    "joinPolicy",
    "timeLight",
    "moneyLight",
    "resultLight",
    "direction",
    "accumulation",
    "comparability",
    "level",
    "accountStatus",
    "gateMissing",
];

/// Code, Dutch, English.
const TERMS: &[Row] = &[
    ("exploring", "Verkennen", "Exploring"),
    ("pilot", "Pilot", "Pilot"),
    ("running", "In uitvoering", "Running"),
    ("parked", "Geparkeerd", "Parked"),
    ("completed", "Afgerond", "Completed"),
    ("stopped", "Gestopt", "Stopped"),
    ("concept", "Concept", "Concept"),
    ("adopted", "Vastgesteld", "Adopted"),
    ("closed", "Afgesloten", "Closed"),
    ("public", "Iedereen", "Everybody"),
    ("network", "Iedereen die is ingelogd", "Everybody who is signed in"),
    ("members", "Leden", "Members"),
    ("hidden", "Verborgen", "Hidden"),
    ("expertiseCentre", "Expertisecentrum", "Expertise centre"),
    ("learningCommunity", "Leergemeenschap", "Learning community"),
    ("workplace", "Werkplaats", "Workplace"),
    ("workingGroup", "Werkgroep", "Working group"),
    ("municipality", "Gemeente", "Municipality"),
    ("socialWorkCompany", "Sociaal ontwikkelbedrijf", "Social work company"),
    ("jointServiceOrganisation", "Gemeenschappelijke dienst", "Joint service organisation"),
    ("partner", "Partner", "Partner"),
    ("knowledgeInstitute", "Kennisinstituut", "Knowledge institute"),
    ("university", "Hogeschool of universiteit", "University"),
    ("open", "Open", "Open"),
    ("onRequest", "Op verzoek", "On request"),
    ("byInvitation", "Op uitnodiging", "By invitation"),
    ("green", "Groen", "Green"),
    ("orange", "Oranje", "Orange"),
    ("red", "Rood", "Red"),
    ("up", "Meer is beter", "More is better"),
    ("down", "Minder is beter", "Less is better"),
    ("cumulative", "Optellen", "Add up"),
    ("pointInTime", "De laatste telt", "The latest counts"),
    ("same", "Hetzelfde", "The same"),
    ("similar", "Bijna hetzelfde", "Nearly the same"),
    ("different", "Anders", "Different"),
    ("low", "Klein", "Low"),
    ("medium", "Gemiddeld", "Medium"),
    ("high", "Groot", "High"),
    ("invited", "Uitgenodigd", "Invited"),
    ("active", "Actief", "Active"),
    ("deactivated", "Gestopt", "Deactivated"),
    ("aim", "Doel", "Aim"),
    ("targetGroup", "Doelgroep", "Target group"),
    ("leads", "Beide trekkers", "Both leads"),
    ("figure", "Cijfer", "Figure"),
    ("method", "Werkwijze", "Method"),
    ("milestone", "Mijlpaal", "Milestone"),
    ("budgetLine", "Begrotingsregel", "Budget line"),
    ("measurement", "Goedgekeurde meting", "Approved measurement"),
    ("report", "Voortgangsbericht", "Progress update"),
    ("lesson", "Wat is geleerd", "Lesson"),
    ("tasksDone", "Alle taken gedaan", "All tasks done"),
];

/// Field, Dutch, English.
const HEADINGS: &[Row] = &[
    ("accumulation", "Hoe een jaar ontstaat", "How a year is made"),
    ("active", "Actief", "Active"),
    ("actualDate", "Gehaald op", "Reached on"),
    ("additional", "Bovenop een andere meting van die dag", "On top of another measurement of that day"),
    ("adoptedBy", "Vastgesteld door", "Adopted by"),
    ("adoptionDate", "Vastgesteld op", "Adopted on"),
    ("approvedAt", "Goedgekeurd op", "Approved on"),
    ("approvedBy", "Goedgekeurd door", "Approved by"),
    ("archived", "Gearchiveerd", "Archived"),
    ("assignee", "Wie doet het", "Assignee"),
    ("author", "Schrijver", "Author"),
    ("baselineDate", "Beginstand op", "Baseline on"),
    ("baselineValue", "Beginstand", "Baseline"),
    ("cbsCode", "CBS-code", "CBS code"),
    ("cells", "Uitgesplitst", "Broken down"),
    ("closed", "Voorbij", "Passed"),
    ("closingDate", "Gesloten op", "Closed on"),
    ("committedCents", "Toegezegd (euro)", "Committed (euros)"),
    ("community", "Leergemeenschap", "Learning community"),
    ("comparability", "Vergelijkbaar", "Comparable"),
    ("completed", "afgerond", "completed"),
    ("countsResidents", "Telt inwoners", "Counts residents"),
    ("conditions", "Wat er anders moet zijn", "Conditions"),
    ("costCents", "Kosten (euro)", "Cost (euros)"),
    ("createdAt", "Gemaakt op", "Created at"),
    ("definition", "Wat telt", "What counts"),
    ("description", "Toelichting", "Description"),
    ("direction", "Richting", "Direction"),
    ("doneDate", "Gedaan op", "Done on"),
    ("dueDate", "Klaar op", "Due on"),
    ("email", "E-mailadres", "E-mail address"),
    ("endDate", "Einde", "End"),
    ("established", "Vastgesteld", "Established"),
    ("evaluatedAt", "Beoordeeld op", "Evaluated at"),
    ("evaluations", "Oordelen", "Evaluations"),
    ("evidenceUrl", "Bron", "Evidence"),
    ("exceedDecidedBy", "Besluit boven draagkracht door", "Decision beyond capacity by"),
    ("exceedReason", "Reden boven draagkracht", "Reason beyond capacity"),
    ("expertise", "Expertise", "Expertise"),
    ("exploring", "verkennen", "exploring"),
    ("file", "Bestand", "File"),
    ("fileName", "Naam", "Name"),
    ("forecastDate", "Verwacht op", "Expected on"),
    ("gateDecidedBy", "Besluit zonder poort door", "Decision to pass by"),
    ("gateMissing", "Wat ontbrak", "What was missing"),
    ("gateReason", "Reden zonder poort", "Reason to pass"),
    ("group", "Groep", "Group"),
    ("groups", "Groepen", "Groups"),
    ("help", "Hulpvraag", "Help asked"),
    ("id", "Id", "Id"),
    ("impact", "Gevolg", "Impact"),
    ("indicator", "Gedeelde indicator", "Shared indicator"),
    ("interimTargets", "Tussendoelen", "Interim targets"),
    ("jobTitle", "Functie", "Job title"),
    ("joinPolicy", "Lid worden", "Joining"),
    ("kind", "Soort", "Kind"),
    ("lastUsedAt", "Laatst gebruikt", "Last used"),
    ("latest", "Laatste meting", "Latest measurement"),
    ("latestReport", "Laatste bericht", "Latest report"),
    ("leadIds", "Trekkers", "Leads"),
    ("lesson", "Les", "Lesson"),
    ("level", "Hoe groot", "Level"),
    ("likelihood", "Kans", "Likelihood"),
    ("localPlan", "Lokaal plan", "Local plan"),
    ("lockedDate", "Afgesloten tot en met", "Closed up to"),
    ("measure", "Wat we eraan doen", "Measure"),
    ("measuredDate", "Gemeten op", "Measured on"),
    ("mediaType", "Mediatype", "Media type"),
    ("memberCount", "Leden", "Members"),
    ("moneyLight", "Geld", "Money"),
    ("moneyNote", "Geld: toelichting", "Money: note"),
    ("municipalityIds", "Gemeenten", "Municipalities"),
    ("municipalityLead", "Trekker gemeente", "Municipal lead"),
    ("name", "Naam", "Name"),
    ("nameEn", "Naam (Engels)", "Name (English)"),
    ("nameNl", "Naam", "Name (Dutch)"),
    ("note", "Toelichting", "Note"),
    ("organisationId", "Organisatie", "Organisation"),
    ("organisationIds", "Organisaties", "Organisations"),
    ("organisationName", "Organisatie", "Organisation"),
    ("owner", "Wie let erop", "Owner"),
    ("parentId", "Valt onder", "Under"),
    ("parked", "geparkeerd", "parked"),
    ("partnerLead", "Trekker partner", "Partner lead"),
    ("phase", "Fase", "Phase"),
    ("phaseCounts", "Deelprojecten", "Sub-projects"),
    ("phaseReason", "Reden van de fase", "Reason of the phase"),
    ("pilot", "pilot", "pilot"),
    ("places", "Werkplekken", "Places"),
    ("plannedCents", "Begroot (euro)", "Planned (euros)"),
    ("plannedDate", "Gepland op", "Planned for"),
    ("reconsiderDate", "Opnieuw bekijken op", "Look again on"),
    ("reconsiderWhen", "Opnieuw bekijken als", "Look again when"),
    ("reportDate", "Datum", "Date"),
    ("resultLight", "Resultaat", "Result"),
    ("resultNote", "Resultaat: toelichting", "Result: note"),
    ("roles", "Rollen", "Roles"),
    ("running", "in uitvoering", "running"),
    ("scopes", "Rechten", "Scopes"),
    ("secondFactorRequired", "Twee stappen verplicht", "Second factor required"),
    ("servesIds", "Werkt voor", "Works for"),
    ("size", "Grootte (bytes)", "Size (bytes)"),
    ("source", "Bron", "Source"),
    ("spentCents", "Uitgegeven (euro)", "Spent (euros)"),
    ("startDate", "Begin", "Start"),
    ("status", "Status", "Status"),
    ("stopped", "gestopt", "stopped"),
    ("strategicCourse", "Koers", "Strategic course"),
    ("subProject", "Deelproject", "Sub-project"),
    ("subProjectIndicator", "Cijfer", "Figure"),
    ("targets", "Doel per jaar", "Yearly targets"),
    ("taskField", "Taakveld (Iv3)", "Task field (Iv3)"),
    ("teamOnly", "Alleen voor het team", "For the team only"),
    ("text", "Tekst", "Text"),
    ("themeIds", "Thema's", "Themes"),
    ("timeLight", "Tijd", "Time"),
    ("timeNote", "Tijd: toelichting", "Time: note"),
    ("title", "Naam", "Title"),
    ("unit", "Eenheid", "Unit"),
    ("updatedAt", "Laatst gewijzigd", "Last changed"),
    ("value", "Getal", "Number"),
    ("verdict", "Oordeel", "Verdict"),
    ("visibility", "Wie ziet het", "Visible to"),
    ("website", "Website", "Website"),
    ("year", "Jaar", "Year"),
    ("yearValue", "dit jaar", "this year"),
];

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
        assert_eq!(heading(Language::Dutch, "latestReport.reportDate"), "Laatste bericht: Datum");
        assert_eq!(heading(Language::English, "plannedCents"), "Planned (euros)");
        assert_eq!(term(Language::Dutch, "latestReport.timeLight", "orange"), "Oranje");
        assert_eq!(term(Language::Dutch, "title", "open"), "open", "a title is no code");
        assert_eq!(Cell::Cents(5).text(Language::Dutch), "0,05");
        assert_eq!(Cell::Cents(-5).text(Language::English), "-0.05");
    }
}
