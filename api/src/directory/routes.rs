//! Directories over HTTP.

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use shared::directory::{
    AddPerson, ChangePerson, Directory, Group, GroupQuery, PEOPLE_BYTES_MAX, PEOPLE_COLUMNS, PeopleImportQuery, PeopleReport, Person,
    PersonQuery,
};
use shared::page::{Page, PageQuery};

use super::import_row::SheetPerson;
use super::{import, service};
use crate::App;
use crate::http::answer::Answer;
use crate::http::body::Body;
use crate::http::caller::{OnSubscription, ToConnect, ToSee};
use crate::http::csv;
use crate::http::error::ApiError;
use crate::http::etag::Precondition;
use crate::http::file::CsvFile;
use crate::http::language;
use crate::http::named::{APerson, Of};
use crate::http::query::Query;
use crate::page;
use crate::platform::texts;
use crate::refusal::{self, Refusal};
use crate::sheet::Sheet;

/// Read a subscription's directory in figures: its people, its groups, and the seats that the people take.
#[utoipa::path(
    tag = "directory", params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses((status = 200, description = "The figures.", body = Directory))
)]
#[get("/subscriptions/{id}/directory")]
pub async fn get_directory(app: web::Data<App>, on: OnSubscription<ToSee>) -> Result<Answer, ApiError> {
    let directory = app.db.snapshot(move |conn| service::summary(conn, (on.reseller, on.id))).await?;
    Ok(Answer::ok(&directory)?)
}

/// List the people of a subscription's directory, by name.
#[utoipa::path(
    tag = "directory", params(("id" = String, Path, format = "uuid", description = "The subscription."), PersonQuery),
    responses((status = 200, description = "A page of people.", body = Page<Person>))
)]
#[get("/subscriptions/{id}/directory/people")]
pub async fn list_people(app: web::Data<App>, on: OnSubscription<ToSee>, query: Query<PersonQuery>) -> Result<HttpResponse, ApiError> {
    let (wanted, place) = (query.read()?, (on.reseller, on.id));
    if query.wants_csv() {
        let rows = app.db.snapshot(move |conn| page::all(|page| service::people(conn, place, &at(wanted.clone(), page)))).await?;
        return Ok(csv::answer("people", &PEOPLE_COLUMNS, rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| service::people(conn, place, &wanted)).await?;
    Ok(query.answer(&page)?)
}

fn at(query: PersonQuery, page: PageQuery) -> PersonQuery {
    PersonQuery { limit: page.limit, cursor: page.cursor, ..query }
}

/// The cells of a person, in the order of the columns of a file: what was listed can be imported.
fn cells(person: &Person) -> Vec<String> {
    let (profile, takes_seat) = (&person.profile, person.takes_seat.to_string());
    let known = [
        &profile.given_name, &profile.surname, &profile.job_title, &profile.department, &profile.phone, &profile.mobile, &profile.office,
        &profile.company,
    ];
    let known = known.into_iter().map(|text| text.clone().unwrap_or_default());
    [person.email.clone(), person.display_name.clone()].into_iter().chain(known).chain([takes_seat]).collect()
}

/// Add a person to a subscription's directory by hand.
#[utoipa::path(
    tag = "directory", request_body = AddPerson,
    params(("id" = String, Path, format = "uuid", description = "The subscription.")),
    responses(
        (status = 201, description = "The person.", body = Person),
        (status = 409, description = "`person_exists`, `too_many_people`, `transition_not_allowed`."),
    )
)]
#[post("/subscriptions/{id}/directory/people")]
pub async fn add_person(app: web::Data<App>, on: OnSubscription<ToConnect>, body: Body<AddPerson>) -> Result<Answer, ApiError> {
    let (wanted, deed, place) = (body.read()?, on.deed(), body.key.place(&on.caller)?);
    let (reseller, id) = (on.reseller, on.id);
    let work = move |conn: &mut _| {
        let person = service::add(conn, (reseller, id), wanted, &deed)?;
        let location = format!("/api/v1/subscriptions/{id}/directory/people/{}", person.id);
        Ok(Answer::created(location, &person)?.with_version(person.version))
    };
    Ok(app.once(place, work).await?)
}

/// Read a person of a subscription's directory.
#[utoipa::path(
    tag = "directory",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("person_id" = String, Path, format = "uuid", description = "The person.")),
    responses((status = 200, description = "The person.", body = Person))
)]
#[get("/subscriptions/{id}/directory/people/{person_id}")]
pub async fn get_person(app: web::Data<App>, person: Of<APerson, ToSee>) -> Result<Answer, ApiError> {
    let (on, id) = (person.on, person.id);
    let person = app.db.read(move |conn| service::person(conn, (on.reseller, on.id), id)).await?;
    Ok(Answer::ok(&person)?.with_version(person.version))
}

/// Change a person who was written by hand or imported. Whom the customer's platform keeps is changed there.
#[utoipa::path(
    tag = "directory", request_body = ChangePerson,
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("person_id" = String, Path, format = "uuid", description = "The person.")),
    responses(
        (status = 200, description = "The person as it is now.", body = Person),
        (status = 409, description = "`kept_by_platform`, `person_exists`, `transition_not_allowed`."),
    )
)]
#[patch("/subscriptions/{id}/directory/people/{person_id}")]
pub async fn change_person(
    app: web::Data<App>,
    person: Of<APerson, ToConnect>,
    precondition: Precondition,
    body: Body<ChangePerson>,
) -> Result<Answer, ApiError> {
    let (wanted, on, id) = (body.read()?, person.on, person.id);
    let deed = on.deed();
    let work = move |conn: &mut _| service::change(conn, (on.reseller, on.id), id, wanted, &precondition, &deed);
    let person = app.db.tx(work).await?;
    Ok(Answer::ok(&person)?.with_version(person.version))
}

