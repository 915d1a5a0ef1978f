//! Turns `locales/<language>/<namespace>.json` into one Rust function per sentence, so that a missing key, a missing
//! translation or a forgotten placeholder stops the build.
//!
//! A value is a sentence, with placeholders in braces (`"{name} was removed."`), or a pair of sentences that a number
//! chooses from (`{"one": "{count} user", "other": "{count} users"}`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

use serde_json::Value;

/// In the order of `shared::locale::Locale::ALL`; the first is the one that the others are held against.
const LANGUAGES: [&str; 4] = ["en", "fr", "nl", "de"];

type Sentences = BTreeMap<String, Value>;

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    #[expect(clippy::disallowed_methods, reason = "a build script learns its target from the environment")]
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        // The splitter takes the linked module apart by its relocations.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let mut code = String::new();
    for namespace in namespaces()? {
        let mut all = Vec::new();
        for language in LANGUAGES {
            all.push(read(language, &namespace)?);
        }
        writeln!(code, "/// The sentences of `locales/*/{namespace}.json`.\npub mod {namespace} {{").map_err(fault)?;
        code.push_str(&module(&namespace, &all)?);
        code.push_str("}\n");
    }
    #[expect(clippy::disallowed_methods, reason = "a build script learns its target folder from the environment")]
    let out = env::var("OUT_DIR").map_err(fault)?;
    fs::write(Path::new(&out).join("text.rs"), code).map_err(fault)
}

/// The names of the files, alike in every language.
fn namespaces() -> Result<BTreeSet<String>, String> {
    let mut first = None;
    for language in LANGUAGES {
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(Path::new("locales").join(language)).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
            }
        }
        match &first {
            None => first = Some(names),
            Some(expected) if *expected != names => {
                return Err(format!("locales/{language} has the files {names:?}, locales/en has {expected:?}"));
            }
            Some(_) => {}
        }
    }
    Ok(first.unwrap_or_default())
}

fn read(language: &str, namespace: &str) -> Result<Sentences, String> {
    let path = format!("locales/{language}/{namespace}.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
}

/// One function per key of the first language; the others must have the same keys and placeholders.
fn module(namespace: &str, all: &[Sentences]) -> Result<String, String> {
    let Some(first) = all.first() else { return Ok(String::new()) };
    for (language, sentences) in LANGUAGES.iter().zip(all) {
        let missing: Vec<_> = first.keys().filter(|key| !sentences.contains_key(*key)).collect();
        let extra: Vec<_> = sentences.keys().filter(|key| !first.contains_key(*key)).collect();
        if !missing.is_empty() || !extra.is_empty() {
            return Err(format!("locales/{language}/{namespace}.json lacks {missing:?} and has {extra:?} too many"));
        }
    }
    let mut code = String::new();
    for (key, english) in first {
        let at = format!("{namespace}.{key}");
        let values: Vec<&Value> = all.iter().filter_map(|sentences| sentences.get(key)).collect();
        let written = match english {
            Value::String(text) => sentence(&at, key, text, &values)?,
            Value::Object(_) => counted(&at, key, &values)?,
            _ => return Err(format!("{at} is neither a sentence nor a pair of them")),
        };
        code.push_str(&written);
    }
    Ok(code)
}

fn sentence(at: &str, key: &str, english: &str, values: &[&Value]) -> Result<String, String> {
    let texts: Vec<&str> = values.iter().filter_map(|value| value.as_str()).collect();
    if texts.len() != LANGUAGES.len() {
        return Err(format!("{at} is not a sentence in every language"));
    }
    let names = alike(at, &texts)?;
    let mut code = format!("    /// {english}\n");
    if names.is_empty() {
        writeln!(code, "    pub fn {key}() -> &'static str {{ super::pick({texts:?}) }}").map_err(fault)?;
    } else {
        let parameters: Vec<String> = names.iter().map(|name| format!("{name}: impl std::fmt::Display")).collect();
        let fillings: Vec<String> = names.iter().map(|name| format!("({name:?}, &{name})")).collect();
        writeln!(
            code,
            "    pub fn {key}({}) -> String {{ super::fill(super::pick({texts:?}), &[{}]) }}",
            parameters.join(", "),
            fillings.join(", ")
        )
        .map_err(fault)?;
    }
    Ok(code)
}

/// A pair of sentences: the number is the placeholder `{count}`, and others may follow.
fn counted(at: &str, key: &str, values: &[&Value]) -> Result<String, String> {
    let form = |name: &str| -> Result<Vec<&str>, String> {
        let texts: Vec<&str> = values.iter().filter_map(|value| value.get(name).and_then(Value::as_str)).collect();
        if texts.len() == LANGUAGES.len() { Ok(texts) } else { Err(format!("{at} lacks {name:?} in a language")) }
    };
    let (one, other) = (form("one")?, form("other")?);
    let mut names = alike(at, &other)?;
    names.remove("count");
    let mut parameters = vec!["count: u64".to_owned()];
    parameters.extend(names.iter().map(|name| format!("{name}: impl std::fmt::Display")));
    let mut fillings = vec!["(\"count\", &super::number(count))".to_owned()];
    fillings.extend(names.iter().map(|name| format!("({name:?}, &{name})")));
    let english = other.first().copied().unwrap_or_default();
    Ok(format!(
        "    /// {english}\n    pub fn {key}({}) -> String {{ super::fill(super::pick(if super::is_one(count) {{ {one:?} }} else {{ {other:?} }}), &[{}]) }}\n",
        parameters.join(", "),
        fillings.join(", ")
    ))
}

/// The placeholders, which every language must name.
fn alike<'a>(at: &str, texts: &[&'a str]) -> Result<BTreeSet<&'a str>, String> {
    let mut first = None;
    for text in texts {
        let names: BTreeSet<&str> = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
        match &first {
            None => first = Some(names),
            Some(expected) if *expected != names => {
                return Err(format!("{at} names {names:?} in one language and {expected:?} in English"));
            }
            Some(_) => {}
        }
    }
    Ok(first.unwrap_or_default())
}

fn fault(error: impl std::fmt::Display) -> String {
    error.to_string()
}
