//! What words are made of: texts in two languages, codes with a word, fields with a word.
pub use domain::person::Language;

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    dutch: &'static str,
    english: &'static str,
}

impl Text {
    pub const fn new(dutch: &'static str, english: &'static str) -> Self {
        Self { dutch, english }
    }

    /// The text in a language.
    pub const fn of(&self, language: Language) -> &'static str {
        match language {
            Language::Dutch => self.dutch,
            Language::English => self.english,
        }
    }
}

/// The words for a code.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    word: Text,
    /// The word with what it means.
    explained: Text,
}

impl Words {
    pub(super) const fn new(word: Text, explained: Text) -> Self {
        Self { word, explained }
    }
}

/// A code of the API that has a word.
pub trait Worded: Copy + 'static {
    fn words(self) -> Words;

    /// The word for it.
    fn word(self, language: Language) -> &'static str {
        self.words().word.of(language)
    }

    /// The word with what it means, where somebody chooses or reads it by itself.
    fn explained(self, language: Language) -> &'static str {
        self.words().explained.of(language)
    }
}

/// The words for the text of a code.
type WordsOf = fn(&str) -> Option<Words>;
/// The fields of what stands in a field.
type Parts = fn() -> &'static [&'static Field];

/// A field of the API with its word.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    name: &'static str,
    word: Text,
    asked: Option<Text>,
    words: Option<WordsOf>,
    parts: Option<Parts>,
}

impl Field {
    pub(super) const fn new(name: &'static str, word: Text) -> Self {
        Self { name, word, asked: None, words: None, parts: None }
    }

    pub(super) const fn asked(self, text: Text) -> Self {
        Self { asked: Some(text), ..self }
    }

    pub(super) const fn of(self, words: WordsOf) -> Self {
        Self { words: Some(words), ..self }
    }

    pub(super) const fn made_of(self, parts: Parts) -> Self {
        Self { parts: Some(parts), ..self }
    }

    /// Its name on the wire: `dueDate`. What is kept by the id of something has the name under which it is sent: `assigneeId`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it has this name on the wire. What is sent by its id (`assigneeId`) is answered by its name as well (`assignee`).
    pub fn is(&self, name: &str) -> bool {
        self.name == name || self.name.strip_suffix("Id") == Some(name)
    }

    /// The word for it, as the heading of a column.
    pub const fn word(&self, language: Language) -> &'static str {
        self.word.of(language)
    }

    /// How a form asks for it.
    pub const fn label(&self, language: Language) -> &'static str {
        match &self.asked {
            Some(asked) => asked.of(language),
            None => self.word.of(language),
        }
    }

    /// The word for a value of it; nothing where its values are no codes.
    pub fn word_for(&self, code: &str, language: Language) -> Option<&'static str> {
        self.words.and_then(|words| words(code)).map(|words| words.word.of(language))
    }

    /// The word for a value of it with what it means; nothing where its values are no codes.
    pub fn explained_for(&self, code: &str, language: Language) -> Option<&'static str> {
        self.words.and_then(|words| words(code)).map(|words| words.explained.of(language))
    }

    /// The fields of what stands in it.
    pub fn parts(&self) -> &'static [&'static Self] {
        self.parts.map(|parts| parts()).unwrap_or_default()
    }
}

/// The field of this name.
pub fn find(fields: &[&'static Field], name: &str) -> Option<&'static Field> {
    fields.iter().copied().find(|field| field.is(name))
}

/// How long the name on the wire is of a field with this name in Rust.
pub(super) const fn wire_length(field: &str) -> usize {
    let (mut place, mut length) = (0, 0);
    while place < field.len() {
        length += (field.as_bytes()[place] != b'_') as usize;
        place += 1;
    }
    length
}

/// The name on the wire of a field with this name in Rust: `dueDate` for `due_date`.
pub(super) const fn wire_name<const LENGTH: usize>(field: &str) -> [u8; LENGTH] {
    let (mut name, mut place, mut length) = ([0; LENGTH], 0, 0);
    while place < field.len() {
        let letter = field.as_bytes()[place];
        if letter != b'_' {
            name[length] = if place > 0 && field.as_bytes()[place - 1] == b'_' { letter.to_ascii_uppercase() } else { letter };
            length += 1;
        }
        place += 1;
    }
    name
}

/// The name on the wire as text; it has the letters of a name in Rust.
pub(super) const fn as_text(name: &'static [u8]) -> &'static str {
    match str::from_utf8(name) {
        Ok(name) => name,
        Err(_) => "",
    }
}

/// Chooses the second pair of texts where there is one.
macro_rules! last {
    ($dutch:literal, $english:literal) => {
        $crate::words::Text::new($dutch, $english)
    };
    ($dutch:literal, $english:literal, $last_dutch:literal, $last_english:literal) => {
        $crate::words::Text::new($last_dutch, $last_english)
    };
}
pub(super) use last;

/// Gives codes their words: code, Dutch, English, and where it says more than the word, the word with what it means.
macro_rules! codes {
    ($($kind:ident { $($code:ident: $dutch:literal, $english:literal $(, explained $long_dutch:literal, $long_english:literal)?;)+ })+) => {
        $(
            impl $crate::words::Worded for $kind {
                fn words(self) -> $crate::words::Words {
                    match self { $(Self::$code => $crate::words::Words::new(
                        $crate::words::Text::new($dutch, $english),
                        $crate::words::last!($dutch, $english $(, $long_dutch, $long_english)?),
                    )),+ }
                }
            }
        )+

        /// The codes of the area, for the tests: what they are of, the code, its words and what explains them.
        #[cfg(test)]
        pub(super) fn coded() -> Vec<$crate::words::tests::CodeWords> {
            let mut all = vec![];
            $(all.extend($kind::ALL.iter().map(|code| $crate::words::tests::CodeWords::of(stringify!($kind), code.as_str(), *code)));)+
            all
        }
    };
}
pub(super) use codes;

/// Gives the fields of something their words, in the order in which a form asks for them: name, `of` its codes or `in` what its parts are, Dutch, English,
/// and how a form asks for it where that is more than the word. The name is that of the input, or of the view where no input has it.
macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $table:ident: $name:ident {
        $($key:ident $(of $codes:ident)? $(in $parts:ident)?: $dutch:literal, $english:literal $(, asked $asked_dutch:literal, $asked_english:literal)?;)+
    })+) => {
        $(
            $(#[doc = $doc])+
            pub struct $name { $(pub $key: $crate::words::Field),+ }

            $(#[doc = $doc])+
            pub static $table: $name = $name { $(
                $key: $crate::words::Field::new(
                    {
                        static NAME: [u8; $crate::words::wire_length(stringify!($key))] = $crate::words::wire_name(stringify!($key));
                        $crate::words::as_text(&NAME)
                    },
                    $crate::words::Text::new($dutch, $english),
                )
                    $(.asked($crate::words::Text::new($asked_dutch, $asked_english)))?
                    $(.of(|code| $codes::parse(code).map($crate::words::Worded::words)))?
                    $(.made_of(|| $parts.all()))?
            ),+ };

            impl $name {
                /// All fields.
                pub fn all(&'static self) -> &'static [&'static $crate::words::Field] {
                    static ALL: &[&$crate::words::Field] = &[$(&$table.$key),+];
                    ALL
                }
            }
        )+
    };
}
pub(super) use fields;
