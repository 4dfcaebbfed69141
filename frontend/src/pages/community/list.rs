//! The directory of communities.
use super::{card::CommunityCard, kind_name};
use crate::{
    components::{
        failure::Failure,
        form::{CheckboxField, SelectField, TextField},
        layout::Page,
        skeleton::Skeleton,
    },
    format::count,
    hooks::{Fetch, use_fetch, use_query},
    session::use_session,
};
use contract::{
    PageQuery,
    community::{Community, CommunityFilter, CommunityKind},
};
use yew::{platform::spawn_local, prelude::*};

/// Communities with filters in the address, page by page.
#[component]
pub fn Communities() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (filter, set_filter) = use_query::<CommunityFilter>();
    let client = session.client.clone();
    let deps = (filter.clone(), session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch(deps, move |(filter, _)| {
        let client = client.clone();
        async move {
            let page = PageQuery { page_size: Some(24), count: Some(true), ..PageQuery::default() };
            client.communities().list(&filter, &page).await
        }
    });
    html! {
        <Page title={texts.communities} lead={texts.community_list_lead}>
            <Filters key={format!("{filter:?}")} filter={filter.clone()} onapply={set_filter.clone()} />
            {
                match found {
                    Fetch::Loading => html! { <Skeleton /> },
                    Fetch::Failed(error) => html! { <Failure {error} retry={reload} /> },
                    Fetch::Ready(page) if page.items.is_empty() => html! {
                        <div class="kompaan-empty">
                            <p class="utrecht-paragraph" role="status">{ texts.community_none }</p>
                            <p class="utrecht-paragraph kompaan-quiet">{ texts.community_none_hint }</p>
                        </div>
                    },
                    Fetch::Ready(page) => html! {
                        <>
                            <p class="utrecht-paragraph kompaan-quiet" role="status">
                                { count(texts.community_found_one, texts.community_found_many, page.total.and_then(|total| i64::try_from(total).ok()).unwrap_or_default()) }
                            </p>
                            <More key={format!("{:?} {:?}", filter.clone(), page.next)} first={page.items.clone()} next={page.next.clone()} filter={filter.clone()} />
                        </>
                    },
                }
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct FiltersProps {
    filter: CommunityFilter,
    onapply: Callback<CommunityFilter>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let draft = use_state(|| props.filter.clone());
    let change = |apply: fn(&mut CommunityFilter, String)| {
        let draft = draft.clone();
        Callback::from(move |value: String| {
            let mut next = (*draft).clone();
            apply(&mut next, value);
            draft.set(next);
        })
    };
    let onsubmit = {
        let (draft, onapply) = (draft.clone(), props.onapply.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onapply.emit((*draft).clone());
        })
    };
    let mine = {
        let draft = draft.clone();
        Callback::from(move |checked: bool| draft.set(CommunityFilter { mine: checked.then_some(true), ..(*draft).clone() }))
    };
    let clear = props.onapply.reform(|_: MouseEvent| CommunityFilter::default());
    let all = || (AttrValue::default(), AttrValue::from(texts.all));
    let kinds = std::iter::once(all()).chain(CommunityKind::ALL.iter().map(|kind| (kind.as_str().into(), kind_name(texts, *kind).into())));
    let themes = session
        .catalogue
        .themes
        .iter()
        .filter_map(|theme| Some((theme.id.to_string().into(), session.catalogue.theme(theme.id, session.lang)?.to_owned().into())));
    let organisations = session.catalogue.organisations.iter().map(|organisation| (organisation.id.to_string().into(), organisation.name.clone().into()));
    let text = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <form class="kompaan-filters" role="search" aria-label={texts.search} {onsubmit}>
            <TextField name="q" label={texts.community_search} kind="search" value={draft.q.clone().unwrap_or_default()} errors={vec![]}
                onchange={change(|filter, value| filter.q = Some(value).filter(|value| !value.trim().is_empty()))} />
            <SelectField name="kind" label={texts.community_kind} choices={kinds.collect::<Vec<_>>()} value={draft.kind.map(CommunityKind::as_str).unwrap_or_default()}
                onchange={change(|filter, value| filter.kind = CommunityKind::parse(&value))} />
            <SelectField name="themeId" label={texts.community_theme} choices={std::iter::once(all()).chain(themes).collect::<Vec<_>>()} value={text(draft.theme_id)}
                onchange={change(|filter, value| filter.theme_id = value.parse().ok())} />
            <SelectField name="organisationId" label={texts.community_organisation} choices={std::iter::once(all()).chain(organisations).collect::<Vec<_>>()} value={text(draft.organisation_id)}
                onchange={change(|filter, value| filter.organisation_id = value.parse().ok())} />
            if session.person.is_some() { <CheckboxField name="mine" label={texts.community_mine} checked={draft.mine == Some(true)} onchange={mine} /> }
            <p class="kompaan-actions kompaan-filters__actions">
                <button type="submit" class="utrecht-button utrecht-button--primary-action">{ texts.apply_filters }</button>
                if props.filter != CommunityFilter::default() {
                    <button type="button" class="utrecht-button utrecht-button--subtle" onclick={clear}>{ texts.clear_filters }</button>
                }
            </p>
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct MoreProps {
    filter: CommunityFilter,
    first: Vec<Community>,
    next: Option<String>,
}

/// The first page, and the pages that were asked for after it.
#[component]
fn More(props: &MoreProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let later = use_state(Vec::<Community>::new);
    let next = use_state(|| props.next.clone());
    let onclick = {
        let (session, later, next, filter) = (session.clone(), later.clone(), next.clone(), props.filter.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, later, next, filter) = (session.clone(), later.clone(), next.clone(), filter.clone());
            spawn_local(async move {
                let page = PageQuery { page_size: Some(24), cursor: (*next).clone(), ..PageQuery::default() };
                match session.client.communities().list(&filter, &page).await {
                    Ok(page) => {
                        later.set(later.iter().cloned().chain(page.items).collect());
                        next.set(page.next);
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    html! {
        <>
            <h2 class="kompaan-visually-hidden">{ texts.communities }</h2>
            <ul class="kompaan-cards">{ for props.first.iter().chain(later.iter()).map(|community| html! { <CommunityCard key={community.id.to_string()} community={community.clone()} /> }) }</ul>
            if next.is_some() { <p class="kompaan-actions"><button type="button" class="utrecht-button utrecht-button--secondary-action" {onclick}>{ texts.more }</button></p> }
        </>
    }
}
