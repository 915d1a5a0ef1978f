//! A file of comma-separated values (RFC 4180) as rows that ask for something, with all that is wrong with each.
//!
//! Spreadsheets are met half-way: semicolons where they outnumber commas in the header, a byte order mark, rows without
//! text, their words for yes and no in our four languages. What is wrong with the file as a whole (its encoding, its
//! header, its length) is told by line and column as well, and no row is read then.

use shared::body::Fault;
use shared::validation::FaultCode;

/// How many faults of a header are told: what has more is no table of ours, and could ask for an answer many times its size.
const COLUMN_FAULTS_MAX: usize = 100;

/// What a row of a file can ask for.
pub trait Row: Sized {
    /// The columns that a file can have, in the order of the template.
    const COLUMNS: &'static [&'static str];
    /// Those that every file needs.
    const NEEDED: &'static [&'static str];
    /// The most rows of one file.
    const ROWS_MAX: usize;

    /// What cells ask for, each in its column; there are as many of both.
    ///
    /// # Errors
    /// All that is wrong with the row.
    fn of_cells(columns: &[String], cells: &[String]) -> Result<Self, Vec<CellFault>>;
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<T> {
    /// Its columns, in its order.
    pub columns: Vec<String>,
    /// Its rows, in its order.
    pub rows: Vec<SheetRow<T>>,
}

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow<T> {
    /// The line on which it begins.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
    /// What it asks for, or what is wrong with it.
    pub wanted: Result<Box<T>, Vec<CellFault>>,
}

/// What is wrong with a cell, or with a row as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The cell's column.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub code: FaultCode,
}

impl<T: Row + Clone> Sheet<T> {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with the file as a whole. A pointer names line and column: `/1/seats`.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Fault>> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let (before, _) = bytes.split_at(error.valid_up_to());
            vec![not_utf8::<T>(std::str::from_utf8(before).unwrap_or_default())]
        })?;
        let delimiter = delimiter(text);
        // The header, as many rows as there can be, and one more.
        let mut records = records(text, delimiter).take(T::ROWS_MAX + 2).collect::<Vec<_>>().into_iter();
        let is_unclosed = records.len() <= T::ROWS_MAX + 1 && ends_within_quotes(text, delimiter);
        let unclosed = records.as_slice().last().filter(|_| is_unclosed).map(|last| (last.line, last.cells.len()));
        let header = records.next().ok_or_else(|| vec![whole(FaultCode::NoRows)])?;
        if let Some((line, cells)) = unclosed {
            let column = header.cells.get(cells.saturating_sub(1)).filter(|_| line > header.line);
            return Err(vec![in_file(line, column.map(String::as_str), FaultCode::UnclosedQuote)]);
        }
        let columns = columns::<T>(&header).map_err(|faults| faults.into_iter().take(COLUMN_FAULTS_MAX).collect::<Vec<_>>())?;
        if records.len() > T::ROWS_MAX {
            return Err(vec![whole(FaultCode::TooManyRows { max: T::ROWS_MAX })]);
        }
        let rows: Vec<_> = records.map(|record| row(&columns, record)).collect();
        if rows.is_empty() {
            return Err(vec![whole(FaultCode::NoRows)]);
        }
        Ok(Self { columns, rows })
    }

    /// What all rows ask for.
    ///
    /// # Errors
    /// What is wrong with any of them. A pointer names line and column: `/7/seats`.
    pub fn wanted(&self) -> Result<Vec<T>, Vec<Fault>> {
        let (mut wanted, mut faults) = (Vec::with_capacity(self.rows.len()), Vec::new());
        for row in &self.rows {
            match &row.wanted {
                Ok(one) => wanted.push(T::clone(one)),
                Err(wrong) => faults.extend(wrong.iter().map(|fault| in_file(row.line, fault.column, fault.code.clone()))),
            }
        }
        if faults.is_empty() { Ok(wanted) } else { Err(faults) }
    }
}

/// A record of the file.
struct Record {
    line: u32,
    cells: Vec<String>,
}

/// Semicolons where they outnumber commas in the first line that has text.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' }
}

/// The records of a text, but for those without text.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = Record> {
    let reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut place = (0, 1);
    // A text in memory that is UTF-8 and may have rows of any length can't fail to be read.
    reader.into_records().map_while(Result::ok).filter_map(move |record| {
        let line = line_of(text, record.position().map_or(0, csv::Position::byte), &mut place);
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        cells.iter().any(|cell| !cell.is_empty()).then_some(Record { line, cells })
    })
}

