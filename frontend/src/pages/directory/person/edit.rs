//! Editing a profile, and adding somebody.
use crate::{
    components::{
        choices::ChoicesField,
        edit_page::{EditPage, Fields},
        form::{CheckboxField, LinesField, SelectField},
        form_page::{Frame, form_page},
    },
    format::fill,
    hooks::{Form, FormOf, TextOptions, use_form},
    resources,
    routes::Route,
    session::{Event, Session, use_session},
};
use contract::person::{Language, Person, PersonInput};
use contract::words::directory::PERSON;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// The page on which an administrator or coordinator adds somebody, who then gets an invitation by mail.
#[component]
pub fn NewPerson() -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let initial = PersonInput {
        name: String::new(),
        email: String::new(),
        job_title: String::new(),
        organisation_id: session.person.as_ref().map(|person| person.organisation_id).unwrap_or_default(),
        expertise: vec![],
        theme_ids: vec![],
        language: Language::Dutch,
        email_visible: false,
    };
    let done = {
        let session = session.clone();
        Callback::from(move |made: Person| {
            let (session, navigator) = (session.clone(), navigator.clone());
            spawn_local(async move {
                match session.client.invite_person(made.id).await {
                    Ok(()) => session.say(fill(session.texts().person_made(), &[&made.name])),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                if let Some(navigator) = navigator {
                    navigator.replace(&Route::Person { id: made.id });
                }
            });
        })
    };
    let form = use_form::<resources::People>(FormOf { initial, target: None, done });
    let frame = Frame {
        title: texts.person_new().to_owned(),
        lead: Some(texts.person_new_lead().into()),
        trail: vec![(texts.people().into(), Route::People)],
        cancel: Route::People,
        submit: texts.person_make(),
    };
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

#[derive(Properties, PartialEq)]
pub struct EditPersonProps {
    pub id: Uuid,
}

/// The page to edit a profile. What somebody changes of themselves shows at once in the app.
#[component]
pub fn EditPerson(props: &EditPersonProps) -> Html {
    let session = use_session();
    let saved = Callback::from(move |saved: Person| {
        if session.person.as_ref().is_some_and(|me| me.id == saved.id) {
            session.dispatch.emit(Event::Language(saved.language));
            session.dispatch.emit(Event::Saved(Box::new(saved)));
        }
    });
    html! { <EditPage<resources::People> id={props.id} fields={fields as Fields<resources::People>} {saved} /> }
}

fn fields(session: &Session, form: &Form<resources::People>, before: Option<&Person>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let languages = vec![("nl".into(), "Nederlands".into()), ("en".into(), "English".into())];
    let organisations =
        session.catalogue.organisations.iter().map(|organisation| (organisation.id.to_string().into(), organisation.name.clone().into())).collect::<Vec<_>>();
    html! {
        <>
            { form.text("name", |input| &mut input.name, TextOptions::default()) }
            if before.is_none() || session.is_administrator() {
                { form.text("email", |input| &mut input.email, TextOptions { kind: Some("email"), ..TextOptions::default() }) }
            }
            if session.is_administrator() {
                <SelectField
                    name="organisationId"
                    label={form.label("organisationId")}
                    choices={organisations}
                    value={input.organisation_id.to_string()}
                    errors={form.wrong("organisationId")}
                    onchange={form.change("organisationId", |input, value: String| {
                        input.organisation_id = value.parse().unwrap_or(input.organisation_id);
                    })}
                />
            }
            { form.text("jobTitle", |input| &mut input.job_title, TextOptions { optional: true, ..TextOptions::default() }) }
            <LinesField
                name="expertise"
                label={form.label("expertise")}
                items={input.expertise.clone()}
                errors={form.wrong("expertise")}
                onchange={form.change("expertise", |input, items| input.expertise = items)}
            />
            <ChoicesField<Uuid>
                name="themeIds"
                label={form.label("themeIds")}
                choices={session.catalogue.theme_choices(session.lang)}
                chosen={input.theme_ids.clone()}
                optional=true
                errors={form.wrong("themeIds")}
                onchange={form.change("themeIds", |input, ids| input.theme_ids = ids)}
            />
            <SelectField
                name="language"
                label={form.label("language")}
                choices={languages}
                value={input.language.as_str()}
                errors={form.wrong("language")}
                onchange={form.change("language", |input, value: String| {
                    input.language = Language::parse(&value).unwrap_or(input.language);
                })}
            />
            <CheckboxField
                name="emailVisible"
                label={texts.label(&PERSON.email_visible)}
                checked={input.email_visible}
                onchange={form.change("emailVisible", |input, checked| input.email_visible = checked)}
            />
        </>
    }
}
