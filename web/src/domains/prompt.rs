//! The prompt above a subscription's cards, for as long as a domain's record is not right.

use leptos::prelude::*;
use shared::domains::{Domain, SpfResult};

use super::list::Domains;
use crate::i18n::text::domains as text;
use crate::ui::{Notice, Tone, live};

/// Whether somebody has to do something about the record: not before the first check, not because DNS is silent, and not
/// where nobody sends from the domain any more.
fn is_wrong(domain: &Domain) -> bool {
    domain.gone_since.is_none() && domain.spf.as_ref().is_some_and(|spf| !matches!(spf.result, SpfResult::Ok | SpfResult::DnsError))
}

/// Names the domains that are not right, and leads to what to do; nothing where no mail is led through Countersign, since its
/// servers need not stand in any record then.
pub fn spf_prompt(domains: Domains, leads_mail: Memo<bool>) -> AnyView {
    let wrong = move || {
        let names: Option<Vec<String>> =
            domains.page.with(|page| page.items.iter().filter(|one| is_wrong(one)).map(|one| one.unicode_name.clone()).collect());
        names.unwrap_or_default()
    };
    let wrong = Memo::new(move |_| wrong());
    live(move || {
        let names = if leads_mail.get() { wrong.get() } else { Vec::new() };
        let Some((first, others)) = names.split_first() else { return ().into_any() };
        let others = u64::try_from(others.len()).unwrap_or_default();
        let sentence = if others == 0 { text::prompt(first) } else { text::prompt_many(others, first) };
        view! {
            <Notice tone=Tone::Warn>
                <p>{sentence}</p>
                <p>
                    <a href="#spf" rel="external">
                        {text::prompt_link()}
                    </a>
                </p>
            </Notice>
        }
        .into_any()
    })
}
