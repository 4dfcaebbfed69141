//! The living style page: all components in all states.
use crate::{
    components::{
        actions::Confirm,
        alert::{Alert, Tone},
        badge::{Badge, PhaseBadge},
        button::{Appearance, Button},
        capacity_bar::CapacityBar,
        chart::{Meter, Trend},
        choices::ChoicesField,
        form::{CheckboxField, DateField, ErrorSummary, LinesField, SelectField, Submit, TextField},
        history::HistoryList,
        layout::Page,
        lights::Lights,
        link::PlainLink,
        markdown::Markdown,
        milestone_badge::MilestoneBadge,
        number_field::{NumberField, TargetsField},
        paragraph::P,
        phases::PhaseBar,
        skeleton::Skeleton,
        tabs::Tabs,
    },
    routes::Route,
    session::{Choice, use_session},
};
use chrono::NaiveDate;
use contract::local_plan::PlanStatus;
use contract::{
    FieldError,
    capacity::{Capacity, OrganisationLoad, Rule},
    history::{FieldChange, HistoryEntry},
    local_plan::PhaseCounts,
    milestone::Standing,
    progress_update::{LatestReport, Light},
    sub_project::Phase,
    words::{
        plan::{BUDGET_LINE, LOCAL_PLAN, SUB_PROJECT},
        steering::{MEASUREMENT, SUB_PROJECT_INDICATOR},
    },
};
use uuid::Uuid;
use yew::prelude::*;

fn load(carried: i64, limit: Option<i32>) -> OrganisationLoad {
    OrganisationLoad {
        organisation: contract::Reference { id: uuid::Uuid::nil(), name: String::new() },
        capacity: Capacity { limit, ..Rule::default().into() },
        phase_counts: PhaseCounts::default(),
        standings: contract::capacity::Standings::default(),
        load: carried,
        version: 1,
        can: vec![],
    }
}

