//! The form kit: fields with their label, hint and error, and the summary of errors above a form. The errors are those of the shared
//! validation and those of the server, which look the same.
use crate::{
    browser,
    components::{
        button::{Appearance, Button},
        link::PlainLink,
        paragraph::P,
        sign_in_link::SignInLink,
    },
    format::fill,
    hooks::{Form, Submission, TextOptions, errors_of},
    i18n::Texts,
    resources::Managed,
    session::use_session,
};
use contract::FieldError;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The id of the summary of errors, which gets the focus when a form is refused.
pub const SUMMARY: &str = "fouten";

/// The ids of what describes a control.
pub fn describe(name: &str, hint: bool, invalid: bool) -> Option<String> {
    let ids: Vec<String> = [hint.then(|| format!("{name}-hint")), invalid.then(|| format!("{name}-error"))].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[derive(Properties, PartialEq)]
pub struct SummaryProps {
    pub errors: Vec<FieldError>,
    /// The labels of the fields, in the order of the form: name, label.
    pub fields: Vec<(&'static str, &'static str)>,
    /// The fields within parts: pointer of the API, label, id.
    #[prop_or_default]
    pub places: Vec<(String, String, String)>,
    /// A refusal that belongs to no field.
    #[prop_or_default]
    pub refusal: Option<AttrValue>,
    /// Counts how often the form was refused: each time the summary gets the focus.
    pub round: u32,
    /// What follows the names in the ids, where a page has the form more than once.
    #[prop_or_default]
    pub of: AttrValue,
}

/// All errors of a form, each with a link to its field.
#[component]
pub fn ErrorSummary(props: &SummaryProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let shown = !props.errors.is_empty() || props.refusal.is_some();
    let id = format!("{SUMMARY}{}", props.of);
    // Once for each refusal: what appears while somebody types must not take them away from where they type.
    let focused = use_mut_ref(|| 0);
    use_effect_with((props.round, shown, id.clone()), move |(round, shown, id)| {
        if *shown && *round > *focused.borrow() {
            *focused.borrow_mut() = *round;
            browser::focus(id);
        }
    });
    if !shown {
        return Html::default();
    }
    // Nothing can be sent before; what was typed waits.
    let signs_in = session.over && props.refusal.as_deref() == Some(texts.refusal("unauthenticated"));
    // What stands in a part is told of its own field, the rest of the field that holds it.
    let (inner, outer): (Vec<FieldError>, Vec<FieldError>) =
        props.errors.iter().cloned().partition(|error| props.places.iter().any(|(pointer, ..)| error.pointer.as_ref() == Some(pointer)));
    let whole = props
        .fields
        .iter()
        .flat_map(|(name, label)| errors_of(&outer, name, texts).into_iter().map(move |text| (format!("{name}{}", props.of), (*label).to_owned(), text)));
    let parts = props.places.iter().flat_map(|(pointer, label, id)| {
        let of = inner.iter().filter(move |error| error.pointer.as_ref() == Some(pointer));
        of.map(move |error| (id.clone(), label.clone(), texts.rule(&error.code)))
    });
    let links = whole.chain(parts);
    html! {
        <div {id} class="utrecht-alert utrecht-alert--error kompaan-error-summary" role="alert" tabindex="-1">
            <div class="utrecht-alert__content">
                <div class="utrecht-alert__message">
                    <h2 class="utrecht-heading-3">{ texts.error_summary() }</h2>
                    if let Some(refusal) = &props.refusal {
                        <P>{ refusal }{ for signs_in.then(|| html! { <>{ " " }<SignInLink label={texts.sign_in()} /></> }) }</P>
                    }
                    <ul class="kompaan-plain-list">
                        { for links.map(|(field, label, text)| {
                            // A question ends in a mark of its own.
                            let label = if label.ends_with('?') { label } else { format!("{label}:") };
                            let id = field.clone();
                            let jump = Callback::from(move |event: MouseEvent| {
                                event.prevent_default();
                                browser::focus(&id);
                            });
                            html! {
                                <li key={format!("{field} {text}")}>
                                    <PlainLink href={format!("#{field}")} onclick={jump}>{ format!("{label} {text}") }</PlainLink>
                                </li>
                            }
                        }) }
                    </ul>
                </div>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The name of the field in the API, which is also the id of its control.
    pub name: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    pub errors: Vec<&'static str>,
    pub value: AttrValue,
    pub onchange: Callback<String>,
    /// Called when somebody goes on to the next field.
    #[prop_or_default]
    pub onblur: Callback<FocusEvent>,
    #[prop_or_default]
    pub optional: bool,
    /// Whether it cannot be changed here; the form says why.
    #[prop_or_default]
    pub disabled: bool,
    /// `text`, `email`, `password`, `search`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    /// The number of lines; without it the field has one line.
    #[prop_or_default]
    pub lines: Option<u32>,
}

/// A field for text.
#[component]
pub fn TextField(props: &FieldProps) -> Html {
    field(use_session().texts(), props, domain::text::find_bsn)
}

/// A field for what says who somebody is, in which nobody writes of residents: the start page comes without the search for citizen service numbers.
#[component]
pub fn CredentialField(props: &FieldProps) -> Html {
    field(use_session().texts(), props, |_| None)
}

/// Where in a text a citizen service number stands.
type FindBsn = fn(&str) -> Option<usize>;

fn field(texts: Texts, props: &FieldProps, find_bsn: FindBsn) -> Html {
    let name = &props.name;
    let invalid = !props.errors.is_empty();
    let described = describe(name, props.hint.is_some(), invalid);
    let control = match props.lines {
        None => {
            let oninput = props.onchange.reform(|event: InputEvent| {
                event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).map(|input| input.value()).unwrap_or_default()
            });
            html! {
                <input
                    id={name.clone()}
                    name={name.clone()}
                    type={props.kind.clone()}
                    value={props.value.clone()}
                    {oninput}
                    onblur={props.onblur.clone()}
                    disabled={props.disabled}
                    autocomplete={props.autocomplete.clone()}
                    maxlength={(props.kind == "search").then_some("100")}
                    class={classes!("utrecht-textbox", "utrecht-textbox--html-input", invalid.then_some("utrecht-textbox--invalid"))}
                    aria-invalid={invalid.then_some("true")}
                    aria-describedby={described}
                />
            }
        }
        Some(lines) => {
            let oninput = props.onchange.reform(|event: InputEvent| {
                event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()).map(|area| area.value()).unwrap_or_default()
            });
            html! {
                <textarea
                    id={name.clone()}
                    name={name.clone()}
                    value={props.value.clone()}
                    rows={lines.to_string()}
                    {oninput}
                    class={classes!("utrecht-textarea", "utrecht-textarea--html-textarea", invalid.then_some("utrecht-textarea--invalid"))}
                    aria-invalid={invalid.then_some("true")}
                    aria-describedby={described}
                />
            }
        }
    };
    html! {
        <div class={classes!("utrecht-form-field", "utrecht-form-field--text", invalid.then_some("utrecht-form-field--invalid"))}>
            <div class="utrecht-form-field__label">
                <label class="utrecht-form-label" for={name.clone()}>
                    { &props.label }
                    if props.optional { <span class="kompaan-quiet">{ format!(" ({})", texts.optional()) }</span> }
                </label>
            </div>
            if let Some(hint) = &props.hint { <div id={format!("{name}-hint")} class="utrecht-form-field-description">{ hint }</div> }
            if invalid {
                <div id={format!("{name}-error")} class="utrecht-form-field-error-message">
                    { for props.errors.iter().map(|error| html! {
                        <p class="kompaan-no-margin">{ *error }{ place_of(texts, error, &props.value, find_bsn) }</p>
                    }) }
                </div>
            }
            <div class="utrecht-form-field__input">
                { control }
            </div>
        </div>
    }
}

