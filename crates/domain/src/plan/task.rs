//! Tasks: what somebody has to do for a sub-project, by when.
use crate::{
    PersonId, SubProjectId, Violations, day,
    sub_project::{PhaseChange, SubProject},
    text,
};
use chrono::{Days, NaiveDate};

/// So many days after what was put aside until a condition is met somebody looks whether it is.
pub const LOOK_AGAIN_DAYS: u64 = 92;
/// The title of the task to look again at what was put aside; in Dutch, as what people write.
pub const LOOK_AGAIN: &str = "Opnieuw bekijken of dit doorgaat";

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
        day::check(&mut violations, "due_date", self.due_date);
        day::check(&mut violations, "done_date", self.done_date);
        violations
    }

    /// What was done was done today or before.
    pub fn day_violations(&self, today: NaiveDate) -> Violations {
        let mut violations = Violations::default();
        day::check_happened(&mut violations, "done_date", self.done_date, today);
        violations
    }
}

/// The task to look again at a sub-project that is put aside until a day or a condition, for one of its pair of leads; none when it does not come back.
pub fn look_again(id: SubProjectId, sub_project: &SubProject, change: &PhaseChange, today: NaiveDate) -> Option<Task> {
    let comes_back = change.to.needs_reason() && (change.reconsider_date.is_some() || !change.reconsider_when.is_empty());
    comes_back.then(|| Task {
        sub_project_id: id,
        title: LOOK_AGAIN.into(),
        due_date: change.reconsider_date.unwrap_or(today + Days::new(LOOK_AGAIN_DAYS)),
        done_date: None,
        assignee_id: sub_project.municipality_lead_id.or(sub_project.partner_lead_id),
        note: if change.reconsider_when.is_empty() { change.reason.clone() } else { change.reconsider_when.clone() },
    })
}

/// Whether a task is late.
pub fn is_overdue(due: NaiveDate, done: Option<NaiveDate>, today: NaiveDate) -> bool {
    done.is_none() && due < today
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;
    use crate::sub_project::Phase;

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

    #[test]
    fn what_is_put_aside_is_looked_at_again() {
        let today: NaiveDate = "2026-11-27".parse().unwrap();
        let (id, lead) = (SubProjectId::generate(), PersonId::generate());
        let project = SubProject {
            local_plan_id: crate::LocalPlanId::generate(),
            name: "Aanzet".into(),
            aim: String::new(),
            target_group: String::new(),
            method: String::new(),
            places: vec![],
            municipality_lead_id: None,
            partner_lead_id: Some(lead),
            contributor_ids: vec![],
            role_ends: vec![],
            community_id: None,
            theme_ids: vec![],
            goal_ids: vec![],
        };
        let task = |to: Phase, day: Option<NaiveDate>, when: &str| {
            let change = PhaseChange { reason: "Te druk".into(), reconsider_date: day, reconsider_when: when.into(), ..PhaseChange::to(to) };
            look_again(id, &project, &change, today)
        };
        let known = |task: Option<Task>| task.map(|task| (task.sub_project_id == id, task.due_date.to_string(), task.assignee_id == Some(lead), task.note));
        let day = today.checked_add_days(Days::new(30));
        assert_eq!(known(task(Phase::Parked, day, "")), Some((true, "2026-12-27".into(), true, "Te druk".into())));
        assert_eq!(known(task(Phase::Stopped, None, "Na de subsidie")), Some((true, "2027-02-27".into(), true, "Na de subsidie".into())));
        assert_eq!(task(Phase::Stopped, None, ""), None, "what is stopped for good asks nobody anything");
        assert_eq!(task(Phase::Running, day, "Ooit"), None);
        assert!(task(Phase::Parked, day, "").unwrap().violations().is_empty());
    }
}
