//! The page of a community.
use super::{kind_name, members::Members, visibility_name};
use crate::{
    components::{badge::Badge, failure::Failure, layout::Page, markdown::Markdown, skeleton::Skeleton},
    format::count,
    hooks::{Fetch, use_fetch},
    pages::sub_project::card::SubProjectCard,
    routes::Route,
    session::use_session,
};
use contract::{
    PageQuery,
    community::{Community, JoinPolicy, MemberRole, MemberStatus},
    sub_project::SubProjectFilter,
};
use domain::policy::Action;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties, PartialEq)]
pub struct CommunityPageProps {
    pub id: Uuid,
}

/// What it is for, who takes part, and the sub-projects that it surrounds.
#[component]
pub fn CommunityPage(props: &CommunityPageProps) -> Html {
    let session = use_session();
    let client = session.client.clone();
    let deps = (props.id, session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch(deps, move |(id, _)| {
        let client = client.clone();
        async move { Ok(client.communities().get(id).await?.value) }
    });
    match found {
        Fetch::Loading => html! { <div class="kompaan-width"><Skeleton /></div> },
        Fetch::Failed(error) => html! { <div class="kompaan-width"><Failure {error} retry={reload} /></div> },
        Fetch::Ready(community) => html! { <Detail community={(*community).clone()} {reload} /> },
    }
}

#[derive(Properties, PartialEq)]
struct DetailProps {
    community: Community,
    reload: Callback<()>,
}

#[component]
fn Detail(props: &DetailProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let community = &props.community;
    let mut organisations: Vec<_> = community.organisation_ids.iter().filter_map(|id| session.catalogue.organisation(*id)).collect();
    organisations.sort_unstable();
    let themes: Vec<_> = community.theme_ids.iter().filter_map(|id| session.catalogue.theme(*id, session.lang)).collect();
    let may_read = community.can.contains(&Action::ReadContent);
    let header = html! {
        <p class="kompaan-card__badges">
            <Badge>{ kind_name(texts, community.kind) }</Badge>
            <Badge>{ count(texts.community_member_one, texts.community_member_many, community.member_count) }</Badge>
            if community.archived { <Badge>{ texts.community_archived }</Badge> }
        </p>
    };
    html! {
        <Page title={community.name.clone()} trail={vec![(AttrValue::from(texts.communities), Route::Communities)]} {header}>
            <div class="kompaan-columns">
                <div>
                    <section aria-labelledby="over">
                        <h2 id="over" class="utrecht-heading-2">{ texts.community_about }</h2>
                        <Markdown html={community.purpose_html.clone().unwrap_or_default()} empty={texts.community_no_purpose} />
                    </section>
                    <SubProjects community={community.id} />
                </div>
                <aside class="kompaan-aside" aria-label={community.name.clone()}>
                    <Membership community={community.clone()} reload={props.reload.clone()} />
                    <dl class="kompaan-facts">
                        <div><dt>{ texts.visibility }</dt><dd>{ visibility_name(texts, community.visibility) }</dd></div>
                        if !themes.is_empty() { <div><dt>{ texts.sub_project_themes }</dt><dd>{ themes.join(", ") }</dd></div> }
                        if !organisations.is_empty() { <div><dt>{ texts.community_organisations }</dt><dd>{ organisations.join(", ") }</dd></div> }
                    </dl>
                </aside>
            </div>
            <section aria-labelledby="leden">
                <h2 id="leden" class="utrecht-heading-2">{ texts.community_members }</h2>
                if may_read {
                    <Members community={community.id} round={community.member_count} may_manage={community.can.contains(&Action::ManageMembers)} changed={props.reload.clone()} />
                } else {
                    <p class="utrecht-paragraph kompaan-quiet">{ texts.community_members_closed }</p>
                }
            </section>
        </Page>
    }
}

/// My own place: join, wait, leave.
#[component]
fn Membership(props: &DetailProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let community = &props.community;
    let confirming = use_state(|| false);
    let busy = use_state(|| false);
    let status = community.membership.map(|membership| membership.status);
    let act = |leave: bool, notice: &'static str| {
        let (session, busy, reload, confirming, id) = (session.clone(), busy.clone(), props.reload.clone(), confirming.clone(), community.id);
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (session, busy, reload, confirming) = (session.clone(), busy.clone(), reload.clone(), confirming.clone());
            spawn_local(async move {
                let members = session.client.members(id);
                let result = if leave { members.leave().await } else { members.join().await.map(drop) };
                match result {
                    Ok(()) => session.say(notice),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                confirming.set(false);
                busy.set(false);
                reload.emit(());
            });
        })
    };
    let ask_to_confirm = {
        let confirming = confirming.clone();
        Callback::from(move |_: MouseEvent| confirming.set(true))
    };
    let stay = {
        let confirming = confirming.clone();
        Callback::from(move |_: MouseEvent| confirming.set(false))
    };
    let (join_label, join_notice) = match (status, community.join_policy) {
        (Some(MemberStatus::Invited), _) => (texts.community_accept, texts.community_joined),
        (_, JoinPolicy::OnRequest) => (texts.community_ask, texts.community_asked),
        _ => (texts.community_join, texts.community_joined),
    };
    let standing = community.membership.map(|membership| match (membership.status, membership.role) {
        (MemberStatus::Active, MemberRole::Facilitator) => texts.community_you_facilitator,
        (MemberStatus::Active, MemberRole::Member) => texts.community_you_member,
        (MemberStatus::Requested, _) => texts.community_you_requested,
        (MemberStatus::Invited, _) => texts.community_you_invited,
    });
    let may_join = community.can.contains(&Action::Join);
    html! {
        <div class="kompaan-membership">
            if let Some(standing) = standing { <p class="utrecht-paragraph"><strong>{ standing }</strong></p> }
            if may_join {
                <button type="button" class="utrecht-button utrecht-button--primary-action" onclick={act(false, join_notice)}>{ join_label }</button>
            } else if standing.is_none() && community.join_policy == JoinPolicy::ByInvitation {
                <p class="utrecht-paragraph kompaan-quiet">{ texts.community_by_invitation }</p>
            }
            if *confirming {
                <div role="group" aria-label={texts.community_leave}>
                    <p class="utrecht-paragraph">{ texts.community_leave_confirm }</p>
                    <p class="kompaan-actions">
                        <button type="button" class="utrecht-button utrecht-button--primary-action utrecht-button--danger" onclick={act(true, texts.community_left)}>{ texts.community_leave_yes }</button>
                        <button type="button" class="utrecht-button utrecht-button--subtle" onclick={stay}>{ texts.cancel }</button>
                    </p>
                </div>
            } else if standing.is_some() && status != Some(MemberStatus::Invited) {
                <button type="button" class="utrecht-button utrecht-button--secondary-action" onclick={ask_to_confirm}>
                    { if status == Some(MemberStatus::Requested) { texts.community_withdraw } else { texts.community_leave } }
                </button>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SubProjectsProps {
    community: Uuid,
}

#[component]
fn SubProjects(props: &SubProjectsProps) -> Html {
    let session = use_session();
    let client = session.client.clone();
    let deps = (props.community, session.person.as_ref().map(|person| person.id));
    let (found, _) = use_fetch(deps, move |(community, _)| {
        let client = client.clone();
        async move {
            let filter = SubProjectFilter { community_id: Some(community), ..SubProjectFilter::default() };
            client.sub_projects().list(&filter, &PageQuery { page_size: Some(100), ..PageQuery::default() }).await
        }
    });
    let Some(page) = found.ready().filter(|page| !page.items.is_empty()) else { return Html::default() };
    html! {
        <section aria-labelledby="deelprojecten">
            <h2 id="deelprojecten" class="utrecht-heading-2">{ session.texts().community_sub_projects }</h2>
            <ul class="kompaan-cards">{ for page.items.iter().map(|item| html! { <SubProjectCard key={item.id.to_string()} sub_project={item.clone()} with_plan=true /> }) }</ul>
        </section>
    }
}
