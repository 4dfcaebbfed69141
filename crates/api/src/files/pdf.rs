//! PDF: refused when it runs something, carries files along, or fetches something while it opens. What stands in packed objects is looked at as well;
//! what is encrypted cannot be.
use super::check::Refusal;
use flate2::read::ZlibDecoder;
use std::io::Read;

/// The most that the packed objects of one file may become, together.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// So far back the description of a stream is looked for.
const MAX_DESCRIPTION: usize = 4096;
/// The most streams in one file, and the most actions at opening: one for each time that it was changed. Looking at each costs time.
const MAX_STREAMS: usize = 200_000;
const MAX_OPENINGS: usize = 50;
/// Ways of packing that nobody uses for objects, and that would hide them here.
const UNREAD: &[&[u8]] = &[b"ASCIIHexDecode", b"AHx", b"ASCII85Decode", b"A85", b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL", b"Crypt", b"Predictor"];
/// The longest name that matters.
const LONGEST_NAME: usize = 16;

/// Refuses what does more than show itself.
pub fn look(content: &[u8]) -> Result<(), Refusal> {
    let mut packed = vec![];
    let mut left = MAX_UNPACKED;
    for (number, (start, description)) in streams(content).enumerate() {
        if number >= MAX_STREAMS {
            return Err(Refusal::TooLargeInside);
        }
        // Where the description is longer than any, it may hide what it describes.
        if description.is_none_or(|description| names(description).any(|(name, _)| name == b"ObjStm")) {
            if description.is_some_and(|description| names(description).any(|(name, _)| UNREAD.contains(&name.as_slice()))) {
                return Err(Refusal::Broken);
            }
            let mut unpacked = vec![];
            // What is broken further on has shown what came before.
            let _ = ZlibDecoder::new(&content[start..]).take(left + 1).read_to_end(&mut unpacked);
            left = left.checked_sub(unpacked.len() as u64).ok_or(Refusal::TooLargeInside)?;
            packed.push(unpacked);
        }
    }
    let texts: Vec<&[u8]> = std::iter::once(content).chain(packed.iter().map(Vec::as_slice)).collect();
    let found = || texts.iter().flat_map(|text| names(text).map(|(name, end)| (name, &text[end..])));
    for (name, rest) in found() {
        match name.as_slice() {
            b"JavaScript" | b"XFA" | b"Rendition" => return Err(Refusal::Macros),
            b"JS" if is_script(rest) => return Err(Refusal::Macros),
            b"Launch" | b"EmbeddedFile" | b"EmbeddedFiles" | b"RichMedia" | b"GoToE" | b"ImportData" => return Err(Refusal::Programs),
            _ => {}
        }
    }
    let mut openings = found().filter(|(name, _)| name == b"OpenAction").map(|(_, rest)| rest);
    let here = openings.by_ref().take(MAX_OPENINGS).all(|rest| opens_here(rest, &texts));
    if here && openings.next().is_none() { Ok(()) } else { Err(Refusal::Elsewhere) }
}

/// Whether this follows a name as a script does: `/JS` also occurs in what is packed.
fn is_script(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    rest.starts_with(b"(") || rest.starts_with(b"<") || reference(rest).is_some()
}

/// Whether what is done at opening is showing a place in the document itself.
fn opens_here(rest: &[u8], texts: &[&[u8]]) -> bool {
    let rest = rest.trim_ascii_start();
    let Some((number, generation)) = reference(rest) else { return shows_a_place(rest) };
    let head = format!("{number} {generation} obj");
    texts.iter().all(|text| {
        let mut found = text.windows(head.len()).enumerate().filter(|(_, part)| *part == head.as_bytes());
        found.all(|(at, _)| shows_a_place(text[at + head.len()..].trim_ascii_start()))
    })
}

fn shows_a_place(object: &[u8]) -> bool {
    let action = object.get(..512).unwrap_or(object);
    let end = action.windows(2).position(|part| part == b">>").unwrap_or(action.len());
    !object.starts_with(b"<<") || names(&action[..end]).any(|(name, _)| matches!(name.as_slice(), b"GoTo" | b"Named"))
}

/// `12 0 R`: the number and the generation of another object.
fn reference(rest: &[u8]) -> Option<(u32, u32)> {
    let text: String = rest.iter().take(24).map(|byte| char::from(*byte)).collect();
    let mut words = text.split_ascii_whitespace();
    let (number, generation) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next()?.starts_with('R').then_some((number, generation))
}

/// The names in a text, with the letters that they write as a number, and where each ends.
fn names(text: &[u8]) -> impl Iterator<Item = (Vec<u8>, usize)> {
    text.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| {
        let (mut name, mut at) = (vec![], at + 1);
        while let Some(byte) = text.get(at).filter(|byte| byte.is_ascii_graphic() && !b"/()<>[]{}%".contains(byte)) {
            let number = text.get(at + 1..at + 3).and_then(|digits| str::from_utf8(digits).ok()).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            let number = number.filter(|_| *byte == b'#');
            name.push(number.unwrap_or(*byte));
            at += if number.is_some() { 3 } else { 1 };
            if name.len() > LONGEST_NAME {
                break;
            }
        }
        (name, at)
    })
}

