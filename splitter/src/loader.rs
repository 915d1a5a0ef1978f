//! The script of the main part, which fetches the areas.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::Fault;
use crate::pack::Packed;

/// What stands in the script for the name of the build, which is known when the script is.
pub const BASE: &str = "__BASE__";

const SCRIPT: &str = include_str!("loader.js");

/// Puts the loader into wasm-bindgen's script in place of its imports from `link`: one request less, and no two scripts that
/// import each other.
///
/// # Errors
/// The script has no such imports.
pub fn put_in(script: &str, link: &str, packed: &Packed) -> Result<String, Fault> {
    let from = format!(" from \"{link}\"");
    let mut written = String::with_capacity(script.len());
    let mut names = Vec::new();
    for line in script.lines() {
        match line.trim_end_matches(';').strip_suffix(&from).and_then(|rest| rest.strip_prefix("import * as ")) {
            Some(name) => names.push(name),
            None => writeln!(written, "{line}")?,
        }
    }
    if names.is_empty() {
        return Err("wasm-bindgen's script imports no area: has its form changed?".into());
    }
    let lengths: BTreeMap<_, Vec<usize>> =
        packed.files.iter().map(|(file, modules)| (file, modules.iter().map(Vec::len).collect())).collect();
    written += &SCRIPT.replace("__FILES__", &lists(&lengths)).replace("__AREAS__", &lists(&packed.needed));
    for name in names {
        writeln!(written, "const {name} = areas;")?;
    }
    Ok(written)
}

/// An object of lists. Texts and numbers look in JavaScript as they do in Rust's debug form: they are plain ASCII.
fn lists<'a, K, I: 'a + std::fmt::Debug, L: 'a>(map: &'a BTreeMap<K, L>) -> String
where
    K: std::fmt::Display,
    &'a L: IntoIterator<Item = &'a I>,
{
    let entries: Vec<_> = map.iter().map(|(key, list)| format!("{key}: {:?}", list.into_iter().collect::<Vec<_>>())).collect();
    format!("{{ {} }}", entries.join(", "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_imports_become_the_loader() {
        let packed = Packed {
            files: BTreeMap::from([("settings".to_owned(), vec![vec![0; 3], vec![0; 4]])]),
            needed: BTreeMap::from([("settings".to_owned(), BTreeSet::from(["settings".to_owned()]))]),
        };
        let script = "import * as import1 from \"./areas.js\"\nimport * as import2 from \"./areas.js\";\n\nlet wasm;\n";
        let written = put_in(script, "./areas.js", &packed).unwrap();
        assert!(!written.contains("import *") && written.contains("let wasm;"), "{written}");
        for line in [
            "const FILES = { settings: [3, 4] };",
            "const AREAS = { settings: [\"settings\"] };",
            "const import1 = areas;",
            "const import2 = areas;",
        ] {
            assert!(written.lines().any(|written| written == line), "{line}: {written}");
        }
        assert!(put_in("let wasm;", "./areas.js", &packed).is_err());
    }
}
