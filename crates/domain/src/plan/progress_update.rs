//! Progress updates: how a sub-project stands at a moment, by a light and a sentence for time, money and result.
use crate::{Code, SubProjectId, Violations, day, sub_project::Phase, text, text_enum};
use chrono::NaiveDate;

text_enum! {
    /// How something stands.
    Light {
        /// As planned.
        Green = "green",
        /// Asks for attention.
        Orange = "orange",
        /// Does not work out without a change.
        Red = "red",
    }
}

/// The light by which a report stands as a whole: the worst of the three.
pub fn worst(lights: [Light; 3]) -> Light {
    lights.into_iter().max().unwrap_or(Light::Green)
}

/// A report tells how things stand for so many days: a quarter.
pub const REPORT_DAYS: i64 = 92;

/// A progress update as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressUpdate {
    pub sub_project_id: SubProjectId,
    pub title: String,
    /// The day on which it stood so.
    pub report_date: NaiveDate,
    pub time_light: Option<Light>,
    /// Why time stands so, in a sentence; needed unless the light is green.
    pub time_note: String,
    pub money_light: Option<Light>,
    pub money_note: String,
    pub result_light: Option<Light>,
    pub result_note: String,
    /// What others can learn from it, in Markdown.
    pub lesson: String,
    /// What colleagues could help with, in Markdown.
    pub help: String,
}

impl ProgressUpdate {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self {
            title: text::normalise(&self.title),
            time_note: text::normalise(&self.time_note),
            money_note: text::normalise(&self.money_note),
            result_note: text::normalise(&self.result_note),
            lesson: text::normalise(&self.lesson),
            help: text::normalise(&self.help),
            ..self
        }
    }

    /// Every rule that a normalised update breaks: a light for each, and a reason for each that is not green.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        day::check(&mut violations, "report_date", self.report_date);
        for (light_field, light, note_field, note) in [
            ("time_light", self.time_light, "time_note", &self.time_note),
            ("money_light", self.money_light, "money_note", &self.money_note),
            ("result_light", self.result_light, "result_note", &self.result_note),
        ] {
            violations.require(light.is_some(), light_field, Code::Required);
            text::check(&mut violations, note_field, note, text::REASON);
            let explained = light.is_none_or(|light| light == Light::Green) || !note.is_empty();
            violations.require(explained, note_field, Code::Required);
        }
        text::check(&mut violations, "lesson", &self.lesson, text::LONG);
        text::check(&mut violations, "help", &self.help, text::LONG);
        violations
    }

    /// A report is about today or before.
    pub fn day_violations(&self, today: NaiveDate) -> Violations {
        let mut violations = Violations::default();
        day::check_happened(&mut violations, "report_date", self.report_date, today);
        violations
    }
}

/// What is known of how a sub-project stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reporting {
    /// Nothing runs, so nothing is reported.
    NotNeeded,
    /// The latest report still tells how things stand.
    Current,
    /// There is no report, or it is too old to tell. Never shown as green.
    Missing,
}

/// What is known of a sub-project in this phase, of which the latest report is of this day.
pub fn reporting(phase: Phase, latest: Option<NaiveDate>, today: NaiveDate) -> Reporting {
    match (phase, latest) {
        (Phase::Exploring | Phase::Parked | Phase::Completed | Phase::Stopped, _) => Reporting::NotNeeded,
        (Phase::Pilot | Phase::Running, Some(latest)) if (today - latest).num_days() <= REPORT_DAYS => Reporting::Current,
        (Phase::Pilot | Phase::Running, _) => Reporting::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn update() -> ProgressUpdate {
        ProgressUpdate {
            sub_project_id: SubProjectId::generate(),
            title: "Voortgang november".into(),
            report_date: day("2026-11-22"),
            time_light: Some(Light::Green),
            time_note: String::new(),
            money_light: Some(Light::Green),
            money_note: String::new(),
            result_light: Some(Light::Green),
            result_note: String::new(),
            lesson: String::new(),
            help: String::new(),
        }
    }

    #[test]
    fn every_light_is_given_and_explained_unless_green() {
        type Change = fn(&mut ProgressUpdate);
        let cases: [(Change, &[(&str, Code)]); 6] = [
            (|_| {}, &[]),
            (|update| update.time_light = None, &[("time_light", Code::Required)]),
            (|update| update.money_light = Some(Light::Orange), &[("money_note", Code::Required)]),
            (|update| (update.result_light, update.result_note) = (Some(Light::Red), "Te weinig plekken".into()), &[]),
            (|update| (update.time_light, update.result_light) = (Some(Light::Red), None), &[("time_note", Code::Required), ("result_light", Code::Required)]),
            (|update| update.lesson = "Deelnemer 111222333 wacht".into(), &[("lesson", Code::ContainsBsn)]),
        ];
        for (change, expected) in cases {
            let mut update = update();
            change(&mut update);
            let found: Vec<_> = update.normalised().violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_report_is_as_good_as_its_worst_light() {
        use Light::{Green, Orange, Red};
        for (lights, expected) in [([Green; 3], Green), ([Green, Orange, Green], Orange), ([Red, Green, Orange], Red), ([Orange, Orange, Red], Red)] {
            assert_eq!(worst(lights), expected);
        }
    }

    #[test]
    fn a_report_is_not_of_the_future() {
        let update = update();
        assert!(update.day_violations(day("2026-11-22")).is_empty());
        assert_eq!(update.day_violations(day("2026-11-21")).0[0].code, Code::InFuture);
    }

    #[test]
    fn what_is_not_reported_is_a_state_of_its_own() {
        let today = day("2026-11-22");
        for (phase, latest, expected) in [
            (Phase::Running, None, Reporting::Missing),
            (Phase::Pilot, None, Reporting::Missing),
            (Phase::Exploring, None, Reporting::NotNeeded),
            (Phase::Stopped, Some("2026-11-01"), Reporting::NotNeeded),
            (Phase::Parked, None, Reporting::NotNeeded),
            (Phase::Completed, Some("2026-11-01"), Reporting::NotNeeded),
            (Phase::Running, Some("2026-11-22"), Reporting::Current),
            (Phase::Running, Some("2026-08-22"), Reporting::Current),
            (Phase::Running, Some("2026-08-21"), Reporting::Missing),
        ] {
            assert_eq!(reporting(phase, latest.map(day), today), expected, "{phase} {latest:?}");
        }
    }
}
