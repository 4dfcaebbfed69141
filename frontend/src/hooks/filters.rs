//! The filters of a list: chosen in a form, applied together.
use yew::prelude::*;

/// Filters as they are being chosen.
pub struct Filters<F: 'static> {
    draft: UseStateHandle<F>,
    onapply: Callback<F>,
}

/// Filters that follow those of the address and go there when they are applied. The form stays the same, so that the focus does.
#[hook]
pub fn use_filters<F: Clone + PartialEq + 'static>(applied: &F, onapply: &Callback<F>) -> Filters<F> {
    let draft = use_state(|| applied.clone());
    {
        let draft = draft.setter();
        use_effect_with(applied.clone(), move |applied| draft.set(applied.clone()));
    }
    Filters { draft, onapply: onapply.clone() }
}

impl<F: Clone + Default + PartialEq + 'static> Filters<F> {
    /// What is chosen now.
    pub fn draft(&self) -> &F {
        &self.draft
    }

    /// Applies what is chosen.
    pub fn apply(&self) -> Callback<()> {
        let draft = self.draft.clone();
        self.onapply.reform(move |()| (*draft).clone())
    }

    /// Applies none.
    pub fn clear(&self) -> Callback<()> {
        self.onapply.reform(|()| F::default())
    }

    /// Chooses one of the filters.
    pub fn change<T: 'static>(&self, apply: fn(&mut F, T)) -> Callback<T> {
        self.reduce(apply)
    }

    /// Chooses what is searched for; a text of nothing but white space searches for nothing.
    pub fn search(&self, field: fn(&mut F) -> &mut Option<String>) -> Callback<String> {
        self.reduce(move |filter, value: String| *field(filter) = Some(value).filter(|value| !value.trim().is_empty()))
    }

    fn reduce<T: 'static>(&self, apply: impl Fn(&mut F, T) + 'static) -> Callback<T> {
        let draft = self.draft.clone();
        Callback::from(move |value| {
            let mut next = (*draft).clone();
            apply(&mut next, value);
            draft.set(next);
        })
    }
}
