//! What a file is, by its content; what it calls itself does not count. Images are written anew, so that nothing but the picture stays: no place where it
//! was taken, nothing hidden behind it.
use super::{office, pdf};
use contract::{FieldError, problem::explain};
use domain::document::FileKind;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, codecs};
use std::io::Cursor;

/// The most pixels in one direction.
const MAX_SIDE: u32 = 10_000;
/// The most pixels: a photograph of a good telephone has fewer.
const MAX_PIXELS: u64 = 50_000_000;
/// The most bytes that they may take: four for each.
const MAX_PICTURE: u64 = MAX_PIXELS * 4;
/// The most memory that what an image tells beside its pixels may take.
const MAX_TOLD: u64 = 64 * 1024 * 1024;
/// The largest that the parts of one file may become when they are unpacked, together.
pub const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
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
    /// It holds macros.
    Macros,
    /// It holds programs or other files.
    Programs,
    /// It fetches what it stands on from elsewhere.
    Elsewhere,
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
            Self::Programs => "file_has_programs",
            Self::Elsewhere => "file_refers_elsewhere",
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
        Some("application/pdf") => {
            pdf::look(&content)?;
            FileKind::Pdf
        }
        Some("image/png") => FileKind::Png,
        Some("image/jpeg") => FileKind::Jpeg,
        Some("image/webp") => FileKind::Webp,
        // Documents of offices are archives.
        _ if content.starts_with(b"PK\x03\x04") => office::look(&content)?,
        Some(media_type) if !media_type.starts_with("text/") => return Err(Refusal::UnknownType),
        _ => plain(name, &content)?,
    };
    let content = match kind {
        FileKind::Text => unicode(content),
        kind if kind.is_image() => redraw(kind, &content)?,
        _ => content,
    };
    Ok((kind, content))
}

/// Text as UTF-8; what is none was written in the alphabet of older programs of Windows.
fn unicode(content: Vec<u8>) -> Vec<u8> {
    /// The letters of 0x80 to 0x9f there (WHATWG: windows-1252).
    const LETTERS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let text = String::from_utf8(content).unwrap_or_else(|broken| {
        let letter = |byte: &u8| match byte {
            0x80..=0x9f => LETTERS.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
            byte => char::from(*byte),
        };
        broken.as_bytes().iter().map(letter).collect()
    });
    text.into_bytes()
}

/// Text without control characters, by the ending that tells how people read it.
fn plain(name: &str, content: &[u8]) -> Result<FileKind, Refusal> {
    let readable = content.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c));
    let kind = [FileKind::Csv, FileKind::Text].into_iter().find(|kind| kind.is_told_by(name));
    kind.filter(|_| readable).ok_or(Refusal::UnknownType)
}

/// The same picture, upright, and nothing else.
fn redraw(kind: FileKind, content: &[u8]) -> Result<Vec<u8>, Refusal> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) = (Some(MAX_SIDE), Some(MAX_SIDE), Some(MAX_TOLD));
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits);
    let refused = |error: image::ImageError| if matches!(error, image::ImageError::Limits(_)) { Refusal::TooLargeInside } else { Refusal::Broken };
    let mut decoder = reader.into_decoder().map_err(refused)?;
    // The reader does not hold the pixels themselves to its limits, so they are counted here, before there is memory for them.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_PICTURE {
        return Err(Refusal::TooLargeInside);
    }
    let orientation = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    let mut written = vec![];
    match format {
        ImageFormat::Png => write(&picture, codecs::png::PngEncoder::new(&mut written)),
        ImageFormat::WebP => write(&DynamicImage::from(picture.into_rgba8()), codecs::webp::WebPEncoder::new_lossless(&mut written)),
        _ => write(&DynamicImage::from(picture.into_rgb8()), codecs::jpeg::JpegEncoder::new_with_quality(&mut written, JPEG_QUALITY)),
    }
    .map_err(refused)?;
    Ok(written)
}

fn write(picture: &DynamicImage, encoder: impl ImageEncoder) -> image::ImageResult<()> {
    picture.write_with_encoder(encoder)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::io::Write;

    pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
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
    }

    #[test]
    fn the_pixels_of_a_picture_are_counted_before_there_is_memory_for_them() {
        let (rgb, rgba) = ((8, 2), (8, 6));
        for (width, height, expected) in [(10_001, 1, false), (10_000, 10_000, false), (10_000, 5_001, false), (8_000, 6_250, true)] {
            for (what, content) in [("png", claims_png(width, height, rgb)), ("jpeg", claims_jpeg(width, height)), ("webp", claims_webp(width, height))] {
                // The other two need no more than this for so many pixels of one colour.
                if !expected || what == "png" {
                    let refusal = if expected { Refusal::Broken } else { Refusal::TooLargeInside };
                    assert_eq!(check("foto", content).err(), Some(refusal), "{what} {width} {height}");
                }
            }
        }
        // Two bytes for each colour: half as many pixels.
        for (colours, expected) in [(rgba, true), ((16, 6), false), ((16, 2), false), ((16, 0), true), ((1, 3), true)] {
            let refusal = if expected { Refusal::Broken } else { Refusal::TooLargeInside };
            assert_eq!(check("foto.png", claims_png(7_000, 7_000, colours)).err(), Some(refusal), "{colours:?}");
        }
    }

    /// A PNG of 1 by 1 that says that it is larger, with so many bits for each of this kind of colours.
    fn claims_png(width: u32, height: u32, (bits, colours): (u8, u8)) -> Vec<u8> {
        let mut content = picture(ImageFormat::Png, 1, 1);
        content[16..20].copy_from_slice(&width.to_be_bytes());
        content[20..24].copy_from_slice(&height.to_be_bytes());
        (content[24], content[25]) = (bits, colours);
        let checked = crc32(&content[12..29]);
        content[29..33].copy_from_slice(&checked.to_be_bytes());
        if colours == 3 {
            // Its palette: one colour.
            let palette: &[u8] = b"PLTE\0\0\0";
            let mut chunk = [&3_u32.to_be_bytes(), palette].concat();
            chunk.extend_from_slice(&crc32(palette).to_be_bytes());
            content.splice(33..33, chunk);
        }
        content
    }

    fn claims_jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut content = picture(ImageFormat::Jpeg, 1, 1);
        let frame = content.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
        content[frame + 5..frame + 7].copy_from_slice(&u16::try_from(height).unwrap().to_be_bytes());
        content[frame + 7..frame + 9].copy_from_slice(&u16::try_from(width).unwrap().to_be_bytes());
        content
    }

    fn claims_webp(width: u32, height: u32) -> Vec<u8> {
        let mut content = picture(ImageFormat::WebP, 1, 1);
        let at = content.windows(4).position(|part| part == b"VP8L").unwrap() + 9;
        let sizes = (width - 1) | ((height - 1) << 14);
        let rest = u32::from_le_bytes(content[at..at + 4].try_into().unwrap()) & 0xf000_0000;
        content[at..at + 4].copy_from_slice(&(sizes | rest).to_le_bytes());
        content
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |mut crc, byte| {
            crc ^= u32::from(*byte);
            (0..8).for_each(|_| crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 });
            crc
        })
    }

    #[test]
    fn text_is_kept_as_unicode() {
        for (sent, kept) in [("Caf\u{e9} €".as_bytes(), "Café €"), (b"Caf\xe9 \x80 \x93ja\x94", "Café € “ja”")] {
            assert_eq!(check("lees.txt", sent.to_vec()), Ok((FileKind::Text, kept.as_bytes().to_vec())));
        }
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
