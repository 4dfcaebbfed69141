//! A device that keeps passkeys, in software: it answers as a phone or a security key does, and cheats when told to.
use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use uuid::Uuid;

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// A device with one key.
pub struct Authenticator {
    key: EcdsaKeyPair,
    pub id: Vec<u8>,
    /// How often it signed; a copy of a device lags behind.
    pub counter: u32,
    /// The page that it believes to be on.
    pub origin: String,
    /// Whether it asked for a finger or a code.
    pub verifies: bool,
}

impl Authenticator {
    /// A new device, in a browser on this page.
    pub fn new(origin: &str) -> Self {
        Self {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            id: Uuid::now_v7().as_bytes().to_vec(),
            counter: 0,
            origin: origin.to_owned(),
            verifies: true,
        }
    }

    /// Answers the options to make a key.
    pub fn create(&mut self, options: &Value) -> Value {
        let data = self.data(options["rp"]["id"].as_str().unwrap(), WITH_KEY);
        let point = self.key.public_key().as_ref()[1..].to_vec();
        let (x, y) = point.split_at(32);
        let id_length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        // The key as a CBOR map: elliptic curve, ES256, P-256, x, y.
        let key = [&[0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32][..], x, &[0x22, 0x58, 32], y].concat();
        let data = [&data[..], &[0; 16], &id_length, &self.id, &key].concat();
        let length = u8::try_from(data.len()).unwrap();
        let attestation = [&[0xA3][..], b"\x63fmt\x64none", b"\x67attStmt\xA0", b"\x68authData\x58", &[length], &data].concat();
        let response = json!({"clientDataJSON": encode(&self.client_data("webauthn.create", options)), "attestationObject": encode(&attestation)});
        self.answer(response)
    }

    /// Answers the options to sign in, for this user.
    pub fn get(&mut self, options: &Value, user: Uuid) -> Value {
        let (data, client_data) = (self.data(options["rpId"].as_str().unwrap(), 0), self.client_data("webauthn.get", options));
        let signed = [&data[..], digest(&SHA256, &client_data).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        let response = json!({
            "clientDataJSON": encode(&client_data), "authenticatorData": encode(&data), "signature": encode(signature.as_ref()), "userHandle": encode(user.as_bytes()),
        });
        self.answer(response)
    }

    fn data(&mut self, rp: &str, flags: u8) -> Vec<u8> {
        self.counter += 1;
        let verified = if self.verifies { VERIFIED } else { 0 };
        [digest(&SHA256, rp.as_bytes()).as_ref(), &[PRESENT | verified | flags], &self.counter.to_be_bytes()].concat()
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        json!({"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false}).to_string().into_bytes()
    }

    fn answer(&self, response: Value) -> Value {
        json!({"id": encode(&self.id), "rawId": encode(&self.id), "type": "public-key", "response": response, "clientExtensionResults": {}})
    }
}

fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
