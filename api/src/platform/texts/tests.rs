use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use shared::validation::JsonType;

use super::*;

/// Of each key (and `key.attribute`) of a language: its placeholders.
fn keys_of(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(locale.as_str());
    let mut keys = BTreeMap::new();
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        let mut message = String::new();
        let mut current = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split_once(" =").map(|(name, _)| name.trim()).unwrap_or_default();
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c));
            if is_name && !line.starts_with(' ') {
                name.clone_into(&mut message);
                current.clone_from(&message);
            } else if is_name && name.starts_with('.') {
                current = format!("{message}{name}");
            } else if !line.trim().is_empty() {
                assert!(line.starts_with("    "), "{}: a line that belongs to no key: {line}", path.display());
            }
            if is_name {
                assert!(keys.insert(current.clone(), BTreeSet::new()).is_none(), "{}: {current} stands twice", path.display());
            }
            for part in line.split('$').skip(1) {
                let placeholder = part.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
                keys.get_mut(&current).unwrap().insert(placeholder);
            }
        }
    }
    keys
}

#[test]
fn every_language_has_the_same_keys_with_the_same_placeholders() {
    let english = keys_of(Locale::En);
    assert!(english.len() > 150, "{}", english.len());
    for locale in Locale::ALL {
        let keys = keys_of(*locale);
        let names = |keys: &BTreeMap<String, _>| keys.keys().cloned().collect::<BTreeSet<_>>();
        let differing: Vec<String> = names(&english).symmetric_difference(&names(&keys)).cloned().collect();
        assert_eq!(differing, Vec::<String>::new(), "only in one of English and {locale}");
        for (key, placeholders) in &english {
            assert_eq!(&keys[key], placeholders, "{locale} {key}");
        }
    }
}

/// Looked up in that very language: falling back would hide what is missing or can't be put together.
fn own(locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
    let numbers = ["day", "month"];
    let args: Args = args
        .iter()
        .map(|(name, value)| {
            let value = if numbers.contains(name) { FluentValue::from(1) } else { FluentValue::from((*value).to_owned()) };
            (Cow::Owned((*name).to_owned()), value)
        })
        .collect();
    TEXTS.lookup_single_language(&language(locale), key, Some(&args)).unwrap_or_else(|error| panic!("{locale} {key}: {error}"))
}

#[test]
fn every_text_can_be_put_together() {
    for locale in Locale::ALL {
        for (key, placeholders) in keys_of(*locale) {
            let args: Vec<(&str, &str)> = placeholders.iter().map(|name| (name.as_str(), "Ünïcode & <co>")).collect();
            let text = own(*locale, &key, &args);
            assert!(!text.trim().is_empty() && !text.contains(['{', '}', '$', '\n', '\u{2068}']), "{locale} {key}: {text}");
            for name in placeholders.iter().filter(|name| !["day", "month"].contains(&name.as_str())) {
                assert!(text.contains("Ünïcode & <co>"), "{locale} {key} without {name}: {text}");
            }
        }
    }
}

#[test]
fn every_problem_has_its_texts() {
    for locale in Locale::ALL {
        let keys = keys_of(*locale);
        for code in ProblemCode::ALL {
            let key = problem_key(*code);
            for key in [key.clone(), format!("{key}.detail"), format!("{key}.about")] {
                assert_eq!(keys.get(&key), Some(&BTreeSet::new()), "{locale} {key}: there, and without placeholders");
                assert!(own(*locale, &key, &[]).ends_with('.'), "{locale} {key}");
            }
        }
        let known: BTreeSet<String> = ProblemCode::ALL.iter().map(|code| problem_key(*code)).collect();
        let unknown: Vec<&String> =
            keys.keys().filter(|key| key.starts_with("problem-") && !key.contains('.') && !known.contains(*key)).collect();
        assert_eq!(unknown, Vec::<&String>::new(), "{locale}: texts of no problem");
    }
    assert_eq!(problem_title(Locale::Fr, ProblemCode::InvalidFields), "Certains champs sont incorrects.");
    assert_eq!(problem_detail(Locale::En, ProblemCode::BodyTooLarge), "Send less in one request.");
    assert!(problem_about(Locale::De, ProblemCode::NotFound).starts_with("Unter dieser Adresse"));
}

