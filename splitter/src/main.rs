//! Splits the app that Trunk has built into a main part, which every visit loads, and one area for each name that
//! `#[wasm_split]` gives in `web/src/areas.rs`: `splitter INPUT STAGING`, where INPUT is the module as cargo made it (with
//! its symbols and relocations), and STAGING the folder of Trunk's that becomes `dist`.
//!
//! The module is taken apart by `wasm_split_cli_support`; wasm-bindgen then goes over the main part anew. What two areas
//! share comes as modules of its own, dozens of them, which are packed into a few files here. All files of a build are
//! named by one hash of all their contents, since no two builds may ever be mixed.

mod loader;
mod name;
mod pack;
mod slim;

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What stops a build.
pub(crate) type Fault = Box<dyn Error>;

/// The name under which the main part asks for its areas; it never becomes a file.
const LOADER: &str = "./areas.js";

fn main() -> ExitCode {
    match run(std::env::args_os().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("splitter: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<OsString>) -> Result<(), Fault> {
    let [input, staging] = <[OsString; 2]>::try_from(arguments).map_err(|_| "splitter INPUT STAGING")?.map(PathBuf::from);
    let work = input.with_extension("split");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let parts = take_apart(&fs::read(&input)?, &work)?;
    bind(&work)?;
    let packed = pack::pack(&parts, |part| slim::slim(&fs::read(work.join(part).with_extension("wasm"))?))?;
    let script = loader::put_in(&fs::read_to_string(work.join("bound/web.js"))?, LOADER, &packed)?;
    let main = fs::read(work.join("bound/web_bg.wasm"))?;
    let base = name::base(&script, &main, &packed.files);
    place(&staging, &base, &script, &main, &packed.files)
}

/// Takes the module apart into `work`, and tells which parts each area is made of.
fn take_apart(module: &[u8], work: &Path) -> Result<pack::Parts, Fault> {
    let main = work.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = work;
    options.main_out_path = &main;
    options.link_name = LOADER;
    let split = wasm_split_cli_support::transform(options).map_err(|report| format!("{report:#}"))?;
    Ok(split.prefetch_map.into_iter().collect())
}

/// Has wasm-bindgen go over the main part, as Trunk did over the whole. The areas need what the linker exports.
fn bind(work: &Path) -> Result<(), Fault> {
    let status = Command::new("wasm-bindgen")
        .args(["--target=web", "--no-typescript", "--keep-lld-exports", "--remove-name-section", "--remove-producers-section"])
        .args(["--out-name=web", "--out-dir"])
        .arg(work.join("bound"))
        .arg(work.join("main.wasm"))
        .status()
        .map_err(|error| format!("wasm-bindgen: {error}"))?;
    if status.success() { Ok(()) } else { Err("wasm-bindgen refused the main part".into()) }
}

/// Puts the files in the place of Trunk's, and their names into the page.
fn place(staging: &Path, base: &str, script: &str, main: &[u8], files: &pack::Files) -> Result<(), Fault> {
    let page = fs::read_to_string(staging.join("index.html"))?;
    let old = name::in_page(&page).ok_or("index.html names no script of the app")?;
    for ending in [".js", "_bg.wasm"] {
        fs::remove_file(staging.join(format!("{old}{ending}")))?;
    }
    fs::write(staging.join("index.html"), page.replace(old, base))?;
    fs::write(staging.join(format!("{base}.js")), script.replace(loader::BASE, base))?;
    fs::write(staging.join(format!("{base}_bg.wasm")), main)?;
    for (file, modules) in files {
        fs::write(staging.join(format!("{base}_{file}.wasm")), modules.concat())?;
    }
    Ok(())
}
