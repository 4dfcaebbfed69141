//! What happened to something, in sentences, with what changed word by word.
use crate::{
    components::{link::RouteLink, paragraph::P, settled::settled, values::Values},
    format,
    hooks::use_pages,
    i18n::{DocumentTexts, Texts},
    resources::Managed,
    routes::Route,
    session::use_session,
};
use contract::history::{FieldChange, HistoryEntry};
use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use std::marker::PhantomData;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties)]
pub struct HistoryProps<M: Managed> {
    pub id: Uuid,
    /// Changes when the resource has changed.
    pub round: i32,
    #[prop_or_default]
    pub kind: PhantomData<M>,
}

impl<M: Managed> PartialEq for HistoryProps<M> {
    fn eq(&self, other: &Self) -> bool {
        (self.id, self.round) == (other.id, other.round)
    }
}

/// The history of a resource, page by page.
#[component]
pub fn History<M: Managed>(props: &HistoryProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let deps = (props.id, props.round, session.person.as_ref().map(|person| person.id));
    let pages = use_pages(deps, move |(id, ..), cursor| {
        let client = client.clone();
        Box::pin(async move { M::of(&client).history(id, cursor.as_deref()).await })
    });
    if let Err(instead) = settled(pages.first.clone(), &pages.reload) {
        return instead;
    }
    html! {
        <section aria-labelledby="geschiedenis">
            <h2 id="geschiedenis" class="utrecht-heading-2">{ texts.history }</h2>
            <HistoryList entries={pages.items()} fields={M::labels(texts)} />
            { pages.more_button(texts) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct HistoryListProps {
    pub entries: Vec<HistoryEntry>,
    /// The labels of the fields: name in the API, label.
    pub fields: Vec<(&'static str, &'static str)>,
}

/// A list of what happened, newest first.
#[component]
pub fn HistoryList(props: &HistoryListProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    if props.entries.is_empty() {
        return html! { <P class="kompaan-quiet">{ texts.history_none }</P> };
    }
    html! {
        <ol class="kompaan-timeline">
            { for props.entries.iter().map(|entry| html! {
                <li key={entry.id.to_string()} class="kompaan-timeline__entry">
                    <P class="kompaan-no-margin">
                        if let Some(client) = &entry.client {
                            <span class="kompaan-people__name">{ &client.name }</span>
                        } else if let Some(actor) = &entry.actor {
                            <RouteLink to={Route::Person { id: actor.id }} class="kompaan-people__name">{ &actor.name }</RouteLink>
                        } else {
                            <strong>{ texts.history_somebody }</strong>
                        }
                        { " " }{ sentence(texts, &entry.action) }
                    </P>
                    <P class="kompaan-quiet kompaan-no-margin"><time datetime={format::machine(entry.at)}>{ format::moment(session.lang, entry.at) }</time></P>
                    if !entry.changes.is_empty() && !entry.action.ends_with(".created") {
                        <dl class="kompaan-changes">
                            { for entry.changes.iter().map(|change| {
                                let label = props.fields.iter().find(|(name, _)| *name == change.field).map_or(change.field.as_str(), |(_, label)| label);
                                html! { <div key={change.field.clone()} class="kompaan-changes__field"><dt>{ label }</dt>{ difference(texts, change) }</div> }
                            }) }
                        </dl>
                    }
                </li>
            }) }
        </ol>
    }
}

/// From this length on, only what differs is shown, with the words around it.
const LONG: usize = 120;

fn difference(texts: &Texts, change: &FieldChange) -> Html {
    if change.personal {
        return html! { <dd class="kompaan-quiet">{ texts.history_personal }</dd> };
    }
    if let (Some(Value::String(old)), Some(Value::String(new))) = (&change.old, &change.new)
        && old.len().max(new.len()) > LONG
        && !old.is_empty()
    {
        let diff = TextDiff::from_words(old, new);
        return html! {
            <dd class="kompaan-changes__text">
                { for diff.iter_all_changes().map(|part| match part.tag() {
                    ChangeTag::Equal => html! { { part.value() } },
                    ChangeTag::Delete => html! { <del class="kompaan-changes__old">{ part.value() }</del> },
                    ChangeTag::Insert => html! { <ins class="kompaan-changes__new">{ part.value() }</ins> },
                }) }
            </dd>
        };
    }
    html! {
        <>
            <dd><span class="kompaan-quiet">{ texts.history_before }{ ": " }</span><del class="kompaan-changes__old"><Values field={change.field.clone()} value={change.old.clone()} /></del></dd>
            <dd><span class="kompaan-quiet">{ texts.history_after }{ ": " }</span><ins class="kompaan-changes__new"><Values field={change.field.clone()} value={change.new.clone()} /></ins></dd>
        </>
    }
}

/// What happened, as the words after who did it.
pub fn sentence(texts: &Texts, action: &str) -> &'static str {
    match action {
        "progress_update.created" => return texts.history_reported,
        "milestone.created" => return texts.history_milestone_created,
        "milestone.changed" => return texts.history_milestone_changed,
        "task.created" => return texts.measuring().did_task_created,
        "task.changed" => return texts.measuring().did_task_changed,
        "document.created" => return DocumentTexts::of(texts.lang()).did_created,
        "document.changed" => return DocumentTexts::of(texts.lang()).did_changed,
        "risk.created" => return texts.measuring().did_risk_created,
        "risk.changed" => return texts.measuring().did_risk_changed,
        "sub_project_indicator.created" => return texts.measuring().did_figure_created,
        "document.deleted" => return DocumentTexts::of(texts.lang()).did_deleted,
        "measurement.created" => return texts.measuring().did_measurement_created,
        "measurement.deleted" => return texts.measuring().did_measurement_deleted,
        "budget_line.created" => return texts.measuring().did_line_created,
        "budget_line.changed" => return texts.measuring().did_line_changed,
        "budget_line.deleted" => return texts.measuring().did_line_deleted,
        "measurement.approved" => return texts.measuring().did_measurement_approved,
        "measurement.reopened" => return texts.measuring().did_reopened,
        "strategic_goal.evaluated" => return texts.measuring().did_evaluated,
        _ => {}
    }
    match action.rsplit('.').next().unwrap_or_default() {
        "created" => texts.history_created,
        "deleted" => texts.history_deleted,
        "restored" => texts.history_restored,
        "phase_changed" => texts.history_phase_changed,
        "password_changed" => texts.history_password_changed,
        "joined" => texts.history_joined,
        "requested" => texts.history_requested,
        "invited" => texts.history_invited,
        "approved" => texts.history_approved,
        "refused" => texts.history_refused,
        "denied" => texts.history_denied,
        "left" => texts.history_left,
        "removed" => texts.history_removed,
        "role_changed" => texts.history_role_changed,
        "role_granted" => texts.history_role_granted,
        "role_ended" => texts.history_role_ended,
        "deactivated" => texts.history_deactivated,
        "reactivated" => texts.history_reactivated,
        "activated" => texts.history_activated,
        "reset_asked" => texts.history_reset_asked,
        "email_changed" => texts.history_email_changed,
        "second_factor_set" => texts.history_second_factor_set,
        "passkey_added" => texts.history_passkey_added,
        "passkey_removed" => texts.history_passkey_removed,
        "second_factor_removed" => texts.history_second_factor_removed,
        "erased" => texts.history_erased,
        "secret_made" => texts.history_secret_made,
        "secret_ended" => texts.history_secret_ended,
        "merged" => texts.history_merged,
        _ => texts.history_changed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Reference;
    use yew::LocalServerRenderer;
    use yew_router::{
        Router,
        history::{AnyHistory, MemoryHistory},
    };

    #[component]
    fn InRouter(props: &HistoryListProps) -> Html {
        let history = AnyHistory::from(MemoryHistory::new());
        html! { <Router {history}><HistoryList entries={props.entries.clone()} fields={props.fields.clone()} /></Router> }
    }

    fn entry(change: FieldChange) -> HistoryEntry {
        HistoryEntry {
            id: Uuid::nil(),
            at: chrono::DateTime::UNIX_EPOCH,
            action: "sub_project.phase_changed".into(),
            actor: Some(Reference { id: Uuid::nil(), name: "Demo Projectleider WSD".into() }),
            client: None,
            version: Some(2),
            changes: vec![change],
        }
    }

    async fn render(change: FieldChange) -> String {
        let props = HistoryListProps { entries: vec![entry(change)], fields: vec![("phase", "Fase"), ("aim", "Doel")] };
        LocalServerRenderer::<InRouter>::with_props(props).hydratable(false).render().await
    }

    #[tokio::test]
    async fn a_change_of_phase_reads_as_a_sentence() {
        let html = render(FieldChange { field: "phase".into(), old: Some("pilot".into()), new: Some("running".into()), personal: false }).await;
        for part in ["Demo Projectleider WSD", "heeft de fase gewijzigd", "<dt>Fase</dt>", "Pilot</del>", "In uitvoering</ins>"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[tokio::test]
    async fn a_long_text_shows_the_words_that_differ() {
        let old = format!("Wij begeleiden twintig inwoners. {}", "Iedereen doet mee. ".repeat(10));
        let new = old.replace("twintig", "dertig");
        let html = render(FieldChange { field: "aim".into(), old: Some(old.into()), new: Some(new.into()), personal: false }).await;
        assert!(html.contains(r#"<del class="kompaan-changes__old">twintig</del><ins class="kompaan-changes__new">dertig</ins>"#), "{html}");
        assert!(!html.contains("Iedereen</del>"), "{html}");
    }
}
