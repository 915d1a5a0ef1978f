//! The directory of a subscription: the customer's people and groups.

mod import;
mod listing;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::ids::{GroupId, PersonId, SubscriptionId};
use crate::text_enum::text_enum;
use crate::validation;

pub use self::import::{
    FaultyPerson, PEOPLE_BYTES_MAX, PEOPLE_COLUMNS, PEOPLE_COLUMNS_NEEDED, PEOPLE_FAULTS_SHOWN, PEOPLE_ROWS_MAX, PeopleImportQuery,
    PeopleReport,
};
pub use self::listing::{GroupQuery, PersonQuery};

/// The most people of one directory that are written by hand or imported.
pub const PEOPLE_MAX: u32 = 50_000;

text_enum! {
    /// Where a person of a directory is kept. New sources may come.
    PersonSource {
        /// In the customer's platform: what it says counts.
        Platform => "platform",
        /// Here: written by hand or imported from a file.
        Manual => "manual",
    }
}

/// A person of a customer, with what signatures say of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// Names the person.
    pub id: PersonId,
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// Where the person is kept.
    pub source: PersonSource,
    /// The address that the person sends from.
    #[cfg_attr(feature = "openapi", schema(example = "camille@mercier.example"))]
    pub email: String,
    /// The name as others see it.
    #[cfg_attr(feature = "openapi", schema(example = "Camille Mercier"))]
    pub display_name: String,
    /// What is known besides.
    pub profile: Profile,
    /// Whether the person takes one of the subscription's seats; a mailbox that several people share takes none.
    pub takes_seat: bool,
    /// When the person was first there.
    pub created_at: DateTime<Utc>,
    /// When something of the person was last changed.
    pub updated_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

/// What signatures say of a person besides name and address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The first name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Camille"))]
    pub given_name: Option<String>,
    /// The family name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Mercier"))]
    pub surname: Option<String>,
    /// What the person does.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Head baker"))]
    pub job_title: Option<String>,
    /// Where in the company.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Production"))]
    pub department: Option<String>,
    /// The business telephone.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "+32 2 555 01 10"))]
    pub phone: Option<String>,
    /// The mobile telephone.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "+32 470 55 01 10"))]
    pub mobile: Option<String>,
    /// The place of work.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Rue Haute 12, Brussels"))]
    pub office: Option<String>,
    /// The company's name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Boulangerie Mercier et Fils"))]
    pub company: Option<String>,
}

/// Adds a person to a directory by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddPerson {
    /// The address that the person sends from.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, format = "email", example = "camille@mercier.example"))]
    pub email: String,
    /// The name as others see it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Camille Mercier"))]
    pub display_name: String,
    /// What is known besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// Whether the person takes one of the subscription's seats; true unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes_seat: Option<bool>,
}

impl FromFields for AddPerson {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let email = f.required("email", validation::email);
        let display_name = f.required("display_name", validation::full_name);
        let profile = f.object::<Profile>("profile");
        let takes_seat = f.optional("takes_seat", any::<bool>);
        Some(Self { email: email?, display_name: display_name?, profile: profile?, takes_seat: takes_seat? })
    }
}

impl FromFields for Profile {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let mut one = |name: &str| f.optional(name, validation::attribute);
        let (given_name, surname, job_title, department) = (one("given_name"), one("surname"), one("job_title"), one("department"));
        let (phone, mobile, office, company) = (one("phone"), one("mobile"), one("office"), one("company"));
        Some(Self {
            given_name: given_name?,
            surname: surname?,
            job_title: job_title?,
            department: department?,
            phone: phone?,
            mobile: mobile?,
            office: office?,
            company: company?,
        })
    }
}

/// Changes a person that was written by hand or imported. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePerson {
    /// The address that the person sends from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(nullable = false, min_length = 3, max_length = 254, format = "email", example = "camille@mercier.example")
    )]
    pub email: Option<String>,
    /// The name as others see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, min_length = 1, max_length = 200, example = "Camille Mercier"))]
    pub display_name: Option<String>,
    /// What is known besides: in the place of all that was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub profile: Option<Profile>,
    /// Whether the person takes one of the subscription's seats.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub takes_seat: Option<bool>,
}

impl FromFields for ChangePerson {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let email = f.changed("email", validation::email);
        let display_name = f.changed("display_name", validation::full_name);
        f.refuse_null("profile");
        let profile = f.object::<Profile>("profile");
        let takes_seat = f.changed("takes_seat", any::<bool>);
        Some(Self { email: email?, display_name: display_name?, profile: profile?, takes_seat: takes_seat? })
    }
}

/// A group of the customer's platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    /// Names the group.
    pub id: GroupId,
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "Production"))]
    pub name: String,
    /// Its own address.
    #[cfg_attr(feature = "openapi", schema(example = "production@mercier.example"))]
    pub email: Option<String>,
    /// How many people belong to it, or to groups in it.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 12))]
    pub people: u32,
    /// When it was first there.
    pub created_at: DateTime<Utc>,
    /// When something of it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// The directory of a subscription in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Directory {
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// How many people are known.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 21))]
    pub people: u32,
    /// How many of them are kept here: written by hand, or imported.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 3))]
    pub manual: u32,
    /// How many people take a seat.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 19))]
    pub seats_taken: u32,
    /// How many seats the subscription has.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, example = 18))]
    pub seats: u32,
    /// Whether more people take a seat than there are.
    pub exceeds_seats: bool,
    /// How many groups are known.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 4))]
    pub groups: u32,
}
