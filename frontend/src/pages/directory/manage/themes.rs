//! The themes, on two levels: adding, editing, merging.
use crate::{
    components::{
        actions::{Confirm, Delete},
        button::{Appearance, ButtonLink},
        form::SelectField,
        form_page::{Frame, form_page},
        layout::Page,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    format::fill,
    hooks::{FormOf, TextOptions, use_form, use_resource},
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use client::Versioned;
use contract::person::Role;
use contract::theme::{MergeInput, Theme, ThemeInput};
use domain::policy::Action;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// All themes.
#[component]
pub fn ManageThemes() -> Html {
    let session = use_session();
    let texts = session.texts();
    let catalogue = &session.catalogue;
    let link = |theme: &Theme| {
        let name = format!("{} / {}", theme.name_nl, theme.name_en);
        if theme.can.contains(&Action::Edit) {
            html! { <RouteLink to={Route::EditTheme { id: theme.id }}>{ name }</RouteLink> }
        } else {
            html! { { name } }
        }
    };
    let main = catalogue.themes.iter().filter(|theme| theme.parent_id.is_none());
    html! {
        <Page title={texts.themes()} lead={texts.manage_themes()} trail={vec![(AttrValue::from(texts.manage()), Route::Manage)]}>
            if session.is_administrator() || session.has(Role::Editor) {
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Primary} to={Route::NewTheme}>{ texts.theme_new() }</ButtonLink>
                </p>
            }
            <ul class="kompaan-tree">
                { for main.map(|main| html! {
                    <li key={main.id.to_string()}>
                        <strong>{ link(main) }</strong>
                        <ul>
                            { for catalogue.themes.iter().filter(|theme| theme.parent_id == Some(main.id)).map(|theme| html! {
                                <li key={theme.id.to_string()}>{ link(theme) }</li>
                            }) }
                        </ul>
                    </li>
                }) }
            </ul>
        </Page>
    }
}

/// The page to add a theme.
#[component]
pub fn NewTheme() -> Html {
    html! { <ThemeForm found={None::<Versioned<Theme>>} /> }
}

#[derive(Properties, PartialEq)]
pub struct EditThemeProps {
    pub id: Uuid,
}

/// The page to edit a theme.
#[component]
pub fn EditTheme(props: &EditThemeProps) -> Html {
    let (found, reload) = use_resource::<resources::Themes>(props.id);
    match settled(found, &reload) {
        Ok(found) => html! { <ThemeForm found={Some((*found).clone())} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct ThemeFormProps {
    found: Option<Versioned<Theme>>,
}

#[component]
fn ThemeForm(props: &ThemeFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let empty = ThemeInput { name_nl: String::new(), name_en: String::new(), parent_id: None };
    let initial = props.found.as_ref().map_or(empty, |found| resources::Themes::input(&found.value));
    let done = {
        let session = session.clone();
        Callback::from(move |_| {
            session.say(session.texts().saved());
            session.refresh_catalogue();
            if let Some(navigator) = &navigator {
                navigator.push(&Route::ManageThemes);
            }
        })
    };
    let form = use_form::<resources::Themes>(FormOf { initial, target: props.found.clone(), done });
    let own = props.found.as_ref().map(|found| found.value.id);
    let has_children = session.catalogue.themes.iter().any(|theme| own.is_some() && theme.parent_id == own);
    let parents = session.catalogue.themes.iter().filter(|theme| theme.parent_id.is_none() && Some(theme.id) != own);
    let choices: Vec<_> = std::iter::once((AttrValue::default(), AttrValue::from(texts.theme_no_parent())))
        .chain(parents.map(|theme| (theme.id.to_string().into(), theme.name_nl.clone().into())))
        .collect();
    let frame = Frame {
        title: props.found.as_ref().map_or_else(|| texts.theme_new().to_owned(), |found| fill(texts.edit_name(), &[&found.value.name_nl])),
        lead: None,
        trail: vec![(texts.manage().into(), Route::Manage), (texts.themes().into(), Route::ManageThemes)],
        cancel: Route::ManageThemes,
        submit: texts.save(),
    };
    let fields = html! {
        <>
            { form.text("nameNl", |input| &mut input.name_nl, TextOptions::default()) }
            { form.text("nameEn", |input| &mut input.name_en, TextOptions::default()) }
            if !has_children {
                <SelectField
                    name="parentId"
                    label={form.label("parentId")}
                    {choices}
                    value={form.input().parent_id.map(|id| id.to_string()).unwrap_or_default()}
                    errors={form.wrong("parentId")}
                    onchange={form.change("parentId", |input, value: String| input.parent_id = value.parse().ok())}
                />
            }
        </>
    };
    let page = form_page(texts, &form, frame, fields);
    html! {
        <>{ page }if let Some(found) = props.found.as_ref().filter(|_| form.conflict().is_none()) { <Merge found={found.clone()} /> }</>
    }
}

#[derive(Properties, PartialEq)]
struct MergeProps {
    found: Versioned<Theme>,
}

/// Merging this theme into another: everything that bears this one will bear the other.
#[component]
fn Merge(props: &MergeProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let into = use_state(|| None::<Uuid>);
    let theme = &props.found.value;
    let others = session.catalogue.theme_choices(session.lang).into_iter().filter(|choice| choice.id != theme.id);
    let choices: Vec<_> = std::iter::once((AttrValue::default(), AttrValue::from(texts.choose())))
        .chain(others.map(|choice| (choice.id.to_string().into(), choice.name)))
        .collect();
    let choose = {
        let into = into.clone();
        Callback::from(move |value: String| into.set(value.parse().ok()))
    };
    let merge = |into_id: Uuid| {
        let (session, navigator, found) = (session.clone(), navigator.clone(), props.found.clone());
        Callback::from(move |()| {
            let (session, navigator, found) = (session.clone(), navigator.clone(), found.clone());
            spawn_local(async move {
                let texts = session.texts();
                match session.client.merge_theme(found.value.id, &found.etag, &MergeInput { into_id }).await {
                    Ok(kept) => {
                        session.say(fill(texts.theme_merged(), &[&found.value.name_nl, &kept.value.name_nl]));
                        session.refresh_catalogue();
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::ManageThemes);
                        }
                    }
                    Err(error) => session.say(texts.failure(&error)),
                }
            });
        })
    };
    let refresh = {
        let session = session.clone();
        Callback::from(move |()| session.refresh_catalogue())
    };
    let question = |into: Uuid| {
        let name = session.catalogue.theme(into, session.lang).unwrap_or_default();
        fill(texts.theme_merge_question(), &[&theme.name_nl, name])
    };
    html! {
        <div class="kompaan-width">
            <section class="kompaan-form kompaan-form--wide" aria-labelledby="samenvoegen">
                <h2 id="samenvoegen" class="utrecht-heading-2">{ texts.theme_merge() }</h2>
                <SelectField
                    name="intoId"
                    label={texts.theme_merge_into()}
                    hint={texts.theme_merge_hint()}
                    {choices}
                    value={into.map(|id| id.to_string()).unwrap_or_default()}
                    onchange={choose}
                />
                if let Some(id) = *into {
                    <Confirm
                        label={texts.theme_merge()}
                        question={question(id)}
                        yes={texts.theme_merge_yes()}
                        onconfirm={merge(id)}
                        danger=true
                    />
                }
                <h2 class="utrecht-heading-2">
                    { texts.delete() }
                </h2>
                <P class="kompaan-quiet">{ texts.theme_delete_hint() }</P>
                <Delete<resources::Themes> found={props.found.clone()} then={Route::ManageThemes} changed={refresh} />
            </section>
        </div>
    }
}