/// Remove a person who was written by hand or imported. Whom the customer's platform keeps is removed there.
#[utoipa::path(
    tag = "directory",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), ("person_id" = String, Path, format = "uuid", description = "The person.")),
    responses(
        (status = 204, description = "Removed."),
        (status = 409, description = "`kept_by_platform`, `transition_not_allowed`."),
    )
)]
#[delete("/subscriptions/{id}/directory/people/{person_id}")]
pub async fn remove_person(app: web::Data<App>, person: Of<APerson, ToConnect>, precondition: Precondition) -> Result<Answer, ApiError> {
    let (on, id) = (person.on, person.id);
    let deed = on.deed();
    app.db.tx(move |conn| service::remove(conn, (on.reseller, on.id), id, &precondition, &deed)).await?;
    Ok(Answer::done())
}

const EXAMPLE: &str = "email,display_name,job_title,department,phone\r\n\
    camille@mercier.example,Camille Mercier,Head baker,Production,+32 2 555 01 10\r\n\
    noor@mercier.example,Noor Janssens,Accountant,Office,\r\n";

/// Import people from a CSV file, or only look at it: a dry run, which is what it is unless `dry_run=false`, tells what would
/// become of the rows and what is wrong with them, and writes nothing. Rows are written all together or, while one is
/// faulty, none.
///
/// The file is UTF-8, with commas or semicolons, by RFC 4180, at most 10,000 rows and 4 MiB. Its first line names the
/// columns, in any order: `email`, `display_name`, and where wanted `given_name`, `surname`, `job_title`, `department`,
/// `phone`, `mobile`, `office`, `company`, `takes_seat`. A row whose address is known changes that person: a cell without text
/// takes the value away, and what the file has no column for stays. Pointers name line and column (`/7/email`); the header's
/// line is 1. The list of people as CSV has the same columns.
#[utoipa::path(
    tag = "directory",
    params(("id" = String, Path, format = "uuid", description = "The subscription."), PeopleImportQuery),
    request_body(content = String, content_type = "text/csv", description = "The file.", example = json!(EXAMPLE)),
    responses(
        (status = 200, description = "What the file holds, and what became of it or would.", body = PeopleReport),
        (status = 409, description = "`too_many_people`, `transition_not_allowed`."),
    )
)]
#[post("/subscriptions/{id}/directory/people/import")]
pub async fn import_people(
    app: web::Data<App>,
    on: OnSubscription<ToConnect>,
    request: HttpRequest,
    query: Query<PeopleImportQuery>,
    file: CsvFile<PEOPLE_BYTES_MAX>,
) -> Result<Answer, ApiError> {
    let sheet = Sheet::<SheetPerson>::read(file.bytes()?);
    let of_file = sheet.as_ref().map(drop).map_err(|faults| Refusal::Fields(faults.clone()));
    let asked = refusal::together(query.read(), of_file)?;
    let mut sheet = sheet.map_err(Refusal::Fields)?;
    let (key, locale) = (file.key.place(&on.caller)?, language::asked_for(request.headers()));
    let (place, deed) = ((on.reseller, on.id), on.deed());
    let sentence = move |fault: &crate::sheet::CellFault| texts::fault(locale, &fault.code);
    if asked.is_dry() {
        let look = move |conn: &mut _| {
            let plan = import::look(conn, place, &mut sheet, deed.now)?;
            Ok::<_, Refusal>(import::report(sheet, &plan, true, sentence))
        };
        return Ok(Answer::ok(&app.db.read(look).await?)?);
    }
    let work = move |conn: &mut _| {
        let (sheet, plan) = import::write(conn, place, sheet, &deed)?;
        Answer::ok(&import::report(sheet, &plan, false, sentence))
    };
    Ok(app.once(key, work).await?)
}

/// List the groups of a subscription's directory, by name.
#[utoipa::path(
    tag = "directory", params(("id" = String, Path, format = "uuid", description = "The subscription."), GroupQuery),
    responses((status = 200, description = "A page of groups.", body = Page<Group>))
)]
#[get("/subscriptions/{id}/directory/groups")]
pub async fn list_groups(app: web::Data<App>, on: OnSubscription<ToSee>, query: Query<GroupQuery>) -> Result<HttpResponse, ApiError> {
    let (wanted, place) = (query.read()?, (on.reseller, on.id));
    if query.wants_csv() {
        let read = move |conn: &mut _| {
            page::all(|page| {
                let PageQuery { limit, cursor } = page;
                service::groups(conn, place, &GroupQuery { q: wanted.q.clone(), limit, cursor })
            })
        };
        let rows = app.db.snapshot(read).await?;
        let cells = |group: &Group| vec![group.name.clone(), group.email.clone().unwrap_or_default(), group.people.to_string()];
        return Ok(csv::answer("groups", &["name", "email", "people"], rows.iter().map(cells))?);
    }
    let page = app.db.read(move |conn| service::groups(conn, place, &wanted)).await?;
    Ok(query.answer(&page)?)
}
