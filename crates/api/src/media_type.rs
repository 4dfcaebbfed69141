//! The media types that travel in more than one place.

/// The media type of bodies.
pub const JSON: &str = "application/json";
/// The media type of files; what they are is seen from their content.
pub const FILE: &str = "application/octet-stream";
/// The media type of changes (RFC 7396).
pub const MERGE_PATCH: &str = "application/merge-patch+json";
/// The media type of SCIM.
pub const SCIM: &str = "application/scim+json";
