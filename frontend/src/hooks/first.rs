//! Lists that the server gives as a whole and that may be long: the first are shown, and more when somebody asks.
use yew::prelude::*;

/// How many are shown at first, and how many more at a time.
const AT_A_TIME: usize = 25;

/// How many of a list are shown.
pub struct First(UseStateHandle<usize>);

/// How many of a list are shown.
#[hook]
pub fn use_first() -> First {
    First(use_state(|| AT_A_TIME))
}

impl First {
    pub fn of<'i, T>(&self, items: &'i [T]) -> &'i [T] {
        &items[..items.len().min(*self.0)]
    }

    /// How many are shown at most.
    pub fn shown(&self) -> usize {
        *self.0
    }

    /// Shows more of them.
    pub fn more(&self) -> Callback<MouseEvent> {
        let shown = self.0.clone();
        Callback::from(move |_| shown.set(*shown + AT_A_TIME))
    }
}
