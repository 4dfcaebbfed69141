//! The cookies of signing in: which names and properties they have.
use crate::config::Server;
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration as CookieDuration},
};
use chrono::Duration;

/// A cookie that only we read, and only our own host can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// With the prefix, browsers take it only over HTTPS, from this host and for all of it, so that no other host can plant one.
    pub secure: &'static str,
    /// The name where it may travel without HTTPS.
    plain: &'static str,
    same_site: SameSite,
}

/// The refresh token.
pub const REFRESH: Name = Name { secure: "__Host-kompaan_refresh", plain: "kompaan_refresh", same_site: SameSite::Strict };
/// The accounts that were signed in to on this device; see [`super::device`].
pub const DEVICE: Name = Name { secure: "__Host-kompaan_device", plain: "kompaan_device", same_site: SameSite::Strict };
/// The attempt to sign in at a provider. Lax: it has to come along when the provider sends somebody back.
pub const ATTEMPT: Name = Name { secure: "__Host-kompaan_oidc", plain: "kompaan_oidc", same_site: SameSite::Lax };

impl Name {
    fn name(self, server: &Server) -> &'static str {
        if server.secure_cookies { self.secure } else { self.plain }
    }

    /// The value that came along.
    pub fn read(self, server: &Server, request: &HttpRequest) -> Option<String> {
        request.cookie(self.name(server)).map(|cookie| cookie.value().to_owned())
    }

    /// A cookie with this value.
    pub fn set(self, server: &Server, value: String, lifetime: Duration) -> Cookie<'static> {
        Cookie::build(self.name(server), value)
            .path("/")
            .http_only(true)
            .secure(server.secure_cookies)
            .same_site(self.same_site)
            .max_age(CookieDuration::seconds(lifetime.num_seconds()))
            .finish()
    }

    /// A cookie that ends the one before.
    pub fn end(self, server: &Server) -> Cookie<'static> {
        self.set(server, String::new(), Duration::zero())
    }
}
