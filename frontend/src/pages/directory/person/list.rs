//! The directory of people.
use crate::{
    components::{
        button::{Appearance, ButtonLink},
        export::Export,
        failure::Failure,
        form::SelectField,
        layout::Page,
        link::RouteLink,
        paragraph::P,
        people_names::job_and_organisation,
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
    person::{AccountStatus, Person, PersonFilter, Role},
};
use yew::prelude::*;

/// People with filters in the address, page by page.
#[component]
pub fn People() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (filter, set_filter) = use_query::<PersonFilter>();
    let page = PageQuery { page_size: Some(24), count: Some(true), ..PageQuery::default() };
    let pages = use_list::<resources::People>(filter.clone(), page);
    let header = html! {
        if session.is_administrator() || session.has(Role::Coordinator) {
            <p class="kompaan-actions">
                <ButtonLink appearance={Appearance::Primary} to={Route::NewPerson}>{ texts.person_new() }</ButtonLink>
            </p>
        }
    };
    if let Fetch::Failed(error) = &pages.first {
        return html! { <div class="kompaan-width"><Failure error={error.clone()} retry={pages.reload.clone()} /></div> };
    }
    html! {
        <Page title={texts.people()} lead={texts.person_list_lead()} {header}>
            <Filters filter={filter.clone()} onapply={set_filter} />
            {
                match &pages.first {
                    Fetch::Ready(page) if page.items.is_empty() => html! {
                        <div class="kompaan-empty">
                            <P role="status">{ texts.person_none() }</P>
                            <P class="kompaan-quiet">{ texts.community_none_hint() }</P>
                        </div>
                    },
                    Fetch::Ready(_) => html! {
                        <>
                            <P class="kompaan-quiet" role="status">
                                { count(texts.person_found_one(), texts.person_found_many(), pages.total()) }
                            </P>
                            <h2 class="kompaan-visually-hidden">{ texts.people() }</h2>
                            <PersonCards people={pages.items()} />
                            { pages.more_button(texts) }
                            <Export<resources::People> filter={filter.clone()} of={texts.people()} />
                        </>
                    },
                    _ => html! { <Skeleton /> },
                }
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
pub struct PersonCardsProps {
    pub people: Vec<Person>,
}

/// People in a list: name, work, what one can ask them.
#[component]
pub fn PersonCards(props: &PersonCardsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    html! {
        <ul class="kompaan-cards">
            { for props.people.iter().map(|person| html! {
                <li key={person.id.to_string()} class="kompaan-card">
                    <h3 class="utrecht-heading-4 kompaan-card__title">
                        <RouteLink to={Route::Person { id: person.id }} class="kompaan-card__link">{ &person.name }</RouteLink>
                    </h3>
                    <p class="kompaan-card__facts">
                        { job_and_organisation(person) }
                    </p>
                    if !person.expertise.is_empty() {
                        <p class="kompaan-card__facts kompaan-quiet">
                            { format!("{}: {}", texts.person_ask(), person.expertise.join(", ")) }
                        </p>
                    }
                </li>
            }) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
struct FiltersProps {
    filter: PersonFilter,
    onapply: Callback<PersonFilter>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let filters = use_filters(&props.filter, &props.onapply);
    let draft = filters.draft();
    let all = || (AttrValue::default(), AttrValue::from(texts.all()));
    let themes = session.catalogue.theme_choices(session.lang).into_iter().map(|theme| (theme.id.to_string().into(), theme.name));
    let organisations = session.catalogue.organisations.iter().map(|organisation| (organisation.id.to_string().into(), organisation.name.clone().into()));
    let roles = Role::ALL.iter().map(|role| (role.as_str().into(), texts.word(*role).into()));
    let statuses = AccountStatus::ALL.iter().map(|status| (status.as_str().into(), texts.word(*status).into()));
    let text = |id: &AnyOf<uuid::Uuid>| id.only().map(ToString::to_string).unwrap_or_default();
    let fields = html! {
        <>
            { filters.search_field("q", texts.community_search(), |filter| &mut filter.q) }
            { filters.search_field("expertise", texts.person_ask(), |filter| &mut filter.expertise) }
            <SelectField
                name="themeId"
                label={texts.theme()}
                choices={std::iter::once(all()).chain(themes).collect::<Vec<_>>()}
                value={text(&draft.theme_id)}
                onchange={filters.change(|filter, value: String| filter.theme_id = value.parse().ok().into())}
            />
            <SelectField
                name="organisationId"
                label={texts.organisation()}
                choices={std::iter::once(all()).chain(organisations).collect::<Vec<_>>()}
                value={text(&draft.organisation_id)}
                onchange={filters.change(|filter, value: String| filter.organisation_id = value.parse().ok().into())}
            />
            <SelectField
                name="role"
                label={texts.role()}
                choices={std::iter::once(all()).chain(roles).collect::<Vec<_>>()}
                value={draft.role.map(Role::as_str).unwrap_or_default()}
                onchange={filters.change(|filter, value: String| filter.role = Role::parse(&value))}
            />
            <SelectField
                name="status"
                label={texts.status()}
                choices={std::iter::once(all()).chain(statuses).collect::<Vec<_>>()}
                value={draft.status.only().map(|status| status.as_str()).unwrap_or_default()}
                onchange={filters.change(|filter, value: String| filter.status = AccountStatus::parse(&value).into())}
            />
        </>
    };
    filters.form(texts, texts.search_people(), &props.filter, fields)
}
