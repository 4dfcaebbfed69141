//! Documents of offices: archives of parts. What is looked at is what programs act upon: the names and the first bytes of parts, their types, and where they
//! refer to; whatever the spelling.
use super::check::{MAX_UNPACKED, Refusal};
use domain::document::FileKind;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most parts in one file.
const MAX_PARTS: usize = 20_000;
/// The largest part that has to be read whole.
const MAX_READ: usize = 64 * 1024 * 1024;
/// So deep documents stand in each other: a table in a presentation.
const MAX_DEPTH: usize = 3;
/// How parts begin that are programs, or files of programs that a document carries along.
const PROGRAMS: &[&[u8]] = &[b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"];
/// What may stand outside of the document: programs show it, or ask before they fetch it.
const OUTSIDE: &[&str] = &["hyperlink", "image", "video", "audio", "media", "externallinkpath", "xlpathmissing", "xlstartup", "xllibrary"];

/// What a document is.
pub fn look(content: &[u8]) -> Result<FileKind, Refusal> {
    document(content, &mut { MAX_UNPACKED }, MAX_DEPTH)
}

/// Looks at a document, of which all parts together unpack to no more than what is left.
fn document(content: &[u8], left: &mut u64, depth: usize) -> Result<FileKind, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|_| Refusal::Broken)?;
    if archive.len() > MAX_PARTS {
        return Err(Refusal::TooLargeInside);
    }
    // Something in front, or parts that share bytes: another program could see another document in it.
    if archive.offset() != 0 || archive.has_overlapping_files().map_err(|_| Refusal::Broken)? {
        return Err(Refusal::Broken);
    }
    let mut said = 0_u64;
    let mut names = vec![];
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| Refusal::Broken)?;
        said = said.saturating_add(part.size());
        names.push(part.name().map_err(|_| Refusal::Broken)?.replace('\\', "/").trim_start_matches('/').to_lowercase());
    }
    if said > *left {
        return Err(Refusal::TooLargeInside);
    }
    if names.iter().any(|name| is_macro(name)) {
        return Err(Refusal::Macros);
    }
    let has = |name: &str| names.iter().any(|other| other == name);
    let open = has("mimetype");
    for (at, name) in names.iter().enumerate() {
        let told =
            matches!(name.as_str(), "[content_types].xml") || name.ends_with(".rels") || name.contains("externallinks/") || (open && name.ends_with(".xml"));
        let part = part(&mut archive, at, left, told || in_folder(name, "embeddings"))?;
        if PROGRAMS.iter().any(|program| part.starts_with(program)) {
            return Err(Refusal::Programs);
        }
        if part.starts_with(b"PK\x03\x04") {
            let depth = depth.checked_sub(1).ok_or(Refusal::TooLargeInside)?;
            document(&part, left, depth).map_err(|refusal| if refusal == Refusal::UnknownType { Refusal::Programs } else { refusal })?;
        } else if in_folder(name, "embeddings") && !part.is_empty() && !name.ends_with(".rels") {
            return Err(Refusal::Programs);
        }
        if told {
            refers_well(name, &part)?;
        }
    }
    kind(content, has).ok_or(Refusal::UnknownType)
}

/// Whether a part of this name is there for macros.
fn is_macro(name: &str) -> bool {
    let folder = ["basic", "scripts", "macrosheets", "dialogsheets", "activex", "macros"].into_iter().any(|folder| in_folder(name, folder));
    folder || name.contains("vbaproject") || name.contains("vbadata")
}

fn in_folder(name: &str, folder: &str) -> bool {
    let mut folders = name.split('/');
    folders.next_back();
    folders.any(|other| other == folder)
}

