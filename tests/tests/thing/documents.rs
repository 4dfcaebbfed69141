//! Documents and their files: both databases, the real server.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use client::Error;
use contract::{
    PageQuery,
    document::{Document, DocumentFilter, DocumentInput, FileKind},
};
use reqwest::StatusCode;
use serde_json::json;
use tests::{ENGINES, Server, count, id};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

fn input(sub_project: Uuid, upload: Uuid, team_only: bool) -> DocumentInput {
    DocumentInput { sub_project_id: sub_project, title: "Verslag".into(), note: String::new(), team_only, upload_id: upload }
}

fn code(error: &Error) -> (u16, String) {
    let problem = error.problem().unwrap();
    (problem.status, problem.errors.first().map_or_else(|| problem.code.clone(), |fault| fault.code.clone()))
}

async fn listed(client: &client::Client, sub_project: Uuid) -> Vec<Document> {
    let filter = DocumentFilter { sub_project_id: sub_project.into(), ..DocumentFilter::default() };
    client.documents().list(&filter, &PageQuery::default()).await.unwrap().items
}

#[tokio::test]
async fn a_file_is_sent_described_and_taken_along_by_who_may_see_it() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let kansen = id("sub-project", "kansen");
        let before = listed(&lead, kansen).await.len();
        let upload = lead.upload("..\\Mijn verslag é.docx", PDF.to_vec()).await.unwrap();
        assert_eq!((upload.kind, upload.file_name.as_str(), upload.size), (FileKind::Pdf, "Mijn verslag é.docx.pdf", PDF.len() as i64));

        // A file is of who sent it, and of one document.
        let colleague = server.account("programmamanager.wsd").await;
        assert_eq!(code(&colleague.documents().create(&input(kansen, upload.id, false)).await.unwrap_err()), (409, "unknown_reference".to_owned()));
        let document = lead.documents().create(&input(kansen, upload.id, true)).await.unwrap();
        assert_eq!(code(&lead.documents().create(&input(kansen, upload.id, false)).await.unwrap_err()), (409, "unknown_reference".to_owned()));
        let again: DocumentInput = input(kansen, upload.id, true);
        lead.documents().replace(document.value.id, &document.etag, &DocumentInput { note: "Hetzelfde bestand".into(), ..again }).await.unwrap();

        // For the team only: others do not hear of it. Then for everybody who sees the sub-project.
        let (anonymous, executive) = (server.anonymous(), server.account("wethouder.nuenen").await);
        let stranger = server.account("docent.han").await;
        assert_eq!(colleague.document_content(document.value.id).await.unwrap(), PDF);
        assert_eq!(executive.document_content(document.value.id).await.unwrap(), PDF);
        assert_eq!(stranger.document_content(document.value.id).await.unwrap_err().status(), Some(404));
        assert_eq!(anonymous.document_content(document.value.id).await.unwrap_err().status(), Some(401));
        assert!(listed(&stranger, kansen).await.iter().all(|other| other.id != document.value.id));
        assert_eq!(listed(&lead, kansen).await.len(), before + 1);
        let open = lead.documents().patch(document.value.id, "\"v2\"", &json!({"teamOnly": false})).await.unwrap();
        assert_eq!(anonymous.document_content(document.value.id).await.unwrap(), PDF);

        let address = format!("{}/api/v1/documents/{}/content", server.origin, document.value.id);
        let answer = reqwest::get(&address).await.unwrap();
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!((header("content-type"), header("content-length")), ("application/pdf".into(), PDF.len().to_string()));
        assert_eq!(header("content-disposition"), "attachment; filename=\"Mijn verslag _.docx.pdf\"; filename*=UTF-8''Mijn%20verslag%20%C3%A9.docx.pdf");
        assert_eq!((header("x-content-type-options"), header("cache-control")), ("nosniff".into(), "no-store".into()));
        assert!(header("content-security-policy").contains("sandbox"));
        // Not again what one has, on from where it broke off, and in no other form than it has.
        let etag = header("etag");
        assert_eq!((etag.len(), header("accept-ranges")), (66, "bytes".into()));
        let ask = async |headers: &[(&str, &str)]| {
            let asked = headers.iter().fold(reqwest::Client::new().get(&address), |asked, (name, value)| asked.header(*name, *value));
            asked.send().await.unwrap()
        };
        let again = ask(&[("if-none-match", &format!("\"x\", W/{etag}"))]).await;
        assert_eq!((again.status(), again.headers()["etag"].to_str().unwrap()), (StatusCode::NOT_MODIFIED, etag.as_str()));
        let rest = ask(&[("range", "bytes=9-"), ("if-range", &etag)]).await;
        assert_eq!((rest.status(), rest.headers()["content-range"].to_str().unwrap()), (StatusCode::PARTIAL_CONTENT, "bytes 9-14/15"));
        assert_eq!(rest.headers()["content-length"], "6");
        assert_eq!(rest.bytes().await.unwrap(), PDF[9..]);
        let other = ask(&[("range", "bytes=9-"), ("if-range", "\"x\"")]).await;
        assert_eq!((other.status(), other.bytes().await.unwrap()), (StatusCode::OK, PDF.into()));
        let beyond = ask(&[("range", "bytes=15-")]).await;
        assert_eq!((beyond.status(), beyond.headers()["content-range"].to_str().unwrap()), (StatusCode::RANGE_NOT_SATISFIABLE, "bytes */15"));
        for (accept, expected) in [("application/pdf", 200), ("application/*;q=0.5", 200), ("text/plain", 406), ("*/*", 200), ("application/pdf;q=0", 406)] {
            assert_eq!(ask(&[("accept", accept)]).await.status(), expected, "{accept}");
        }
        let head = reqwest::Client::new().head(&address).send().await.unwrap();
        assert_eq!((head.status(), head.headers()["content-length"].to_str().unwrap()), (StatusCode::OK, PDF.len().to_string().as_str()));

        // Another file takes its place; the history tells that, and keeps the first.
        let newer = lead.upload("Verslag.txt", b"Beter".to_vec()).await.unwrap();
        let changed = lead.documents().patch(document.value.id, &open.etag, &json!({"uploadId": newer.id})).await.unwrap();
        assert_eq!((changed.value.file.kind, lead.document_content(document.value.id).await.unwrap()), (FileKind::Text, b"Beter".to_vec()));
        let text = reqwest::get(&address).await.unwrap();
        assert_eq!(text.headers()["content-type"], "text/plain; charset=utf-8");
        assert_ne!(text.headers()["etag"].to_str().unwrap(), etag);
        let back = lead.documents().patch(document.value.id, &changed.etag, &json!({"uploadId": upload.id})).await.unwrap();
        assert_eq!(back.value.file.kind, FileKind::Pdf);
        lead.documents().delete(document.value.id, &back.etag).await.unwrap();
        assert_eq!(lead.document_content(document.value.id).await.unwrap_err().status(), Some(404));
        let database = server.database().await;
        assert_eq!(count(&database, "SELECT COUNT(*) AS n FROM upload WHERE removed_at IS NOT NULL").await, 0);
    }
}

