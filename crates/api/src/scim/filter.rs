//! Filters (RFC 7644, section 3.4.2.2), read once and held against resources as they are answered.
use super::{
    Failure,
    schema::{Attribute, Kind, Known, look_up},
};
use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// So long a filter may be, in bytes.
const LONGEST: usize = 4_000;
/// So deep brackets may stand in each other.
const DEEPEST: usize = 20;

/// A filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    /// Something is there.
    Present(Attribute),
    Compare(Attribute, Operator, Operand),
    /// One of several values fits this filter on its parts.
    Within(String, Box<Filter>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Equal,
    NotEqual,
    Contains,
    StartsWith,
    EndsWith,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Operator {
    fn read(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "eq" => Self::Equal,
            "ne" => Self::NotEqual,
            "co" => Self::Contains,
            "sw" => Self::StartsWith,
            "ew" => Self::EndsWith,
            "gt" => Self::Greater,
            "ge" => Self::GreaterOrEqual,
            "lt" => Self::Less,
            "le" => Self::LessOrEqual,
            _ => return None,
        })
    }

    fn holds<T: PartialOrd>(self, value: &T, operand: &T) -> bool {
        match self {
            Self::Equal => value == operand,
            Self::NotEqual => value != operand,
            Self::Greater => value > operand,
            Self::GreaterOrEqual => value >= operand,
            Self::Less => value < operand,
            Self::LessOrEqual => value <= operand,
            Self::Contains | Self::StartsWith | Self::EndsWith => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Text(String),
    Truth(bool),
    Moment(DateTime<Utc>),
    Null,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Sign(char),
}

fn invalid(detail: &str) -> Failure {
    Failure::status(StatusCode::BAD_REQUEST, Some("invalidFilter"), format!("This filter is not understood: {detail}"))
}

/// Reads a filter on the resources of a schema.
pub fn parse(schema: &str, text: &str) -> Result<Filter, Failure> {
    if text.len() > LONGEST {
        return Err(invalid("it is too long."));
    }
    let mut reader = Reader { schema, tokens: tokens(text)?.into_iter().peekable(), depth: 0 };
    let filter = reader.any(None)?;
    match reader.tokens.next() {
        None => Ok(filter),
        Some(_) => Err(invalid("something stands after its end.")),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, Failure> {
    let mut found = vec![];
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        match letter {
            ' ' => rest = rest.trim_start_matches(' '),
            '(' | ')' | '[' | ']' => {
                found.push(Token::Sign(letter));
                rest = rest.get(1..).unwrap_or_default();
            }
            '"' => {
                // As JSON writes it, up to the quote that no backslash stands before.
                let mut escaped = false;
                let end = rest.char_indices().skip(1).find(|(_, letter)| {
                    let ends = *letter == '"' && !escaped;
                    escaped = *letter == '\\' && !escaped;
                    ends
                });
                let end = end.map(|(at, _)| at + 1).ok_or_else(|| invalid("a quote is missing."))?;
                let value: String = serde_json::from_str(rest.get(..end).unwrap_or_default()).map_err(|_| invalid("a text is not written as in JSON."))?;
                if value.chars().any(char::is_control) {
                    return Err(invalid("a text holds a control character."));
                }
                found.push(Token::Text(value));
                rest = rest.get(end..).unwrap_or_default();
            }
            letter if letter.is_control() => return Err(invalid("it holds a control character.")),
            _ => {
                let end = rest.find([' ', '(', ')', '[', ']', '"']).unwrap_or(rest.len());
                found.push(Token::Word(rest.get(..end).unwrap_or_default().to_owned()));
                rest = rest.get(end..).unwrap_or_default();
            }
        }
    }
    Ok(found)
}

struct Reader<'a> {
    schema: &'a str,
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    depth: usize,
}

impl Reader<'_> {
    fn takes(&mut self, word: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Word(found) if found.eq_ignore_ascii_case(word))).is_some()
    }

    fn expects(&mut self, sign: char) -> Result<(), Failure> {
        if self.tokens.next() == Some(Token::Sign(sign)) { Ok(()) } else { Err(invalid(&format!("{sign} is missing."))) }
    }

    /// Filters joined by `or`; within square brackets names are parts of an attribute.
    fn any(&mut self, within: Option<&str>) -> Result<Filter, Failure> {
        let mut filter = self.all(within)?;
        while self.takes("or") {
            filter = Filter::Or(Box::new(filter), Box::new(self.all(within)?));
        }
        Ok(filter)
    }

    fn all(&mut self, within: Option<&str>) -> Result<Filter, Failure> {
        let mut filter = self.one(within)?;
        while self.takes("and") {
            filter = Filter::And(Box::new(filter), Box::new(self.one(within)?));
        }
        Ok(filter)
    }

    fn one(&mut self, within: Option<&str>) -> Result<Filter, Failure> {
        let not = self.takes("not");
        if self.tokens.next_if_eq(&Token::Sign('(')).is_some() {
            let inner = self.deeper(within)?;
            self.expects(')')?;
            return Ok(if not { Filter::Not(Box::new(inner)) } else { inner });
        }
        if not {
            return Err(invalid("brackets follow after not."));
        }
        let Some(Token::Word(path)) = self.tokens.next() else { return Err(invalid("the name of an attribute is missing.")) };
        if within.is_none() && self.tokens.next_if_eq(&Token::Sign('[')).is_some() {
            let attribute = self.attribute(None, &path)?;
            if !(attribute.several && attribute.kind == Kind::Complex) {
                return Err(invalid(&format!("{path} has no parts.")));
            }
            let inner = self.deeper(Some(&attribute.name))?;
            self.expects(']')?;
            // `emails[type eq "work"].value eq "x"`, as some suppliers write it.
            let after = self.tokens.next_if(|token| matches!(token, Token::Word(word) if word.starts_with('.')));
            let inner = match after {
                Some(Token::Word(part)) => {
                    let compared = self.comparison(Some(&attribute.name), part.trim_start_matches('.'))?;
                    Filter::And(Box::new(inner), Box::new(compared))
                }
                _ => inner,
            };
            return Ok(Filter::Within(attribute.name, Box::new(inner)));
        }
        self.comparison(within, &path)
    }

    fn deeper(&mut self, within: Option<&str>) -> Result<Filter, Failure> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(invalid("brackets stand too deep in each other."));
        }
        let inner = self.any(within)?;
        self.depth -= 1;
        Ok(inner)
    }

    fn attribute(&self, within: Option<&str>, path: &str) -> Result<Attribute, Failure> {
        let full = within.map_or_else(|| path.to_owned(), |name| format!("{name}.{path}"));
        match look_up(self.schema, &full) {
            Known::Kept(attribute) => Ok(attribute),
            Known::Elsewhere | Known::Unknown => Err(invalid(&format!("there is no attribute {path}."))),
        }
    }

    fn comparison(&mut self, within: Option<&str>, path: &str) -> Result<Filter, Failure> {
        let mut attribute = self.attribute(within, path)?;
        if self.takes("pr") {
            return Ok(Filter::Present(attribute));
        }
        // Of several values that have parts, the value itself is meant.
        if attribute.kind == Kind::Complex {
            let value = format!("{}.value", attribute.name);
            attribute = if attribute.several { self.attribute(None, &value)? } else { return Err(invalid(&format!("{path} has parts; name one of them."))) };
        }
        let (Some(Token::Word(operator)), Some(operand)) = (self.tokens.next(), self.tokens.next()) else {
            return Err(invalid("an operator and a value follow after the name of an attribute."));
        };
        let operator = Operator::read(&operator).ok_or_else(|| invalid(&format!("there is no operator {operator}.")))?;
        let same = matches!(operator, Operator::Equal | Operator::NotEqual);
        let on_text = matches!(operator, Operator::Contains | Operator::StartsWith | Operator::EndsWith);
        let word = match &operand {
            Token::Word(word) | Token::Text(word) => word.to_ascii_lowercase(),
            Token::Sign(_) => return Err(invalid("a value is missing.")),
        };
        let operand = match (attribute.kind, operand) {
            (_, Token::Word(_)) if same && word == "null" => Operand::Null,
            (Kind::Text | Kind::Complex, Token::Text(text)) => Operand::Text(text),
            (Kind::Truth, _) if same => Operand::Truth(word.parse().map_err(|_| invalid(&format!("{path} is true or false.")))?),
            (Kind::Moment, Token::Text(text)) if !on_text => Operand::Moment(
                DateTime::parse_from_rfc3339(&text).map_err(|_| invalid(&format!("{path} is a moment such as 2026-11-28T09:00:00Z.")))?.to_utc(),
            ),
            _ => return Err(invalid(&format!("{path} cannot be compared with this in this way."))),
        };
        Ok(Filter::Compare(attribute, operator, operand))
    }
}

