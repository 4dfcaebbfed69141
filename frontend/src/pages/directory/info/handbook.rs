//! The user guide.
use crate::{
    components::{
        layout::Page,
        markdown::Markdown,
        tabs::{Tabs, use_tab},
    },
    i18n::Lang,
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

/// The chapters: name in the address, title, HTML. Made by the build from `docs/handleiding`.
const CHAPTERS: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/handbook.rs"));

/// The guide by chapter. It is in Dutch, also within the English interface.
#[component]
pub fn Handbook() -> Html {
    let session = use_session();
    let texts = session.texts();
    let keys: Vec<_> = CHAPTERS.iter().map(|(key, ..)| *key).collect();
    let current = use_tab(&keys);
    let tabs = CHAPTERS.iter().map(|(key, title, _)| (*key, AttrValue::Static(title))).collect::<Vec<_>>();
    let (_, title, html) = CHAPTERS.iter().find(|(key, ..)| *key == current).copied().unwrap_or_default();
    html! {
        <Page title={texts.handbook()} lead={(session.lang == Lang::English).then_some(AttrValue::Static(texts.handbook_in_dutch()))}>
            <div lang="nl">
                <Tabs route={Route::Handbook} {tabs} {current} />
                <h2 class="utrecht-heading-2">{ title }</h2>
                <Markdown {html} empty="" />
            </div>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::CHAPTERS;

    #[test]
    fn each_chapter_has_a_title_and_a_text() {
        assert_eq!(CHAPTERS.len(), 8);
        for (key, title, html) in CHAPTERS {
            assert!(!key.is_empty() && !title.is_empty() && html.len() > 400, "{key}");
            assert!(!html.contains("src=\"beeld"), "{key}");
        }
    }

    #[test]
    fn links_lead_to_chapters_that_are_there() {
        let mut found = 0;
        for (key, _, html) in CHAPTERS {
            for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(!link.ends_with(".md"), "{key}: {link}");
                if let Some(chapter) = link.strip_prefix("/handleiding?tab=") {
                    found += 1;
                    assert!(CHAPTERS.iter().any(|(key, ..)| *key == chapter), "{key}: {link}");
                }
            }
        }
        assert!(found > 0, "the chapter on plans names that for leads");
    }
}
