//! URLs as feeds want them: absolute, and in ASCII.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use ::url::{Host, Position, Url};
use icu_normalizer::ComposingNormalizerBorrowed;

/// Returns an absolute URL as [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2) spells it, or `None` if it is
/// not absolute. A URL that is well spelt already stays as it is, byte for byte.
pub fn to_uri(text: &str) -> Option<String> {
    let text = text.trim();
    scheme(text)?;
    let ascii = with_ascii_host(text);
    let bytes = ascii.as_bytes();
    let mut out = String::with_capacity(bytes.len() + 16);
    let mut has_fragment = false;
    let host = host_range(&ascii);
    let has_brackets = ascii[host.clone()].contains('[') && Url::parse(&ascii[..host.end]).is_ok();
    for (index, &byte) in bytes.iter().enumerate() {
        let is_right = match byte {
            b'%' => bytes
                .get(index + 1..index + 3)
                .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)),
            // An address of IPv6.
            b'[' | b']' => has_brackets && host.contains(&index),
            b'#' => !std::mem::replace(&mut has_fragment, true),
            byte => is_uri_byte(byte),
        };
        if is_right {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(out)
}

/// Returns the one spelling of an address of the Web that feed validators want of an identity: host in lower case, no
/// default port, a path, letters composed with their accents. Others as [`to_uri`] spells them.
pub fn canonical(url: &str) -> Option<String> {
    if plain_host(url).is_some() {
        return Some(url.to_owned());
    }
    let uri = to_uri(url)?;
    if !is_web(&uri) {
        return Some(uri);
    }
    Some(Url::parse(&uri).map_or(uri, |url| {
        composed(&url.as_str().replace("%7e", "~").replace("%7E", "~"))
    }))
}

/// Returns a URI whose letters are composed with their accents, as [NFC](https://www.unicode.org/reports/tr15/) has them.
fn composed(uri: &str) -> String {
    const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();
    let text = String::from_utf8(with_octets(uri));
    text.ok()
        .and_then(|text| to_uri(&NFC.normalize(&text)))
        .unwrap_or_else(|| uri.to_owned())
}

/// Returns whether the octets that are escaped in a URI are letters: of others no spelling is the usual one.
pub(crate) fn is_text(uri: &str) -> bool {
    !uri.contains('%') || String::from_utf8(with_octets(uri)).is_ok()
}

/// Returns a URI with the octets that are escaped in it and are not ASCII.
fn with_octets(uri: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escaped = uri
            .get(uri.len() - behind.len()..)
            .and_then(|behind| behind.get(..2))
            .filter(|_| *first == b'%');
        match escaped.map(|digits| u8::from_str_radix(digits, 16)) {
            Some(Ok(byte @ 0x80..)) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    bytes
}

/// Returns an address as it can be published: without a password, and one of the Web with a host that there can be; `None`
/// if there is none.
pub(crate) fn public(url: &str) -> Option<String> {
    let url = url.trim();
    if plain_host(url).is_some() {
        return Some(url.to_owned());
    }
    if !is_web(url) {
        return Some(without_user(url));
    }
    let mut parsed = Url::parse(url).ok()?;
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    let is_host = match parsed.host()? {
        Host::Domain(domain) => domain.split('.').all(is_label),
        Host::Ipv4(_) => true,
        // Feed validators let none of them through.
        Host::Ipv6(_) => false,
    };
    if !is_host {
        return None;
    }
    let _ = parsed.set_password(None);
    let _ = parsed.set_username("");
    let host = &parsed[Position::BeforeHost..Position::AfterPort];
    let spelt = host_range(url);
    let is_spelt_so = url[spelt.clone()].eq_ignore_ascii_case(host);
    let has_path = !url[spelt.end..].starts_with(['?', '#']);
    let path = url.split(['?', '#']).next().unwrap_or_default();
    // Browsers read these otherwise than they look.
    let is_odd = path.contains('\\') || url.contains(char::is_control);
    Some(if is_spelt_so && has_path && !is_odd {
        url.to_owned()
    } else {
        parsed.into()
    })
}

/// Returns an address of any scheme, or of none, without what stands before its host.
pub(crate) fn without_user(url: &str) -> String {
    match user_of(url) {
        Some(user) => url.replacen(user, "", 1),
        None => url.to_owned(),
    }
}

/// Returns what stands before the host of an address of any scheme, or of none, with its `@`.
pub(crate) fn user_of(url: &str) -> Option<&str> {
    let start = url
        .find("//")
        .filter(|at| *at == 0 || url[..*at].ends_with(':'))?;
    let rest = &url[start + 2..];
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    authority.rfind('@').map(|at| &authority[..=at])
}

/// Returns whether an address is one with a user's name or a password.
pub(crate) fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Returns an address of the Web as a URI.
pub(crate) fn to_web_uri(text: &str) -> Option<String> {
    Some(text).filter(|text| is_web(text)).and_then(to_uri)
}

/// Endings of the names of hosts that each network gives for itself
/// ([RFC 6761](https://www.rfc-editor.org/rfc/rfc6761#section-6.3), [RFC 6762](https://www.rfc-editor.org/rfc/rfc6762#section-3)).
const LOCAL: [&str; 2] = [".local", ".localhost"];

/// Returns whether the host of an address has a name, or a number, that others know it by.
pub(crate) fn has_known_host(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| match url.host() {
        Some(Host::Domain(domain)) => {
            let is_local = LOCAL.iter().any(|ending| domain.ends_with(ending));
            domain.contains('.') && !domain.contains('_') && !is_local
        }
        Some(Host::Ipv4(ip)) => !ip.is_private() && !ip.is_loopback() && !ip.is_link_local(),
        Some(Host::Ipv6(_)) | None => false,
    })
}

