//! The page of a person.
use super::account::AccountActions;
use crate::{
    components::{
        actions::Delete,
        badge::Badge,
        button::{Appearance, ButtonLink},
        cards::SubProjectCard,
        layout::Page,
        link::{PlainLink, RouteLink},
        paragraph::P,
        settled::settled,
        themes::ThemeLinks,
    },
    hooks::{use_fetch, use_resource},
    resources,
    routes::Route,
    session::use_session,
};
use contract::{PageQuery, person::AccountStatus, sub_project::SubProjectFilter, words::directory::PERSON};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PersonPageProps {
    pub id: Uuid,
}

/// Who somebody is, what one can ask them, and what they lead.
#[component]
pub fn PersonPage(props: &PersonPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_resource::<resources::People>(props.id);
    let client = session.client.clone();
    let (led, _) = use_fetch(props.id, move |id| {
        let client = client.clone();
        async move {
            let filter = SubProjectFilter { team_member_id: Some(id), ..SubProjectFilter::default() };
            Ok(client.sub_projects().list(&filter, &PageQuery { page_size: Some(100), ..PageQuery::default() }).await?.items)
        }
    });
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let person = &found.value;
    let id = person.id;
    let own = session.person.as_ref().is_some_and(|me| me.id == id);
    let can = |action| person.can.contains(&action);
    let header = html! {
        <>
            <p class="kompaan-card__badges">
                if person.status != AccountStatus::Active { <Badge>{ texts.word(person.status) }</Badge> }
                { for person.roles.iter().map(|role| html! { <Badge>{ texts.word(*role) }</Badge> }) }
            </p>
            if can(Action::Edit) {
                <div class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Secondary} to={Route::EditPerson { id }}>
                        { if own { texts.person_edit_own() } else { texts.edit() } }
                    </ButtonLink>
                    if own { <ButtonLink appearance={Appearance::Secondary} to={Route::MyAccount}>{ texts.my_account() }</ButtonLink> }
                    if can(Action::ManageRoles) {
                        <ButtonLink appearance={Appearance::Secondary} to={Route::Roles { id }}>
                            { session.texts().roles() }
                        </ButtonLink>
                    }
                    if can(Action::Delete) && !own {
                        <Delete<resources::People> found={(*found).clone()} then={Route::People} />
                    }
                </div>
            }
            if can(Action::ManageAccount) && !own {
                <AccountActions found={(*found).clone()} changed={reload.clone()} />
            }
        </>
    };
    let led = led.ready().map(|led| led.as_slice()).unwrap_or_default();
    html! {
        <Page title={person.name.clone()} trail={vec![(AttrValue::from(texts.people()), Route::People)]} {header}>
            <dl class="kompaan-facts kompaan-aside">
                if !person.job_title.is_empty() { <div><dt>{ texts.label(&PERSON.job_title) }</dt><dd>{ &person.job_title }</dd></div> }
                <div>
                    <dt>{ texts.organisation() }</dt>
                    <dd><RouteLink to={Route::Organisation { id: person.organisation_id }}>{ &person.organisation_name }</RouteLink></dd>
                </div>
                if let Some(email) = &person.email {
                    <div><dt>{ texts.email() }</dt><dd><PlainLink href={format!("mailto:{email}")}>{ email }</PlainLink></dd></div>
                }
                <div>
                    <dt>{ texts.person_ask() }</dt>
                    <dd>
                        {
                            if person.expertise.is_empty() {
                                texts.sub_project_not_filled().to_owned()
                            } else {
                                person.expertise.join(", ")
                            }
                        }
                    </dd>
                </div>
                <ThemeLinks ids={person.theme_ids.clone()} people=true />
            </dl>
            if own { <P class="kompaan-quiet">{ texts.person_privacy() }</P> }
            <section aria-labelledby="deelprojecten">
                <h2 id="deelprojecten" class="utrecht-heading-2">{ texts.person_leads() }</h2>
                if led.is_empty() { <P class="kompaan-quiet">{ texts.person_leads_none() }</P> }
                <ul class="kompaan-cards">
                    { for led.iter().map(|item| html! {
                        <SubProjectCard key={item.id.to_string()} sub_project={item.clone()} with_plan=true />
                    }) }
                </ul>
            </section>
        </Page>
    }
}
