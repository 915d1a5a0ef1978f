//! The columns of the list, and the choice of them, which this browser keeps.

use leptos::prelude::*;
use shared::subscriptions::{Subscription, SubscriptionSort};

use super::list_state::ListUrl;
use super::words;
use crate::connections;
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Badge, Icon, Menu, browser, icon};

const KEPT_UNDER: &str = "countersign.columns";

/// A column that can be chosen. The customer's always stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Product,
    Seats,
    Status,
    NextPayment,
    Plan,
    Connection,
    Reference,
    Created,
}

impl Column {
    pub const ALL: [Self; 8] =
        [Self::Product, Self::Seats, Self::Status, Self::NextPayment, Self::Plan, Self::Connection, Self::Reference, Self::Created];
    const USUAL: [Self; 4] = [Self::Product, Self::Seats, Self::Status, Self::NextPayment];

    const fn key(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Seats => "seats",
            Self::Status => "status",
            Self::NextPayment => "next_payment_date",
            Self::Plan => "plan",
            Self::Connection => "connection",
            Self::Reference => "external_ref",
            Self::Created => "created_at",
        }
    }

    /// What stands over the column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Product => text::product(),
            Self::Seats => text::seats(),
            Self::Status => text::status(),
            Self::NextPayment => text::next_payment(),
            Self::Plan => text::plan(),
            Self::Connection => text::connection(),
            Self::Reference => text::reference(),
            Self::Created => text::created(),
        }
    }

    /// The two orders by this column, if it has any.
    pub const fn orders(self) -> Option<(SubscriptionSort, SubscriptionSort)> {
        match self {
            Self::Seats => Some((SubscriptionSort::Seats, SubscriptionSort::SeatsDesc)),
            Self::Status => Some((SubscriptionSort::Status, SubscriptionSort::StatusDesc)),
            Self::NextPayment => Some((SubscriptionSort::NextPaymentDate, SubscriptionSort::NextPaymentDateDesc)),
            Self::Created => Some((SubscriptionSort::CreatedAt, SubscriptionSort::CreatedAtDesc)),
            Self::Product | Self::Plan | Self::Connection | Self::Reference => None,
        }
    }

    /// The column's cell of a row.
    pub fn cell(self, row: &Subscription) -> AnyView {
        let label = self.label();
        let words = match self {
            Self::Status => return view! { <td class="state">{words::status_badge(row)}</td> }.into_any(),
            Self::Seats => {
                return view! { <td class="number" data-label=label>{i18n::number(row.seats)}</td> }.into_any();
            }
            Self::Connection => {
                let (tone, said) = (connections::status_tone(row.connection.status), connections::status_label(row.connection.status));
                return view! { <td data-label=label><Badge tone label=said /></td> }.into_any();
            }
            Self::Product => words::product_short(row.product).to_owned(),
            Self::NextPayment => words::next_payment(row),
            Self::Plan => words::plan_line(row),
            Self::Reference => row.external_ref.clone().flatten().unwrap_or_else(|| "–".to_owned()),
            Self::Created => i18n::utc_day(row.created_at),
        };
        let class = match self {
            Self::NextPayment | Self::Created => "figures",
            _ => "quiet clipped",
        };
        view! { <td class=class data-label=label>{words}</td> }.into_any()
    }
}

/// The columns that are shown, in their order.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    chosen: RwSignal<Vec<Column>>,
    /// Whether the list is narrowed by connection: what it is narrowed by is shown, whether it was chosen or not.
    by_connection: Memo<bool>,
}

impl Columns {
    /// Those that this browser kept, else the usual ones.
    pub fn kept(list: ListUrl) -> Self {
        let kept = browser::kept(KEPT_UNDER).map(|keys| {
            let shown = |column: &Column| keys.split(',').any(|key| key == column.key());
            Column::ALL.into_iter().filter(shown).collect()
        });
        Self {
            chosen: RwSignal::new(kept.unwrap_or_else(|| Column::USUAL.to_vec())),
            by_connection: Memo::new(move |_| list.get().query.connection.is_some()),
        }
    }

    /// The columns that are shown; tracked.
    pub fn shown(self) -> Vec<Column> {
        Column::ALL.into_iter().filter(|column| self.shows(*column)).collect()
    }

    fn shows(self, column: Column) -> bool {
        self.chosen.with(|chosen| chosen.contains(&column)) || self.is_fixed(column)
    }

    /// Whether a column is shown whatever was chosen.
    fn is_fixed(self, column: Column) -> bool {
        column == Column::Connection && self.by_connection.get()
    }

    fn toggle(self, column: Column) {
        let shown = |other: &Column| self.chosen.with_untracked(|chosen| chosen.contains(other)) != (*other == column);
        let columns: Vec<Column> = Column::ALL.into_iter().filter(shown).collect();
        let keys: Vec<_> = columns.iter().map(|column| column.key()).collect();
        browser::keep(KEPT_UNDER, Some(&keys.join(",")));
        self.chosen.set(columns);
    }
}

/// A menu with a box per column.
pub(super) fn column_choice(columns: Columns) -> AnyView {
    let face = view! { {icon(Icon::Columns)} <span>{text::columns()}</span> }.into_any();
    let boxes: Vec<_> = Column::ALL
        .into_iter()
        .map(|column| {
            view! {
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || columns.shows(column)
                        prop:disabled=move || columns.is_fixed(column)
                        on:change=move |_| columns.toggle(column)
                    />
                    {column.label()}
                </label>
            }
        })
        .collect();
    view! {
        <Menu face class="button plain">
            <div class="menu-group" role="group" aria-label=text::columns()>
                {boxes}
            </div>
        </Menu>
    }
    .into_any()
}
