//! A toolchain that builds for the browser.
use crate::shell::{cargo, command, exists, install, output, root};
use anyhow::bail;
use std::{
    path::Path,
    process::{Command, Stdio},
};

const TARGET: &str = "wasm32-unknown-unknown";

/// A way to build for the browser.
pub enum Toolchain {
    /// The active toolchain has the target.
    Active,
    /// Debian's compiler with the sources of the standard library, which is built along.
    Debian { linker: &'static str },
}

impl Toolchain {
    /// Finds one: the active toolchain, rustup, Debian; says which.
    pub fn find() -> anyhow::Result<Self> {
        if active_has_target() {
            println!("  wasm by the active toolchain");
            return Ok(Self::Active);
        }
        if let Some(found) = debian() {
            println!("  wasm by Debian's rustc");
            return Ok(found);
        }
        if exists("rustup")
            && Command::new("rustup").args(["target", "add", TARGET]).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
        {
            println!("  wasm by the active toolchain, target added by rustup");
            return Ok(Self::Active);
        }
        install(&["rustc-web", "cargo-web", "rust-web-src", "lld-19"], "building for the browser")?;
        match debian() {
            Some(found) => Ok(found),
            None => bail!("No toolchain for the browser. Install the target with: rustup target add {TARGET}"),
        }
    }

    /// `cargo build` for the browser.
    pub fn build(&self, target_dir: &Path) -> Command {
        let mut build = match self {
            Self::Active => cargo(),
            Self::Debian { linker } => {
                let mut cargo = command("/usr/bin/cargo");
                for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "RUSTC_WRAPPER"] {
                    cargo.env_remove(name);
                }
                cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", "/usr/bin/rustc").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                cargo
            }
        };
        build.arg("build");
        if matches!(self, Self::Debian { .. }) {
            // The standard library is built along, so it can be made small too.
            build.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        }
        build
            .args(["--config", &format!("target.{TARGET}.rustflags=[\"-Clink-args=--emit-relocs\"]")])
            .args(["--locked", "--quiet", "--package", "frontend", "--features", "browser", "--bin", "frontend", "--profile", "wasm", "--target", TARGET])
            .arg("--target-dir")
            .arg(target_dir);
        build
    }

    /// Where the build puts the program.
    pub fn product(target_dir: &Path) -> std::path::PathBuf {
        target_dir.join(TARGET).join("wasm/frontend.wasm")
    }
}

fn active_has_target() -> bool {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let folder = output(Command::new(rustc).current_dir(root()).args(["--print", "target-libdir", "--target", TARGET]), "");
    folder.is_ok_and(|folder| std::fs::read_dir(folder.trim()).is_ok_and(|mut files| files.next().is_some()))
}

fn debian() -> Option<Toolchain> {
    let version = output(Command::new("/usr/bin/rustc").arg("--version"), "").ok()?;
    let minor: u32 = version.split('.').nth(1)?.parse().ok()?;
    let sysroot = output(Command::new("/usr/bin/rustc").args(["--print", "sysroot"]), "").ok()?;
    let has_sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml").exists();
    let linker = ["wasm-ld-19", "wasm-ld"].into_iter().find(|linker| exists(linker))?;
    (minor >= 96 && has_sources && Path::new("/usr/bin/cargo").exists()).then_some(Toolchain::Debian { linker })
}
