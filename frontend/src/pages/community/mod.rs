//! Communities.
pub mod card;
pub mod detail;
pub mod list;
mod members;

use crate::{i18n::Texts, routes::Route};
use contract::community::{CommunityKind, Visibility};
use yew::prelude::*;

/// The name of a kind of community.
pub fn kind_name(texts: &Texts, kind: CommunityKind) -> &'static str {
    match kind {
        CommunityKind::ExpertiseCentre => texts.community_kind_expertise_centre,
        CommunityKind::LearningCommunity => texts.community_kind_learning_community,
        CommunityKind::Workplace => texts.community_kind_workplace,
        CommunityKind::WorkingGroup => texts.community_kind_working_group,
    }
}

/// The name of a level of visibility.
pub fn visibility_name(texts: &Texts, visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => texts.visibility_public,
        Visibility::Network => texts.visibility_network,
        Visibility::Members => texts.visibility_members,
        Visibility::Hidden => texts.visibility_hidden,
    }
}

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::Community { id } => html! { <detail::CommunityPage key={id.to_string()} {id} /> },
        _ => html! { <list::Communities /> },
    }
}
