//! Mails over SMTP: what a mail server receives, and what is done when it refuses; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use sea_orm::ConnectionTrait;
use std::time::Duration;
use tests::{ENGINES, Server};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

/// What a mail server received: sender, recipients and the message as it came.
#[derive(Debug)]
struct Received {
    from: String,
    to: String,
    message: String,
}

/// Speaks SMTP (RFC 5321) with one client; `refuses` the recipient for now.
async fn speak(stream: TcpStream, refuses: bool, received: &mpsc::UnboundedSender<Option<Received>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.example ESMTP\r\n").await?;
    let (mut from, mut to) = (String::new(), String::new());
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split([' ', ':']).next().unwrap_or_default().to_uppercase().as_str() {
            "EHLO" | "HELO" => "250 mail.example",
            "MAIL" => {
                from = line;
                "250 OK"
            }
            "RCPT" if refuses => {
                received.send(None).unwrap();
                "451 Try again later"
            }
            "RCPT" => {
                to = line;
                "250 OK"
            }
            "DATA" => {
                write.write_all(b"354 Go ahead\r\n").await?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    message += &line;
                    message += "\n";
                }
                received.send(Some(Received { from: from.clone(), to: to.clone(), message })).unwrap();
                "250 Kept"
            }
            "QUIT" => {
                write.write_all(b"221 Bye\r\n").await?;
                return Ok(());
            }
            _ => "250 OK",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

/// A mail server that refuses at first; its address, and what it hears: `None` for each refusal.
async fn mail_server(refusals: usize) -> (String, mpsc::UnboundedReceiver<Option<Received>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut refused = 0;
        while let Ok((stream, _)) = listener.accept().await {
            let refuses = refused < refusals;
            refused += usize::from(refuses);
            // One at a time, as mails are sent.
            let _ = speak(stream, refuses, &sender).await;
        }
    });
    (address, receiver)
}

#[tokio::test]
async fn a_mail_is_sent_again_after_a_refusal_and_its_text_is_not_kept() {
    for engine in ENGINES {
        let (address, mut heard) = mail_server(1).await;
        // The demo data invites one colleague.
        let server = Server::start_with(engine, &[("KOMPAAN__MAIL__URL", &address), ("KOMPAAN__MAIL__FROM", "Kompaan <kompaan@post.example>")]).await;
        let wait = Duration::from_secs(60);
        assert!(tokio::time::timeout(wait, heard.recv()).await.unwrap().unwrap().is_none(), "refused at first");
        let database = server.database().await;
        // Its turn comes at once instead of after half a minute.
        let mut received = None;
        for _ in 0..600 {
            database.execute_unprepared("UPDATE mail SET due_at = created_at WHERE sent_at IS NULL").await.unwrap();
            if let Ok(mail) = tokio::time::timeout(Duration::from_millis(100), heard.recv()).await {
                received = mail.unwrap();
                break;
            }
        }
        let Received { from, to, message } = received.expect("sent after the refusal");
        assert!(from.contains("<kompaan@post.example>") && to.contains("<nieuw.best@demo.example>"), "{from} {to}");
        for part in ["Subject: Uw account op Kompaan", "To: nieuw.best@demo.example", "Content-Type: text/plain; charset=utf-8"] {
            assert!(message.contains(part), "{part} in {message}");
        }
        let administrator = server.account("beheerder.wsd").await;
        let mails = administrator.mails().await.unwrap();
        assert!(!mails.kept, "they are sent");
        let mail = loop {
            let mail = administrator.mails().await.unwrap().items.into_iter().find(|mail| mail.recipient == "nieuw.best@demo.example").unwrap();
            if mail.sent_at.is_some() {
                break mail;
            }
            tokio::task::yield_now().await;
        };
        assert_eq!(mail.text, None, "a link in a mail is for its recipient alone");
    }
}
