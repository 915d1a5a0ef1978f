use shared::subscriptions::CreateSubscription;

use crate::sheet::Sheet;

const HEADER: &str = "product,company_name,seats,customer_edits_signatures,locale";

/// What is wrong with a file as a whole, else with its rows, as `/line/column code`.
fn faults(bytes: &[u8]) -> Vec<String> {
    let faults = Sheet::<CreateSubscription>::read(bytes).and_then(|sheet| sheet.wanted()).err().unwrap_or_default();
    faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect()
}

fn file(rows: &str) -> Vec<String> {
    faults(format!("{HEADER}\r\n{rows}").as_bytes())
}

fn names(text: &str) -> Vec<String> {
    Sheet::<CreateSubscription>::read(text.as_bytes())
        .and_then(|sheet| sheet.wanted())
        .unwrap()
        .into_iter()
        .map(|wanted| wanted.company_name)
        .collect()
}

#[test]
fn a_file_is_read_as_spreadsheets_write_it() {
    let comma = format!("{HEADER}\nmicrosoft_365,Aalto,3,true,en\n");
    let quoted = format!("\u{feff}{HEADER}\r\nmicrosoft_365,\"Aalto, \"\"A\"\" & Sons\",3,FALSE,EN\r\n,,,,\r\n\r\n");
    assert!(faults(comma.as_bytes()).contains(&"/2/contact_email required".to_owned()));
    assert_eq!(names(&quoted), ["Aalto, \"A\" & Sons"]);
    let semicolon = format!("{};external_ref\nGoogle_Workspace; Müller, Söhne ;3;nein;de;CRM-1\n", HEADER.replace(',', ";"));
    assert_eq!(names(&semicolon), ["Müller, Söhne"]);
    let padded = format!("{HEADER}\nmicrosoft_365,Aalto,3,no,en,,\n");
    assert_eq!(names(&padded), ["Aalto"]);
    // Columns in another order, and with capitals.
    assert_eq!(names("Seats,Locale,Company_Name,Product,Customer_Edits_Signatures\n3,nl,Aalto,microsoft_365,faux"), ["Aalto"]);
}

#[test]
fn every_fault_names_its_line_and_column() {
    assert_eq!(
        file("microsoft_365,Aalto,3,no,en\nexchange,,0,perhaps,es\n"),
        [
            "/3/product not_allowed",
            "/3/company_name required",
            "/3/seats out_of_range",
            "/3/customer_edits_signatures wrong_type",
            "/3/locale not_allowed",
        ]
    );
    assert_eq!(
        file("microsoft_365,\"Two\nlines\",3,no,en\nmicrosoft_365,B,x,no,en\n"),
        ["/2/company_name invalid_characters", "/4/seats wrong_type",]
    );
    assert_eq!(file("microsoft_365,Aalto,3,no\nmicrosoft_365,B,3,no,en,more\n"), ["/2 wrong_cell_count", "/3 wrong_cell_count"]);
    let contact = |cells: &str| faults(format!("{HEADER},contact_name,contact_email,plan,term\nmicrosoft_365,A,3,{cells}").as_bytes());
    assert_eq!(contact("yes,en,,,,"), ["/2/contact_name required", "/2/contact_email required"]);
    assert_eq!(contact("yes,en,Ada,,,"), ["/2/contact_email required"]);
    assert_eq!(contact("yes,en,Ada,nobody,,"), ["/2/contact_email invalid_email"]);
    assert_eq!(contact("no,en,,ada@a.example,,"), ["/2/contact_email not_wanted"]);
    assert_eq!(contact("no,en,,,gold,monthly"), ["/2/plan not_allowed"]);
    assert_eq!(contact("no,en,,,pro,"), ["/2/term required"]);
}

#[test]
fn of_a_header_that_is_none_a_hundred_faults_are_told() {
    assert_eq!(faults("a,".repeat(10_000).as_bytes()).len(), 100);
}

#[test]
fn what_is_wrong_with_the_file_is_told_first() {
    assert_eq!(faults(b""), [" no_rows"]);
    assert_eq!(faults(b"\r\n \n"), [" no_rows"]);
    assert_eq!(faults(HEADER.as_bytes()), [" no_rows"]);
    assert_eq!(
        faults(b"product,name,seats,seats,customer_edits_signatures,locale\n"),
        ["/1/name unknown_field", "/1/seats twice", "/1/company_name missing_column",]
    );
    assert_eq!(
        faults(b"a/b\n"),
        [
            "/1/a~1b unknown_field",
            "/1/product missing_column",
            "/1/company_name missing_column",
            "/1/seats missing_column",
            "/1/customer_edits_signatures missing_column",
            "/1/locale missing_column",
        ]
    );
    assert_eq!(
        faults(&[HEADER.as_bytes(), b"\nmicrosoft_365,A,3,no,en\nmicrosoft_365,M\xfcller,3,no,en"].concat()),
        ["/3/company_name not_utf8"]
    );
    assert_eq!(faults(b"\xff\xfep\0r\0"), ["/1 not_utf8"]);
    assert_eq!(file("microsoft_365,\"A,3,no,en\nmicrosoft_365,B,3,no,en\n"), ["/2/company_name unclosed_quote"]);
    assert_eq!(file("microsoft_365,A,3,no,en\nmicrosoft_365,B,3,no,\"en"), ["/3/locale unclosed_quote"]);
}

#[test]
fn a_quotation_mark_within_a_cell_stands_for_itself() {
    assert_eq!(names(&format!("{HEADER}\nmicrosoft_365,Screens 27\",3,no,en\nmicrosoft_365,B,3,no,en\n")), ["Screens 27\"", "B"]);
}

#[test]
fn a_thousand_rows_and_no_more() {
    assert!(file(&"microsoft_365,A,3,no,en\n".repeat(1000)).is_empty());
    assert_eq!(file(&"microsoft_365,A,3,no,en\n".repeat(1001)), [" too_many_rows"]);
}