/// Where the content of each stream begins, and what describes it, unless that is too long.
fn streams(content: &[u8]) -> impl Iterator<Item = (usize, Option<&[u8]>)> {
    content.windows(6).enumerate().filter(|(_, word)| *word == b"stream").filter_map(|(at, _)| {
        let rest = content.get(at + 6..)?;
        let line = if rest.starts_with(b"\r\n") { 2 } else { 1 };
        let before = content.get(at.saturating_sub(MAX_DESCRIPTION)..at)?;
        // Not the word in a text, nor the end of one.
        if !before.trim_ascii_end().ends_with(b">>") || !rest.starts_with(b"\r") && !rest.starts_with(b"\n") {
            return None;
        }
        let description = before.windows(3).rposition(|word| word == b"obj").map(|from| &before[from..]);
        (at + 6 + line <= content.len()).then_some((at + 6 + line, description))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn with(object: &str) -> Vec<u8> {
        format!("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {object} >>\nendobj\n5 0 obj\n<< /S /URI /URI (https://elders.example) >>\nendobj\n6 0 obj\n[3 0 R /Fit]\nendobj\n").into_bytes()
    }

    /// The same, with one object in a packed stream.
    fn packed(object: &str, kind: &str) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(vec![], Compression::default());
        encoder.write_all(format!("7 0 {object}").as_bytes()).unwrap();
        let stream = encoder.finish().unwrap();
        let mut content = with("");
        content.extend_from_slice(format!("8 0 obj\n<< /Type /{kind} /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\r\n", stream.len()).as_bytes());
        content.extend_from_slice(&stream);
        content.extend_from_slice(b"\nendstream\nendobj\n");
        content
    }

    #[test]
    fn a_document_only_shows_itself() {
        for (content, expected) in [
            (with(""), Ok(())),
            (with("/OpenAction [3 0 R /FitH null]"), Ok(())),
            (with("/OpenAction << /Type /Action /S /GoTo /D [3 0 R /Fit] >>"), Ok(())),
            (with("/OpenAction 6 0 R"), Ok(())),
            (with("/OpenAction 5 0 R"), Err(Refusal::Elsewhere)),
            (with("/OpenAction << /S /URI /URI (https://elders.example) >>"), Err(Refusal::Elsewhere)),
            (with("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), Err(Refusal::Macros)),
            (with("/OpenAction << /S /J#61vaScript /J#53 9 0 R >>"), Err(Refusal::Macros)),
            (with("/AA << /O << /S/Launch/F(cmd.exe) >> >>"), Err(Refusal::Programs)),
            (with("/Names << /EmbeddedFiles 9 0 R >>"), Err(Refusal::Programs)),
            (with("/AcroForm << /XFA 9 0 R >>"), Err(Refusal::Macros)),
            (with("/Title (Over /JSON en /Launchpad)"), Ok(())),
            (packed("<< /S /JavaScript /JS (app.alert(1)) >>", "ObjStm"), Err(Refusal::Macros)),
            (packed("<< /S /JavaScript /JS (app.alert(1)) >>", "Obj#53tm"), Err(Refusal::Macros)),
            (packed("<< /Type /Filespec /EF << /F 9 0 R >> /Names [/EmbeddedFiles] >>", "ObjStm"), Err(Refusal::Programs)),
            (packed("<< /S /JavaScript /JS (app.alert(1)) >>", &format!("ObjStm {}", " ".repeat(5000))), Err(Refusal::Macros)),
            (packed("<< /S /JavaScript /JS (app.alert(1)) >>", "ObjStm /DecodeParms << /Predictor 12 >>"), Err(Refusal::Broken)),
            (packed("<< /S /GoTo >>", "ObjStm"), Ok(())),
            // Packed text that speaks of it does nothing.
            (packed("Over /JavaScript", "XObject"), Ok(())),
        ] {
            assert_eq!(look(&content), expected, "{}", String::from_utf8_lossy(&content));
        }
    }

    #[test]
    fn packed_objects_become_no_larger_than_they_may() {
        let zeros = "0".repeat(1024 * 1024);
        // As many of them as would take hours to look at.
        for (many, times, expected) in [("/OpenAction 6 0 R\n", 60, Refusal::Elsewhere), (">>\nstream\n", 201_000, Refusal::TooLargeInside)] {
            assert_eq!(look(&with(&many.repeat(times))), Err(expected), "{many}");
        }
        let one = packed(&zeros.repeat(65), "ObjStm");
        assert!(one.len() < 1024 * 1024, "{}", one.len());
        assert_eq!(look(&one), Err(Refusal::TooLargeInside));
    }
}
