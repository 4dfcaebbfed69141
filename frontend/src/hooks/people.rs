//! People by their ids.
use super::{Fetch, use_fetch};
use crate::session::use_session;
use client::Error;
use contract::person::Person;
use uuid::Uuid;
use yew::prelude::*;

/// The people with these ids, as far as they are still there: somebody who was forgotten is nobody to show, the others are.
#[hook]
pub fn use_people(ids: Vec<Uuid>) -> Fetch<Vec<Person>> {
    let session = use_session();
    let client = session.client.clone();
    let (found, _) = use_fetch(ids, move |ids| {
        let client = client.clone();
        async move {
            let people = futures::future::join_all(ids.into_iter().map(|id| {
                let client = client.clone();
                async move { client.people().get(id).await }
            }))
            .await;
            let there = people.into_iter().filter(|found| !found.as_ref().is_err_and(|error| error.status() == Some(404)));
            there.map(|found| Ok(found?.value)).collect::<Result<Vec<_>, Error>>()
        }
    });
    found
}
