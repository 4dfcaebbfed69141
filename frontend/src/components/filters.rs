//! The form in which the filters of a list are chosen.
use crate::{
    browser,
    components::{
        button::{Appearance, Button},
        form::TextField,
    },
    hooks::Filters,
    i18n::Texts,
};
use yew::prelude::*;

/// The id of the button that applies filters; a page has one form of them.
const APPLY: &str = "filters-toepassen";

impl<F: Clone + Default + PartialEq + 'static> Filters<F> {
    /// A field in which one types what is searched for.
    pub fn search_field(&self, name: &'static str, label: &'static str, field: fn(&mut F) -> &mut Option<String>) -> Html {
        let value = field(&mut self.draft().clone()).take().unwrap_or_default();
        html! { <TextField {name} {label} kind="search" {value} errors={vec![]} onchange={self.search(field)} /> }
    }

    /// The form around the fields, with the buttons to apply the filters and to clear those that are applied.
    pub fn form(&self, texts: Texts, label: &'static str, applied: &F, fields: Html) -> Html {
        let onsubmit = self.apply().reform(|event: SubmitEvent| event.prevent_default());
        let clear = self.clear().reform(|_: MouseEvent| {
            // The button goes away; whoever pressed it goes on from the one that stays.
            browser::focus_soon(APPLY);
        });
        html! {
            <form class="kompaan-filters" role="search" aria-label={label} {onsubmit}>
                { fields }
                <p class="kompaan-actions kompaan-filters__actions">
                    <Button id={APPLY} appearance={Appearance::Primary} submits=true>{ texts.apply_filters() }</Button>
                    if *applied != F::default() {
                        <Button appearance={Appearance::Subtle} onclick={clear}>{ texts.clear_filters() }</Button>
                    }
                </p>
            </form>
        }
    }
}