/// Everything that the pages are made of.
#[component]
pub fn Style() -> Html {
    let session = use_session();
    let texts = session.texts();
    let part = |title: &'static str, content: Html| {
        html! {
            <section key={title}><h2 class="utrecht-heading-2">{ title }</h2>{ content }</section>
        }
    };
    let typed = || Callback::<String>::noop();
    let counts = PhaseCounts { exploring: 2, pilot: 1, running: 4, parked: 1, completed: 2, stopped: 1 };
    let latest = LatestReport { report_date: NaiveDate::default(), time_light: Light::Green, money_light: Light::Orange, result_light: Light::Red };
    let chosen = Uuid::from_u128(1);
    let choices = vec![
        Choice { id: chosen, name: texts.theme().into(), below: false },
        Choice { id: Uuid::from_u128(2), name: texts.community_theme_example().into(), below: true },
    ];
    let entry = |action: &str, changes| HistoryEntry {
        id: Uuid::new_v5(&Uuid::NAMESPACE_URL, action.as_bytes()),
        at: chrono::DateTime::UNIX_EPOCH,
        action: action.into(),
        actor: None,
        client: None,
        version: Some(1),
        changes,
    };
    let change = FieldChange { field: "phase".into(), old: Some("pilot".into()), new: Some("running".into()), personal: false };
    let text = format!("<p><strong>{}</strong></p><ul><li>{}</li><li>{}</li></ul>", texts.home(), texts.communities(), texts.local_plans());
    let days_before = |days| latest.report_date - chrono::Days::new(days);
    let points = vec![(days_before(60), 4), (days_before(30), 15), (latest.report_date, 24)];
    let buttons = [(Appearance::Primary, texts.save()), (Appearance::Secondary, texts.edit())];
    html! {
        <Page title={texts.style()} lead={texts.style_lead()}>
            { part(texts.style_texts(), html! {
                <>
                    <h3 class="utrecht-heading-3">{ "H3" }</h3>
                    <h4 class="utrecht-heading-4">{ "H4" }</h4>
                    <P>{ texts.footer_about() }{ " " }<PlainLink href="#titel">{ texts.home() }</PlainLink></P>
                    <P class="kompaan-quiet">{ texts.home_lead() }</P>
                    <Markdown html={text} empty="" />
                    <Markdown html="" empty={texts.sub_project_not_filled()} />
                </>
            }) }
            { part(texts.style_buttons(), html! {
                <>
                    <p class="kompaan-actions">
                        { for buttons.map(|(appearance, label)| html! { <Button {appearance}>{ label }</Button> }) }
                        <Button appearance={Appearance::Subtle}>{ texts.cancel() }</Button>
                        <Button appearance={Appearance::Primary} danger=true>{ texts.delete() }</Button>
                    </p>
                    <p class="kompaan-actions">{ for buttons.map(|(appearance, label)| html! {
                        <Button {appearance} disabled=true>{ label }</Button>
                    }) }</p>
                    <p class="kompaan-actions"><Submit label={texts.save()} busy=false /><Submit label={texts.save()} busy=true /></p>
                    <Confirm
                        label={texts.delete()}
                        question={texts.delete_question().replace("{0}", texts.app_name())}
                        yes={texts.delete_yes()}
                        onconfirm={Callback::noop()}
                        danger=true
                    />
                </>
            }) }
            { part(texts.style_labels(), html! {
                <>
                    <p class="kompaan-card__badges">
                        <Badge>{ texts.word(PlanStatus::Concept) }</Badge>
                        { for Phase::ALL.iter().map(|phase| html! { <PhaseBadge phase={*phase} /> }) }
                    </p>
                    <p class="kompaan-card__badges">
                        <Lights phase={Phase::Running} latest={latest} today={latest.report_date} />
                        <Lights phase={Phase::Running} latest={None::<LatestReport>} />
                    </p>
                    <p class="kompaan-card__badges">
                        { for Standing::ALL.iter().map(|standing| html! {
                            <MilestoneBadge standing={*standing} />
                        }) }
                    </p>
                    { for [(1, Some(3)), (3, Some(3)), (4, Some(3)), (2, None)].map(|(carried, limit)| html! {
                        <CapacityBar load={load(carried, limit)} />
                    }) }
                    <Meter value=30 target=40 />
                    <Meter value=50 target=40 />
                    <Trend {points} />
                    <PhaseBar {counts} />
                    <PhaseBar counts={PhaseCounts::default()} />
                    <Tabs
                        route={Route::Style}
                        tabs={vec![("een", AttrValue::from(texts.plan_board())), ("twee", texts.plan_table().into())]}
                        current="een"
                    />
                </>
            }) }
            { part(texts.style_messages(), html! {
                <>
                    <Alert tone={Tone::Info}>{ texts.form_restored() }</Alert>
                    <Alert tone={Tone::Ok}>{ texts.saved() }</Alert>
                    <Alert tone={Tone::Warning}>{ texts.refusal("stale") }</Alert>
                    <Alert tone={Tone::Error}>{ texts.error_network() }</Alert>
                    <ErrorSummary
                        errors={vec![FieldError::body("/voorbeeld-fout", "required", "")]}
                        fields={vec![("voorbeeld-fout", texts.name())]}
                        refusal={AttrValue::from(texts.refusal("forbidden"))}
                        round=0
                    />
                    <div class="kompaan-empty"><P>{ texts.community_none() }</P></div>
                    <Skeleton />
                </>
            }) }
            { part(texts.style_fields(), html! {
                <div class="kompaan-form kompaan-form--wide">
                    <TextField
                        name="voorbeeld"
                        label={texts.name()}
                        hint={texts.plan_title_hint()}
                        value=""
                        errors={vec![]}
                        onchange={typed()}
                    />
                    <TextField
                        name="voorbeeld-fout"
                        label={texts.name()}
                        value=""
                        errors={vec![texts.rule("required")]}
                        onchange={typed()}
                    />
                    <TextField
                        name="voorbeeld-lang"
                        label={texts.label(&SUB_PROJECT.aim)}
                        optional=true
                        lines=3
                        value={texts.home_lead()}
                        errors={vec![]}
                        onchange={typed()}
                    />
                    <LinesField
                        name="voorbeeld-regels"
                        label={texts.label(&SUB_PROJECT.places)}
                        items={vec!["PostNL".to_owned(), "Het Goed".to_owned()]}
                        errors={vec![]}
                        onchange={Callback::noop()}
                    />
                    <DateField
                        name="voorbeeld-dag"
                        label={texts.label(&LOCAL_PLAN.start_date)}
                        value={chrono::NaiveDate::from_ymd_opt(2026, 1, 1)}
                        errors={vec![]}
                        onchange={Callback::noop()}
                    />
                    <SelectField
                        name="voorbeeld-keuze"
                        label={texts.kind()}
                        hint={texts.community_visibility_hint()}
                        choices={vec![
                            ("a".into(), texts.word(PlanStatus::Concept).into()),
                            ("b".into(), texts.word(PlanStatus::Adopted).into()),
                        ]}
                        value="a"
                        errors={vec![]}
                        onchange={typed()}
                    />
                    <SelectField
                        name="voorbeeld-keuze-fout"
                        label={texts.kind()}
                        choices={vec![("".into(), texts.choose().into()), ("b".into(), texts.word(PlanStatus::Adopted).into())]}
                        value=""
                        errors={vec![texts.rule("required")]}
                        onchange={typed()}
                    />
                    <ChoicesField<Uuid>
                        name="voorbeeld-themas"
                        label={texts.themes()}
                        choices={choices.clone()}
                        chosen={vec![chosen]}
                        onchange={Callback::noop()}
                    />
                    <ChoicesField<Uuid>
                        name="voorbeeld-themas-fout"
                        label={texts.themes()}
                        {choices}
                        chosen={vec![]}
                        errors={vec![texts.rule("required")]}
                        onchange={Callback::noop()}
                    />
                    <NumberField
                        name="voorbeeld-getal"
                        label={texts.label(&MEASUREMENT.value)}
                        value=2100
                        onchange={Callback::noop()}
                    />
                    <NumberField
                        name="voorbeeld-bedrag"
                        label={texts.label(&BUDGET_LINE.planned_cents)}
                        hint={texts.euros_hint()}
                        euros=true
                        value=1_250_050
                        onchange={Callback::noop()}
                    />
                    <TargetsField
                        name="voorbeeld-doelen"
                        label={texts.label(&SUB_PROJECT_INDICATOR.targets)}
                        years={vec![2026, 2027]}
                        targets={vec![]}
                        errors={vec![texts.rule("required")]}
                        onchange={Callback::noop()}
                    />
                    <CheckboxField name="voorbeeld-vinkje" label={texts.community_mine()} checked=true onchange={Callback::noop()} />
                </div>
            }) }
            { part(texts.history(), html! {
                <HistoryList
                    entries={vec![entry("sub_project.phase_changed", vec![change]), entry("sub_project.created", vec![])]}
                />
            }) }
        </Page>
    }
}
