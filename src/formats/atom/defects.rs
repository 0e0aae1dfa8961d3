//! What `atom_syndication` 0.12.10 does and should not, worked round. Each has a test that fails when the crate is mended.
//!
//! It also refuses a whole feed for one bad date, and reads some offsets as UTC; for this, see
//! [`canonical`](crate::xml::canonical).

use std::sync::LazyLock;

use atom_syndication::extension::Extension;
use atom_syndication::{Feed, FixedDateTime};

use crate::xml::element::{Element, Extensible};
use crate::xml::guard::Leaf;

/// The crate writes attributes of extension elements as they are. Asked once, so that a mended crate does not escape twice.
static LEAVES_ATTRIBUTES_RAW: LazyLock<bool> = LazyLock::new(|| {
    let mut feed = Feed::default();
    feed.push_extension(Extension::named("fm:x").with_attribute("y", "&"));
    feed.to_string().contains("y=\"&\"")
});

/// Escapes the attributes of extension elements.
pub(super) fn escape_attributes(feed: &mut Feed) {
    if !*LEAVES_ATTRIBUTES_RAW {
        return;
    }
    let of_entries = feed.entries.iter_mut().map(|entry| &mut entry.extensions);
    for map in of_entries.chain([&mut feed.extensions]) {
        for element in map
            .values_mut()
            .flat_map(|named| named.values_mut())
            .flatten()
        {
            escape_element(element);
        }
    }
}

/// As deep as values are: see [`MAX_VALUE_DEPTH`](crate::model::MAX_VALUE_DEPTH).
fn escape_element(element: &mut Extension) {
    for value in element.attrs.values_mut() {
        if value.contains(['&', '<', '>', '"', '\'']) {
            *value = quick_xml::escape::escape(value.as_str()).into_owned();
        }
    }
    for child in element.children.values_mut().flatten() {
        escape_element(child);
    }
}

/// The crate has 1970 where there is no date. Returns the date, if there is one.
pub(super) fn stated(date_time: FixedDateTime) -> Option<FixedDateTime> {
    Some(date_time).filter(|date_time| *date_time != FixedDateTime::default())
}

/// The depth of the elements of an entry.
const ENTRY_DEPTH: usize = 2;

/// The crate prints UTC as `+00:00`, where everyone else prints `Z`; and it leaves out `type="text"`, which is the
/// default, and which some readers guess at when it is absent.
pub(super) fn amend(leaf: &mut Leaf) {
    match leaf.name.as_str() {
        "updated" | "published" => {
            if let Some(local) = leaf.text.strip_suffix("+00:00") {
                leaf.text = format!("{local}Z");
            }
        }
        "title" | "summary"
            if leaf.depth == ENTRY_DEPTH
                && leaf.attributes.iter().all(|(name, _)| name != "type") =>
        {
            leaf.attributes.push(("type".to_owned(), "text".to_owned()));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_leaves_attributes_raw() {
        assert!(*LEAVES_ATTRIBUTES_RAW);
    }

    #[test]
    fn the_crate_prints_utc_as_an_offset() {
        assert!(Feed::default().to_string().contains("00:00:00+00:00"));
    }

    #[test]
    fn the_crate_has_1970_where_there_is_no_date() {
        let xml = "<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>";
        let feed = Feed::read_from(xml.as_bytes()).expect("a feed");
        for date_time in [feed.updated, feed.entries[0].updated] {
            assert_eq!(date_time.timestamp(), 0);
            assert_eq!(stated(date_time), None);
        }
    }

    #[test]
    fn the_crate_loses_an_offset_without_colon() {
        let xml = "<feed xmlns='http://www.w3.org/2005/Atom'><updated>2026-02-17T17:36:36-0500</updated></feed>";
        let feed = Feed::read_from(xml.as_bytes()).expect("a feed");
        assert_eq!(feed.updated.to_rfc3339(), "2026-02-17T17:36:36+00:00");
    }
}
