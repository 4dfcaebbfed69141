//! Communities.
use crate::{
    crud::{ApiResource, Check, Docs, Scopes},
    demo,
    error::ApiError,
    extract::Ctx,
    markdown,
    references::References,
};
use contract::community as wire;
use domain::{
    CommunityId,
    api_client::ApiScope,
    community::Community,
    member::{Member, MemberRole, MemberStatus},
    policy::{Action, Actor, can},
};
use persistence::{Found, UnitOfWork, community as store, member, organisation, theme};
use serde_json::json;
use uuid::Uuid;

pub struct Communities;

impl ApiResource for Communities {
    const PATH: &'static str = "communities";
    const SINGULAR: &'static str = "Community";
    const ID: &'static str = "communityId";
    const SCOPES: Scopes = Scopes { read: Some(ApiScope::CommunitiesRead), write: None };
    type Store = store::Communities;
    type Input = wire::CommunityInput;
    type View = wire::Community;
    type Filter = wire::CommunityFilter;
    const LONG: &'static [&'static str] = &["purpose"];
    const ACTIONS: &'static [Action] = &[Action::ReadContent, Action::Edit, Action::Delete, Action::Join, Action::ManageMembers];

    fn docs() -> Docs {
        Docs {
            tag: "Communities",
            plural: "Communities",
            word: "community",
            words: "communities",
            who_reads: "Public ones for anyone, hidden ones for members, others for everyone who is signed in; the history of a closed community for its members.",
            who_creates: "For everyone who is signed in; you become its facilitator.",
            who_edits: "For facilitators.",
            who_deletes: "For facilitators.",
            example_id: demo::id("community", "kenniskompanie").to_string(),
            example: json!({
                "name": "Leergemeenschap laaggeletterdheid", "kind": "learningCommunity", "purpose": "Samen leren **taal** op de werkplek te organiseren.",
                "themeIds": [demo::id("theme", "inburgering")], "organisationIds": [demo::id("organisation", "oirschot")],
                "visibility": "network", "joinPolicy": "open", "archived": false,
            }),
            example_patch: json!({"purpose": "Kennis bundelen en delen, in iedere gemeente."}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, in_full: bool) -> wire::Community {
        let mut can = can(actor, &found.scope(actor), Self::ACTIONS);
        let (stored, extra) = (found.stored, found.extra);
        let Community { name, kind, purpose, theme_ids, organisation_ids, visibility, join_policy, archived } = stored.state;
        let status = extra.membership.map(|(_, status)| status);
        if domain::member::join(join_policy, archived, status).is_err() {
            can.retain(|action| *action != Action::Join);
        }
        wire::Community {
            id: stored.id.0,
            name,
            kind,
            purpose_html: in_full.then(|| markdown::render(&purpose)),
            purpose: in_full.then_some(purpose),
            theme_ids: theme_ids.into_iter().map(Uuid::from).collect(),
            organisation_ids: organisation_ids.into_iter().map(Uuid::from).collect(),
            visibility,
            join_policy,
            archived,
            member_count: extra.member_count,
            request_count: can.contains(&Action::ManageMembers).then_some(extra.request_count),
            membership: extra.membership.map(|(role, status)| wire::Membership { role, status }),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::CommunityFilter) -> (store::Filter, bool) {
        let wire::CommunityFilter { q, kind, theme_id, organisation_id, mine, archived, deleted } = filter;
        let filter =
            store::Filter { q, kind: kind.each(), theme_id: theme_id.each(), organisation_id: organisation_id.each(), mine: mine.unwrap_or(false), archived };
        (filter, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Community) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        let mut references = References::new(check.conn, check.actor);
        references.list::<theme::Themes>("themeIds", &state.theme_ids, before.map(|before| before.theme_ids.as_slice()).unwrap_or_default()).await?;
        let organisations = before.map(|before| before.organisation_ids.as_slice()).unwrap_or_default();
        references.list::<organisation::Organisations>("organisationIds", &state.organisation_ids, organisations).await?;
        references.finish()
    }

    async fn created(unit: &mut UnitOfWork, ctx: &Ctx, id: Uuid) -> Result<(), ApiError> {
        let founder =
            Member { community_id: CommunityId(id), person_id: ctx.person()?, role: MemberRole::Facilitator, status: MemberStatus::Active, end_date: None };
        Ok(member::insert(unit.conn(), &founder, unit.now()).await?)
    }
}
