//! Requests to platforms. What they carry is secret, and never shown.

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, Request};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::Failure;

/// A request.
pub struct Ask {
    url: Url,
    form: Option<SecretString>,
    bearer: Option<SecretString>,
    prefer: Option<&'static str>,
}

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ask(…)")
    }
}

impl Ask {
    /// A GET.
    #[must_use]
    pub const fn get(url: Url) -> Self {
        Self { url, form: None, bearer: None, prefer: None }
    }

    /// A POST of form fields.
    #[must_use]
    pub fn post_form(url: Url, fields: &[(&str, &str)]) -> Self {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self { form: Some(form.into()), ..Self::get(url) }
    }

    /// With an access token.
    #[must_use]
    pub fn bearer(self, token: SecretString) -> Self {
        Self { bearer: Some(token), ..self }
    }

    /// With a wish (RFC 7240).
    #[must_use]
    pub const fn prefer(mut self, wish: &'static str) -> Self {
        self.prefer = Some(wish);
        self
    }

    /// As it is sent. Secrets are marked as such, so that the client keeps them out of its own records.
    pub(super) fn request(&self) -> Result<Request, Failure> {
        let method = if self.form.is_some() { Method::POST } else { Method::GET };
        let mut request = Request::new(method, self.url.clone());
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(wish) = self.prefer {
            headers.insert(HeaderName::from_static("prefer"), HeaderValue::from_static(wish));
        }
        if let Some(token) = &self.bearer {
            let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose_secret())).map_err(|_| Failure::Elsewhere)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        if let Some(form) = &self.form {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
            *request.body_mut() = Some(form.expose_secret().to_owned().into());
        }
        Ok(request)
    }
}
