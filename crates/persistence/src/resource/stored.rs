//! From a state to a row and back.

/// Names the columns that hold a state, once, within `impl Resource`; each is checked against the entity and the state by the compiler. A column is taken
/// as it is, or converted: `id`, `optional_id`, `code` (a value of an enumeration), `optional_code`, `list` (as JSON), or by a module with `to` and `from`
/// in brackets. The entities are in scope. `linked` names the ids that link tables hold; those that only the detail reads end with `in full`.
macro_rules! stored {
    (
        $entity:ident => $state:path { $($field:ident $(: $conversion:tt)?),+ $(,)? }
        $(linked { $($linked:ident: $link:ident($owner:ident, $other:ident) $(in $full:ident)?),+ $(,)? })?
    ) => {
        fn row(state: &Self::State) -> $entity::ActiveModel {
            use $state as State;
            // Exhaustive: a new field does not compile until it is named here.
            let State { $($field),+ $(, $($linked: _),+)? } = state;
            #[allow(clippy::needless_update, reason = "some tables hold nothing but the state")]
            let mut row = $entity::ActiveModel {
                $($field: sea_orm::Set($crate::resource::stored!(@to $field $($conversion)?)),)+
                ..Default::default()
            };
            <Self as $crate::Resource>::derive(state, &mut row);
            row
        }

        fn state(row: $entity::Model, query: &sea_orm::QueryResult) -> Result<Self::State, $crate::StoreError> {
            use $state as State;
            let _ = query;
            Ok(State {
                $($field: $crate::resource::stored!(@from row $field $($conversion)?),)+
                $($($linked: $crate::row::get_ids(query, stringify!($linked))?,)+)?
            })
        }

        $(
            fn links() -> Vec<$crate::resource::Link> {
                vec![$($crate::resource::Link::new(
                    stringify!($linked),
                    $link::Column::$owner,
                    $link::Column::$other,
                    $crate::resource::stored!(@in_lists $($full)?),
                )),+]
            }

            fn linked(state: &Self::State) -> Vec<Vec<uuid::Uuid>> {
                vec![$(state.$linked.iter().map(|id| id.0).collect()),+]
            }
        )?
    };
    (@in_lists) => { true };
    (@in_lists full) => { false };
    (@to $field:ident) => { $field.clone() };
    (@to $field:ident id) => { $field.0 };
    (@to $field:ident optional_id) => { $field.map(|id| id.0) };
    (@to $field:ident code) => { $field.as_str().to_owned() };
    (@to $field:ident optional_code) => { $field.map(|value| value.as_str().to_owned()) };
    (@to $field:ident list) => { $crate::row::list_text($field) };
    (@to $field:ident [$module:ident]) => { $module::to($field) };
    (@from $row:ident $field:ident) => { $row.$field };
    (@from $row:ident $field:ident id) => { $row.$field.into() };
    (@from $row:ident $field:ident optional_id) => { $row.$field.map(Into::into) };
    (@from $row:ident $field:ident code) => { $crate::row::code(stringify!($field), &$row.$field)? };
    (@from $row:ident $field:ident optional_code) => { $row.$field.map(|text| $crate::row::code(stringify!($field), &text)).transpose()? };
    (@from $row:ident $field:ident list) => { $crate::row::list(stringify!($field), &$row.$field)? };
    (@from $row:ident $field:ident [$module:ident]) => { $module::from(&$row.$field)? };
}
pub(crate) use stored;
