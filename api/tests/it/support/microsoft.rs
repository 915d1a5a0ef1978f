//! A stand-in of Microsoft's login service and of Graph, on loopback: what their public documentation says of admin
//! consent, client credentials, `organization`, `domains`, and the delta queries of users and groups; with a note of each
//! request.

use std::collections::{HashMap, VecDeque};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, HttpServer, web};
use countersign::config::Settings;
use serde_json::{Value, json};

mod directory;

use directory::Tenant;

/// The application under which the stand-in knows the server under test.
pub const CLIENT_ID: &str = "00001111-aaaa-2222-bbbb-3333cccc4444";
/// Its secret, which must be found nowhere.
pub const CLIENT_SECRET: &str = "s3cret~of.the-tests_8Q";
/// How every access token begins.
pub const TOKEN: &str = "eyJ0eXAi-t0ken-";

/// An answer in the place of the next one.
pub enum Prepared {
    /// This status, with a header and a body.
    Status(u16, (&'static str, String), String),
    /// Nothing, for so long.
    Silence(Duration),
}

#[derive(Default)]
struct State {
    tenants: HashMap<String, Tenant>,
    /// What comes instead, by a part of the path.
    prepared: VecDeque<(String, Prepared)>,
    asked: Vec<String>,
    /// Tokens that were made so far.
    tokens: usize,
    /// Tokens up to this one are not taken any more.
    expired: usize,
    secret_is_good: bool,
}

/// A running stand-in. It ends with the runtime.
#[derive(Clone)]
pub struct Microsoft {
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl Microsoft {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stand_in = Self { url, state: Arc::new(Mutex::new(State { secret_is_good: true, ..State::default() })) };
        let shared = stand_in.clone();
        let server =
            HttpServer::new(move || actix_web::App::new().app_data(web::Data::new(shared.clone())).default_service(web::to(answer)));
        actix_web::rt::spawn(server.workers(1).disable_signals().listen(listener).unwrap().run());
        stand_in
    }

    /// Makes a server know this stand-in, and as whom.
    pub fn configure(&self, settings: &mut Settings) {
        settings.microsoft_login_url = Some(self.url.clone());
        settings.microsoft_graph_url = Some(self.url.clone());
        settings.microsoft_client_id = Some(CLIENT_ID.to_owned());
        settings.microsoft_client_secret = Some(CLIENT_SECRET.to_owned());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// A directory whose administrator has given access.
    pub fn tenant(&self, id: &str, name: &str) {
        self.state().tenants.insert(id.to_owned(), Tenant::new(name));
    }

    /// Changes a directory.
    pub fn change<T>(&self, tenant: &str, change: impl FnOnce(&mut Tenant) -> T) -> T {
        change(self.state().tenants.get_mut(tenant).unwrap())
    }

    /// Refuses the application's secret from now on, as when it has expired.
    pub fn refuse_secret(&self) {
        self.state().secret_is_good = false;
    }

    /// Refuses the access tokens that were made so far.
    pub fn expire_tokens(&self) {
        let mut state = self.state();
        state.expired = state.tokens;
    }

    /// Answers the next request whose path has this part with something else.
    pub fn instead(&self, part: &str, prepared: Prepared) {
        self.state().prepared.push_back((part.to_owned(), prepared));
    }

    /// The requests so far, as `GET /v1.0/organization`; a repeat comes again.
    pub fn asked(&self) -> Vec<String> {
        self.state().asked.clone()
    }

    /// How many requests had this part in their path.
    pub fn count(&self, part: &str) -> usize {
        self.state().asked.iter().filter(|asked| asked.contains(part)).count()
    }
}

async fn answer(request: HttpRequest, body: web::Bytes, stand_in: web::Data<Microsoft>) -> HttpResponse {
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
    match path.strip_suffix("/oauth2/v2.0/token") {
        Some(tenant) => token(&mut state, tenant.trim_start_matches('/'), &body, &stand_in.url),
        None => graph(&mut state, &request, &stand_in.url),
    }
}

/// <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
fn token(state: &mut State, tenant: &str, body: &[u8], url: &str) -> HttpResponse {
    let refused = |status: u16, error: &str, number: u32| {
        let description = format!("AADSTS{number}: Bob Builder may not. Trace ID: 1 Correlation ID: 2 Timestamp: 2026-11-22 12:00:00Z");
        let body = json!({
            "error": error, "error_description": description, "error_codes": [number], "timestamp": "2026-11-22 12:00:00Z", "trace_id": "1",
            "correlation_id": "2", "error_uri": format!("{url}/error?code={number}"),
        });
        HttpResponse::build(StatusCode::from_u16(status).unwrap()).json(body)
    };
    let fields: HashMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
    let field = |name: &str| fields.get(name).map(String::as_str);
    if field("grant_type") != Some("client_credentials") || field("scope") != Some(format!("{url}/.default").as_str()) {
        return refused(400, "invalid_scope", 1_002_012);
    }
    if field("client_id") != Some(CLIENT_ID) {
        return refused(400, "unauthorized_client", 700_016);
    }
    if field("client_secret") != Some(CLIENT_SECRET) || !state.secret_is_good {
        return refused(401, "invalid_client", 7_000_222);
    }
    let Some(has_consented) = state.tenants.get_mut(tenant).map(Tenant::has_consented) else {
        return refused(400, "invalid_request", 90_002);
    };
    if !has_consented {
        return refused(400, "unauthorized_client", 700_016);
    }
    state.tokens += 1;
    let token = format!("{TOKEN}{}-{tenant}", state.tokens);
    HttpResponse::Ok().json(json!({"token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": token}))
}

fn graph(state: &mut State, request: &HttpRequest, url: &str) -> HttpResponse {
    let bearer = request.headers().get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let named = bearer.strip_prefix("Bearer ").and_then(|token| token.strip_prefix(TOKEN)).and_then(|rest| rest.split_once('-'));
    let Some((number, tenant)) = named.and_then(|(number, tenant)| Some((number.parse::<usize>().ok()?, tenant))) else {
        return error(401, "InvalidAuthenticationToken");
    };
    let expired = state.expired;
    let Some(directory) = state.tenants.get_mut(tenant).filter(|_| number > expired) else {
        return error(401, "InvalidAuthenticationToken");
    };
    if directory.withdrawn {
        return error(403, "Authorization_RequestDenied");
    }
    let query: HashMap<String, String> = url::form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
    match request.path() {
        "/v1.0/organization" => HttpResponse::Ok().json(json!({"value": [{"id": tenant, "displayName": directory.name}]})),
        "/v1.0/domains" => HttpResponse::Ok().json(json!({"value": directory.domains})),
        "/v1.0/users/delta" => directory.delta("users", &query, request, url),
        "/v1.0/groups/delta" => directory.delta("groups", &query, request, url),
        _ => error(404, "Request_ResourceNotFound"),
    }
}

fn error(status: u16, code: &str) -> HttpResponse {
    let body = json!({"error": {"code": code, "message": "Bob Builder may not.", "innerError": {"date": "2026-11-22T12:00:00", "request-id": "1"}}});
    HttpResponse::build(StatusCode::from_u16(status).unwrap()).json(body)
}

/// A user as Graph tells one.
pub fn user(number: usize, name: &str, mail: &str) -> Value {
    json!({
        "id": format!("user-{number}"), "displayName": name, "mail": mail, "userPrincipalName": mail, "jobTitle": "Baker",
        "businessPhones": ["+33 1 55 55 12 34"], "accountEnabled": true, "userType": "Member",
    })
}
