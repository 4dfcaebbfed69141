//! One operation of the API: its route and its text in one value, so that what is served and what is described cannot differ.
use crate::{error::ApiError, media_type, schemas::Schemas};
use actix_web::{
    FromRequest, Handler, HttpResponse, Responder, Route, guard,
    http::{Method, header::ALLOW},
    web,
};
use domain::api_client::ApiScope;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Who may call an operation at all; the policy decides on what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, and a token makes no difference.
    Open,
    /// Anybody; somebody who is signed in may see more.
    Optional,
    /// Only somebody who is signed in.
    SignedIn,
    /// Whoever has the refresh cookie.
    Cookie,
}

/// What must be known of an operation while it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RouteInfo {
    /// The media types of the file that it answers; none when it answers JSON.
    pub files: &'static [&'static str],
    /// The scope with which a system may call it; without one it is for people only.
    pub scope: Option<ApiScope>,
    /// Whether a token makes no difference.
    pub open: bool,
    /// Whether it can be called without a token, by which one may see more.
    pub optional: bool,
    /// Whether it is the content of a document, which is answered as it was sent.
    pub content: bool,
}

/// What stands among the parameters in the document.
enum Parameter {
    /// This parameter.
    One(Value),
    /// The properties of the schema of this name, as query parameters.
    Query(String),
}

/// An operation.
pub struct Operation {
    pub id: String,
    pub method: &'static str,
    pub path: String,
    pub tag: &'static str,
    pub summary: String,
    pub description: String,
    pub access: Access,
    /// The scope with which a system may call it.
    scope: Option<ApiScope>,
    parameters: Vec<Parameter>,
    /// Schemas of query parameters that differ from that of the property, by name.
    query_schemas: Vec<(String, Value)>,
    body: Option<Value>,
    /// The schemas by which the query and the body are checked.
    reads: Vec<String>,
    success: (u16, Value),
    /// What else it answers when it worked.
    other: Vec<(u16, Value)>,
    /// Whether it may also answer 201 with what it made.
    creates: bool,
    errors: BTreeSet<u16>,
    /// The media types of the file that it answers.
    pub files: &'static [&'static str],
    pub route: Box<dyn Fn() -> Route>,
}

impl Operation {
    /// An operation on a path below the base; `{names}` are path parameters with a UUID.
    pub fn new<F, Args>(method: &'static str, path: impl Into<String>, id: impl Into<String>, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Clone,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        // What the parts that every request passes can answer; the handler adds its own.
        let mut errors = BTreeSet::from([406, 429, 500, 503, 507]);
        if access != Access::Open {
            // Without a scope, without the second factor that an organisation asks for, or because the policy says so.
            errors.extend([401, 403]);
        }
        if method != "get" {
            // What the database refuses: what exists already, or refers to what has just gone.
            errors.extend([400, 408, 409, 413]);
        }
        Self {
            id: id.into(),
            method,
            path: path.into(),
            tag: "",
            summary: String::new(),
            description: String::new(),
            access,
            scope: None,
            parameters: vec![],
            query_schemas: vec![],
            body: None,
            reads: vec![],
            success: (204, json!({"description": "Done."})),
            other: vec![],
            creates: false,
            files: &[],
            errors,
            route: Box::new(move || {
                let route = match method {
                    "get" => reading(),
                    "post" => web::post(),
                    "put" => web::put(),
                    "patch" => web::patch(),
                    _ => web::delete(),
                };
                route.to(handler.clone())
            }),
        }
    }

    /// The texts: what it does in a few words, and who may do it with what effect.
    pub fn text(mut self, tag: &'static str, summary: impl Into<String>, description: impl Into<String>) -> Self {
        (self.tag, self.summary, self.description) = (tag, summary.into(), description.into());
        self
    }

    /// A path parameter with an id, and an example that exists in the demo data.
    pub fn id_parameter(mut self, name: &str, example: &str) -> Self {
        self.errors.extend([400, 404]);
        self.parameters.push(Parameter::One(json!({
            "name": name, "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}, "example": example,
        })));
        self
    }

