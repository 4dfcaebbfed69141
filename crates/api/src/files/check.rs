//! What a file is, by its content; what it calls itself does not count. Images are written anew, so that nothing but the picture stays: no place where it
//! was taken, nothing hidden behind it.
use contract::{FieldError, problem::explain};
use domain::document::FileKind;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, codecs};
use std::io::Cursor;
use zip::ZipArchive;

/// The most pixels in one direction.
const MAX_SIDE: u32 = 10_000;
/// The most memory that reading an image may take.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// The largest that the parts of one file may become when they are unpacked, together.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
/// The most parts in one file.
const MAX_PARTS: usize = 20_000;
/// How well a photograph is kept, of 100.
const JPEG_QUALITY: u8 = 88;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    /// None of the kinds that are taken.
    UnknownType,
    /// It begins as what it is, and cannot be read further.
    Broken,
    /// It holds programs.
    Macros,
    /// It becomes too large when it is opened.
    TooLargeInside,
    /// The scanner found something.
    Infected,
}

impl Refusal {
    /// The fault as the wire shows it.
    pub fn fault(self) -> FieldError {
        let code = match self {
            Self::Empty => "empty_file",
            Self::UnknownType => "unknown_file_type",
            Self::Broken => "broken_file",
            Self::Macros => "file_has_macros",
            Self::TooLargeInside => "file_too_large_inside",
            Self::Infected => "file_infected",
        };
        FieldError::body("", code, explain(code, None))
    }
}

/// What a file is, and the content as it is kept. Takes as long as writing an image takes.
pub fn check(name: &str, content: Vec<u8>) -> Result<(FileKind, Vec<u8>), Refusal> {
    if content.is_empty() {
        return Err(Refusal::Empty);
    }
    let kind = match infer::get(&content).map(|known| known.mime_type()) {
        Some("application/pdf") => FileKind::Pdf,
        Some("image/png") => FileKind::Png,
        Some("image/jpeg") => FileKind::Jpeg,
        Some("image/webp") => FileKind::Webp,
        // Documents of offices are archives.
        _ if content.starts_with(b"PK\x03\x04") => archive(&content)?,
        Some(media_type) if !media_type.starts_with("text/") => return Err(Refusal::UnknownType),
        _ => plain(name, &content)?,
    };
    let content = if kind.is_image() { redraw(kind, &content)? } else { content };
    Ok((kind, content))
}

/// Text without control characters, by the ending that tells how people read it.
fn plain(name: &str, content: &[u8]) -> Result<FileKind, Refusal> {
    let readable = content.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c));
    let kind = [FileKind::Csv, FileKind::Text].into_iter().find(|kind| kind.is_told_by(name));
    kind.filter(|_| readable).ok_or(Refusal::UnknownType)
}

fn archive(content: &[u8]) -> Result<FileKind, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|_| Refusal::Broken)?;
    if archive.len() > MAX_PARTS {
        return Err(Refusal::TooLargeInside);
    }
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        unpacked = unpacked.saturating_add(archive.by_index_raw(at).map_err(|_| Refusal::Broken)?.size());
    }
    if unpacked > MAX_UNPACKED {
        return Err(Refusal::TooLargeInside);
    }
    let names: Vec<String> = archive.file_names().map(|name| name.map(|name| name.into_owned())).collect::<Result<_, _>>().map_err(|_| Refusal::Broken)?;
    if names.iter().any(|name| name.ends_with("vbaProject.bin") || name.starts_with("Basic/") || name.starts_with("Scripts/")) {
        return Err(Refusal::Macros);
    }
    let has = |name: &str| names.iter().any(|other| other == name);
    if has("[Content_Types].xml") {
        let parts = [("word/document.xml", FileKind::Word), ("xl/workbook.xml", FileKind::Excel), ("ppt/presentation.xml", FileKind::PowerPoint)];
        return parts.into_iter().find(|(part, _)| has(part)).map(|(_, kind)| kind).ok_or(Refusal::UnknownType);
    }
    // The first part of a document of OpenDocument says in plain letters what it is.
    let said = [FileKind::OpenText, FileKind::OpenSheet, FileKind::OpenSlides];
    let beginning = content.get(..256).unwrap_or(content);
    let says = |kind: &FileKind| beginning.windows(kind.media_type().len()).any(|part| part == kind.media_type().as_bytes());
    said.into_iter().find(|kind| has("mimetype") && says(kind)).ok_or(Refusal::UnknownType)
}

/// The same picture, upright, and nothing else.
fn redraw(kind: FileKind, content: &[u8]) -> Result<Vec<u8>, Refusal> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) = (Some(MAX_SIDE), Some(MAX_SIDE), Some(MAX_MEMORY));
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits);
    let refused = |error: image::ImageError| if matches!(error, image::ImageError::Limits(_)) { Refusal::TooLargeInside } else { Refusal::Broken };
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let orientation = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    let mut written = vec![];
    match format {
        ImageFormat::Png => write(&picture, codecs::png::PngEncoder::new(&mut written)),
        ImageFormat::WebP => write(&DynamicImage::from(picture.to_rgba8()), codecs::webp::WebPEncoder::new_lossless(&mut written)),
        _ => write(&DynamicImage::from(picture.to_rgb8()), codecs::jpeg::JpegEncoder::new_with_quality(&mut written, JPEG_QUALITY)),
    }
    .map_err(refused)?;
    Ok(written)
}

