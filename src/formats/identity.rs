//! Identities that feeds require and articles may lack: always the same for the same article, never random.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use uuid::Uuid;

use crate::model::{Article, Body};
use crate::text::url;

/// Returns what tells an article from all others.
pub(crate) fn of(article: &Article) -> String {
    article
        .identity()
        .map_or_else(|| uuid_of(article), str::to_owned)
}

/// Tells articles apart that have the same id and stand at different addresses: each gets its address, too.
///
/// All of them, and not only those behind the first: that is another one as soon as the feed moves on.
/// `spelt` returns the spelling in which identities are compared, and addresses written.
pub(crate) fn tell_apart(articles: &mut [Article], spelt: fn(&str) -> String) {
    let mut addresses: HashMap<&String, &Option<String>> = HashMap::new();
    let mut shared: HashSet<&String> = HashSet::new();
    let keys: Vec<Option<String>> = articles
        .par_iter()
        .map(|article| article.identity().map(spelt))
        .collect();
    for (article, key) in articles.iter().zip(&keys) {
        let Some(key) = key else { continue };
        let first = addresses.entry(key).or_insert(&article.web_url);
        if *first != &article.web_url {
            shared.insert(key);
        }
    }
    let is_shared: Vec<bool> = keys
        .iter()
        .map(|key| key.as_ref().is_some_and(|key| shared.contains(key)))
        .collect();
    for (article, is_shared) in articles.iter_mut().zip(is_shared) {
        if let (Some(id), Some(address)) = (&article.id, &article.web_url)
            && is_shared
        {
            let own = format!("{id}#{}", spelt(address));
            // A URN has a form of its own, which an address does not fit.
            let is_urn = id
                .get(..4)
                .is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn:"));
            article.id = Some(if is_urn { uuid_from(&own) } else { own });
        }
    }
}

/// Returns the one spelling of an identity.
pub(crate) fn canonical(identity: &str) -> String {
    url::canonical(identity).unwrap_or_else(|| identity.to_owned())
}

/// The shortest number that is not one that another feed might have, too.
const MIN_DIGITS: usize = 10;

/// Returns an identity that is nobody else's, and keeps to the rules of its scheme.
pub(crate) fn sound(id: String) -> String {
    let is_number = id.len() < MIN_DIGITS && id.bytes().all(|byte| byte.is_ascii_digit());
    let (scheme, rest) = id.split_once(':').unwrap_or_default();
    let is_sound = match scheme.to_ascii_lowercase().as_str() {
        // RFC 4151: an authority and a date.
        "tag" => rest.split_once(':').is_some_and(|(entity, _)| {
            let (authority, date) = entity.split_once(',').unwrap_or_default();
            authority.is_ascii()
                && authority.contains('.')
                && date.starts_with(|c: char| c.is_ascii_digit())
        }),
        "urn" => match rest.split_once(':') {
            Some((space, id)) if space.eq_ignore_ascii_case("uuid") => Uuid::parse_str(id).is_ok(),
            Some((space, id)) => space.len() > 1 && !id.is_empty(),
            None => false,
        },
        _ => true,
    };
    if is_sound && !is_number {
        id
    } else {
        uuid_from(&id)
    }
}

/// Returns eight hexadecimal digits that depend on the text.
pub(crate) fn short_hash(text: &str) -> String {
    let uuid = Uuid::new_v5(&Uuid::NAMESPACE_URL, text.as_bytes());
    uuid.simple().to_string()[..8].to_owned()
}

/// Returns an identity made of what the article says.
pub(crate) fn uuid_of(article: &Article) -> String {
    let date = article
        .published_date_time
        .as_ref()
        .map(ToString::to_string);
    let body = article.body.as_ref().map(|Body { text, .. }| text.clone());
    let parts = [article.title.clone(), article.excerpt.clone(), date, body];
    uuid_from(&parts.map(Option::unwrap_or_default).join("\n"))
}

/// Returns an identity made of a text: a version 5 UUID
/// ([RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-5.5)) as a URN.
pub(crate) fn uuid_from(text: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, text.as_bytes())
        .urn()
        .to_string()
}
