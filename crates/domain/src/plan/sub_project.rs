//! Sub-projects of a local plan, and the phases they go through.
use crate::{
    Code, CommunityId, LocalPlanId, PersonId, StrategicGoalId, ThemeId, Violations,
    budget_line::MAX_CENTS,
    choice::Choice,
    day,
    policy::TeamRole,
    role_end::{self, RoleEnd},
    text, text_enum,
};
use chrono::NaiveDate;

text_enum! {
    /// How far a sub-project is.
    Phase {
        Exploring = "exploring",
        Pilot = "pilot",
        Running = "running",
        /// Put aside on purpose, to be looked at again.
        Parked = "parked",
        Completed = "completed",
        Stopped = "stopped",
    }
}

impl Phase {
    /// The phases that may follow this one. A parked or stopped sub-project can be taken up again, and a completed one resumed.
    pub const fn next(self) -> &'static [Phase] {
        match self {
            Phase::Exploring => &[Phase::Pilot, Phase::Parked, Phase::Stopped],
            Phase::Pilot => &[Phase::Running, Phase::Exploring, Phase::Parked, Phase::Stopped],
            Phase::Running => &[Phase::Completed, Phase::Parked, Phase::Stopped],
            Phase::Parked => &[Phase::Exploring, Phase::Pilot, Phase::Running, Phase::Stopped],
            Phase::Completed => &[Phase::Running],
            Phase::Stopped => &[Phase::Exploring],
        }
    }

    /// Whether somebody who brings a sub-project into this phase has to say why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Phase::Parked | Phase::Stopped)
    }
}

/// A sub-project as it can be edited. Its phase changes by [`change_phase`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubProject {
    pub local_plan_id: LocalPlanId,
    pub name: String,
    /// What it should bring about, in Markdown.
    pub aim: String,
    /// For whom, in Markdown. Groups only; never a person who can be recognised.
    pub target_group: String,
    /// How it works, in Markdown.
    pub method: String,
    /// The work locations, for example `PostNL`.
    pub places: Vec<String>,
    /// The lead on behalf of the municipality.
    pub municipality_lead_id: Option<PersonId>,
    /// The lead on behalf of the partner, for example WSD.
    pub partner_lead_id: Option<PersonId>,
    /// Who contributes beside the pair of leads.
    pub contributor_ids: Vec<PersonId>,
    /// Until when people lead or contribute, where that has an end.
    pub role_ends: Vec<RoleEnd>,
    /// The learning community around the sub-project.
    pub community_id: Option<CommunityId>,
    pub theme_ids: Vec<ThemeId>,
    /// The goals of the strategic course to which it contributes, beside those of its plan.
    pub goal_ids: Vec<StrategicGoalId>,
}