    /// A path parameter with one of these values.
    pub fn choice_parameter(mut self, name: &str, values: &[&str], example: &str) -> Self {
        self.errors.extend([400, 404]);
        self.parameters.push(Parameter::One(json!({
            "name": name, "in": "path", "required": true, "schema": {"type": "string", "enum": values}, "example": example,
        })));
        self
    }

    /// Query parameters from the properties of a schema.
    pub fn query(mut self, name: &str) -> Self {
        self.errors.insert(400);
        self.reads.push(name.to_owned());
        self.parameters.push(Parameter::Query(name.to_owned()));
        self
    }

    /// Replaces the schema of a query parameter.
    pub fn query_schema(mut self, name: &str, schema: Value) -> Self {
        self.query_schemas.push((name.to_owned(), schema));
        self
    }

    /// The schemas by which its query and body are checked.
    pub fn reads(&self) -> impl Iterator<Item = &str> {
        self.reads.iter().map(String::as_str)
    }

    /// The parameters as the document shows them.
    fn described(&self, schemas: &Schemas) -> Vec<Value> {
        self.parameters
            .iter()
            .flat_map(|parameter| match parameter {
                Parameter::One(parameter) => vec![parameter.clone()],
                Parameter::Query(name) => self.described_query(schemas, name),
            })
            .collect()
    }

    fn described_query(&self, schemas: &Schemas, name: &str) -> Vec<Value> {
        let required = schemas.get(name).and_then(|schema| schema["required"].as_array()).cloned().unwrap_or_default();
        let properties = schemas.properties(name).into_iter();
        properties
            .map(|(property, mut schema)| {
                let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
                if let Some((_, other)) = self.query_schemas.iter().find(|(name, _)| *name == property) {
                    schema = other.clone();
                }
                let is_required = required.iter().any(|name| *name == property);
                let mut parameter = json!({"name": property, "in": "query", "required": is_required, "schema": schema});
                if let Some(description) = description {
                    parameter["description"] = description;
                }
                parameter
            })
            .collect()
    }

    /// `If-Match`, without which the answer is 428.
    pub fn if_match(mut self) -> Self {
        self.errors.extend([412, 428]);
        self.parameters.push(Parameter::One(json!({
            "name": "If-Match", "in": "header", "required": true, "example": "\"v1\"",
            "description": "The `ETag` of what you read, of which the version counts; several with commas between them, or `*` for whatever version it has. Without it the answer is 428, with an older one 412.",
            "schema": {"type": "string", "maxLength": 1000, "pattern": "^(\\*|(W/)?\"v[1-9][0-9]{0,8}(-[A-Za-z0-9_-]{1,32})?\"( *, *(W/)?\"v[1-9][0-9]{0,8}(-[A-Za-z0-9_-]{1,32})?\")*)$"},
        })));
        self
    }

    /// `If-None-Match: *` in the place of `If-Match`, with which an administrator creates under an id of their own choice.
    pub fn if_none_match(mut self) -> Self {
        self.errors.insert(403);
        self.creates = true;
        for parameter in &mut self.parameters {
            if let Parameter::One(parameter) = parameter
                && parameter["name"] == "If-Match"
            {
                parameter["required"] = false.into();
            }
        }
        self.parameters.push(Parameter::One(json!({
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "`*` creates it under this id when it does not exist yet. For administrators, to import data in a repeatable way.",
            "schema": {"type": "string", "enum": ["*"]},
        })));
        self
    }

