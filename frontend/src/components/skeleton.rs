//! The shape of what is coming.
use crate::{first_view, session::use_session};
use yew::prelude::*;

/// What the server has sent of the page, else grey lines, while a page loads; and a sentence for who does not see them.
#[component]
pub fn Skeleton() -> Html {
    let session = use_session();
    if let Some(html) = first_view::here() {
        return html! { <div aria-busy="true">{ Html::from_html_unchecked(html) }</div> };
    }
    html! {
        <div class="kompaan-skeleton" role="status">
            <span class="kompaan-visually-hidden">{ session.texts().loading() }</span>
            <div class="kompaan-skeleton__title" />
            <div class="kompaan-skeleton__line" />
            <div class="kompaan-skeleton__line" />
            <div class="kompaan-skeleton__line kompaan-skeleton__line--short" />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn who_does_not_see_the_lines_hears_that_something_comes() {
        holds(&shown(html! { <Skeleton /> }).await, &[r#"role="status""#, "kompaan-visually-hidden", "kompaan-skeleton__line"]);
    }
}
