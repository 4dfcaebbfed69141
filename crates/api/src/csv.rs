//! Tables as CSV that a spreadsheet opens without running anything in them: as RFC 4180 describes it, and as an Excel that divides by semicolons reads it.
use crate::{
    error::ApiError,
    table::{Cell, TRUNCATED},
};
use actix_web::HttpResponse;
use contract::export::CsvDialect;

/// The media type.
pub const MEDIA_TYPE: &str = "text/csv";

/// A table as a file of this name. Of one that holds not all rows the last row says so, and a header.
pub fn answer(
    name: &str,
    dialect: CsvDialect,
    head: &[String],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    truncated: Option<String>,
) -> Result<HttpResponse, ApiError> {
    // Without this mark Excel takes the letters for those of older programs.
    let mut table = String::from(if dialect == CsvDialect::Excel { "\u{feff}" } else { "" });
    let mut line = |cells: Vec<String>| {
        table += &cells.join(if dialect == CsvDialect::Excel { ";" } else { "," });
        table += "\r\n";
    };
    line(head.iter().map(|heading| quoted(&harmless(heading))).collect());
    for row in rows {
        line(row.iter().map(|cell| of_cell(cell, dialect)).collect());
    }
    let mut response = HttpResponse::Ok();
    if let Some(words) = truncated {
        // As wide as every row, for who reads it by program.
        let mut last = vec![String::new(); head.len().max(1)];
        if let Some(first) = last.first_mut() {
            *first = quoted(&words);
        }
        line(last);
        response.insert_header((TRUNCATED, "true"));
    }
    Ok(response.content_type("text/csv; charset=utf-8").insert_header(("Content-Disposition", format!("attachment; filename=\"{name}\""))).body(table))
}

fn of_cell(cell: &Cell, dialect: CsvDialect) -> String {
    let excel = dialect == CsvDialect::Excel;
    match cell {
        Cell::Empty => String::new(),
        // Numbers and days are what they are; a minus in front makes no formula of them.
        Cell::Number(number) => number.to_string(),
        Cell::Cents(cents) => quoted(&crate::table::euros(*cents, if excel { ',' } else { '.' })),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(moment) if excel => crate::table::local(*moment).format("%Y-%m-%d %H:%M:%S").to_string(),
        Cell::Moment(moment) => moment.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        Cell::Text(text) => quoted(&harmless(text)),
    }
}

/// What divides cells or lines in any of the programs that open it stands between quotes.
fn quoted(cell: &str) -> String {
    let plain = !cell.contains([',', ';', '\t', '"', '\r', '\n']) && cell.trim() == cell;
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

/// A text that no spreadsheet takes for a formula (OWASP: CSV injection), also when it divides the text where another does not: an apostrophe stands before
/// each sign that would begin one.
fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut begins = true;
    for letter in text.chars() {
        // As Excel reads them, wide signs are the plain ones.
        if begins && matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫') {
            safe.push('\'');
        }
        let divides = matches!(letter, ';' | ',' | '\t' | '\r' | '\n');
        // A text that only a tab or a line break keeps from being a formula is one for some.
        if begins && safe.is_empty() && divides && !matches!(letter, ';' | ',') {
            safe.push('\'');
        }
        begins = divides || begins && (letter == '"' || !domain::characters::is_visible(letter));
        safe.push(letter);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::body::to_bytes;

    async fn written(dialect: CsvDialect, cells: Vec<Cell>, truncated: Option<String>) -> (String, bool) {
        let answer = answer("x.csv", dialect, &["kolom".into(), "twee; drie".into()], [cells], truncated).unwrap();
        let says = answer.headers().contains_key(TRUNCATED);
        (String::from_utf8(to_bytes(answer.into_body()).await.unwrap().to_vec()).unwrap(), says)
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+31", "'+31"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("a;=1+1;b", "a;'=1+1;b"),
            ("a; =1+1", "a; '=1+1"),
            ("a,-1", "a,'-1"),
            ("een\n=2", "een\n'=2"),
            ("een\t@x", "een\t'@x"),
            ("a;\"=1", "a;\"'=1"),
            ("＝1+1", "'＝1+1"),
            ("＋1 －2 ＠x", "'＋1 －2 ＠x"),
            ("\u{feff}=1", "\u{feff}'=1"),
            ("\u{200b}\u{a0}=1", "\u{200b}\u{a0}'=1"),
            ("gewoon, met \"aanhaling\"", "gewoon, met \"aanhaling\""),
            ("1 = 1", "1 = 1"),
            ("jan@best.nl", "jan@best.nl"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }

    #[actix_web::test]
    async fn each_dialect_is_read_where_it_is_opened() {
        let moment = "2026-11-28T09:22:00Z".parse().unwrap();
        let cells = || {
            vec![
                Cell::Text("Café; \"Het Goed\"".into()),
                Cell::Number(-3),
                Cell::Cents(-1_250_050),
                Cell::Day("2026-06-30".parse().unwrap()),
                Cell::Empty,
                Cell::Text("plat".into()),
                Cell::Moment(moment),
            ]
        };
        let (machines, says) = written(CsvDialect::Rfc4180, cells(), None).await;
        assert_eq!(machines, "kolom,\"twee; drie\"\r\n\"Café; \"\"Het Goed\"\"\",-3,-12500.50,2026-06-30,,plat,2026-11-28T09:22:00.000000Z\r\n");
        assert!(!says);
        let (people, _) = written(CsvDialect::Excel, cells(), None).await;
        let at = crate::table::local(moment).format("%Y-%m-%d %H:%M:%S");
        assert_eq!(people, format!("\u{feff}kolom;\"twee; drie\"\r\n\"Café; \"\"Het Goed\"\"\";-3;\"-12500,50\";2026-06-30;;plat;{at}\r\n"));
    }

    #[actix_web::test]
    async fn a_table_that_is_not_whole_says_so() {
        let (table, says) = written(CsvDialect::Rfc4180, vec![Cell::Number(1), Cell::Empty], Some("Er is meer.".into())).await;
        assert!(table.ends_with("1,\r\nEr is meer.,\r\n") && says, "{table}");
    }
}
