//! The walk over a record and all that it includes: what each term costs, and what was found.

use shared::domains::{LOOKUPS_MAX, SpfFault, SpfFaultReason as Reason, SpfLookup, SpfLookupState as State};

use super::answers::{Answers, Found, Kind, Question};
use super::macros::DomainSpec;
use super::record::{self, Record, Term};
use super::term::{Does, Qualifier};

/// The most terms that are looked at: records that include others many times over grow without end.
const TERMS_MAX: usize = 250;

/// How our own include is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ours {
    /// Like any other: its record is asked for.
    Asked,
    /// As costing one look-up, whatever stands there.
    Flat,
}

/// A walk, and what came of it.
#[derive(Debug)]
pub struct Walk<'a> {
    answers: &'a Answers,
    sender: &'a str,
    include: &'a str,
    ours: Ours,
    terms: usize,
    /// What must be asked before the walk can end.
    pub missing: Vec<Question>,
    /// Look-ups that found nothing.
    pub voids: u32,
    /// The first record that can't be read.
    pub malformed: Option<SpfFault>,
    /// The first term that names a domain without a record, or with several.
    pub astray: Option<SpfFault>,
    /// Whether something was not answered.
    pub failed: bool,
    /// Whether a record includes itself, names too many mail servers, or was too large to look at all of it.
    pub endless: bool,
    /// Whether our include lets mails pass.
    pub passes_ours: bool,
}

/// Whose record is walked over, on the way from the sender's domain.
struct Place<'p> {
    domain: &'p str,
    /// The domains above, this one last.
    path: &'p [String],
    /// Whether a match here lets a mail pass.
    qualifier: Qualifier,
}

impl<'a> Walk<'a> {
    /// A walk for a sender's domain, with the include that lets us send.
    pub const fn new(answers: &'a Answers, sender: &'a str, include: &'a str, ours: Ours) -> Self {
        Self {
            answers,
            sender,
            include,
            ours,
            terms: 0,
            missing: Vec::new(),
            voids: 0,
            malformed: None,
            astray: None,
            failed: false,
            endless: false,
            passes_ours: false,
        }
    }

    /// Walks over the sender's own record.
    pub fn root(&mut self, record: &Record) -> SpfLookup {
        let path = [self.sender.to_owned()];
        let children = self.record(record, &Place { domain: self.sender, path: &path, qualifier: Qualifier::Pass });
        SpfLookup {
            term: self.sender.to_owned(),
            domain: Some(self.sender.to_owned()),
            state: State::Ok,
            lookups: sum(&children),
            record: Some(record.text.clone()),
            ours: false,
            children,
        }
    }

    fn record(&mut self, record: &Record, place: &Place<'_>) -> Vec<SpfLookup> {
        record.effective().filter_map(|term| self.term(record, term, place)).collect()
    }

    /// What a term costs; nothing where it asks nothing.
    fn term(&mut self, record: &Record, term: &Term, place: &Place<'_>) -> Option<SpfLookup> {
        let (spec, kinds): (Option<&DomainSpec>, &[Kind]) = match &term.does {
            Does::All | Does::Nothing | Does::Explanation => return None,
            Does::Include(spec) | Does::Redirect(spec) => (Some(spec), &[Kind::Txt]),
            Does::A(spec) => (spec.as_ref(), &[Kind::A, Kind::Aaaa]),
            Does::Mx(spec) => (spec.as_ref(), &[Kind::Mx]),
            Does::Exists(spec) => (Some(spec), &[Kind::A]),
            // What is asked depends on the mail's address.
            Does::Ptr => (None, &[]),
        };
        self.terms += 1;
        let domain = match (&term.does, spec) {
            (Does::Ptr, _) => None,
            (_, None) => Some(place.domain.to_owned()),
            (_, Some(spec)) => spec.expand(place.domain, self.sender),
        };
        let mut lookup = SpfLookup {
            term: term.text.clone(),
            domain: domain.clone(),
            state: State::NotAsked,
            lookups: 1,
            record: None,
            ours: false,
            children: Vec::new(),
        };
        let Some(domain) = domain else { return Some(lookup) };
        if self.terms > TERMS_MAX {
            self.endless = true;
            return Some(lookup);
        }
        match term.does {
            Does::Include(_) | Does::Redirect(_) => self.other_record(&mut lookup, (record, term), &domain, place),
            _ => lookup.state = self.found(kinds, &domain),
        }
        Some(lookup)
    }

