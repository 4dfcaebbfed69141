//! What happened to something, in sentences, with what changed word by word.
use crate::{
    components::{field_value::FieldValue, link::RouteLink, paragraph::P, settled::settled},
    format,
    hooks::use_pages,
    i18n::Texts,
    resources::Managed,
    routes::Route,
    session::use_session,
};
use contract::{
    history::{FieldChange, HistoryEntry},
    words,
};
use domain::{journal::Verb, resource::Kind};
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
            <h2 id="geschiedenis" class="utrecht-heading-2">{ texts.history() }</h2>
            <HistoryList entries={pages.items()} />
            { pages.more_button(texts) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct HistoryListProps {
    pub entries: Vec<HistoryEntry>,
}

/// A list of what happened, newest first.
#[component]
pub fn HistoryList(props: &HistoryListProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    if props.entries.is_empty() {
        return html! { <P class="kompaan-quiet">{ texts.history_none() }</P> };
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
                            <strong>{ texts.history_somebody() }</strong>
                        }
                        { " " }
                        { sentence(texts, &entry.action) }
                    </P>
                    <P class="kompaan-quiet kompaan-no-margin">
                        <time datetime={format::machine(entry.at)}>{ format::moment(session.lang, entry.at) }</time>
                    </P>
                    if !entry.changes.is_empty() && !entry.action.ends_with(".created") {
                        <dl class="kompaan-changes">
                            { for entry.changes.iter().map(|change| {
                                let kind = kind_of(&entry.action);
                                let known = kind.and_then(|kind| words::find(words::fields_of(kind), & change.field));
                                let label = known.map_or(change.field.as_str(), |field| texts. label(field));
                                html! {
                                    <div key={change.field.clone()} class="kompaan-changes__field">
                                        <dt>{ label }</dt>
                                        { difference(texts, kind, change) }
                                    </div>
                                }
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

fn difference(texts: Texts, kind: Option<Kind>, change: &FieldChange) -> Html {
    if change.personal {
        return html! { <dd class="kompaan-quiet">{ texts.history_personal() }</dd> };
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
            <dd>
                <span class="kompaan-quiet">{ texts.history_before() }{ ": " }</span>
                <del class="kompaan-changes__old"><FieldValue {kind} field={change.field.clone()} value={change.old.clone()} /></del>
            </dd>
            <dd>
                <span class="kompaan-quiet">{ texts.history_after() }{ ": " }</span>
                <ins class="kompaan-changes__new"><FieldValue {kind} field={change.field.clone()} value={change.new.clone()} /></ins>
            </dd>
        </>
    }
}

/// What an action such as `task.created` happened to.
fn kind_of(action: &str) -> Option<Kind> {
    Kind::parse(action.split('.').next()?)
}

/// What happened, as the words after who did it: of an action such as `task.created`. Of an action that this app does not know it says that something changed.
pub fn sentence(texts: Texts, action: &str) -> &'static str {
    let known = action.split_once('.').and_then(|(kind, verb)| Some((Kind::parse(kind)?, Verb::parse(verb)?)));
    known.map_or(texts.history_changed(), |(kind, verb)| words(texts, kind, verb))
}

/// What happened to something of this kind.
fn words(texts: Texts, kind: Kind, verb: Verb) -> &'static str {
    match verb {
        Verb::Created => created(texts, kind),
        Verb::Changed => changed(texts, kind),
        Verb::Deleted => deleted(texts, kind),
        Verb::Restored => texts.history_restored(),
        Verb::PhaseChanged => texts.history_phase_changed(),
        Verb::PasswordChanged => texts.history_password_changed(),
        Verb::Joined => texts.history_joined(),
        Verb::Requested => texts.history_requested(),
        Verb::Invited => texts.history_invited(),
        Verb::Approved if kind == Kind::Measurement => texts.history_measurement_approved(),
        Verb::Approved => texts.history_approved(),
        Verb::Reopened => texts.history_reopened(),
        Verb::Evaluated => texts.history_evaluated(),
        Verb::Refused => texts.history_refused(),
        Verb::Denied => texts.history_denied(),
        Verb::Left => texts.history_left(),
        Verb::Removed => texts.history_removed(),
        Verb::RoleChanged => texts.history_role_changed(),
        Verb::RoleGranted => texts.history_role_granted(),
        Verb::RoleEnded => texts.history_role_ended(),
        Verb::Deactivated => texts.history_deactivated(),
        Verb::Reactivated => texts.history_reactivated(),
        Verb::Activated => texts.history_activated(),
        Verb::ResetAsked => texts.history_reset_asked(),
        Verb::EmailChanged => texts.history_email_changed(),
        Verb::SecondFactorSet => texts.history_second_factor_set(),
        Verb::SecondFactorRemoved => texts.history_second_factor_removed(),
        Verb::PasskeyAdded => texts.history_passkey_added(),
        Verb::PasskeyRemoved => texts.history_passkey_removed(),
        Verb::Erased => texts.history_erased(),
        Verb::SecretMade => texts.history_secret_made(),
        Verb::SecretEnded => texts.history_secret_ended(),
        Verb::Merged => texts.history_merged(),
        // These stand in the audit trail alone, which has words of its own for them.
        Verb::Started | Verb::Renewed | Verb::Reused | Verb::Ended | Verb::Read | Verb::Exported => texts.history_changed(),
    }
}

fn created(texts: Texts, kind: Kind) -> &'static str {
    match kind {
        Kind::ProgressUpdate => texts.history_reported(),
        Kind::Milestone => texts.history_milestone_created(),
        Kind::Task => texts.history_task_created(),
        Kind::Document => texts.history_document_created(),
        Kind::Risk => texts.history_risk_created(),
        Kind::SubProjectIndicator => texts.history_figure_created(),
        Kind::Measurement => texts.history_measurement_created(),
        Kind::BudgetLine => texts.history_line_created(),
        // Things that stand by themselves need no words of their own.
        _ => texts.history_created(),
    }
}

fn changed(texts: Texts, kind: Kind) -> &'static str {
    match kind {
        Kind::Milestone => texts.history_milestone_changed(),
        Kind::Task => texts.history_task_changed(),
        Kind::Document => texts.history_document_changed(),
        Kind::Risk => texts.history_risk_changed(),
        Kind::BudgetLine => texts.history_line_changed(),
        // Things that stand by themselves need no words of their own.
        _ => texts.history_changed(),
    }
}

fn deleted(texts: Texts, kind: Kind) -> &'static str {
    match kind {
        Kind::Document => texts.history_document_deleted(),
        Kind::Measurement => texts.history_measurement_deleted(),
        Kind::BudgetLine => texts.history_line_deleted(),
        // Things that stand by themselves need no words of their own.
        _ => texts.history_deleted(),
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
        html! { <Router {history}><HistoryList entries={props.entries.clone()} /></Router> }
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
        let props = HistoryListProps { entries: vec![entry(change)] };
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
