//! The pages that all items of a sub-project have: adding one, and looking at one with its history.
use crate::{
    components::{
        actions::Delete,
        button::{Appearance, ButtonLink},
        edit_page::{Fields, trail_to, use_made},
        form_page::{form_page, frame_within},
        history::History,
        layout::Page,
        link::RouteLink,
        not_allowed::May,
        settled::settled,
    },
    format::fill,
    hooks::{FormOf, use_form, use_resource},
    i18n::Texts,
    resources::{Managed, SubProjects},
    routes::Route,
    session::{Session, use_session},
};
use client::Versioned;
use contract::sub_project::SubProject;
use domain::policy::Action;
use std::ptr;
use uuid::Uuid;
use yew::prelude::*;

/// The texts around a form that adds something to a sub-project.
pub struct NewTexts {
    /// With a place for the name of the sub-project.
    pub title: &'static str,
    pub lead: &'static str,
    pub make: &'static str,
    pub made: &'static str,
}

/// How something is added to a sub-project.
pub struct NewSpec<M: Managed> {
    pub initial: fn(&Session, &SubProject) -> M::Input,
    pub fields: Fields<M>,
    pub texts: fn(Texts) -> NewTexts,
}

#[derive(Properties)]
pub struct NewItemProps<M: Managed> {
    pub sub_project: Uuid,
    pub spec: &'static NewSpec<M>,
}

impl<M: Managed> PartialEq for NewItemProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.sub_project == other.sub_project && ptr::eq(self.spec, other.spec)
    }
}

/// The page on which something is added to a sub-project.
pub fn add_page<M: Managed>(spec: &'static NewSpec<M>, sub_project: Uuid) -> Html {
    html! { <NewItem<M> key={sub_project.to_string()} {sub_project} {spec} /> }
}

/// The page to add something to a sub-project.
#[component]
pub fn NewItem<M: Managed>(props: &NewItemProps<M>) -> Html {
    let (found, reload) = use_resource::<SubProjects>(props.sub_project);
    match settled(found, &reload) {
        Ok(found) => html! {
            <MayAdd sub_project={found.value.clone()}><NewForm<M> sub_project={found.value.clone()} spec={props.spec} /></MayAdd>
        },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
pub struct MayAddProps {
    pub sub_project: SubProject,
    pub children: Html,
}

/// A form that adds something to a sub-project, for its team: who may change it may add to it.
#[component]
pub fn MayAdd(props: &MayAddProps) -> Html {
    let texts = use_session().texts();
    let SubProject { can, .. } = &props.sub_project;
    html! {
        <May action={Action::Edit} can={can.clone()} who={texts.for_team()} trail={trail_to::<SubProjects>(texts, &props.sub_project)}>
            { props.children.clone() }
        </May>
    }
}

#[derive(Properties)]
struct NewFormProps<M: Managed> {
    sub_project: SubProject,
    spec: &'static NewSpec<M>,
}

impl<M: Managed> PartialEq for NewFormProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.sub_project == other.sub_project && ptr::eq(self.spec, other.spec)
    }
}

#[component]
fn NewForm<M: Managed>(props: &NewFormProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let NewSpec { initial, fields, texts: new_texts } = props.spec;
    let NewTexts { title, lead, make, made } = new_texts(texts);
    let sub_project = &props.sub_project;
    let done = use_made::<M>(made);
    let form = use_form::<M>(FormOf { initial: initial(&session, sub_project), target: None, done });
    let frame = frame_within(texts, sub_project, fill(title, &[&sub_project.name]), lead, make);
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

/// What the page of one thing shows.
pub struct DetailSpec<M: Managed> {
    /// Where it is changed.
    pub edit: fn(Uuid) -> Route,
    /// Where one goes when it was deleted.
    pub then: fn(&M::View) -> Route,
    /// The labels under its name.
    pub badges: fn(&Session, &M::View) -> Html,
    /// What else can be done with it; the callback reads it again.
    pub actions: fn(&Session, &Versioned<M::View>, &Callback<()>) -> Html,
    /// What is known of it: terms with their descriptions.
    pub facts: fn(&Session, &M::View) -> Html,
    /// What stands below the facts.
    pub below: fn(&Session, &Versioned<M::View>, &Callback<()>) -> Html,
}

/// Nothing more can be done with it, and nothing more is to be seen.
pub fn nothing<V>(_: &Session, _: &Versioned<V>, _: &Callback<()>) -> Html {
    Html::default()
}

#[derive(Properties)]
pub struct DetailProps<M: Managed> {
    pub id: Uuid,
    pub spec: &'static DetailSpec<M>,
}

impl<M: Managed> PartialEq for DetailProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && ptr::eq(self.spec, other.spec)
    }
}

/// The page of one thing.
pub fn detail_page<M: Managed>(spec: &'static DetailSpec<M>, id: Uuid) -> Html {
    html! { <DetailPage<M> key={id.to_string()} {id} {spec} /> }
}

/// The page of one thing, with what was changed in it since.
#[component]
pub fn DetailPage<M: Managed>(props: &DetailProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_resource::<M>(props.id);
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let view = &found.value;
    let DetailSpec { edit, then, badges, actions, facts, below } = props.spec;
    let can = |action| M::can(view).contains(&action);
    let more = actions(&session, &found, &reload);
    // Where there is something else to do, that is what people come for.
    let appearance = if more == Html::default() { Appearance::Primary } else { Appearance::Secondary };
    let header = html! {
        <>
            <p class="kompaan-card__badges">{ badges(&session, view) }</p>
            <div class="kompaan-actions">
                { more }
                if can(Action::Edit) { <ButtonLink {appearance} to={edit(props.id)}>{ texts.edit() }</ButtonLink> }
                if can(Action::Delete) { <Delete<M> found={(*found).clone()} then={then(view)} /> }
            </div>
        </>
    };
    html! {
        <Page title={M::name(view).to_owned()} trail={M::above(texts, view)} {header}>
            <dl class="kompaan-facts kompaan-aside">{ facts(&session, view) }</dl>
            { below(&session, &found, &reload) }
            <History<M> id={props.id} round={M::version(view)} />
        </Page>
    }
}

/// A term with its description; absent when there is nothing to say.
pub fn fact(term: &'static str, description: impl Into<Html>) -> Html {
    html! { <div><dt>{ term }</dt><dd>{ description.into() }</dd></div> }
}

/// A text as a fact, when there is one.
pub fn text_fact(term: &'static str, text: &str) -> Html {
    if text.is_empty() { Html::default() } else { fact(term, html! { { text.to_owned() } }) }
}

/// A person as a fact, when there is one.
pub fn person_fact(term: &'static str, person: Option<&contract::Reference>) -> Html {
    let Some(person) = person else { return Html::default() };
    fact(term, html! { <RouteLink to={Route::Person { id: person.id }}>{ &person.name }</RouteLink> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn what_is_not_known_is_not_a_fact() {
        let person = contract::Reference { id: Uuid::nil(), name: "Demo Consulent".into() };
        let facts = html! {
            <dl>
                { text_fact("Toelichting", "Ook de buren") }
                { text_fact("Leeg", "") }
                { person_fact("Wie", Some(&person)) }
                { person_fact("Niemand", None) }
            </dl>
        };
        let html = shown(facts).await;
        holds(&html, &["<dt>Toelichting</dt>", "Ook de buren", "Demo Consulent</a>", "/mensen/"]);
        assert!(!html.contains("Leeg") && !html.contains("Niemand"), "{html}");
    }
}
