//! What needs a successor.
use crate::{
    components::{
        button::{Appearance, Button},
        choices::PeopleField,
        form::Submit,
        layout::Page,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    format::fill,
    hooks::{use_own, use_submit},
    routes::Route,
    session::use_session,
};
use contract::{
    FieldError,
    succession::{Kind, Succession, SuccessionInput},
};
use uuid::Uuid;
use yew::prelude::*;

/// The page on which a coordinator appoints successors.
#[component]
pub fn Successions() -> Html {
    let session = use_session();
    let texts = session.texts();
    let open = use_state(|| None::<(Uuid, Uuid)>);
    let (found, reload) = use_own(|client| async move { client.successions().await });
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let toggle = |of: (Uuid, Uuid)| {
        let (set, is_open) = (open.setter(), *open == Some(of));
        Callback::from(move |_: MouseEvent| set.set((!is_open).then_some(of)))
    };
    html! {
        <Page title={texts.successions()} lead={texts.successions_lead()}>
            if found.items.is_empty() {
                <P class="kompaan-quiet" role="status">{ texts.successions_none() }</P>
            } else {
                <ul class="kompaan-people">
                    { for found.items.iter().map(|succession| {
                        let of = (succession.resource.id, succession.person.id);
                        let is_open = *open == Some(of);
                        html! {
                            <li key={format!("{} {}", of.0, of.1)} class="kompaan-people__person">
                                <RouteLink to={page_of(succession)} class="kompaan-people__name">{ &succession.resource.name }</RouteLink>
                                <span class="kompaan-quiet">{ fill(texts.succession_left(), &[&succession.person.name]) }</span>
                                <Button appearance={Appearance::Secondary} expanded={is_open} onclick={toggle(of)}>
                                    { texts.succession_appoint() }
                                    <span class="kompaan-visually-hidden">{ format!(": {}", succession.resource.name) }</span>
                                </Button>
                                if is_open { <Appoint succession={succession.clone()} done={reload.clone()} /> }
                            </li>
                        }
                    }) }
                </ul>
            }
        </Page>
    }
}

fn page_of(succession: &Succession) -> Route {
    let id = succession.resource.id;
    match succession.kind {
        Kind::LocalPlan => Route::LocalPlan { id },
        Kind::SubProject => Route::SubProject { id },
        _ => Route::Community { id },
    }
}

#[derive(Properties, PartialEq)]
struct AppointProps {
    succession: Succession,
    done: Callback<()>,
}

#[component]
fn Appoint(props: &AppointProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let Succession { kind, resource, person } = props.succession.clone();
    let chosen = use_state(|| None::<Uuid>);
    let submission = use_submit();
    let question = fill(texts.succession_who(), &[&resource.name]);
    // Coordinators appoint people of their own organisation.
    let organisation = session.person.as_ref().filter(|_| !session.is_administrator()).map(|me| me.organisation_id);
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |ids: Vec<Uuid>| chosen.set(ids.first().copied()))
    };
    let onsubmit = {
        let (session, submission, done, chosen) = (session.clone(), submission.clone(), props.done.clone(), *chosen);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let faults = if chosen.is_none() { vec![FieldError::body("/successorId", "required", "")] } else { vec![] };
            let input = SuccessionInput { kind, resource_id: resource.id, person_id: person.id, successor_id: chosen.unwrap_or_default() };
            let (session, done, name) = (session.clone(), done.clone(), resource.name.clone());
            let client = session.client.clone();
            submission.send(faults, async move { client.appoint_successor(&input).await }, move |()| {
                session.say(fill(session.texts().succession_done(), &[&name]));
                done.emit(());
            });
        })
    };
    html! {
        <form class="kompaan-form" {onsubmit} novalidate=true>
            { submission.summary(vec![("successorId", texts.succession_appoint())]) }
            <PeopleField
                name="successorId"
                label={question}
                most={1}
                {organisation}
                except={person.id}
                chosen={chosen.into_iter().collect::<Vec<_>>()}
                onchange={choose}
                errors={submission.wrong("successorId")}
            />
            <p class="kompaan-actions"><Submit label={texts.save()} busy={submission.busy()} /></p>
        </form>
    }
}
