//! The domain's limits as JSON Schema, so that the API document says exactly what the domain refuses.
use domain::text::{self, Limits};
use utoipa::openapi::{
    ArrayBuilder, KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat,
    schema::{SchemaType, Type},
};

/// No control characters, and something else than white space.
const LINE: &str = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$";
/// The white space around a text on one line does not count: people paste it along, and it is taken off before the text is looked at.
const AROUND: &str = r"[\t\n\r \u00a0]*";
/// No control characters. Also what a text in a query or body keeps to when its schema says nothing of its own.
pub const OPTIONAL_LINE: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";
const MULTILINE: &str = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";

fn string(limits: Limits, pattern: &str, nullable: bool) -> ObjectBuilder {
    let inner = pattern.strip_prefix('^').and_then(|pattern| pattern.strip_suffix('$')).filter(|_| !limits.multiline);
    let pattern = inner.map_or_else(|| pattern.to_owned(), |inner| format!("^{AROUND}{inner}{AROUND}$"));
    let kind = if nullable { SchemaType::from_iter([Type::String, Type::Null]) } else { SchemaType::Type(Type::String) };
    ObjectBuilder::new().schema_type(kind).min_length((limits.min > 0).then_some(limits.min)).max_length(Some(limits.max)).pattern(Some(pattern))
}

/// A name or title. The white space around it does not count, hence the pattern asks for two other characters.
pub fn name() -> Schema {
    let pattern = LINE.replace("*$", "*[^\\s\\u0000-\\u001f\\u007f-\\u009f][^\\u0000-\\u001f\\u007f-\\u009f]*$");
    string(text::NAME, &pattern, false).build().into()
}

/// A short line that may be empty.
pub fn line() -> Schema {
    string(text::LINE, OPTIONAL_LINE, false).build().into()
}

/// A short line that may be absent.
pub fn optional_line() -> Schema {
    string(text::LINE, OPTIONAL_LINE, true).build().into()
}

/// A reason or message.
pub fn reason() -> Schema {
    string(text::REASON, MULTILINE, false).build().into()
}

/// A reason or message that may not be empty.
pub fn required_reason() -> Schema {
    string(Limits { min: 1, ..text::REASON }, MULTILINE, false).build().into()
}

/// A long text in Markdown.
pub fn long() -> Schema {
    string(text::LONG, MULTILINE, false).build().into()
}

/// A list of short texts.
pub fn items() -> Schema {
    let item = string(text::ITEM, LINE, false).build();
    ArrayBuilder::new().items(RefOr::T(Schema::Object(item))).max_items(Some(text::MAX_ITEMS)).unique_items(true).build().into()
}

/// A short text that may not be empty.
pub fn item() -> Schema {
    string(text::ITEM, LINE, false).build().into()
}

/// A short line that is not empty, whatever it holds: what somebody types to be recognised by.
pub fn item_line() -> Schema {
    string(Limits { min: 1, ..text::LINE }, OPTIONAL_LINE, false).build().into()
}

fn uuid() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
}

/// A list of references.
pub fn references() -> Schema {
    ArrayBuilder::new().items(RefOr::T(Schema::Object(uuid().build()))).max_items(Some(text::MAX_ITEMS)).unique_items(true).build().into()
}

/// A list of at least one reference.
pub fn some_references() -> Schema {
    ArrayBuilder::new().items(RefOr::T(Schema::Object(uuid().build()))).min_items(Some(1)).max_items(Some(text::MAX_ITEMS)).unique_items(true).build().into()
}

/// The code of a municipality, or nothing.
pub fn cbs_code() -> Schema {
    string(Limits { min: 6, max: 20, multiline: false }, "^GM[0-9]{4}$", true).build().into()
}

/// A web address, or nothing.
pub fn website() -> Schema {
    string(
        Limits { min: 8, max: text::LINE.max, multiline: false },
        r#"^https?://[^\s/<>"\u0000-\u001f\u007f-\u009f][^\s<>"\u0000-\u001f\u007f-\u009f]*$"#,
        true,
    )
    .build()
    .into()
}

/// An e-mail address.
pub fn email() -> Schema {
    string(Limits { min: 5, max: text::LINE.max, multiline: false }, domain::person::EMAIL_PATTERN, false).build().into()
}

/// A password.
pub fn password() -> Schema {
    string(Limits { min: domain::password::MIN_LENGTH, max: domain::password::MAX_LENGTH, multiline: true }, "", false)
        .pattern(None::<String>)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
        .build()
        .into()
}
