//! What stands in the page before the app runs: what everybody may see of the thing at its address, so that there is something to read on a slow line,
//! for who shares a link, and for who has no JavaScript.
use crate::{
    crud::{ApiResource, open_to_all},
    markdown::escaped,
    resources::{community::Communities, local_plan::LocalPlans, sub_project::SubProjects},
    state::App,
};
use contract::sub_project::SubProject;
use uuid::Uuid;

/// Where the build of the web app leaves room for the text of a page.
const PLACE: &str = "<!--VIEW-->";
const TITLE: &str = "<title>Kompaan</title>";

/// What a page says first.
struct FirstView {
    title: String,
    /// What is to be known first.
    remarks: Vec<String>,
    /// Safe HTML.
    text: Option<String>,
    /// The name and the address of the list that it is in, where the page has that above it.
    above: Option<(&'static str, &'static str)>,
}

/// The page of the app with what everybody may see of the thing at its path; `None` when there is no such thing.
pub async fn page(app: &App, empty: &[u8], path: &str) -> Option<String> {
    let mut parts = path.trim_start_matches('/').split('/');
    let (kind, id) = (parts.next()?, parts.next()?.parse::<Uuid>().ok()?);
    if parts.next().is_some() {
        return None;
    }
    let view = match kind {
        "communities" => view::<Communities>(app, id, |it| (it.name, vec![], it.purpose_html), Some(("Community's", "/communities"))).await,
        "lokale-plannen" => view::<LocalPlans>(app, id, |it| (it.title, vec![], it.ambition_html), Some(("Lokale plannen", "/lokale-plannen"))).await,
        "deelprojecten" => view::<SubProjects>(app, id, |it| (it.name.clone(), remarks(&it), it.aim_html), None).await,
        _ => None,
    }?;
    Some(filled(std::str::from_utf8(empty).ok()?, &view))
}

async fn view<R: ApiResource>(
    app: &App,
    id: Uuid,
    of: impl FnOnce(R::View) -> (String, Vec<String>, Option<String>),
    above: Option<(&'static str, &'static str)>,
) -> Option<FirstView> {
    // Without it the app still says what is wrong.
    let found = open_to_all::<R>(app, id).await.inspect_err(|error| error.log("", "the first view")).ok().flatten()?;
    let (title, remarks, text) = of(found);
    Some(FirstView { title, remarks, text, above })
}

/// The remark that the app shows above a sub-project too, in its words: it is the longest text there, and does not come later than the rest.
fn remarks(sub_project: &SubProject) -> Vec<String> {
    let exceeded = sub_project.exceed_decided_by.as_ref().zip(sub_project.exceed_reason.as_ref());
    exceeded.map(|(decided_by, reason)| format!("Begonnen boven de afgesproken draagkracht. Besluit van {decided_by}: {reason}")).into_iter().collect()
}

fn filled(empty: &str, view: &FirstView) -> String {
    let title = escaped(&view.title);
    let mut html = String::from(r#"<div class="kompaan-width">"#);
    if let Some((name, address)) = view.above {
        html += &format!(
            r#"<nav class="utrecht-breadcrumb-nav" aria-label="Kruimelpad"><ol class="utrecht-breadcrumb-nav__list utrecht-breadcrumb-nav__list--html-ol"><li class="utrecht-breadcrumb-nav__item kompaan-breadcrumb"><a class="utrecht-link utrecht-link--html-a utrecht-breadcrumb-nav__link" href="{address}">{name}</a></li></ol></nav>"#
        );
    }
    html += &format!(r#"<h1 class="utrecht-heading-1 kompaan-title">{title}</h1>"#);
    for remark in &view.remarks {
        let remark = escaped(remark);
        html += &format!(
            r#"<div class="utrecht-alert utrecht-alert--info"><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph">{remark}</p></div></div></div>"#
        );
    }
    if let Some(text) = &view.text {
        html += &format!(r#"<div class="kompaan-text">{text}</div>"#);
    }
    html += "</div>";
    let (head, tail) = empty.split_once(PLACE).unwrap_or((empty, ""));
    format!("{}{html}{tail}", head.replacen(TITLE, &format!("<title>{title} - Kompaan</title>"), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_text_and_not_markup() {
        let view = FirstView { title: r#"<!--VIEW--> & "zo""#.into(), remarks: vec!["Let <op>".into()], text: Some("<p>Tekst</p>".into()), above: None };
        let page = filled("<title>Kompaan</title><body><main><!--VIEW--></main></body>", &view);
        let name = "&lt;!--VIEW--&gt; &amp; &quot;zo&quot;";
        assert_eq!(
            page,
            format!(
                r#"<title>{name} - Kompaan</title><body><main><div class="kompaan-width"><h1 class="utrecht-heading-1 kompaan-title">{name}</h1><div class="utrecht-alert utrecht-alert--info"><div class="utrecht-alert__content"><div class="utrecht-alert__message"><p class="utrecht-paragraph">Let &lt;op&gt;</p></div></div></div><div class="kompaan-text"><p>Tekst</p></div></div></main></body>"#
            )
        );
    }
}
