//! A stand-in of Google's token endpoint, of the Directory API and of the Gmail API, on loopback: what their public documentation
//! says of service accounts, domain-wide delegation, `users`, `groups`, `members`, `domains` and `settings.sendAs`; with a note of
//! each request.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, HttpServer, web};
use countersign::config::Settings;
use countersign::platform::clock::Clock;
use serde_json::{Value, json};

mod accounts;
mod customer;

pub use accounts::Account;
use accounts::Claims;
pub use customer::Customer;

use super::microsoft::Prepared;

/// How every access token begins.
pub const TOKEN: &str = "ya29.t0ken-";

/// What is told, or a status, a reason and a sentence.
type Answer = Result<Value, (u16, &'static str, &'static str)>;

#[derive(Default)]
struct State {
    /// By the domain of their addresses.
    customers: HashMap<String, Customer>,
    /// What comes instead, by a part of the path.
    prepared: VecDeque<(String, Prepared)>,
    asked: Vec<String>,
    /// Whom each token is for, and for what.
    tokens: Vec<(String, BTreeSet<String>)>,
    /// Tokens up to this one are not taken any more.
    expired: usize,
}

/// A running stand-in. It ends with the runtime.
#[derive(Clone)]
pub struct Google {
    pub url: String,
    clock: Clock,
    state: Arc<Mutex<State>>,
}

impl Google {
    pub fn start(clock: Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stand_in = Self { url, clock, state: Arc::default() };
        let shared = stand_in.clone();
        let server =
            HttpServer::new(move || actix_web::App::new().app_data(web::Data::new(shared.clone())).default_service(web::to(answer)));
        actix_web::rt::spawn(server.workers(1).disable_signals().listen(listener).unwrap().run());
        stand_in
    }

    pub fn token_url(&self) -> String {
        format!("{}/token", self.url)
    }

    /// Makes a server know this stand-in.
    pub fn configure(&self, settings: &mut Settings) {
        settings.google_token_url = Some(self.token_url());
        settings.google_directory_url = Some(self.url.clone());
        settings.google_gmail_url = Some(self.url.clone());
    }

