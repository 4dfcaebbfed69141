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
