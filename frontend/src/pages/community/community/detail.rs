//! The page of a community.
use super::members::Members;
use crate::{
    components::{
        actions::{Confirm, Delete},
        badge::Badge,
        button::{Appearance, Button, ButtonLink},
        cards::SubProjectCard,
        history::History,
        layout::Page,
        link::RouteLink,
        markdown::Markdown,
        paragraph::P,
        settled::settled,
        tabs::{Tabs, use_tab},
        themes::ThemeLinks,
    },
    format::count,
    hooks::{use_list, use_resource},
    resources,
    routes::Route,
    session::use_session,
};
use client::Versioned;
use contract::{
    PageQuery,
    community::{Community, JoinPolicy, MemberStatus},
    sub_project::SubProjectFilter,
    words::community::COMMUNITY,
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
    let (found, reload) = use_resource::<resources::Communities>(props.id);
    match settled(found, &reload) {
        Ok(found) => html! { <Detail found={(*found).clone()} {reload} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct DetailProps {
    found: Versioned<Community>,
    reload: Callback<()>,
}

#[component]
fn Detail(props: &DetailProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let community = &props.found.value;
    let id = community.id;
    let can = |action| community.can.contains(&action);
    let inside = can(Action::ReadContent);
    let mut tabs = vec![
        ("over", AttrValue::from(texts.label(&COMMUNITY.purpose))),
        ("leden", texts.community_members().into()),
        ("deelprojecten", texts.plan_sub_projects().into()),
    ];
    if inside {
        tabs.push(("geschiedenis", texts.history().into()));
    }
    let keys: Vec<_> = tabs.iter().map(|(key, _)| *key).collect();
    let current = use_tab(&keys);
    let header = html! {
        <>
            <p class="kompaan-card__badges">
                <Badge>{ texts.word(community.kind) }</Badge>
                <Badge>{ count(texts.community_member_one(), texts.community_member_many(), community.member_count) }</Badge>
                if community.archived { <Badge>{ texts.label(&COMMUNITY.archived) }</Badge> }
            </p>
            if can(Action::Edit) {
                <div class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Secondary} to={Route::EditCommunity { id }}>{ texts.edit() }</ButtonLink>
                    if can(Action::Delete) { <Delete<resources::Communities> found={props.found.clone()} then={Route::Communities} /> }
                </div>
            }
        </>
    };
    html! {
        <Page title={community.name.clone()} trail={vec![(AttrValue::from(texts.communities()), Route::Communities)]} {header}>
            <Tabs route={Route::Community { id }} {tabs} {current} />
            {
                match current {
                    "leden" if inside => html! {
                        <section aria-labelledby="leden">
                            <h2 id="leden" class="utrecht-heading-2">{ texts.community_members() }</h2>
                            <Members
                                community={id}
                                round={community.member_count}
                                may_manage={can(Action::ManageMembers)}
                                changed={props.reload.clone()}
                            />
                        </section>
                    },
                    "leden" => html! { <P class="kompaan-quiet">{ texts.community_members_closed() }</P> },
                    "deelprojecten" => html! { <SubProjects community={id} /> },
                    "geschiedenis" => html! { <History<resources::Communities> {id} round={community.version} /> },
                    _ => html! { <About found={props.found.clone()} reload={props.reload.clone()} /> },
                }
            }
        </Page>
    }
}

#[component]
fn About(props: &DetailProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let community = &props.found.value;
    let organisations: Vec<_> = community.organisation_ids.iter().filter_map(|id| Some((*id, session.catalogue.organisation(*id)?.to_owned()))).collect();
    html! {
        <div class="kompaan-columns">
            <section aria-labelledby="over">
                <h2 id="over" class="utrecht-heading-2">{ texts.label(&COMMUNITY.purpose) }</h2>
                <Markdown html={community.purpose_html.clone().unwrap_or_default()} empty={texts.community_no_purpose()} />
            </section>
            <aside class="kompaan-aside" aria-label={community.name.clone()}>
                <Membership found={props.found.clone()} reload={props.reload.clone()} />
                <dl class="kompaan-facts">
                    <div><dt>{ texts.label(&COMMUNITY.visibility) }</dt><dd>{ texts.explained(community.visibility) }</dd></div>
                    <div><dt>{ texts.label(&COMMUNITY.join_policy) }</dt><dd>{ texts.explained(community.join_policy) }</dd></div>
                    <ThemeLinks ids={community.theme_ids.clone()} />
                    if !organisations.is_empty() {
                        <div>
                            <dt>{ texts.label(&COMMUNITY.organisation_ids) }</dt>
                            <dd>
                                <ul class="kompaan-plain-list">
                                    { for organisations.into_iter().map(|(id, name)| html! {
                                        <li key={id.to_string()}><RouteLink to={Route::Organisation { id }}>{ name }</RouteLink></li>
                                    }) }
                                </ul>
                            </dd>
                        </div>
                    }
                </dl>
            </aside>
        </div>
    }
}

/// My own place: join, wait, leave.
#[component]
fn Membership(props: &DetailProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let community = &props.found.value;
    let busy = use_state(|| false);
    let status = community.membership.map(|membership| membership.status);
    let act = |leave: bool, notice: &'static str| {
        let (session, busy, reload, id) = (session.clone(), busy.clone(), props.reload.clone(), community.id);
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (session, busy, reload) = (session.clone(), busy.clone(), reload.clone());
            spawn_local(async move {
                let members = session.client.members(id);
                let result = if leave { members.leave().await } else { members.join().await.map(drop) };
                match result {
                    Ok(()) => session.say(notice),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                busy.set(false);
                reload.emit(());
            });
        })
    };
    let (join_label, join_notice) = match (status, community.join_policy) {
        (Some(MemberStatus::Invited), _) => (texts.community_accept(), texts.community_joined()),
        (_, JoinPolicy::OnRequest) => (texts.community_ask(), texts.community_asked()),
        _ => (texts.community_join(), texts.community_joined()),
    };
    let (leave_label, leave_question, leave_yes) = match status {
        Some(MemberStatus::Requested) => (texts.community_withdraw(), texts.community_withdraw_confirm(), texts.community_withdraw_yes()),
        Some(MemberStatus::Invited) => (texts.community_decline(), texts.community_decline_confirm(), texts.community_decline_yes()),
        _ => (texts.community_leave(), texts.community_leave_confirm(), texts.community_leave_yes()),
    };
    let standing = community.membership.map(|membership| texts.own_membership(membership));
    let join = act(false, join_notice).reform(|_: MouseEvent| ());
    html! {
        <div class="kompaan-membership">
            if let Some(standing) = standing { <P><strong>{ standing }</strong></P> }
            if community.can.contains(&Action::Join) {
                <Button appearance={Appearance::Primary} onclick={join}>{ join_label }</Button>
            } else if standing.is_none() && community.join_policy == JoinPolicy::ByInvitation {
                <P class="kompaan-quiet">{ texts.explained(JoinPolicy::ByInvitation) }</P>
            }
            if standing.is_some() {
                <Confirm
                    label={leave_label}
                    question={leave_question}
                    yes={leave_yes}
                    onconfirm={act(true, texts.community_left())}
                    danger=true
                />
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
    let texts = session.texts();
    let filter = SubProjectFilter { community_id: Some(props.community), ..SubProjectFilter::default() };
    let pages = use_list::<resources::SubProjects>(filter, PageQuery::default());
    let page = match settled(pages.first.clone(), &pages.reload) {
        Ok(page) => page,
        Err(instead) => return instead,
    };
    html! {
        <section aria-labelledby="deelprojecten">
            <h2 id="deelprojecten" class="utrecht-heading-2">{ texts.community_sub_projects() }</h2>
            if page.items.is_empty() { <P class="kompaan-quiet">{ texts.community_sub_projects_none() }</P> }
            <ul class="kompaan-cards">
                { for pages.items().iter().map(|item| html! {
                    <SubProjectCard key={item.id.to_string()} sub_project={item.clone()} with_plan=true />
                }) }
            </ul>
            { pages.more_button(texts) }
        </section>
    }
}
