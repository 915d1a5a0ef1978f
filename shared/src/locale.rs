//! The languages of the app, the mails and the API's problem texts.

use crate::text_enum::text_enum;

text_enum! {
    /// A language of people: of screens, mails, and the `title` and `detail` of problems.
    #[derive(Default)]
    Locale {
        /// English.
        #[default]
        En => "en",
        /// French.
        Fr => "fr",
        /// Dutch.
        Nl => "nl",
        /// German.
        De => "de",
    }
}

impl Locale {
    /// The best of our languages for an `Accept-Language` header (RFC 9110, section 12.5.4); English where none fits.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',') {
            let (range, parameters) = part.split_once(';').unwrap_or((part, ""));
            let weight: f32 = match parameters.trim().strip_prefix("q=") {
                Some(text) => text.trim().parse().unwrap_or(0.0),
                None => 1.0,
            };
            let range = range.trim().to_ascii_lowercase();
            let primary = range.split('-').next().unwrap_or_default();
            let Ok(locale) = primary.parse::<Self>() else { continue };
            if weight > 0.0 && best.is_none_or(|(so_far, _)| weight > so_far) {
                best = Some((weight, locale));
            }
        }
        best.map_or(Self::default(), |(_, locale)| locale)
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn the_language_with_the_highest_weight_wins() {
        for (header, expected) in [
            ("", Locale::En),
            ("fr", Locale::Fr),
            ("de-CH, fr;q=0.9", Locale::De),
            ("fr;q=0.2, nl;q=0.8", Locale::Nl),
            ("ja, *;q=0.5", Locale::En),
            ("fr;q=0, de;q=0.1", Locale::De),
            ("FR-be", Locale::Fr),
            ("fr;q=x, nl;q=0.1", Locale::Nl),
            ("nl, fr", Locale::Nl),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header}");
        }
    }
}