/// Returns the host of an address in which nothing can be spelt in another way, which a look at most of them tells.
fn plain_host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let mut labels = host.split('.');
    let is_label = |label: &str| {
        label.starts_with(|c: char| c.is_ascii_lowercase())
            && !label.starts_with("xn--")
            && label
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    let is_path = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'~');
    // Dots could stand for folders.
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_plain = labels.all(is_label)
        && folders.bytes().all(is_path)
        && name.bytes().all(|b| is_path(b) || b == b'.')
        && !name.starts_with('.');
    is_plain.then_some(host)
}

/// Returns whether this is an absolute URL of the Web.
pub fn is_web(text: &str) -> bool {
    scheme(text).is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    })
}

/// Returns whether an address has a scheme, whichever.
pub(crate) fn has_scheme(text: &str) -> bool {
    scheme(text).is_some()
}

/// The longest address that others are read against, in bytes: each of them grows by it.
const MAX_BASE: usize = 512;

/// Returns whether others can be relative to this address.
pub fn is_base(text: &str) -> bool {
    text.len() <= MAX_BASE && is_web(text)
}

/// Returns whether a browser would run this address, or show what it holds as a page of whoever links to it.
pub fn is_script(text: &str) -> bool {
    // Those of the Web are the most.
    !text.starts_with(['h', 'H'])
        && Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "data" | "javascript" | "vbscript"))
}

/// Returns a URL against its base; an absolute one as it is.
pub fn absolute(url: &str, base: Option<&Url>) -> Option<String> {
    if scheme(url).is_some() {
        return None;
    }
    base?.join(url).ok().map(String::from)
}

/// Returns the host, without `www.`.
pub fn domain(url: &str) -> Option<String> {
    let named = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    if let Some(host) = plain_host(url) {
        return Some(named(host));
    }
    let url = Url::parse(url).ok()?;
    url.host_str().filter(|host| !host.is_empty()).map(named)
}

/// Returns the address of the site that a URL is on.
pub fn site(url: &str) -> Option<String> {
    let url = Url::parse(url).ok().filter(|url| is_web(url.as_str()))?;
    Some(format!("{}/", url.origin().ascii_serialization()))
}

fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// What may stand in a URI; `[` and `]` may in a host alone, and readers complain of them elsewhere.
fn is_uri_byte(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(
            byte,
            b'"' | b'<' | b'>' | b'[' | b'\\' | b']' | b'^' | b'`' | b'{' | b'|' | b'}'
        )
}

