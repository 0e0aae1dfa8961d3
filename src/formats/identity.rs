//! Identities that feeds require and articles may lack: always the same for the same article, never random.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use uuid::Uuid;

use super::pieces;
use crate::model::{Article, Body};
use crate::text::{character, url};

/// Returns what tells an article from all others.
pub(crate) fn of(article: &Article) -> String {
    article
        .identity()
        .map_or_else(|| uuid_of(article), str::to_owned)
}

/// Tells all articles apart: those that have the same id, and those that have none and say the same.
pub(crate) fn tell_apart(articles: &mut [Article], spelt: fn(&str) -> String) {
    tell_addresses_apart(articles, spelt);
    number(articles);
}

/// Numbers articles without an identity that say the same. From the last, which is the oldest: a new one changes no number.
fn number(articles: &mut [Article]) {
    let of = |article: &Article| article.identity().is_none().then(|| uuid_of(article));
    let made = pieces::map(&*articles, of);
    let mut counts: HashMap<&str, usize, RandomState> = HashMap::default();
    for (article, id) in articles.iter_mut().zip(&made).rev() {
        let Some(id) = id else { continue };
        let count = counts.entry(id).or_default();
        *count += 1;
        if *count > 1 {
            article.id = Some(uuid_from(&format!("{id}#{count}")));
        }
    }
}

/// Tells articles apart that have the same id and stand at different addresses: each gets its address, too.
///
/// All of them, and not only those behind the first: that is another one as soon as the feed moves on.
/// `spelt` returns the spelling in which identities are compared, and addresses written.
pub(crate) fn tell_addresses_apart(articles: &mut [Article], spelt: fn(&str) -> String) {
    let mut addresses: HashMap<&String, &Option<String>, RandomState> = HashMap::default();
    let mut shared: HashSet<&String, RandomState> = HashSet::default();
    addresses.reserve(articles.len());
    let keys: Vec<Option<String>> =
        pieces::map(&*articles, |article| article.identity().map(spelt));
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
            let own = format!("{}#{}", spelt(id), spelt(address));
            // Other schemes have forms of their own, which an address does not fit; nor do two fragments fit one.
            let is_joined = url::is_web(id) && !id.contains('#') && url::is_text(address)
                || !url::has_scheme(id);
            article.id = Some(if is_joined { own } else { uuid_from(&own) });
        }
    }
}

/// Returns the one spelling of an identity.
pub(crate) fn canonical(identity: &str) -> String {
    url::canonical(identity).unwrap_or_else(|| identity.to_owned())
}

/// The shortest number that is not one that another feed might have, too.
const MIN_DIGITS: usize = 10;

/// Schemes in whose names identities can be given; validators know no younger ones.
const SCHEMES: [&str; 4] = ["cid", "info", "mid", "news"];

/// Returns an identity that is nobody else's, and keeps to the rules of its scheme; `None` for one that says nothing.
///
/// That of a short number has the address of the article in it, whether another has the same number now or not: else its
/// articles would be new to their readers when one comes that has, and again when that goes.
pub(crate) fn sound_at(id: &str, address: Option<&str>) -> Option<String> {
    let sound = sound(id)?;
    match address {
        Some(address) if is_short_number(character::cleaned(id).trim()) => Some(uuid_from(
            &format!("{}#{}", canonical(&sound), canonical(address)),
        )),
        _ => Some(sound),
    }
}

/// Returns an identity that keeps to the rules of its scheme; `None` for one that says nothing.
pub(crate) fn sound(id: &str) -> Option<String> {
    let id = character::cleaned(id);
    let id = id.trim();
    if id.is_empty() {
        return None;
    }
    let scheme = id.split_once(':').filter(|_| url::has_scheme(id));
    let is_sound = match scheme {
        None => !is_short_number(id),
        Some(("tag", rest)) => is_tag(rest),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("urn") && is_urn(rest) => {
            return Some(format!("urn:{rest}"));
        }
        Some(_) if url::is_web(id) => {
            let is_known = url::has_known_host(id)
                && url::is_text(id)
                && url::public(id).as_deref() == Some(id);
            return Some(if is_known {
                canonical(id)
            } else {
                uuid_from(id)
            });
        }
        Some((scheme, _)) => SCHEMES.contains(&scheme),
    };
    Some(if is_sound {
        id.to_owned()
    } else {
        uuid_from(id)
    })
}

