//! Tasks: what somebody has to do for a sub-project, by when.
use crate::{Code, PersonId, SubProjectId, Violations, text};
use chrono::NaiveDate;

/// A task as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub sub_project_id: SubProjectId,
    pub title: String,
    /// The last day on which it should be done.
    pub due_date: NaiveDate,
    /// The day on which it was done.
    pub done_date: Option<NaiveDate>,
    /// Who does it.
    pub assignee_id: Option<PersonId>,
    /// What else there is to know.
    pub note: String,
}

impl Task {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self { title: text::normalise(&self.title), note: text::normalise(&self.note), ..self }
    }

    /// Every rule that a normalised task breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "note", &self.note, text::REASON);
        violations
    }

    /// What was done was done today or before.
    pub fn day_violations(&self, today: NaiveDate) -> Violations {
        let mut violations = Violations::default();
        violations.require(self.done_date.is_none_or(|done| done <= today), "done_date", Code::InFuture);
        violations
    }
}

/// Whether a task is late.
pub fn is_overdue(due: NaiveDate, done: Option<NaiveDate>, today: NaiveDate) -> bool {
    done.is_none() && due < today
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_late_the_day_after_and_never_done_in_the_future() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-27");
        assert!(!is_overdue(today, None, today));
        assert!(is_overdue(day("2026-11-26"), None, today));
        assert!(!is_overdue(day("2026-11-26"), Some(today), today));
        let task = Task {
            sub_project_id: SubProjectId::generate(),
            title: "Plek regelen".into(),
            due_date: today,
            done_date: today.succ_opt(),
            assignee_id: None,
            note: String::new(),
        };
        assert_eq!(task.day_violations(today).0[0].code, Code::InFuture);
        assert!(task.violations().is_empty());
        assert_eq!(Task { title: " ".into(), ..task }.normalised().violations().0[0].code, Code::Required);
    }
}