/// One of each kind; the `match` makes the compiler ask for new ones.
fn every_fault() -> Vec<FaultCode> {
    let all = vec![
        FaultCode::Required,
        FaultCode::UnknownField,
        FaultCode::Twice,
        FaultCode::WrongType { expected: JsonType::Integer },
        FaultCode::Blank,
        FaultCode::TooShort { min: 12 },
        FaultCode::TooLong { max: 200 },
        FaultCode::OutOfRange { min: 1, max: 1_000_000 },
        FaultCode::NotAllowed { allowed: vec!["monthly", "annual"] },
        FaultCode::InvalidCharacters,
        FaultCode::InvalidEmail,
        FaultCode::InvalidDomain,
        FaultCode::InvalidPhone,
        FaultCode::InvalidDate,
        FaultCode::InvalidInstant,
        FaultCode::NotInFuture,
        FaultCode::TooFarAhead { days: 400 },
        FaultCode::InvalidId,
        FaultCode::InvalidCursor,
        FaultCode::TermsNotAccepted,
        FaultCode::TooWeak,
        FaultCode::WrongPassword,
        FaultCode::WrongCode,
        FaultCode::WrongSetupCode,
        FaultCode::NotWanted { because_of: "skip_trial" },
        FaultCode::ModeNotOffered,
        FaultCode::NotJson,
        FaultCode::NotAServiceAccount,
        FaultCode::MissingEntry { name: "client_email" },
        FaultCode::NotAnRsaKey,
        FaultCode::MissingColumn,
        FaultCode::WrongCellCount { expected: 11 },
        FaultCode::RepeatedRow { line: 7 },
        FaultCode::KeptByPlatform,
        FaultCode::UnclosedQuote,
        FaultCode::NotUtf8,
        FaultCode::NoRows,
        FaultCode::TooManyRows { max: 1000 },
    ];
    for fault in &all {
        match fault {
            FaultCode::Required | FaultCode::UnknownField | FaultCode::Twice | FaultCode::WrongType { .. } | FaultCode::Blank => {}
            FaultCode::TooShort { .. } | FaultCode::TooLong { .. } | FaultCode::OutOfRange { .. } => {}
            FaultCode::NotAllowed { .. } | FaultCode::InvalidCharacters | FaultCode::InvalidEmail => {}
            FaultCode::InvalidDomain | FaultCode::InvalidPhone | FaultCode::ModeNotOffered | FaultCode::WrongCode => {}
            FaultCode::InvalidDate | FaultCode::InvalidInstant | FaultCode::NotInFuture | FaultCode::TooFarAhead { .. } => {}
            FaultCode::InvalidId | FaultCode::InvalidCursor | FaultCode::TermsNotAccepted => {}
            FaultCode::TooWeak | FaultCode::WrongPassword | FaultCode::WrongSetupCode | FaultCode::NotWanted { .. } => {}
            FaultCode::NotJson | FaultCode::NotAServiceAccount | FaultCode::MissingEntry { .. } | FaultCode::NotAnRsaKey => {}
            FaultCode::MissingColumn | FaultCode::WrongCellCount { .. } | FaultCode::UnclosedQuote => {}
            FaultCode::RepeatedRow { .. } | FaultCode::KeptByPlatform => {}
            FaultCode::NotUtf8 | FaultCode::NoRows | FaultCode::TooManyRows { .. } => {}
        }
    }
    all
}

