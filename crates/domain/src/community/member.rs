//! Membership of a community: who is asked, who asks, who takes part and who facilitates.
use crate::{Code, CommunityId, PersonId, Violations, community::JoinPolicy, day, text_enum, visibility::Visibility};
use chrono::NaiveDate;

text_enum! {
    /// What a member does in a community.
    MemberRole {
        Member = "member",
        Facilitator = "facilitator",
    }
}

text_enum! {
    /// Where somebody stands between outside and inside.
    MemberStatus {
        /// Asked to join; a facilitator decides.
        Requested = "requested",
        /// Was invited; the person decides.
        Invited = "invited",
        /// Takes part.
        Active = "active",
    }
}

/// One person's place in one community.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub community_id: CommunityId,
    pub person_id: PersonId,
    pub role: MemberRole,
    pub status: MemberStatus,
    /// The last day of the role. After it a facilitator is an ordinary member, and a member is none.
    pub end_date: Option<NaiveDate>,
}

/// Why a step of membership is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("an archived community cannot be joined")]
    Archived,
    #[error("this community can be joined by invitation only")]
    ByInvitation,
    #[error("this person is a member, asked to join or is invited already")]
    AlreadyThere,
    #[error("there is no request to decide on")]
    NotRequested,
    #[error("the last facilitator cannot leave, step back or have an end; name another facilitator first")]
    LastFacilitator,
    #[error("only members can have a role; this person has not joined yet")]
    NotActive,
}

/// What becomes of somebody who joins, given where they stand now.
///
/// # Errors
/// [`Refusal::Archived`], [`Refusal::ByInvitation`], or [`Refusal::AlreadyThere`] for who asked already or is a member.
pub fn join(policy: JoinPolicy, archived: bool, now: Option<MemberStatus>) -> Result<MemberStatus, Refusal> {
    match (archived, now, policy) {
        (true, _, _) => Err(Refusal::Archived),
        (_, Some(MemberStatus::Invited), _) => Ok(MemberStatus::Active),
        (_, Some(MemberStatus::Requested | MemberStatus::Active), _) => Err(Refusal::AlreadyThere),
        (_, None, JoinPolicy::Open) => Ok(MemberStatus::Active),
        (_, None, JoinPolicy::OnRequest) => Ok(MemberStatus::Requested),
        (_, None, JoinPolicy::ByInvitation) => Err(Refusal::ByInvitation),
    }
}

/// What becomes of somebody whom a facilitator invites. Inviting somebody who asked to join is an approval.
///
/// # Errors
/// [`Refusal::Archived`], or [`Refusal::AlreadyThere`] for who was invited already or is a member.
pub fn invite(archived: bool, now: Option<MemberStatus>) -> Result<MemberStatus, Refusal> {
    match (archived, now) {
        (true, _) => Err(Refusal::Archived),
        (_, None) => Ok(MemberStatus::Invited),
        (_, Some(MemberStatus::Requested)) => Ok(MemberStatus::Active),
        (_, Some(MemberStatus::Invited | MemberStatus::Active)) => Err(Refusal::AlreadyThere),
    }
}

/// A facilitator approves (`Ok` gives the new status) or refuses a request.
///
/// # Errors
/// [`Refusal::NotRequested`] for who is a member already or was invited.
pub fn decide_request(now: MemberStatus) -> Result<MemberStatus, Refusal> {
    match now {
        MemberStatus::Requested => Ok(MemberStatus::Active),
        MemberStatus::Invited | MemberStatus::Active => Err(Refusal::NotRequested),
    }
}

/// Whether a member may leave or be removed, given how many other active facilitators there are without an end to it.
///
/// # Errors
/// [`Refusal::LastFacilitator`] when nobody else would be left to decide on requests.
pub fn leave(member: &Member, other_facilitators: u64) -> Result<(), Refusal> {
    let last = member.status == MemberStatus::Active && member.role == MemberRole::Facilitator && other_facilitators == 0;
    if last { Err(Refusal::LastFacilitator) } else { Ok(()) }
}

/// Whether a member may get this role until this day, given how many other active facilitators there are without an end to it.
///
/// # Errors
/// [`Refusal::LastFacilitator`] as for leaving, [`Refusal::NotActive`] for who has not joined yet.
pub fn change_role(member: &Member, role: MemberRole, end_date: Option<NaiveDate>, other_facilitators: u64) -> Result<(), Refusal> {
    match member.status {
        MemberStatus::Active if role == MemberRole::Facilitator && end_date.is_none() => Ok(()),
        MemberStatus::Active => leave(member, other_facilitators),
        MemberStatus::Requested | MemberStatus::Invited => Err(Refusal::NotActive),
    }
}

