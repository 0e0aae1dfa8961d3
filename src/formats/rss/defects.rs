//! What `rss` 2.1.2 does and should not, worked round. Each has a test that fails when the crate is mended.
//!
//! It also reads Dublin Core, iTunes and Syndication elements into types that keep only some of them; for this, see
//! [`namespace::is_narrowed_by_rss`](crate::xml::namespace::is_narrowed_by_rss).

use crate::xml::guard::Leaf;

/// The crate leaves out `isPermaLink="true"`, which is the default; some readers take its absence for false.
pub(super) fn amend(leaf: &mut Leaf) {
    if leaf.name == "guid" && leaf.attributes.is_empty() {
        leaf.attributes
            .push(("isPermaLink".to_owned(), "true".to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use rss::{Channel, Guid, Item};

    #[test]
    fn the_crate_leaves_out_that_a_guid_is_a_permalink() {
        let guid = Guid {
            value: "https://example.com/".to_owned(),
            permalink: true,
        };
        let item = Item {
            guid: Some(guid),
            ..Item::default()
        };
        let channel = Channel {
            items: vec![item],
            ..Channel::default()
        };
        assert!(channel.to_string().contains("<guid>"));
    }

    #[test]
    fn the_crate_writes_forbidden_characters() {
        let channel = Channel {
            title: "a\u{1}b".to_owned(),
            ..Channel::default()
        };
        assert!(channel.to_string().contains('\u{1}'));
    }

    #[test]
    fn the_crate_drops_dublin_core_attributes() {
        let xml = "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><dc:x a='b'>c</dc:x></channel></rss>";
        let channel = Channel::read_from(xml.as_bytes()).expect("a feed");
        assert!(channel.extensions.is_empty());
    }
}
