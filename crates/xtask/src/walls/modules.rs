//! The modules of a crate, and which of them names which: read from the source, so that it also counts what is compiled only for tests or for the browser.
use anyhow::Context;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};
use syn::visit::Visit;

/// The path of a module within its crate, such as `plan::task`; empty for the root.
pub type Module = Vec<String>;

/// The modules of one crate.
pub struct Crate {
    /// Each with its file and what is written in it.
    files: BTreeMap<Module, (PathBuf, syn::File)>,
    /// Names that a module hands on from elsewhere in the crate, with where they come from: `pub use plan::task;`.
    handed_on: BTreeMap<Module, BTreeMap<String, Vec<String>>>,
    /// The modules from which a module hands on every name: `pub use plan::*;`.
    handed_on_whole: BTreeMap<Module, Vec<Vec<String>>>,
}

/// Where one module names another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub by: Module,
    /// The crate that is named: its own, or another of ours.
    pub of: String,
    pub module: Module,
}

impl Crate {
    /// Reads all files below a folder `src`.
    pub fn read(src: &Path) -> anyhow::Result<Self> {
        let mut sources = vec![];
        collect(src, src, &mut sources)?;
        Self::of(sources)
    }

    fn of(sources: Vec<(PathBuf, String)>) -> anyhow::Result<Self> {
        let mut files = BTreeMap::new();
        for (path, text) in sources {
            let parsed = syn::parse_file(&text).with_context(|| format!("{} cannot be read", path.display()))?;
            files.insert(module_of(&path), (path, parsed));
        }
        let mut found = Self { files, handed_on: BTreeMap::new(), handed_on_whole: BTreeMap::new() };
        for (module, (_, file)) in &found.files {
            let (mut names, mut whole) = (BTreeMap::new(), vec![]);
            for item in &file.items {
                if let syn::Item::Use(item) = item
                    && !matches!(item.vis, syn::Visibility::Inherited)
                {
                    flatten(&item.tree, &mut vec![], &mut |path, alias| {
                        if alias == "*" {
                            whole.push(path.to_vec());
                        } else {
                            names.insert(alias.to_owned(), path.to_vec());
                        }
                    });
                }
            }
            found.handed_on.insert(module.clone(), names);
            found.handed_on_whole.insert(module.clone(), whole);
        }
        Ok(found)
    }

    /// The module of which this one is a part: itself, unless the one above it holds more than names of other modules.
    pub fn whole(&self, module: &Module) -> Module {
        let mut whole = module.clone();
        while whole.len() > 1 {
            let above = whole[..whole.len() - 1].to_vec();
            if self.is_folder(&above) {
                break;
            }
            whole = above;
        }
        whole
    }

    /// Whether it only holds other modules and hands on their names.
    pub fn is_folder(&self, module: &Module) -> bool {
        let only_names = |item: &syn::Item| matches!(item, syn::Item::Use(_)) || matches!(item, syn::Item::Mod(module) if module.content.is_none());
        self.files.get(module).is_some_and(|(_, file)| file.items.iter().all(only_names))
    }

    /// Every use of another module, of this crate or of others of ours.
    pub fn uses(&self, own: &str, others: &BTreeMap<String, Self>) -> BTreeSet<Use> {
        let mut found = BTreeSet::new();
        for (module, (_, file)) in &self.files {
            let mut paths = Paths::default();
            paths.visit_file(file);
            for path in paths.0 {
                let Some((of, within, rest)) = self.begin(own, module, &path, others) else { continue };
                let krate = if of == own { self } else { &others[&of] };
                let named = krate.resolve(within, &rest, 0);
                if of != own || &named != module {
                    found.insert(Use { by: module.clone(), of, module: named });
                }
            }
        }
        found
    }

    /// In which crate and module a path begins, and what comes after.
    fn begin(&self, own: &str, module: &Module, path: &[String], others: &BTreeMap<String, Self>) -> Option<(String, Module, Vec<String>)> {
        let first = path.first()?;
        let rest = |from: usize| path[from..].to_vec();
        match first.as_str() {
            "crate" => Some((own.to_owned(), vec![], rest(1))),
            "self" => Some((own.to_owned(), module.clone(), rest(1))),
            "super" => {
                let mut at = module.clone();
                let climbs = path.iter().take_while(|part| *part == "super").count();
                for _ in 0..climbs {
                    at.pop()?;
                }
                Some((own.to_owned(), at, rest(climbs)))
            }
            name if name == own => Some((own.to_owned(), vec![], rest(1))),
            name if others.contains_key(name) && !self.files.contains_key(&child(module, name)) => Some((name.to_owned(), vec![], rest(1))),
            name if self.files.contains_key(&child(module, name)) => Some((own.to_owned(), module.clone(), rest(0))),
            _ => None,
        }
    }

    /// The module in which what a path names stands, through what modules hand on.
    fn resolve(&self, mut at: Module, path: &[String], depth: usize) -> Module {
        for (place, part) in path.iter().enumerate() {
            let next = child(&at, part);
            if self.files.contains_key(&next) {
                at = next;
                continue;
            }
            let handed_on = self.handed_on.get(&at);
            let from = handed_on.and_then(|names| names.get(part)).cloned().or_else(|| self.handed_on_from(&at, part, depth));
            let Some(from) = from.filter(|_| depth < 8) else { break };
            let (start, rest) = match from.first().map(String::as_str) {
                Some("crate") => (vec![], &from[1..]),
                Some("self") => (at.clone(), &from[1..]),
                Some("super") => (at[..at.len().saturating_sub(1)].to_vec(), &from[1..]),
                Some(name) if self.files.contains_key(&child(&at, name)) => (at.clone(), &from[..]),
                _ => break,
            };
            let mut whole = rest.to_vec();
            whole.extend_from_slice(&path[place + 1..]);
            return self.resolve(start, &whole, depth + 1);
        }
        at
    }