#[test]
fn every_fault_names_its_figures_in_every_language() {
    for locale in Locale::ALL {
        let keys = keys_of(*locale);
        for code in every_fault() {
            let key = format!("fault-{}", hyphenated(code.as_str()));
            let parameters: BTreeSet<String> = code.parameters().iter().map(|(name, _)| (*name).to_owned()).collect();
            assert_eq!(keys.get(&key), Some(&parameters), "{locale} {key}");
            let sentence = fault(*locale, &code);
            assert_ne!(sentence, key);
            for (name, value) in code.parameters().iter().filter(|(name, _)| *name != "expected") {
                assert!(sentence.contains(value), "{locale} {key} without {name}: {sentence}");
            }
        }
    }
    assert_eq!(fault(Locale::En, &FaultCode::OutOfRange { min: 1, max: 1_000_000 }), "Enter a number from 1 to 1000000.");
    assert_eq!(fault(Locale::Nl, &FaultCode::WrongType { expected: JsonType::Integer }), "Vul hier een geheel getal in.");
    assert_eq!(fault(Locale::De, &FaultCode::WrongType { expected: JsonType::String }), "Geben Sie hier Text ein.");
    for expected in [JsonType::String, JsonType::Integer, JsonType::Boolean, JsonType::Object, JsonType::Array] {
        assert!(!fault(Locale::Fr, &FaultCode::WrongType { expected }).contains(&format!(" {}.", expected.as_str())));
    }
}

#[test]
fn every_password_advice_has_its_text() {
    use Suggestion as S;
    use Warning as W;
    let warnings = [
        W::StraightRowsOfKeysAreEasyToGuess,
        W::ShortKeyboardPatternsAreEasyToGuess,
        W::RepeatsLikeAaaAreEasyToGuess,
        W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
        W::ThisIsATop10Password,
        W::ThisIsATop100Password,
        W::ThisIsACommonPassword,
        W::ThisIsSimilarToACommonlyUsedPassword,
        W::SequencesLikeAbcAreEasyToGuess,
        W::RecentYearsAreEasyToGuess,
        W::AWordByItselfIsEasyToGuess,
        W::DatesAreOftenEasyToGuess,
        W::NamesAndSurnamesByThemselvesAreEasyToGuess,
        W::CommonNamesAndSurnamesAreEasyToGuess,
    ];
    let suggestions = [
        S::UseAFewWordsAvoidCommonPhrases,
        S::NoNeedForSymbolsDigitsOrUppercaseLetters,
        S::AddAnotherWordOrTwo,
        S::CapitalizationDoesntHelpVeryMuch,
        S::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase,
        S::ReversedWordsArentMuchHarderToGuess,
        S::PredictableSubstitutionsDontHelpVeryMuch,
        S::UseALongerKeyboardPatternWithMoreTurns,
        S::AvoidRepeatedWordsAndCharacters,
        S::AvoidSequences,
        S::AvoidRecentYears,
        S::AvoidYearsThatAreAssociatedWithYou,
        S::AvoidDatesAndYearsThatAreAssociatedWithYou,
    ];
    let used: BTreeSet<String> =
        warnings.into_iter().map(warning_key).chain(suggestions.into_iter().map(suggestion_key)).map(str::to_owned).collect();
    assert_eq!(used.len(), warnings.len() + suggestions.len(), "each has a key of its own");
    for locale in Locale::ALL {
        let there: BTreeSet<String> = keys_of(*locale).into_keys().filter(|key| key.starts_with("strength-")).collect();
        assert_eq!(there, used, "{locale}");
    }
}

#[test]
fn dates_are_written_as_each_language_does() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    for (locale, expected) in [
        (Locale::En, "24 November 2026"),
        (Locale::Fr, "24 novembre 2026"),
        (Locale::Nl, "24 november 2026"),
        (Locale::De, "24. November 2026"),
    ] {
        assert_eq!(date(locale, day(2026, 11, 24)), expected);
    }
    assert_eq!(date(Locale::Fr, day(2027, 1, 1)), "1er janvier 2027");
    assert_eq!(date(Locale::De, day(2028, 2, 29)), "29. Februar 2028");
    let months: BTreeSet<String> = (1..=12).map(|month| date(Locale::Fr, day(2026, month, 2))).collect();
    assert_eq!(months.len(), 12);
}

#[test]
fn an_unknown_key_is_its_own_text() {
    assert_eq!(text(Locale::De, "no-such-key", &[]), "no-such-key");
}
