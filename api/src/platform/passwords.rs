//! Passwords: Argon2id hashes, and how easy a new one is to guess.

mod hashing;

use std::sync::{Arc, OnceLock};

use shared::validation::PASSWORD_SCORE_MIN;
use tokio::sync::Semaphore;
use zxcvbn::feedback::Suggestion;

use self::hashing::Memory;

/// Hashes and checks passwords, as many at once as there are cores: each takes 19 MiB and some 20 milliseconds.
#[derive(Debug, Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    memory: Arc<Memory>,
}

/// The hash could not be made.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed: {0}")]
pub struct HashFailed(String);

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { places: Arc::new(Semaphore::new(cores)), memory: Arc::default() }
    }
}

impl Passwords {
    /// The hash of a new password, in PHC form.
    ///
    /// # Errors
    /// No randomness, or the thread was lost.
    pub async fn hash(&self, password: String) -> Result<String, HashFailed> {
        let _place = self.places.acquire().await.map_err(|lost| HashFailed(lost.to_string()))?;
        let memory = Arc::clone(&self.memory);
        actix_web::web::block(move || memory.hash(&password)).await.map_err(|lost| HashFailed(lost.to_string()))?
    }

    /// Whether a password fits its hash. Without a hash the same time is spent and the answer is no, so that an unknown
    /// account answers like a known one.
    ///
    /// # Errors
    /// The thread was lost.
    pub async fn verify(&self, password: String, kept: Option<String>) -> Result<bool, HashFailed> {
        let _place = self.places.acquire().await.map_err(|lost| HashFailed(lost.to_string()))?;
        let memory = Arc::clone(&self.memory);
        actix_web::web::block(move || match kept {
            Some(kept) => memory.verify(&password, &kept),
            None => {
                static NOBODY: OnceLock<Option<String>> = OnceLock::new();
                if let Some(nobody) = NOBODY.get_or_init(|| memory.hash("nobody").ok()) {
                    memory.verify(&password, nobody);
                }
                false
            }
        })
        .await
        .map_err(|lost| HashFailed(lost.to_string()))
    }

    /// Gives back the memory that waits for the next password.
    pub fn release_memory(&self) {
        self.memory.release();
    }
}

/// How easy a password is to guess.
#[derive(Debug, Clone, PartialEq)]
pub struct Strength {
    /// zxcvbn's score, 0 to 4.
    pub score: u8,
    /// What would make it stronger.
    pub suggestions: Vec<Suggestion>,
}

impl Strength {
    /// Estimates a password; `known` are texts that an attacker would try first, such as the person's own name: whole,
    /// and word by word.
    #[must_use]
    pub fn of(password: &str, known: &[&str]) -> Self {
        // The estimator's time grows with the square of the length; beyond 100 characters nothing gets weaker.
        let start: String = password.chars().take(100).collect();
        let apart = known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|word| word.len() > 2);
        let tried: Vec<&str> = known.iter().copied().chain(apart).collect();
        let estimate = zxcvbn::zxcvbn(&start, &tried);
        let suggestions = estimate.feedback().map(|feedback| feedback.suggestions().to_vec()).unwrap_or_default();
        Self { score: u8::from(estimate.score()), suggestions }
    }

    /// Whether it is strong enough to be chosen.
    #[must_use]
    pub const fn is_enough(&self) -> bool {
        self.score >= PASSWORD_SCORE_MIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_password_fits_its_own_hash_alone() {
        let passwords = Passwords::default();
        let kept = passwords.hash("violet-harbour-tango-93".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(passwords.verify("violet-harbour-tango-93".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!passwords.verify("violet-harbour-tango-94".to_owned(), Some(kept)).await.unwrap());
        assert!(!passwords.verify("nobody".to_owned(), None).await.unwrap());
    }

    #[test]
    fn easy_passwords_are_not_enough() {
        assert!(!Strength::of("password12345", &[]).is_enough());
        assert!(!Strength::of("northwindostrova", &["olga.ostrova@northwind.example"]).is_enough());
        assert!(Strength::of("violet-harbour-tango-93", &[]).is_enough());
    }
}
