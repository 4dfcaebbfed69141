//! Making a community in two steps, and editing one.
use crate::{
    components::{
        button::{Appearance, Button},
        choices::ChoicesField,
        edit_page::use_made,
        form::{CheckboxField, SelectField},
        form_page::{Frame, form_page, restored},
        layout::Page,
        link::RouteLink,
        paragraph::P,
    },
    hooks::{Form, FormOf, TextOptions, use_form, use_query},
    resources,
    routes::Route,
    session::{Session, use_session},
};
use contract::community::{Community, CommunityInput, CommunityKind, JoinPolicy, Visibility};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;

/// Which step of making a community.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Step {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stap: Option<u8>,
}

/// The page to make a community: first what it is about, then who takes part.
#[component]
pub fn NewCommunity() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (step, set_step) = use_query::<Step>();
    let second = step.stap == Some(2);
    let own = session.person.as_ref().map(|person| person.organisation_id);
    let initial = CommunityInput {
        name: String::new(),
        kind: CommunityKind::LearningCommunity,
        purpose: String::new(),
        theme_ids: vec![],
        organisation_ids: own.into_iter().collect(),
        visibility: Visibility::Network,
        join_policy: JoinPolicy::Open,
        archived: false,
    };
    let done = use_made::<resources::Communities>(texts.community_made());
    let form = use_form::<resources::Communities>(FormOf { initial, target: None, done });
    let named = !form.input().name.trim().is_empty();
    // Whoever opens the second step by its address begins with the first, unless it was filled in before.
    let second = second && named;
    let frame = Frame {
        title: texts.community_new().to_owned(),
        lead: Some(if second { texts.community_step_two() } else { texts.community_step_one() }.into()),
        trail: vec![(texts.communities().into(), Route::Communities)],
        cancel: Route::Communities,
        submit: texts.community_make(),
    };
    if second {
        let back = set_step.reform(|_: MouseEvent| Step::default());
        let fields = html! {
            <>
                { participation(&session, &form) }
                <p class="kompaan-actions"><Button appearance={Appearance::Subtle} onclick={back}>{ texts.back() }</Button></p>
            </>
        };
        return form_page(texts, &form, frame, fields);
    }
    let next = set_step.reform(|_: MouseEvent| Step { stap: Some(2) });
    html! {
        <Page title={frame.title} lead={frame.lead} trail={frame.trail}>
            <div class="kompaan-form kompaan-form--wide">
                { restored(texts, &form) }
                { subject(&session, &form) }
                <p class="kompaan-actions">
                    <Button appearance={Appearance::Primary} onclick={next} disabled={!named}>{ texts.next_step() }</Button>
                    <RouteLink to={frame.cancel}>{ texts.cancel() }</RouteLink>
                </p>
                if !named { <P class="kompaan-quiet">{ texts.community_name_first() }</P> }
            </div>
        </Page>
    }
}

fn subject(session: &Session, form: &Form<resources::Communities>) -> Html {
    let texts = session.texts();
    let kinds = CommunityKind::ALL.iter().map(|kind| (kind.as_str().into(), texts.word(*kind).into())).collect::<Vec<_>>();
    html! {
        <>
            { form.text("name", |input| &mut input.name, TextOptions::default()) }
            <SelectField
                name="kind"
                label={form.label("kind")}
                choices={kinds}
                value={form.input().kind.as_str()}
                errors={form.wrong("kind")}
                onchange={form.change("kind", |input, value: String| input.kind = CommunityKind::parse(&value).unwrap_or(input.kind))}
            />
            { form.text("purpose", |input| &mut input.purpose, TextOptions {
                hint: Some(texts.hint_markdown()),
                optional: true,
                lines: Some(6),
                ..TextOptions::default()
            }) }
            <ChoicesField<Uuid>
                name="themeIds"
                label={form.label("themeIds")}
                choices={session.catalogue.theme_choices(session.lang)}
                chosen={form.input().theme_ids.clone()}
                optional=true
                errors={form.wrong("themeIds")}
                onchange={form.change("themeIds", |input, ids| input.theme_ids = ids)}
            />
        </>
    }
}

fn participation(session: &Session, form: &Form<resources::Communities>) -> Html {
    let texts = session.texts();
    let levels = Visibility::ALL.iter().map(|level| (level.as_str().into(), texts.explained(*level).into())).collect::<Vec<_>>();
    let policies = JoinPolicy::ALL.iter().map(|policy| (policy.as_str().into(), texts.explained(*policy).into())).collect::<Vec<_>>();
    html! {
        <>
            <SelectField
                name="visibility"
                label={form.label("visibility")}
                hint={texts.community_visibility_hint()}
                choices={levels}
                value={form.input().visibility.as_str()}
                errors={form.wrong("visibility")}
                onchange={form.change("visibility", |input, value: String| {
                    input.visibility = Visibility::parse(&value).unwrap_or(input.visibility);
                })}
            />
            <SelectField
                name="joinPolicy"
                label={form.label("joinPolicy")}
                choices={policies}
                value={form.input().join_policy.as_str()}
                errors={form.wrong("joinPolicy")}
                onchange={form.change("joinPolicy", |input, value: String| {
                    input.join_policy = JoinPolicy::parse(&value).unwrap_or(input.join_policy);
                })}
            />
            <ChoicesField<Uuid>
                name="organisationIds"
                label={form.label("organisationIds")}
                choices={session.catalogue.organisation_choices(None)}
                chosen={form.input().organisation_ids.clone()}
                optional=true
                errors={form.wrong("organisationIds")}
                onchange={form.change("organisationIds", |input, ids| input.organisation_ids = ids)}
            />
        </>
    }
}

/// The fields of a community that is there already.
pub fn fields(session: &Session, form: &Form<resources::Communities>, _: Option<&Community>) -> Html {
    html! {
        <>
            { subject(session, form) }
            { participation(session, form) }
            <CheckboxField
                name="archived"
                label={session.texts().community_archive_label()}
                checked={form.input().archived}
                onchange={form.change("archived", |input, checked| input.archived = checked)}
            />
        </>
    }
}
