//! Local plans: what one or more municipalities set out to do in a period, and when it was adopted.
use crate::{
    Code, OrganisationId, PersonId, StrategicGoalId, Violations, day,
    gate::Requirement,
    role_end::{self, RoleEnd},
    text, text_enum,
    visibility::Visibility,
};
use chrono::NaiveDate;

text_enum! {
    /// Where a plan stands.
    PlanStatus {
        Concept = "concept",
        Adopted = "adopted",
        Closed = "closed",
    }
}

/// A local plan as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPlan {
    pub title: String,
    /// The municipalities whose plan it is; at least one.
    pub municipality_ids: Vec<OrganisationId>,
    /// The people who lead the plan; they may change it and its sub-projects.
    pub lead_ids: Vec<PersonId>,
    /// Until when leads do so, where that has an end.
    pub role_ends: Vec<RoleEnd>,
    /// The first day of the period.
    pub start_date: NaiveDate,
    /// The last day of the period.
    pub end_date: NaiveDate,
    /// What the municipalities want to reach, in Markdown.
    pub ambition: String,
    pub status: PlanStatus,
    /// The day on which the plan was adopted; required unless it is a concept.
    pub adoption_date: Option<NaiveDate>,
    /// The body that adopted the plan, for example the municipal executive; required unless it is a concept.
    pub adopted_by: Option<String>,
    /// The day on which the plan was closed; only for a closed plan, and required there.
    pub closing_date: Option<NaiveDate>,
    /// [`Visibility::Members`] and [`Visibility::Hidden`] are the same for a plan: its team only.
    pub visibility: Visibility,
    /// The goals of the strategic course to which the whole plan contributes.
    pub goal_ids: Vec<StrategicGoalId>,
    /// What the gates between the phases of its sub-projects ask; nothing when it is empty.
    pub gates: Vec<Requirement>,
}

impl LocalPlan {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self {
            title: text::normalise(&self.title),
            ambition: text::normalise(&self.ambition),
            adopted_by: self.adopted_by.map(|body| text::normalise(&body)).filter(|body| !body.is_empty()),
            role_ends: role_end::normalised(self.role_ends, |person| self.lead_ids.contains(&person)),
            ..self
        }
    }

    /// Every rule that a normalised plan breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "ambition", &self.ambition, text::LONG);
        violations.require(!self.municipality_ids.is_empty(), "municipality_ids", Code::TooFew);
        text::check_references(&mut violations, "municipality_ids", &self.municipality_ids);
        text::check_references(&mut violations, "lead_ids", &self.lead_ids);
        role_end::check(&mut violations, &self.role_ends);
        text::check_references(&mut violations, "goal_ids", &self.goal_ids);
        text::check_references(&mut violations, "gates", &self.gates);
        day::check(&mut violations, "start_date", self.start_date);
        day::check(&mut violations, "end_date", self.end_date);
        day::check_order(&mut violations, "end_date", self.start_date, self.end_date);
        day::check(&mut violations, "adoption_date", self.adoption_date);
        // Councils meet when they do: a plan may be adopted before it begins, or late. Closing comes after both.
        day::check(&mut violations, "closing_date", self.closing_date);
        day::check_order(&mut violations, "closing_date", self.adoption_date.into_iter().chain([self.start_date]).max(), self.closing_date);
        if let Some(body) = &self.adopted_by {
            text::check(&mut violations, "adopted_by", body, text::LINE);
        }
        let adopted = self.status != PlanStatus::Concept;
        expect(&mut violations, "adoption_date", self.adoption_date.is_some(), adopted);
        expect(&mut violations, "adopted_by", self.adopted_by.is_some(), adopted);
        expect(&mut violations, "closing_date", self.closing_date.is_some(), self.status == PlanStatus::Closed);
        violations
    }

    /// The rules that look at the clock: what a council decided, it decided today or before.
    pub fn day_violations(&self, today: NaiveDate) -> Violations {
        let mut violations = Violations::default();
        day::check_happened(&mut violations, "adoption_date", self.adoption_date, today);
        day::check_happened(&mut violations, "closing_date", self.closing_date, today);
        violations
    }

    /// The plan without the leads whose role has ended.
    pub fn without_ended(mut self, today: NaiveDate) -> Self {
        self.lead_ids.retain(|lead| !role_end::has_ended(&self.role_ends, *lead, today));
        self.normalised()
    }
}

