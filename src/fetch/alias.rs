//! Entries to which their feed has given other identities: each keeps its file.
//!
//! That two entries have one link says little, since all episodes of a podcast may have the page of the show. Who is taken for
//! another is written over its file. So both must say the same, and be alone in that.

use std::collections::{HashMap, HashSet};

use super::address::place;
use super::entries::{DATE, Entry};
use super::fields::Fields;
use super::state::EntryState;
use crate::front_matter::Dialect;

/// The fields that are dates.
const DATES: [&str; 2] = [DATE, "updatedDateTime"];

/// An entry: the place of its link, the campaign in that, its key, and what it says.
type Candidate<'a> = (String, String, &'a str, &'a Fields);

/// What entries say that are one and the same; nothing if they say too little to tell.
type Likeness = fn(&Fields, &Dialect) -> Option<Vec<u8>>;

/// Returns the keys under which entries are known that have new ones. `present` are the keys of the whole document: who is
/// still in it has no other key, wanted or not. Where the feed comes from another host than before (`has_moved`), its entries may
/// be on another, too.
pub(super) fn renamed<'a>(
    known: &'a HashMap<String, EntryState>,
    entries: &'a [Entry],
    present: &HashSet<String>,
    has_moved: bool,
    dialect: &Dialect,
) -> HashMap<String, String> {
    let mut renamed = HashMap::new();
    let candidate = |link: &'a Option<String>, key: &'a str, fields: &'a Fields| {
        let (place, campaign) = place_of_entry(link.as_deref()?, has_moved);
        Some((place, campaign, key, fields))
    };
    let new = entries
        .iter()
        .filter(|entry| !known.contains_key(&entry.key));
    let mut new: Vec<Candidate<'_>> = new
        .filter_map(|entry| candidate(&entry.link, &entry.key, &entry.fields))
        .collect();
    if known.is_empty() || new.is_empty() {
        return renamed;
    }
    let links: HashSet<&str> = new.iter().map(|(link, ..)| &**link).collect();
    let gone = known
        .values()
        .filter(|entry| !present.contains(&entry.key) && entry.fields.are_known());
    let mut gone: Vec<Candidate<'_>> = gone
        .filter_map(|entry| candidate(&entry.link, &entry.key, &entry.fields))
        .filter(|(link, ..)| links.contains(&**link))
        .collect();
    let undated = entries.iter().filter(|entry| entry.is_undated);
    let undated: HashSet<&str> = undated.map(|entry| &*entry.key).collect();
    // The stricter one first: it leaves fewer to the other.
    // Without its date, the same text may be sent again with another campaign.
    for (likeness, is_of_all, heeds_campaign) in [
        (all_but_dates as Likeness, true, true),
        (title_and_date, true, false),
        (undated_text, false, true),
    ] {
        new.retain(|(_, _, key, _)| is_of_all || undated.contains(key));
        let olds = alone(&gone, likeness, heeds_campaign, dialect);
        let pairs: Vec<(&str, &str)> = alone(&new, likeness, heeds_campaign, dialect)
            .into_iter()
            .filter_map(|(said, key)| Some((key?, (*olds.get(&said)?)?)))
            .collect();
        let taken: HashSet<&str> = pairs.iter().map(|(_, old)| *old).collect();
        renamed.extend(
            pairs
                .iter()
                .map(|(key, old)| ((*key).to_owned(), (*old).to_owned())),
        );
        new.retain(|(_, _, key, _)| !renamed.contains_key(*key));
        gone.retain(|(_, _, key, _)| !taken.contains(key));
    }
    renamed
}

/// Returns the place of an entry, whatever its address says of its end, and what that says of who comes there.
fn place_of_entry(link: &str, has_moved: bool) -> (String, String) {
    let (link, fragment) = link.split_once('#').unwrap_or((link, ""));
    let (link, query) = link.split_once('?').unwrap_or((link, ""));
    let parameters = query.split('&');
    let (campaign, own): (Vec<_>, Vec<_>) =
        parameters.partition(|parameter| parameter.starts_with("utm_"));
    let (campaign, own) = (campaign.join("&"), own.join("&"));
    let place = place(link).trim_end_matches('/');
    let path = place.split_once('/').filter(|_| has_moved);
    let path = path.map_or(place, |(_, path)| path);
    (format!("{path}?{own}#{fragment}"), campaign)
}

/// Returns the keys of entries by links and what is said there, and none where several say the same.
fn alone<'a, 'b>(
    candidates: &'b [Candidate<'a>],
    likeness: Likeness,
    heeds_campaign: bool,
    dialect: &Dialect,
) -> HashMap<(&'b str, &'b str, Vec<u8>), Option<&'a str>> {
    let mut keys = HashMap::new();
    for (link, campaign, key, fields) in candidates {
        let campaign = if heeds_campaign { campaign } else { "" };
        if let Some(said) = likeness(fields, dialect) {
            keys.entry((&**link, campaign, said))
                .and_modify(|other| *other = None)
                .or_insert(Some(*key));
        }
    }
    keys
}

/// Some servers make up identities and dates anew for each who asks. Without a text, the date may be all that is new.
fn all_but_dates(fields: &Fields, dialect: &Dialect) -> Option<Vec<u8>> {
    let has_date = DATES
        .iter()
        .any(|field| fields.field(dialect.key_of(field)).is_some());
    let has_text = fields.has_body() || fields.field(dialect.key_of("excerpt")).is_some();
    (has_text || !has_date).then(|| undated_text(fields, dialect))?
}

/// Nothing is new in a date that the feed does not give.
fn undated_text(fields: &Fields, dialect: &Dialect) -> Option<Vec<u8>> {
    let own = ["id", "webUrl", "feed", "feedmatter"];
    let keys = DATES.iter().chain(&own);
    let keys: Vec<&str> = keys.map(|field| dialect.key_of(field)).collect();
    Some(fields.without(&keys))
}

fn title_and_date(fields: &Fields, dialect: &Dialect) -> Option<Vec<u8>> {
    let title = fields.field(dialect.key_of("title"))?;
    let date = fields.field(dialect.key_of(DATE))?;
    Some([title, date].concat())
}
