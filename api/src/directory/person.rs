//! What is known of a person, and the row that keeps it.

use chrono::{DateTime, Utc};
use shared::directory::Profile;

use super::Place;
use super::store::PersonRow;
use crate::accounts;
use crate::platform::{folding, ids};
use crate::refusal::Refusal;

/// What is known of a person, wherever it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub email: String,
    pub display_name: String,
    pub profile: Profile,
    pub takes_seat: bool,
}

impl Known {
    /// What a row keeps.
    pub fn of(row: &PersonRow) -> Result<Self, Refusal> {
        Ok(Self {
            email: row.email.clone(),
            display_name: row.display_name.clone(),
            profile: serde_json::from_str(&row.profile)?,
            takes_seat: row.takes_seat,
        })
    }

    /// A person who was not known; `external_id` is the platform's, which told of the person in a round.
    pub fn row(self, place: Place, platform: Option<(String, i64)>, now: DateTime<Utc>) -> Result<PersonRow, Refusal> {
        let (external_id, generation) = platform.unzip();
        let blank = PersonRow {
            id: ids::next(),
            reseller_id: place.0,
            subscription_id: place.1,
            external_id,
            email: String::new(),
            email_key: String::new(),
            display_name: String::new(),
            name_key: String::new(),
            search: String::new(),
            profile: String::new(),
            takes_seat: false,
            generation: generation.unwrap_or(0),
            created_at: now.into(),
            updated_at: now.into(),
            version: 0,
        };
        self.into(&blank, now)
    }

    /// A row that keeps this from now on, in its next version.
    pub fn into(self, was: &PersonRow, now: DateTime<Utc>) -> Result<PersonRow, Refusal> {
        let profile = &self.profile;
        let sought = [&profile.job_title, &profile.department, &profile.office, &profile.company];
        let texts = [self.display_name.as_str(), self.email.as_str()].into_iter().chain(sought.into_iter().flatten().map(String::as_str));
        Ok(PersonRow {
            email_key: accounts::service::email_key(&self.email),
            name_key: folding::sort_key(&self.display_name),
            search: folding::searchable(texts),
            profile: serde_json::to_string(profile)?,
            email: self.email,
            display_name: self.display_name,
            takes_seat: self.takes_seat,
            updated_at: now.into(),
            version: was.version + 1,
            ..was.clone()
        })
    }
}