/// Where in the text it stands, for what is hard to find.
fn place_of(texts: Texts, error: &str, typed: &str, find_bsn: FindBsn) -> String {
    let position = (error == texts.rule("contains_bsn")).then(|| find_bsn(typed)).flatten();
    position.map(|position| format!(" {}", fill(texts.error_place(), &[&(position + 1).to_string()]))).unwrap_or_default()
}

#[derive(Properties, PartialEq)]
pub struct LinesProps {
    pub name: &'static str,
    pub label: AttrValue,
    /// Instead of that there is one on each line.
    #[prop_or_default]
    pub hint: Option<&'static str>,
    pub items: Vec<String>,
    pub onchange: Callback<Vec<String>>,
    pub errors: Vec<&'static str>,
}

/// Short texts, one on each line. What is typed stays as it is, also where a line is still empty.
#[component]
pub fn LinesField(props: &LinesProps) -> Html {
    let session = use_session();
    let typed = use_state(|| props.items.join("\n"));
    let items = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let value = if items(&typed) == props.items { (*typed).clone() } else { props.items.join("\n") };
    let onchange = {
        let (typed, onchange) = (typed.clone(), props.onchange.clone());
        Callback::from(move |text: String| {
            onchange.emit(items(&text));
            typed.set(text);
        })
    };
    let hint = props.hint.unwrap_or(session.texts().hint_one_per_line());
    html! {
        <TextField
            name={props.name}
            label={props.label.clone()}
            {hint}
            optional=true
            lines={3}
            {value}
            errors={props.errors.clone()}
            {onchange}
        />
    }
}

