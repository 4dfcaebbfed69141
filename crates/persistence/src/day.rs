//! The calendar of the platform: which day a moment is on. One time zone for everybody, as a day that is late in one place is late.
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use sea_orm::DbBackend;
use std::sync::OnceLock;

/// So many days ahead SQLite knows when the clock is moved; a server that runs longer is an hour off around midnight.
const AHEAD: u64 = 365 * 6;

static ZONE: OnceLock<Tz> = OnceLock::new();

/// What SQLite is told of today, worked out once: to look years ahead costs more than many a query in which it stands.
static TODAY_IN_SQLITE: OnceLock<String> = OnceLock::new();

/// Sets the time zone; the first counts. Until then, and for tools, it is that of the Netherlands.
pub fn set_zone(zone: Tz) {
    let _ = ZONE.set(zone);
}

/// The time zone of the platform.
pub fn zone() -> Tz {
    *ZONE.get_or_init(|| Tz::Europe__Amsterdam)
}

/// The day of a moment.
pub fn of(at: DateTime<Utc>) -> NaiveDate {
    of_in(zone(), at)
}

#[expect(clippy::disallowed_methods, reason = "the clock of this machine, where the database would ask its own")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Today by the clock of this machine, where the database would ask its own.
pub fn today() -> NaiveDate {
    of(now())
}

/// A moment as a clock shows it.
#[expect(clippy::disallowed_methods, reason = "the one place where a moment is told by a clock")]
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone()).naive_local()
}

/// The year of a moment.
pub fn year_of(at: DateTime<Utc>) -> i32 {
    of(at).year()
}

/// The moment at which a day begins.
pub fn start(day: NaiveDate) -> DateTime<Utc> {
    start_in(zone(), day)
}

#[expect(clippy::disallowed_methods, reason = "the one place where a moment becomes a day")]
fn of_in(zone: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

fn start_in(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Where the clock skips midnight, the day begins when it goes on.
    let start = zone.from_local_datetime(&midnight).earliest().or_else(|| zone.from_local_datetime(&(midnight + chrono::Duration::hours(1))).earliest());
    start.map_or_else(|| midnight.and_utc(), |start| start.with_timezone(&Utc))
}

/// Today in SQL, as the database tells it.
pub fn today_sql(backend: DbBackend) -> String {
    match backend {
        DbBackend::Sqlite => TODAY_IN_SQLITE.get_or_init(|| day_sql(backend, zone(), "'now'", now())).clone(),
        _ => day_sql(backend, zone(), "CURRENT_TIMESTAMP", now()),
    }
}

#[expect(clippy::disallowed_methods, reason = "how far a zone is from UTC is asked of a moment in UTC")]
fn minutes_ahead(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc() / 60
}

/// The day of a moment in SQL. SQLite knows no time zones, so it is told what the clock does around `now`.
fn day_sql(backend: DbBackend, zone: Tz, moment: &str, now: DateTime<Utc>) -> String {
    if backend != DbBackend::Sqlite {
        return format!("CAST({moment} AT TIME ZONE '{}' AS DATE)", zone.name());
    }
    let minutes = |at| minutes_ahead(zone, at);
    let (mut at, last) = (now - Days::new(7), now + Days::new(AHEAD));
    let mut cases = String::new();
    while at < last {
        let next = at + Days::new(1);
        if minutes(at) != minutes(next) {
            // To the minute when it is moved.
            let (mut before, mut after) = (at, next);
            while after - before > chrono::Duration::seconds(1) {
                let between = before + (after - before) / 2;
                if minutes(between) == minutes(at) { before = between } else { after = between }
            }
            cases += &format!(" WHEN unixepoch({moment}) < {} THEN '{:+} minutes'", (after.timestamp() + 30) / 60 * 60, minutes(at));
        }
        at = next;
    }
    let rest = minutes(last);
    let offset = if cases.is_empty() { format!("'{rest:+} minutes'") } else { format!("CASE{cases} ELSE '{rest:+} minutes' END") };
    format!("date({moment}, {offset})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::{ConnectionTrait, Database, Statement};

    const AROUND_MIDNIGHT: &[(&str, &str)] = &[
        // Winter: an hour ahead of UTC.
        ("2026-12-31T22:59:59Z", "2026-12-31"),
        ("2026-12-31T23:00:00Z", "2027-01-01"),
        ("2027-01-01T00:30:00Z", "2027-01-01"),
        // Summer: two hours.
        ("2026-06-30T21:59:59Z", "2026-06-30"),
        ("2026-06-30T22:00:00Z", "2026-07-01"),
        ("2026-06-30T23:30:00Z", "2026-07-01"),
        // The days on which the clock is moved.
        ("2027-03-27T23:00:00Z", "2027-03-28"),
        ("2027-03-28T21:59:59Z", "2027-03-28"),
        ("2027-03-28T22:00:00Z", "2027-03-29"),
        ("2026-10-24T22:00:00Z", "2026-10-25"),
        ("2026-10-25T22:59:59Z", "2026-10-25"),
        ("2026-10-25T23:00:00Z", "2026-10-26"),
    ];

    #[test]
    fn a_day_begins_at_midnight_in_winter_and_in_summer() {
        for (at, day) in AROUND_MIDNIGHT {
            assert_eq!(of_in(Tz::Europe__Amsterdam, at.parse().unwrap()).to_string(), *day, "{at}");
        }
        for (day, at) in [("2027-01-01", "2026-12-31T23:00:00Z"), ("2026-07-01", "2026-06-30T22:00:00Z")] {
            assert_eq!(start_in(Tz::Europe__Amsterdam, day.parse().unwrap()), at.parse::<DateTime<Utc>>().unwrap(), "{day}");
        }
        assert_eq!(zone(), Tz::Europe__Amsterdam, "where nothing else is said");
    }

    /// Both databases tell the day that the server tells.
    #[tokio::test]
    async fn the_databases_agree() {
        let postgres =
            std::env::var("KOMPAAN_TEST_POSTGRES_URL").expect("these tests need PostgreSQL: run `cargo xtask test`, or set KOMPAAN_TEST_POSTGRES_URL");
        for url in ["sqlite::memory:", &postgres] {
            let conn = Database::connect(url).await.unwrap();
            let backend = conn.get_database_backend();
            for zone in [Tz::Europe__Amsterdam, Tz::UTC, Tz::Pacific__Kiritimati, Tz::America__New_York] {
                for (at, _) in AROUND_MIDNIGHT {
                    let now: DateTime<Utc> = at.parse().unwrap();
                    let moment = if backend == DbBackend::Sqlite { format!("'{at}'") } else { format!("TIMESTAMPTZ '{at}'") };
                    for known in [now, now - Days::new(1_500)] {
                        let sql = format!("SELECT CAST({} AS TEXT) AS day", day_sql(backend, zone, &moment, known));
                        let row = conn.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
                        assert_eq!(row.try_get::<String>("", "day").unwrap(), of_in(zone, now).to_string(), "{backend:?} {zone} {at}");
                    }
                }
            }
        }
    }
}