#[tokio::test]
async fn what_is_not_taken_leaves_nothing_behind() {
    for engine in ENGINES {
        let server = Server::start_with(engine, &[("KOMPAAN__FILES__MAX_MEGABYTES", "1")]).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let database = server.database().await;
        let known = count(&database, "SELECT COUNT(*) AS n FROM upload").await;
        for (name, content, expected) in [
            ("pagina.html", b"<script>alert(1)</script>".to_vec(), (400, "unknown_file_type")),
            ("programma.pdf", b"MZ\x90\0".to_vec(), (400, "unknown_file_type")),
            ("foto.png", b"\x89PNG\r\n\x1a\nonzin".to_vec(), (400, "broken_file")),
            ("leeg.txt", vec![], (400, "empty_file")),
            ("groot.txt", vec![b'a'; 1024 * 1024 + 1], (413, "too_large")),
        ] {
            let refused = lead.upload(name, content).await.unwrap_err();
            assert_eq!(code(&refused), (expected.0, expected.1.to_owned()), "{name}");
        }
        lead.upload("past.txt", vec![b'a'; 1024 * 1024]).await.unwrap();
        assert_eq!(lead.upload(&"x".repeat(151), PDF.to_vec()).await.unwrap_err().status(), Some(400));
        assert_eq!(server.anonymous().upload("verslag.pdf", PDF.to_vec()).await.unwrap_err().status(), Some(401));
        let http = reqwest::Client::new();
        let as_json =
            http.post(format!("{}/api/v1/uploads?fileName=a.pdf", server.origin)).bearer_auth(lead.token().unwrap()).json(&json!({})).send().await.unwrap();
        assert_eq!(as_json.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(count(&database, "SELECT COUNT(*) AS n FROM upload").await, known + 1);

        // Nobody fills the store with what nothing refers to.
        for _ in 1..domain::document::MAX_WAITING {
            lead.upload("nog een.pdf", PDF.to_vec()).await.unwrap();
        }
        assert_eq!(code(&lead.upload("te veel.pdf", PDF.to_vec()).await.unwrap_err()), (409, "too_many_uploads".to_owned()));
    }
}

/// A scanner that finds a virus in what holds the word `EICAR`.
async fn scanner() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("clamd://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut command = [0; 10];
            stream.read_exact(&mut command).await.unwrap();
            assert_eq!(&command, b"zINSTREAM\0");
            let mut content = vec![];
            loop {
                let length = stream.read_u32().await.unwrap() as usize;
                if length == 0 {
                    break;
                }
                let start = content.len();
                content.resize(start + length, 0);
                stream.read_exact(&mut content[start..]).await.unwrap();
            }
            let found = content.windows(5).any(|part| part == b"EICAR");
            let answer: &[u8] = if found { b"stream: Eicar-Signature FOUND\0" } else { b"stream: OK\0" };
            stream.write_all(answer).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn a_scanner_looks_through_each_file_and_without_its_answer_none_is_taken() {
    let engine = ENGINES[0];
    let address = scanner().await;
    let server = Server::start_with(engine, &[("KOMPAAN__FILES__SCANNER", address.as_str())]).await;
    let lead = server.account("casemanager.dommelvallei").await;
    lead.upload("schoon.txt", vec![b'a'; 200_000]).await.unwrap();
    assert_eq!(code(&lead.upload("virus.txt", b"Hier staat EICAR".to_vec()).await.unwrap_err()), (400, "file_infected".to_owned()));

    let nobody = Server::start_with(engine, &[("KOMPAAN__FILES__SCANNER", "clamd://127.0.0.1:9")]).await;
    let lead = nobody.account("casemanager.dommelvallei").await;
    assert_eq!(code(&lead.upload("schoon.txt", b"a".to_vec()).await.unwrap_err()), (503, "unavailable".to_owned()));
}
