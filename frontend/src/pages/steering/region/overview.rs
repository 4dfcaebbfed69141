//! The region on one page.
use super::{goals::Goals, loads::Loads};
use crate::{
    browser,
    components::{
        button::{Appearance, Button},
        layout::Page,
        link::RouteLink,
        news,
        paragraph::P,
        settled::settled,
    },
    format::{day, fill, moment},
    hooks::{Fetch, use_fetch, use_first, use_list, use_own},
    i18n::Texts,
    pages::budget_line::table::Totals,
    resources,
    routes::Route,
    session::use_session,
};
use contract::{
    PageQuery,
    budget_line::BudgetGroup,
    capacity::{Collision, Collisions, OrganisationLoadFilter, OrganisationLoads},
    event::EventFilter,
    person::Role,
    sub_project::{Phase, SubProject, SubProjectFilter},
    words::plan::SUB_PROJECT,
};
use yew::prelude::*;

/// What organisations carry, and what asks the same people.
#[hook]
pub fn use_loads_and_collisions() -> (Fetch<(OrganisationLoads, Collisions)>, Callback<()>) {
    use_own(|client| async move {
        let filter = OrganisationLoadFilter::default();
        futures::try_join!(client.organisation_loads(&filter), client.collisions())
    })
}

/// What organisations carry, what asks the same people, and what waits.
#[component]
pub fn Region() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_loads_and_collisions();
    let print = Callback::from(|_: MouseEvent| browser::print());
    let header = html! {
        <div class="kompaan-actions">
            <RouteLink to={Route::RegionSheet}>{ texts.sheet() }</RouteLink>
            <Button appearance={Appearance::Subtle} onclick={print}>{ texts.print() }</Button>
        </div>
    };
    let (loads, more) = match settled(found, &reload) {
        Err(instead) => (instead, Html::default()),
        Ok(found) => (
            html! { <Loads loads={found.0.items.clone()} edits=true /> },
            html! {
                <>
                    <News />
                    <section aria-labelledby="botsingen">
                        <h2 id="botsingen" class="utrecht-heading-2">{ texts.collisions() }</h2>
                        <CollisionList collisions={found.1.items.clone()} />
                    </section>
                    <Parked />
                    <Goals />
                    <Money />
                </>
            },
        ),
    };
    html! { <Page title={texts.region()} lead={texts.region_lead()} {header}>{ what_they_carry(texts, loads) }{ more }</Page> }
}

/// What the page begins with, before it is known what organisations carry and before the app runs.
#[component]
pub fn RegionStart() -> Html {
    let texts = use_session().texts();
    html! { <Page title={texts.region()} lead={texts.region_lead()}>{ what_they_carry(texts, Html::default()) }</Page> }
}

fn what_they_carry(texts: Texts, loads: Html) -> Html {
    html! {
        <section aria-labelledby="dragen">
            <h2 id="dragen" class="utrecht-heading-2">{ texts.loads() }</h2>
            <P>{ texts.loads_lead() }</P>
            { loads }
        </section>
    }
}

/// The money of this year by plan, for those who see it.
#[component]
pub fn Money() -> Html {
    let session = use_session();
    let (texts, year) = (session.texts(), crate::calendar::this_year());
    if !session.has(Role::Executive) && !session.is_administrator() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="geld">
            <h2 id="geld" class="utrecht-heading-2">{ format!("{} {year}", texts.money()) }</h2>
            <Totals by={BudgetGroup::LocalPlan} year={Some(year)} caption={texts.money()} first={texts.label(&SUB_PROJECT.local_plan_id)} />
        </section>
    }
}

