//! Who takes part, and who asks to.
use crate::{
    components::{badge::Badge, failure::Failure, skeleton::Skeleton},
    format::fill,
    hooks::{Fetch, use_fetch},
    session::use_session,
};
use contract::member::{Member, MemberFilter, MemberRole, MemberStatus};
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties, PartialEq)]
pub struct MembersProps {
    pub community: Uuid,
    /// Changes when the members have changed.
    pub round: i64,
    pub may_manage: bool,
    pub changed: Callback<()>,
}

/// The members by name; for facilitators the requests above them.
#[component]
pub fn Members(props: &MembersProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let deps = (props.community, props.round, props.may_manage);
    let (found, reload) = use_fetch(deps, move |(community, _, may_manage)| {
        let client = client.clone();
        async move {
            let members = client.members(community).list(&MemberFilter::default(), None).await?.items;
            let asked = MemberFilter { status: Some(MemberStatus::Requested), role: None };
            let requests = if may_manage { client.members(community).list(&asked, None).await?.items } else { vec![] };
            Ok((members, requests))
        }
    });
    let found = match found {
        Fetch::Loading => return html! { <Skeleton /> },
        Fetch::Failed(error) => return html! { <Failure {error} retry={reload} /> },
        Fetch::Ready(found) => found,
    };
    let (members, requests) = &*found;
    let decide = |member: &Member, approve: bool| {
        let (session, community, person, name) = (session.clone(), props.community, member.person_id, member.person_name.clone());
        let (changed, reload) = (props.changed.clone(), reload.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, name, changed, reload) = (session.clone(), name.clone(), changed.clone(), reload.clone());
            spawn_local(async move {
                let texts = session.texts();
                let members = session.client.members(community);
                let result = if approve { members.approve(person).await.map(drop) } else { members.refuse(person).await };
                match result {
                    Ok(()) => session.say(fill(if approve { texts.community_approved } else { texts.community_refused }, &[&name])),
                    Err(error) => session.say(texts.failure(&error)),
                }
                reload.emit(());
                changed.emit(());
            });
        })
    };
    html! {
        <>
            if !requests.is_empty() {
                <h3 class="utrecht-heading-3">{ texts.community_requests }</h3>
                <ul class="kompaan-people">
                    { for requests.iter().map(|member| html! {
                        <li key={member.person_id.to_string()} class="kompaan-people__person">
                            <span class="kompaan-people__name">{ &member.person_name }</span>
                            <span class="kompaan-quiet">{ work(member) }</span>
                            <span class="kompaan-actions">
                                <button type="button" class="utrecht-button utrecht-button--primary-action" onclick={decide(member, true)}>{ texts.community_approve }<span class="kompaan-visually-hidden">{ format!(" {}", member.person_name) }</span></button>
                                <button type="button" class="utrecht-button utrecht-button--secondary-action" onclick={decide(member, false)}>{ texts.community_refuse }<span class="kompaan-visually-hidden">{ format!(" {}", member.person_name) }</span></button>
                            </span>
                        </li>
                    }) }
                </ul>
            }
            <ul class="kompaan-people">
                { for members.iter().map(|member| html! {
                    <li key={member.person_id.to_string()} class="kompaan-people__person">
                        <span class="kompaan-people__name">{ &member.person_name }</span>
                        <span class="kompaan-quiet">{ work(member) }</span>
                        if member.role == MemberRole::Facilitator { <Badge>{ texts.community_facilitator }</Badge> }
                    </li>
                }) }
            </ul>
        </>
    }
}

fn work(member: &Member) -> String {
    [member.job_title.as_str(), member.organisation_name.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}