fn expect(violations: &mut Violations, field: &'static str, present: bool, wanted: bool) {
    match (present, wanted) {
        (false, true) => violations.add(field, Code::Required),
        (true, false) => violations.add(field, Code::NotAllowed),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> LocalPlan {
        let day = |text: &str| text.parse().unwrap_or_default();
        LocalPlan {
            title: "Lokaal plan Nuenen en Son en Breugel".into(),
            municipality_ids: vec![OrganisationId::generate(), OrganisationId::generate()],
            lead_ids: vec![],
            role_ends: vec![],
            start_date: day("2025-01-01"),
            end_date: day("2027-12-31"),
            ambition: String::new(),
            status: PlanStatus::Adopted,
            adoption_date: Some(day("2025-02-11")),
            adopted_by: Some("College van burgemeester en wethouders".into()),
            closing_date: None,
            visibility: Visibility::Network,
            goal_ids: vec![],
            gates: vec![],
        }
    }

    #[test]
    fn each_rule_is_named() {
        type Change = fn(&mut LocalPlan);
        type Case = (&'static str, Change, &'static [(&'static str, Code)]);
        let cases: [Case; 9] = [
            ("as it is", |_| {}, &[]),
            ("no municipality", |p| p.municipality_ids.clear(), &[("municipality_ids", Code::TooFew)]),
            ("ends before it starts", |p| p.end_date = p.start_date - chrono::Days::new(1), &[("end_date", Code::BeforeStart)]),
            ("one day", |p| p.end_date = p.start_date, &[]),
            ("adopted without a day", |p| p.adoption_date = None, &[("adoption_date", Code::Required)]),
            ("a concept with adoption", |p| p.status = PlanStatus::Concept, &[("adoption_date", Code::NotAllowed), ("adopted_by", Code::NotAllowed)]),
            ("closed without a day", |p| p.status = PlanStatus::Closed, &[("closing_date", Code::Required)]),
            ("twice the same at a gate", |p| p.gates = vec![Requirement::Aim, Requirement::Aim], &[("gates", Code::Duplicate)]),
            ("twice the same municipality", |p| p.municipality_ids[1] = p.municipality_ids[0], &[("municipality_ids", Code::Duplicate)]),
        ];
        for (what, change, expected) in cases {
            let mut plan = plan();
            change(&mut plan);
            let found: Vec<_> = plan.normalised().violations().0.iter().map(|v| (v.field, v.code)).collect();
            assert_eq!(found, expected, "{what}");
        }
    }

    #[test]
    fn the_days_of_a_plan_make_sense_together() {
        type Case = (Option<&'static str>, Option<&'static str>, &'static [(&'static str, Code)]);
        let cases: [Case; 10] = [
            (Some("2025-02-11"), Some("2027-12-31"), &[]),
            // Before it starts, and after it started: councils meet when they do.
            (Some("2024-11-01"), Some("2025-01-01"), &[]),
            (Some("2026-05-01"), Some("2026-05-01"), &[]),
            // Closing late is possible, and early too.
            (Some("2025-02-11"), Some("2028-03-01"), &[]),
            (Some("2025-02-11"), Some("2025-02-10"), &[("closing_date", Code::BeforeStart)]),
            (Some("2024-02-11"), Some("2024-12-31"), &[("closing_date", Code::BeforeStart)]),
            (Some("2028-01-01"), Some("2028-03-01"), &[]),
            (Some("0025-02-11"), Some("2027-12-31"), &[("adoption_date", Code::UnlikelyDay)]),
            (Some("2025-02-11"), Some("+20227-12-31"), &[("closing_date", Code::UnlikelyDay)]),
            (Some("2025-02-11"), Some("0027-12-31"), &[("closing_date", Code::UnlikelyDay), ("closing_date", Code::BeforeStart)]),
        ];
        let day = |text: Option<&str>| text.map(|text| text.parse::<NaiveDate>().unwrap());
        for (adopted, closed, expected) in cases {
            let plan = LocalPlan { status: PlanStatus::Closed, adoption_date: day(adopted), closing_date: day(closed), ..plan() };
            let found: Vec<_> = plan.violations().0.iter().map(|found| (found.field, found.code)).collect();
            assert_eq!(found, expected, "{adopted:?} {closed:?}");
        }
        for (start, end, expected) in [("2025-01-01", "20226", 1), ("0025-01-01", "2027-12-31", 1)] {
            let end = if end == "20226" { NaiveDate::from_ymd_opt(20_226, 1, 1) } else { end.parse().ok() }.unwrap();
            let plan = LocalPlan { start_date: start.parse().unwrap(), end_date: end, ..plan() };
            let out = plan.violations().0.iter().filter(|found| found.code == Code::UnlikelyDay).count();
            assert_eq!(out, expected, "{start}");
        }
        let plan = LocalPlan { status: PlanStatus::Closed, closing_date: day(Some("2026-06-30")), ..plan() };
        let codes = |today: &str| plan.day_violations(today.parse().unwrap()).0.iter().map(|found| (found.field, found.code)).collect::<Vec<_>>();
        assert_eq!(codes("2026-06-30"), []);
        assert_eq!(codes("2026-06-29"), [("closing_date", Code::InFuture)]);
        assert_eq!(codes("2025-01-01"), [("adoption_date", Code::InFuture), ("closing_date", Code::InFuture)]);
    }

    #[test]
    fn a_lead_goes_after_the_last_day() {
        let [first, second] = [PersonId::generate(), PersonId::generate()];
        let end_date = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        let plan = LocalPlan { lead_ids: vec![first, second], role_ends: vec![RoleEnd { person_id: first, end_date }], ..plan() }.normalised();
        assert_eq!(plan.clone().without_ended(end_date), plan, "the last day still counts");
        let after = plan.without_ended(end_date.succ_opt().unwrap());
        assert_eq!((after.lead_ids.as_slice(), after.role_ends.as_slice()), ([second].as_slice(), [].as_slice()));
    }
}