/// What others did in all sub-projects since somebody was last here. Visitors have not been here before.
#[component]
fn News() -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (found, reload) = use_fetch(session.last_visit, move |since| {
        let client = client.clone();
        async move {
            match since {
                Some(_) => client.region_events(&EventFilter { since_at: since }, None).await.map(|page| page.items),
                None => Ok(vec![]),
            }
        }
    });
    let Some(since) = session.last_visit else { return Html::default() };
    html! {
        <section aria-labelledby="nieuw">
            <h2 id="nieuw" class="utrecht-heading-2">{ session.texts().home_news() }</h2>
            <P class="kompaan-quiet">{ fill(texts.news_since(), &[&moment(session.lang, since)]) }</P>
            {
                match settled(found, &reload) {
                    Err(instead) => instead,
                    Ok(events) => html! { <news::News events={(*events).clone()} none={texts.news_none()} /> },
                }
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct CollisionListProps {
    pub collisions: Vec<Collision>,
}

/// Where sub-projects ask the same of somebody.
#[component]
pub fn CollisionList(props: &CollisionListProps) -> Html {
    let texts = use_session().texts();
    let (texts, first, collisions) = (texts, use_first(), &props.collisions);
    if collisions.is_empty() {
        return html! { <P class="kompaan-quiet">{ texts.collisions_none() }</P> };
    }
    let list = html! {
        <ul class="kompaan-people">
            { for first.of(collisions).iter().map(|collision| {
                let Collision { subject, organisation, count, sub_projects } = collision;
                let number = count.to_string();
                let text = match organisation {
                    None => fill(texts.collision_lead(), &[&subject.name, &number]),
                    Some(organisation) => fill(texts.collision_theme(), &[&organisation.name, &number, &subject.name]),
                };
                html! {
                    <li key={text.clone()} class="kompaan-people__person">
                        <div>
                            <p class="kompaan-no-margin"><strong>{ text }</strong></p>
                            <ul class="kompaan-plain-list">
                                { for sub_projects.iter().map(|one| html! {
                                    <li key={one.id.to_string()}>
                                        <RouteLink to={Route::SubProject { id: one.id }}>{ &one.name }</RouteLink>
                                    </li>
                                }) }
                            </ul>
                            if *count > sub_projects.len() as u64 {
                                <p class="kompaan-no-margin kompaan-quiet">
                                    { fill(texts.first_of_them(), &[&sub_projects.len().to_string()]) }
                                </p>
                            }
                        </div>
                    </li>
                }
            }) }
        </ul>
    };
    html! { <>{ list }{ first.more_button(texts, collisions.len()) }</> }
}

/// What waits, with why and when to look again.
#[component]
pub fn Parked() -> Html {
    let session = use_session();
    let texts = session.texts();
    let filter = SubProjectFilter { phase: Phase::Parked.into(), ..SubProjectFilter::default() };
    let pages = use_list::<resources::SubProjects>(filter, PageQuery::default());
    let again = |one: &SubProject| {
        let date = one.reconsider_date.map(|date| day(session.lang, date));
        date.or_else(|| one.reconsider_when.clone()).map(|when| {
            html! {
                <p class="kompaan-no-margin kompaan-quiet">{ fill(texts.look_again(), &[&when]) }</p>
            }
        })
    };
    html! {
        <section aria-labelledby="geparkeerd">
            <h2 id="geparkeerd" class="utrecht-heading-2">{ texts.parked() }</h2>
            {
                match settled(pages.first.clone(), &pages.reload) {
                    Err(instead) => instead,
                    Ok(first) if first.items.is_empty() => html! { <P class="kompaan-quiet">{ texts.parked_none() }</P> },
                    Ok(_) => html! {
                        <>
                            <ul class="kompaan-people">
                                { for pages.items().iter().map(|one| html! {
                                    <li key={one.id.to_string()} class="kompaan-people__person">
                                        <div>
                                            <p class="kompaan-no-margin">
                                                <RouteLink to={Route::SubProject { id: one.id }}>{ &one.name }</RouteLink>
                                                { format!(", {}", one.local_plan.name) }
                                            </p>
                                            { for one.phase_reason.iter().map(|reason| html! {
                                                <p class="kompaan-no-margin">{ reason }</p>
                                            }) }
                                            { for again(one) }
                                        </div>
                                    </li>
                                }) }
                            </ul>
                            { pages.more_button(session.texts()) }
                        </>
                    },
                }
            }
        </section>
    }
}
