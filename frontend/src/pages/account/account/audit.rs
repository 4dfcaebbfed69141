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
    i18n::{AuditTexts, Texts},
    resources::{self, Managed},
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    audit::{AuditEntry, AuditFilter, Kind},
    export::{CsvDialect, CsvQuery, file_stem},
    person::Role,
};
use domain::journal::Verb;
use yew::{platform::spawn_local, prelude::*};

/// Who did what, with filters in the address, page by page.
#[component]
pub fn Audit() -> Html {
    let session = use_session();
    let (texts, own) = (session.texts(), AuditTexts::of(session.lang));
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
                        session.say(AuditTexts::of(session.lang).exported);
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    let all = session.is_administrator() || session.has(Role::Auditor);
    let header = html! {
        <p class="kompaan-actions"><Button appearance={Appearance::Secondary} onclick={export}>{ own.export }</Button></p>
    };
    html! {
        <Page title={own.title} lead={if all { own.lead } else { own.lead_own }} {header}>
            <Filters filter={filter.clone()} onapply={set_filter.clone()} />
            {
                match &pages.first {
                    Fetch::Ready(page) if page.items.is_empty() => html! { <P role="status">{ own.none }</P> },
                    Fetch::Ready(_) => html! {
                        <>
                            <table class="kompaan-table">
                                <caption class="kompaan-visually-hidden">{ own.title }</caption>
                                <thead>
                                    <tr>
                                        <th scope="col">{ own.when }</th>
                                        <th scope="col">{ own.who }</th>
                                        <th scope="col">{ own.what }</th>
                                        <th scope="col">{ own.which }</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    { for pages.items().iter().map(|entry| row(&session, texts, own, &filter, &set_filter, entry)) }
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

fn row(session: &Session, texts: &Texts, own: &'static AuditTexts, filter: &AuditFilter, set_filter: &Callback<AuditFilter>, entry: &AuditEntry) -> Html {
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
                    { own.of_person }
                    <span class="kompaan-visually-hidden">{ format!(": {}", actor.name) }</span>
                </button>
            </>
        },
        None => html! { <span class="kompaan-quiet">{ entry.client.as_ref().map_or(own.nobody, |client| client.name.as_str()) }</span> },
    };
    let name = entry.resource_name.as_ref().map(|name| named(session.lang, name)).unwrap_or_else(|| kind_name(own, entry.kind).to_owned());
    html! {
        <tr key={entry.id.to_string()}>
            <td data-label={own.when}><time datetime={machine(entry.at)}>{ moment(session.lang, entry.at) }</time></td>
            <td data-label={own.who}>{ who }</td>
            <td data-label={own.what}>
                { did(texts, own, &entry.action) }
                if !entry.fields.is_empty() { <span class="kompaan-quiet">{ format!(" ({})", labels(texts, entry).join(", ")) }</span> }
            </td>
            <td data-label={own.which}>
                { &name }
                { " " }
                <button
                    type="button"
                    class="kompaan-table__more"
                    onclick={narrow(AuditFilter { resource_id: Some(entry.resource_id), ..filter.clone() })}
                >
                    { own.of_resource }
                    <span class="kompaan-visually-hidden">{ format!(": {name}") }</span>
                </button>
            </td>
        </tr>
    }
}

/// The fields that changed, as the forms call them.
fn labels<'e>(texts: &Texts, entry: &'e AuditEntry) -> Vec<&'e str> {
    let known = match entry.kind {
        Kind::Organisation => resources::Organisations::labels(texts),
        Kind::Theme => resources::Themes::labels(texts),
        Kind::Person => resources::People::labels(texts),
        Kind::Community | Kind::Member => resources::Communities::labels(texts),
        Kind::LocalPlan => resources::LocalPlans::labels(texts),
        Kind::SubProject => resources::SubProjects::labels(texts),
        Kind::ProgressUpdate => resources::ProgressUpdates::labels(texts),
        Kind::Milestone => resources::Milestones::labels(texts),
        Kind::Task => resources::Tasks::labels(texts),
        Kind::Risk => resources::Risks::labels(texts),
        Kind::BudgetLine => resources::BudgetLines::labels(texts),
        Kind::Indicator => resources::Indicators::labels(texts),
        Kind::SubProjectIndicator => resources::SubProjectIndicators::labels(texts),
        Kind::Measurement => resources::Measurements::labels(texts),
        Kind::StrategicCourse => resources::StrategicCourses::labels(texts),
        Kind::StrategicGoal => resources::StrategicGoals::labels(texts),
        Kind::ApiClient => resources::ApiClients::labels(texts),
        Kind::Document => resources::Documents::labels(texts),
        Kind::Session | Kind::Audit => vec![],
    };
    let label = |field: &'e String| known.iter().find(|(name, _)| name == field).map_or(field.as_str(), |(_, label)| *label);
    entry.fields.iter().map(label).collect()
}

/// What happened, in words.
fn did(texts: &Texts, own: &'static AuditTexts, action: &str) -> &'static str {
    let (kind, verb) = action.split_once('.').unwrap_or_default();
    let of_session = Kind::parse(kind) == Some(Kind::Session);
    match Verb::parse(verb) {
        Some(Verb::Read) => own.did_read,
        Some(Verb::Exported) => own.did_exported,
        Some(Verb::Started) => own.did_started,
        Some(Verb::Ended) => own.did_ended,
        Some(Verb::Renewed) => own.did_renewed,
        Some(Verb::Reused) => own.did_reused,
        Some(Verb::Refused) if of_session => own.did_refused,
        Some(Verb::Requested) if of_session => own.did_requested,
        _ => history::sentence(texts, action),
    }
}

fn kind_name(own: &'static AuditTexts, kind: Kind) -> &'static str {
    match kind {
        Kind::Organisation => own.kind_organisation,
        Kind::Theme => own.kind_theme,
        Kind::Person => own.kind_person,
        Kind::Community => own.kind_community,
        Kind::Member => own.kind_member,
        Kind::LocalPlan => own.kind_local_plan,
        Kind::SubProject => own.kind_sub_project,
        Kind::ProgressUpdate => own.kind_progress_update,
        Kind::Milestone => own.kind_milestone,
        Kind::Task => own.kind_task,
        Kind::Risk => own.kind_risk,
        Kind::BudgetLine => own.kind_budget_line,
        Kind::Indicator => own.kind_indicator,
        Kind::SubProjectIndicator => own.kind_sub_project_indicator,
        Kind::Measurement => own.kind_measurement,
        Kind::StrategicCourse => own.kind_strategic_course,
        Kind::StrategicGoal => own.kind_strategic_goal,
        Kind::Session => own.kind_session,
        Kind::ApiClient => own.kind_api_client,
        Kind::Audit => own.kind_audit,
        // The word is the same in both languages.
        Kind::Document => "Document",
    }
}

/// What can happen to something of this kind, as the trail tells it.
fn actions(session: &Session, own: &'static AuditTexts, kind: Kind) -> Vec<(AttrValue, AttrValue)> {
    let texts = session.texts();
    let all = std::iter::once((AttrValue::default(), AttrValue::from(texts.all)));
    let verbs = Verb::ALL.iter().copied().filter(|verb| verb.happens_to(kind)).map(|verb| {
        let action = format!("{kind}.{verb}");
        let words = did(texts, own, &action);
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
    let own = AuditTexts::of(session.lang);
    let filters = use_filters(&props.filter, &props.onapply);
    let draft = filters.draft();
    let kinds = Kind::ALL.iter().map(|kind| (AttrValue::from(kind.as_str()), AttrValue::from(kind_name(own, *kind))));
    let choices = std::iter::once((AttrValue::default(), AttrValue::from(session.texts().all))).chain(kinds).collect::<Vec<_>>();
    let fields = html! {
        <>
            <SelectField
                name="kind"
                label={own.kind}
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
                    label={own.what}
                    choices={actions(&session, own, kind)}
                    value={draft.action.clone().unwrap_or_default()}
                    onchange={filters.change(|filter, value: String| filter.action = Some(value).filter(|value| !value.is_empty()))}
                />
            }
            <DateField
                name="fromDate"
                label={own.from}
                value={draft.from_date}
                errors={vec![]}
                onchange={filters.change(|filter, day| filter.from_date = day)}
            />
            <DateField
                name="untilDate"
                label={own.until}
                value={draft.until_date}
                errors={vec![]}
                onchange={filters.change(|filter, day| filter.until_date = day)}
            />
        </>
    };
    filters.form(session.texts(), own.filter, &props.filter, fields)
}
