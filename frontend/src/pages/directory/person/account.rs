//! What coordinators and administrators do with the account of somebody else.
use crate::{
    components::{
        actions::Confirm,
        button::{Appearance, Button},
    },
    format::fill,
    routes::Route,
    session::{Session, use_session},
};
use client::Versioned;
use contract::person::{AccountStatus, Person};
use domain::policy::Action;
use std::future::Future;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AccountActionsProps {
    pub found: Versioned<Person>,
    pub changed: Callback<()>,
}

/// Inviting again, letting in no longer or again, taking the second step away.
#[component]
pub fn AccountActions(props: &AccountActionsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let Versioned { value: person, etag } = &props.found;
    let (id, name) = (person.id, person.name.clone());
    let invite = {
        let (client, to) = (session.client.clone(), person.email.clone().unwrap_or_else(|| name.clone()));
        act(&session, &props.changed, fill(texts.invited(), &[&to]), move || {
            let client = client.clone();
            async move { client.invite_person(id).await }
        })
    };
    let set_active = |active: bool| {
        let (client, etag) = (session.client.clone(), etag.clone());
        let done = fill(if active { texts.reactivated() } else { texts.deactivated() }, &[&name]);
        act(&session, &props.changed, done, move || {
            let (client, etag) = (client.clone(), etag.clone());
            async move { client.set_active(id, &etag, active).await.map(drop) }
        })
    };
    let remove = {
        let client = session.client.clone();
        act(&session, &props.changed, fill(texts.factor_removed(), &[&name]), move || {
            let client = client.clone();
            async move { client.remove_second_factor_of(id).await }
        })
    };
    let left = Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::People);
        }
    });
    let button = |label: &'static str, act: Callback<()>| {
        html! { <Button appearance={Appearance::Secondary} onclick={act.reform(|_: MouseEvent| ())}>{ label }</Button> }
    };
    html! {
        <div class="kompaan-actions">
            if person.status == AccountStatus::Invited { { button(texts.invite_again(), invite) } }
            if person.status == AccountStatus::Deactivated {
                { button(texts.reactivate(), set_active(true)) }
            } else {
                <Confirm
                    label={texts.deactivate()}
                    question={fill(texts.deactivate_question(), &[&name])}
                    yes={texts.deactivate_yes()}
                    onconfirm={set_active(false)}
                    danger=true
                />
            }
            if person.status == AccountStatus::Deactivated && person.can.contains(&Action::Delete) {
                <Erase id={id} name={name.clone()} done={left} />
            }
            if person.status == AccountStatus::Active {
                <Confirm
                    label={texts.factor_remove()}
                    question={fill(texts.factor_remove_question(), &[&name])}
                    yes={texts.factor_remove_yes()}
                    onconfirm={remove}
                    danger=true
                />
            }
        </div>
    }
}

/// Does something, says that it was done or why not, and reads the person again.
fn act<F: Future<Output = Result<(), client::Error>> + 'static>(
    session: &Session,
    changed: &Callback<()>,
    done: String,
    work: impl Fn() -> F + 'static,
) -> Callback<()> {
    let (session, changed) = (session.clone(), changed.clone());
    Callback::from(move |()| {
        let (session, changed, done, work) = (session.clone(), changed.clone(), done.clone(), work());
        spawn_local(async move {
            match work.await {
                Ok(()) => session.say(done),
                Err(error) => session.say(session.texts().failure(&error)),
            }
            changed.emit(());
        });
    })
}

#[derive(Properties, PartialEq)]
pub struct EraseProps {
    pub id: Uuid,
    pub name: String,
    /// Called when it is done.
    pub done: Callback<()>,
}

/// Forgets somebody, after asking.
#[component]
pub fn Erase(props: &EraseProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let onconfirm = {
        let (session, id, name, done) = (session.clone(), props.id, props.name.clone(), props.done.clone());
        Callback::from(move |()| {
            let (session, name, done) = (session.clone(), name.clone(), done.clone());
            spawn_local(async move {
                let erased = match session.client.people().get(id).await {
                    Ok(found) => session.client.erase_person(id, &found.etag).await,
                    Err(error) => Err(error),
                };
                match erased {
                    Ok(()) => {
                        session.say(fill(session.texts().erased(), &[&name]));
                        done.emit(());
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    html! {
        <Confirm
            label={texts.erase()}
            question={fill(texts.erase_question(), &[&props.name])}
            yes={texts.erase_yes()}
            {onconfirm}
            danger=true
            of={AttrValue::from(props.name.clone())}
        />
    }
}
