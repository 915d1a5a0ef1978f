//! Which modules go into which file.

use std::collections::{BTreeMap, BTreeSet};

use crate::Fault;

/// The areas, and the modules that each is made of.
pub type Parts = BTreeMap<String, Vec<String>>;
/// The files, and the modules that each holds.
pub type Files = BTreeMap<String, Vec<Vec<u8>>>;

/// The file of all the small modules that areas share: dozens of requests would cost more than what an area does not need of it.
const SHARED: &str = "shared";
/// The area that strangers wait for before they see anything: all that it is made of is in its file, for others to fetch that
/// need some of it.
const FIRST: &str = "sign_in";
/// From this size on a shared module is a file of its own, for those areas alone that need it.
const LARGE: usize = 12_000;
/// How the splitting program names what is an area's alone.
const OWN: &str = "split_";

/// What goes where.
#[derive(Debug, Default)]
pub struct Packed {
    /// The files.
    pub files: Files,
    /// The files that each area needs.
    pub needed: BTreeMap<String, BTreeSet<String>>,
}

/// Reads every module once, and puts it into its file.
///
/// # Errors
/// A module can't be read.
pub fn pack(parts: &Parts, read: impl Fn(&str) -> Result<Vec<u8>, Fault>) -> Result<Packed, Fault> {
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (area, modules) in parts {
        for module in modules {
            users.entry(module).or_default().push(area);
        }
    }
    let mut packed = Packed::default();
    for (module, areas) in users {
        let bytes = read(module)?;
        let file = match module.strip_prefix(OWN) {
            Some(area) => area,
            None if areas.contains(&FIRST) => FIRST,
            None if bytes.len() >= LARGE => module,
            None => SHARED,
        };
        packed.files.entry(file.to_owned()).or_default().push(bytes);
        for area in areas {
            packed.needed.entry(area.to_owned()).or_default().insert(file.to_owned());
        }
    }
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_has_a_file_and_what_is_shared_has_one_unless_it_is_large() {
        let parts = Parts::from([
            ("people".to_owned(), vec!["chunk_1".to_owned(), "chunk_2".to_owned(), "split_people".to_owned()]),
            ("settings".to_owned(), vec!["chunk_2".to_owned(), "chunk_3".to_owned(), "split_settings".to_owned()]),
            ("sign_in".to_owned(), vec!["chunk_3".to_owned()]),
        ]);
        let read = |module: &str| Ok(vec![0; if module == "chunk_2" { LARGE } else { 10 }]);
        let packed = pack(&parts, read).unwrap();
        let sizes: Vec<_> = packed.files.iter().map(|(file, modules)| (file.as_str(), modules.len())).collect();
        assert_eq!(sizes, [("chunk_2", 1), ("people", 1), ("settings", 1), (SHARED, 1), (FIRST, 1)]);
        let needed = |area: &str| packed.needed[area].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(needed("people"), ["chunk_2", "people", SHARED]);
        assert_eq!(needed("settings"), ["chunk_2", "settings", FIRST]);
        assert_eq!(needed("sign_in"), [FIRST]);
    }
}
