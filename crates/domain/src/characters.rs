//! Characters that nobody sees: taken out of every text where they only hide it from people or from search, and not enough for a name.

/// Format characters (general category Cf): they change how others look, and are not seen themselves.
const FORMAT: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{6dd}', '\u{6dd}'),
    ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'),
    ('\u{8e2}', '\u{8e2}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{2064}'),
    ('\u{2066}', '\u{206f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{fff9}', '\u{fffb}'),
    ('\u{110bd}', '\u{110bd}'),
    ('\u{110cd}', '\u{110cd}'),
    ('\u{13430}', '\u{1343f}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0001}', '\u{e0001}'),
    ('\u{e0020}', '\u{e007f}'),
];

/// Characters of other categories that show nothing by themselves: fillers, selectors of variants and marks that stand on another character.
const FILLING: &[(char, char)] = &[
    ('\u{300}', '\u{36f}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180d}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{e0100}', '\u{e01ef}'),
];

/// Signs that Arabic writes with, though their category is Cf.
const WRITTEN: &[(char, char)] = &[('\u{600}', '\u{605}'), ('\u{6dd}', '\u{6dd}'), ('\u{890}', '\u{891}'), ('\u{8e2}', '\u{8e2}')];

fn among(ranges: &[(char, char)], c: char) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// Whether it is a format character.
pub fn is_format(c: char) -> bool {
    c >= '\u{ad}' && among(FORMAT, c)
}

/// Whether a text of only such characters shows something.
pub fn is_visible(c: char) -> bool {
    !(c.is_whitespace() || c.is_control() || is_format(c) || among(FILLING, c))
}

/// The characters that are no text by themselves, beside white space and control characters, as ranges: for the patterns of the API document.
pub fn invisible() -> impl Iterator<Item = (char, char)> {
    FORMAT.iter().chain(FILLING).copied()
}

/// Takes out what nobody sees. Joiners stay where a script or an emoji is written with them, marks of direction beside letters that are written
/// from right to left; separators of lines and paragraphs become line breaks.
pub fn without_hidden(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if matches!(c, '\u{2028}' | '\u{2029}') {
            shown.push('\n');
            continue;
        }
        let next = letters.peek().copied().filter(|next| !is_format(*next));
        let before = shown.chars().next_back();
        if !is_format(c) || among(WRITTEN, c) || belongs(c, before, next) {
            shown.push(c);
        }
    }
    shown
}

/// Whether a format character is part of how its neighbours are written.
fn belongs(c: char, before: Option<char>, next: Option<char>) -> bool {
    // Latin, Greek and Cyrillic are written without joiners.
    let joins = |c: Option<char>| c.is_some_and(|c| c >= '\u{590}' && !among(WRITTEN, c) && !is_format(c));
    let right_to_left = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
    match c {
        '\u{200c}' | '\u{200d}' => joins(before) && joins(next),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => right_to_left(before) || right_to_left(next),
        // The flags of England, Scotland and Wales: a black flag with a code in tags.
        '\u{e0020}'..='\u{e007f}' => before.is_some_and(|before| before == '\u{1f3f4}' || matches!(before, '\u{e0020}'..='\u{e007e}')),
        _ => false,
    }
}
