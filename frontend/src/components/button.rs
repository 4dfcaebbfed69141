//! Buttons, and links that look like one.
use crate::routes::Route;
use yew::prelude::*;
use yew_router::prelude::Link;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appearance {
    /// What most people come for; one on a page or in a form.
    Primary,
    Secondary,
    Subtle,
}

impl Appearance {
    const fn button(self) -> &'static str {
        match self {
            Self::Primary => "utrecht-button--primary-action",
            Self::Secondary => "utrecht-button--secondary-action",
            Self::Subtle => "utrecht-button--subtle",
        }
    }

    const fn link(self) -> &'static str {
        match self {
            Self::Primary => "utrecht-button-link--primary-action",
            Self::Secondary => "utrecht-button-link--secondary-action",
            Self::Subtle => "utrecht-button-link--subtle",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    pub appearance: Appearance,
    /// Whether it warns that something goes away.
    #[prop_or_default]
    pub danger: bool,
    /// Whether it sends the form in which it stands.
    #[prop_or_default]
    pub submits: bool,
    #[prop_or_default]
    pub onclick: Option<Callback<MouseEvent>>,
    /// Whether what it does is going on; it keeps the focus meanwhile.
    #[prop_or_default]
    pub busy: bool,
    #[prop_or_default]
    pub disabled: bool,
    /// Whether what it opens is open, when it opens something.
    #[prop_or_default]
    pub expanded: Option<bool>,
    /// What it is called, where its text says too little for who does not see where it stands.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub r#ref: NodeRef,
    pub children: Html,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let class = classes!("utrecht-button", props.appearance.button(), props.danger.then_some("utrecht-button--danger"));
    html! {
        <button
            ref={props.r#ref.clone()}
            id={props.id.clone()}
            type={if props.submits { "submit" } else { "button" }}
            {class}
            onclick={props.onclick.clone()}
            aria-disabled={props.busy.then_some("true")}
            aria-expanded={props.expanded.map(|expanded| expanded.to_string())}
            aria-label={props.label.clone()}
            disabled={props.disabled}
        >
            { props.children.clone() }
        </button>
    }
}

#[derive(Properties, PartialEq)]
pub struct ButtonLinkProps {
    pub appearance: Appearance,
    pub to: Route,
    pub children: Html,
}

/// A link to a page on which something is done, which looks like a button.
#[component]
pub fn ButtonLink(props: &ButtonLinkProps) -> Html {
    let classes = classes!("utrecht-button-link", "utrecht-button-link--html-a", props.appearance.link());
    html! { <Link<Route> {classes} to={props.to.clone()}>{ props.children.clone() }</Link<Route>> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn a_button_says_what_it_is_and_no_more() {
        let html = shown(html! { <Button appearance={Appearance::Subtle}>{ "Sluiten" }</Button> }).await;
        assert_eq!(html, r#"<button type="button" class="utrecht-button utrecht-button--subtle">Sluiten</button>"#);
        let html = shown(html! {
            <Button appearance={Appearance::Primary} danger=true submits=true busy=true expanded={false}>{ "Weg" }</Button>
        })
        .await;
        holds(&html, &[r#"type="submit""#, r#"aria-disabled="true""#, r#"aria-expanded="false""#]);
        holds(&html, &["utrecht-button utrecht-button--primary-action utrecht-button--danger"]);
    }

    #[tokio::test]
    async fn a_link_that_looks_like_a_button_is_a_link() {
        let html = shown(html! { <ButtonLink appearance={Appearance::Primary} to={Route::NewTheme}>{ "Nieuw" }</ButtonLink> }).await;
        holds(&html, &["<a ", r#"class="utrecht-button-link utrecht-button-link--html-a utrecht-button-link--primary-action">Nieuw</a>"#]);
    }
}
