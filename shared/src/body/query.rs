//! Query strings as pairs of names and values.

/// The names and values of a query string, percent-decoded once; nothing where one of them is not UTF-8.
#[must_use]
pub fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decode(name)?, decode(value)?))
    });
    pairs.collect()
}

/// A `%` that no two hexadecimal digits follow stands for itself (WHATWG URL, section 1.3).
fn decode(text: &str) -> Option<String> {
    let text = text.replace('+', " ");
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let digits = piece.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(piece.get(2..).unwrap_or_default().as_bytes());
            }
            None => {
                bytes.push(b'%');
                bytes.extend_from_slice(piece.as_bytes());
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn pairs_are_decoded_once() {
        let read = |query: &str| pairs(query).unwrap_or_default();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(read("q=a%20b+c&x"), [pair("q", "a b c"), pair("x", "")]);
        assert_eq!(read("q=%2525&&q=a%3Db"), [pair("q", "%25"), pair("q", "a=b")]);
        assert_eq!(read("q=100%&r=%zz&s=%+f&t=%C3%A9%e"), [pair("q", "100%"), pair("r", "%zz"), pair("s", "% f"), pair("t", "é%e")]);
        assert_eq!(pairs("q=%ff"), None);
        assert_eq!(read(""), []);
    }
}
