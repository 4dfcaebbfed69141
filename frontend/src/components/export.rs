//! Taking a list along as a table.
use crate::{
    browser,
    components::button::{Appearance, Button},
    resources::Managed,
    session::use_session,
};
use contract::export::{CSV, CsvDialect, ExportQuery, XLSX, file_stem};
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties)]
pub struct ExportProps<M: Managed> {
    pub filter: M::Filter,
    /// The order, as the list names it.
    #[prop_or_default]
    pub sort: Option<&'static str>,
    /// What is taken along, for who does not see where the buttons stand.
    pub of: AttrValue,
}

impl<M: Managed> PartialEq for ExportProps<M> {
    fn eq(&self, other: &Self) -> bool {
        (&self.filter, self.sort, &self.of) == (&other.filter, other.sort, &other.of)
    }
}

/// The buttons that save the list as a workbook and as CSV.
#[component]
pub fn Export<M: Managed>(props: &ExportProps<M>) -> Html {
    let session = use_session();
    let texts = session.texts();
    let busy = use_state(|| false);
    let take = |media_type: &'static str, ending: &'static str| {
        let (session, busy, filter, sort) = (session.clone(), busy.clone(), props.filter.clone(), props.sort);
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (session, busy, filter) = (session.clone(), busy.clone(), filter.clone());
            spawn_local(async move {
                // Who saves a table here opens it in a spreadsheet.
                let query = ExportQuery { sort: sort.map(str::to_owned), language: Some(session.lang), dialect: Some(CsvDialect::Excel) };
                let list = M::of(&session.client);
                match list.export(&filter, &query, media_type).await {
                    Ok(bytes) => {
                        browser::save_file(&format!("{}.{ending}", file_stem(list.path(), session.lang)), media_type, &bytes);
                        session.say(session.texts().exported());
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                busy.set(false);
            });
        })
    };
    let button = |media_type, ending, words: &'static str| {
        html! {
            <Button appearance={Appearance::Subtle} onclick={take(media_type, ending)} busy={*busy}>
                { words }
                <span class="kompaan-visually-hidden">{ format!(" {}", props.of) }</span>
            </Button>
        }
    };
    html! {
        <p class="kompaan-actions kompaan-export">
            <span class="kompaan-quiet">{ texts.export() }</span>
            { button(XLSX, "xlsx", texts.export_excel()) }
            { button(CSV, "csv", texts.export_csv()) }
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        resources::Tasks,
        testing::{holds, shown},
    };
    use contract::task::TaskFilter;

    #[tokio::test]
    async fn each_button_says_what_it_takes_along() {
        let html = shown(html! { <Export<Tasks> filter={TaskFilter::default()} of="Taken" /> }).await;
        holds(&html, &["Excel<span", "CSV<span", "> Taken</span>", r#"type="button""#]);
    }
}
