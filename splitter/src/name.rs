//! The names of a build's files.

use crate::pack::Files;

/// `web-` and a hash of all that is in the build: FNV-1a, which is no secret's but enough to tell builds apart.
pub fn base(script: &str, main: &[u8], files: &Files) -> String {
    let of_files = files.iter().flat_map(|(file, modules)| std::iter::once(file.as_bytes()).chain(modules.iter().map(Vec::as_slice)));
    let all = [script.as_bytes(), main].into_iter().chain(of_files);
    let hash = all.flatten().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("web-{hash:016x}")
}

/// The name that Trunk gave: `web-0123456789abcdef` of `/web-0123456789abcdef.js`.
pub fn in_page(page: &str) -> Option<&str> {
    page.split(['\'', '"']).find_map(|text| text.strip_prefix('/')?.strip_suffix(".js").filter(|name| name.starts_with("web-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_has_another_name() {
        let files = |bytes: &[u8]| Files::from([("settings".to_owned(), vec![bytes.to_vec()])]);
        let name = base("a", b"b", &files(b"c"));
        assert_eq!((name.len(), name.starts_with("web-")), (20, true), "{name}");
        assert_eq!(base("a", b"b", &files(b"c")), name);
        for other in [base("x", b"b", &files(b"c")), base("a", b"x", &files(b"c")), base("a", b"b", &files(b"x"))] {
            assert_ne!(other, name);
        }
    }

    #[test]
    fn the_page_names_the_script() {
        let page = r#"<link href="/app-1.css"><script type="module">import init from '/web-1c49814130009e04.js';</script>"#;
        assert_eq!(in_page(page), Some("web-1c49814130009e04"));
        assert_eq!(in_page("<script src='/other.js'></script>"), None);
    }
}
