//! What a platform tells of a directory: the people and groups that are new, other or gone.

/// A value as the platform told it, or nothing where it says that the value did not change.
pub type Told<T> = Option<T>;

/// One thing that is other than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A person is there, new or changed.
    Person(Box<FoundPerson>),
    /// A person is gone, by the platform's id; it may never have been known.
    PersonGone(String),
    /// A group is there, new or changed.
    Group(FoundGroup),
    /// A group is gone.
    GroupGone(String),
    /// A person or another group belongs to a group.
    Joined {
        /// The group, by the platform's id.
        group: String,
        /// Who belongs to it.
        member: String,
    },
    /// A person or another group does not belong to a group any more.
    Left {
        /// The group.
        group: String,
        /// Who belonged to it.
        member: String,
    },
}

/// A person of the platform's directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundPerson {
    /// The platform's id.
    pub id: String,
    /// The address that the person sends from. Who has none is not kept.
    pub email: Told<Option<String>>,
    /// The name as others see it.
    pub display_name: Told<Option<String>>,
    /// The first name.
    pub given_name: Told<Option<String>>,
    /// The family name.
    pub surname: Told<Option<String>>,
    /// What the person does.
    pub job_title: Told<Option<String>>,
    /// Where in the company.
    pub department: Told<Option<String>>,
    /// The business telephone.
    pub phone: Told<Option<String>>,
    /// The mobile telephone.
    pub mobile: Told<Option<String>>,
    /// The place of work.
    pub office: Told<Option<String>>,
    /// The company's name, as the platform has it.
    pub company: Told<Option<String>>,
    /// Whether the person may sign in to the platform: who may not, such as a mailbox that is shared, takes no seat.
    pub takes_seat: Told<bool>,
}

/// A group of the platform's directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundGroup {
    /// The platform's id.
    pub id: String,
    /// The name.
    pub name: Told<String>,
    /// The group's own address.
    pub email: Told<Option<String>>,
}
