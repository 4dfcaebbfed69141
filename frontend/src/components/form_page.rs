//! The page around a form of a resource: summary of errors, what was kept, sending, and the choice when somebody else was first.
use crate::{
    components::{
        alert::{Alert, Tone},
        conflict::Conflict,
        form::{ErrorSummary, Submit},
        layout::Page,
    },
    hooks::Form,
    i18n::Texts,
    resources::Managed,
    routes::Route,
};
use yew::prelude::*;
use yew_router::prelude::*;

/// What stands around the fields.
pub struct Frame {
    pub title: String,
    pub lead: Option<AttrValue>,
    pub trail: Vec<(AttrValue, Route)>,
    /// Where one goes without saving.
    pub cancel: Route,
    pub submit: &'static str,
}

/// A page with a form; `fields` are its fields.
pub fn form_page<M: Managed>(texts: &'static Texts, form: &Form<M>, frame: Frame, fields: Html) -> Html {
    if let Some(theirs) = form.conflict() {
        let (base, mine) = (form.initial().clone(), form.input().clone());
        return html! { <Conflict<M> {base} {mine} theirs={theirs.clone()} save={form.save()} trail={frame.trail} /> };
    }
    let (errors, refusal, round) = form.summary();
    html! {
        <Page title={frame.title} lead={frame.lead} trail={frame.trail}>
            <form class="kompaan-form kompaan-form--wide" onsubmit={form.onsubmit()} novalidate=true>
                { restored(texts, form) }
                <ErrorSummary {errors} fields={form.labels()} {refusal} {round} />
                { fields }
                <p class="kompaan-actions">
                    <Submit label={frame.submit} busy={form.busy()} />
                    <Link<Route> classes="utrecht-link utrecht-link--html-a" to={frame.cancel}>{ texts.cancel }</Link<Route>>
                </p>
            </form>
        </Page>
    }
}

/// Says that what was typed before was found, and offers to forget it.
pub fn restored<M: Managed>(texts: &Texts, form: &Form<M>) -> Html {
    if !form.restored() {
        return Html::default();
    }
    html! {
        <Alert tone={Tone::Info}>
            <p class="utrecht-paragraph">{ texts.form_restored }</p>
            <button type="button" class="utrecht-button utrecht-button--secondary-action" onclick={form.discard()}>{ texts.form_discard }</button>
        </Alert>
    }
}
