//! Folding: the form in which texts are compared, sorted and found, whatever way somebody writes them.
//!
//! One function makes what is stored and what is asked for. What is stored carries the [`VERSION`] with which it was made, so that the server
//! makes it anew when the rules below change.
#[cfg(not(target_arch = "wasm32"))]
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Goes up with each change of what [`fold`] answers.
pub const VERSION: i32 = 2;

/// Folds case, accents, ligatures, width and kinds of signs away, and what nobody sees.
pub fn fold(text: &str) -> String {
    if text.is_ascii() && !text.contains("  ") {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in without_marks(text).chars().filter(|c| !crate::characters::is_format(*c)).flat_map(char::to_lowercase) {
        match plain(c) {
            Some(plain) => folded.push_str(plain),
            // A mark that changing the case set free: the dot of a Turkish capital.
            None if c == '\u{307}' => {}
            None if c == ' ' && folded.ends_with(' ') => {}
            None => folded.push(c),
        }
    }
    folded
}

/// The plain form of letters of their own, which are no other letter with a mark, and of signs that are typed in several ways.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ȷ' => "j",
        'ł' | 'ƚ' | 'ɫ' | 'ꝉ' => "l",
        'ø' | 'ɵ' => "o",
        'đ' | 'ð' | 'ɖ' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ɓ' | 'ƀ' => "b",
        'ɗ' => "d",
        'ƒ' => "f",
        'ǥ' | 'ɠ' => "g",
        'ƙ' | 'ĸ' => "k",
        'ƶ' => "z",
        'ə' | 'ǝ' | 'ɛ' => "e",
        'ɔ' => "o",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ĳ' => "ij",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ς' => "σ",
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2bc}' | '\u{2bb}' | '\u{2b9}' | '\u{2032}' | '`' | '\u{b4}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{2044}' => "/",
        _ => return None,
    })
}

#[cfg(not(target_arch = "wasm32"))]
fn without_marks(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

#[cfg(target_arch = "wasm32")]
fn without_marks(text: &str) -> String {
    // The blocks of combining marks; what is stored is folded by the server.
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}');
    String::from(js_sys::JsString::from(text).normalize("NFKD")).chars().filter(|c| !is_mark(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_reads_as_the_same_is_found() {
        for (text, expected) in [
            ("Ünie-Café", "unie-cafe"),
            ("Yıldız Öztürk", "yildiz ozturk"),
            ("İSTANBUL", "istanbul"),
            ("IJsselstreek", "ijsselstreek"),
            ("Łukasz", "lukasz"),
            ("Søren", "soren"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("Ærø", "aero"),
            ("Œuvre", "oeuvre"),
            ("Ĳsselstein, ĳs", "ijsselstein, ijs"),
            ("ﬁnanciën", "financien"),
            ("oﬃce", "office"),
            ("Đorđe", "dorde"),
            ("Guðrún Þór", "gudrun thor"),
            ("Ŋoma", "noma"),
            ("Ħal", "hal"),
            ("Ｗｅｒｋ １２", "werk 12"),
            ("O\u{2019}Brien", "o'brien"),
            ("Son\u{a0}en\u{2009}Breugel", "son en breugel"),
            ("Z\u{2011}route", "z-route"),
            ("Het\u{ad}Goed\u{200b}", "hetgoed"),
            ("twee  spaties", "twee spaties"),
            ("Ἀθῆνς", "αθηνσ"),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        /// Who types in capitals finds the same.
        #[test]
        fn case_does_not_count(text in "[a-zA-ZÀ-ſ' -]{0,30}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
        }
    }
}
