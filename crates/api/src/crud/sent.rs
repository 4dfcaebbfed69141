//! What was sent for a resource: read by its schema, then checked by the rules of the domain.
use super::ApiResource;
use crate::{error::ApiError, extract::Ctx, markdown, schemas::typed};
use contract::{Checked, FieldError, Input, problem::explain};
use persistence::Resource;
use serde_json::Value;
use utoipa::ToSchema;

/// The editable state of a resource.
pub type State<R> = <<R as ApiResource>::Store as Resource>::State;

/// An input that keeps its schema. Whether it keeps the rules is told by [`Sent::checked`], after it is known that the caller may change the resource.
pub struct Sent<R: ApiResource> {
    input: R::Input,
    /// Long texts whose Markdown nests without end.
    nested: Vec<FieldError>,
}

impl<R: ApiResource> Sent<R> {
    /// Reads an input.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with every way in which it breaks its schema.
    pub fn read(ctx: &Ctx, body: Value) -> Result<Self, ApiError> {
        ctx.app.schemas.check(&R::Input::name(), &body)?;
        let nested = nested_too_deep(R::LONG, &body);
        Ok(Self { input: typed(body)?, nested })
    }

    /// The state that it stands for.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with every rule that it breaks.
    pub fn checked(self) -> Result<Checked<State<R>>, ApiError> {
        refuse_nested(self.input.checked(), self.nested)
    }
}

/// The long texts among these fields whose Markdown nests without end.
pub fn nested_too_deep(long: &[&str], fields: &Value) -> Vec<FieldError> {
    let deep = long.iter().filter(|field| fields[**field].as_str().is_some_and(|text| markdown::check(text).is_err()));
    deep.map(|field| FieldError::body(format!("/{field}"), "nested_too_deep", explain("nested_too_deep", None))).collect()
}

fn refuse_nested<T>(checked: Result<T, Vec<FieldError>>, nested: Vec<FieldError>) -> Result<T, ApiError> {
    match checked {
        Ok(checked) if nested.is_empty() => Ok(checked),
        Ok(_) => Err(ApiError::Invalid(nested)),
        Err(faults) => Err(ApiError::Invalid(faults.into_iter().chain(nested).collect())),
    }
}
