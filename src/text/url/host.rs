//! The host of a URL, who is let in there, and whether anyone knows it.

use std::ops::Range;

use ::url::{Host, ParseError, Position, Url};

use super::is_web;

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
    let spelt = range(url);
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

/// Returns an address of any scheme, or of none, without what stands before its host. In what is no address, that ends with the
/// last `@`: a password may hold what else ends a host.
pub(crate) fn without_user(url: &str) -> String {
    let is_none = match Url::parse(url) {
        Ok(_) | Err(ParseError::RelativeUrlWithoutBase) => false,
        Err(_) => true,
    };
    let end = url.rfind('@').filter(|_| is_none);
    match (user_of(url), url.find("//"), end) {
        (_, Some(start), Some(end)) if start < end => url[..start + 2].to_owned() + &url[end + 1..],
        (Some(user), ..) => url.replacen(user, "", 1),
        _ => url.to_owned(),
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

/// Returns whether a name of a host is one that each network gives for itself, whoever looks it up
/// ([RFC 6761](https://www.rfc-editor.org/rfc/rfc6761#section-6.3), [RFC 6762](https://www.rfc-editor.org/rfc/rfc6762#section-3);
/// ICANN keeps `internal` free for it).
pub(crate) fn is_local(name: &str) -> bool {
    let last = name.trim_end_matches('.').rsplit('.').next();
    last.is_some_and(|last| ["internal", "local", "localhost"].contains(&last))
}

/// Returns whether the host of an address has a name, or a number, that others know it by.
pub(crate) fn has_known_host(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| match url.host() {
        Some(Host::Domain(domain)) => {
            domain.contains('.') && !domain.contains('_') && !is_local(domain)
        }
        Some(Host::Ipv4(ip)) => !ip.is_private() && !ip.is_loopback() && !ip.is_link_local(),
        Some(Host::Ipv6(_)) | None => false,
    })
}

/// Returns the host of an address in which nothing can be spelt in another way, which a look at most of them tells.
pub(super) fn plain_host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let slash = rest.bytes().position(|b| b == b'/')?;
    let (host, path) = (&rest[..slash], &rest[slash + 1..]);
    let is_path = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'~');
    // Dots could stand for folders.
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_plain = is_plain_host(host)
        && folders.bytes().all(is_path)
        && name.bytes().all(|b| is_path(b) || b == b'.')
        && !name.starts_with('.');
    is_plain.then_some(host)
}

/// Returns whether a host is of labels in lower case, each as it is known.
pub(crate) fn is_plain_host(host: &str) -> bool {
    let is_of_label = |b: &u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let mut labels = host.as_bytes().split(|b| *b == b'.');
    labels.all(|label| {
        label.first().is_some_and(u8::is_ascii_lowercase)
            && !label.starts_with(b"xn--")
            && label.iter().all(is_of_label)
    })
}

/// Returns where the host stands, and what is around it: empty if there is none.
pub(super) fn range(url: &str) -> Range<usize> {
    let Some(start) = url.find("://").map(|index| index + 3) else {
        return 0..0;
    };
    let end = url[start..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |index| start + index);
    start..end
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
    fn takes_the_user_from_whatever_could_be_an_address() {
        for (url, expected) in [
            ("http://a.example/@b", "http://a.example/@b"),
            ("//a.example/@b", "//a.example/@b"),
            ("http://a:b@a.example/", "http://a.example/"),
            ("htps://a:b@a.example/", "htps://a.example/"),
            ("//a:b@a.example/", "//a.example/"),
            ("http://a:b/c@a.example/", "http://a.example/"),
            ("http://a:b#@c@a.example/", "http://a.example/"),
            ("a@b", "a@b"),
        ] {
            assert_eq!(without_user(url), expected, "{url}");
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
}
