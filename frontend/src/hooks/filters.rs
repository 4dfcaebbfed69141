//! The filters of a list: chosen in a form, applied together.
use crate::browser;
use yew::prelude::*;

/// The id of the button that applies filters; a page has one form of them.
const APPLY: &str = "filters-toepassen";

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

    /// Chooses one of the filters.
    pub fn change<T: 'static>(&self, apply: fn(&mut F, T)) -> Callback<T> {
        let draft = self.draft.clone();
        Callback::from(move |value| {
            let mut next = (*draft).clone();
            apply(&mut next, value);
            draft.set(next);
        })
    }

    /// The form around the fields, with the buttons to apply the filters and to clear those that are applied.
    pub fn form(&self, texts: &crate::i18n::Texts, label: &'static str, applied: &F, fields: Html) -> Html {
        let onsubmit = {
            let (draft, onapply) = (self.draft.clone(), self.onapply.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                onapply.emit((*draft).clone());
            })
        };
        let clear = self.onapply.reform(|_: MouseEvent| {
            // The button goes away; whoever pressed it goes on from the one that stays.
            browser::focus_soon(APPLY);
            F::default()
        });
        html! {
            <form class="kompaan-filters" role="search" aria-label={label} {onsubmit}>
                { fields }
                <p class="kompaan-actions kompaan-filters__actions">
                    <button id={APPLY} type="submit" class="utrecht-button utrecht-button--primary-action">{ texts.apply_filters }</button>
                    if *applied != F::default() { <button type="button" class="utrecht-button utrecht-button--subtle" onclick={clear}>{ texts.clear_filters }</button> }
                </p>
            </form>
        }
    }
}
