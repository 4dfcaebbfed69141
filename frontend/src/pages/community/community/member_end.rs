//! Until when somebody is a member or a facilitator.
use crate::{
    components::{
        button::{Appearance, Button},
        form::DateField,
    },
    format::{day, fill},
    hooks::use_submit,
    session::use_session,
};
use contract::member::{Member, MemberPatch};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MemberEndProps {
    pub member: Member,
    pub changed: Callback<()>,
}

/// A button that unfolds the last day of a member's role, to be set or taken away.
#[component]
pub fn MemberEnd(props: &MemberEndProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let open = use_state(|| false);
    let typed = use_state(|| props.member.end_date);
    let submission = use_submit();
    let of_form = format!("-{}", props.member.person_id);
    let name = format!("endDate{of_form}");
    let of = html! { <span class="kompaan-visually-hidden">{ format!(" {}", props.member.person_name) }</span> };
    let toggle = {
        let (open, typed, end) = (open.clone(), typed.clone(), props.member.end_date);
        Callback::from(move |_: MouseEvent| {
            typed.set(end);
            open.set(!*open);
        })
    };
    let onchange = {
        let typed = typed.clone();
        Callback::from(move |day| typed.set(day))
    };
    let save = {
        let (session, member, changed, open, typed, submission) =
            (session.clone(), props.member.clone(), props.changed.clone(), open.clone(), *typed, submission.clone());
        Callback::from(move |_: MouseEvent| {
            let (client, said, member) = (session.client.clone(), session.clone(), member.clone());
            let (changed, open, person) = (changed.clone(), open.clone(), member.person_name.clone());
            let work = async move {
                let patch = MemberPatch { role: None, end_date: Some(typed) };
                client.members(member.community_id).change_role(member.person_id, &format!("\"v{}\"", member.version), &patch).await
            };
            submission.send(vec![], work, move |_| {
                let texts = said.texts();
                said.say(typed.map_or_else(|| fill(texts.role_without_end(), &[&person]), |end| fill(texts.role_with_end(), &[&person, &day(said.lang, end)])));
                open.set(false);
                changed.emit(());
            });
        })
    };
    html! {
        <>
            <Button appearance={Appearance::Subtle} onclick={toggle.clone()} expanded={*open}>{ texts.last_day() }{ of.clone() }</Button>
            if *open {
                <div class="kompaan-panel" role="group" aria-label={format!("{} {}", texts.last_day(), props.member.person_name)}>
                    { submission.summary_of(vec![("endDate", texts.last_day())], of_form) }
                    <DateField
                        {name}
                        label={texts.last_day()}
                        hint={texts.member_end_hint()}
                        value={*typed}
                        {onchange}
                        errors={submission.wrong("endDate")}
                    />
                    <p class="kompaan-actions">
                        <Button appearance={Appearance::Primary} onclick={save} busy={submission.busy()}>{ texts.save() }{ of }</Button>
                        <Button appearance={Appearance::Subtle} onclick={toggle}>{ texts.cancel() }</Button>
                    </p>
                </div>
            }
        </>
    }
}
