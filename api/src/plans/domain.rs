//! The catalogue of prices.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::subscriptions::{Plan, Term};

/// The currency of resellers that say nothing else, and of the built-in catalogue.
pub const DEFAULT_CURRENCY: &str = "EUR";

/// The prices of one currency: of one seat for one term, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// The currency, by ISO 4217.
    pub currency: String,
    /// The price of every plan and term.
    pub prices: Vec<(Plan, Term, i64)>,
}

impl Catalogue {
    /// What holds until the operator says otherwise.
    #[must_use]
    pub fn built_in(currency: &str) -> Option<Self> {
        let prices = [(Plan::Starter, 95, 950), (Plan::Standard, 145, 1450), (Plan::Pro, 195, 1950)];
        let both = |(plan, monthly, annual)| [(plan, Term::Monthly, monthly), (plan, Term::Annual, annual)];
        (currency == DEFAULT_CURRENCY).then(|| Self { currency: currency.to_owned(), prices: prices.into_iter().flat_map(both).collect() })
    }

    /// What one seat costs for one term.
    #[must_use]
    pub fn price(&self, plan: Plan, term: Term) -> Option<i64> {
        self.prices.iter().find(|(of, length, _)| (*of, *length) == (plan, term)).map(|(.., price)| *price)
    }

    /// Every currency's catalogue in a file: `[EUR]`, then `starter = { monthly = 95, annual = 950 }` and so on, whole
    /// minor units.
    ///
    /// # Errors
    /// One line that says where the file is wrong, and what to write.
    pub fn parse(text: &str) -> Result<Vec<Self>, String> {
        let file: BTreeMap<String, File> = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
            format!("line {line}: {}; write [EUR], and below it starter = {{ monthly = 95, annual = 950 }}", error.message())
        })?;
        if file.is_empty() {
            return Err("there are no prices; write [EUR], and below it starter = { monthly = 95, annual = 950 }".to_owned());
        }
        file.into_iter().map(|(currency, file)| file.catalogue(&currency)).collect()
    }

    /// The catalogue as [`Catalogue::parse`] reads it.
    #[must_use]
    pub fn written(&self) -> String {
        let mut text = format!("[{}]\n", self.currency);
        for plan in Plan::ALL {
            let price = |term| self.price(*plan, term).unwrap_or(0);
            text.push_str(&format!("{plan} = {{ monthly = {}, annual = {} }}\n", price(Term::Monthly), price(Term::Annual)));
        }
        text
    }
}

/// Whether a text has the form of a currency's code by ISO 4217.
#[must_use]
pub fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    starter: Terms,
    standard: Terms,
    pro: Terms,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    monthly: i64,
    annual: i64,
}

impl File {
    fn catalogue(self, currency: &str) -> Result<Catalogue, String> {
        if !is_currency(currency) {
            return Err(format!("[{currency}] is no currency; write the three capital letters of ISO 4217, such as [EUR]"));
        }
        let mut prices = Vec::new();
        for (plan, terms) in [(Plan::Starter, self.starter), (Plan::Standard, self.standard), (Plan::Pro, self.pro)] {
            for (term, price) in [(Term::Monthly, terms.monthly), (Term::Annual, terms.annual)] {
                // A million seats at such a price still fit into 64 bits.
                if !(0..=100_000_000).contains(&price) {
                    return Err(format!("[{currency}] {plan}.{term} is {price}; write minor units from 0 to 100000000"));
                }
                prices.push((plan, term, price));
            }
        }
        Ok(Catalogue { currency: currency.to_owned(), prices })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_catalogue_is_read_again() {
        let built_in = Catalogue::built_in("EUR").unwrap();
        assert_eq!(built_in.price(Plan::Standard, Term::Monthly), Some(145));
        let text = format!(
            "{}\n[CHF]\nstarter = {{ monthly = 1, annual = 2 }}\nstandard = {{ monthly = 3, annual = 4 }}\npro = {{ monthly = 5, annual = 6 }}\n",
            built_in.written()
        );
        let read = Catalogue::parse(&text).unwrap();
        assert_eq!(read[1], built_in);
        assert_eq!(read[0].price(Plan::Pro, Term::Annual), Some(6));
        assert_eq!(Catalogue::built_in("CHF"), None);
    }

    #[test]
    fn a_wrong_file_is_told_with_what_to_write() {
        let whole = "starter = { monthly = 1, annual = 2 }\nstandard = { monthly = 3, annual = 4 }\npro = { monthly = 5, annual = 6 }\n";
        for (text, told) in [
            (String::new(), "no prices"),
            ("[EUR]\nstarter = { monthly = 1, annual = 2 }\n".to_owned(), "missing field"),
            (format!("[euro]\n{whole}"), "[euro] is no currency"),
            (format!("[EUR]\n{whole}gold = {{ monthly = 1, annual = 2 }}\n"), "unknown field"),
            (format!("[EUR]\n{}", whole.replace('5', "-5")), "pro.monthly is -5"),
            (format!("[EUR]\n{}", whole.replace('5', "1.5")), "invalid type"),
            ("[EUR\n".to_owned(), "line 1"),
        ] {
            let error = Catalogue::parse(&text).unwrap_err();
            assert!(error.contains(told) && error.contains("write"), "{error}");
        }
    }
}
