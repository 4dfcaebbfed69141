//! The pairs of a query or a form (`application/x-www-form-urlencoded`), read strictly: what is not well encoded is a fault, not a text that happens to
//! look like it.

/// The pairs; the error names the parameters that are not well encoded.
///
/// # Errors
/// When a `%` is not followed by two hexadecimal digits, or what is encoded is no UTF-8.
pub fn pairs(text: &str) -> Result<Vec<(String, String)>, Vec<String>> {
    let (mut read, mut broken) = (vec![], vec![]);
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (decoded(name, true), decoded(value, true)) {
            (Some(name), Some(value)) => read.push((name, value)),
            (name, _) => broken.push(name.unwrap_or_else(|| name_as_sent(pair))),
        }
    }
    if broken.is_empty() { Ok(read) } else { Err(broken) }
}

fn name_as_sent(pair: &str) -> String {
    pair.split('=').next().unwrap_or_default().to_owned()
}

/// Whether what is percent-encoded in a path is well encoded.
pub fn is_well_encoded(path: &str) -> bool {
    decoded(path, false).is_some()
}

fn decoded(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            b'+' if plus_is_space => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_as_they_were_meant() {
        let expected = [("q", "zó & zo"), ("q", "a=b"), ("leeg", ""), ("", "x"), ("nul", "a\0b")];
        let expected: Vec<_> = expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        assert_eq!(pairs("q=z%C3%B3+%26+zo&q=a=b&&leeg&=x&nul=a%00b"), Ok(expected));
    }

    #[test]
    fn what_is_not_well_encoded_is_named() {
        for (text, names) in [
            ("q=%E0%A4%A", vec!["q"]),
            ("q=%", vec!["q"]),
            ("q=%1", vec!["q"]),
            ("q=%+1", vec!["q"]),
            ("q=%zz&sort=name", vec!["q"]),
            // A lone surrogate, overlong and beyond the last character.
            ("a=%ED%A0%80&b=%C0%80&c=%F5%80%80%80", vec!["a", "b", "c"]),
            ("%ff=1", vec!["%ff"]),
        ] {
            assert_eq!(pairs(text), Err(names.into_iter().map(str::to_owned).collect()), "{text}");
        }
        assert!(is_well_encoded("/api/v1/themes/a%20b+c") && !is_well_encoded("/a%2") && !is_well_encoded("/%ff"));
    }
}