#[derive(Properties, PartialEq)]
pub struct DateProps {
    pub name: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    pub value: Option<chrono::NaiveDate>,
    pub onchange: Callback<Option<chrono::NaiveDate>>,
    pub errors: Vec<&'static str>,
}

/// A day. The browser shows it in the order of its language.
#[component]
pub fn DateField(props: &DateProps) -> Html {
    let value = props.value.map(|day| day.to_string()).unwrap_or_default();
    // A day that is typed in part is none to the browser. It stays as typed until somebody goes on; then the field shows the day that counts.
    let partial = use_state(|| false);
    let onchange = {
        let (partial, onchange) = (partial.setter(), props.onchange.clone());
        Callback::from(move |text: String| {
            partial.set(text.is_empty());
            onchange.emit(text.parse().ok());
        })
    };
    let onblur = {
        let (partial, value) = (partial.setter(), value.clone());
        Callback::from(move |event: FocusEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                input.set_value(&value);
            }
            partial.set(false);
        })
    };
    let value = if *partial { String::new() } else { value };
    html! {
        <TextField
            name={props.name.clone()}
            label={props.label.clone()}
            hint={props.hint.clone()}
            kind="date"
            {value}
            errors={props.errors.clone()}
            {onchange}
            {onblur}
        />
    }
}

#[derive(Properties, PartialEq)]
pub struct SelectProps {
    pub name: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Value and label of each choice.
    pub choices: Vec<(AttrValue, AttrValue)>,
    pub value: AttrValue,
    pub onchange: Callback<String>,
    #[prop_or_default]
    pub errors: Vec<&'static str>,
}

