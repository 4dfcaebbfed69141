//! Communities: groups of people around a subject.
use crate::{OrganisationId, ThemeId, Violations, text, text_enum, visibility::Visibility};

text_enum! {
    /// What a community is for.
    CommunityKind {
        ExpertiseCentre = "expertiseCentre",
        LearningCommunity = "learningCommunity",
        Workplace = "workplace",
        WorkingGroup = "workingGroup",
    }
}

text_enum! {
    /// How people become members.
    JoinPolicy {
        /// Whoever joins is a member at once.
        Open = "open",
        /// A facilitator approves.
        OnRequest = "onRequest",
        /// A facilitator invites.
        ByInvitation = "byInvitation",
    }
}

/// A community as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    pub name: String,
    pub kind: CommunityKind,
    /// What the community is for, in Markdown.
    pub purpose: String,
    pub theme_ids: Vec<ThemeId>,
    /// The organisations that take part.
    pub organisation_ids: Vec<OrganisationId>,
    pub visibility: Visibility,
    pub join_policy: JoinPolicy,
    /// An archived community can be read but not joined.
    pub archived: bool,
}

impl Community {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        let Self { name, kind, purpose, theme_ids, organisation_ids, visibility, join_policy, archived } = self;
        Self { name: text::normalise(&name), kind, purpose: text::normalise(&purpose), theme_ids, organisation_ids, visibility, join_policy, archived }
    }

    /// Every rule that a normalised community breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "name", &self.name, text::NAME);
        text::check(&mut violations, "purpose", &self.purpose, text::LONG);
        text::check_references(&mut violations, "theme_ids", &self.theme_ids);
        text::check_references(&mut violations, "organisation_ids", &self.organisation_ids);
        violations
    }
}
