//! A row of a file as a person.

use serde_json::{Map, Value};
use shared::body::FromFields as _;
use shared::directory::{AddPerson, PEOPLE_COLUMNS, PEOPLE_COLUMNS_NEEDED, PEOPLE_ROWS_MAX, Profile};

use super::person::Known;
use crate::sheet::{CellFault, Row, yes_or_no};

/// A person of a file, and what the file has columns for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPerson {
    /// The person.
    pub wanted: AddPerson,
    columns: Vec<&'static str>,
}

impl Row for SheetPerson {
    const COLUMNS: &'static [&'static str] = &PEOPLE_COLUMNS;
    const NEEDED: &'static [&'static str] = &PEOPLE_COLUMNS_NEEDED;
    const ROWS_MAX: usize = PEOPLE_ROWS_MAX;

    fn of_cells(columns: &[String], cells: &[String]) -> Result<Self, Vec<CellFault>> {
        let (mut texts, mut profile) = (Map::new(), Map::new());
        for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            match column.as_str() {
                "email" | "display_name" => texts.insert(column.clone(), cell.as_str().into()),
                "takes_seat" => texts.insert(column.clone(), yes_or_no(cell).into()),
                _ => profile.insert(column.clone(), cell.as_str().into()),
            };
        }
        texts.insert("profile".to_owned(), Value::Object(profile));
        let known = |name: &str| PEOPLE_COLUMNS.into_iter().find(|column| *column == name);
        match AddPerson::from_texts(texts) {
            Ok(wanted) => Ok(Self { wanted, columns: columns.iter().filter_map(|column| known(column)).collect() }),
            Err(faults) => Err(faults
                .into_iter()
                .map(|fault| CellFault { column: fault.pointer.rsplit('/').next().and_then(known), code: fault.code })
                .collect()),
        }
    }
}

impl SheetPerson {
    /// What is known of the person after the file: cells without text take a value away, and what the file has no column
    /// for stays as it was.
    pub(super) fn after(&self, before: Option<Known>) -> Known {
        let AddPerson { email, display_name, profile, takes_seat } = self.wanted.clone();
        let (is, was) = (profile.unwrap_or_default(), before.as_ref().map(|known| known.profile.clone()).unwrap_or_default());
        let one = |name: &str, is: Option<String>, was: Option<String>| if self.columns.contains(&name) { is } else { was };
        Known {
            email,
            display_name,
            profile: Profile {
                given_name: one("given_name", is.given_name, was.given_name),
                surname: one("surname", is.surname, was.surname),
                job_title: one("job_title", is.job_title, was.job_title),
                department: one("department", is.department, was.department),
                phone: one("phone", is.phone, was.phone),
                mobile: one("mobile", is.mobile, was.mobile),
                office: one("office", is.office, was.office),
                company: one("company", is.company, was.company),
            },
            takes_seat: takes_seat.or_else(|| before.map(|known| known.takes_seat)).unwrap_or(true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Sheet;

    fn read(text: &str) -> Result<Vec<SheetPerson>, Vec<String>> {
        let told =
            |faults: Vec<shared::body::Fault>| faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect();
        Sheet::<SheetPerson>::read(text.as_bytes()).and_then(|sheet| sheet.wanted()).map_err(told)
    }

    #[test]
    fn a_fault_is_told_by_its_column() {
        let long = "x".repeat(201);
        let text = format!("email,display_name,job_title,takes_seat\nno address,,{long},perhaps\n");
        let told = ["/2/email invalid_email", "/2/display_name required", "/2/job_title too_long", "/2/takes_seat wrong_type"];
        assert_eq!(read(&text), Err(told.map(str::to_owned).to_vec()));
        assert_eq!(read("email,name\n"), Err(vec!["/1/name unknown_field".to_owned(), "/1/display_name missing_column".to_owned()]));
    }

    #[test]
    fn cells_without_text_take_away_and_columns_that_are_missing_leave() {
        let before = Known {
            email: "camille@mercier.example".to_owned(),
            display_name: "Camille".to_owned(),
            profile: Profile { job_title: Some("Baker".to_owned()), office: Some("Brussels".to_owned()), ..Profile::default() },
            takes_seat: false,
        };
        let rows = read("Email;Display_Name;Job_Title\nCamille@mercier.example;Camille Mercier;\n").unwrap();
        let after = rows[0].after(Some(before));
        assert_eq!((after.email.as_str(), after.display_name.as_str()), ("Camille@mercier.example", "Camille Mercier"));
        assert_eq!((after.profile.job_title, after.profile.office.as_deref(), after.takes_seat), (None, Some("Brussels"), false));
        assert!(rows[0].after(None).takes_seat);
    }
}
