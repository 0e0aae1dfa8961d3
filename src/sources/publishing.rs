//! What strangers may see of a list of feeds.

use super::SourceList;
use crate::mapping::profile::{Seen, public_provider};
use crate::model::{Extra, Map};
use crate::text::url;

/// What a list says of itself, and not of whoever keeps it.
const HEAD: [&str; 2] = ["dateCreated", "dateModified"];

/// Returns a list as it can be published: without who keeps it, the state of their program, and passwords in addresses.
#[must_use]
pub fn published(mut list: SourceList) -> SourceList {
    let is_public = |name: &str| HEAD.iter().any(|known| known.eq_ignore_ascii_case(name));
    let head = list.head.into_iter();
    let head = head.filter(|(name, _)| name.as_str().is_some_and(is_public));
    list.head = head.collect();
    for heading in &mut list.headings {
        heading.attributes = Map::default();
    }
    for source in &mut list.sources {
        // Where there is no address, there is no feed.
        let public = url::public(&source.url);
        source.url = public.unwrap_or_else(|| url::without_user(&source.url));
        source.link = source.link.take().and_then(|link| url::public(&link));
        source.extra = Extra::default();
        source.provider = source
            .provider
            .take()
            .map(|provider| public_provider(provider, Seen::default()));
    }
    list
}
