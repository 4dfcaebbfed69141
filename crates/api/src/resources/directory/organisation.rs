//! Organisations.
use crate::{
    crud::{ApiResource, Check, Docs, Scopes},
    demo,
    error::{ApiError, check_rules},
    references::References,
};
use contract::organisation as wire;
use domain::{
    OrganisationId,
    organisation::Organisation,
    policy::{Actor, can},
};
use persistence::{Found, Transaction, in_use, organisation as store};
use serde_json::json;
use uuid::Uuid;

pub struct Organisations;

impl ApiResource for Organisations {
    const PATH: &'static str = "organisations";
    const SINGULAR: &'static str = "Organisation";
    const ID: &'static str = "organisationId";
    const SCOPES: Scopes = Scopes::CATALOGUE;
    type Store = store::Organisations;
    type Input = wire::OrganisationInput;
    type View = wire::Organisation;
    type Filter = wire::OrganisationFilter;
    const RIGHTS: bool = true;

    fn docs() -> Docs {
        Docs {
            tag: "Organisations",
            plural: "Organisations",
            word: "organisation",
            words: "organisations",
            who_reads: "For anyone.",
            who_creates: "For administrators.",
            who_edits: "For administrators.",
            who_deletes: "For administrators, when nobody works there and no plan is of it.",
            example_id: demo::id("organisation", "oirschot").to_string(),
            example: json!({"name": "Voorbeeldgemeente", "kind": "municipality", "cbsCode": "GM9999", "website": "https://www.voorbeeldgemeente.example", "servesIds": []}),
            example_patch: json!({"website": "https://www.oirschot.nl"}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Organisation {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let stored = found.stored;
        let Organisation { name, kind, cbs_code, website, serves_ids, second_factor_required } = stored.state;
        wire::Organisation {
            id: stored.id.0,
            name,
            kind,
            cbs_code,
            website,
            serves_ids: serves_ids.into_iter().map(Uuid::from).collect(),
            second_factor_required,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::OrganisationFilter) -> (store::Filter, bool) {
        let wire::OrganisationFilter { q, kind, deleted } = filter;
        (store::Filter { q, kind: kind.each() }, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Organisation) -> Result<(), ApiError> {
        if let Some(found) = check.before {
            let (plans, organisations) = in_use::municipality(check.conn, OrganisationId(check.id)).await?;
            check_rules(state.municipality_violations(&found.stored.state, plans, organisations))?;
        }
        let before = check.before.map(|found| found.stored.state.serves_ids.as_slice()).unwrap_or_default();
        let mut references = References::new(check.conn, check.actor);
        references.list::<store::Organisations>("servesIds", &state.serves_ids, before).await?;
        let ids: Vec<Uuid> = state.serves_ids.iter().map(|id| id.0).collect();
        references.refuse("servesIds", &ids, &store::not_municipalities(check.conn, &ids).await?);
        references.finish()
    }

    async fn in_use(conn: &Transaction, _: &Actor, id: Uuid) -> Result<bool, ApiError> {
        Ok(in_use::organisation(conn, OrganisationId(id)).await?)
    }
}
