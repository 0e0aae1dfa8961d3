//! Which addresses may be asked: those of the public internet, and those that the user allows.
//!
//! A feed, a redirect or a name server could point at a router, at a neighbour, or at the metadata of a cloud.

use std::borrow::Cow;
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ::url::{Host, Url};

use super::Failure;
use crate::text::url::{as_base, has_user, is_local};

/// What may be asked besides the public internet.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    /// Whether everything may.
    pub allows_private: bool,
    /// Hosts that may, in lower case: names, or addresses without brackets.
    pub allowed_hosts: HashSet<String>,
}

impl Guard {
    /// Checks an address before it is asked. What a name stands for is checked when it is looked up.
    pub(super) fn check(&self, url: &Url) -> Result<(), Failure> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Failure::Scheme(url.scheme().to_owned()));
        }
        // The crate has normalised whatever notation an address came in.
        let ip = match url.host() {
            None => return Err(Failure::NoHost),
            Some(Host::Domain(name)) if self.is_own(url) || !is_local(name) => return Ok(()),
            Some(Host::Domain(name)) => return Err(Failure::Private(name.to_owned())),
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
        };
        let host = bare(url);
        if self.allows(host, ip) {
            Ok(())
        } else {
            Err(Failure::Private(host.to_owned()))
        }
    }

    /// Returns whether a host is one of the user's own: what its services say of themselves is not said of all of it.
    pub(super) fn is_own(&self, url: &Url) -> bool {
        let is_private = match url.host() {
            Some(Host::Ipv4(ip)) => !is_public_v4(ip),
            Some(Host::Ipv6(ip)) => !is_public_v6(ip),
            Some(Host::Domain(name)) => self.allows_private && is_local(name),
            None => false,
        };
        is_private || self.allowed_hosts.contains(&bare(url).to_ascii_lowercase())
    }

    /// Returns whether a host may be asked at this address.
    pub(super) fn allows(&self, host: &str, ip: IpAddr) -> bool {
        self.allows_private
            || is_public(ip)
            || self.allowed_hosts.contains(&host.to_ascii_lowercase())
    }
}

/// Returns an address without what says who asks: that is for its server alone. Without it, it is spelt as browsers do.
pub(super) fn anonymous(url: &str) -> Cow<'_, str> {
    match Url::parse(url) {
        Ok(parsed) => without_user(&parsed).to_string().into(),
        Err(_) => url.into(),
    }
}

/// Returns the same of what is an address.
pub(super) fn without_user(url: &Url) -> Url {
    as_base(url.clone())
}

/// Returns what is left of an address when its server begins to encrypt, or to go without `www`: its place is the same.
pub(super) fn place(url: &str) -> &str {
    let schemes = ["https://", "http://"].into_iter();
    let rest = schemes.filter_map(|scheme| url.strip_prefix(scheme)).next();
    let rest = rest.unwrap_or(url);
    rest.strip_prefix("www.").unwrap_or(rest)
}

/// Returns an address with the user of another of the same server, unless it names one itself.
pub(super) fn with_user_of(own: &Url, mut url: Url) -> Url {
    if !has_user(&url) && url.origin() == own.origin() {
        let _ = url.set_username(own.username());
        let _ = url.set_password(own.password());
    }
    url
}

/// Returns an address without that user, as it can be told and remembered.
pub(super) fn without_user_of(own: &Url, url: &Url) -> Url {
    let bare = without_user(url);
    if *url == with_user_of(own, bare.clone()) {
        bare
    } else {
        url.clone()
    }
}

/// Returns the host of an address, without the brackets of IPv6.
fn bare(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_matches(['[', ']'])
}

/// Returns whether an address is one of the public internet
/// ([IANA](https://www.iana.org/assignments/iana-ipv4-special-registry/)).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224.., ..)
    );
    !is_special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // `::`, `::1` and addresses of IPv4 in the clothes of IPv6.
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            embedded(high, low)
        }
        [0x2002, high, low, ..] => embedded(high, low),
        // Teredo, and what is for books.
        [0x2001, 0 | 0xdb8, ..] => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_the_public_internet_alone() {
        for (url, is_allowed) in [
            ("https://example.com/", true),
            ("http://93.184.216.34/", true),
            ("http://[2606:2800:220:1:248:1893:25c8:1946]/", true),
            ("http://127.0.0.1/", false),
            ("http://2130706433/", false),
            ("http://0x7f.1/", false),
            ("http://017700000001/", false),
            ("http://10.0.0.1/", false),
            ("http://169.254.169.254/latest/", false),
            ("http://192.168.1.1/", false),
            ("http://0.0.0.0/", false),
            ("http://[::1]/", false),
            ("http://[::]/", false),
            ("http://[::ffff:10.0.0.1]/", false),
            ("http://[64:ff9b::7f00:1]/", false),
            ("http://[2002:7f00:1::]/", false),
            ("http://[fd00::1]/", false),
            ("http://[fe80::1]/", false),
            ("http://localhost/", false),
            ("http://metadata.google.internal/", false),
            ("ftp://example.com/", false),
            ("file:///etc/passwd", false),
        ] {
            let url = Url::parse(url).expect("a URL");
            assert_eq!(Guard::default().check(&url).is_ok(), is_allowed, "{url}");
        }
    }

    #[test]
    fn asks_what_the_user_allows() {
        let guard = Guard {
            allowed_hosts: HashSet::from(["127.0.0.1".to_owned()]),
            ..Guard::default()
        };
        let check = |url: &str| guard.check(&Url::parse(url).expect("a URL"));
        assert!(check("http://127.0.0.1:8080/").is_ok());
        assert!(check("http://127.0.0.2:8080/").is_err());
    }
}
