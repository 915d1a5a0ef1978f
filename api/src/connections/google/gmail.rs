//! People's mail settings, in which Gmail keeps the signature of each address that a person sends from
//! (<https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.settings.sendAs>).

use url::Url;

use super::{Delegate, Fault, Google, page};

/// What reading and writing the signature of an address takes.
const SCOPES: [&str; 1] = ["https://www.googleapis.com/auth/gmail.settings.basic"];

impl Google {
    /// Reads what a person sends from, acting as that person: who can read it can write the signature, too.
    ///
    /// # Errors
    /// [`Fault::NobodyThere`] where the person has no Gmail; else there is no access, or Google can't be asked.
    pub(super) async fn read_send_as(&self, delegate: &Delegate, person: &str) -> Result<(), Fault> {
        let person = Delegate { account: delegate.account.clone(), administrator: person.to_owned() };
        let token = self.token(&person, &SCOPES).await?;
        let mut url = Url::parse(&self.addresses.gmail_url)?;
        let mut segments = url.path_segments_mut().map_err(|()| Fault::Senseless("an address is none"))?;
        segments.clear().extend(["gmail", "v1", "users", "me", "settings", "sendAs"]);
        drop(segments);
        url.query_pairs_mut().append_pair("fields", "sendAs(sendAsEmail,isPrimary)");
        let found = self.get(url, &token, page::Place::Beginning).await.map_err(Fault::of_mailbox)?;
        let addresses = page::items(&found, "sendAs")?;
        if addresses.iter().any(|address| address["isPrimary"] == true) {
            Ok(())
        } else {
            Err(Fault::Senseless("a mailbox sends from nothing"))
        }
    }
}
