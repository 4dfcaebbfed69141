//! The audit trail.
use crate::{
    Client, Error,
    http::Method,
    transport::{Extras, pairs},
};
use contract::{
    Page,
    audit::{AuditEntry, AuditFilter},
    export::CsvQuery,
};

impl Client {
    /// One page of who did what, newest first.
    pub async fn audit_entries(&self, filter: &AuditFilter, cursor: Option<&str>) -> Result<Page<AuditEntry>, Error> {
        let mut query = pairs(filter);
        query.extend(cursor.map(|cursor| format!("cursor={cursor}")));
        self.get(&format!("/audit-entries?{}", query.join("&"))).await
    }

    /// The newest entries as CSV.
    pub async fn audit_csv(&self, filter: &AuditFilter, query: &CsvQuery) -> Result<String, Error> {
        let extras = Extras { accept: Some("text/csv, application/problem+json"), ..Extras::default() };
        let mut asked = pairs(filter);
        asked.extend(pairs(query));
        let answer = self.send(Method::Get, &format!("/audit-entries/_export?{}", asked.join("&")), extras).await?;
        String::from_utf8(answer.body).map_err(|error| Error::Unreadable(error.to_string()))
    }
}