/// The rule that looks at the clock: an end that is new lies after today.
pub fn end_violations(before: Option<NaiveDate>, end_date: Option<NaiveDate>, today: NaiveDate) -> Violations {
    let mut violations = Violations::default();
    violations.require(before == end_date || end_date.is_none_or(|end| end > today), "end_date", Code::InPast);
    day::check(&mut violations, "end_date", end_date);
    violations
}

/// What a member is once their role has ended; `None` for no longer a member.
pub const fn after_end(role: MemberRole) -> Option<MemberRole> {
    match role {
        MemberRole::Facilitator => Some(MemberRole::Member),
        MemberRole::Member => None,
    }
}

/// The rules that a succession in a community breaks beside those of any succession: what is inside a closed one is for its members, so that only a member takes over,
/// and nobody gets in by appointing somebody.
pub fn succession_violations(visibility: Visibility, successor_is_member: bool) -> Violations {
    let mut violations = Violations::default();
    let open = matches!(visibility, Visibility::Public | Visibility::Network);
    violations.require(open || successor_is_member, "successor_id", Code::NotAllowed);
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_depends_on_policy_archive_and_standing() {
        use JoinPolicy::*;
        use MemberStatus::*;
        for (policy, archived, now, expected) in [
            (Open, false, None, Ok(Active)),
            (OnRequest, false, None, Ok(Requested)),
            (ByInvitation, false, None, Err(Refusal::ByInvitation)),
            (ByInvitation, false, Some(Invited), Ok(Active)),
            (OnRequest, false, Some(Requested), Err(Refusal::AlreadyThere)),
            (Open, false, Some(Active), Err(Refusal::AlreadyThere)),
            (Open, true, None, Err(Refusal::Archived)),
            (ByInvitation, true, Some(Invited), Err(Refusal::Archived)),
        ] {
            assert_eq!(join(policy, archived, now), expected, "{policy} {archived} {now:?}");
        }
        assert_eq!(invite(false, None), Ok(Invited));
        assert_eq!(invite(false, Some(Requested)), Ok(Active));
        assert_eq!(invite(false, Some(Active)), Err(Refusal::AlreadyThere));
        assert_eq!(invite(true, None), Err(Refusal::Archived));
        assert_eq!(decide_request(Requested), Ok(Active));
        assert_eq!(decide_request(Active), Err(Refusal::NotRequested));
    }

    #[test]
    fn the_last_facilitator_stays() {
        let (community_id, person_id, end) = (CommunityId::generate(), PersonId::generate(), NaiveDate::from_ymd_opt(2026, 12, 31));
        let member = |role, status| Member { community_id, person_id, role, status, end_date: None };
        let facilitator = member(MemberRole::Facilitator, MemberStatus::Active);
        assert_eq!(leave(&facilitator, 0), Err(Refusal::LastFacilitator));
        assert_eq!(leave(&facilitator, 1), Ok(()));
        assert_eq!(leave(&member(MemberRole::Member, MemberStatus::Active), 0), Ok(()));
        assert_eq!(change_role(&facilitator, MemberRole::Member, None, 0), Err(Refusal::LastFacilitator));
        assert_eq!(change_role(&facilitator, MemberRole::Facilitator, None, 0), Ok(()));
        assert_eq!(change_role(&facilitator, MemberRole::Facilitator, end, 0), Err(Refusal::LastFacilitator), "one day there would be none");
        assert_eq!(change_role(&facilitator, MemberRole::Facilitator, end, 1), Ok(()));
        assert_eq!(change_role(&member(MemberRole::Member, MemberStatus::Active), MemberRole::Member, end, 0), Ok(()));
        assert_eq!(change_role(&member(MemberRole::Member, MemberStatus::Invited), MemberRole::Facilitator, None, 1), Err(Refusal::NotActive));
        let fault = |before, day| end_violations(before, day, NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()).0.first().map(|fault| fault.code);
        assert_eq!(
            [fault(None, end), fault(end, end), fault(end, None), fault(None, end.and_then(|day| day.succ_opt()))],
            [Some(Code::InPast), None, None, None]
        );
        assert_eq!([MemberRole::Facilitator, MemberRole::Member].map(after_end), [Some(MemberRole::Member), None]);
    }

    #[test]
    fn nobody_gets_into_a_closed_community_by_succession() {
        for visibility in Visibility::ALL.iter().copied() {
            assert!(succession_violations(visibility, true).is_empty());
            let open = matches!(visibility, Visibility::Public | Visibility::Network);
            assert_eq!(succession_violations(visibility, false).is_empty(), open, "{visibility}");
        }
    }
}
