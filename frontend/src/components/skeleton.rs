//! The shape of what is coming.
use crate::session::use_session;
use yew::prelude::*;

/// Grey lines while a page loads, and a sentence for who does not see them.
#[component]
pub fn Skeleton() -> Html {
    let session = use_session();
    html! {
        <div class="kompaan-skeleton" role="status">
            <span class="kompaan-visually-hidden">{ session.texts().loading }</span>
            <div class="kompaan-skeleton__title"></div>
            <div class="kompaan-skeleton__line"></div>
            <div class="kompaan-skeleton__line"></div>
            <div class="kompaan-skeleton__line kompaan-skeleton__line--short"></div>
        </div>
    }
}
