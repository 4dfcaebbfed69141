//! Organisations: municipalities, work companies, joint service organisations, partners and knowledge institutes.
use crate::{Code, OrganisationId, Violations, text, text_enum};

text_enum! {
    /// What an organisation is.
    OrganisationKind {
        Municipality = "municipality",
        SocialWorkCompany = "socialWorkCompany",
        JointServiceOrganisation = "jointServiceOrganisation",
        Partner = "partner",
        KnowledgeInstitute = "knowledgeInstitute",
        University = "university",
    }
}

impl OrganisationKind {
    /// Whether organisations of this kind work for municipalities.
    pub const fn serves_municipalities(self) -> bool {
        matches!(self, Self::SocialWorkCompany | Self::JointServiceOrganisation)
    }
}

/// An organisation as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub name: String,
    pub kind: OrganisationKind,
    /// The code that Statistics Netherlands (CBS) gives a municipality: `GM` and four digits.
    pub cbs_code: Option<String>,
    /// The public website, with `https://` or `http://`.
    pub website: Option<String>,
    /// The municipalities for which a work company or joint service organisation works.
    pub serves_ids: Vec<OrganisationId>,
    /// Whether its people sign in with a second factor.
    pub second_factor_required: bool,
}

impl Organisation {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        let Self { name, kind, cbs_code, website, serves_ids, second_factor_required } = self;
        Self {
            name: text::normalise(&name),
            kind,
            cbs_code: cbs_code.map(|code| text::normalise(&code)).filter(|code| !code.is_empty()),
            website: website.map(|site| text::normalise(&site)).filter(|site| !site.is_empty()),
            serves_ids,
            second_factor_required,
        }
    }

    /// Every rule that a normalised organisation breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "name", &self.name, text::NAME);
        match (&self.cbs_code, self.kind) {
            (Some(code), OrganisationKind::Municipality) => {
                violations.require(is_cbs_code(code), "cbs_code", Code::InvalidFormat);
            }
            (None, OrganisationKind::Municipality) => violations.add("cbs_code", Code::Required),
            (Some(_), _) => violations.add("cbs_code", Code::NotAllowed),
            (None, _) => {}
        }
        if let Some(website) = &self.website {
            text::check(&mut violations, "website", website, text::LINE);
            violations.require(is_web_address(website), "website", Code::InvalidFormat);
        }
        text::check_references(&mut violations, "serves_ids", &self.serves_ids);
        violations.require(self.kind.serves_municipalities() || self.serves_ids.is_empty(), "serves_ids", Code::NotAllowed);
        violations
    }

    /// What plans and organisations count on as a municipality stays one, with its code.
    pub fn municipality_violations(&self, before: &Self, plans: u64, organisations: u64) -> Violations {
        let mut violations = Violations::default();
        if before.kind == OrganisationKind::Municipality && plans + organisations > 0 {
            for (field, same) in [("kind", self.kind == before.kind), ("cbs_code", self.cbs_code == before.cbs_code)] {
                if !same {
                    violations.add_with(field, Code::RestsOnThis, format!("{plans} local plans and {organisations} organisations"));
                }
            }
        }
        violations
    }
}

/// `GM` and four digits.
pub fn is_cbs_code(code: &str) -> bool {
    code.strip_prefix("GM").is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether it is an address on the web, with `https://` or `http://`.
pub fn is_web_address(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")) else { return false };
    !rest.is_empty() && !rest.starts_with('/') && !rest.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn municipality() -> Organisation {
        Organisation {
            name: "Oirschot".into(),
            kind: OrganisationKind::Municipality,
            cbs_code: Some("GM0823".into()),
            website: Some("https://www.oirschot.nl".into()),
            serves_ids: vec![],
            second_factor_required: false,
        }
    }

    #[test]
    fn each_rule_is_named() {
        type Change = fn(&mut Organisation);
        type Case = (&'static str, Change, Option<(&'static str, Code)>);
        let cases: [Case; 8] = [
            ("as it is", |_| {}, None),
            ("no code", |o| o.cbs_code = None, Some(("cbs_code", Code::Required))),
            ("letters in the code", |o| o.cbs_code = Some("GM08AB".into()), Some(("cbs_code", Code::InvalidFormat))),
            ("lower case", |o| o.cbs_code = Some("gm0823".into()), Some(("cbs_code", Code::InvalidFormat))),
            ("a partner with a code", |o| o.kind = OrganisationKind::Partner, Some(("cbs_code", Code::NotAllowed))),
            ("a municipality that serves", |o| o.serves_ids = vec![OrganisationId::generate()], Some(("serves_ids", Code::NotAllowed))),
            ("a script as website", |o| o.website = Some("javascript:alert(1)".into()), Some(("website", Code::InvalidFormat))),
            ("no name", |o| o.name = String::new(), Some(("name", Code::Required))),
        ];
        for (what, change, expected) in cases {
            let mut organisation = municipality();
            change(&mut organisation);
            let found: Vec<_> = organisation.normalised().violations().0.iter().map(|v| (v.field, v.code)).collect();
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{what}");
        }
    }
}
