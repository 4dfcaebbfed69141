//! Setting a password.
use crate::{
    components::{
        edit_page::trail_to,
        form::{Submit, TextField},
        layout::Page,
        link::RouteLink,
        not_allowed::May,
        settled::settled,
    },
    format::fill,
    hooks::{use_resource, use_submit, use_typed},
    resources,
    routes::Route,
    session::use_session,
};
use contract::{
    FieldError, field_errors,
    person::{PasswordInput, Person},
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChangePasswordProps {
    pub id: Uuid,
}

/// The page to set a password: one's own, or for an administrator somebody else's.
#[component]
pub fn ChangePassword(props: &ChangePasswordProps) -> Html {
    let (found, reload) = use_resource::<resources::People>(props.id);
    let texts = use_session().texts();
    match settled(found, &reload) {
        Ok(found) => html! {
            <May
                action={Action::ChangePassword}
                can={found.value.can.clone()}
                who={texts.for_this_person()}
                trail={trail_to::<resources::People>(texts, &found.value)}
            >
                <PasswordForm person={found.value.clone()} />
            </May>
        },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct PasswordFormProps {
    person: Person,
}

#[component]
fn PasswordForm(props: &PasswordFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let person = &props.person;
    let own = session.person.as_ref().is_some_and(|me| me.id == person.id);
    let (current, set_current) = use_typed();
    let (password, set_password) = use_typed();
    let submission = use_submit();
    let onsubmit = {
        let (session, person, current, password, submission) = (session.clone(), person.clone(), current.clone(), password.clone(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut own_words: Vec<&str> = person.name.split_whitespace().collect();
            own_words.extend(person.email.iter().flat_map(|email| email.split('@')));
            let mut faults = field_errors(domain::password::violations(&password, &own_words));
            if own && current.is_empty() {
                faults.push(FieldError::body("/currentPassword", "required", ""));
            }
            let input = PasswordInput { password: (*password).clone(), current_password: own.then(|| (*current).clone()) };
            let (session, navigator, id) = (session.clone(), navigator.clone(), person.id);
            let client = session.client.clone();
            submission.send(faults, async move { client.set_password(id, &input).await }, move |()| {
                let texts = session.texts();
                // A new password ends all sessions of the person, so one's own begins anew.
                if own {
                    session.leave();
                }
                session.say(if own { texts.password_changed_own() } else { texts.password_changed() });
                if let Some(navigator) = navigator {
                    navigator.push(&if own { Route::SignIn } else { Route::Person { id } });
                }
            });
        })
    };
    let fields = vec![("currentPassword", texts.password_current()), ("password", texts.password_new())];
    let trail = vec![(AttrValue::from(texts.people()), Route::People), (AttrValue::from(person.name.clone()), Route::Person { id: person.id })];
    html! {
        <Page title={fill(texts.password_change_of(), &[&person.name])} lead={texts.password_lead()} {trail}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(fields) }
                if own {
                    <TextField
                        name="currentPassword"
                        label={texts.password_current()}
                        kind="password"
                        autocomplete="current-password"
                        value={(*current).clone()}
                        onchange={set_current}
                        errors={submission.wrong("currentPassword")}
                    />
                }
                <TextField
                    name="password"
                    label={texts.password_new()}
                    hint={texts.password_hint()}
                    kind="password"
                    autocomplete="new-password"
                    value={(*password).clone()}
                    onchange={set_password}
                    errors={submission.wrong("password")}
                />
                <p class="kompaan-actions">
                    <Submit label={texts.save()} busy={submission.busy()} />
                    <RouteLink to={Route::Person { id: person.id }}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}
