//! Builds the web app into `frontend/dist`: wasm, style, font, icon, page; hashed names, compressed variants, a budget.
use crate::{
    css,
    shell::{npm, root, run, step, target},
    shorten,
    toolchain::Toolchain,
};
use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
};

/// The first load: everything that the start page needs, brotli-compressed, in bytes.
const BUDGET: usize = 330_000;

/// Beside the program: the hash of what it was compiled from.
const SOURCES: &str = "sources";

/// The files of the program that come first.
const SCRIPT: &str = "frontend.js";
const PROGRAM: &str = "frontend_bg.wasm";
const LINKS: &str = "parts.js";

/// Installs what building needs.
pub fn prepare() -> anyhow::Result<()> {
    npm("frontend")?;
    Toolchain::find().map(drop)
}

/// Builds what has changed; answers the folder.
pub fn build() -> anyhow::Result<PathBuf> {
    npm("frontend")?;
    let target_dir = target().join("web");
    if compiled_from(&target_dir).is_some_and(|sources| std::fs::read_to_string(target_dir.join(SOURCES)).is_ok_and(|known| known == sources)) {
        println!("▸ web app: compiled before from the same sources");
    } else {
        step("web app: compiling", || {
            let toolchain = Toolchain::find()?;
            run(&mut toolchain.build(&target_dir), "The messages above say what does not compile.")
        })?;
        if let Some(sources) = compiled_from(&target_dir) {
            std::fs::write(target_dir.join(SOURCES), sources)?;
        }
    }
    let frontend = root().join("frontend");
    let dist = frontend.join("dist");
    let mut inputs = vec![
        Toolchain::product(&target_dir),
        frontend.join("style/components.txt"),
        frontend.join("index.html"),
        frontend.join("first/frame.html"),
        frontend.join("first/home.html"),
        frontend.join("first/region.html"),
        frontend.join("first/pages.json"),
        frontend.join("start.js"),
        frontend.join("icon.svg"),
        frontend.join("package-lock.json"),
    ];
    inputs.extend(css::STYLES.iter().map(|name| frontend.join(format!("style/{name}.css"))));
    inputs.extend(pictures()?);
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

/// What the program of the last build was made from, as a hash: every file that the compiler read then, as it is now in this checkout. cargo goes
/// by the times of files, which are new in every clone. A file that is added is named by one that was there.
fn compiled_from(target_dir: &Path) -> Option<String> {
    let listed = std::fs::read_to_string(Toolchain::product(target_dir).with_extension("d")).ok()?;
    let (_, files) = listed.split_once(": ")?;
    // Where that build was made: another checkout may share its folder.
    let checkout = files.split_whitespace().find_map(|file| file.strip_suffix("/frontend/src/main.rs"))?;
    let mut all = vec![];
    let own = ["Cargo.lock", "Cargo.toml", "rust-toolchain.toml", "frontend/Cargo.toml", "crates/xtask/src/toolchain.rs"].map(|file| root().join(file));
    let read = files.split_whitespace().map(|file| Path::new(file).strip_prefix(checkout).map_or_else(|_| PathBuf::from(file), |inside| root().join(inside)));
    for file in own.into_iter().chain(read) {
        all.extend(std::fs::read(&file).ok()?);
        all.push(0);
    }
    Some(hash(&all))
}

fn pack(frontend: &Path, wasm: &Path, dist: &Path) -> anyhow::Result<()> {
    let assets = dist.join("assets");
    std::fs::create_dir_all(&assets).context("frontend/dist cannot be written; is the disk read-only?")?;
    let (program, parts) = program(wasm)?;
    let mut load = Load { assets: &assets, total: 0 };
    let font = std::fs::read(frontend.join("node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"))?;
    let font = load.add("font", "woff2", &font)?;
    let style = load.add("style", "css", css::bundle(frontend, &format!("/assets/{font}"))?.as_bytes())?;
    let icon = load.add("icon", "svg", &std::fs::read(frontend.join("icon.svg"))?)?;

    // The files of the program name each other, so they keep their names, in a folder that is named after all of them.
    let all: Vec<u8> = program.iter().flat_map(|(name, content)| name.bytes().chain(content.iter().copied())).collect();
    let folder = format!("app-{}", &hash(&all)[..12]);
    std::fs::create_dir_all(assets.join(&folder))?;
    let mut later = 0;
    for (name, content) in &program {
        let size = write(&assets.join(&folder).join(name), content)?;
        let first = [SCRIPT, PROGRAM, LINKS].contains(&name.as_str());
        println!("  {name}: {:.1} kB{}", size as f64 / 1000.0, if first { "" } else { ", when needed" });
        *(if first { &mut load.total } else { &mut later }) += size;
    }
    // The pictures of the user guide, which the app shows.
    let pictures = dist.join("handleiding-beeld");
    std::fs::create_dir_all(&pictures)?;
    for picture in self::pictures()? {
        std::fs::copy(&picture, pictures.join(picture.file_name().unwrap_or_default()))?;
    }
    let part = |name: &str| std::fs::read_to_string(frontend.join("first").join(name));
    let mut start =
        std::fs::read_to_string(frontend.join("start.js"))?.replace("CHUNKS", &serde_json::to_string(&parts)?).replace("PAGES", part("pages.json")?.trim());
    for (place, name) in [("/SCRIPT", SCRIPT), ("/PROGRAM", PROGRAM), ("/FOLDER", "")] {
        start = start.replace(place, format!("/assets/{folder}/{name}").trim_end_matches('/'));
    }
    let start = load.add("start", "js", start.as_bytes())?;
    let mut page = std::fs::read_to_string(frontend.join("index.html"))?;
    let script = format!("{folder}/{SCRIPT}");
    for (place, name) in [("/ICON", &icon), ("/SCRIPT", &script), ("/FONT", &font), ("/STYLE", &style), ("/START", &start)] {
        page = page.replace(&format!("\"{place}\""), &format!("\"/assets/{name}\""));
    }
    let pages = ["frame.html", "home.html", "region.html"]
        .map(|name| (if name == "frame.html" { "index.html" } else { name }, part(name).map(|frame| page.replace("FRAME", &frame))));
    let mut sizes = pages.into_iter().map(|(name, page)| write(&dist.join(name), page?.as_bytes())).collect::<anyhow::Result<Vec<_>>>()?;
    sizes.sort_unstable();
    load.total += sizes.pop().unwrap_or_default();
    println!("  first load: {:.1} kB brotli of {} kB; later parts: {:.1} kB", load.total as f64 / 1000.0, BUDGET / 1000, later as f64 / 1000.0);
    if load.total > BUDGET {
        bail!("the first load is {} bytes, more than the budget of {BUDGET}", load.total);
    }
    Ok(())
}

/// The pictures of the user guide.
fn pictures() -> anyhow::Result<Vec<PathBuf>> {
    let folder = std::fs::read_dir(root().join("docs/handleiding/beeld")).context("docs/handleiding/beeld is missing")?;
    let mut pictures = folder.map(|picture| Ok(picture?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    pictures.sort();
    Ok(pictures)
}

/// Names and contents.
type Files = Vec<(String, Vec<u8>)>;

/// The files of the program: what comes first, and the parts that come when somebody goes there; and which files each part needs.
fn program(wasm: &Path) -> anyhow::Result<(Files, BTreeMap<String, Vec<String>>)> {
    let folder = target().join("web/bindgen");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let whole = std::fs::read(wasm)?;
    let main = folder.join("frontend.wasm");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = "./parts.js";
    options.main_module = "./frontend.js";
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow::anyhow!("the program cannot be cut in parts: {error:?}"))?;
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(&main)
        .web(true)?
        .typescript(false)
        // The parts share the table of functions.
        .keep_lld_exports(true)
        .remove_producers_section(true)
        .generate(&folder)?;
    std::fs::remove_file(&main)?;
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(&folder)? {
        let entry = entry?;
        let (name, content) = (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path())?);
        let content = if name.ends_with(".wasm") { without_names(&content)? } else { shorten::script(&String::from_utf8(content)?).into_bytes() };
        files.insert(name, content);
    }
    let (script, whole) = files.get(SCRIPT).zip(files.get(PROGRAM)).context("wasm-bindgen wrote no program")?;
    let (script, whole) = shorten::imports(std::str::from_utf8(script)?, whole)?;
    files.extend([(SCRIPT.to_owned(), script.into_bytes()), (PROGRAM.to_owned(), whole)]);
    Ok((files.into_iter().collect(), split.prefetch_map.into_iter().collect()))
}

/// A module without its custom sections, which hold the names of its functions.
fn without_names(wasm: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut module = wasm_encoder::Module::new();
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let Some((id, range)) = payload.as_section() else { continue };
        if !matches!(payload, wasmparser::Payload::CustomSection(_)) {
            module.section(&wasm_encoder::RawSection { id, data: &wasm[usize::try_from(range.start)?..usize::try_from(range.end)?] });
        }
    }
    Ok(module.finish())
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