/// Returns where the host stands, and what is around it: empty if there is none.
fn host_range(url: &str) -> Range<usize> {
    let Some(start) = url.find("://").map(|index| index + 3) else {
        return 0..0;
    };
    let end = url[start..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |index| start + index);
    start..end
}

/// Returns the URL with its host in Punycode.
fn with_ascii_host(url: &str) -> Cow<'_, str> {
    let host = host_range(url);
    if url[host.clone()].is_ascii() {
        return Cow::Borrowed(url);
    }
    match Url::parse(&url[..host.end]) {
        Ok(parsed) => Cow::Owned(format!(
            "{}{}",
            parsed.as_str().trim_end_matches('/'),
            &url[host.end..]
        )),
        Err(_) => Cow::Borrowed(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn takes_no_address_for_plain_that_is_not(
            url in "https?://[a-z0-9.-]{0,12}(/[a-zA-Z0-9._~%-]{0,4}){0,3}"
        ) {
            if let Some(host) = plain_host(&url) {
                let parsed = Url::parse(&url).expect("an address");
                proptest::prop_assert_eq!(parsed.as_str(), &url);
                proptest::prop_assert_eq!(parsed.host(), Some(Host::Domain(host)));
            }
        }
    }

    #[test]
    fn identities_have_one_spelling() {
        for (url, expected) in [
            ("HTTPS://Example.org:443", "https://example.org/"),
            (
                "https://example.org/e%CC%81/%41%2F?e\u{301}",
                "https://example.org/%C3%A9/%41%2F?%C3%A9",
            ),
            (
                "https://example.org/%E9%ff/e%CC%81",
                "https://example.org/%E9%ff/e%CC%81",
            ),
            (
                "https://example.org/i%CC%87%",
                "https://example.org/i%CC%87%25",
            ),
        ] {
            let once = canonical(url).expect("an address");
            assert_eq!(once, expected);
            assert_eq!(canonical(&once), Some(once.clone()));
        }
    }

    #[test]
    fn publishes_addresses_that_there_can_be() {
        for (url, expected) in [
            ("https://EXAMPLE.org/ä?b", Some("https://EXAMPLE.org/ä?b")),
            (
                "https://bücher.example/ü",
                Some("https://xn--bcher-kva.example/%C3%BC"),
            ),
            (
                "https://user:pw@example.org/x",
                Some("https://example.org/x"),
            ),
            ("https://example.org\\x\\y", Some("https://example.org/x/y")),
            (
                "https://example.org/a\\b?c\\d",
                Some("https://example.org/a/b?c\\d"),
            ),
            ("https://example.org:/x", Some("https://example.org/x")),
            ("http:///triple", Some("http://triple/")),
            ("https://localhost:4000/x", Some("https://localhost:4000/x")),
            ("https://example.org?x", Some("https://example.org/?x")),
            ("https://example.org/a\nb", Some("https://example.org/ab")),
            ("https://[::1]/x", None),
            ("https://a..b/x", None),
            ("https://%25/", None),
            ("https://", None),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("/x", Some("/x")),
        ] {
            assert_eq!(public(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn spells_urls_in_ascii() {
        for (url, expected) in [
            (
                "https://example.com/a?b=c%20d&e#f",
                Some("https://example.com/a?b=c%20d&e#f"),
            ),
            (
                "https://example.com/ä b|[c]",
                Some("https://example.com/%C3%A4%20b%7C%5Bc%5D"),
            ),
            (
                "https://bücher.example/ü",
                Some("https://xn--bcher-kva.example/%C3%BC"),
            ),
            ("https://[::1]/[a]", Some("https://[::1]/%5Ba%5D")),
            ("https://[bad/", Some("https://%5Bbad/")),
            ("urn:uuid:1", Some("urn:uuid:1")),
            (
                "https://example.com/100%/x%2F#a#b",
                Some("https://example.com/100%25/x%2F#a%23b"),
            ),
            ("/a", None),
            ("a:b c", Some("a:b%20c")),
            ("", None),
        ] {
            assert_eq!(to_uri(url).as_deref(), expected, "{url}");
        }
    }
}
