//! Documents of a sub-project: a file with what one has to know of it.
use crate::{Code, SubProjectId, UploadId, Violations, text, text_enum};

/// The longest name of a file, in characters.
pub const FILE_NAME: text::Limits = text::Limits { min: 1, max: 150, multiline: false };
/// The largest file where an installation says nothing else, in megabytes.
pub const USUAL_MEGABYTES: usize = 25;
/// So many hours after it was sent a file is forgotten that nothing refers to.
pub const UPLOAD_HOURS: i64 = 24;
/// So many files one caller may have waiting.
pub const MAX_WAITING: i64 = 50;
/// Together they may be as large as so many files of the largest size.
pub const MAX_WAITING_FULL: i64 = 10;

/// Whether a file of this size still fits beside what a caller has waiting: so many files of so many bytes together; `most` is the size of the largest file.
pub const fn may_wait(files: i64, bytes: i64, size: i64, most: i64) -> bool {
    files < MAX_WAITING && bytes.saturating_add(size) <= most.saturating_mul(MAX_WAITING_FULL)
}

text_enum! {
    /// What a file is, as its content tells.
    FileKind {
        Pdf = "pdf",
        Png = "png",
        Jpeg = "jpeg",
        Webp = "webp",
        Word = "docx",
        Excel = "xlsx",
        PowerPoint = "pptx",
        OpenText = "odt",
        OpenSheet = "ods",
        OpenSlides = "odp",
        Csv = "csv",
        Text = "txt",
    }
}

impl FileKind {
    /// Its media type (RFC 6838).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::PowerPoint => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::OpenText => "application/vnd.oasis.opendocument.text",
            Self::OpenSheet => "application/vnd.oasis.opendocument.spreadsheet",
            Self::OpenSlides => "application/vnd.oasis.opendocument.presentation",
            Self::Csv => "text/csv",
            Self::Text => "text/plain",
        }
    }

    /// The type with which its content is served: text as it is kept is UTF-8.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            other => other.media_type(),
        }
    }

    /// The endings under which people know it; the first is the usual one.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Webp => &["webp"],
            Self::Word => &["docx"],
            Self::Excel => &["xlsx"],
            Self::PowerPoint => &["pptx"],
            Self::OpenText => &["odt"],
            Self::OpenSheet => &["ods"],
            Self::OpenSlides => &["odp"],
            Self::Csv => &["csv"],
            Self::Text => &["txt", "md"],
        }
    }

    pub const fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp)
    }

    /// Whether the name of a file ends as those of this kind do.
    pub fn is_told_by(self, name: &str) -> bool {
        name.trim().rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && self.endings().contains(&ending.to_lowercase().as_str()))
    }

    /// The name under which a file of this kind is kept: without the folders that some browsers send along, and with an ending that tells what it is.
    pub fn name(self, name: &str) -> String {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = text::normalise(name).chars().filter(|letter| !letter.is_control()).collect();
        let told = self.is_told_by(&name);
        let name = name.trim_matches(|letter: char| letter == '.' || letter.is_whitespace());
        match (told, name.is_empty()) {
            (_, true) => format!("document.{}", self.endings()[0]),
            (true, false) => name.to_owned(),
            (false, false) => format!("{name}.{}", self.endings()[0]),
        }
    }
}

/// A document as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub sub_project_id: SubProjectId,
    pub title: String,
    /// What one has to know of it.
    pub note: String,
    /// Whether only the team and the executives of its municipalities see it.
    pub team_only: bool,
    /// The file that was sent for it.
    pub upload_id: UploadId,
}

impl Document {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self { title: text::normalise(&self.title), note: text::normalise(&self.note), ..self }
    }

    /// Every rule that a normalised document breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "note", &self.note, text::REASON);
        violations.require(!self.upload_id.0.is_nil(), "upload_id", Code::Required);
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_folders_and_tells_what_it_is() {
        for (kind, name, expected) in [
            (FileKind::Pdf, "Verslag.PDF", "Verslag.PDF"),
            (FileKind::Jpeg, "foto.jpeg", "foto.jpeg"),
            (FileKind::Png, "foto.jpg", "foto.jpg.png"),
            (FileKind::Text, "C:\\map\\notitie.md", "notitie.md"),
            (FileKind::Pdf, "../../etc/passwd", "passwd.pdf"),
            (FileKind::Pdf, "..", "document.pdf"),
            (FileKind::Pdf, ".pdf", "pdf.pdf"),
            (FileKind::Word, "plan\u{202e}xcod.exe", "planxcod.exe.docx"),
            (FileKind::Text, "x\u{202e}txt.exe.txt", "xtxt.exe.txt"),
            (FileKind::Text, "\u{feff}le\u{200b}es\u{2066}.txt\u{ad}", "lees.txt"),
            (FileKind::Pdf, "\u{200b}", "document.pdf"),
            (FileKind::Csv, " ", "document.csv"),
        ] {
            assert_eq!(kind.name(name), expected, "{name}");
        }
    }

    #[test]
    fn what_waits_has_a_number_and_a_size() {
        for (files, bytes, size, expected) in
            [(0, 0, 25, true), (49, 0, 25, true), (50, 0, 1, false), (9, 225, 25, true), (9, 226, 25, false), (1, i64::MAX, 1, false)]
        {
            assert_eq!(may_wait(files, bytes, size, 25), expected, "{files} files, {bytes} bytes");
        }
    }

    #[test]
    fn each_kind_has_its_own_type_and_endings() {
        let types: std::collections::BTreeSet<_> = FileKind::ALL.iter().map(|kind| kind.media_type()).collect();
        let endings: std::collections::BTreeSet<_> = FileKind::ALL.iter().flat_map(|kind| kind.endings()).collect();
        assert_eq!((types.len(), endings.len()), (12, 14));
        assert_eq!(FileKind::ALL.iter().filter(|kind| kind.is_image()).count(), 3);
    }

    #[test]
    fn a_document_has_a_file_and_a_name() {
        let document = Document {
            sub_project_id: SubProjectId::generate(),
            title: "Evaluatie".into(),
            note: String::new(),
            team_only: true,
            upload_id: UploadId::generate(),
        };
        assert!(document.violations().is_empty());
        let empty = Document { title: " ".into(), upload_id: uuid::Uuid::nil().into(), ..document }.normalised();
        let found: Vec<_> = empty.violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect();
        assert_eq!(found, [("title", Code::Required), ("upload_id", Code::Required)]);
    }
}
