//! API clients: systems of an organisation that use the API without a personal account.
use crate::{Code, OrganisationId, Violations, text, text_enum};
use std::net::IpAddr;

text_enum! {
    /// What a client may do; each operation of the API asks for at most one.
    ApiScope {
        CommunitiesRead = "communities:read",
        PlansRead = "plans:read",
        /// Plans and sub-projects of the municipalities that the organisation is or works for.
        PlansWrite = "plans:write",
        PeopleRead = "people:read",
        /// The accounts of the own organisation.
        PeopleWrite = "people:write",
        /// The roles `coordinator` and `executive` of the own organisation, by SCIM groups.
        RolesWrite = "roles:write",
        /// Organisations and themes.
        CatalogueRead = "catalogue:read",
        /// The audit trail of the own organisation.
        AuditRead = "audit:read",
    }
}

impl ApiScope {
    /// Whether a coordinator may do themselves, for the own organisation, what a system with this scope may do, and so may give it away. What a system
    /// with the other scopes may do for all plans of a municipality, only their own leads may.
    pub const fn is_of_coordinators(self) -> bool {
        match self {
            Self::CommunitiesRead | Self::PeopleRead | Self::PeopleWrite | Self::RolesWrite | Self::CatalogueRead | Self::AuditRead => true,
            Self::PlansRead | Self::PlansWrite => false,
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The scopes that a client has now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ApiScopes(u16);

impl ApiScopes {
    /// Whether the scope is among them.
    pub const fn has(self, scope: ApiScope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Those that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of [`ApiScope::ALL`].
    pub fn iter(self) -> impl Iterator<Item = ApiScope> {
        ApiScope::ALL.iter().copied().filter(move |scope| self.has(*scope))
    }

    /// Reads scopes that are separated by spaces, as OAuth writes them; `None` when one is unknown.
    pub fn parse(text: &str) -> Option<Self> {
        text.split_ascii_whitespace().map(ApiScope::parse).collect()
    }
}

impl FromIterator<ApiScope> for ApiScopes {
    fn from_iter<I: IntoIterator<Item = ApiScope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | scope.bit()))
    }
}

impl std::fmt::Display for ApiScopes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.iter().map(ApiScope::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

/// A client as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiClient {
    pub name: String,
    pub organisation_id: OrganisationId,
    pub scopes: Vec<ApiScope>,
    /// The networks from which it may come, such as `192.0.2.0/24`; none means from everywhere.
    pub networks: Vec<String>,
    /// The public key (PEM) with which it may prove who it is instead of a secret.
    pub public_key: Option<String>,
    /// Whether it gets tokens, and those that it has still work.
    pub active: bool,
}

/// The longest public key, in characters: RSA with 8192 bits fits.
pub const MAX_KEY: usize = 2_000;
/// So many secrets can be valid at the same time, so that one can be replaced without an interruption.
pub const MAX_SECRETS: usize = 2;

impl ApiClient {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        let Self { name, organisation_id, mut scopes, networks, public_key, active } = self;
        scopes.sort_unstable();
        scopes.dedup();
        Self {
            name: text::normalise(&name),
            organisation_id,
            scopes,
            networks: text::normalise_all(networks),
            public_key: public_key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()),
            active,
        }
    }

    /// Every rule that a normalised client breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "name", &self.name, text::NAME);
        violations.require(!self.scopes.is_empty(), "scopes", Code::TooFew);
        text::check_items(&mut violations, "networks", &self.networks);
        for (index, network) in self.networks.iter().enumerate() {
            if Network::parse(network).is_none() {
                violations.add_at("networks", index, Code::InvalidFormat, None);
            }
        }
        if let Some(key) = &self.public_key {
            let framed = key.starts_with("-----BEGIN PUBLIC KEY-----") && key.ends_with("-----END PUBLIC KEY-----");
            violations.require(framed && key.len() <= MAX_KEY, "public_key", Code::InvalidFormat);
        }
        violations
    }

    /// Whether it has a scope that a coordinator cannot give away.
    pub fn is_beyond_coordinators(&self) -> bool {
        self.scopes.iter().any(|scope| !scope.is_of_coordinators())
    }

    /// Whether it may come from this address.
    pub fn may_come_from(&self, address: Option<IpAddr>) -> bool {
        self.networks.is_empty()
            || address.is_some_and(|address| self.networks.iter().filter_map(|network| Network::parse(network)).any(|network| network.holds(address)))
    }
}

/// A network (CIDR, RFC 4632): an address in it, and how many bits at its end do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    bits: u128,
    free: u32,
    v6: bool,
}

fn bits(address: IpAddr) -> (u128, u32, bool) {
    match address.to_canonical() {
        IpAddr::V4(address) => (u128::from(u32::from(address)), 32, false),
        IpAddr::V6(address) => (u128::from(address), 128, true),
    }
}

impl Network {
    /// Reads `192.0.2.0/24` or `2001:db8::/32`; an address alone is a network of one.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
        let (bits, most, v6) = bits(address.parse().ok()?);
        let length = length.map_or(Some(most), |length| length.parse().ok())?;
        Some(Self { bits, free: most.checked_sub(length)?, v6 })
    }

    /// Whether the address lies in it.
    pub fn holds(self, address: IpAddr) -> bool {
        let (bits, _, v6) = bits(address);
        let significant = |bits: u128| bits.checked_shr(self.free).unwrap_or(0);
        v6 == self.v6 && significant(bits) == significant(self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_hold_their_addresses() {
        for (network, address, expected) in [
            ("192.0.2.0/24", "192.0.2.200", true),
            ("192.0.2.0/24", "192.0.3.1", false),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("2001:db8::/32", "2001:db8:9::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "2001:db9::1", true),
            ("192.0.2.0/24", "::ffff:192.0.2.3", true),
        ] {
            assert_eq!(Network::parse(network).unwrap().holds(address.parse().unwrap()), expected, "{network} {address}");
        }
        for wrong in ["192.0.2.0/33", "2001:db8::/129", "oirschot", "192.0.2/24", "192.0.2.0/", ""] {
            assert_eq!(Network::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn scopes_are_written_as_oauth_does() {
        let scopes = ApiScopes::parse("plans:write communities:read").unwrap();
        assert_eq!(scopes.to_string(), "communities:read plans:write");
        assert_eq!(ApiScopes::parse("plans:write alles"), None);
        assert_eq!(scopes.and(ApiScopes::parse("plans:write people:read").unwrap()).to_string(), "plans:write");
    }

    #[test]
    fn each_rule_is_named() {
        let good = ApiClient {
            name: "HR-systeem".into(),
            organisation_id: OrganisationId::generate(),
            scopes: vec![ApiScope::PeopleWrite],
            networks: vec!["192.0.2.0/24".into()],
            public_key: None,
            active: true,
        };
        type Case = (fn(&mut ApiClient), Option<(&'static str, Code)>);
        let cases: [Case; 4] = [
            (|_| {}, None),
            (|client| client.scopes.clear(), Some(("scopes", Code::TooFew))),
            (|client| client.networks.push("overal".into()), Some(("networks", Code::InvalidFormat))),
            (|client| client.public_key = Some("geen sleutel".into()), Some(("public_key", Code::InvalidFormat))),
        ];
        for (change, expected) in cases {
            let mut client = good.clone();
            change(&mut client);
            let found: Vec<_> = client.normalised().violations().0.iter().map(|v| (v.field, v.code)).collect();
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        }
        assert!(good.may_come_from("192.0.2.1".parse().ok()) && !good.may_come_from("198.51.100.1".parse().ok()) && !good.may_come_from(None));
    }
}
