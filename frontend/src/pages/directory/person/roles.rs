//! The roles of a person.
use crate::{
    components::{
        actions::Confirm,
        button::{Appearance, Button},
        edit_page::trail_to,
        form::DateField,
        layout::Page,
        not_allowed::NotAllowed,
        settled::settled,
    },
    format::{day, fill},
    hooks::{use_fetch, use_resource, use_submit},
    i18n::Texts,
    resources,
    routes::Route,
    session::use_session,
};
use chrono::NaiveDate;
use contract::{
    person::Person,
    role::{GrantedRole, Role, RoleInput},
};
use domain::policy::Action;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties, PartialEq)]
pub struct RolesPageProps {
    pub id: Uuid,
}

/// The page to grant roles and take them back.
#[component]
pub fn RolesPage(props: &RolesPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, retry) = use_resource::<resources::People>(props.id);
    let client = session.client.clone();
    let (roles, reload) = use_fetch(props.id, move |id| {
        let client = client.clone();
        async move { client.person_roles(id).await }
    });
    let (found, roles) = match settled(found, &retry).and_then(|found| Ok((found, settled(roles, &reload)?))) {
        Ok(both) => both,
        Err(instead) => return instead,
    };
    let person = &found.value;
    if roles.grantable.is_empty() && roles.items.is_empty() && !person.can.contains(&Action::ManageRoles) {
        return html! {
            <Page title={texts.not_allowed()} trail={trail_to::<resources::People>(texts, person)}>
                <NotAllowed who={texts.for_coordinators()} />
            </Page>
        };
    }
    let trail = vec![(AttrValue::from(texts.people()), Route::People), (AttrValue::from(person.name.clone()), Route::Person { id: person.id })];
    let shown = Role::ALL.iter().copied().filter(|role| roles.grantable.contains(role) || roles.items.iter().any(|granted| granted.role == *role));
    html! {
        <Page title={fill(texts.roles_of(), &[&person.name])} lead={texts.roles_lead()} {trail}>
            <ul class="kompaan-cards">
                { for shown.map(|role| html! {
                    <RoleCard
                        key={role.as_str()}
                        person={person.clone()}
                        {role}
                        granted={roles.items.iter().find(|granted| granted.role == role).cloned()}
                        grantable={roles.grantable.contains(&role)}
                        changed={reload.clone()}
                    />
                }) }
            </ul>
        </Page>
    }
}

fn about(texts: Texts, role: Role) -> &'static str {
    match role {
        Role::Administrator => texts.role_administrator_about(),
        Role::Editor => texts.role_editor_about(),
        Role::Auditor => texts.role_auditor_about(),
        Role::Coordinator => texts.role_coordinator_about(),
        Role::Executive => texts.role_executive_about(),
    }
}

#[derive(Properties, PartialEq)]
struct RoleCardProps {
    person: Person,
    role: Role,
    granted: Option<GrantedRole>,
    grantable: bool,
    changed: Callback<()>,
}

#[component]
fn RoleCard(props: &RoleCardProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let RoleCardProps { person, role, granted, grantable, changed } = props;
    let role = *role;
    let end_date = use_state(|| None::<NaiveDate>);
    let submission = use_submit();
    let has = granted.as_ref().is_some_and(|granted| granted.end_date.is_none_or(|end| end >= crate::calendar::today()));
    let set_end = {
        let end_date = end_date.setter();
        Callback::from(move |day| end_date.set(day))
    };
    let grant = {
        let (session, person, changed, end_date, submission) = (session.clone(), person.clone(), changed.clone(), *end_date, submission.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, person, changed) = (session.clone(), person.clone(), changed.clone());
            let (client, id) = (session.client.clone(), person.id);
            let work = async move { client.grant_role(id, role, &RoleInput { end_date }).await };
            submission.send(vec![], work, move |()| {
                session.say(fill(session.texts().role_granted(), &[&person.name, session.texts().word(role)]));
                changed.emit(());
            });
        })
    };
    let take_back = {
        let (session, person, changed) = (session.clone(), person.clone(), changed.clone());
        Callback::from(move |()| {
            let (session, person, changed) = (session.clone(), person.clone(), changed.clone());
            spawn_local(async move {
                match session.client.end_role(person.id, role).await {
                    Ok(()) => session.say(fill(session.texts().role_taken(), &[&person.name, session.texts().word(role)])),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                changed.emit(());
            });
        })
    };
    let until =
        granted.as_ref().and_then(|granted| granted.end_date).map(|end| fill(if has { texts.until() } else { texts.role_ended() }, &[&day(session.lang, end)]));
    html! {
        <li class="kompaan-card">
            <h2 class="utrecht-heading-4 kompaan-card__title">{ texts.word(role) }</h2>
            <p class="kompaan-card__facts kompaan-quiet">{ about(texts, role) }</p>
            if has || until.is_some() {
                <p class="kompaan-card__facts">
                    <strong>{ if has { texts.yes() } else { texts.no() } }</strong>
                    { for until.map(|until| format!(", {until}")) }
                </p>
            }
            if *grantable && has {
                <Confirm
                    label={texts.role_end()}
                    question={fill(texts.role_end_question(), &[&person.name])}
                    yes={texts.role_end_yes()}
                    onconfirm={take_back}
                    danger=true
                    of={AttrValue::from(texts.word(role))}
                />
            } else if *grantable {
                { submission.summary_of(vec![("endDate", texts.last_day())], format!("-{role}")) }
                <DateField
                    name={format!("endDate-{role}")}
                    label={format!("{} ({})", texts.last_day(), texts.optional())}
                    value={*end_date}
                    onchange={set_end}
                    errors={submission.wrong("endDate")}
                />
                <p class="kompaan-actions">
                    <Button appearance={Appearance::Secondary} onclick={grant} busy={submission.busy()}>
                        { texts.role_grant() }
                        <span class="kompaan-visually-hidden">{ format!(": {}", texts.word(role)) }</span>
                    </Button>
                </p>
            }
        </li>
    }
}
