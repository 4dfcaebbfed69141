//! Tables as CSV (RFC 4180) that a spreadsheet opens without running anything in them.
use crate::error::ApiError;
use actix_web::HttpResponse;

/// The media type.
pub const MEDIA_TYPE: &str = "text/csv";

/// A table as a file of this name.
pub fn answer(name: &str, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<HttpResponse, ApiError> {
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record(head).map_err(ApiError::internal)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(ApiError::internal)?;
    }
    let table = writer.into_inner().map_err(|error| ApiError::internal(error.to_string()))?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header(("Content-Disposition", format!("attachment; filename=\"{name}\"")))
        .body(table))
}

/// A cell that a spreadsheet does not take for a formula (OWASP: CSV injection).
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::body::to_bytes;

    #[actix_web::test]
    async fn no_cell_is_a_formula() {
        let cells = ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "gewoon, met \"aanhaling\""];
        let answer = answer("x.csv", &["kolom"], cells.iter().map(|cell| vec![(*cell).to_owned()])).unwrap();
        let text = String::from_utf8(to_bytes(answer.into_body()).await.unwrap().to_vec()).unwrap();
        assert_eq!(text, "kolom\n'=1+1\n'+31\n'-1\n'@SUM(A1)\n'\t=1\n\"gewoon, met \"\"aanhaling\"\"\"\n");
    }
}
