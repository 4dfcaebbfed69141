//! What the views and filters of all resources have in common, so that a resource names only its own fields.

/// Declares a view: the fields of the resource, within the facts that are known of every resource.
macro_rules! view {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            pub id: uuid::Uuid,
            $($(#[$field_meta])* pub $field: $kind,)*
            pub version: i32,
            pub created_at: chrono::DateTime<chrono::Utc>,
            pub updated_at: chrono::DateTime<chrono::Utc>,
            pub deleted_at: Option<chrono::DateTime<chrono::Utc>>,
            /// What you may do with it.
            pub can: Vec<domain::policy::Action>,
        }
    };
}
pub(crate) use view;

/// Declares a filter: the fields of the resource, each of which may be left out, beside its name and whether to look among what was deleted.
macro_rules! filter {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            /// Part of the name or title, whatever case or accents.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
            pub q: Option<String>,
            $(
                $(#[$field_meta])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                #[cfg_attr(feature = "openapi", schema(nullable = false))]
                pub $field: Option<$kind>,
            )*
            /// Deleted ones instead, for administrators.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(nullable = false))]
            pub deleted: Option<bool>,
        }
    };
}
pub(crate) use filter;
