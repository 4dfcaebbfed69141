//! The region on one sheet of paper.
use super::{
    goals::Goals,
    loads::Loads,
    overview::{CollisionList, Money, Parked, use_loads_and_collisions},
};
use crate::{
    components::{layout::Page, settled::settled},
    format::{day, fill},
    pages::sheet::print_button,
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

/// The sheet.
#[component]
pub fn RegionSheet() -> Html {
    let session = use_session();
    let (lang, texts) = (session.lang, session.texts());
    let measuring = session.texts();
    let (found, reload) = use_loads_and_collisions();
    let header = html! {
        <><p class="kompaan-quiet">{ fill(measuring.sheet_on(), &[&day(lang, crate::calendar::today())]) }</p>{ print_button(&session) }</>
    };
    let content = match settled(found, &reload) {
        Err(instead) => instead,
        Ok(found) => html! {
            <div class="kompaan-sheet kompaan-sheet--region">
                <section aria-labelledby="dragen">
                    <h2 id="dragen" class="utrecht-heading-3">{ texts.loads() }</h2>
                    <Loads loads={found.0.items.clone()} />
                </section>
                <Goals table=true />
                <Money />
                <Parked />
                <section aria-labelledby="botsingen">
                    <h2 id="botsingen" class="utrecht-heading-3">{ texts.collisions() }</h2>
                    <CollisionList collisions={found.1.items.clone()} />
                </section>
            </div>
        },
    };
    html! {
        <Page title={fill(measuring.sheet_of(), &[texts.region()])} trail={vec![(AttrValue::from(texts.region()), Route::Region)]} {header}>
            { content }
        </Page>
    }
}
