//! Messages.
use yew::prelude::*;

/// The tone of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Ok,
    Warning,
    Error,
}

#[derive(Properties, PartialEq)]
pub struct AlertProps {
    pub tone: Tone,
    #[prop_or_default]
    pub children: Html,
}

/// A message within the page.
#[component]
pub fn Alert(props: &AlertProps) -> Html {
    let tone = match props.tone {
        Tone::Info => "utrecht-alert utrecht-alert--info",
        Tone::Ok => "utrecht-alert utrecht-alert--ok",
        Tone::Warning => "utrecht-alert utrecht-alert--warning",
        Tone::Error => "utrecht-alert utrecht-alert--error",
    };
    html! {
        <div class={tone}>
            <div class="utrecht-alert__content"><div class="utrecht-alert__message">{ props.children.clone() }</div></div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn each_tone_has_its_class_and_the_text_stands_in_it() {
        for (tone, class) in [(Tone::Info, "info"), (Tone::Ok, "ok"), (Tone::Warning, "warning"), (Tone::Error, "error")] {
            let html = shown(html! { <Alert {tone}>{ "Let op <dit>" }</Alert> }).await;
            holds(&html, &[&format!("utrecht-alert--{class}"), "Let op &lt;dit&gt;"]);
        }
    }
}