/// A choice from a list.
#[component]
pub fn SelectField(props: &SelectProps) -> Html {
    let name = &props.name;
    let invalid = !props.errors.is_empty();
    let described = describe(name, props.hint.is_some(), invalid);
    let onchange = props.onchange.reform(|event: web_sys::Event| {
        event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).map(|select| select.value()).unwrap_or_default()
    });
    html! {
        <div class={classes!("utrecht-form-field", invalid.then_some("utrecht-form-field--invalid"))}>
            <div class="utrecht-form-field__label"><label class="utrecht-form-label" for={name.clone()}>{ &props.label }</label></div>
            if let Some(hint) = &props.hint { <div id={format!("{name}-hint")} class="utrecht-form-field-description">{ hint }</div> }
            if invalid {
                <div id={format!("{name}-error")} class="utrecht-form-field-error-message">
                    { for props.errors.iter().map(|error| html! { <p class="kompaan-no-margin">{ *error }</p> }) }
                </div>
            }
            <div class="utrecht-form-field__input">
                <select
                    id={name.clone()}
                    name={name.clone()}
                    class="utrecht-select utrecht-select--html-select"
                    {onchange}
                    aria-invalid={invalid.then_some("true")}
                    aria-describedby={described}
                >
                    { for props.choices.iter().map(|(value, label)| html! {
                        <option key={value.to_string()} value={value.clone()} selected={*value == props.value}>{ label }</option>
                    }) }
                </select>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct CheckboxProps {
    pub name: AttrValue,
    pub label: AttrValue,
    pub checked: bool,
    pub onchange: Callback<bool>,
}

/// A yes or no.
#[component]
pub fn CheckboxField(props: &CheckboxProps) -> Html {
    let onchange = props
        .onchange
        .reform(|event: web_sys::Event| event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked()));
    html! {
        <div class="utrecht-form-field utrecht-form-field--checkbox kompaan-checkbox">
            <input
                id={props.name.clone()}
                name={props.name.clone()}
                type="checkbox"
                class="utrecht-checkbox utrecht-checkbox--html-input"
                checked={props.checked}
                {onchange}
            />
            <label class="utrecht-form-label utrecht-form-label--checkbox" for={props.name.clone()}>{ &props.label }</label>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct SubmitProps {
    pub label: AttrValue,
    pub busy: bool,
}

/// The button that sends a form.
#[component]
pub fn Submit(props: &SubmitProps) -> Html {
    let session = use_session();
    html! {
        <Button appearance={Appearance::Primary} submits=true busy={props.busy}>
            { if props.busy { AttrValue::Static(session.texts().saving()) } else { props.label.clone() } }
        </Button>
    }
}

impl<M: Managed> Form<M> {
    /// A field for text at `place` of the input.
    pub fn text(&self, name: &'static str, place: impl Fn(&mut M::Input) -> &mut String + Copy + 'static, more: TextOptions) -> Html {
        let mut input = self.input().clone();
        let value = std::mem::take(place(&mut input));
        let props = FieldProps {
            name: name.into(),
            label: self.label(name).into(),
            hint: more.hint.map(AttrValue::from),
            errors: self.wrong(name),
            value: value.into(),
            onblur: Callback::noop(),
            disabled: false,
            onchange: self.change(name, move |input, value| *place(input) = value),
            optional: more.optional,
            kind: more.kind.unwrap_or("text").into(),
            autocomplete: None,
            lines: more.lines,
        };
        html! { <TextField ..props /> }
    }
}

impl Submission {
    /// All errors above the form; `fields` are their labels.
    pub fn summary(&self, fields: Vec<(&'static str, &'static str)>) -> Html {
        self.summary_of(fields, AttrValue::default())
    }

    /// The same where a page has the form more than once; `of` follows the names of the fields in their ids.
    pub fn summary_of(&self, fields: Vec<(&'static str, &'static str)>, of: impl Into<AttrValue>) -> Html {
        let (errors, refusal, round) = self.summary_now();
        html! { <ErrorSummary {errors} {fields} {refusal} {round} of={of.into()} /> }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    fn field(errors: Vec<&'static str>) -> FieldProps {
        FieldProps {
            name: "name".into(),
            label: "Naam".into(),
            hint: Some("Kort".into()),
            errors,
            value: "<b>".into(),
            onblur: Callback::noop(),
            disabled: false,
            onchange: Callback::noop(),
            optional: false,
            kind: "text".into(),
            autocomplete: None,
            lines: None,
        }
    }

    #[tokio::test]
    async fn a_field_is_tied_to_its_label_hint_and_error() {
        let html = LocalServerRenderer::<TextField>::with_props(field(vec!["Vul dit in."])).hydratable(false).render().await;
        for part in [r#"for="name""#, r#"id="name""#, r#"aria-describedby="name-hint name-error""#, r#"aria-invalid="true""#, r#"id="name-error""#, "&lt;b&gt;"]
        {
            assert!(html.contains(part), "{part} in {html}");
        }
        let html = LocalServerRenderer::<TextField>::with_props(field(vec![])).hydratable(false).render().await;
        assert!(!html.contains("aria-invalid") && html.contains(r#"aria-describedby="name-hint""#), "{html}");
        let texts = Texts::of(crate::i18n::Lang::Dutch);
        assert_eq!(place_of(texts, texts.rule("contains_bsn"), "Over 1234.56.782", domain::text::find_bsn), " Het begint bij teken 6.");
        assert_eq!(place_of(texts, texts.rule("too_long"), "Over 1234.56.782", domain::text::find_bsn), "");
    }

    #[tokio::test]
    async fn the_summary_links_each_error_to_its_field() {
        let within = FieldError::body("/places/0/note", "required", "");
        let errors = vec![FieldError::body("/places/2", "too_long", ""), FieldError::body("/name", "required", ""), within];
        let places = vec![("/places/0/note".to_owned(), "Start, waarom?".to_owned(), "why-1".to_owned())];
        let props = SummaryProps { errors, fields: vec![("name", "Naam"), ("places", "Plekken")], places, refusal: None, round: 1, of: AttrValue::default() };
        let html = LocalServerRenderer::<ErrorSummary>::with_props(props).hydratable(false).render().await;
        let (name, places) = (html.find("Naam: Vul dit in."), html.find("Plekken: Dit is te lang."));
        assert!(name.is_some() && name < places, "{html}");
        assert!(html.contains(r##"href="#places""##), "{html}");
        assert!(html.contains(r##"href="#why-1""##) && html.contains("Start, waarom? Vul dit in.") && !html.contains("Plekken: Vul dit in."), "{html}");
    }
}
