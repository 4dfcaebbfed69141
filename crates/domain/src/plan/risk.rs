//! Risks of a sub-project: how likely, how bad, and what is done about it.
use crate::{Code, PersonId, SubProjectId, Violations, text, text_enum};

/// Likelihood and impact go from 1 (small) to this.
pub const MAX_SCORE: i32 = 5;

/// A risk as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    pub sub_project_id: SubProjectId,
    pub title: String,
    /// How likely it is, from 1 to [`MAX_SCORE`].
    pub likelihood: i32,
    /// How bad it would be, from 1 to [`MAX_SCORE`].
    pub impact: i32,
    /// What is done about it; needed for a high risk.
    pub measure: String,
    /// Who watches it.
    pub owner_id: Option<PersonId>,
    /// Whether it has passed.
    pub closed: bool,
}

text_enum! {
    /// How much attention a risk asks.
    RiskLevel {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

/// How much attention a risk of this likelihood and impact asks.
pub const fn level(likelihood: i32, impact: i32) -> RiskLevel {
    match likelihood * impact {
        ..=5 => RiskLevel::Low,
        6..=11 => RiskLevel::Medium,
        _ => RiskLevel::High,
    }
}

impl Risk {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self { title: text::normalise(&self.title), measure: text::normalise(&self.measure), ..self }
    }

    /// Every rule that a normalised risk breaks. Who knows a high risk says what is done about it.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "measure", &self.measure, text::REASON);
        let scores = 1..=MAX_SCORE;
        violations.require(scores.contains(&self.likelihood), "likelihood", Code::OutOfRange);
        violations.require(scores.contains(&self.impact), "impact", Code::OutOfRange);
        let known = scores.contains(&self.likelihood) && scores.contains(&self.impact);
        let high = known && level(self.likelihood, self.impact) == RiskLevel::High;
        violations.require(!high || !self.measure.is_empty(), "measure", Code::Required);
        violations
    }

    /// Likelihood times impact, by which risks are sorted; what has passed comes last.
    pub const fn weight(&self) -> i32 {
        if self.closed { 0 } else { self.likelihood * self.impact }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_high_risk_says_what_is_done_about_it() {
        let risk = |likelihood, impact, measure: &str| Risk {
            sub_project_id: SubProjectId::generate(),
            title: "Te weinig plekken".into(),
            likelihood,
            impact,
            measure: measure.into(),
            owner_id: None,
            closed: false,
        };
        let found = |risk: Risk| risk.violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect::<Vec<_>>();
        assert_eq!(found(risk(2, 5, "")), []);
        assert_eq!(found(risk(3, 4, "")), [("measure", Code::Required)]);
        assert_eq!(found(risk(3, 4, "Een tweede werkgever zoeken")), []);
        assert_eq!(found(risk(0, 6, "")), [("likelihood", Code::OutOfRange), ("impact", Code::OutOfRange)]);
        assert_eq!((level(1, 5), level(2, 3), level(3, 4)), (RiskLevel::Low, RiskLevel::Medium, RiskLevel::High));
        assert_eq!(found(risk(6, 5, "")), [("likelihood", Code::OutOfRange)], "what is no score is not high either");
        assert_eq!([(1, 5), (2, 4), (5, 5)].map(|(likelihood, impact)| risk(likelihood, impact, "").weight()), [5, 8, 25]);
        assert_eq!(Risk { closed: true, ..risk(5, 5, "Klaar") }.weight(), 0);
    }
}