/// What a part unpacks to, as far as it is needed; all of it is unpacked, as what it says of its size need not be so.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, left: &mut u64, whole: bool) -> Result<Vec<u8>, Refusal> {
    let mut part = archive.by_index(at).map_err(|_| Refusal::Broken)?;
    let (mut kept, mut piece) = (vec![], vec![0; 64 * 1024]);
    loop {
        let read = part.read(&mut piece).map_err(|_| Refusal::Broken)?;
        if read == 0 {
            return Ok(kept);
        }
        *left = left.checked_sub(read as u64).ok_or(Refusal::TooLargeInside)?;
        if kept.is_empty() || whole || kept.starts_with(b"PK\x03\x04") {
            kept.extend_from_slice(&piece[..read]);
        }
        if kept.len() > MAX_READ {
            return Err(Refusal::TooLargeInside);
        }
    }
}

/// Refuses a part that names macros, or fetches what it stands on from elsewhere.
fn refers_well(name: &str, part: &[u8]) -> Result<(), Refusal> {
    let text = xml(part)?;
    if name == "[content_types].xml" {
        let types = plain(&text);
        let macros = ["macroenabled", "vbaproject", "macrosheet", "activex", "dialogsheet"];
        return if macros.into_iter().any(|word| types.contains(word)) { Err(Refusal::Macros) } else { Ok(()) };
    }
    // An attribute holds no bare `<`, so each of these is one element with its attributes.
    for element in text.split('<').map(plain) {
        if name.ends_with(".rels") {
            if element.contains("targetmode") && element.contains("external") && !may_stand_outside(&element) {
                return Err(Refusal::Elsewhere);
            }
        } else if element.starts_with("ddelink") || element.contains(":ddelink") || element.contains("vnd.sun.star.script") {
            return Err(Refusal::Macros);
        }
    }
    Ok(())
}

/// Whether what this relation refers to may stand outside of the document. The template on one's own disk may: most documents name it.
fn may_stand_outside(relation: &str) -> bool {
    let kind = attribute(relation, "type").unwrap_or_default();
    let kind = kind.rsplit('/').next().unwrap_or_default();
    let target = attribute(relation, "target").unwrap_or_default();
    let target = target.strip_prefix("file:///").unwrap_or(target);
    let own_disk = target.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && target.get(1..2) == Some(":");
    OUTSIDE.contains(&kind) || (kind == "attachedtemplate" && own_disk)
}

/// The value of an attribute of an element.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    element.match_indices(name).find_map(|(at, _)| {
        let before = element[..at].chars().next_back();
        let value = element[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        before.filter(|letter| letter.is_whitespace())?;
        value[1..].split(quote).next()
    })
}

/// XML as text: in one of the two forms that every program reads, without definitions of its own.
fn xml(part: &[u8]) -> Result<String, Refusal> {
    let wide = |part: &[u8], read: fn([u8; 2]) -> u16| String::from_utf16(&part.as_chunks::<2>().0.iter().map(|pair| read(*pair)).collect::<Vec<_>>());
    let text = match part {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes).map_err(|_| Refusal::Broken)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes).map_err(|_| Refusal::Broken)?,
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => str::from_utf8(rest).map_err(|_| Refusal::Broken)?.to_owned(),
    };
    let declared = text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).unwrap_or_default().to_lowercase();
    let encoding = attribute(&declared, "encoding").unwrap_or("utf-8").to_owned();
    let odd = !text.is_empty() && !text.trim_start().starts_with('<') || text.contains('\0');
    if odd || text.contains("<!DOCTYPE") || text.contains("<!ENTITY") || !matches!(encoding.as_str(), "utf-8" | "utf-16" | "us-ascii" | "ascii") {
        return Err(Refusal::Broken);
    }
    Ok(text)
}

/// Text of XML in small letters, with the letters that it names by number.
fn plain(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or(("", part));
        let number = name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")).map(|digits| u32::from_str_radix(digits, 16));
        let number = number.or_else(|| name.strip_prefix('#').map(str::parse));
        let letter = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number.and_then(Result::ok).and_then(char::from_u32),
        };
        plain.extend(letter);
        plain += rest;
    }
    plain.to_lowercase()
}

