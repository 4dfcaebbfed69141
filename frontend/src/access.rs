//! For whom a page is: one table ([`Route::who`]), by the same rules as the server (`domain::policy`). A form is not shown to who may not send it.
use crate::{i18n::Texts, session::Session};
use contract::person::Role;
use domain::policy::{Action, Decision, Scope, decide};

/// For whom a page is, as far as that does not depend on the thing that it is about; for that see [`crate::components::not_allowed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Everyone,
    SignedIn,
    /// Who keeps organisations and the platform.
    Administrators,
    /// Who keeps themes and shared indicators.
    ThemeKeepers,
    /// Who keeps the course and its goals.
    CourseKeepers,
    /// Who lets people of their organisation in.
    Coordinators,
    /// Who keeps places of a municipality.
    PlaceKeepers,
    /// Who reads who did what.
    Auditors,
    /// Who works for a municipality.
    PlanMakers,
}

/// Whether somebody gets to see a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Granted,
    SignInFirst,
    Refused,
    /// What decides it is still on its way.
    Unknown,
}

impl Who {
    /// Whether this page is for whoever is signed in.
    pub fn access(self, session: &Session) -> Access {
        if self == Self::Everyone {
            return Access::Granted;
        }
        let Some(person) = session.signed_in() else { return Access::SignInFirst };
        let may = |action, scope: Scope| decide(&session.actor(), action, &scope) == Decision::Allow;
        let granted = match self {
            Self::Everyone | Self::SignedIn => true,
            Self::Administrators => may(Action::Administer, Scope::Catalogue),
            Self::ThemeKeepers => may(Action::Create, Scope::Theme),
            Self::CourseKeepers => may(Action::Create, Scope::Course),
            Self::Coordinators => may(Action::Create, Scope::ApiClient { organisation: person.organisation_id.into(), beyond: false }),
            Self::PlaceKeepers if may(Action::Create, Scope::Place { own: false }) => true,
            Self::PlaceKeepers if session.catalogue.organisations.is_empty() && session.has(Role::Coordinator) => return Access::Unknown,
            Self::PlaceKeepers => may(Action::Create, Scope::Place { own: !own_municipalities(session).is_empty() }),
            Self::Auditors => may(Action::Audit, Scope::Catalogue),
            Self::PlanMakers if session.is_administrator() => true,
            Self::PlanMakers if session.catalogue.organisations.is_empty() => return Access::Unknown,
            Self::PlanMakers => may_make_plan(session),
        };
        if granted { Access::Granted } else { Access::Refused }
    }

    /// For whom it is, in words.
    pub fn words(self, texts: Texts) -> &'static str {
        match self {
            Self::Everyone | Self::SignedIn => texts.for_others(),
            Self::Administrators => texts.for_administrators(),
            Self::ThemeKeepers | Self::CourseKeepers => texts.for_editors(),
            Self::Coordinators | Self::PlaceKeepers => texts.for_coordinators(),
            Self::Auditors => texts.for_auditors(),
            Self::PlanMakers => texts.for_plan_makers(),
        }
    }
}

/// The municipalities that somebody works for: their own, or those that their organisation works for.
pub fn own_municipalities(session: &Session) -> Vec<uuid::Uuid> {
    let Some(person) = &session.person else { return vec![] };
    let own = session.catalogue.organisations.iter().find(|organisation| organisation.id == person.organisation_id);
    let served = own.into_iter().flat_map(|own| own.serves_ids.iter().copied().chain([own.id]));
    let served: Vec<_> = served.collect();
    session.catalogue.municipalities().map(|municipality| municipality.id).filter(|id| served.contains(id)).collect()
}

/// Whether somebody may make a plan.
pub fn may_make_plan(session: &Session) -> bool {
    decide(&session.actor(), Action::Create, &Scope::NewLocalPlan { own: !own_municipalities(session).is_empty() }) == Decision::Allow
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{routes::Route, testing::session_of};

    #[test]
    fn who_may_send_a_form_sees_it_and_nobody_else() {
        let access = |route: Route, roles: Option<&[Role]>| route.who().access(&session_of(roles));
        let id = uuid::Uuid::nil();
        for (route, role) in [
            (Route::Manage, Role::Administrator),
            (Route::NewOrganisation, Role::Administrator),
            (Route::Deleted, Role::Administrator),
            (Route::Mails, Role::Administrator),
            (Route::Erasures, Role::Administrator),
            (Route::NewTheme, Role::Editor),
            (Route::NewIndicator, Role::Editor),
            (Route::NewStrategicCourse, Role::Editor),
            (Route::NewStrategicGoal { id }, Role::Editor),
            (Route::NewPerson, Role::Coordinator),
            (Route::ApiClients, Role::Coordinator),
            (Route::NewPlace, Role::Editor),
            (Route::Successions, Role::Coordinator),
            (Route::Audit, Role::Auditor),
        ] {
            assert_eq!(access(route.clone(), None), Access::SignInFirst, "{route:?}");
            assert_eq!(access(route.clone(), Some(&[])), Access::Refused, "{route:?}");
            assert_eq!(access(route.clone(), Some(&[role])), Access::Granted, "{route:?}");
            assert_eq!(access(route.clone(), Some(&[Role::Administrator])), Access::Granted, "{route:?}");
        }
        assert_eq!(access(Route::NewLocalPlan, Some(&[])), Access::Unknown, "the organisations are not there yet");
        assert_eq!(access(Route::LocalPlans, None), Access::Granted);
    }
}