    /// And gives it a service account of its own.
    pub fn configure_account(&self, settings: &mut Settings, folder: &Path) {
        self.configure(settings);
        let path = folder.join("service-account.json");
        std::fs::write(&path, Account::Installation.key_file()).unwrap();
        settings.google_service_account = Some(path.display().to_string());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// A customer with an administrator, who has delegated nothing yet.
    pub fn customer(&self, id: &str, administrator: &str) {
        let (_, domain) = administrator.split_once('@').unwrap();
        self.state().customers.insert(domain.to_owned(), Customer::new(id, administrator));
    }

    /// Changes a customer.
    pub fn change<T>(&self, domain: &str, change: impl FnOnce(&mut Customer) -> T) -> T {
        change(self.state().customers.get_mut(domain).unwrap())
    }

    /// Refuses the access tokens that were made so far.
    pub fn expire_tokens(&self) {
        let mut state = self.state();
        state.expired = state.tokens.len();
    }

    /// Answers the next request whose path has this part with something else.
    pub fn instead(&self, part: &str, prepared: Prepared) {
        self.state().prepared.push_back((part.to_owned(), prepared));
    }

    /// The requests so far, as `GET /admin/directory/v1/users`; a repeat comes again.
    pub fn asked(&self) -> Vec<String> {
        self.state().asked.clone()
    }

    /// How many requests had this part in their path.
    pub fn count(&self, part: &str) -> usize {
        self.state().asked.iter().filter(|asked| asked.contains(part)).count()
    }

    /// For what the tokens so far were asked.
    pub fn scopes(&self) -> Vec<BTreeSet<String>> {
        self.state().tokens.iter().map(|(_, scopes)| scopes.clone()).collect()
    }
}

async fn answer(request: HttpRequest, body: web::Bytes, stand_in: web::Data<Google>) -> HttpResponse {
    let path = request.path().to_owned();
    let prepared = {
        let mut state = stand_in.state();
        state.asked.push(format!("{} {path}", request.method()));
        let place = state.prepared.iter().position(|(part, _)| path.contains(part.as_str()));
        place.and_then(|place| state.prepared.remove(place))
    };
    match prepared {
        Some((_, Prepared::Status(status, header, body))) => {
            let mut response = HttpResponse::build(StatusCode::from_u16(status).unwrap());
            if !header.0.is_empty() {
                response.insert_header(header);
            }
            return response.content_type("application/json").body(body);
        }
        Some((_, Prepared::Silence(time))) => tokio::time::sleep(time).await,
        None => {}
    }
    let mut state = stand_in.state();
    match path.as_str() {
        "/token" => match token(&mut state, &body, &stand_in) {
            Ok(token) => HttpResponse::Ok().json(token),
            Err((status, error, sentence)) => {
                let refusal = json!({"error": error, "error_description": sentence});
                HttpResponse::build(StatusCode::from_u16(status).unwrap()).json(refusal)
            }
        },
        _ => directory(&state, &request),
    }
}

/// A token for whoever the assertion names, if the customer has delegated all that it asks for.
fn token(state: &mut State, body: &[u8], stand_in: &Google) -> Answer {
    let fields: HashMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
    let field = |name: &str| fields.get(name).map(String::as_str);
    if field("grant_type") != Some("urn:ietf:params:oauth:grant-type:jwt-bearer") {
        return Err((400, "unsupported_grant_type", "Invalid grant_type"));
    }
    let read = Claims::read(field("assertion").unwrap_or_default(), &stand_in.token_url(), stand_in.clock.now());
    let (account, claims) = read.map_err(|(error, sentence)| (400, error, sentence))?;
    let scopes = claims.scopes();
    let customer = claims.sub.split_once('@').and_then(|(_, domain)| state.customers.get(domain));
    let delegated = customer.filter(|customer| customer.has_delegated(account, &scopes));
    let sentence = "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes \
        requested.";
    let customer = delegated.ok_or((401, "unauthorized_client", sentence))?;
    if !customer.has_user(&claims.sub) {
        return Err((400, "invalid_grant", "Invalid email or User ID"));
    }
    state.tokens.push((claims.sub, scopes));
    let token = format!("{TOKEN}{}", state.tokens.len());
    Ok(json!({"access_token": token, "expires_in": 3599, "token_type": "Bearer"}))
}

fn directory(state: &State, request: &HttpRequest) -> HttpResponse {
    let bearer = request.headers().get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let number = bearer.strip_prefix("Bearer ").and_then(|token| token.strip_prefix(TOKEN)?.parse::<usize>().ok());
    let known = number.filter(|number| *number > state.expired).and_then(|number| state.tokens.get(number - 1));
    let Some((by, scopes)) = known else { return error((401, "authError", "Invalid Credentials")) };
    let customer = by.split_once('@').and_then(|(_, domain)| state.customers.get(domain));
    if let (Some(customer), "/gmail/v1/users/me/settings/sendAs") = (customer, request.path()) {
        return customer.send_as(by, scopes);
    }
    let path = request.path().strip_prefix("/admin/directory/v1/").map(|path| path.split('/').map(decoded).collect::<Vec<_>>());
    let (Some(customer), Some(path)) = (customer, path) else { return error((404, "notFound", "Not Found")) };
    let query: HashMap<String, String> = url::form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
    customer.answer(&path, &query, by, scopes)
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8().unwrap().into_owned()
}

fn error((status, reason, message): (u16, &str, &str)) -> HttpResponse {
    let errors = json!([{"message": message, "domain": "global", "reason": reason}]);
    let body = json!({"error": {"code": status, "message": message, "errors": errors}});
    HttpResponse::build(StatusCode::from_u16(status).unwrap()).json(body)
}

/// A user as the Directory API tells one.
pub fn user(number: usize, customer: &str, email: &str) -> Value {
    json!({
        "kind": "admin#directory#user", "id": format!("user{number}"), "customerId": customer, "primaryEmail": email, "isAdmin": false,
        "name": {"givenName": "Person", "familyName": number.to_string(), "fullName": format!("Person {number}")}, "suspended": false,
        "archived": false, "aliases": [format!("p{number}@alias.example")],
        "organizations": [{"title": "Baker", "department": "Ovens", "primary": true, "customType": ""}],
        "phones": [{"value": "+33 1 55 55 12 34", "type": "work"}], "isMailboxSetup": true, "recoveryEmail": "private@home.example",
    })
}