/// What the parts make of it.
fn kind(content: &[u8], has: impl Fn(&str) -> bool) -> Option<FileKind> {
    if has("[content_types].xml") {
        let parts = [("word/document.xml", FileKind::Word), ("xl/workbook.xml", FileKind::Excel), ("ppt/presentation.xml", FileKind::PowerPoint)];
        return parts.into_iter().find(|(part, _)| has(part)).map(|(_, kind)| kind);
    }
    // The first part of a document of OpenDocument says in plain letters what it is.
    let said = [FileKind::OpenText, FileKind::OpenSheet, FileKind::OpenSlides];
    let beginning = content.get(..256).unwrap_or(content);
    let says = |kind: &FileKind| beginning.windows(kind.media_type().len()).any(|part| part == kind.media_type().as_bytes());
    said.into_iter().find(|kind| has("mimetype") && says(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::check::tests::packed;

    const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    const BODY: (&str, &[u8]) = ("word/document.xml", b"<w/>");

    fn relation(attributes: &str) -> Vec<u8> {
        let with = format!("<?xml version=\"1.0\"?><Relationships><Relationship Id=\"r1\" {attributes}/></Relationships>");
        look_with("word/_rels/settings.xml.rels", with.as_bytes())
    }

    fn look_with(name: &str, part: &[u8]) -> Vec<u8> {
        packed(&[TYPES, BODY, (name, part)])
    }

    #[test]
    fn macros_are_found_however_they_are_spelled() {
        let types = |text: &str| packed(&[("[Content_Types].xml", text.as_bytes()), BODY]);
        let wide: Vec<u8> = "\u{feff}<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (what, content) in [
            ("small and large letters", look_with("word/VBAPROJECT.BIN", b"x")),
            ("another folder", look_with("anders/vbaProject2.bin", b"x")),
            ("a backslash", look_with("word\\vbaProject.bin", b"x")),
            ("old macros of Excel", look_with("xl/macrosheets/sheet1.xml", b"<x/>")),
            ("controls", look_with("word/activeX/activeX1.xml", b"<x/>")),
            ("of OpenDocument", packed(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("Object 1/basic/Standard/a.xml", b"<x/>")])),
            (
                "a button of OpenDocument",
                packed(&[
                    ("mimetype", b"application/vnd.oasis.opendocument.text"),
                    ("content.xml", b"<a><b x:href=\"vnd.sun&#46;star.script:a.b?language=Python\"/></a>"),
                ]),
            ),
            ("by its type", types("<Types><Override ContentType=\"application/vnd.ms-word.document.MacroEnabled.main+xml\"/></Types>")),
            ("by its type, in numbers", types("<Types><Override ContentType=\"application/vnd.ms-office.vb&#x61;Project\"/></Types>")),
            ("by its type, in two bytes", packed(&[("[Content_Types].xml", &wide), BODY])),
            ("another program to be asked", look_with("xl/externalLinks/externalLink1.xml", b"<x><ddeLink ddeService=\"cmd\"/></x>")),
        ] {
            assert_eq!(look(&content), Err(Refusal::Macros), "{what}");
        }
    }

    #[test]
    fn programs_and_files_within_are_not_taken_and_documents_within_are_looked_at() {
        let table = packed(&[TYPES, ("xl/workbook.xml", b"<x/>")]);
        let bad_table = packed(&[TYPES, ("xl/workbook.xml", b"<x/>"), ("xl/vbaProject.bin", b"x")]);
        let deep = (0..5).fold(table.clone(), |inner, _| look_with("word/embeddings/a.docx", &inner));
        for (what, content, expected) in [
            ("a table in a text", look_with("word/embeddings/Microsoft_Excel_Sheet.xlsx", &table), Ok(FileKind::Word)),
            ("one with macros", look_with("word/embeddings/Microsoft_Excel_Sheet.xlsx", &bad_table), Err(Refusal::Macros)),
            ("one under another name", look_with("word/media/image1.png", &bad_table), Err(Refusal::Macros)),
            ("an archive of anything", look_with("word/embeddings/a.zip", &packed(&[("a.js", b"x")])), Err(Refusal::Programs)),
            ("a package of OLE", look_with("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(Refusal::Programs)),
            ("a program", look_with("word/media/image1.png", b"MZ\x90\0"), Err(Refusal::Programs)),
            ("a script", look_with("word/embeddings/start.js", b"alert(1)"), Err(Refusal::Programs)),
            ("too deep", deep, Err(Refusal::TooLargeInside)),
        ] {
            assert_eq!(look(&content), expected, "{what}");
        }
    }

    #[test]
    fn what_a_document_stands_on_does_not_come_from_elsewhere() {
        let schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        for (attributes, expected) in [
            (format!("Type=\"{schema}/hyperlink\" Target=\"https://kompaan.example\" TargetMode=\"External\""), Ok(FileKind::Word)),
            (format!("Type=\"{schema}/styles\" Target=\"styles.xml\""), Ok(FileKind::Word)),
            (format!("Type=\"{schema}/attachedTemplate\" Target=\"file:///C:\\Users\\huisstijl.dotx\" TargetMode=\"External\""), Ok(FileKind::Word)),
            (format!("Type=\"{schema}/attachedTemplate\" Target=\"https://elders.example/a.dotm\" TargetMode=\"External\""), Err(Refusal::Elsewhere)),
            (format!("Target='file:///\\\\elders\\a.dotm' TargetMode = 'External' Type='{schema}/attachedTemplate'"), Err(Refusal::Elsewhere)),
            (format!("Type=\"{schema}/attached&#84;emplate\" Target=\"https://elders.example/a\" TargetMode=\"&#69;xternal\""), Err(Refusal::Elsewhere)),
            (format!("Type=\"{schema}/oleObject\" Target=\"https://elders.example/a.html!\" TargetMode=\"External\""), Err(Refusal::Elsewhere)),
            (format!("Type=\"{schema}/frame\" Target=\"\\\\elders\\a\" TargetMode=\"External\""), Err(Refusal::Elsewhere)),
        ] {
            assert_eq!(look(&relation(&attributes)), expected, "{attributes}");
        }
        let defined = b"<!DOCTYPE a [<!ENTITY e \"External\">]><Relationships/>";
        assert_eq!(look(&look_with("word/_rels/settings.xml.rels", defined)), Err(Refusal::Broken));
        assert_eq!(look(&look_with("word/_rels/settings.xml.rels", b"<?xml version=\"1.0\" encoding=\"IBM037\"?><R/>")), Err(Refusal::Broken));
    }

    #[test]
    fn what_is_in_front_or_says_less_than_it_is_does_not_deceive() {
        let document = packed(&[TYPES, BODY]);
        assert_eq!(look(&document), Ok(FileKind::Word));
        let mut in_front = b"PK\x03\x04".to_vec();
        in_front.extend_from_slice(&document);
        assert_eq!(look(&in_front), Err(Refusal::Broken));
        // A part that unpacks to far more than it says of itself.
        let zeros = vec![0; 1024 * 1024];
        let mut lies = packed(&[TYPES, BODY, ("a", &zeros)]);
        let said = u32::try_from(zeros.len()).unwrap().to_le_bytes();
        while let Some(at) = lies.windows(4).position(|bytes| bytes == said) {
            lies[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
        }
        assert!(document_of(&lies, 1000).is_err());
        assert_eq!(document_of(&document, 1000), Ok(FileKind::Word));
    }

    fn document_of(content: &[u8], mut left: u64) -> Result<FileKind, Refusal> {
        super::document(content, &mut left, MAX_DEPTH)
    }
}
