//! The local plans by municipality.
use crate::{
    access::may_make_plan,
    components::{
        button::{Appearance, ButtonLink},
        cards::PlanCard,
        export::Export,
        failure::Failure,
        form::SelectField,
        layout::Page,
        paragraph::P,
        skeleton::Skeleton,
    },
    hooks::{Fetch, use_list, use_query},
    resources,
    routes::Route,
    session::use_session,
};
use contract::{PageQuery, local_plan::LocalPlanFilter};
use yew::prelude::*;

/// Each municipality with its plans; a plan of two municipalities stands with both.
#[component]
pub fn LocalPlans() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (filter, set_filter) = use_query::<LocalPlanFilter>();
    // One region has some tens of plans, so nearly always all of them are there at once.
    let pages = use_list::<resources::LocalPlans>(filter.clone(), PageQuery { page_size: Some(100), ..PageQuery::default() });
    let plans = pages.items();
    let municipalities: Vec<_> = session.catalogue.municipalities().collect();
    let choices = std::iter::once((AttrValue::default(), AttrValue::from(texts.all())))
        .chain(municipalities.iter().map(|municipality| (municipality.id.to_string().into(), municipality.name.clone().into())))
        .collect::<Vec<_>>();
    let onchange = {
        let filter = filter.clone();
        set_filter.reform(move |value: String| LocalPlanFilter { municipality_id: value.parse().ok().into(), ..filter.clone() })
    };
    let chosen = filter.municipality_id.only().map(ToString::to_string).unwrap_or_default();
    let shown = municipalities.iter().filter(|municipality| filter.municipality_id.only().is_none_or(|id| *id == municipality.id));
    html! {
        <Page title={texts.local_plans()} lead={texts.plan_list_lead()}>
            if may_make_plan(&session) {
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Primary} to={Route::NewLocalPlan}>{ texts.plan_new() }</ButtonLink>
                </p>
            }
            <div class="kompaan-filters">
                <SelectField name="municipalityId" label={texts.plan_municipality()} {choices} value={chosen} {onchange} />
            </div>
            {
                match &pages.first {
                    Fetch::Loading => html! { <Skeleton /> },
                    Fetch::Failed(error) => html! { <Failure error={error.clone()} retry={pages.reload.clone()} /> },
                    Fetch::Ready(_) if plans.is_empty() && filter.municipality_id.is_empty() => html! {
                        <div class="kompaan-empty"><P role="status">{ texts.plan_none() }</P></div>
                    },
                    Fetch::Ready(_) => html! {
                        <>
                            { for shown.map(|municipality| {
                                let heading = format!("gemeente-{}", municipality.id);
                                let own: Vec<_> = plans.iter().filter(|plan| plan.municipality_ids.contains(&municipality.id)).collect();
                                if own.is_empty() && !pages.are_all() {
                                    return Html::default();
                                }
                                html! {
                                    <section
                                        key={municipality.id.to_string()}
                                        class="kompaan-municipality"
                                        aria-labelledby={heading.clone()}
                                    >
                                        <h2 id={heading} class="utrecht-heading-2">{ &municipality.name }</h2>
                                        if own.is_empty() { <P class="kompaan-quiet">{ texts.plan_none_municipality() }</P> }
                                        <ul class="kompaan-cards">
                                            { for own.into_iter().map(|plan| html! {
                                                <PlanCard key={plan.id.to_string()} plan={plan.clone()} />
                                            }) }
                                        </ul>
                                    </section>
                                }
                            }) }
                            { pages.more_button(texts) }
                            <Export<resources::LocalPlans> filter={filter.clone()} of={texts.local_plans()} />
                        </>
                    },
                }
            }
        </Page>
    }
}
