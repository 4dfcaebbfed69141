//! Visits: since when what happened is news to somebody.
use chrono::{DateTime, Duration, Utc};

/// After this long without a sign of somebody a new visit begins; longer than a meeting, shorter than a morning away.
pub const PAUSE: Duration = Duration::hours(2);

/// How far back the news goes for who is here for the first time.
pub const FIRST_LOOK_BACK: Duration = Duration::days(14);

/// When somebody was here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The last sign of them.
    pub seen_at: DateTime<Utc>,
    /// When they were last here before this visit.
    pub since: DateTime<Utc>,
}

impl Visit {
    /// After a sign of somebody, on whatever device; `before` is what was known.
    pub fn after(before: Option<Self>, now: DateTime<Utc>) -> Self {
        let since = match before {
            None => now - FIRST_LOOK_BACK,
            Some(before) if now - before.seen_at > PAUSE => before.seen_at,
            Some(before) => before.since,
        };
        Self { seen_at: now, since }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_what_happened_since_the_visit_before_this_one() {
        let at = |hour: i64| DateTime::UNIX_EPOCH + Duration::days(100) + Duration::hours(hour);
        let first = Visit::after(None, at(9));
        assert_eq!(first, Visit { seen_at: at(9), since: at(9) - FIRST_LOOK_BACK });
        // Within a visit, also on another device, the news stays the same.
        let still = Visit::after(Some(first), at(11));
        assert_eq!(still, Visit { seen_at: at(11), since: first.since });
        let next = Visit::after(Some(still), at(14));
        assert_eq!(next, Visit { seen_at: at(14), since: at(11) });
        assert_eq!(Visit::after(Some(next), at(15)).since, at(11));
        // A clock that was set back makes no visit.
        assert_eq!(Visit::after(Some(next), at(13)).since, at(11));
    }
}
