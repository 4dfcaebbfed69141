//! Which day it is where the platform is: the same for everybody, wherever their browser is. The browser knows the time zones; the page says which.
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};

/// Today.
#[expect(clippy::disallowed_methods, reason = "the one place where the browser is asked what time it is")]
pub fn today() -> NaiveDate {
    day_of(Utc::now())
}

/// This year.
pub fn this_year() -> i32 {
    today().year()
}

/// The day of a moment.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    local(at).0
}

/// The time of a moment, such as `09:30`.
pub fn time_of(at: DateTime<Utc>) -> String {
    let time = local(at).1;
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Day and time of a moment; outside a browser those of UTC.
#[expect(clippy::disallowed_methods, reason = "the one place where a moment becomes a day")]
fn local(at: DateTime<Utc>) -> (NaiveDate, NaiveTime) {
    let here = if cfg!(target_arch = "wasm32") { in_browser(at) } else { None };
    here.unwrap_or_else(|| (at.naive_utc().date(), at.naive_utc().time()))
}

/// The same as the browser tells it; `None` when it does not know the time zone.
fn in_browser(at: DateTime<Utc>) -> Option<(NaiveDate, NaiveTime)> {
    use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    let options = Object::new();
    let zone = crate::browser::time_zone();
    for (name, value) in [
        ("timeZone", zone.as_str()),
        ("calendar", "gregory"),
        ("numberingSystem", "latn"),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "numeric"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "numeric"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    // Made by hand, as the constructor throws for a time zone that the browser does not know.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let format: DateTimeFormat = Reflect::construct(&constructor, &Array::of2(&"en-US".into(), &options)).ok()?.unchecked_into();
    let parts = format.format_to_parts(&Date::new(&JsValue::from_f64(at.timestamp_millis() as f64)));
    let part = |name: &str| {
        let found = parts.iter().find(|part| Reflect::get(part, &"type".into()).is_ok_and(|kind| kind == name))?;
        Reflect::get(&found, &"value".into()).ok()?.as_string()?.parse::<u32>().ok()
    };
    let day = NaiveDate::from_ymd_opt(i32::try_from(part("year")?).ok()?, part("month")?, part("day")?)?;
    Some((day, NaiveTime::from_hms_opt(part("hour")?, part("minute")?, 0)?))
}
