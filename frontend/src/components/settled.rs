//! What comes from the server, once it is there.
use crate::{
    components::{failure::Failure, skeleton::Skeleton},
    hooks::Fetch,
};
use std::rc::Rc;
use yew::prelude::*;

/// What has been loaded, or what to show instead: the shape of what is coming, or what went wrong.
pub fn settled<T>(found: Fetch<T>, reload: &Callback<()>) -> Result<Rc<T>, Html> {
    match found {
        Fetch::Loading => Err(html! { <div class="kompaan-width"><Skeleton /></div> }),
        Fetch::Failed(error) => Err(html! { <div class="kompaan-width"><Failure {error} retry={reload.clone()} /></div> }),
        Fetch::Ready(value) => Ok(value),
    }
}
