//! What a wanted change of seats, plan or term comes to: more counts now and costs the rest of the period, less waits for
//! the next one; during a trial everything counts at once.

use chrono::NaiveDate;
use shared::statements::ChargeKind;
use shared::subscriptions::{Lifecycle, Plan, ScheduledChangeKind, Term};

use crate::statements::domain::prorated;

/// What of a subscription the change is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Where it stands in its life.
    pub lifecycle: Lifecycle,
    /// Its seats.
    pub seats: i64,
    /// Its plan.
    pub plan: Option<Plan>,
    /// Its term.
    pub term: Option<Term>,
}

/// What is wanted; what is absent stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Other seats.
    pub seats: Option<i64>,
    /// Another plan; an inner `None` takes the choice back.
    pub plan: Option<Option<Plan>>,
    /// Another term.
    pub term: Option<Term>,
}

/// Why the change can't be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The seats can't be changed now, or not to fewer.
    Seats,
    /// Plan or term can't be changed now.
    Plan,
    /// A term without a plan.
    PlanMissing,
    /// A plan without a term.
    TermMissing,
}

/// What the change comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amendment {
    /// Seats, plan and term from now on.
    pub now: Terms,
    /// Seats from the next period on, where they differ.
    pub seats_later: Option<i64>,
    /// The plan from the next period on, where it differs.
    pub plan_later: Option<Plan>,
    /// Changes that waited and count no more.
    pub overtaken: [Option<ScheduledChangeKind>; 2],
}

impl Amendment {
    /// Holds a wanted change against the present terms.
    ///
    /// # Errors
    /// Why it can't be made.
    pub fn of(terms: Terms, wanted: Wanted) -> Result<Self, Refused> {
        let mut amendment = Self { now: terms, seats_later: None, plan_later: None, overtaken: [None, None] };
        if let Some(seats) = wanted.seats.filter(|seats| *seats != terms.seats) {
            amendment.seats(seats)?;
        }
        amendment.plan(wanted)?;
        Ok(amendment)
    }

    fn seats(&mut self, seats: i64) -> Result<(), Refused> {
        match self.now.lifecycle {
            Lifecycle::Trial => self.now.seats = seats,
            Lifecycle::Active | Lifecycle::CancelPending if seats > self.now.seats => {
                self.now.seats = seats;
                self.overtaken[0] = Some(ScheduledChangeKind::Seats);
            }
            Lifecycle::Active => self.seats_later = Some(seats),
            // There is no next period in which there could be fewer.
            Lifecycle::CancelPending | Lifecycle::TrialExpired | Lifecycle::Ended => return Err(Refused::Seats),
        }
        Ok(())
    }

    fn plan(&mut self, wanted: Wanted) -> Result<(), Refused> {
        let (plan, term) = (wanted.plan.unwrap_or(self.now.plan), wanted.term.or(self.now.term));
        let term = term.filter(|_| wanted.plan != Some(None));
        if (plan, term) == (self.now.plan, self.now.term) {
            return Ok(());
        }
        match (self.now.lifecycle, plan, self.now.plan) {
            (Lifecycle::Trial, ..) => {
                match (plan, term) {
                    (Some(_), None) => return Err(Refused::TermMissing),
                    (None, Some(_)) => return Err(Refused::PlanMissing),
                    _ => (self.now.plan, self.now.term) = (plan, term),
                }
                Ok(())
            }
            (Lifecycle::Active, Some(plan), Some(before)) if term == self.now.term => {
                // Plans are declared from the smallest to the largest.
                if plan > before {
                    self.now.plan = Some(plan);
                    self.overtaken[1] = Some(ScheduledChangeKind::Plan);
                } else {
                    self.plan_later = Some(plan);
                }
                Ok(())
            }
            _ => Err(Refused::Plan),
        }
    }
}

/// An amount for the rest of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// What it is for.
    pub kind: ChargeKind,
    /// The seats that it pays for.
    pub seats: i64,
    /// The price of one seat for the whole period; of a higher plan what it costs more.
    pub unit_price: i64,
    /// The amount for the rest of the period.
    pub amount: i64,
}