    /// An include, or a redirect: another record counts in.
    fn other_record(&mut self, lookup: &mut SpfLookup, (record, term): (&Record, &Term), domain: &str, place: &Place<'_>) {
        let qualifier = if term.qualifier == Qualifier::Pass { place.qualifier } else { Qualifier::Other };
        lookup.ours = domain == self.include && qualifier == Qualifier::Pass;
        self.passes_ours |= lookup.ours;
        if lookup.ours && self.ours == Ours::Flat {
            lookup.state = State::Ok;
            return;
        }
        if place.path.iter().any(|above| above == domain) {
            lookup.state = State::Loop;
            self.endless = true;
            return;
        }
        let question = Question { kind: Kind::Txt, name: domain.to_owned() };
        let texts = match self.answers.get(&question) {
            None => return self.missing.push(question),
            Some(Found::NotAsked) => return self.endless = true,
            Some(Found::Failed) => {
                self.failed = true;
                return lookup.state = State::DnsError;
            }
            Some(Found::Texts(texts)) => texts.as_slice(),
            Some(Found::Nothing | Found::Records(_)) => {
                self.voids += 1;
                &[]
            }
        };
        let found: Vec<&String> = texts.iter().filter(|text| record::is_spf(text)).collect();
        let astray = |reason| fault(place.domain, &term.text, record.text.get(..term.at).unwrap_or_default().chars().count() + 1, reason);
        match found.as_slice() {
            [] => {
                lookup.state = State::NoRecord;
                self.astray.get_or_insert_with(|| astray(Reason::NoRecord));
            }
            [text] => {
                lookup.record = Some((*text).clone());
                match Record::parse(text) {
                    Ok(below) => {
                        lookup.state = State::Ok;
                        let path: Vec<String> = place.path.iter().cloned().chain([domain.to_owned()]).collect();
                        lookup.children = self.record(&below, &Place { domain, path: &path, qualifier });
                        lookup.lookups = sum(&lookup.children).saturating_add(1);
                    }
                    Err(wrong) => {
                        lookup.state = State::Malformed;
                        self.malformed.get_or_insert_with(|| fault(domain, &wrong.term, wrong.position, wrong.reason));
                    }
                }
            }
            _ => {
                lookup.state = State::MultipleRecords;
                self.astray.get_or_insert_with(|| astray(Reason::MultipleRecords));
            }
        }
    }

    /// Addresses and mail servers: how many there are. A name that has addresses of one kind alone is no void look-up,
    /// since most senders are known by one kind.
    fn found(&mut self, kinds: &[Kind], domain: &str) -> State {
        let (mut records, mut is_known) = (0, true);
        for kind in kinds {
            let question = Question { kind: *kind, name: domain.to_owned() };
            match self.answers.get(&question) {
                Some(Found::Records(count)) => records += count,
                Some(Found::Nothing | Found::Texts(_)) => {}
                Some(Found::Failed) => {
                    self.failed = true;
                    return State::DnsError;
                }
                Some(Found::NotAsked) => {
                    self.endless = true;
                    return State::NotAsked;
                }
                None => {
                    self.missing.push(question);
                    is_known = false;
                }
            }
        }
        let servers_max = usize::try_from(LOOKUPS_MAX).unwrap_or(usize::MAX);
        match records {
            _ if !is_known => State::NotAsked,
            0 => {
                self.voids += 1;
                State::Void
            }
            count if count > servers_max && kinds == [Kind::Mx] => {
                self.endless = true;
                State::TooManyServers
            }
            _ => State::Ok,
        }
    }
}

fn sum(lookups: &[SpfLookup]) -> u32 {
    lookups.iter().fold(0, |sum, lookup| sum.saturating_add(lookup.lookups))
}

/// A fault at a character of a domain's record.
pub fn fault(domain: &str, term: &str, position: usize, reason: Reason) -> SpfFault {
    SpfFault { domain: domain.to_owned(), term: term.to_owned(), position: u32::try_from(position).unwrap_or(u32::MAX), reason }
}
