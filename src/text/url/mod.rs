//! URLs as feeds want them: absolute, and in ASCII.

mod host;

pub(crate) use self::host::{
    has_known_host, has_user, is_local, is_plain_host, public, user_of, without_user,
};

use std::borrow::Cow;
use std::fmt::Write;

use ::url::Url;
use icu_normalizer::ComposingNormalizerBorrowed;

use self::host::{plain_host, range as host_range};

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

/// Returns an address of the Web as a URI.
pub(crate) fn to_web_uri(text: &str) -> Option<String> {
    Some(text).filter(|text| is_web(text)).and_then(to_uri)
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
pub(crate) fn is_base(text: &str) -> bool {
    text.len() <= MAX_BASE && is_web(text)
}

/// Returns an address as others are read against it: without a name and a password, which none of them is to tell.
pub(crate) fn as_base(mut url: Url) -> Url {
    if has_user(&url) {
        // An address that can have none has none.
        let _ = url.set_password(None);
        let _ = url.set_username("");
    }
    url
}

/// Returns whether a browser would run this address, or show what it holds as a page of whoever links to it.
pub(crate) fn is_script(text: &str) -> bool {
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
pub(crate) fn site(url: &str) -> Option<String> {
    let url = Url::parse(url).ok().filter(|url| is_web(url.as_str()))?;
    Some(format!("{}/", url.origin().ascii_serialization()))
}

fn scheme(url: &str) -> Option<&str> {
    let scheme = &url[..url.bytes().position(|b| b == b':')?];
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
