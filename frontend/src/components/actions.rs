//! Things to do that ask first, and deleting with a way back.
use crate::{
    components::{
        button::{Appearance, Button},
        paragraph::P,
    },
    resources::Managed,
    routes::Route,
    session::{Notice, use_session},
};
use client::Versioned;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ConfirmProps {
    /// What the button says.
    pub label: AttrValue,
    pub question: AttrValue,
    /// What the button says that really does it.
    pub yes: AttrValue,
    pub onconfirm: Callback<()>,
    #[prop_or_default]
    pub danger: bool,
    /// Of what, for whoever does not see where the button stands.
    #[prop_or_default]
    pub of: Option<AttrValue>,
}

/// A button that asks before it acts. The question gets the focus; Escape answers no, and gives the focus back to the button.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let asking = use_state(|| false);
    let (question, button) = (use_node_ref(), use_node_ref());
    let asked = use_mut_ref(|| false);
    {
        let (question, button) = (question.clone(), button.clone());
        use_effect_with(*asking, move |asking| {
            // Whoever does not go on is back at the button.
            let goes = if *asking { Some(question) } else { asked.borrow().then_some(button) };
            *asked.borrow_mut() = *asking;
            if let Some(element) = goes.and_then(|element| element.cast::<web_sys::HtmlElement>()) {
                let _ = element.focus();
            }
        });
    }
    let set = |value: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(value))
    };
    let onkeydown = {
        let asking = asking.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                asking.set(false);
            }
        })
    };
    let yes = {
        let (asking, onconfirm) = (asking.clone(), props.onconfirm.clone());
        Callback::from(move |_: MouseEvent| {
            asking.set(false);
            onconfirm.emit(());
        })
    };
    let of = props.of.as_ref().map(|of| html! { <span class="kompaan-visually-hidden">{ format!(" {of}") }</span> });
    if !*asking {
        return html! { <Button appearance={Appearance::Secondary} r#ref={button} onclick={set(true)}>{ &props.label }{ for of }</Button> };
    }
    html! {
        <div class="kompaan-confirm" role="group" aria-label={props.label.clone()} {onkeydown}>
            <P r#ref={question} focusable=true>{ &props.question }</P>
            <p class="kompaan-actions">
                <Button appearance={Appearance::Primary} danger={props.danger} onclick={yes}>{ &props.yes }</Button>
                <Button appearance={Appearance::Subtle} onclick={set(false)}>{ texts.cancel() }</Button>
            </p>
        </div>
    }
}

#[derive(Properties)]
pub struct DeleteProps<M: Managed> {
    pub found: Versioned<M::View>,
    /// Where one goes when it is gone.
    pub then: Route,
    /// Called when it is gone and when it is back.
    #[prop_or_default]
    pub changed: Callback<()>,
}

impl<M: Managed> PartialEq for DeleteProps<M> {
    fn eq(&self, other: &Self) -> bool {
        self.found == other.found && self.then == other.then && self.changed == other.changed
    }
}

/// Deletes a resource after asking; the notice that follows can bring it back.
#[component]
pub fn Delete<M: Managed>(props: &DeleteProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let onconfirm = {
        let (session, found, then, changed) = (session.clone(), props.found.clone(), props.then.clone(), props.changed.clone());
        Callback::from(move |()| {
            let (session, found, then, navigator, changed) = (session.clone(), found.clone(), then.clone(), navigator.clone(), changed.clone());
            spawn_local(async move {
                let (id, name) = (M::id(&found.value), M::name(&found.value).to_owned());
                match M::of(&session.client).delete(id, &found.etag).await {
                    Ok(()) => {
                        changed.emit(());
                        let etag = format!("\"v{}\"", M::version(&found.value) + 1);
                        let undo = {
                            let (session, navigator) = (session.clone(), navigator.clone());
                            Callback::from(move |()| {
                                let (session, navigator, etag, changed) = (session.clone(), navigator.clone(), etag.clone(), changed.clone());
                                spawn_local(async move {
                                    match M::of(&session.client).restore(id, &etag).await {
                                        Ok(restored) => {
                                            changed.emit(());
                                            session.say(crate::format::fill(session.texts().restored(), &[M::name(&restored.value)]));
                                            if let Some(navigator) = navigator {
                                                navigator.push(&M::route(&restored.value));
                                            }
                                        }
                                        Err(error) => session.say(session.texts().not_restored(&error)),
                                    }
                                });
                            })
                        };
                        session.tell(Notice { text: crate::format::fill(session.texts().deleted(), &[&name]).into(), undo: Some(undo), unfinished: None });
                        if let Some(navigator) = navigator {
                            navigator.push(&then);
                        }
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    let question = crate::format::fill(texts.delete_question(), &[M::name(&props.found.value)]);
    html! { <Confirm label={texts.delete()} {question} yes={texts.delete_yes()} {onconfirm} danger=true /> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn nothing_happens_before_the_question() {
        let props = ConfirmProps {
            label: "Verwijderen".into(),
            question: "Weet u het zeker?".into(),
            yes: "Ja".into(),
            onconfirm: Callback::noop(),
            danger: true,
            of: Some("Aanzet".into()),
        };
        let html = LocalServerRenderer::<Confirm>::with_props(props).hydratable(false).render().await;
        assert!(html.contains("Verwijderen") && html.contains(" Aanzet"), "{html}");
        assert!(!html.contains("Weet u het zeker?"), "{html}");
    }
}
