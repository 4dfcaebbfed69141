//! The words of communities and their members.
use super::{codes, fields};
use domain::{
    community::{CommunityKind, JoinPolicy},
    member::{MemberRole, MemberStatus},
    visibility::Visibility,
};

codes! {
    CommunityKind {
        ExpertiseCentre: "Expertisecentrum", "Expertise centre";
        LearningCommunity: "Leergemeenschap", "Learning community";
        Workplace: "Werkplaats", "Workplace";
        WorkingGroup: "Werkgroep", "Working group";
    }
    JoinPolicy {
        Open: "Open", "Open", explained "Open: iedereen kan meteen lid worden", "Open: everyone can join at once";
        OnRequest: "Op aanvraag", "On request", explained "Op aanvraag; een aanjager beslist", "On request; a facilitator decides";
        ByInvitation: "Op uitnodiging", "By invitation", explained "Alleen op uitnodiging", "By invitation only";
    }
    MemberRole {
        Member: "Lid", "Member";
        Facilitator: "Aanjager", "Facilitator";
    }
    MemberStatus {
        Requested: "Aangevraagd", "Requested";
        Invited: "Uitgenodigd", "Invited";
        Active: "Lid", "Member";
    }
    Visibility {
        Public: "Iedereen", "Everyone";
        Network: "Iedereen die is ingelogd", "Everyone who is signed in";
        Members: "Leden", "Members";
        Hidden: "Verborgen", "Hidden", explained "Verborgen: alleen leden vinden het", "Hidden: only members find it";
    }
}

fields! {
    /// The fields of communities.
    COMMUNITY: CommunityFields {
        name: "Naam", "Name";
        kind of CommunityKind: "Soort", "Kind";
        purpose: "Waar het over gaat", "What it is about";
        visibility of Visibility: "Zichtbaar voor", "Visible to";
        join_policy of JoinPolicy: "Lid worden", "Joining", asked "Hoe word je lid?", "How does one join?";
        theme_ids: "Thema's", "Themes";
        organisation_ids: "Deelnemende organisaties", "Participating organisations";
        archived: "Gearchiveerd", "Archived";
        member_count: "Aantal leden", "Number of members";
    }

    /// The fields of members of communities.
    MEMBER: MemberFields {
        role of MemberRole: "Rol", "Role";
        status of MemberStatus: "Status", "Status";
        end_date: "Laatste dag", "Last day";
    }
}
