//! What the views and filters of all resources have in common, so that a resource names only its own fields.

/// Declares a view: the fields of the resource, within the facts that are known of every resource.
macro_rules! view {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            /// By which other things refer to it; never changes.
            pub id: uuid::Uuid,
            $($(#[$field_meta])* pub $field: $kind,)*
            /// Goes up by one with every change.
            pub version: i32,
            /// When it was made.
            pub created_at: chrono::DateTime<chrono::Utc>,
            /// When it last changed.
            pub updated_at: chrono::DateTime<chrono::Utc>,
            /// When it was deleted; `null` while it is there.
            pub deleted_at: Option<chrono::DateTime<chrono::Utc>>,
            /// What you may do with it.
            pub can: Vec<domain::policy::Action>,
        }
    };
}
pub(crate) use view;

/// Declares a filter: the fields of the resource, each of which may be left out, beside its name and whether to look among what was deleted. Of the
/// fields after `any of` several values can be named; what has one of them is found.
macro_rules! filter {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }
        $(any of { $($(#[$many_meta:meta])* $many:ident: $of:ty,)* })?) => {
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
            $($(
                $(#[$many_meta])*
                #[serde(default, skip_serializing_if = "crate::list::AnyOf::is_empty")]
                #[cfg_attr(feature = "openapi", schema(value_type = Vec<$of>, nullable = false, min_items = 1, max_items = 50))]
                pub $many: crate::list::AnyOf<$of>,
            )*)?
            /// Deleted ones instead, for administrators.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "openapi", schema(nullable = false))]
            pub deleted: Option<bool>,
        }
    };
}
pub(crate) use filter;
