//! What every resource offers.
use crate::{
    Client, Error,
    http::{Answer, Method},
    transport::{Extras, pairs, read},
};
use contract::{
    Page, PageQuery,
    bulk::{Bulk, BulkItem, Written},
    capacity::{Capacity, Collisions, OrganisationLoad, OrganisationLoadFilter, OrganisationLoads},
    export::{ExportQuery, XLSX},
    history::HistoryEntry,
    list::Expanded,
};
use futures::{Stream, stream};
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;
use uuid::Uuid;

const CSV_OR_PROBLEM: &str = "text/csv, application/problem+json";
const XLSX_OR_PROBLEM: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/problem+json";

/// A resource with the ETag that a change of it needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned<T> {
    pub value: T,
    pub etag: String,
}

/// One kind of resource: `View` is what is answered, `Input` what is sent, `Filter` what a list accepts.
pub struct Resource<'c, View, Input, Filter> {
    client: &'c Client,
    path: &'static str,
    kinds: PhantomData<(View, Input, Filter)>,
}

impl<'c, View: DeserializeOwned, Input: Serialize, Filter: Serialize + Clone> Resource<'c, View, Input, Filter> {
    pub(crate) fn new(client: &'c Client, path: &'static str) -> Self {
        Self { client, path, kinds: PhantomData }
    }

    /// The path of the list in the API.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// One page.
    pub async fn list(&self, filter: &Filter, page: &PageQuery) -> Result<Page<View>, Error> {
        let mut query = pairs(filter);
        query.extend(pairs(page));
        self.client.get(&format!("/{}?{}", self.path, query.join("&"))).await
    }

