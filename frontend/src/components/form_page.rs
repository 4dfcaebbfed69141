//! The page around a form of a resource: summary of errors, what was kept, sending, and the choice when somebody else was first.
use crate::{
    components::{
        alert::{Alert, Tone},
        button::{Appearance, Button},
        conflict::Conflict,
        form::{ErrorSummary, Submit},
        layout::Page,
        link::RouteLink,
        paragraph::P,
    },
    hooks::Form,
    i18n::Texts,
    resources::{Managed, SubProjects},
    routes::Route,
};
use contract::sub_project::SubProject;
use yew::prelude::*;

/// What stands around the fields.
pub struct Frame {
    pub title: String,
    pub lead: Option<AttrValue>,
    pub trail: Vec<(AttrValue, Route)>,
    /// Where one goes without saving.
    pub cancel: Route,
    pub submit: &'static str,
}

/// The frame of a form that adds something to a sub-project.
pub fn frame_within(texts: Texts, sub_project: &SubProject, title: String, lead: &'static str, submit: &'static str) -> Frame {
    let here = Route::SubProject { id: sub_project.id };
    let mut trail = SubProjects::above(texts, sub_project);
    trail.push((sub_project.name.clone().into(), here.clone()));
    Frame { title, lead: Some(lead.into()), trail, cancel: here, submit }
}

/// A page with a form; `fields` are its fields.
pub fn form_page<M: Managed>(texts: Texts, form: &Form<M>, frame: Frame, fields: Html) -> Html {
    if let Some(theirs) = form.conflict() {
        let (base, mine) = (form.initial().clone(), form.input().clone());
        return html! { <Conflict<M> {base} {mine} theirs={theirs.clone()} save={form.save()} trail={frame.trail} /> };
    }
    let (errors, refusal, round) = form.summary();
    html! {
        <Page title={frame.title} lead={frame.lead} trail={frame.trail}>
            <form class="kompaan-form kompaan-form--wide" onsubmit={form.onsubmit()} novalidate=true>
                { restored(texts, form) }
                <ErrorSummary {errors} fields={form.labels()} places={form.places()} {refusal} {round} />
                { fields }
                { form.question() }
                <p class="kompaan-actions">
                    <Submit label={frame.submit} busy={form.busy()} />
                    <RouteLink to={frame.cancel}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}

/// Says that what was typed before was found, and offers to forget it.
pub fn restored<M: Managed>(texts: Texts, form: &Form<M>) -> Html {
    if !form.restored() {
        return Html::default();
    }
    html! {
        <Alert tone={Tone::Info}>
            <P>{ texts.form_restored() }</P>
            <Button appearance={Appearance::Secondary} onclick={form.discard()}>{ texts.form_discard() }</Button>
        </Alert>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hooks::{FormOf, TextOptions, use_form},
        resources::Themes,
        testing::{holds, shown},
    };

    #[component]
    fn Sample() -> Html {
        let texts = crate::session::use_session().texts();
        let initial = contract::theme::ThemeInput { name_nl: "Taal".into(), name_en: "Language".into(), parent_id: None };
        let form = use_form::<Themes>(FormOf { initial, target: None, done: Callback::noop() });
        let frame = Frame { title: "Nieuw thema".into(), lead: None, trail: vec![], cancel: Route::ManageThemes, submit: texts.save() };
        let fields = form.text("nameNl", |input| &mut input.name_nl, TextOptions::default());
        form_page(texts, &form, frame, fields)
    }

    #[tokio::test]
    async fn a_form_has_its_fields_a_way_to_send_it_and_a_way_out() {
        let html = shown(html! { <Sample /> }).await;
        holds(&html, &[">Nieuw thema</h1>", r#"value="Taal""#, r#"type="submit""#, r#"href="/beheer/themas""#, "novalidate"]);
        assert!(!html.contains(r#"role="alert""#), "nothing is wrong yet: {html}");
    }
}
