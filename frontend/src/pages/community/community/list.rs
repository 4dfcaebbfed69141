//! The directory of communities.
use crate::{
    components::{
        button::{Appearance, ButtonLink},
        cards::CommunityCard,
        export::Export,
        failure::Failure,
        form::{CheckboxField, SelectField},
        layout::Page,
        paragraph::P,
        skeleton::Skeleton,
    },
    format::count,
    hooks::{Fetch, use_filters, use_list, use_query},
    resources,
    routes::Route,
    session::use_session,
};
use contract::list::AnyOf;
use contract::{
    PageQuery,
    community::{CommunityFilter, CommunityKind},
};
use yew::prelude::*;

/// Communities with filters in the address, page by page.
#[component]
pub fn Communities() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (filter, set_filter) = use_query::<CommunityFilter>();
    let page = PageQuery { page_size: Some(24), count: Some(true), ..PageQuery::default() };
    let pages = use_list::<resources::Communities>(filter.clone(), page);
    let header = session.signed_in().is_some().then(|| {
        html! {
            <p class="kompaan-actions">
                <ButtonLink appearance={Appearance::Primary} to={Route::NewCommunity}>{ texts.community_new() }</ButtonLink>
            </p>
        }
    });
    html! {
        <Page title={texts.communities()} lead={texts.community_list_lead()} header={header.unwrap_or_default()}>
            <Filters filter={filter.clone()} onapply={set_filter} />
            {
                match &pages.first {
                    Fetch::Loading => html! { <Skeleton /> },
                    Fetch::Failed(error) => html! { <Failure error={error.clone()} retry={pages.reload.clone()} /> },
                    Fetch::Ready(page) if page.items.is_empty() => html! {
                        <div class="kompaan-empty">
                            <P role="status">{ texts.community_none() }</P>
                            <P class="kompaan-quiet">{ texts.community_none_hint() }</P>
                        </div>
                    },
                    Fetch::Ready(_) => html! {
                        <>
                            <P class="kompaan-quiet" role="status">
                                { count(texts.community_found_one(), texts.community_found_many(), pages.total()) }
                            </P>
                            <h2 class="kompaan-visually-hidden">{ texts.communities() }</h2>
                            <ul class="kompaan-cards">
                                { for pages.items().iter().map(|community| html! {
                                    <CommunityCard key={community.id.to_string()} community={community.clone()} />
                                }) }
                            </ul>
                            { pages.more_button(texts) }
                            <Export<resources::Communities> filter={filter.clone()} of={texts.communities()} />
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
    let filters = use_filters(&props.filter, &props.onapply);
    let draft = filters.draft();
    let all = || (AttrValue::default(), AttrValue::from(texts.all()));
    let kinds = std::iter::once(all()).chain(CommunityKind::ALL.iter().map(|kind| (kind.as_str().into(), texts.word(*kind).into())));
    let themes = session.catalogue.theme_choices(session.lang).into_iter().map(|theme| (theme.id.to_string().into(), theme.name));
    let organisations = session.catalogue.organisations.iter().map(|organisation| (organisation.id.to_string().into(), organisation.name.clone().into()));
    let text = |id: &AnyOf<uuid::Uuid>| id.only().map(ToString::to_string).unwrap_or_default();
    let fields = html! {
        <>
            { filters.search_field("q", texts.community_search(), |filter| &mut filter.q) }
            <SelectField
                name="kind"
                label={texts.kind()}
                choices={kinds.collect::<Vec<_>>()}
                value={draft.kind.only().map(|kind| kind.as_str()).unwrap_or_default()}
                onchange={filters.change(|filter, value: String| filter.kind = CommunityKind::parse(&value).into())}
            />
            <SelectField
                name="themeId"
                label={texts.theme()}
                choices={std::iter::once(all()).chain(themes).collect::<Vec<_>>()}
                value={text(&draft.theme_id)}
                onchange={filters.change(|filter, value: String| filter.theme_id = value.parse().ok().into())}
            />
            <SelectField
                name="organisationId"
                label={texts.community_organisation()}
                choices={std::iter::once(all()).chain(organisations).collect::<Vec<_>>()}
                value={text(&draft.organisation_id)}
                onchange={filters.change(|filter, value: String| filter.organisation_id = value.parse().ok().into())}
            />
            if session.signed_in().is_some() {
                <CheckboxField
                    name="mine"
                    label={texts.community_mine()}
                    checked={draft.mine == Some(true)}
                    onchange={filters.change(|filter, checked: bool| filter.mine = checked.then_some(true))}
                />
            }
        </>
    };
    filters.form(texts, texts.search_communities(), &props.filter, fields)
}