    /// Where a name comes from that a module hands on with all others of another module of the crate: the path to it.
    fn handed_on_from(&self, at: &Module, name: &str, depth: usize) -> Option<Vec<String>> {
        let wholes = self.handed_on_whole.get(at).filter(|_| depth < 8)?;
        wholes.iter().find_map(|path| {
            let first = child(at, path.first()?);
            let holds = self.files.contains_key(&first) && path.len() == 1 && (self.files.contains_key(&child(&first, name)) || self.names(&first, name));
            holds.then(|| path.iter().cloned().chain([name.to_owned()]).collect())
        })
    }

    /// Whether a module hands on this name by itself.
    fn names(&self, module: &Module, name: &str) -> bool {
        self.handed_on.get(module).is_some_and(|names| names.contains_key(name))
    }
}

fn child(module: &Module, name: &str) -> Module {
    let mut child = module.clone();
    child.push(name.to_owned());
    child
}

/// The module of a file below `src`.
fn module_of(path: &Path) -> Module {
    let mut parts: Module = path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

fn collect(src: &Path, folder: &Path, found: &mut Vec<(PathBuf, String)>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} is missing", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(src, &path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            // A program beside the library of its crate is no part of it.
            if path.file_name().is_some_and(|name| name == "main.rs") && path.with_file_name("lib.rs").exists() {
                continue;
            }
            let text = std::fs::read_to_string(&path)?;
            found.push((path.strip_prefix(src)?.to_owned(), text));
        }
    }
    Ok(())
}

/// Each path that a tree of `use` names, with the name under which it is known.
fn flatten(tree: &syn::UseTree, before: &mut Vec<String>, each: &mut impl FnMut(&[String], &str)) {
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, each);
            before.pop();
        }
        syn::UseTree::Name(name) if name.ident == "self" => {
            let alias = before.last().cloned().unwrap_or_default();
            each(before, &alias);
        }
        syn::UseTree::Name(name) => {
            let alias = name.ident.to_string();
            before.push(alias.clone());
            each(before, &alias);
            before.pop();
        }
        syn::UseTree::Rename(rename) => {
            let own = rename.ident == "self";
            if !own {
                before.push(rename.ident.to_string());
            }
            each(before, &rename.rename.to_string());
            if !own {
                before.pop();
            }
        }
        syn::UseTree::Glob(_) => each(before, "*"),
        syn::UseTree::Group(group) => group.items.iter().for_each(|item| flatten(item, before, each)),
    }
}

/// Every path of a file, in `use` and in what it does, also within macros as far as they look like paths.
#[derive(Default)]
struct Paths(BTreeSet<Vec<String>>);

impl Paths {
    fn tokens(&mut self, tokens: proc_macro2::TokenStream) {
        use proc_macro2::TokenTree;
        let mut path: Vec<String> = vec![];
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.keep(std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.keep(std::mem::take(&mut path));
                    colons = 0;
                    self.tokens(group.stream());
                }
                _ => {
                    self.keep(std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.keep(path);
    }

    fn keep(&mut self, path: Vec<String>) {
        if path.len() > 1 {
            self.0.insert(path);
        }
    }
}

impl<'a> Visit<'a> for Paths {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        flatten(&item.tree, &mut vec![], &mut |path, _| {
            self.0.insert(path.to_vec());
        });
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.keep(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'a syn::Macro) {
        self.tokens(item.tokens.clone());
        self.visit_path(&item.path);
    }

    /// `mod tests` may name what it likes: a test of a part may look at the whole.
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let is_test = item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if !is_test {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(files: &[(&str, &str)]) -> Crate {
        Crate::of(files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect()).unwrap()
    }

    fn named(uses: &BTreeSet<Use>) -> Vec<String> {
        uses.iter().map(|one| format!("{} -> {}:{}", one.by.join("::"), one.of, one.module.join("::"))).collect()
    }

    #[test]
    fn uses_are_found_through_what_is_handed_on() {
        let domain = made(&[("lib.rs", "pub mod plan; pub use plan::task;"), ("plan/mod.rs", "pub mod task;"), ("plan/task.rs", "pub struct Task;")]);
        let others = BTreeMap::from([("domain".to_owned(), domain)]);
        let api = made(&[
            ("lib.rs", "mod error; mod write; pub use error::ApiError;"),
            ("error.rs", "pub struct ApiError;"),
            ("write.rs", "use crate::ApiError; use domain::task::{self, Task}; fn f() -> std::io::Error { html!{ <A b={crate::error::x()} /> } }"),
        ]);
        let uses = named(&api.uses("api", &others));
        assert_eq!(uses, [" -> api:error", "write -> api:error", "write -> domain:plan::task"]);
    }

    #[test]
    fn uses_are_found_through_what_is_handed_on_as_a_whole() {
        let domain = made(&[("lib.rs", "pub mod plan; pub use plan::*;"), ("plan/mod.rs", "pub mod task;"), ("plan/task.rs", "pub struct Task;")]);
        let api = made(&[("lib.rs", "mod write;"), ("write.rs", "use domain::task::Task;")]);
        let uses = named(&api.uses("api", &BTreeMap::from([("domain".to_owned(), domain)])));
        assert_eq!(uses, ["write -> domain:plan::task"]);
    }

    #[test]
    fn tests_are_left_out_and_parents_are_named() {
        let found = made(&[
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "mod c; #[cfg(test)] mod tests { use crate::b::x; }"),
            ("a/c.rs", "use super::super::b::y;"),
            ("b.rs", ""),
        ]);
        assert_eq!(named(&found.uses("own", &BTreeMap::new())), ["a::c -> own:b"]);
    }
}
