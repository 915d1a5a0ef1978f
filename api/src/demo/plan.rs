//! What happens when: the same each time for the same count and day.

use chrono::{DateTime, TimeDelta, Utc};
use shared::locale::Locale;
use shared::subscriptions::{Plan, Product, Term};

use super::cast::{COUNTRIES, Country};
use crate::platform::folding;

/// Something that happens at a time.
pub(super) struct Step {
    pub at: DateTime<Utc>,
    pub what: What,
}

/// What happens, to the subscription with a number.
pub(super) enum What {
    /// It is made.
    Create(usize, Box<Planned>),
    /// Its contact, of this name, accepts.
    Join(usize, String),
    /// It moves.
    Meet(usize, Fate),
}

/// A subscription to be made.
pub(super) struct Planned {
    pub product: Product,
    pub company_name: String,
    pub seats: u32,
    pub locale: Locale,
    pub contact: Option<(String, String)>,
    pub plan: Option<(Plan, Term)>,
}

/// How a subscription moves.
pub(super) enum Fate {
    Activate(Plan, Term),
    /// By so many days.
    Extend(u32),
    EndTrial(&'static str),
    /// With the reason, and whether at once.
    Cancel(&'static str, bool),
    Keep,
    Pause(&'static str),
    /// A payment is overdue.
    Overdue,
    /// So many users.
    Seats(u32),
}

const REASONS: &[&str] = &[
    "Merged with another company",
    "Budget cut for this year",
    "Moves to its own solution",
    "Evaluation ended without a decision",
    "Closed its office",
];

/// A small generator of numbers that are spread well enough and the same each time (Numerical Recipes' constants).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let index = self.roll(u64::try_from(of.len()).unwrap_or(1));
        of.get(usize::try_from(index).unwrap_or(0))
    }

    fn minutes(&mut self, from: i64, to: i64) -> TimeDelta {
        let span = u64::try_from((to - from).max(1)).unwrap_or(1);
        TimeDelta::minutes(from + i64::try_from(self.roll(span)).unwrap_or(0))
    }

    fn plan(&mut self) -> Plan {
        *self.pick(&[Plan::Starter, Plan::Standard, Plan::Standard, Plan::Pro]).unwrap_or(&Plan::Standard)
    }
}

const DAY: i64 = 24 * 60;

/// All steps of so many subscriptions, up to now.
pub(super) fn steps(count: u32, now: DateTime<Utc>) -> Vec<Step> {
    let (mut dice, mut steps) = (Dice(20_261_122), Vec::new());
    for index in 0..usize::try_from(count).unwrap_or(0) {
        life(&mut dice, index, now, &mut steps);
    }
    steps
}

/// One subscription's life: of twenty, three are in trial, one's trial is over, ten are active, two on hold, one is about
/// to end, three are archived.
fn life(dice: &mut Dice, index: usize, now: DateTime<Utc>, steps: &mut Vec<Step>) {
    let mut add = |at: DateTime<Utc>, what: What| steps.push(Step { at, what });
    let mut planned = planned(dice, index);
    let person = planned.contact.as_ref().map(|(name, _)| name.clone());
    let annual = dice.roll(3) == 0;
    let term = if annual { Term::Annual } else { Term::Monthly };
    let bought = now - dice.minutes(2 * DAY, 150 * DAY);
    let (created, joins) = match index % 20 {
        0..=2 => {
            if dice.roll(2) == 0 {
                planned.plan = Some((dice.plan(), term));
            }
            let created = now - dice.minutes(30, 13 * DAY);
            if dice.roll(4) == 0 && now - created > TimeDelta::days(2) {
                add(created + TimeDelta::days(2), What::Meet(index, Fate::Extend(7)));
            }
            (created, dice.roll(3) > 0)
        }
        // Nobody chose a plan in time.
        3 => (now - dice.minutes(15 * DAY, 40 * DAY), dice.roll(3) > 0),
        4..=15 => {
            let plan = dice.plan();
            if dice.roll(3) == 0 {
                // The plan was chosen beforehand: time does the rest.
                planned.plan = Some((plan, term));
            } else {
                add(bought, What::Meet(index, Fate::Activate(plan, term)));
            }
            match index % 20 {
                14 => add(now - dice.minutes(DAY, 20 * DAY).min(now - bought - TimeDelta::hours(20)), What::Meet(index, Fate::Overdue)),
                15 => add(
                    now - dice.minutes(DAY, 9 * DAY).min(now - bought - TimeDelta::hours(20)),
                    What::Meet(index, Fate::Pause("The customer moves its mail to another tenant")),
                ),
                _ if dice.roll(4) == 0 => {
                    let more = planned.seats + u32::try_from(dice.roll(9)).unwrap_or(0) + 1;
                    add(bought + TimeDelta::hours(30), What::Meet(index, Fate::Seats(more)));
                }
                _ => {}
            }
            if planned.plan.is_none() && dice.roll(9) == 0 {
                add(bought + TimeDelta::hours(5), What::Meet(index, Fate::Cancel("Asked for an offer elsewhere", false)));
                add(bought + TimeDelta::hours(26), What::Meet(index, Fate::Keep));
            }
            // A trial of 14 days ends at the purchase where time does it.
            let created = if planned.plan.is_some() { TimeDelta::days(14) } else { dice.minutes(DAY, 13 * DAY) };
            (bought - created, dice.roll(8) > 0)
        }
        16 => {
            let bought = now - dice.minutes(2 * DAY, if annual { 150 * DAY } else { 26 * DAY });
            add(bought, What::Meet(index, Fate::Activate(dice.plan(), term)));
            let reason = dice.pick(REASONS).copied().unwrap_or_default();
            add(bought + TimeDelta::hours(30), What::Meet(index, Fate::Cancel(reason, false)));
            (bought - dice.minutes(DAY, 13 * DAY), true)
        }
        other => {
            let ended = now - dice.minutes(DAY, 80 * DAY);
            let reason = dice.pick(REASONS).copied().unwrap_or_default();
            if other == 17 {
                add(ended - TimeDelta::days(3), What::Meet(index, Fate::Activate(dice.plan(), term)));
                add(ended, What::Meet(index, Fate::Cancel(reason, true)));
            } else {
                add(ended, What::Meet(index, Fate::EndTrial(reason)));
            }
            (ended - TimeDelta::days(3) - dice.minutes(DAY, 9 * DAY), dice.roll(2) == 0)
        }
    };
    if let Some(person) = person.filter(|_| joins) {
        let joined = created + dice.minutes(20, DAY);
        if joined < now {
            add(joined, What::Join(index, person));
        }
    }
    add(created, What::Create(index, Box::new(planned)));
}

fn planned(dice: &mut Dice, index: usize) -> Planned {
    let country = COUNTRIES.get(index % COUNTRIES.len());
    let (company_name, locale, contact) =
        country.map_or_else(|| (format!("Company {index}"), Locale::En, None), |country| named(dice, country, index / COUNTRIES.len()));
    let sizes = [6, 9, 12, 18, 24, 33, 48, 54, 86, 140, 210, 410, 1_200, 2_350];
    let seats = dice.pick(&sizes).copied().unwrap_or(10) + u32::try_from(dice.roll(7)).unwrap_or(0);
    let product = if dice.roll(5) < 3 { Product::Microsoft365 } else { Product::GoogleWorkspace };
    let contact = contact.filter(|_| dice.roll(5) > 0);
    Planned { product, company_name, seats, locale, contact, plan: None }
}

/// A company's name, and its contact.
fn named(dice: &mut Dice, country: &Country, number: usize) -> (String, Locale, Option<(String, String)>) {
    let (families, trades) = (country.families.len().max(1), country.trades.len().max(1));
    // Each pair of family and trade comes once before any comes again.
    let family = country.families.get(number % families).copied().unwrap_or_default();
    let trade = country.trades.get((number % families + number / families) % trades).copied().unwrap_or("{}");
    let company = trade.replace("{}", family);
    let given = dice.pick(country.given).copied().unwrap_or_default();
    let plain = |text: &str| folding::words(text).join("");
    let host = plain(&company);
    let email = format!("{}@{host}.example", plain(given));
    (company, country.locale, Some((format!("{given} {family}"), email)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_happens_in_the_future_nor_before_its_subscription_is_made() {
        let now: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
        let mut steps = steps(250, now);
        steps.sort_by_key(|step| step.at);
        let mut made = std::collections::HashSet::new();
        for step in &steps {
            assert!(step.at <= now);
            match &step.what {
                What::Create(index, _) => assert!(made.insert(*index)),
                What::Join(index, _) | What::Meet(index, _) => assert!(made.contains(index), "{index}"),
            }
        }
        assert_eq!(made.len(), 250);
    }

    #[test]
    fn companies_are_told_apart() {
        let now = DateTime::UNIX_EPOCH;
        let names: std::collections::HashSet<_> = steps(250, now)
            .into_iter()
            .filter_map(|step| if let What::Create(_, planned) = step.what { Some(planned.company_name) } else { None })
            .collect();
        assert!(names.len() > 240, "{}", names.len());
    }
}
