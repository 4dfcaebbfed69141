//! JSON as it comes in: what stands twice under one name is a fault, where most readers would silently keep the last.
use contract::{FieldError, problem::explain};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Value};
use std::{cell::RefCell, fmt};

/// Reads JSON, and names every field that stands there twice.
///
/// # Errors
/// When it is not JSON.
pub fn read(bytes: &[u8]) -> Result<(Value, Vec<FieldError>), serde_json::Error> {
    let twice = RefCell::default();
    let mut reader = Deserializer::from_slice(bytes);
    let value = Place { pointer: String::new(), twice: &twice }.deserialize(&mut reader)?;
    reader.end()?;
    Ok((value, twice.into_inner()))
}

/// A place in the text that is read.
struct Place<'a> {
    pointer: String,
    twice: &'a RefCell<Vec<FieldError>>,
}

impl Place<'_> {
    fn below(&self, step: &str) -> Self {
        Self { pointer: format!("{}/{}", self.pointer, step.replace('~', "~0").replace('/', "~1")), twice: self.twice }
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut read = vec![];
        while let Some(item) = items.next_element_seed(self.below(&read.len().to_string()))? {
            read.push(item);
        }
        Ok(read.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut read = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let place = self.below(&name);
            let pointer = place.pointer.clone();
            if read.insert(name, fields.next_value_seed(place)?).is_some() {
                self.twice.borrow_mut().push(FieldError::body(pointer, "duplicate_item", explain("duplicate_item", None)));
            }
        }
        Ok(read.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn it_reads_what_the_standard_reader_reads() {
        for text in ["null", "true", "-3", "18446744073709551615", "1.5", "\"zó\"", "[1,[2],{}]", "{\"a\":{\"b\":[null]},\"c\":\"\\u00e9\"}"] {
            let (value, twice) = read(text.as_bytes()).unwrap();
            assert_eq!((value, twice.len()), (serde_json::from_str(text).unwrap(), 0), "{text}");
        }
        for text in ["", "{", "[1,]", "{\"a\":1,}", "1 2", "\"\\ud800\"", "1e999"] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        assert!(read(&[b'"', 0xff, b'"']).is_err());
        assert!(read(format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes()).is_err(), "no stack is deep enough");
    }

    #[test]
    fn what_stands_twice_is_named_with_its_place() {
        let (value, twice) = read(br#"{"a":1,"b":[{"x/y":1,"x/y":2}],"a":3,"a":4}"#).unwrap();
        let pointers: Vec<_> = twice.iter().map(|fault| (fault.pointer.as_deref().unwrap(), fault.code.as_str())).collect();
        assert_eq!(pointers, [("/b/0/x~1y", "duplicate_item"), ("/a", "duplicate_item"), ("/a", "duplicate_item")]);
        assert_eq!(value, json!({"a": 4, "b": [{"x/y": 2}]}));
    }
}