    /// `Idempotency-Key`.
    pub fn idempotent(mut self) -> Self {
        self.errors.insert(409);
        self.parameters.push(Parameter::One(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Your own key for this request. Sent again within 24 hours, the answer is the same and nothing is done twice.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        })));
        self
    }

    /// A JSON body.
    pub fn body(self, schema: &str, example: &Value) -> Self {
        self.body_of(media_type::JSON, schema, example)
    }

    /// A body of another media type.
    pub fn body_of(mut self, media_type: &str, schema: &str, example: &Value) -> Self {
        self.errors.insert(415);
        self.reads.push(schema.to_owned());
        self.body = Some(json!({
            "required": true,
            "content": {media_type: {"schema": {"$ref": format!("#/components/schemas/{schema}")}, "example": example}},
        }));
        self
    }

    /// A file as the body, with the content of one as an example.
    pub fn body_file(mut self, example: &str) -> Self {
        self.errors.insert(415);
        let schema = json!({"type": "string", "format": "binary", "minLength": 1});
        self.body = Some(json!({"required": true, "content": {media_type::FILE: {"schema": schema, "example": example}}}));
        self
    }

    /// What the answer is when it worked.
    pub fn answers(mut self, status: u16, description: &str, schema: Option<&str>, headers: &[&str]) -> Self {
        let mut answer = json!({"description": description});
        if let Some(schema) = schema {
            answer["content"] = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}});
        }
        let headers: Map<_, _> = headers.iter().map(|name| ((*name).to_owned(), json!({"$ref": format!("#/components/headers/{name}")}))).collect();
        answer["headers"] = Value::Object(headers);
        self.success = (status, answer);
        self
    }

    /// The answer is a file of one of these media types, as `Accept` asks; the first when it does not say.
    pub fn answers_file(mut self, media_types: &'static [&'static str], description: &str) -> Self {
        self.files = media_types;
        let content: Map<String, Value> = media_types.iter().map(|media_type| ((*media_type).to_owned(), json!({"schema": {"type": "string"}}))).collect();
        self.success = (
            200,
            json!({"description": description, "content": content, "headers": {
                "Content-Disposition": {"$ref": "#/components/headers/Content-Disposition"},
            }}),
        );
        self
    }

    /// The file has an ETag, and is sent in parts or not again when that is asked.
    pub fn in_parts(mut self) -> Self {
        self.errors.extend([412, 416]);
        let parameters = [
            ("Range", "Which bytes: `bytes=1000-`. More ranges at once are answered with the whole file.", "bytes=0-"),
            ("If-Range", "The ETag of the file of which you have the beginning; of another file you get the whole.", "\"\""),
            ("If-None-Match", "The ETag of what you have; the same file is not sent again (304).", "\"\""),
        ];
        for (name, description, example) in parameters {
            self.parameters.push(Parameter::One(
                json!({"name": name, "in": "header", "required": false, "description": description, "example": example, "schema": {"type": "string"}}),
            ));
        }
        let headers = json!({"ETag": {"$ref": "#/components/headers/FileETag"}, "Accept-Ranges": {"$ref": "#/components/headers/Accept-Ranges"}});
        for (name, header) in headers.as_object().into_iter().flatten() {
            self.success.1["headers"][name] = header.clone();
        }
        let mut part = self.success.1.clone();
        part["description"] = "The part that you asked for.".into();
        part["headers"]["Content-Range"] = json!({"$ref": "#/components/headers/Content-Range"});
        self.other.push((206, part));
        self.other.push((304, json!({"description": "You have it already.", "headers": headers})));
        self
    }

    /// A header tells when the file does not hold everything.
    pub fn may_be_truncated(mut self) -> Self {
        self.success.1["headers"]["X-Truncated"] = json!({"$ref": "#/components/headers/X-Truncated"});
        self
    }

    /// Other errors that it can answer.
    pub fn errors(mut self, errors: &[u16]) -> Self {
        self.errors.extend(errors);
        self
    }

    /// A link to what can be done next with what was answered.
    pub fn link(mut self, name: &str, operation: &str, parameters: Value) -> Self {
        self.success.1["links"][name] = json!({"operationId": operation, "parameters": parameters});
        self
    }

    /// Systems with this scope may call it; without one it is for people only.
    pub fn for_systems(mut self, scope: ApiScope) -> Self {
        self.scope = Some(scope);
        self
    }

    fn info(&self) -> RouteInfo {
        let (open, optional) = (self.access == Access::Open, self.access == Access::Optional);
        RouteInfo { files: self.files, scope: self.scope, open, optional, content: self.path.ends_with("/content") }
    }

    /// The operation as the document shows it.
    pub fn document(&self, schemas: &Schemas) -> Value {
        let mut responses = Map::new();
        let mut success = self.success.1.clone();
        success["headers"]["API-Version"] = json!({"$ref": "#/components/headers/API-Version"});
        if self.method == "get" && self.files.is_empty() {
            success["headers"]["ETag"] = json!({"$ref": "#/components/headers/ETag"});
            responses.insert("304".into(), json!({"$ref": "#/components/responses/NotModified"}));
        }
        if self.creates {
            let mut created = success.clone();
            created["description"] = "Created.".into();
            created["headers"]["Location"] = json!({"$ref": "#/components/headers/Location"});
            responses.insert("201".into(), created);
        }
        responses.insert(self.success.0.to_string(), success);
        for (status, answer) in &self.other {
            let mut answer = answer.clone();
            answer["headers"]["API-Version"] = json!({"$ref": "#/components/headers/API-Version"});
            responses.insert(status.to_string(), answer);
        }
        for error in &self.errors {
            responses.insert(error.to_string(), json!({"$ref": format!("#/components/responses/Problem{error}")}));
        }
        let mut document = json!({
            "operationId": self.id,
            "tags": [self.tag],
            "summary": self.summary,
            "description": self.description,
            "responses": responses,
            "security": match self.access {
                Access::Open => json!([]),
                Access::Optional => json!([{}, {"bearer": []}]),
                Access::SignedIn => json!([{"bearer": []}]),
                Access::Cookie => json!([{"refreshCookie": []}]),
            },
        });
        if let (Some(scope), Some(security)) = (self.scope, document["security"].as_array_mut()) {
            security.push(json!({"client": [scope]}));
        }
        if !self.parameters.is_empty() {
            document["parameters"] = Value::Array(self.described(schemas));
        }
        if let Some(body) = &self.body {
            document["requestBody"] = body.clone();
        }
        document
    }
}

