//! A community in a list.
use crate::{
    components::{badge::Badge, link::RouteLink},
    format::count,
    routes::Route,
    session::use_session,
};
use contract::{community::Community, words::community::COMMUNITY};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CommunityCardProps {
    pub community: Community,
}

/// Name, kind, themes, members, and my own place.
#[component]
pub fn CommunityCard(props: &CommunityCardProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let community = &props.community;
    let themes = session.catalogue.theme_names(&community.theme_ids, session.lang);
    let mine = community.membership.map(|membership| texts.own_membership(membership));
    html! {
        <li class="kompaan-card">
            <h3 class="utrecht-heading-3 kompaan-card__title">
                <RouteLink to={Route::Community { id: community.id }} class="kompaan-card__link">{ &community.name }</RouteLink>
            </h3>
            <p class="kompaan-card__facts">
                { texts.word(community.kind) }
                { " · " }
                { count(texts.community_member_one(), texts.community_member_many(), community.member_count) }
            </p>
            if !themes.is_empty() { <p class="kompaan-card__facts kompaan-quiet">{ themes.join(", ") }</p> }
            if mine.is_some() || community.archived {
                <p class="kompaan-card__badges">
                    if let Some(mine) = mine { <Badge>{ mine }</Badge> }
                    if community.archived { <Badge>{ texts.label(&COMMUNITY.archived) }</Badge> }
                </p>
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::community::{CommunityKind, JoinPolicy, MemberRole, MemberStatus, Membership, Visibility};
    use uuid::Uuid;
    use yew_router::{
        Router,
        history::{AnyHistory, MemoryHistory},
    };

    #[derive(Properties, PartialEq)]
    struct InRouterProps {
        community: Community,
    }

    #[component]
    fn InRouter(props: &InRouterProps) -> Html {
        let history = AnyHistory::from(MemoryHistory::new());
        html! { <Router {history}><CommunityCard community={props.community.clone()} /></Router> }
    }

    #[tokio::test]
    async fn a_card_escapes_its_name_and_counts_in_words() {
        let community = Community {
            id: Uuid::nil(),
            name: "<script>".into(),
            kind: CommunityKind::Workplace,
            purpose: None,
            purpose_html: None,
            theme_ids: vec![],
            organisation_ids: vec![],
            visibility: Visibility::Public,
            join_policy: JoinPolicy::Open,
            archived: false,
            member_count: 1,
            request_count: None,
            membership: Some(Membership { role: MemberRole::Facilitator, status: MemberStatus::Active }),
            version: 1,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
            deleted_at: None,
            can: vec![],
        };
        let html = yew::LocalServerRenderer::<InRouter>::with_props(InRouterProps { community }).hydratable(false).render().await;
        for part in ["&lt;script&gt;", "Werkplaats · 1 lid", "U bent aanjager", "/communities/00000000-0000-0000-0000-000000000000"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