impl SubProject {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        let leads = [self.municipality_lead_id, self.partner_lead_id];
        let role_ends = role_end::normalised(self.role_ends, |person| leads.contains(&Some(person)) || self.contributor_ids.contains(&person));
        Self {
            role_ends,
            name: text::normalise(&self.name),
            aim: text::normalise(&self.aim),
            target_group: text::normalise(&self.target_group),
            method: text::normalise(&self.method),
            places: text::normalise_all(self.places),
            // A lead contributes already.
            contributor_ids: self.contributor_ids.into_iter().filter(|id| !leads.contains(&Some(*id))).collect(),
            ..self
        }
    }

    /// Every rule that a normalised sub-project breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "name", &self.name, text::NAME);
        text::check(&mut violations, "aim", &self.aim, text::LONG);
        text::check(&mut violations, "target_group", &self.target_group, text::LONG);
        text::check(&mut violations, "method", &self.method, text::LONG);
        text::check_items(&mut violations, "places", &self.places);
        text::check_references(&mut violations, "contributor_ids", &self.contributor_ids);
        role_end::check(&mut violations, &self.role_ends);
        text::check_references(&mut violations, "theme_ids", &self.theme_ids);
        text::check_references(&mut violations, "goal_ids", &self.goal_ids);
        let same = self.municipality_lead_id.is_some() && self.municipality_lead_id == self.partner_lead_id;
        violations.require(!same, "partner_lead_id", Code::SameAsOther);
        violations
    }

    /// What somebody proposes has no team yet but themselves.
    pub fn proposal_violations(&self, me: PersonId) -> Violations {
        let mut violations = Violations::default();
        violations.require(self.municipality_lead_id.is_none(), "municipality_lead_id", Code::NotAllowed);
        violations.require(self.partner_lead_id.is_none(), "partner_lead_id", Code::NotAllowed);
        violations.require(self.contributor_ids.iter().all(|person| *person == me), "contributor_ids", Code::NotAllowed);
        violations
    }

    /// What this person is in the team.
    pub fn part_of(&self, person: Option<PersonId>) -> TeamRole {
        match person {
            Some(_) if [self.municipality_lead_id, self.partner_lead_id].contains(&person) => TeamRole::Lead,
            Some(person) if self.contributor_ids.contains(&person) => TeamRole::Contributor,
            _ => TeamRole::None,
        }
    }

    /// The sub-project without the people whose role in it has ended.
    pub fn without_ended(mut self, today: NaiveDate) -> Self {
        let ended = |person: &PersonId| role_end::has_ended(&self.role_ends, *person, today);
        for lead in [&mut self.municipality_lead_id, &mut self.partner_lead_id] {
            *lead = lead.filter(|lead| !ended(lead));
        }
        self.contributor_ids.retain(|person| !ended(person));
        self.normalised()
    }

    /// Whether the two have the same people in the same parts, for as long.
    pub fn has_team_of(&self, other: &Self) -> bool {
        let contributors = |of: &Self| of.contributor_ids.iter().copied().collect::<std::collections::BTreeSet<_>>();
        let rest = |of: &Self| (of.municipality_lead_id, of.partner_lead_id, of.role_ends.clone());
        rest(self) == rest(other) && contributors(self) == contributors(other)
    }
}

/// Bringing a sub-project into another phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseChange {
    pub to: Phase,
    /// Why; required to park and to stop.
    pub reason: String,
    /// The day on which to look at it again; for what is parked or stopped.
    pub reconsider_date: Option<NaiveDate>,
    /// What has to happen before it is looked at again, when that is not a day.
    pub reconsider_when: String,
    /// What it has cost, in cents; only for what is stopped.
    pub cost_cents: Option<i64>,
    /// What has to be otherwise to do it after all; only for what is stopped.
    pub conditions: String,
    /// The decision to go beyond what organisations can carry, where it does.
    pub exceeding: Choice,
    /// The decision to go on without what the gate asks, where it does.
    pub passing: Choice,
}

impl PhaseChange {
    /// A change without further explanation.
    pub fn to(to: Phase) -> Self {
        let (exceeding, passing) = (Choice::default(), Choice::default());
        Self {
            to,
            reason: String::new(),
            reconsider_date: None,
            reconsider_when: String::new(),
            cost_cents: None,
            conditions: String::new(),
            exceeding,
            passing,
        }
    }

    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self {
            reason: text::normalise(&self.reason),
            reconsider_when: text::normalise(&self.reconsider_when),
            conditions: text::normalise(&self.conditions),
            exceeding: self.exceeding.normalised(),
            passing: self.passing.normalised(),
            ..self
        }
    }
}