    /// Every item that matches, page after page.
    pub fn all<'s>(&'s self, filter: Filter) -> impl Stream<Item = Result<View, Error>> + 's
    where
        View: 's,
        Filter: 's,
    {
        let first = PageQuery { page_size: Some(100), ..PageQuery::default() };
        let pages = stream::try_unfold(Some(first), move |page| {
            let filter = filter.clone();
            async move {
                let Some(page) = page else { return Ok::<_, Error>(None) };
                let found = self.list(&filter, &page).await?;
                let next = found.next.map(|cursor| PageQuery { cursor: Some(cursor), ..page });
                Ok(Some((stream::iter(found.items.into_iter().map(Ok)), next)))
            }
        });
        futures::TryStreamExt::try_flatten(pages)
    }

    /// The list as a file of this media type, with the headings in this language.
    pub async fn export(&self, filter: &Filter, query: &ExportQuery, media_type: &'static str) -> Result<Vec<u8>, Error> {
        let mut pairs_of = pairs(filter);
        pairs_of.extend(pairs(query));
        let accept = if media_type == XLSX { XLSX_OR_PROBLEM } else { CSV_OR_PROBLEM };
        let answer = self
            .client
            .send(Method::Get, &format!("/{}/_export?{}", self.path, pairs_of.join("&")), Extras { accept: Some(accept), ..Extras::default() })
            .await?;
        Ok(answer.body)
    }

    /// One by its id.
    pub async fn get(&self, id: Uuid) -> Result<Versioned<View>, Error> {
        versioned(self.client.send(Method::Get, &self.one(id), Extras::default()).await?)
    }

    /// One by its id, with the first page of these lists of what belongs to it, such as `subProjects`.
    pub async fn get_with(&self, id: Uuid, lists: &[&str]) -> Result<Versioned<Expanded<View>>, Error> {
        let lists: Vec<_> = lists.iter().map(|list| format!("expand={list}")).collect();
        versioned(self.client.send(Method::Get, &format!("{}?{}", self.one(id), lists.join("&")), Extras::default()).await?)
    }

    /// Makes and changes several, all of them or none. The request is safe to repeat: it carries a key of its own.
    ///
    /// # Errors
    /// [`Error::Problem`] with the faults of all, each with its place; then nothing was written.
    pub async fn bulk(&self, items: Vec<BulkItem<Input>>) -> Result<Vec<View>, Error> {
        let extras = Extras { idempotency_key: Some(new_key().to_string()), ..Extras::json(&Bulk { items })? };
        let written: Written<View> = read(&self.client.send(Method::Post, &format!("/{}/_bulk", self.path), extras).await?)?;
        Ok(written.items)
    }

    /// Creates one. The request is safe to repeat: it carries a key of its own.
    pub async fn create(&self, input: &Input) -> Result<Versioned<View>, Error> {
        self.create_once(input, new_key()).await
    }

    /// Creates one with this `Idempotency-Key`: who asks again with the same key and input, because no answer came, gets what was made the first time. With
    /// another input the answer is the problem `idempotency_key_reused`.
    pub async fn create_once(&self, input: &Input, key: Uuid) -> Result<Versioned<View>, Error> {
        let extras = Extras { idempotency_key: Some(key.to_string()), ..Extras::json(input)? };
        versioned(self.client.send(Method::Post, &format!("/{}", self.path), extras).await?)
    }

    /// Creates one under an id of your own choice, when it does not exist yet; for administrators.
    ///
    /// # Errors
    /// [`Error::Problem`] 412 (`exists`) when there is something under this id, also when it was deleted.
    pub async fn create_at(&self, id: Uuid, input: &Input) -> Result<Versioned<View>, Error> {
        let extras = Extras { if_none_match: true, ..Extras::json(input)? };
        versioned(self.client.send(Method::Put, &self.one(id), extras).await?)
    }

    /// Replaces one, when it is still the version of `etag`.
    ///
    /// # Errors
    /// [`Error::Problem`] 412 when somebody changed it since; `current` of the problem is how it is now.
    pub async fn replace(&self, id: Uuid, etag: &str, input: &Input) -> Result<Versioned<View>, Error> {
        let extras = Extras { if_match: Some(etag), ..Extras::json(input)? };
        versioned(self.client.send(Method::Put, &self.one(id), extras).await?)
    }

    /// Changes some fields (JSON Merge Patch), when it is still the version of `etag`.
    ///
    /// # Errors
    /// [`Error::Problem`] 412 when somebody changed it since; `current` of the problem is how it is now.
    pub async fn patch(&self, id: Uuid, etag: &str, patch: &impl Serialize) -> Result<Versioned<View>, Error> {
        let extras = Extras { if_match: Some(etag), media_type: Some("application/merge-patch+json"), ..Extras::json(patch)? };
        versioned(self.client.send(Method::Patch, &self.one(id), extras).await?)
    }

    /// Deletes one, when it is still the version of `etag`. It can be restored for 30 days.
    ///
    /// # Errors
    /// [`Error::Problem`] 412 when somebody changed it since, 409 (`in_use`) while something refers to it.
    pub async fn delete(&self, id: Uuid, etag: &str) -> Result<(), Error> {
        self.client.send(Method::Delete, &self.one(id), Extras { if_match: Some(etag), ..Extras::default() }).await.map(drop)
    }

    /// Restores a deleted one; `etag` is the version that the deletion made.
    ///
    /// # Errors
    /// [`Error::Problem`] 404 when it was deleted too long ago, 409 (`restore_first`) when what it belongs to was deleted too.
    pub async fn restore(&self, id: Uuid, etag: &str) -> Result<Versioned<View>, Error> {
        let extras = Extras { if_match: Some(etag), ..Extras::default() };
        versioned(self.client.send(Method::Post, &format!("{}/_restore", self.one(id)), extras).await?)
    }

    /// What happened to one, newest first.
    pub async fn history(&self, id: Uuid, cursor: Option<&str>) -> Result<Page<HistoryEntry>, Error> {
        let query = cursor.map(|cursor| format!("?cursor={cursor}")).unwrap_or_default();
        self.client.get(&format!("{}/history{query}", self.one(id))).await
    }

    fn one(&self, id: Uuid) -> String {
        format!("/{}/{id}", self.path)
    }
}

