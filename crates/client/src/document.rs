//! Documents of sub-projects, and their files.
use crate::{
    Client, Error,
    http::Method,
    transport::{Extras, read},
};
use contract::{document::Upload, percent_encode};
use uuid::Uuid;

impl Client {
    /// Sends a file, to which a document can then refer.
    pub async fn upload(&self, file_name: &str, content: Vec<u8>) -> Result<Upload, Error> {
        let extras = Extras { body: Some(content), media_type: Some("application/octet-stream"), ..Extras::default() };
        read(&self.send(Method::Post, &format!("/uploads?fileName={}", percent_encode(file_name)), extras).await?)
    }

    /// The file of a document.
    pub async fn document_content(&self, id: Uuid) -> Result<Vec<u8>, Error> {
        let extras = Extras { accept: Some("*/*"), ..Extras::default() };
        Ok(self.send(Method::Get, &format!("/documents/{id}/content"), extras).await?.body)
    }
}
