//! Idempotency keys: the same request keeps its key until an answer came, so that sending it again is safe.

use std::cell::RefCell;

use uuid::Uuid;

use super::{Answer, ClientError};

/// A request whose answer was lost.
struct Unanswered {
    path: String,
    body: String,
    key: Uuid,
}

thread_local! {
    static UNANSWERED: RefCell<Vec<Unanswered>> = const { RefCell::new(Vec::new()) };
}

/// The key of a request: the one of the same request before, if its answer was lost, else a new one.
pub(super) fn for_request(path: &str, body: &str) -> String {
    UNANSWERED.with_borrow_mut(|list| {
        let known = list.iter().find(|one| one.path == path && one.body == body).map(|one| one.key);
        let key = known.unwrap_or_else(|| {
            let key = new();
            list.push(Unanswered { path: path.to_owned(), body: body.to_owned(), key });
            key
        });
        key.to_string()
    })
}

/// Forgets the key once the server has answered: what is sent after that is meant anew.
pub(super) fn settle<T>(path: &str, body: &str, answer: &Answer<T>) {
    let lost = match answer {
        Ok(_) => false,
        Err(ClientError::Offline | ClientError::Unexpected { .. }) => true,
        Err(ClientError::Problem(problem)) => problem.status >= 500,
    };
    if !lost {
        UNANSWERED.with_borrow_mut(|list| list.retain(|one| one.path != path || one.body != body));
    }
}

#[expect(clippy::disallowed_methods, reason = "the browser has no injected source of ids, and a key is no id of a row")]
fn new() -> Uuid {
    Uuid::new_v4()
}
