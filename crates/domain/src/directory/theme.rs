//! Themes: the controlled subjects, on two levels, with a Dutch and an English name.
use crate::{Code, ThemeId, Violations, text};

/// A theme as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub name_nl: String,
    pub name_en: String,
    /// The main theme under which this theme stands; `None` for a main theme.
    pub parent_id: Option<ThemeId>,
}

impl Theme {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        let Self { name_nl, name_en, parent_id } = self;
        Self { name_nl: text::normalise(&name_nl), name_en: text::normalise(&name_en), parent_id }
    }

    /// Every rule that a normalised theme breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "name_nl", &self.name_nl, text::NAME);
        text::check(&mut violations, "name_en", &self.name_en, text::NAME);
        violations
    }

    /// Themes have two levels: the parent is a main theme and another theme, and a theme with themes under it stays a main theme.
    pub fn place_violations(&self, id: ThemeId, parent_of_parent: Option<ThemeId>, has_children: bool) -> Violations {
        let mut violations = Violations::default();
        if let Some(parent) = self.parent_id {
            violations.require(parent != id, "parent_id", Code::SameAsOther);
            violations.require(parent_of_parent.is_none() && !has_children, "parent_id", Code::NotAllowed);
        }
        violations
    }
}

/// The rules that merging a theme into another breaks: not into itself or a theme under it, and the themes under it need a main theme.
pub fn merge_violations(id: ThemeId, has_children: bool, into: ThemeId, parent_of_into: Option<ThemeId>) -> Violations {
    let mut violations = Violations::default();
    violations.require(into != id, "into_id", Code::SameAsOther);
    violations.require(parent_of_into != Some(id) && !(has_children && parent_of_into.is_some()), "into_id", Code::NotAllowed);
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_keeps_two_levels() {
        let (id, into, main) = (ThemeId::generate(), ThemeId::generate(), ThemeId::generate());
        for (what, has_children, into, parent_of_into, expected) in [
            ("two main themes", false, into, None, None),
            ("a theme into one under another", false, into, Some(main), None),
            ("a main theme with themes into a main theme", true, into, None, None),
            ("itself", false, id, None, Some(Code::SameAsOther)),
            ("into one of its own", true, into, Some(id), Some(Code::NotAllowed)),
            ("a main theme with themes into one under another", true, into, Some(main), Some(Code::NotAllowed)),
        ] {
            assert_eq!(merge_violations(id, has_children, into, parent_of_into).0.first().map(|v| v.code), expected, "{what}");
        }
    }

    #[test]
    fn themes_have_two_levels() {
        let (id, main, other) = (ThemeId::generate(), ThemeId::generate(), ThemeId::generate());
        let theme = |parent_id| Theme { name_nl: "Jeugd".into(), name_en: "Youth".into(), parent_id };
        assert!(theme(None).place_violations(id, None, true).is_empty());
        assert!(theme(Some(main)).place_violations(id, None, false).is_empty());
        assert_eq!(theme(Some(main)).place_violations(id, Some(other), false).0[0].code, Code::NotAllowed);
        assert_eq!(theme(Some(main)).place_violations(id, None, true).0[0].code, Code::NotAllowed);
        assert_eq!(theme(Some(id)).place_violations(id, None, false).0[0].code, Code::SameAsOther);
    }
}