/// The rules that a normalised change of phase breaks. What is parked comes back on a day or on a condition, so that it is not forgotten; what is stopped
/// tells what it has cost and what would have to be otherwise, so that nobody has to find that out again.
pub fn change_phase(from: Phase, change: &PhaseChange, today: NaiveDate) -> Violations {
    let PhaseChange { to, reason, reconsider_date, reconsider_when, cost_cents, conditions, exceeding: _, passing: _ } = change;
    let mut violations = Violations::default();
    if !from.next().contains(to) {
        let legal: Vec<_> = from.next().iter().map(|phase| phase.as_str()).collect();
        violations.add_with("phase", Code::IllegalTransition, legal.join(", "));
    }
    text::check(&mut violations, "reason", reason, text::REASON);
    violations.require(!(to.needs_reason() && reason.is_empty()), "reason", Code::Required);
    text::check(&mut violations, "reconsider_when", reconsider_when, text::REASON);
    if to.needs_reason() {
        violations.require(reconsider_date.is_none_or(|day| day > today), "reconsider_date", Code::InPast);
        day::check(&mut violations, "reconsider_date", *reconsider_date);
        let comes_back = reconsider_date.is_some() || !reconsider_when.is_empty();
        violations.require(comes_back || *to != Phase::Parked, "reconsider_date", Code::Required);
    } else {
        violations.require(reconsider_date.is_none(), "reconsider_date", Code::NotAllowed);
        violations.require(reconsider_when.is_empty(), "reconsider_when", Code::NotAllowed);
    }
    text::check(&mut violations, "conditions", conditions, text::REASON);
    if *to == Phase::Stopped {
        // Who stops tells what it has cost, also when that is nothing, and what would have to be otherwise: the next one learns from it.
        violations.require(cost_cents.is_some(), "cost_cents", Code::Required);
        violations.require(cost_cents.is_none_or(|cents| (0..=MAX_CENTS).contains(&cents)), "cost_cents", Code::OutOfRange);
        violations.require(!conditions.is_empty(), "conditions", Code::Required);
    } else {
        violations.require(cost_cents.is_none(), "cost_cents", Code::NotAllowed);
        violations.require(conditions.is_empty(), "conditions", Code::NotAllowed);
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_phases() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let mut table = String::from("from \\ to   ");
        Phase::ALL.iter().for_each(|to| table += &format!("{:<11}", to.as_str()));
        for from in Phase::ALL {
            table += &format!("\n{:<12}", from.as_str());
            for to in Phase::ALL {
                let without = change_phase(*from, &PhaseChange::to(*to), today).is_empty();
                let reason = PhaseChange { reason: "Te weinig deelnemers".into(), ..PhaseChange::to(*to) };
                let later = PhaseChange { reconsider_date: today.succ_opt(), ..reason.clone() };
                let costs = PhaseChange { cost_cents: Some(0), conditions: "Meer plekken".into(), ..reason.clone() };
                let with = change_phase(*from, &reason, today).is_empty();
                let with_day = change_phase(*from, &later, today).is_empty();
                let with_cost = change_phase(*from, &costs, today).is_empty();
                table += &format!(
                    "{:<11}",
                    if without {
                        "yes"
                    } else if with {
                        "reason"
                    } else if with_day {
                        "reason+day"
                    } else if with_cost {
                        "reason+cost"
                    } else {
                        "-"
                    }
                );
            }
        }
        let table: Vec<_> = table.lines().map(str::trim_end).collect();
        insta::assert_snapshot!(table.join("\n"), @r"
        from \ to   exploring  pilot      running    parked     completed  stopped
        exploring   -          yes        -          reason+day -          reason+cost
        pilot       yes        -          yes        reason+day -          reason+cost
        running     -          -          -          reason+day yes        reason+cost
        parked      yes        yes        yes        -          -          reason+cost
        completed   -          -          yes        -          -          -
        stopped     yes        -          -          -          -          -
        ");
    }

    #[test]
    fn what_is_put_aside_comes_back_on_a_later_day_or_a_condition() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let park = |reconsider_date: Option<NaiveDate>, reconsider_when: &str| {
            let change =
                PhaseChange { reason: "Eerst het andere".into(), reconsider_date, reconsider_when: reconsider_when.into(), ..PhaseChange::to(Phase::Parked) };
            change_phase(Phase::Pilot, &change.normalised(), today).0.first().map(|violation| (violation.field, violation.code))
        };
        assert_eq!(park(None, " "), Some(("reconsider_date", Code::Required)));
        assert_eq!(park(Some(today), ""), Some(("reconsider_date", Code::InPast)));
        assert_eq!(park(today.succ_opt(), ""), None);
        assert_eq!(park(None, "Als de nieuwe werkmeester er is"), None);
        let running = PhaseChange { reconsider_date: today.succ_opt(), reconsider_when: "Ooit".into(), ..PhaseChange::to(Phase::Running) };
        let fields: Vec<_> = change_phase(Phase::Pilot, &running, today).0.into_iter().map(|violation| (violation.field, violation.code)).collect();
        assert_eq!(fields, [("reconsider_date", Code::NotAllowed), ("reconsider_when", Code::NotAllowed)]);
    }

    #[test]
    fn what_is_stopped_tells_what_it_cost_and_what_would_have_to_be_otherwise() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let fields = |to: Phase, cost_cents: i64| {
            let conditions = "Een werkgever die meedoet".to_owned();
            let change =
                PhaseChange { reason: "Te weinig werk".into(), reconsider_date: to.needs_reason().then(|| today.succ_opt()).flatten(), ..PhaseChange::to(to) };
            let change = PhaseChange { cost_cents: Some(cost_cents), conditions, ..change };
            change_phase(Phase::Pilot, &change.normalised(), today).0.into_iter().map(|violation| (violation.field, violation.code)).collect::<Vec<_>>()
        };
        assert_eq!(fields(Phase::Stopped, 1_250_000), []);
        assert_eq!(fields(Phase::Stopped, -1), [("cost_cents", Code::OutOfRange)]);
        assert_eq!(fields(Phase::Stopped, MAX_CENTS + 1), [("cost_cents", Code::OutOfRange)]);
        let silent = PhaseChange { reason: "Te weinig werk".into(), conditions: " ".into(), ..PhaseChange::to(Phase::Stopped) };
        let missing: Vec<_> =
            change_phase(Phase::Pilot, &silent.normalised(), today).0.into_iter().map(|violation| (violation.field, violation.code)).collect();
        assert_eq!(missing, [("cost_cents", Code::Required), ("conditions", Code::Required)]);
        for to in [Phase::Running, Phase::Parked] {
            assert_eq!(fields(to, 0), [("cost_cents", Code::NotAllowed), ("conditions", Code::NotAllowed)], "{to}");
        }
    }

    #[test]
    fn the_pair_of_leads_is_two_people() {
        let lead = PersonId::generate();
        let project = SubProject {
            local_plan_id: LocalPlanId::generate(),
            name: "Aanzet".into(),
            aim: String::new(),
            target_group: String::new(),
            method: String::new(),
            places: vec!["Het Goed".into(), "PostNL".into()],
            municipality_lead_id: Some(lead),
            partner_lead_id: Some(lead),
            contributor_ids: vec![],
            role_ends: vec![],
            community_id: None,
            theme_ids: vec![],
            goal_ids: vec![],
        };
        assert_eq!(project.violations().0[0].code, Code::SameAsOther);
        let pair = SubProject { partner_lead_id: None, ..project };
        assert!(pair.violations().is_empty());
        let fields = |proposal: &SubProject| proposal.proposal_violations(lead).0.into_iter().map(|violation| violation.field).collect::<Vec<_>>();
        assert_eq!(fields(&pair), ["municipality_lead_id"]);
        let proposed = SubProject { municipality_lead_id: None, contributor_ids: vec![lead], ..pair.clone() };
        assert!(fields(&proposed).is_empty());
        assert_eq!(fields(&SubProject { contributor_ids: vec![PersonId::generate()], ..proposed }), ["contributor_ids"]);
        let (other, stranger) = (PersonId::generate(), PersonId::generate());
        let team = SubProject { contributor_ids: vec![other, lead], ..pair.clone() }.normalised();
        assert_eq!(team.contributor_ids, [other], "a lead contributes already");
        let parts = [Some(lead), Some(other), Some(stranger), None].map(|person| team.part_of(person));
        assert_eq!(parts, [TeamRole::Lead, TeamRole::Contributor, TeamRole::None, TeamRole::None]);
        assert!(team.has_team_of(&SubProject { name: "Anders".into(), ..team.clone() }) && !team.has_team_of(&pair));

        let day = |text: &str| text.parse().unwrap();
        let ends = [(lead, "2026-11-30"), (other, "2026-12-31"), (stranger, "2026-11-01")];
        let role_ends = ends.map(|(person_id, end)| RoleEnd { person_id, end_date: day(end) }).to_vec();
        let temporary = SubProject { role_ends, ..team.clone() }.normalised();
        assert_eq!(temporary.role_ends.len(), 2, "who is not in the team has nothing to end");
        assert!(!temporary.has_team_of(&team), "for how long somebody is in the team is for who keeps the team");
        assert_eq!(temporary.clone().without_ended(day("2026-11-30")), temporary);
        let without_lead = temporary.clone().without_ended(day("2026-12-01"));
        assert_eq!((without_lead.municipality_lead_id, without_lead.contributor_ids.as_slice(), without_lead.role_ends.len()), (None, [other].as_slice(), 1));
        assert_eq!(temporary.without_ended(day("2027-01-01")).contributor_ids, []);
    }
}
