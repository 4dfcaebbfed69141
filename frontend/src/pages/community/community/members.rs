//! Who takes part, who asks to, who is invited; for facilitators with what they may do about it.
use super::member_end::MemberEnd;
use crate::{
    components::{
        actions::Confirm,
        badge::Badge,
        button::{Appearance, Button},
        choices::PeopleField,
        link::RouteLink,
        role_ends::Until,
        settled::settled,
    },
    format::fill,
    hooks::{use_fetch, use_pages},
    routes::Route,
    session::{Session, use_session},
};
use contract::member::{Member, MemberFilter, MemberPatch, MemberRole, MemberStatus};
use std::{future::Future, pin::Pin};
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

#[derive(Clone, Properties, PartialEq)]
pub struct MembersProps {
    pub community: Uuid,
    /// Changes when the members have changed.
    pub round: i64,
    pub may_manage: bool,
    pub changed: Callback<()>,
}

/// What a facilitator does, and what is said of it afterwards.
type Work = Pin<Box<dyn Future<Output = Result<String, client::Error>>>>;

/// The members by name; for facilitators the requests and invitations above them.
#[component]
pub fn Members(props: &MembersProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let round = use_state(|| 0_u32);
    let deps = (props.community, props.round, *round);
    let client = session.client.clone();
    let pages = use_pages(deps, move |(community, ..), cursor| {
        let client = client.clone();
        Box::pin(async move { client.members(community).list(&MemberFilter::default(), cursor.as_deref()).await })
    });
    let client = session.client.clone();
    let (waiting, _) = use_fetch((deps, props.may_manage), move |((community, ..), may_manage)| {
        let client = client.clone();
        async move {
            let mut waiting = vec![];
            for status in [MemberStatus::Requested, MemberStatus::Invited].into_iter().filter(|_| may_manage) {
                waiting.extend(client.members(community).list(&MemberFilter { status: Some(status), role: None }, None).await?.items);
            }
            Ok(waiting)
        }
    });
    let done = {
        let changed = props.changed.clone();
        Callback::from(move |()| {
            round.set(*round + 1);
            changed.emit(());
        })
    };
    let act = {
        let (session, done) = (session.clone(), done.clone());
        Callback::from(move |work: Work| {
            let (session, done) = (session.clone(), done.clone());
            spawn_local(async move {
                match work.await {
                    Ok(said) => session.say(said),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                done.emit(());
            });
        })
    };
    if let Err(instead) = settled(pages.first.clone(), &pages.reload) {
        return instead;
    }
    let waiting = waiting.ready().map(|waiting| waiting.as_slice()).unwrap_or_default();
    let of = |status| waiting.iter().filter(move |member: &&Member| member.status == status);
    html! {
        <>
            if props.may_manage {
                <Invite community={props.community} act={act.clone()} />
                if of(MemberStatus::Requested).next().is_some() {
                    <h3 class="utrecht-heading-3">{ texts.community_requests() }</h3>
                    <ul class="kompaan-people">
                        { for of(MemberStatus::Requested).map(|member| row(&session, member, request_actions(&session, member, &act))) }
                    </ul>
                }
                if of(MemberStatus::Invited).next().is_some() {
                    <h3 class="utrecht-heading-3">{ texts.community_invited() }</h3>
                    <ul class="kompaan-people">
                        { for of(MemberStatus::Invited).map(|member| row(&session, member, remove(&session, member, &act))) }
                    </ul>
                }
                <h3 class="utrecht-heading-3">{ texts.community_active() }</h3>
            }
            <ul class="kompaan-people">
                { for pages.items().iter().map(|member| {
                    let actions = if props.may_manage { member_actions(&session, member, &act, &done) } else { Html::default() };
                    row(&session, member, actions)
                }) }
            </ul>
            { pages.more_button(texts) }
        </>
    }
}

fn row(session: &Session, member: &Member, actions: Html) -> Html {
    let texts = session.texts();
    let work = [member.job_title.as_str(), member.organisation_name.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    html! {
        <li key={member.person_id.to_string()} class="kompaan-people__person">
            <span class="kompaan-people__who">
                <RouteLink to={Route::Person { id: member.person_id }} class="kompaan-people__name">{ &member.person_name }</RouteLink>
                <span class="kompaan-quiet">{ work }</span>
            </span>
            if member.role == MemberRole::Facilitator { <Badge>{ texts.word(MemberRole::Facilitator) }</Badge> }
            <Until end_date={member.end_date} />
            { actions }
        </li>
    }
}

fn request_actions(session: &Session, member: &Member, act: &Callback<Work>) -> Html {
    let texts = session.texts();
    let decide = |approve: bool| {
        let (client, community, person, name) = (session.client.clone(), member.community_id, member.person_id, member.person_name.clone());
        act.reform(move |_: MouseEvent| {
            let (client, name) = (client.clone(), name.clone());
            Box::pin(async move {
                let members = client.members(community);
                let done = if approve { texts.community_approved() } else { texts.community_refused() };
                if approve { members.approve(person).await.map(drop) } else { members.refuse(person).await }.map(|()| fill(done, &[&name]))
            }) as Work
        })
    };
    let name = html! { <span class="kompaan-visually-hidden">{ format!(" {}", member.person_name) }</span> };
    html! {
        <span class="kompaan-actions">
            <Button appearance={Appearance::Primary} onclick={decide(true)}>{ texts.community_approve() }{ name.clone() }</Button>
            <Button appearance={Appearance::Secondary} onclick={decide(false)}>{ texts.community_refuse() }{ name }</Button>
        </span>
    }
}

fn member_actions(session: &Session, member: &Member, act: &Callback<Work>, done: &Callback<()>) -> Html {
    let texts = session.texts();
    let (role, label) = match member.role {
        MemberRole::Member => (MemberRole::Facilitator, texts.community_make_facilitator()),
        MemberRole::Facilitator => (MemberRole::Member, texts.community_make_member()),
    };
    let change = {
        let (client, member) = (session.client.clone(), member.clone());
        act.reform(move |_: MouseEvent| {
            let (client, member) = (client.clone(), member.clone());
            Box::pin(async move {
                let etag = format!("\"v{}\"", member.version);
                client.members(member.community_id).change_role(member.person_id, &etag, &MemberPatch { role: Some(role), end_date: None }).await?;
                let done = if role == MemberRole::Facilitator { texts.community_is_facilitator() } else { texts.community_is_member() };
                Ok(fill(done, &[&member.person_name]))
            }) as Work
        })
    };
    html! {
        <div class="kompaan-actions">
            <Button appearance={Appearance::Subtle} onclick={change}>
                { label }
                <span class="kompaan-visually-hidden">{ format!(" {}", member.person_name) }</span>
            </Button>
            { remove(session, member, act) }
            <MemberEnd member={member.clone()} changed={done} />
        </div>
    }
}

fn remove(session: &Session, member: &Member, act: &Callback<Work>) -> Html {
    let texts = session.texts();
    let invited = member.status == MemberStatus::Invited;
    let onconfirm = {
        let (client, member) = (session.client.clone(), member.clone());
        act.reform(move |()| {
            let (client, member) = (client.clone(), member.clone());
            Box::pin(async move {
                client.members(member.community_id).remove(member.person_id, &format!("\"v{}\"", member.version)).await?;
                Ok(fill(texts.community_removed(), &[&member.person_name]))
            }) as Work
        })
    };
    let (label, question) =
        if invited { (texts.community_uninvite(), texts.community_uninvite_confirm()) } else { (texts.community_remove(), texts.community_remove_confirm()) };
    html! {
        <Confirm
            {label}
            question={fill(question, &[&member.person_name])}
            yes={texts.community_remove_yes()}
            {onconfirm}
            danger=true
            of={member.person_name.clone()}
        />
    }
}

#[derive(Properties, PartialEq)]
struct InviteProps {
    community: Uuid,
    act: Callback<Work>,
}

/// Inviting colleagues by name.
#[component]
fn Invite(props: &InviteProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let chosen = use_state(Vec::<Uuid>::new);
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |ids| chosen.set(ids))
    };
    let send = {
        let (client, community, chosen) = (session.client.clone(), props.community, chosen.clone());
        props.act.reform(move |_: MouseEvent| {
            let (client, ids) = (client.clone(), (*chosen).clone());
            chosen.set(vec![]);
            Box::pin(async move {
                for person_id in ids {
                    client.members(community).invite(person_id).await?;
                }
                Ok(texts.community_invitations_sent().to_owned())
            }) as Work
        })
    };
    html! {
        <div class="kompaan-panel">
            <PeopleField name="uitnodigen" label={texts.community_invite()} chosen={(*chosen).clone()} {onchange} />
            if !chosen.is_empty() {
                <p class="kompaan-actions">
                    <Button appearance={Appearance::Primary} onclick={send}>{ texts.community_invite_send() }</Button>
                </p>
            }
        </div>
    }
}
