//! The people of a customer, as its administrator would have saved them from a spreadsheet.

use std::fmt::Write as _;

use shared::directory::PEOPLE_COLUMNS;

use super::cast::COUNTRIES;
use super::plan::Planned;

/// What people do, and where.
const PLACES: [(&str, &str); 8] = [
    ("Managing director", "Board"),
    ("Head of operations", "Operations"),
    ("Accountant", "Finance"),
    ("Account manager", "Sales"),
    ("Office manager", "Operations"),
    ("Engineer", "Production"),
    ("Assistant", "Finance"),
    ("Trainee", "Production"),
];
/// As many people as a file has at most.
const MOST: u32 = 40;

/// A file with a person for each seat, up to forty, and a mailbox that they share; every third file has one person more than
/// there are seats.
pub(super) fn file(planned: &Planned, index: usize) -> String {
    let country = COUNTRIES.iter().find(|country| country.locale == planned.locale).or(COUNTRIES.first());
    let Some(country) = country else { return String::new() };
    let domain = format!("customer-{}.example", index + 1);
    let people = planned.seats.min(MOST) + u32::from(planned.seats < MOST && index.is_multiple_of(3));
    let mut file = format!("{}\r\n", PEOPLE_COLUMNS.join(","));
    let names = country.given.iter().cycle().zip(country.families.iter().cycle());
    for ((number, (given, family)), (title, department)) in (1..=people).zip(names).zip(PLACES.iter().cycle()) {
        // Writing to a text can't fail.
        let _ = writeln!(
            file,
            "person-{number}@{domain},{given} {family},{given},{family},{title},{department},+32 2 555 {number:04},,,{},true",
            planned.company_name,
        );
    }
    let _ = writeln!(file, "info@{domain},{},,,,,,,,,false", planned.company_name);
    file
}
