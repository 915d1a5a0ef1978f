//! A customer's directory, read page by page.

use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use super::page::{self, Place, Round};
use super::{Fault, Microsoft, groups, people};
use crate::connections::sync::source::{Batch, Part, Source, Telling};
use crate::connections::token::Token;
use crate::platform::domain_name;

/// Things on a page of people: as many as Graph gives.
const PAGE: &str = "odata.maxpagesize=999";
/// More pages of domains than any customer has.
const DOMAIN_PAGES_MAX: usize = 50;

/// The directory of one customer.
#[derive(Debug)]
pub struct Directory {
    microsoft: Microsoft,
    tenant: String,
    token: Mutex<Option<Token>>,
}

impl Directory {
    pub(super) fn new(microsoft: Microsoft, tenant: String) -> Self {
        Self { microsoft, tenant, token: Mutex::new(None) }
    }

    async fn read_page(&self, part: Part, place: Option<&str>) -> Result<Batch, Fault> {
        let (round, url) = match place.map(Place::parse).transpose()? {
            Some(place) => (place.round, Url::parse(place.link)?),
            None => (Round::Everything, self.microsoft.graph(page::beginning(part))?),
        };
        let found = self.get(url).await?;
        let items = page::items(&found)?.iter();
        let changes = match part {
            Part::People => items.filter_map(|item| people::change(item, round)).collect(),
            Part::Groups => items.flat_map(|item| groups::changes(item, round)).collect(),
        };
        Ok(Batch { changes, next: page::next(&found, round)? })
    }

    /// The verified domains that can have mail.
    async fn read_domains(&self) -> Result<Vec<String>, Fault> {
        let mut url = self.microsoft.graph("/v1.0/domains?$select=id,isVerified,supportedServices")?;
        let mut domains = Vec::new();
        for _ in 0..DOMAIN_PAGES_MAX {
            let found = self.get(url).await?;
            domains.extend(page::items(&found)?.iter().filter_map(domain));
            match found.get("@odata.nextLink").and_then(Value::as_str) {
                Some(link) => url = Url::parse(link)?,
                None => return Ok(domains),
            }
        }
        Err(Fault::Senseless("the domains have no end"))
    }

    /// Asks Graph with a token that is kept as long as it is good. One that is refused before its time is tried again as
    /// another one.
    async fn get(&self, url: Url) -> Result<Value, Fault> {
        let (token, is_new) = self.token().await?;
        match self.microsoft.get(url.clone(), &token, Some(PAGE)).await {
            Err(Fault::NoAccess(_)) if !is_new => {
                *self.token.lock().await = None;
                let (token, _) = self.token().await?;
                self.microsoft.get(url, &token, Some(PAGE)).await
            }
            come_of_it => come_of_it,
        }
    }

    /// The token, and whether it was made just now.
    async fn token(&self) -> Result<(Token, bool), Fault> {
        let mut kept = self.token.lock().await;
        if let Some(token) = kept.as_ref().filter(|token| token.is_fresh()) {
            return Ok((token.clone(), false));
        }
        let token = self.microsoft.token(&self.tenant).await?;
        *kept = Some(token.clone());
        Ok((token, true))
    }
}

/// The domains that every tenant has from Microsoft. Nobody sends from them by choice, and their DNS is Microsoft's.
const INITIAL: [&str; 3] = [".onmicrosoft.com", ".onmicrosoft.us", ".partner.onmschina.cn"];

fn domain(item: &Value) -> Option<String> {
    let has_mail = item["supportedServices"].as_array()?.iter().any(|service| service == "Email");
    let name = (has_mail && item["isVerified"] == true).then(|| domain_name::ascii(item["id"].as_str()?)).flatten()?;
    (!INITIAL.iter().any(|ending| name.ends_with(ending))).then_some(name)
}

impl Source for Directory {
    fn page<'a>(&'a self, part: Part, place: Option<&'a str>) -> Telling<'a, Batch> {
        Box::pin(async move { Ok(self.read_page(part, place).await?) })
    }

    fn domains(&self) -> Telling<'_, Vec<String>> {
        Box::pin(async move { Ok(self.read_domains().await?) })
    }
}
