//! Gates: what must be there before a sub-project goes on to its next phase. A plan says which of these its sub-projects are held to.
use crate::{choice, sub_project::Phase, text_enum};

/// The fields of the choice to go on without what the gate asks.
pub const PASSING: choice::Fields = ["gate_decided_by", "gate_reason"];

text_enum! {
    /// What a gate can ask for. Whether it is there is seen from the sub-project itself, so that nobody has to tick it off.
    Requirement {
        Aim = "aim",
        TargetGroup = "targetGroup",
        /// Both of its pair of leads.
        Leads = "leads",
        /// A figure with a target or a baseline.
        Figure = "figure",
        Method = "method",
        Milestone = "milestone",
        BudgetLine = "budgetLine",
        /// A measurement that was approved.
        Measurement = "measurement",
        /// A report that still tells how it stands.
        Report = "report",
        /// What was learned, in one of the reports.
        Lesson = "lesson",
        /// No task is open any more.
        TasksDone = "tasksDone",
    }
}

impl Requirement {
    /// The phase to which its gate leads.
    pub const fn gate(self) -> Phase {
        match self {
            Self::Aim | Self::TargetGroup | Self::Leads | Self::Figure => Phase::Pilot,
            Self::Method | Self::Milestone | Self::BudgetLine | Self::Measurement | Self::Report => Phase::Running,
            Self::Lesson | Self::TasksDone => Phase::Completed,
        }
    }
}

/// What the gate to `to` asks in a plan that holds its sub-projects to `asked`, in the order in which one works on it.
pub fn asked_for(to: Phase, asked: &[Requirement]) -> Vec<Requirement> {
    Requirement::ALL.iter().copied().filter(|requirement| requirement.gate() == to && asked.contains(requirement)).collect()
}

/// What the gate to `to` asks and is not `there`.
pub fn missing(to: Phase, asked: &[Requirement], there: &[Requirement]) -> Vec<Requirement> {
    asked_for(to, asked).into_iter().filter(|requirement| !there.contains(requirement)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_gate_asks_what_the_plan_holds_to() {
        use Requirement::{Aim, Figure, Leads, Lesson, Measurement, Method};
        let asked = [Lesson, Leads, Aim, Method, Measurement];
        let cases: [(Phase, &[Requirement], &[Requirement]); 7] = [
            (Phase::Pilot, &[], &[Aim, Leads]),
            (Phase::Pilot, &[Leads, Figure], &[Aim]),
            (Phase::Pilot, &[Aim, Leads], &[]),
            (Phase::Running, &[Method], &[Measurement]),
            (Phase::Completed, &[Method, Aim], &[Lesson]),
            // Putting aside and looking again are never held up.
            (Phase::Parked, &[], &[]),
            (Phase::Exploring, &[], &[]),
        ];
        for (to, there, expected) in cases {
            assert_eq!(missing(to, &asked, there), expected, "{to} with {there:?}");
        }
        assert!(Phase::ALL.iter().all(|to| missing(*to, &[], &[]).is_empty()), "a plan without gates holds nothing up");
        assert_eq!(Requirement::ALL.iter().map(|it| it.gate()).collect::<std::collections::BTreeSet<_>>().len(), 3);
    }
}