/// The values of an attribute of a resource.
fn values<'a>(resource: &'a Value, attribute: &Attribute) -> Vec<&'a Value> {
    let own = match &resource[attribute.name.as_str()] {
        Value::Null => vec![],
        Value::Array(values) => values.iter().collect(),
        value => vec![value],
    };
    match &attribute.part {
        None => own,
        Some(part) => own.into_iter().map(|value| &value[part.as_str()]).filter(|value| !value.is_null()).collect(),
    }
}

impl Filter {
    /// Whether a resource, as it is answered in full, is wanted.
    pub fn fits(&self, resource: &Value) -> bool {
        match self {
            Self::And(one, other) => one.fits(resource) && other.fits(resource),
            Self::Or(one, other) => one.fits(resource) || other.fits(resource),
            Self::Not(filter) => !filter.fits(resource),
            Self::Present(attribute) => values(resource, attribute).iter().any(|value| value.as_str() != Some("")),
            Self::Compare(attribute, operator, operand) => {
                let values = values(resource, attribute);
                match operator {
                    // What is not there differs from everything.
                    Operator::NotEqual => !compare(&values, attribute, Operator::Equal, operand),
                    operator => compare(&values, attribute, *operator, operand),
                }
            }
            Self::Within(name, filter) => {
                let several = resource[name.as_str()].as_array();
                several.into_iter().flatten().any(|value| filter.fits(&serde_json::json!({ name.as_str(): [value] })))
            }
        }
    }

