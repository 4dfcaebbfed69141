//! Makes the program shorter where people do not read it: wasm-bindgen names what the program takes from its script by long names with hashes, in both.
use anyhow::{Context, ensure};
use std::collections::BTreeMap;
use wasm_encoder::{EntityType, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// The module under which the program takes what its script offers.
const OFFERED: &str = "./frontend_bg.js";

/// Gives what the program takes from its script short names, in the program and in the script.
pub fn imports(script: &str, program: &[u8]) -> anyhow::Result<(String, Vec<u8>)> {
    let (mut names, mut module) = (BTreeMap::new(), Module::new());
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::ImportSection(section) => {
                let mut short = ImportSection::new();
                for import in section.into_imports() {
                    let import = import?;
                    let next = letters(names.len());
                    let name = if import.module == OFFERED { names.entry(import.name.to_owned()).or_insert(next).as_str() } else { import.name };
                    let kind =
                        EntityType::try_from(import.ty).ok().with_context(|| format!("the program imports {}, which is of an unknown kind", import.name))?;
                    short.import(import.module, name, kind);
                }
                module.section(&short);
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    module.section(&RawSection { id, data: &program[usize::try_from(range.start)?..usize::try_from(range.end)?] });
                }
            }
        }
    }
    let mut renamed = 0;
    let lines = script.lines().map(|line| {
        let Some((name, rest)) = line.trim_start().split_once(": ") else { return line.to_owned() };
        let Some(short) = names.get(name) else { return line.to_owned() };
        renamed += 1;
        format!("{short}: {rest}")
    });
    let script = lines.collect::<Vec<_>>().join("\n");
    ensure!(renamed == names.len(), "the script offers {renamed} of the {} names that the program takes", names.len());
    Ok((script, module.finish()))
}

/// A script without indents and comments. What wasm-bindgen writes has no text that goes over several lines.
pub fn script(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !["//", "/*", "* ", "*/"].iter().any(|comment| line.starts_with(comment)));
    lines.collect::<Vec<_>>().join("\n")
}

/// `a`, `b` … `z`, `aa` and so on.
fn letters(mut number: usize) -> String {
    let mut name = vec![];
    loop {
        name.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
        if number == 0 {
            return name.into_iter().rev().collect();
        }
        number -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{TypeSection, ValType};

    fn program(names: &[&str]) -> Vec<u8> {
        let (mut module, mut types, mut section) = (Module::new(), TypeSection::new(), ImportSection::new());
        types.ty().function([ValType::I32], []);
        for name in names {
            section.import(OFFERED, name, EntityType::Function(0));
        }
        section.import("./parts.js", "__wasm_split_load_work", EntityType::Function(0));
        module.section(&types).section(&section);
        module.finish()
    }

    #[test]
    fn program_and_script_have_the_same_short_names() {
        let offered = "const import0 = {\n    __wbg_get_0a: function(arg0) {\n    },\n    __wbg_set_1b: function(arg0) {\n    },\n};";
        let (script, short) = imports(offered, &program(&["__wbg_set_1b", "__wbg_get_0a"])).unwrap();
        assert_eq!(short, {
            let (mut module, mut types, mut section) = (Module::new(), TypeSection::new(), ImportSection::new());
            types.ty().function([ValType::I32], []);
            section.import(OFFERED, "a", EntityType::Function(0)).import(OFFERED, "b", EntityType::Function(0));
            section.import("./parts.js", "__wasm_split_load_work", EntityType::Function(0));
            module.section(&types).section(&section);
            module.finish()
        });
        assert!(script.contains("b: function(arg0)") && script.contains("a: function(arg0)") && !script.contains("__wbg"), "{script}");
        assert!(imports("const import0 = {};", &program(&["__wbg_set_1b"])).is_err(), "what the script does not offer is said");
    }

    #[test]
    fn names_go_on_after_the_alphabet() {
        assert_eq!([0, 25, 26, 27, 52, 701, 702].map(letters), ["a", "z", "aa", "ab", "ba", "zz", "aaa"]);
    }

    #[test]
    fn a_script_loses_what_only_people_read() {
        assert_eq!(script("// A comment.\nfunction a() {\n    /**\n     * What it does.\n     */\n    return 1 * 2;\n\n}"), "function a() {\nreturn 1 * 2;\n}");
    }
}
