//! The texts about communities. Each line: key, Dutch, English.
use super::Texts;
use contract::{
    community::Membership,
    member::{MemberRole, MemberStatus},
};

texts! {
    community_new: "Nieuwe community", "New community";
    community_make: "Maak de community", "Create the community";
    community_made: "{0} is gemaakt. U bent aanjager.", "{0} was created. You are a facilitator.";
    community_step_one: "Stap 1 van 2: waar gaat het over?", "Step 1 of 2: what is it about?";
    community_step_two: "Stap 2 van 2: wie doet er mee?", "Step 2 of 2: who takes part?";
    community_name_first: "Geef de community eerst een naam.", "Give the community a name first.";
    community_visibility_hint: "Wie ziet dat de community er is en waar zij over gaat. Wat leden delen, ziet bij 'Leden' en 'Verborgen' niemand anders.", "Who sees that the community exists and what it is about. With 'Members' and 'Hidden', nobody else sees what members share.";
    community_archive_label: "Gearchiveerd: te lezen, maar niemand wordt meer lid", "Archived: can be read, but nobody joins any more";
    community_sub_projects_none: "Deze community staat nog niet om een deelproject heen.", "This community does not surround a sub-project yet.";
    community_withdraw_confirm: "Weet u zeker dat u uw aanvraag wilt intrekken?", "Are you sure that you want to withdraw your request?";
    community_withdraw_yes: "Ja, trek de aanvraag in", "Yes, withdraw the request";
    community_decline: "Sla de uitnodiging af", "Decline the invitation";
    community_decline_confirm: "Weet u zeker dat u de uitnodiging wilt afslaan?", "Are you sure that you want to decline the invitation?";
    community_decline_yes: "Ja, sla haar af", "Yes, decline";
    community_active: "Leden", "Members";
    community_invited: "Uitgenodigd", "Invited";
    community_invite: "Nodig collega's uit", "Invite colleagues";
    community_invite_send: "Verstuur de uitnodigingen", "Send the invitations";
    community_invitations_sent: "De uitnodigingen zijn verstuurd.", "The invitations were sent.";
    community_make_facilitator: "Maak aanjager", "Make facilitator";
    community_make_member: "Maak gewoon lid", "Make ordinary member";
    community_is_facilitator: "{0} is nu aanjager.", "{0} is a facilitator now.";
    community_is_member: "{0} is nu gewoon lid.", "{0} is an ordinary member now.";
    community_remove: "Haal uit de community", "Remove from the community";
    community_remove_confirm: "Weet u zeker dat u {0} uit de community wilt halen?", "Are you sure that you want to remove {0} from the community?";
    community_remove_yes: "Ja, haal weg", "Yes, remove";
    community_removed: "{0} is uit de community gehaald.", "{0} was removed from the community.";
    community_uninvite: "Trek de uitnodiging in", "Withdraw the invitation";
    community_uninvite_confirm: "Weet u zeker dat u de uitnodiging van {0} wilt intrekken?", "Are you sure that you want to withdraw the invitation of {0}?";
    community_theme_example: "Taal op de werkvloer", "Language at work";
    member_end_hint: "Na deze dag is een aanjager gewoon lid, en een lid geen lid meer. Laat het leeg voor wie blijft.", "After this day a facilitator is an ordinary member, and a member no member any more. Leave it empty for who stays.";
    community_list_lead: "Groepen rond een onderwerp, over de grenzen van gemeenten heen.", "Groups around a subject, across the borders of municipalities.";
    community_search: "Zoek op naam", "Search by name";
    community_organisation: "Deelnemende organisatie", "Participating organisation";
    community_mine: "Alleen mijn community's", "Only my communities";
    community_none: "Er zijn geen community's die hieraan voldoen.", "No communities match.";
    community_none_hint: "Wis de filters of zoek op een ander woord.", "Clear the filters or search for another word.";
    community_found_one: "{0} community", "{0} community";
    community_found_many: "{0} community's", "{0} communities";
    community_member_one: "{0} lid", "{0} member";
    community_member_many: "{0} leden", "{0} members";
    community_no_purpose: "Er is nog geen beschrijving.", "There is no description yet.";
    community_members: "Leden", "Members";
    community_members_closed: "Wie lid is en wat er gebeurt, zien alleen de leden.", "Only members see who takes part and what happens.";
    community_sub_projects: "Deelprojecten waar deze community omheen staat", "Sub-projects that this community surrounds";
    community_join: "Word lid", "Join";
    community_ask: "Vraag lidmaatschap aan", "Ask to join";
    community_accept: "Neem de uitnodiging aan", "Accept the invitation";
    community_joined: "U bent nu lid van deze community.", "You are a member of this community now.";
    community_asked: "Uw aanvraag is verstuurd. Een aanjager beslist.", "Your request was sent. A facilitator decides.";
    community_leave: "Verlaat de community", "Leave the community";
    community_leave_confirm: "Weet u zeker dat u deze community wilt verlaten?", "Are you sure that you want to leave this community?";
    community_leave_yes: "Ja, verlaat de community", "Yes, leave the community";
    community_withdraw: "Trek de aanvraag in", "Withdraw the request";
    community_left: "U bent geen lid meer van deze community.", "You are no longer a member of this community.";
    community_you_member: "U bent lid", "You are a member";
    community_you_facilitator: "U bent aanjager", "You are a facilitator";
    community_you_requested: "Uw aanvraag wacht op een aanjager", "Your request waits for a facilitator";
    community_you_invited: "U bent uitgenodigd", "You are invited";
    community_requests: "Aanvragen om lid te worden", "Requests to join";
    community_approve: "Laat toe", "Approve";
    community_refuse: "Wijs af", "Refuse";
    community_approved: "{0} is nu lid.", "{0} is a member now.";
    community_refused: "De aanvraag van {0} is afgewezen.", "The request of {0} was refused.";
}

impl Texts {
    /// Somebody's own place in a community, in words to that person.
    pub fn own_membership(self, membership: Membership) -> &'static str {
        match (membership.status, membership.role) {
            (MemberStatus::Active, MemberRole::Facilitator) => self.community_you_facilitator(),
            (MemberStatus::Active, MemberRole::Member) => self.community_you_member(),
            (MemberStatus::Requested, _) => self.community_you_requested(),
            (MemberStatus::Invited, _) => self.community_you_invited(),
        }
    }
}
