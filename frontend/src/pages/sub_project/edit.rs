//! Editing a sub-project.
use super::{conflict::Conflict, fields, input, trail, use_sub_project};
use crate::{
    components::{
        failure::Failure,
        form::{ErrorSummary, Submit, TextField, errors_in, errors_of},
        layout::Page,
        skeleton::Skeleton,
    },
    format::fill,
    hooks::Fetch,
    routes::Route,
    session::use_session,
};
use client::Versioned;
use contract::{
    FieldError, field_errors,
    sub_project::{SubProject, SubProjectInput},
};
use uuid::Uuid;
use validator::Validate;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EditSubProjectProps {
    pub id: Uuid,
}

/// The page to edit.
#[component]
pub fn EditSubProject(props: &EditSubProjectProps) -> Html {
    let (found, reload) = use_sub_project(props.id);
    match found {
        Fetch::Loading => html! { <div class="kompaan-width"><Skeleton /></div> },
        Fetch::Failed(error) => html! { <div class="kompaan-width"><Failure {error} retry={reload} /></div> },
        Fetch::Ready(found) => html! { <EditForm found={(*found).clone()} /> },
    }
}

#[derive(Properties, PartialEq)]
struct EditFormProps {
    found: Versioned<SubProject>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let sub_project = &props.found.value;
    let draft = use_state(|| input(sub_project));
    let places = use_state(|| sub_project.places.join("\n"));
    let errors = use_state(Vec::<FieldError>::new);
    let refusal = use_state(|| None::<AttrValue>);
    let busy = use_state(|| false);
    let conflict = use_state(|| None::<SubProject>);

    let save = {
        let (session, errors, refusal, busy, conflict, id) = (session.clone(), errors.clone(), refusal.clone(), busy.clone(), conflict.clone(), sub_project.id);
        Callback::from(move |(input, etag): (SubProjectInput, String)| {
            busy.set(true);
            let (session, navigator) = (session.clone(), navigator.clone());
            let (errors, refusal, busy, conflict) = (errors.clone(), refusal.clone(), busy.clone(), conflict.clone());
            spawn_local(async move {
                let texts = session.texts();
                match session.client.sub_projects().replace(id, &etag, &input).await {
                    Ok(_) => {
                        session.say(texts.saved);
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::SubProject { id });
                        }
                        return;
                    }
                    Err(error) => {
                        let current = error.problem().and_then(|problem| problem.current.clone()).and_then(|current| serde_json::from_value(current).ok());
                        match current {
                            Some(current) => conflict.set(Some(current)),
                            None => {
                                errors.set(errors_in(&error));
                                refusal.set(Some(texts.failure(&error).into()));
                            }
                        }
                    }
                }
                busy.set(false);
            });
        })
    };
    let current = || SubProjectInput { places: places.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(), ..(*draft).clone() };
    let onsubmit = {
        let (save, errors, refusal, busy, input, etag) = (save.clone(), errors.clone(), refusal.clone(), busy.clone(), current(), props.found.etag.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            refusal.set(None);
            let faults = input.validate().err().map(|faults| field_errors(&faults)).unwrap_or_default();
            errors.set(faults.clone());
            if faults.is_empty() {
                save.emit((input.clone(), etag.clone()));
            }
        })
    };
    if let Some(theirs) = &*conflict {
        return html! { <Conflict base={input(sub_project)} mine={current()} theirs={theirs.clone()} save={save.clone()} /> };
    }
    let change = |apply: fn(&mut SubProjectInput, String)| {
        let draft = draft.clone();
        Callback::from(move |value: String| {
            let mut next = (*draft).clone();
            apply(&mut next, value);
            draft.set(next);
        })
    };
    let write_places = {
        let places = places.clone();
        Callback::from(move |value| places.set(value))
    };
    let wrong = |field: &str| errors_of(&errors, field, texts);
    html! {
        <Page title={fill(texts.sub_project_edit, &[&sub_project.name])} trail={trail(texts, sub_project, true)}>
            <form class="kompaan-form kompaan-form--wide" {onsubmit} novalidate=true>
                <ErrorSummary errors={(*errors).clone()} fields={fields(texts)} refusal={(*refusal).clone()} />
                <TextField name="name" label={texts.sub_project_name} value={draft.name.clone()} errors={wrong("name")} onchange={change(|input, value| input.name = value)} />
                <TextField name="aim" label={texts.sub_project_aim} hint={texts.sub_project_edit_hint_markdown} optional=true lines={5} value={draft.aim.clone()} errors={wrong("aim")} onchange={change(|input, value| input.aim = value)} />
                <TextField name="targetGroup" label={texts.sub_project_target_group} hint={texts.sub_project_edit_hint_group} optional=true lines={4} value={draft.target_group.clone()} errors={wrong("targetGroup")} onchange={change(|input, value| input.target_group = value)} />
                <TextField name="method" label={texts.sub_project_method} hint={texts.sub_project_edit_hint_markdown} optional=true lines={8} value={draft.method.clone()} errors={wrong("method")} onchange={change(|input, value| input.method = value)} />
                <TextField name="places" label={texts.sub_project_places} hint={texts.sub_project_edit_hint_places} optional=true lines={3} value={(*places).clone()} errors={wrong("places")} onchange={write_places} />
                <p class="kompaan-actions">
                    <Submit label={texts.save} busy={*busy} />
                    <Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::SubProject { id: sub_project.id }}>{ texts.cancel }</Link<Route>>
                </p>
            </form>
        </Page>
    }
}
