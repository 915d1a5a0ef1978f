//! The server's sentences in four languages: problems, faults of fields, password advice, mails.
//!
//! They stand in `locales/<language>/*.ftl` ([Fluent](https://projectfluent.org)) and are compiled in. A key that a
//! language lacks is answered in English; the tests below keep that from happening.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid};
use shared::locale::Locale;
use shared::problem::ProblemCode;
use shared::validation::FaultCode;
use zxcvbn::feedback::{Suggestion, Warning};

fluent_templates::static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "en",
        // Marks around what is put in would show up in JSON, in subjects and in plain text.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The text of a key, or of its attribute (`key.attribute`), with `args` put in.
///
/// The key itself is the answer where no language has it.
#[must_use]
pub fn text(locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
    let args: Args = args.iter().map(|(name, value)| (Cow::Owned((*name).to_owned()), FluentValue::from((*value).to_owned()))).collect();
    look_up(locale, key, &args)
}

/// A date as people of that language write it: 24 November 2026, 24. November 2026.
#[must_use]
pub fn date(locale: Locale, date: NaiveDate) -> String {
    let args = Args::from([
        (Cow::Borrowed("day"), FluentValue::from(date.day())),
        (Cow::Borrowed("month"), FluentValue::from(date.month())),
        (Cow::Borrowed("year"), FluentValue::from(date.year().to_string())),
    ]);
    look_up(locale, "date", &args)
}

/// A number of days in words: 1 day, 3 days.
#[must_use]
pub fn days(locale: Locale, count: u32) -> String {
    look_up(locale, "days", &Args::from([(Cow::Borrowed("count"), FluentValue::from(count))]))
}

/// What happened, as a short sentence: a problem's `title`.
#[must_use]
pub fn problem_title(locale: Locale, code: ProblemCode) -> String {
    text(locale, &problem_key(code), &[])
}

/// What to do about it: a problem's `detail`.
#[must_use]
pub fn problem_detail(locale: Locale, code: ProblemCode) -> String {
    text(locale, &format!("{}.detail", problem_key(code)), &[])
}

/// What to do about a header whose value is not valid: the `detail` of that problem.
#[must_use]
pub fn problem_header(locale: Locale, header: &str) -> String {
    text(locale, &format!("{}.named", problem_key(ProblemCode::InvalidHeader)), &[("header", header)])
}

/// What the problem is about, in a few sentences: for its page under `/problems/`.
#[must_use]
pub fn problem_about(locale: Locale, code: ProblemCode) -> String {
    text(locale, &format!("{}.about", problem_key(code)), &[])
}

/// What to do about one wrong field: the `detail` of an entry of a problem's `errors`.
#[must_use]
pub fn fault(locale: Locale, fault: &FaultCode) -> String {
    let parameters = fault.parameters();
    let args: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
    text(locale, &format!("fault-{}", hyphenated(fault.as_str())), &args)
}

/// The key of what makes a password weak.
#[must_use]
pub const fn warning_key(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => "strength-straight-rows",
        Warning::ShortKeyboardPatternsAreEasyToGuess => "strength-short-keyboard-patterns",
        Warning::RepeatsLikeAaaAreEasyToGuess => "strength-repeated-characters",
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => "strength-repeated-parts",
        Warning::ThisIsATop10Password => "strength-top-10",
        Warning::ThisIsATop100Password => "strength-top-100",
        Warning::ThisIsACommonPassword => "strength-common",
        Warning::ThisIsSimilarToACommonlyUsedPassword => "strength-similar-to-common",
        Warning::SequencesLikeAbcAreEasyToGuess => "strength-sequences",
        Warning::RecentYearsAreEasyToGuess => "strength-recent-years",
        Warning::AWordByItselfIsEasyToGuess => "strength-single-word",
        Warning::DatesAreOftenEasyToGuess => "strength-dates",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => "strength-names-alone",
        Warning::CommonNamesAndSurnamesAreEasyToGuess => "strength-common-names",
    }
}

/// The key of what would make a password stronger.
#[must_use]
pub const fn suggestion_key(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => "strength-use-a-few-words",
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => "strength-no-need-for-symbols",
        Suggestion::AddAnotherWordOrTwo => "strength-add-words",
        Suggestion::CapitalizationDoesntHelpVeryMuch => "strength-capitals-hardly-help",
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => "strength-all-capitals",
        Suggestion::ReversedWordsArentMuchHarderToGuess => "strength-reversed-words",
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => "strength-substitutions",
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => "strength-longer-keyboard-pattern",
        Suggestion::AvoidRepeatedWordsAndCharacters => "strength-avoid-repeats",
        Suggestion::AvoidSequences => "strength-avoid-sequences",
        Suggestion::AvoidRecentYears => "strength-avoid-recent-years",
        Suggestion::AvoidYearsThatAreAssociatedWithYou => "strength-avoid-own-years",
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => "strength-avoid-own-dates",
    }
}

type Args = HashMap<Cow<'static, str>, FluentValue<'static>>;

fn look_up(locale: Locale, key: &str, args: &Args) -> String {
    let in_language = |language| TEXTS.lookup_single_language(language, key, Some(args)).ok();
    in_language(&language(locale)).or_else(|| in_language(TEXTS.fallback())).unwrap_or_else(|| key.to_owned())
}

fn problem_key(code: ProblemCode) -> String {
    format!("problem-{}", hyphenated(code.as_str()))
}

fn hyphenated(code: &str) -> String {
    code.replace('_', "-")
}

const fn language(locale: Locale) -> LanguageIdentifier {
    match locale {
        Locale::En => langid!("en"),
        Locale::Fr => langid!("fr"),
        Locale::Nl => langid!("nl"),
        Locale::De => langid!("de"),
    }
}

#[cfg(test)]
mod tests;