pub(crate) fn versioned<T: DeserializeOwned>(answer: Answer) -> Result<Versioned<T>, Error> {
    Ok(Versioned { value: read(&answer)?, etag: answer.etag })
}

impl Client {
    /// Brings a sub-project into another phase, when it is still the version of `etag`.
    pub async fn change_phase(
        &self,
        id: Uuid,
        etag: &str,
        input: &contract::sub_project::PhaseChangeInput,
    ) -> Result<Versioned<contract::sub_project::SubProject>, Error> {
        let extras = Extras { if_match: Some(etag), ..Extras::json(input)? };
        versioned(self.send(Method::Post, &format!("/sub-projects/{id}/phase-changes"), extras).await?)
    }

    /// What must be there before a sub-project goes on to a next phase, and whether it is.
    pub async fn gates(&self, sub_project: Uuid) -> Result<contract::sub_project::Gates, Error> {
        self.get(&format!("/sub-projects/{sub_project}/gates")).await
    }

    /// What organisations carry, and what they can.
    pub async fn organisation_loads(&self, filter: &OrganisationLoadFilter) -> Result<OrganisationLoads, Error> {
        self.get(&format!("/organisation-loads?{}", pairs(filter).join("&"))).await
    }

    /// Sets what an organisation can carry at once, when it is still the version of `etag`.
    pub async fn set_capacity(&self, organisation: Uuid, etag: &str, capacity: &Capacity) -> Result<Versioned<OrganisationLoad>, Error> {
        let extras = Extras { if_match: Some(etag), ..Extras::json(capacity)? };
        versioned(self.send(Method::Put, &format!("/organisations/{organisation}/capacity"), extras).await?)
    }

    /// Where sub-projects that started ask the same of somebody.
    pub async fn collisions(&self) -> Result<Collisions, Error> {
        self.get("/sub-project-collisions").await
    }

    /// Sets a password.
    pub async fn set_password(&self, person: Uuid, input: &contract::person::PasswordInput) -> Result<(), Error> {
        self.send(Method::Put, &format!("/people/{person}/password"), Extras::json(input)?).await.map(drop)
    }

    /// Merges a theme into another, when it is still the version of `etag`; answers the theme that stays.
    pub async fn merge_theme(&self, id: Uuid, etag: &str, input: &contract::theme::MergeInput) -> Result<Versioned<contract::theme::Theme>, Error> {
        let extras = Extras { if_match: Some(etag), ..Extras::json(input)? };
        versioned(self.send(Method::Post, &format!("/themes/{id}/_merge"), extras).await?)
    }

    /// One page of what happened in what you follow, newest first.
    pub async fn events(&self, filter: &contract::event::EventFilter, cursor: Option<&str>) -> Result<Page<contract::event::Event>, Error> {
        self.events_at("/me/events", filter, cursor).await
    }

    /// One page of what happened in all sub-projects that you may see, newest first.
    pub async fn region_events(&self, filter: &contract::event::EventFilter, cursor: Option<&str>) -> Result<Page<contract::event::Event>, Error> {
        self.events_at("/events", filter, cursor).await
    }

    async fn events_at(&self, path: &str, filter: &contract::event::EventFilter, cursor: Option<&str>) -> Result<Page<contract::event::Event>, Error> {
        let mut query = pairs(filter);
        query.push("pageSize=50".into());
        query.extend(cursor.map(|cursor| format!("cursor={cursor}")));
        self.get(&format!("{path}?{}", query.join("&"))).await
    }
}

/// A key by which the server knows a request that is sent again.
#[expect(clippy::disallowed_methods, reason = "the one place where the client makes a number")]
fn new_key() -> Uuid {
    Uuid::now_v7()
}