/// Returns the authority of a tag and what it names, if there is a date between them:
/// [RFC 4151](https://www.rfc-editor.org/rfc/rfc4151#section-2.1).
pub(crate) fn tag_parts(text: &str) -> Option<(&str, &str)> {
    let (entity, named) = text.split_once(':')?;
    let (authority, date) = entity.split_once(',')?;
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = date.split('-');
    let is_date =
        parts.next().is_some_and(|year| digits(year, 4)) && parts.all(|part| digits(part, 2));
    (is_date && date.len() <= "2021-01-02".len()).then_some((authority, named))
}

fn is_short_number(id: &str) -> bool {
    id.len() < MIN_DIGITS && id.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_tag(text: &str) -> bool {
    let Some((authority, named)) = tag_parts(text) else {
        return false;
    };
    let is_of = |text: &str, others: &[u8]| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || others.contains(&b))
    };
    let (user, host) = authority.rsplit_once('@').unwrap_or(("x", authority));
    is_of(user, b"-._")
        && is_of(host, b"-.")
        && host.contains('.')
        && named.matches('#').count() <= 1
        && url::to_uri(&format!("tag:{named}")).is_some_and(|uri| uri[4..] == *named)
}

/// A space of names, and a name: [RFC 8141](https://www.rfc-editor.org/rfc/rfc8141#section-2).
fn is_urn(text: &str) -> bool {
    match text.split_once(':') {
        Some((space, id)) if space.eq_ignore_ascii_case("uuid") => {
            id.len() == "00000000-0000-0000-0000-000000000000".len() && Uuid::parse_str(id).is_ok()
        }
        Some((space, id)) => {
            let is_name = |b: u8| b.is_ascii_alphanumeric() || b"()+,.:=@;$_!*'-%".contains(&b);
            matches!(space.len(), 2..=32)
                && space
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !space.starts_with('-')
                && !id.is_empty()
                && id.bytes().all(is_name)
                && url::to_uri(&format!("urn:{text}")).is_some_and(|uri| uri[4..] == *text)
        }
        None => false,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_the_same_is_numbered_from_the_oldest() {
        let titled = |title: &str| Article {
            title: Some(title.to_owned()),
            ..Article::default()
        };
        let ids = |titles: &[&str]| {
            let mut articles: Vec<Article> = titles.iter().map(|title| titled(title)).collect();
            tell_apart(&mut articles, canonical);
            articles.iter().map(of).collect::<Vec<_>>()
        };
        let before = ids(&["Morning", "Noon", "Morning"]);
        let after = ids(&["Morning", "Morning", "Noon", "Morning"]);
        assert_eq!(after[1..], before);
        assert_eq!(before[2], uuid_of(&titled("Morning")));
        let different: HashSet<&String> = after.iter().collect();
        assert_eq!(different.len(), after.len());
    }

    #[test]
    fn a_short_number_is_told_from_others_whether_there_are_some_or_not() {
        let address = "https://example.org/a";
        let mut twins = [address, "https://example.org/b"].map(|address| Article {
            id: sound("12"),
            web_url: Some(address.to_owned()),
            ..Article::default()
        });
        tell_addresses_apart(&mut twins, canonical);
        assert_eq!(sound_at(" 12", Some(address)), twins[0].id);
        assert_eq!(sound_at("12", None), sound("12"));
        for id in ["a post", "1234567890"] {
            assert_eq!(sound_at(id, Some(address)).as_deref(), Some(id));
        }
    }

    #[test]
    fn identities_keep_to_the_rules_of_their_scheme() {
        for (given, expected) in [
            ("a post", Some("a post")),
            (" \u{0}", None),
            ("HTTPS://Example.org", Some("https://example.org/")),
            ("tag:example.org,2021:a", Some("tag:example.org,2021:a")),
            ("URN:isbn:123", Some("urn:isbn:123")),
        ] {
            assert_eq!(sound(given).as_deref(), expected, "{given:?}");
        }
        // What no validator lets through.
        for given in [
            "12",
            " javascript:alert(1)",
            "\u{1}data:a",
            "https://example.org/%E9",
            "https://localhost/a",
            "tag:Joe:a",
            "urn:uuid:1",
        ] {
            let made = sound(given).expect("an identity");
            assert_eq!(
                made,
                uuid_from(given.trim_matches(['\u{1}', ' '])),
                "{given:?}"
            );
        }
    }
}