fn write(picture: &DynamicImage, encoder: impl ImageEncoder) -> image::ImageResult<()> {
    picture.write_with_encoder(encoder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
        for (name, content) in parts {
            let method = if *name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
            writer.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let mut content = Cursor::new(vec![]);
        DynamicImage::new_rgb8(width, height).write_to(&mut content, format).unwrap();
        content.into_inner()
    }

    #[test]
    fn a_file_is_what_its_content_tells() {
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        let open: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
        let windows = b"Naam;Caf\xe9\r\n".to_vec();
        for (name, content, expected) in [
            ("plan.exe", b"%PDF-1.7\n".to_vec(), Ok(FileKind::Pdf)),
            ("plan.docx", packed(&[types, ("word/document.xml", b"<w/>")]), Ok(FileKind::Word)),
            ("plan.docx", packed(&[types, ("xl/workbook.xml", b"<w/>")]), Ok(FileKind::Excel)),
            ("plan.docx", packed(&[types, ("ppt/presentation.xml", b"<w/>")]), Ok(FileKind::PowerPoint)),
            ("plan.ods", packed(&[open, ("content.xml", b"<o/>")]), Ok(FileKind::OpenSheet)),
            ("lijst.csv", windows, Ok(FileKind::Csv)),
            ("lees mij.md", b"# Lees\n".to_vec(), Ok(FileKind::Text)),
            ("plan.docx", packed(&[types, ("word/document.xml", b"<w/>"), ("word/vbaProject.bin", b"x")]), Err(Refusal::Macros)),
            ("plan.zip", packed(&[("bestand.txt", b"x")]), Err(Refusal::UnknownType)),
            ("plan.docx", b"PK\x03\x04onzin".to_vec(), Err(Refusal::Broken)),
            ("pagina.html", b"<html><script>alert(1)</script></html>".to_vec(), Err(Refusal::UnknownType)),
            ("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Err(Refusal::UnknownType)),
            ("programma.txt", b"MZ\x90\0\x03".to_vec(), Err(Refusal::UnknownType)),
            ("leeg.txt", vec![], Err(Refusal::Empty)),
            ("foto.png", b"\x89PNG\r\n\x1a\nonzin".to_vec(), Err(Refusal::Broken)),
        ] {
            assert_eq!(check(name, content).map(|(kind, _)| kind), expected, "{name}");
        }
    }

    #[test]
    fn what_would_not_fit_in_memory_is_not_opened() {
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        let zeros = vec![0; 300 * 1024 * 1024];
        let bomb = packed(&[types, ("word/document.xml", b"<w/>"), ("a", &zeros), ("b", &zeros)]);
        assert!(bomb.len() < 2 * 1024 * 1024, "{}", bomb.len());
        assert_eq!(check("plan.docx", bomb), Err(Refusal::TooLargeInside));
        // A picture that says that it is far larger than it is.
        let mut claims = picture(ImageFormat::Png, 1, 1);
        claims[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        let checked = crc32(&claims[12..29]);
        claims[29..33].copy_from_slice(&checked.to_be_bytes());
        assert_eq!(check("foto.png", claims), Err(Refusal::TooLargeInside));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |mut crc, byte| {
            crc ^= u32::from(*byte);
            (0..8).for_each(|_| crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 });
            crc
        })
    }

    #[test]
    fn of_an_image_only_the_picture_stays() {
        for (format, kind) in [(ImageFormat::Png, FileKind::Png), (ImageFormat::Jpeg, FileKind::Jpeg), (ImageFormat::WebP, FileKind::Webp)] {
            let mut sent = picture(format, 30, 20);
            sent.extend_from_slice(b"<script>alert('hier')</script>");
            let (known, kept) = check("foto", sent).unwrap();
            assert_eq!(known, kind);
            assert!(!kept.windows(8).any(|part| part == b"<script>"), "{kind}");
            let again = image::load_from_memory_with_format(&kept, format).unwrap();
            assert_eq!((again.width(), again.height()), (30, 20));
        }
        // A photograph on its side, with where it was taken (EXIF): orientation 6, and a text.
        let photograph = picture(ImageFormat::Jpeg, 30, 20);
        let exif: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x0e\0\x02\0\0\0\x0a\0\0\0\x26\0\0\0\0Oirschot!\0";
        let mut sent = photograph[..2].to_vec();
        sent.extend_from_slice(&[0xff, 0xe1]);
        sent.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        sent.extend_from_slice(exif);
        sent.extend_from_slice(&photograph[2..]);
        let (_, kept) = check("foto.jpg", sent).unwrap();
        let upright = image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).unwrap();
        assert_eq!((upright.width(), upright.height()), (20, 30));
        assert!(!kept.windows(9).any(|part| part == b"Oirschot!"));
    }
}
