//! The audit trail.
use crate::{
    browser,
    components::{
        button::{Appearance, Button},
        failure::Failure,
        form::{DateField, SelectField},
        history,
        layout::Page,
        link::RouteLink,
        paragraph::P,
        skeleton::Skeleton,
    },
    format::{machine, moment, named},
    hooks::{Fetch, use_filters, use_pages, use_query},
    i18n::Texts,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    audit::{AuditEntry, AuditFilter, Kind},
    export::{CsvDialect, CsvQuery, file_stem},
    person::Role,
    words,
};
use domain::journal::Verb;
use yew::{platform::spawn_local, prelude::*};

/// Who did what, with filters in the address, page by page.
#[component]
pub fn Audit() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (filter, set_filter) = use_query::<AuditFilter>();
    let client = session.client.clone();
    let me = session.person.as_ref().map(|person| person.id);
    let pages = use_pages((filter.clone(), me), move |(filter, _), cursor| {
        let client = client.clone();
        Box::pin(async move { client.audit_entries(&filter, cursor.as_deref()).await })
    });
    if let Fetch::Failed(error) = &pages.first {
        return html! { <div class="kompaan-width"><Failure error={error.clone()} retry={pages.reload.clone()} /></div> };
    }
    let export = {
        let (session, filter) = (session.clone(), filter.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, filter) = (session.clone(), filter.clone());
            spawn_local(async move {
                match session.client.audit_csv(&filter, &CsvQuery { dialect: Some(CsvDialect::Excel) }).await {
                    Ok(csv) => {
                        browser::save_file(&format!("{}.csv", file_stem("audit-entries", session.lang)), "text/csv", csv.as_bytes());
                        session.say(session.texts().audit_exported());
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    let all = session.is_administrator() || session.has(Role::Auditor);
    let header = html! {
        <p class="kompaan-actions"><Button appearance={Appearance::Secondary} onclick={export}>{ texts.audit_export() }</Button></p>
    };
    html! {
        <Page title={texts.audit_title()} lead={if all { texts.audit_lead() } else { texts.audit_lead_own() }} {header}>
            <Filters filter={filter.clone()} onapply={set_filter.clone()} />
            {
                match &pages.first {
                    Fetch::Ready(page) if page.items.is_empty() => html! { <P role="status">{ texts.audit_none() }</P> },
                    Fetch::Ready(_) => html! {
                        <>
                            <table class="kompaan-table">
                                <caption class="kompaan-visually-hidden">{ texts.audit_title() }</caption>
                                <thead>
                                    <tr>
                                        <th scope="col">{ texts.audit_when() }</th>
                                        <th scope="col">{ texts.audit_who() }</th>
                                        <th scope="col">{ texts.audit_what() }</th>
                                        <th scope="col">{ texts.audit_which() }</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    { for pages.items().iter().map(|entry| row(&session, texts, &filter, &set_filter, entry)) }
                                </tbody>
                            </table>
                            { pages.more_button(texts) }
                        </>
                    },
                    _ => html! { <Skeleton /> },
                }
            }
        </Page>
    }
}

fn row(session: &Session, texts: Texts, filter: &AuditFilter, set_filter: &Callback<AuditFilter>, entry: &AuditEntry) -> Html {
    let narrow = |narrowed: AuditFilter| set_filter.reform(move |_: MouseEvent| narrowed.clone());
    let who = match &entry.actor {
        Some(actor) => html! {
            <>
                <RouteLink to={Route::Person { id: actor.id }}>{ &actor.name }</RouteLink>
                if let Some(organisation) = &entry.organisation {
                    <span class="kompaan-quiet">{ format!(", {}", organisation.name) }</span>
                }
                { " " }
                <button
                    type="button"
                    class="kompaan-table__more"
                    onclick={narrow(AuditFilter { actor_id: Some(actor.id), ..filter.clone() })}
                >
                    { texts.audit_of_person() }
                    <span class="kompaan-visually-hidden">{ format!(": {}", actor.name) }</span>
                </button>
            </>
        },
        None => html! {
            <span class="kompaan-quiet">{ entry.client.as_ref().map_or(texts.audit_nobody(), |client| client.name.as_str()) }</span>
        },
    };
    let name = entry.resource_name.as_ref().map(|name| named(session.lang, name)).unwrap_or_else(|| texts.word(entry.kind).to_owned());
    html! {
        <tr key={entry.id.to_string()}>
            <td data-label={texts.audit_when()}><time datetime={machine(entry.at)}>{ moment(session.lang, entry.at) }</time></td>
            <td data-label={texts.audit_who()}>{ who }</td>
            <td data-label={texts.audit_what()}>
                { did(texts, &entry.action) }
                if !entry.fields.is_empty() { <span class="kompaan-quiet">{ format!(" ({})", labels(texts, entry).join(", ")) }</span> }
            </td>
            <td data-label={texts.audit_which()}>
                { &name }
                { " " }
                <button
                    type="button"
                    class="kompaan-table__more"
                    onclick={narrow(AuditFilter { resource_id: Some(entry.resource_id), ..filter.clone() })}
                >
                    { texts.audit_of_resource() }
                    <span class="kompaan-visually-hidden">{ format!(": {name}") }</span>
                </button>
            </td>
        </tr>
    }
}

/// The fields that changed, as the forms call them.
fn labels<'e>(texts: Texts, entry: &'e AuditEntry) -> Vec<&'e str> {
    let fields = words::fields_of(entry.kind);
    let label = |name: &'e String| words::find(fields, name).map_or(name.as_str(), |field| texts.label(field));
    entry.fields.iter().map(label).collect()
}

/// What happened, in words.
fn did(texts: Texts, action: &str) -> &'static str {
    let (kind, verb) = action.split_once('.').unwrap_or_default();
    let of_session = Kind::parse(kind) == Some(Kind::Session);
    match Verb::parse(verb) {
        Some(Verb::Read) => texts.audit_did_read(),
        Some(Verb::Exported) => texts.audit_did_exported(),
        Some(Verb::Started) => texts.audit_did_started(),
        Some(Verb::Ended) => texts.audit_did_ended(),
        Some(Verb::Renewed) => texts.audit_did_renewed(),
        Some(Verb::Reused) => texts.audit_did_reused(),
        Some(Verb::Refused) if of_session => texts.audit_did_refused(),
        Some(Verb::Requested) if of_session => texts.audit_did_requested(),
        _ => history::sentence(texts, action),
    }
}

/// What can happen to something of this kind, as the trail tells it.
fn actions(texts: Texts, kind: Kind) -> Vec<(AttrValue, AttrValue)> {
    let all = std::iter::once((AttrValue::default(), AttrValue::from(texts.all())));
    let verbs = Verb::ALL.iter().copied().filter(|verb| verb.happens_to(kind)).map(|verb| {
        let action = format!("{kind}.{verb}");
        let words = did(texts, &action);
        (AttrValue::from(action), AttrValue::from(words))
    });
    all.chain(verbs).collect()
}

#[derive(Properties, PartialEq)]
struct FiltersProps {
    filter: AuditFilter,
    onapply: Callback<AuditFilter>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filters = use_filters(&props.filter, &props.onapply);
    let draft = filters.draft();
    let kinds = Kind::ALL.iter().map(|kind| (AttrValue::from(kind.as_str()), AttrValue::from(texts.word(*kind))));
    let choices = std::iter::once((AttrValue::default(), AttrValue::from(session.texts().all()))).chain(kinds).collect::<Vec<_>>();
    let fields = html! {
        <>
            <SelectField
                name="kind"
                label={texts.audit_kind()}
                {choices}
                value={draft.kind.map(Kind::as_str).unwrap_or_default()}
                onchange={filters.change(|filter, value: String| {
                    filter.kind = Kind::parse(&value);
                    filter.action = None;
                })}
            />
            if let Some(kind) = draft.kind {
                <SelectField
                    name="action"
                    label={texts.audit_what()}
                    choices={actions(texts, kind)}
                    value={draft.action.clone().unwrap_or_default()}
                    onchange={filters.change(|filter, value: String| filter.action = Some(value).filter(|value| !value.is_empty()))}
                />
            }
            <DateField
                name="fromDate"
                label={texts.audit_from()}
                value={draft.from_date}
                errors={vec![]}
                onchange={filters.change(|filter, day| filter.from_date = day)}
            />
            <DateField
                name="untilDate"
                label={texts.audit_until()}
                value={draft.until_date}
                errors={vec![]}
                onchange={filters.change(|filter, day| filter.until_date = day)}
            />
        </>
    };
    filters.form(session.texts(), texts.audit_filter(), &props.filter, fields)
}