/// The line on which a record begins, whose bytes the reader counts from the end of the one before: line breaks and empty
/// lines come first. `place` is the place of the record before, with its line.
fn line_of(text: &str, from: u64, place: &mut (usize, u32)) -> u32 {
    let bytes = text.as_bytes();
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let breaks = bytes.iter().skip(from).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let (before, line) = *place;
    let begin = from.saturating_add(breaks);
    let passed = bytes.get(before..begin).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
    *place = (begin, line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX)));
    place.1
}

/// Whether a quotation mark that opens a cell is not closed. The reader takes all that follows for one cell then.
fn ends_within_quotes(text: &str, delimiter: u8) -> bool {
    let (mut is_quoted, mut begins) = (false, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if is_quoted => is_quoted = bytes.next_if_eq(&b'"').is_some(),
            b'"' if begins => (is_quoted, begins) = (true, false),
            _ if !is_quoted => begins = byte == delimiter || byte == b'\n' || byte == b'\r',
            _ => {}
        }
    }
    is_quoted
}

/// The names in the header, which must be those of columns, each once, with all that every file needs.
fn columns<T: Row>(header: &Record) -> Result<Vec<String>, Vec<Fault>> {
    let names: Vec<String> = header.cells.iter().map(|cell| cell.to_ascii_lowercase()).collect();
    let mut faults = Vec::new();
    for (place, name) in names.iter().enumerate() {
        if !T::COLUMNS.contains(&name.as_str()) {
            faults.push(in_file(header.line, Some(name), FaultCode::UnknownField));
        } else if names.iter().take(place).any(|before| before == name) {
            faults.push(in_file(header.line, Some(name), FaultCode::Twice));
        }
    }
    let missing = T::NEEDED.iter().filter(|needed| !names.iter().any(|name| name == *needed));
    faults.extend(missing.map(|needed| in_file(header.line, Some(needed), FaultCode::MissingColumn)));
    if faults.is_empty() { Ok(names) } else { Err(faults) }
}

fn row<T: Row>(columns: &[String], mut record: Record) -> SheetRow<T> {
    let expected = columns.len();
    // Cells without text beyond the last column are a spreadsheet's.
    while record.cells.len() > expected && record.cells.last().is_some_and(String::is_empty) {
        record.cells.pop();
    }
    let wanted = if record.cells.len() == expected {
        T::of_cells(columns, &record.cells).map(Box::new)
    } else {
        Err(vec![CellFault { column: None, code: FaultCode::WrongCellCount { expected } }])
    };
    SheetRow { line: record.line, cells: record.cells, wanted }
}

const fn whole(code: FaultCode) -> Fault {
    Fault { pointer: String::new(), code }
}

/// A fault of a line, or of a column in it: the file counts as an object of its lines.
fn in_file(line: u32, column: Option<&str>, code: FaultCode) -> Fault {
    let column = column.map(|name| Fault::of_parameter(name, code.clone()).pointer).unwrap_or_default();
    Fault { pointer: format!("/{line}{column}"), code }
}

/// A byte that is not UTF-8 after this text: on its line, and in its column where the header can be read.
fn not_utf8<T: Row>(before: &str) -> Fault {
    let records: Vec<_> = records(before, delimiter(before)).collect();
    let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
    let place = records.last().filter(|last| last.line == line).map_or(0, |last| last.cells.len().saturating_sub(1));
    let name = records.first().filter(|header| header.line < line).and_then(|header| header.cells.get(place));
    let name = name.map(|name| name.to_ascii_lowercase()).filter(|name| T::COLUMNS.contains(&name.as_str()));
    in_file(line, name.as_deref(), FaultCode::NotUtf8)
}

/// Spreadsheets write yes and no in their reader's language; what is neither stays for the rules to refuse.
#[must_use]
pub fn yes_or_no(cell: &str) -> String {
    let word = cell.to_lowercase();
    match word.as_str() {
        "true" | "yes" | "1" | "vrai" | "oui" | "waar" | "ja" | "wahr" => "true".to_owned(),
        "false" | "no" | "0" | "faux" | "non" | "onwaar" | "nee" | "falsch" | "nein" => "false".to_owned(),
        _ => word,
    }
}
