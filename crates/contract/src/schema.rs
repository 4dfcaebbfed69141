//! The domain's limits as JSON Schema, so that the API document says exactly what the domain refuses.
use domain::text::{self, Limits};
use utoipa::openapi::{
    ArrayBuilder, KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat,
    schema::{SchemaType, Type},
};

/// Characters that no text holds, as a class of a pattern.
const CONTROL: &str = r"\u0000-\u001f\u007f-\u009f";
/// The white space around a text on one line does not count: people paste it along, and it is taken off before the text is looked at.
const AROUND: &str = r"[\t\n\r \u00a0]*";
/// No control characters. Also what a text in a query or body keeps to when its schema says nothing of its own.
pub const OPTIONAL_LINE: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";
const MULTILINE: &str = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";

/// A line in which so many characters can be seen: what shows nothing by itself does not count, as in the domain.
fn line_with(visible: usize) -> String {
    let blank: String = domain::characters::invisible()
        .filter(|(_, last)| u32::from(*last) <= 0xffff)
        .map(
            |(first, last)| {
                if first == last { format!(r"\u{:04x}", u32::from(first)) } else { format!(r"\u{:04x}-\u{:04x}", u32::from(first), u32::from(last)) }
            },
        )
        .collect();
    let others = format!(r"[^{CONTROL}\u2028\u2029]*");
    format!("^{others}{}$", format!(r"[^\s{CONTROL}{blank}]{others}").repeat(visible))
}

fn string(limits: Limits, pattern: &str, nullable: bool) -> ObjectBuilder {
    let inner = pattern.strip_prefix('^').and_then(|pattern| pattern.strip_suffix('$')).filter(|_| !limits.multiline);
    let pattern = inner.map_or_else(|| pattern.to_owned(), |inner| format!("^{AROUND}{inner}{AROUND}$"));
    let kind = if nullable { SchemaType::from_iter([Type::String, Type::Null]) } else { SchemaType::Type(Type::String) };
    ObjectBuilder::new().schema_type(kind).min_length((limits.min > 0).then_some(limits.min)).max_length(Some(limits.max)).pattern(Some(pattern))
}

/// A name or title. The white space around it does not count, hence the pattern asks for two other characters.
pub fn name() -> Schema {
    string(text::NAME, &line_with(2), false).build().into()
}

/// A short line that may be empty.
pub fn line() -> Schema {
    string(text::LINE, &line_with(0), false).build().into()
}

/// A short line that may be absent.
pub fn optional_line() -> Schema {
    string(text::LINE, &line_with(0), true).build().into()
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
    let item = string(text::ITEM, &line_with(1), false).build();
    ArrayBuilder::new().items(RefOr::T(Schema::Object(item))).max_items(Some(text::MAX_ITEMS)).unique_items(true).build().into()
}

/// Texts to look at, each as long as the longest that can be sent.
pub fn texts() -> Schema {
    let item = string(text::LONG, MULTILINE, false).build();
    ArrayBuilder::new().items(RefOr::T(Schema::Object(item))).max_items(Some(text::MAX_ITEMS)).build().into()
}

/// A short text that may not be empty.
pub fn item() -> Schema {
    string(text::ITEM, &line_with(1), false).build().into()
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Violations;

    /// What the document says of a name is what the domain says.
    #[test]
    fn the_pattern_of_a_name_agrees_with_the_rule() {
        let Schema::Object(schema) = name() else { panic!("a name is a string") };
        let validator = jsonschema::validator_for(&serde_json::to_value(schema).unwrap()).unwrap();
        for (raw, right) in [
            ("Aanzet", true),
            ("Yıldız Öztürk", true),
            ("ij", true),
            ("👩\u{200d}💻 thuis", true),
            ("می\u{200c}خواهم", true),
            ("Het\u{ad}Goed", true),
            ("", false),
            ("a", false),
            ("  ", false),
            ("a ", false),
            ("\u{200b}\u{200b}", false),
            ("\u{feff}a\u{ad}", false),
            ("\u{202e}\u{202e}", false),
            ("\u{3164}\u{3164}", false),
            ("\u{2800}\u{2800}", false),
            ("\u{301}\u{301}", false),
            ("a\u{0}b", false),
            ("a\nb", false),
            ("a\u{2028}b", false),
        ] {
            let mut violations = Violations::default();
            text::check(&mut violations, "name", &text::normalise(raw), text::NAME);
            assert_eq!((violations.is_empty(), validator.is_valid(&raw.into())), (right, right), "{raw:?}");
        }
    }
}
