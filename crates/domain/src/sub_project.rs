//! Sub-projects of a local plan, and the phases they go through.
use crate::{Code, CommunityId, LocalPlanId, PersonId, ThemeId, Violations, policy::Part, text, text_enum};

text_enum! {
    /// How far a sub-project is.
    Phase {
        Exploring = "exploring",
        Pilot = "pilot",
        Running = "running",
        Completed = "completed",
        Stopped = "stopped",
    }
}

impl Phase {
    /// The phases that may follow this one. A stopped sub-project can be explored again and a completed one resumed.
    pub const fn next(self) -> &'static [Phase] {
        match self {
            Phase::Exploring => &[Phase::Pilot, Phase::Stopped],
            Phase::Pilot => &[Phase::Running, Phase::Exploring, Phase::Stopped],
            Phase::Running => &[Phase::Completed, Phase::Stopped],
            Phase::Completed => &[Phase::Running],
            Phase::Stopped => &[Phase::Exploring],
        }
    }

    /// Whether somebody who brings a sub-project into this phase has to say why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Phase::Stopped)
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
    /// The learning community around the sub-project.
    pub community_id: Option<CommunityId>,
    pub theme_ids: Vec<ThemeId>,
}

impl SubProject {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        let leads = [self.municipality_lead_id, self.partner_lead_id];
        Self {
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
        text::check_references(&mut violations, "theme_ids", &self.theme_ids);
        let same = self.municipality_lead_id.is_some() && self.municipality_lead_id == self.partner_lead_id;
        violations.require(!same, "partner_lead_id", Code::SameAsOther);
        violations
    }

    /// What this person is in the team.
    pub fn part_of(&self, person: Option<PersonId>) -> Part {
        match person {
            Some(_) if [self.municipality_lead_id, self.partner_lead_id].contains(&person) => Part::Lead,
            Some(person) if self.contributor_ids.contains(&person) => Part::Contributor,
            _ => Part::None,
        }
    }

    /// Whether the two have the same people in the same parts.
    pub fn has_team_of(&self, other: &Self) -> bool {
        let contributors = |of: &Self| of.contributor_ids.iter().copied().collect::<std::collections::BTreeSet<_>>();
        (self.municipality_lead_id, self.partner_lead_id) == (other.municipality_lead_id, other.partner_lead_id) && contributors(self) == contributors(other)
    }
}

/// The rules that a change of phase breaks, with a normalised reason.
pub fn change_phase(from: Phase, to: Phase, reason: &str) -> Violations {
    let mut violations = Violations::default();
    if !from.next().contains(&to) {
        let legal: Vec<_> = from.next().iter().map(|phase| phase.as_str()).collect();
        violations.add_with("phase", Code::IllegalTransition, legal.join(", "));
    }
    text::check(&mut violations, "reason", reason, text::REASON);
    violations.require(!(to.needs_reason() && reason.is_empty()), "reason", Code::Required);
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_phases() {
        let mut table = String::from("from \\ to   ");
        Phase::ALL.iter().for_each(|to| table += &format!("{:<11}", to.as_str()));
        for from in Phase::ALL {
            table += &format!("\n{:<12}", from.as_str());
            for to in Phase::ALL {
                let without = change_phase(*from, *to, "").is_empty();
                let with = change_phase(*from, *to, "Te weinig deelnemers").is_empty();
                table += &format!(
                    "{:<11}",
                    if without {
                        "yes"
                    } else if with {
                        "reason"
                    } else {
                        "-"
                    }
                );
            }
        }
        let table: Vec<_> = table.lines().map(str::trim_end).collect();
        insta::assert_snapshot!(table.join("\n"), @r"
        from \ to   exploring  pilot      running    completed  stopped
        exploring   -          yes        -          -          reason
        pilot       yes        -          yes        -          reason
        running     -          -          -          yes        reason
        completed   -          -          yes        -          -
        stopped     yes        -          -          -          -
        ");
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
            community_id: None,
            theme_ids: vec![],
        };
        assert_eq!(project.violations().0[0].code, Code::SameAsOther);
        let pair = SubProject { partner_lead_id: None, ..project };
        assert!(pair.violations().is_empty());
        let (other, stranger) = (PersonId::generate(), PersonId::generate());
        let team = SubProject { contributor_ids: vec![other, lead], ..pair.clone() }.normalised();
        assert_eq!(team.contributor_ids, [other], "a lead contributes already");
        let parts = [Some(lead), Some(other), Some(stranger), None].map(|person| team.part_of(person));
        assert_eq!(parts, [Part::Lead, Part::Contributor, Part::None, Part::None]);
        assert!(team.has_team_of(&SubProject { name: "Anders".into(), ..team.clone() }) && !team.has_team_of(&pair));
    }
}
