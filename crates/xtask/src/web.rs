//! Builds the web app into `frontend/dist`: wasm, style, font, icon, page; hashed names, compressed variants, a budget.
use crate::{
    css,
    shell::{npm, root, run, step, target},
    toolchain::Toolchain,
};
use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// The first load: everything that the start page needs, brotli-compressed, in bytes.
const BUDGET: usize = 400_000;

/// Builds what has changed; answers the folder.
pub fn build() -> anyhow::Result<PathBuf> {
    npm("frontend")?;
    let target_dir = target().join("web");
    step("web app: compiling", || {
        let toolchain = Toolchain::find()?;
        run(&mut toolchain.build(&target_dir), "The messages above say what does not compile.")
    })?;
    let frontend = root().join("frontend");
    let dist = frontend.join("dist");
    let inputs = [
        Toolchain::product(&target_dir),
        frontend.join("style/kompaan.css"),
        frontend.join("style/components.txt"),
        frontend.join("index.html"),
        frontend.join("icon.svg"),
        frontend.join("package-lock.json"),
    ];
    let mut all = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
    for input in &inputs {
        all.extend(std::fs::read(input).with_context(|| format!("cannot read {}", input.display()))?);
    }
    let fingerprint = hash(&all);
    let stamp = dist.join(".built");
    if std::fs::read_to_string(&stamp).is_ok_and(|built| built == fingerprint) {
        return Ok(dist);
    }
    step("web app: packing", || {
        if dist.exists() {
            std::fs::remove_dir_all(&dist).context("frontend/dist cannot be written; is the disk read-only?")?;
        }
        pack(&frontend, &Toolchain::product(&target_dir), &dist)?;
        Ok(std::fs::write(&stamp, &fingerprint)?)
    })?;
    Ok(dist)
}

fn pack(frontend: &Path, wasm: &Path, dist: &Path) -> anyhow::Result<()> {
    let assets = dist.join("assets");
    std::fs::create_dir_all(&assets).context("frontend/dist cannot be written; is the disk read-only?")?;
    let bindgen = target().join("web/bindgen");
    wasm_bindgen_cli_support::Bindgen::new().input_path(wasm).web(true)?.typescript(false).remove_producers_section(true).generate(&bindgen)?;

    let mut load = Load { assets: &assets, total: 0 };
    let font = std::fs::read(frontend.join("node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"))?;
    let font = load.add("font", "woff2", &font)?;
    let style = load.add("style", "css", css::bundle(frontend, &format!("/assets/{font}"))?.as_bytes())?;
    let program = load.add("app", "wasm", &std::fs::read(bindgen.join("frontend_bg.wasm"))?)?;
    let glue = load.add("app", "js", &std::fs::read(bindgen.join("frontend.js"))?)?;
    let icon = load.add("icon", "svg", &std::fs::read(frontend.join("icon.svg"))?)?;
    let start = format!("import init from \"/assets/{glue}\";\ninit({{ module_or_path: \"/assets/{program}\" }});\n");
    let start = load.add("start", "js", start.as_bytes())?;
    let mut page = std::fs::read_to_string(frontend.join("index.html"))?;
    for (place, name) in [("/ICON", &icon), ("/WASM", &program), ("/FONT", &font), ("/STYLE", &style), ("/START", &start)] {
        page = page.replace(&format!("\"{place}\""), &format!("\"/assets/{name}\""));
    }
    page = page.replace("<link rel=\"stylesheet\"", &format!("<link rel=\"modulepreload\" href=\"/assets/{glue}\">\n    <link rel=\"stylesheet\""));
    load.total += write(&dist.join("index.html"), page.as_bytes())?;
    println!("  first load: {:.1} kB brotli of {} kB", load.total as f64 / 1000.0, BUDGET / 1000);
    if load.total > BUDGET {
        bail!("the first load is {} bytes, more than the budget of {BUDGET}", load.total);
    }
    Ok(())
}

struct Load<'a> {
    assets: &'a Path,
    total: usize,
}

impl Load<'_> {
    fn add(&mut self, name: &str, extension: &str, content: &[u8]) -> anyhow::Result<String> {
        let file = format!("{name}-{}.{extension}", &hash(content)[..12]);
        let size = write(&self.assets.join(&file), content)?;
        println!("  {file}: {:.1} kB", size as f64 / 1000.0);
        self.total += size;
        Ok(file)
    }
}

/// Writes a file with its compressed variants; answers the size that travels.
fn write(path: &Path, content: &[u8]) -> anyhow::Result<usize> {
    std::fs::write(path, content)?;
    if path.extension().is_some_and(|extension| extension == "woff2") {
        return Ok(content.len());
    }
    let beside = |suffix: &str| PathBuf::from(format!("{}.{suffix}", path.display()));
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut brotli, &parameters)?;
    std::fs::write(beside("br"), &brotli)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(content)?;
    std::fs::write(beside("gz"), gzip.finish()?)?;
    Ok(brotli.len())
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
