//! What happened to something, in sentences.
use crate::{components::phases, format, i18n::Texts, session::use_session};
use contract::{history::HistoryEntry, sub_project::Phase};
use serde_json::Value;
use yew::prelude::*;

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
        return html! { <p class="utrecht-paragraph kompaan-quiet">{ texts.history_none }</p> };
    }
    html! {
        <ol class="kompaan-timeline">
            { for props.entries.iter().map(|entry| html! {
                <li key={entry.id.to_string()} class="kompaan-timeline__entry">
                    <p class="utrecht-paragraph kompaan-no-margin">
                        <strong>{ entry.actor.as_ref().map_or(texts.history_somebody.to_owned(), |actor| actor.name.clone()) }</strong>
                        { " " }{ sentence(texts, &entry.action) }
                    </p>
                    <p class="utrecht-paragraph kompaan-quiet kompaan-no-margin"><time datetime={entry.at.to_rfc3339()}>{ format::moment(session.lang, entry.at) }</time></p>
                    if !entry.changes.is_empty() {
                        <dl class="kompaan-changes">
                            { for entry.changes.iter().filter(|_| !entry.action.ends_with(".created")).map(|change| {
                                let label = props.fields.iter().find(|(name, _)| *name == change.field).map_or(change.field.as_str(), |(_, label)| label);
                                html! {
                                    <div key={change.field.clone()} class="kompaan-changes__field">
                                        <dt>{ label }</dt>
                                        if change.personal {
                                            <dd class="kompaan-quiet">{ texts.history_personal }</dd>
                                        } else {
                                            <dd><span class="kompaan-quiet">{ texts.history_before }{ ": " }</span><del class="kompaan-changes__old">{ shown(texts, &change.field, change.old.as_ref()) }</del></dd>
                                            <dd><span class="kompaan-quiet">{ texts.history_after }{ ": " }</span><ins class="kompaan-changes__new">{ shown(texts, &change.field, change.new.as_ref()) }</ins></dd>
                                        }
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

fn sentence(texts: &Texts, action: &str) -> &'static str {
    match action.rsplit('.').next().unwrap_or_default() {
        "created" => texts.history_created,
        "deleted" => texts.history_deleted,
        "restored" => texts.history_restored,
        "phase_changed" => texts.history_phase_changed,
        _ => texts.history_changed,
    }
}

fn shown(texts: &Texts, field: &str, value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => texts.history_empty.into(),
        Some(Value::String(text)) if text.is_empty() => texts.history_empty.into(),
        Some(Value::String(text)) => match Phase::parse(text).filter(|_| field == "phase") {
            Some(phase) => phases::name(texts, phase).into(),
            None => text.clone(),
        },
        Some(Value::Array(items)) if items.is_empty() => texts.history_empty.into(),
        Some(Value::Array(items)) => items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Reference, history::FieldChange};
    use uuid::Uuid;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn a_change_of_phase_reads_as_a_sentence() {
        let entry = HistoryEntry {
            id: Uuid::nil(),
            at: chrono::DateTime::UNIX_EPOCH,
            action: "sub_project.phase_changed".into(),
            actor: Some(Reference { id: Uuid::nil(), name: "Demo Projectleider WSD".into() }),
            version: Some(2),
            changes: vec![FieldChange { field: "phase".into(), old: Some("pilot".into()), new: Some("running".into()), personal: false }],
        };
        let props = HistoryListProps { entries: vec![entry], fields: vec![("phase", "Fase")] };
        let html = LocalServerRenderer::<HistoryList>::with_props(props).hydratable(false).render().await;
        for part in ["Demo Projectleider WSD", "heeft de fase gewijzigd", "<dt>Fase</dt>", "Pilot</del>", "In uitvoering</ins>"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
