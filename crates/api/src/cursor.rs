//! Cursors of lists: opaque, bound to the list and its filter, and signed, so that nobody can make one up.
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use persistence::resource::Position;
use sha2::Sha256;
use uuid::Uuid;

/// Signs and reads cursors.
#[derive(Clone)]
pub struct Cursors {
    key: Hmac<Sha256>,
}

impl Cursors {
    /// With a key derived from the server's secret; replicas with the same secret read each other's cursors.
    pub fn new(secret: &[u8]) -> Option<Self> {
        let mut key = Hmac::<Sha256>::new_from_slice(secret).ok()?;
        key.update(b"kompaan cursor");
        Some(Self { key })
    }

    /// A cursor for what comes after `position` in the list that `list` describes: its address with filters and sort.
    pub fn write(&self, list: &str, position: &Position) -> String {
        let payload = format!("{}{}", position.id.simple(), position.key);
        format!("{}.{}", BASE64_URL_SAFE_NO_PAD.encode(&payload), BASE64_URL_SAFE_NO_PAD.encode(self.sign(list, &payload)))
    }

    /// Reads a cursor; `None` when it was not made for this list.
    pub fn read(&self, list: &str, cursor: &str) -> Option<Position> {
        let (payload, signature) = cursor.split_once('.')?;
        let payload = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
        let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?;
        if !bool::from(subtle::ConstantTimeEq::ct_eq(self.sign(list, &payload).as_slice(), signature.as_slice())) {
            return None;
        }
        let (id, key) = payload.split_at_checked(32)?;
        Some(Position { id: Uuid::try_parse(id).ok()?, key: key.to_owned() })
    }

    fn sign(&self, list: &str, payload: &str) -> Vec<u8> {
        let mut mac = self.key.clone();
        mac.update(list.as_bytes());
        mac.update(&[0]);
        mac.update(payload.as_bytes());
        mac.finalize().into_bytes()[..16].to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use persistence::new_id;

    #[test]
    fn a_cursor_works_for_its_own_list_only_and_cannot_be_changed() {
        let cursors = Cursors::new(b"secret").unwrap();
        let position = Position { key: "lokaal plan".into(), id: new_id() };
        let cursor = cursors.write("/communities?kind=workplace", &position);
        assert_eq!(cursors.read("/communities?kind=workplace", &cursor), Some(position));
        assert_eq!(cursors.read("/communities", &cursor), None);
        assert_eq!(Cursors::new(b"other").unwrap().read("/communities?kind=workplace", &cursor), None);
        let mut changed = cursor.clone();
        changed.replace_range(2..3, if &cursor[2..3] == "A" { "B" } else { "A" });
        assert_eq!(cursors.read("/communities?kind=workplace", &changed), None);
    }
}
