use super::*;

#[test]
fn addresses_that_mail_servers_take_are_taken() {
    for good in ["a@b.example", "Camille.Mercier+x@mercier.example", "o'brien@sub.domain.co.uk", "  a@b.example "] {
        assert_eq!(email(good.to_owned()).as_deref(), Ok(good.trim()), "{good}");
    }
    for bad in [
        "a",
        "a@",
        "@b.example",
        "a@b",
        "a@@b.example",
        "a b@c.example",
        "a@b..example",
        ".a@b.example",
        "a.@b.example",
        "a@-b.example",
        "a@b.example-",
        "a@b.example\r\nBcc: c@d.example",
        "a@1.2",
        "é@b.example",
        "a@b_c.example",
    ] {
        assert_eq!(email(bad.to_owned()), Err(FaultCode::InvalidEmail), "{bad}");
    }
    assert_eq!(email(" ".to_owned()), Err(FaultCode::Blank));
    assert_eq!(email(format!("a@{}.example", "b.".repeat(130))), Err(FaultCode::TooLong { max: EMAIL_MAX }));
}

#[test]
fn names_are_tidied_and_bounded() {
    assert_eq!(company_name("  Kanzlei Öztürk & Söhne ".to_owned()).as_deref(), Ok("Kanzlei Öztürk & Söhne"));
    assert_eq!(company_name("\u{a0} ".to_owned()), Err(FaultCode::Blank));
    assert_eq!(company_name("a\nb".to_owned()), Err(FaultCode::InvalidCharacters));
    assert_eq!(company_name("a\u{202e}b".to_owned()), Err(FaultCode::InvalidCharacters));
    assert_eq!(company_name("é".repeat(200)).map(|name| name.chars().count()), Ok(200));
    assert_eq!(company_name("é".repeat(201)), Err(FaultCode::TooLong { max: 200 }));
}

#[test]
fn seats_start_at_one() {
    let outside = Err(FaultCode::OutOfRange { min: 1, max: 1_000_000 });
    assert_eq!((seats(0), seats(1), seats(1_000_000)), (outside.clone(), Ok(1), Ok(1_000_000)));
    assert_eq!((seats(1_000_001), seats(-1), seats(i64::MAX)), (outside.clone(), outside.clone(), outside));
}

#[test]
fn passwords_are_judged_by_length_alone_here() {
    assert_eq!(new_password("é".repeat(11)), Err(FaultCode::TooShort { min: 12 }));
    assert!(new_password("é".repeat(12)).is_ok());
    assert_eq!(new_password("x".repeat(257)), Err(FaultCode::TooLong { max: 256 }));
}

#[test]
fn a_metadata_fault_names_its_key() {
    let one = |key: &str, value: &str| metadata(&Metadata::from([(key.to_owned(), value.to_owned())]));
    assert_eq!(one("crm", "42"), Ok(()));
    assert_eq!(one("", "42"), Err(vec![(Some(String::new()), FaultCode::Blank)]));
    assert_eq!(one("crm", &"x".repeat(501)), Err(vec![(Some("crm".to_owned()), FaultCode::TooLong { max: 500 })]));
    let mut many: Metadata = (0..51).map(|n| (format!("k{n}"), String::new())).collect();
    assert_eq!(metadata(&many), Err(vec![(None, FaultCode::TooLong { max: 50 })]));
    many.insert(String::new(), String::new());
    many.insert("long".to_owned(), "x".repeat(501));
    let faults = metadata(&many).unwrap_err();
    let keys: Vec<_> = faults.iter().map(|(key, _)| key.as_deref()).collect();
    assert_eq!(keys, [None, Some(""), Some("long")], "every wrong entry is told, and the count");
}

#[test]
fn phone_numbers_are_taken_as_written() {
    for good in ["+32 2 555 12 34", "(0)30/123-456", "112"] {
        assert!(phone(good.to_owned()).is_ok(), "{good}");
    }
    for bad in ["call me", "+-", "12", "1234a"] {
        assert_eq!(phone(bad.to_owned()), Err(FaultCode::InvalidPhone), "{bad}");
    }
}

#[test]
fn codes_are_taken_as_people_type_them() {
    for (typed, code) in [
        ("287082", "287082"),
        (" 287 082 ", "287082"),
        ("287-082", "287082"),
        ("abcd-efgh-jkmn-pqrs", "ABCDEFGHJKMNPQRS"),
        ("ABCD EFGH JKMN 2345", "ABCDEFGHJKMN2345"),
    ] {
        assert_eq!(second_factor(typed.to_owned()).as_deref(), Ok(code), "{typed}");
    }
    // Too few, too many, letters that no code has, other digits, and more between them than anybody types.
    for wrong in [
        "",
        "28708",
        "2870822",
        "28708a",
        "２８７０８２",
        "ABCD-EFGH-JKMN-PQR",
        "ABCD-EFGH-JKMN-PQR0",
        "ABCD-EFGH-JKMN-PQRI",
        "287082                                   ",
    ] {
        assert_eq!(second_factor(wrong.to_owned()), Err(FaultCode::WrongCode), "{wrong}");
    }
}
