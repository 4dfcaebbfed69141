//! The words for the codes of the API.
use crate::i18n::Texts;
use contract::{
    budget_line::TaskField,
    community::{CommunityKind, JoinPolicy, MemberRole, MemberStatus, Membership, Visibility},
    indicator::{Accumulation, Direction},
    local_plan::PlanStatus,
    organisation::OrganisationKind,
    person::{AccountStatus, Role},
    progress_update::Light,
    risk::RiskLevel,
    strategic_goal::Verdict,
    sub_project::{Phase, Requirement},
    sub_project_indicator::Comparability,
};

pub fn community_kind(texts: &Texts, kind: CommunityKind) -> &'static str {
    match kind {
        CommunityKind::ExpertiseCentre => texts.community_kind_expertise_centre,
        CommunityKind::LearningCommunity => texts.community_kind_learning_community,
        CommunityKind::Workplace => texts.community_kind_workplace,
        CommunityKind::WorkingGroup => texts.community_kind_working_group,
    }
}

/// What a gate asks, in words.
pub fn asked(texts: &Texts, requirement: Requirement) -> &'static str {
    let own = texts.steering();
    match requirement {
        Requirement::Aim => own.asked_aim,
        Requirement::TargetGroup => own.asked_target_group,
        Requirement::Leads => own.asked_leads,
        Requirement::Figure => own.asked_figure,
        Requirement::Method => own.asked_method,
        Requirement::Milestone => own.asked_milestone,
        Requirement::BudgetLine => own.asked_budget_line,
        Requirement::Measurement => own.asked_measurement,
        Requirement::Report => own.asked_report,
        Requirement::Lesson => own.asked_lesson,
        Requirement::TasksDone => own.asked_tasks_done,
    }
}

pub fn visibility(texts: &Texts, visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => texts.visibility_public,
        Visibility::Network => texts.visibility_network,
        Visibility::Members => texts.visibility_members,
        Visibility::Hidden => texts.visibility_hidden,
    }
}

pub fn join_policy(texts: &Texts, policy: JoinPolicy) -> &'static str {
    match policy {
        JoinPolicy::Open => texts.community_join_open,
        JoinPolicy::OnRequest => texts.community_join_on_request,
        JoinPolicy::ByInvitation => texts.community_by_invitation,
    }
}

pub fn member_role(texts: &Texts, role: MemberRole) -> &'static str {
    match role {
        MemberRole::Facilitator => texts.community_facilitator,
        MemberRole::Member => texts.community_member,
    }
}

/// Somebody's own place in a community, in words to that person.
pub fn standing(texts: &Texts, membership: Membership) -> &'static str {
    match (membership.status, membership.role) {
        (MemberStatus::Active, MemberRole::Facilitator) => texts.community_you_facilitator,
        (MemberStatus::Active, MemberRole::Member) => texts.community_you_member,
        (MemberStatus::Requested, _) => texts.community_you_requested,
        (MemberStatus::Invited, _) => texts.community_you_invited,
    }
}

pub fn plan_status(texts: &Texts, status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Concept => texts.plan_concept,
        PlanStatus::Adopted => texts.plan_adopted,
        PlanStatus::Closed => texts.plan_closed,
    }
}

pub fn light(texts: &Texts, light: Light) -> &'static str {
    match light {
        Light::Green => texts.light_green,
        Light::Orange => texts.light_orange,
        Light::Red => texts.light_red,
    }
}

pub fn phase(texts: &Texts, phase: Phase) -> &'static str {
    match phase {
        Phase::Exploring => texts.phase_exploring,
        Phase::Pilot => texts.phase_pilot,
        Phase::Running => texts.phase_running,
        Phase::Parked => texts.phase_parked,
        Phase::Completed => texts.phase_completed,
        Phase::Stopped => texts.phase_stopped,
    }
}

pub fn organisation_kind(texts: &Texts, kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Municipality => texts.organisation_municipality,
        OrganisationKind::SocialWorkCompany => texts.organisation_social_work_company,
        OrganisationKind::JointServiceOrganisation => texts.organisation_joint_service,
        OrganisationKind::Partner => texts.organisation_partner,
        OrganisationKind::KnowledgeInstitute => texts.organisation_knowledge_institute,
        OrganisationKind::University => texts.organisation_university,
    }
}

