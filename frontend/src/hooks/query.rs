//! Filters in the address of a page, so that it can be shared and the back button works.
use serde::{Serialize, de::DeserializeOwned};
use yew::prelude::*;
use yew_router::prelude::*;

/// The query of the address as `Q`, and how to go to the same page with another query.
#[hook]
pub fn use_query<Q>() -> (Q, Callback<Q>)
where
    Q: Serialize + DeserializeOwned + Default + Clone + 'static,
{
    let location = use_location();
    let navigator = use_navigator();
    let query = location.as_ref().and_then(|location| location.query::<Q>().ok()).unwrap_or_default();
    let set = Callback::from(move |query: Q| {
        if let (Some(navigator), Some(location)) = (&navigator, &location) {
            let _ = navigator.push_with_query(&crate::routes::Route::recognize(location.path()).unwrap_or(crate::routes::Route::Home), &query);
        }
    });
    (query, set)
}
