//! The kit: the few parts that every page is made of. Looks are classes of `web/styles`; nothing here sets a style
//! attribute, which the content security policy forbids.

pub mod browser;
mod button;
mod card;
mod choice;
mod copy;
mod dialog;
mod field;
mod form;
mod icon;
mod keyed;
pub mod keys;
mod live;
mod load;
mod menu;
pub mod online;
mod page;
mod password;
mod person;
mod problem;
mod status;
mod table;
mod theme;
pub mod toast;

pub use button::{Button, ButtonKind, ButtonSize, LinkButton, SubmitButton};
pub use card::{Card, Fact, Facts, Notice, Tone};
pub use choice::{CheckCards, Checkbox, RadioCards, Select, Switch};
pub use copy::{CodeBlock, CopyButton, CopyText};
pub use dialog::{Confirm, Dialog, DialogFooter};
pub use field::{FieldError, TextField};
pub use form::{Field, Form, FormView};
pub use icon::{Icon, Mark, icon};
pub use keyed::{Part, cell, keyed};
pub use live::{live, watch};
pub use load::{Load, held, loaded};
pub use menu::Menu;
pub use page::{PageHead, enter_page};
pub use password::{NewPasswordField, PasswordField};
pub use person::{Avatar, PersonCell};
pub use problem::{EmptyState, ProblemPanel};
pub use status::{Badge, Skeleton, SkeletonRows, TimeAgo};
pub use table::{Direction, Pager, SortHeader, TableCard};
pub use theme::{Theme, ThemeSwitch};