/// A route for reading: GET, and HEAD wherever GET works.
pub fn reading() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// What an address answers to other methods than these: which those are.
pub fn only(allow: impl Into<String>) -> Route {
    let allow = allow.into();
    web::to(move |method: Method| {
        let allow = allow.clone();
        async move {
            if method == Method::OPTIONS {
                Ok(HttpResponse::NoContent().insert_header((ALLOW, allow)).finish())
            } else {
                Err(ApiError::MethodNotAllowed(allow))
            }
        }
    })
}

/// Mounts operations: those on one path together, other methods there answered by 405 with `Allow`. The paths of one collection stand in a
/// scope of their own, so that a request is compared with those few patterns and not with all.
pub fn mount(operations: &[Operation], config: &mut web::ServiceConfig) {
    let mut paths: Vec<&str> = operations.iter().map(|operation| operation.path.as_str()).collect();
    // Fixed segments before parameters, so that `/sessions/_renew` is not taken for an id.
    paths.sort_by_key(|path| (collection(path), path.contains('{'), *path));
    paths.dedup();
    for paths in paths.chunk_by(|one, other| collection(one) == collection(other)) {
        let collection = paths.first().map(|path| collection(path)).unwrap_or_default();
        let scope = paths.iter().fold(web::scope(collection), |scope, path| scope.service(resource(operations, path, &path[collection.len()..])));
        config.service(scope.default_service(web::to(|| async { Err::<HttpResponse, _>(ApiError::NotFound) })));
    }
}

/// The first segment of a path: `/communities` of `/communities/{communityId}`.
fn collection(path: &str) -> &str {
    let end = path.char_indices().skip(1).find(|(_, letter)| *letter == '/').map_or(path.len(), |(at, _)| at);
    &path[..end]
}

/// The operations on one path, mounted at `within` its collection.
fn resource(operations: &[Operation], path: &str, within: &str) -> actix_web::Resource {
    let mut resource = web::resource(within);
    let mut allow = vec![];
    for operation in operations.iter().filter(|operation| operation.path == path) {
        let info = operation.info();
        // The last guard, so that it is only asked when the request is for this operation.
        let known = guard::fn_guard(move |request| {
            request.req_data_mut().insert(info);
            true
        });
        resource = resource.route((operation.route)().guard(known));
        allow.push(operation.method.to_uppercase());
        if operation.method == "get" {
            allow.push("HEAD".into());
        }
    }
    resource.default_service(only(allow.join(", ")))
}
