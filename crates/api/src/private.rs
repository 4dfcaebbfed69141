//! What the server makes is for its own account only: the database with its log, files that people sent, mails with links that let people in, the key.
use std::path::Path;

/// Whatever this program makes from now on, nobody else on the machine may read.
pub fn from_now_on() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Takes the rights of others from a file or folder that is there already, as an earlier version made it.
pub fn already_there(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let Ok(found) = path.metadata() else { return };
        let mut rights = found.permissions();
        if rights.mode() & 0o077 == 0 {
            return;
        }
        rights.set_mode(rights.mode() & !0o077);
        if let Err(error) = std::fs::set_permissions(path, rights) {
            tracing::warn!(path = %path.display(), %error, "others on this machine may read this; it belongs to another account");
        }
    }
}