/// What an amendment costs at once: first the seats that are added, at the present plan's price, then what the higher
/// plan costs more, for all seats. A higher plan that costs less is not paid back.
#[must_use]
pub fn lines(before: Terms, now: Terms, (price, new_price): (i64, i64), period: (NaiveDate, NaiveDate), today: NaiveDate) -> Vec<Line> {
    let line = |kind, seats, unit_price: i64| Line { kind, seats, unit_price, amount: prorated(unit_price * seats, period, today) };
    let mut lines = Vec::new();
    if now.seats > before.seats {
        lines.push(line(ChargeKind::Seats, now.seats - before.seats, price));
    }
    if now.plan != before.plan {
        lines.push(line(ChargeKind::Plan, now.seats, (new_price - price).max(0)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(lifecycle: Lifecycle) -> Terms {
        Terms { lifecycle, seats: 20, plan: Some(Plan::Standard), term: Some(Term::Monthly) }
    }

    fn seats(seats: i64) -> Wanted {
        Wanted { seats: Some(seats), ..Wanted::default() }
    }

    fn plan(plan: Option<Plan>) -> Wanted {
        Wanted { plan: Some(plan), ..Wanted::default() }
    }

    #[test]
    fn seats_grow_at_once_and_shrink_with_the_next_period() {
        for (lifecycle, wanted, expected) in [
            (Lifecycle::Trial, 30, Ok((30, None))),
            (Lifecycle::Trial, 5, Ok((5, None))),
            (Lifecycle::Active, 30, Ok((30, None))),
            (Lifecycle::Active, 5, Ok((20, Some(5)))),
            (Lifecycle::Active, 20, Ok((20, None))),
            (Lifecycle::CancelPending, 30, Ok((30, None))),
            (Lifecycle::CancelPending, 5, Err(Refused::Seats)),
            (Lifecycle::TrialExpired, 30, Err(Refused::Seats)),
            (Lifecycle::TrialExpired, 20, Ok((20, None))),
            (Lifecycle::Ended, 30, Err(Refused::Seats)),
        ] {
            let amended = Amendment::of(terms(lifecycle), seats(wanted)).map(|amendment| (amendment.now.seats, amendment.seats_later));
            assert_eq!(amended, expected, "{lifecycle} {wanted}");
        }
    }

    #[test]
    fn a_higher_plan_counts_at_once_and_a_lower_one_with_the_next_period() {
        for (lifecycle, wanted, expected) in [
            (Lifecycle::Trial, Some(Plan::Starter), Ok((Some(Plan::Starter), None))),
            (Lifecycle::Trial, None, Ok((None, None))),
            (Lifecycle::Active, Some(Plan::Pro), Ok((Some(Plan::Pro), None))),
            (Lifecycle::Active, Some(Plan::Starter), Ok((Some(Plan::Standard), Some(Plan::Starter)))),
            (Lifecycle::Active, Some(Plan::Standard), Ok((Some(Plan::Standard), None))),
            (Lifecycle::Active, None, Err(Refused::Plan)),
            (Lifecycle::CancelPending, Some(Plan::Pro), Err(Refused::Plan)),
            (Lifecycle::TrialExpired, Some(Plan::Pro), Err(Refused::Plan)),
        ] {
            let amended = Amendment::of(terms(lifecycle), plan(wanted)).map(|amendment| (amendment.now.plan, amendment.plan_later));
            assert_eq!(amended, expected, "{lifecycle} {wanted:?}");
        }
    }

    #[test]
    fn plan_and_term_are_chosen_together_and_the_term_stays_while_paid() {
        let bare = Terms { plan: None, term: None, ..terms(Lifecycle::Trial) };
        let term = |term| Wanted { term: Some(term), ..Wanted::default() };
        let both = Wanted { plan: Some(Some(Plan::Pro)), term: Some(Term::Annual), ..Wanted::default() };
        assert_eq!(Amendment::of(bare, plan(Some(Plan::Pro))), Err(Refused::TermMissing));
        assert_eq!(Amendment::of(bare, term(Term::Annual)), Err(Refused::PlanMissing));
        let chosen = Amendment::of(bare, both).unwrap().now;
        assert_eq!((chosen.plan, chosen.term), (Some(Plan::Pro), Some(Term::Annual)));
        let other = Amendment::of(terms(Lifecycle::Trial), term(Term::Annual)).unwrap().now;
        assert_eq!((other.plan, other.term), (Some(Plan::Standard), Some(Term::Annual)));
        assert_eq!(Amendment::of(terms(Lifecycle::Trial), plan(None)).unwrap().now.term, None);
        assert_eq!(Amendment::of(terms(Lifecycle::Active), term(Term::Annual)), Err(Refused::Plan));
        assert_eq!(Amendment::of(terms(Lifecycle::Active), both), Err(Refused::Plan));
    }

    #[test]
    fn what_grows_overtakes_what_was_to_shrink() {
        let both = Wanted { seats: Some(30), plan: Some(Some(Plan::Pro)), term: None };
        let kinds = [Some(ScheduledChangeKind::Seats), Some(ScheduledChangeKind::Plan)];
        assert_eq!(Amendment::of(terms(Lifecycle::Active), both).unwrap().overtaken, kinds);
        assert_eq!(Amendment::of(terms(Lifecycle::Active), seats(5)).unwrap().overtaken, [None, None]);
    }

    #[test]
    fn growth_costs_the_rest_of_the_period() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let period = (day("2026-12-01"), day("2026-12-31"));
        let before = terms(Lifecycle::Active);
        let more = Terms { seats: 26, ..before };
        let higher = Terms { plan: Some(Plan::Pro), ..before };
        let both = Terms { plan: Some(Plan::Pro), ..more };
        let amounts = |now, today| lines(before, now, (145, 195), period, day(today)).iter().map(|line| line.amount).collect::<Vec<_>>();
        assert_eq!(amounts(more, "2026-12-01"), [870]);
        assert_eq!(amounts(more, "2026-12-16"), [435]);
        assert_eq!(amounts(more, "2026-12-30"), [29]);
        assert_eq!(amounts(higher, "2026-12-16"), [500]);
        assert_eq!(amounts(both, "2026-12-16"), [435, 650]);
        assert_eq!(amounts(before, "2026-12-16"), Vec::<i64>::new());
        assert_eq!(lines(before, higher, (145, 100), period, day("2026-12-16"))[0].amount, 0);
    }
}