pub fn role(texts: &Texts, role: Role) -> &'static str {
    match role {
        Role::Administrator => texts.role_administrator,
        Role::Editor => texts.role_editor,
        Role::Auditor => texts.role_auditor,
        Role::Coordinator => texts.role_coordinator,
        Role::Executive => texts.role_executive,
    }
}

pub fn account_status(texts: &Texts, status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Invited => texts.account_invited,
        AccountStatus::Active => texts.account_active,
        AccountStatus::Deactivated => texts.account_deactivated,
    }
}

pub fn direction(texts: &Texts, direction: Direction) -> &'static str {
    match direction {
        Direction::Up => texts.measuring().direction_up,
        Direction::Down => texts.measuring().direction_down,
    }
}

pub fn accumulation(texts: &Texts, accumulation: Accumulation) -> &'static str {
    match accumulation {
        Accumulation::Cumulative => texts.measuring().accumulation_cumulative,
        Accumulation::PointInTime => texts.measuring().accumulation_point,
    }
}

pub fn comparability(texts: &Texts, comparability: Comparability) -> &'static str {
    match comparability {
        Comparability::Same => texts.measuring().comparability_same,
        Comparability::Similar => texts.measuring().comparability_similar,
        Comparability::Different => texts.measuring().comparability_different,
    }
}

pub fn verdict(texts: &Texts, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Achieved => texts.measuring().verdict_achieved,
        Verdict::PartlyAchieved => texts.measuring().verdict_partly,
        Verdict::NotAchieved => texts.measuring().verdict_not,
    }
}

pub fn risk_level(texts: &Texts, level: RiskLevel) -> &'static str {
    match level {
        RiskLevel::Low => texts.measuring().level_low,
        RiskLevel::Medium => texts.measuring().level_medium,
        RiskLevel::High => texts.measuring().level_high,
    }
}

pub fn task_field(texts: &Texts, field: TaskField) -> &'static str {
    let own = texts.measuring();
    match field {
        TaskField::Overhead => own.field_overhead,
        TaskField::Education => own.field_education,
        TaskField::Participation => own.field_participation,
        TaskField::Access => own.field_access,
        TaskField::Income => own.field_income,
        TaskField::ShelteredWork => own.field_sheltered,
        TaskField::LabourParticipation => own.field_labour,
        TaskField::Provisions => own.field_provisions,
        TaskField::SupportAdults => own.field_adults,
        TaskField::SupportYouth => own.field_youth,
        TaskField::PublicHealth => own.field_health,
    }
}

/// The word for the value of a field, when it is a code.
pub fn term(texts: &Texts, field: &str, value: &str) -> Option<&'static str> {
    match field {
        "visibility" => Visibility::parse(value).map(|value| visibility(texts, value)),
        "joinPolicy" => JoinPolicy::parse(value).map(|value| join_policy(texts, value)),
        "timeLight" | "moneyLight" | "resultLight" => Light::parse(value).map(|value| light(texts, value)),
        "direction" => Direction::parse(value).map(|value| direction(texts, value)),
        "accumulation" => Accumulation::parse(value).map(|value| accumulation(texts, value)),
        "comparability" => Comparability::parse(value).map(|value| comparability(texts, value)),
        "taskField" => TaskField::parse(value).map(|value| task_field(texts, value)),
        "phase" => Phase::parse(value).map(|value| phase(texts, value)),
        "kind" => CommunityKind::parse(value)
            .map(|value| community_kind(texts, value))
            .or_else(|| OrganisationKind::parse(value).map(|value| organisation_kind(texts, value))),
        "gates" | "gateMissing" => Requirement::parse(value).map(|value| asked(texts, value)),
        "verdict" => Verdict::parse(value).map(|value| verdict(texts, value)),
        "status" => PlanStatus::parse(value).map(|value| plan_status(texts, value)),
        "role" => MemberRole::parse(value).map(|value| member_role(texts, value)).or_else(|| Role::parse(value).map(|value| role(texts, value))),
        _ => None,
    }
}