    /// What everything that fits has in an attribute of this name, as far as the filter says so by itself: with it, the database looks first.
    pub fn fixed(&self, name: &str) -> Option<&str> {
        match self {
            Self::And(one, other) => one.fixed(name).or_else(|| other.fixed(name)),
            Self::Compare(Attribute { name: found, part: None, .. }, Operator::Equal, Operand::Text(text)) if found == name => Some(text),
            _ => None,
        }
    }
}

fn compare(values: &[&Value], attribute: &Attribute, operator: Operator, operand: &Operand) -> bool {
    let folded = |text: &str| if attribute.case_exact { text.to_owned() } else { text.to_lowercase() };
    let one = |value: &&Value| match (operand, value) {
        (Operand::Text(operand), Value::String(text)) => {
            let (text, operand) = (folded(text), folded(operand));
            match operator {
                Operator::Contains => text.contains(&operand),
                Operator::StartsWith => text.starts_with(&operand),
                Operator::EndsWith => text.ends_with(&operand),
                operator => operator.holds(&text, &operand),
            }
        }
        (Operand::Truth(operand), Value::Bool(value)) => operator.holds(value, operand),
        (Operand::Moment(operand), Value::String(text)) => DateTime::parse_from_rfc3339(text).is_ok_and(|moment| operator.holds(&moment.to_utc(), operand)),
        _ => false,
    };
    match operand {
        Operand::Null => values.is_empty(),
        _ => values.iter().any(one),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::schema::*, *};
    use serde_json::json;

    #[test]
    fn users_are_found_as_suppliers_ask_for_them() {
        let user = json!({
            "id": "2819c223", "userName": "a.b@oirschot.nl", "externalId": "12 34", "displayName": "Ada de Vries", "active": true, "name": {"familyName": "de Vries"},
            "emails": [{"value": "a.b@oirschot.nl", "type": "work", "primary": true}], "groups": [], "meta": {"lastModified": "2026-11-28T09:00:00.123Z"},
        });
        for (text, expected) in [
            (r#"userName eq "a.b@oirschot.nl""#, Some(true)),
            (r#"USERNAME Eq "A.B@Oirschot.nl""#, Some(true)),
            (r#"urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a.b@oirschot.nl""#, Some(true)),
            (r#"externalId eq "12 34""#, Some(true)),
            (r#"id eq "2819c223""#, Some(true)),
            (r#"id eq "2819C223""#, Some(false)),
            (r#"emails eq "a.b@oirschot.nl""#, Some(true)),
            (r#"emails.value eq "a@b.nl" and active eq True"#, Some(false)),
            (r#"emails[type eq "work"].value eq "a.b@oirschot.nl""#, Some(true)),
            (r#"emails[type eq "home"].value eq "a.b@oirschot.nl""#, Some(false)),
            (r#"emails[type eq "work" and value co "@oirschot"]"#, Some(true)),
            (r#"userName sw "a." and userName ew ".nl" and displayName co "de vries""#, Some(true)),
            (r#"userName eq "x" or active eq true"#, Some(true)),
            (r#"userName eq "x" and active eq true or id pr"#, Some(true)),
            (r#"userName eq "x" and (active eq true or id pr)"#, Some(false)),
            (r#"not (active eq false) and not(title pr)"#, Some(true)),
            (r#"active ne true"#, Some(false)),
            (r#"title ne "x""#, Some(true)),
            (r#"title eq null"#, Some(true)),
            (r#"name.familyName eq "De Vries""#, Some(true)),
            (r#"meta.lastModified gt "2026-11-28T08:59:59Z""#, Some(true)),
            (r#"meta.lastModified ge "2026-11-28T11:00:00+01:00" and meta.lastModified lt "2026-11-28T09:00:01Z""#, Some(false)),
            (r#"groups pr"#, Some(false)),
            (r#"active eq "True""#, Some(true)),
            ("", None),
            ("userName", None),
            (r"userName eq a", None),
            (r#"userName zo "a""#, None),
            (r#"wachtwoord eq "a""#, None),
            (r#"password eq "a""#, None),
            (r#"name eq "a""#, None),
            (r#"active gt true"#, None),
            (r#"active eq "misschien""#, None),
            (r#"meta.lastModified gt "gisteren""#, None),
            (r#"userName eq "a" and"#, None),
            (r#"(userName eq "a""#, None),
            (r#"userName eq "a") "#, None),
            (r#"emails[type eq "work""#, None),
            (r#"userName[type eq "work"]"#, None),
            (r#"not userName eq "a""#, None),
            (r#"userName eq "a\u0000b""#, None),
            ("userName eq \"a\u{0}b\"", None),
            (r#"userName eq "a"#, None),
        ] {
            assert_eq!(parse(USER, text).ok().map(|filter| filter.fits(&user)), expected, "{text}");
        }
        assert!(parse(USER, &format!("{}id pr{}", "(".repeat(2_000), ")".repeat(1_990))).is_err());
        assert!(parse(USER, &format!("id eq \"{}\"", "a".repeat(5_000))).is_err());
    }

    #[test]
    fn groups_are_found_by_their_members() {
        let group = json!({"id": "executive", "displayName": "executive", "members": [{"value": "1"}, {"value": "2"}]});
        for (text, expected) in [
            (r#"displayName eq "Executive""#, Some(true)),
            (r#"id eq "executive" and members eq "2""#, Some(true)),
            (r#"members eq "3""#, Some(false)),
            (r#"members.value eq "1""#, Some(true)),
            (r#"members[value eq "1"]"#, Some(true)),
            (r#"userName eq "1""#, None),
        ] {
            assert_eq!(parse(GROUP, text).ok().map(|filter| filter.fits(&group)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_fixed_is_what_everything_that_fits_has() {
        for (text, expected) in [
            (r#"userName eq "a""#, Some("a")),
            (r#"active eq true and userName eq "a""#, Some("a")),
            (r#"active eq true or userName eq "a""#, None),
            (r#"not (userName eq "a")"#, None),
            (r#"userName sw "a""#, None),
            (r#"externalId eq "a""#, None),
        ] {
            assert_eq!(parse(USER, text).ok().unwrap().fixed("userName"), expected, "{text}");
        }
    }
}
