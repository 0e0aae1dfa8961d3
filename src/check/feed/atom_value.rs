//! What can be wrong with one value of Atom: identities, relations.

use crate::check::finding::Fault;
use crate::check::spelling;
use crate::check::value::address;
use crate::formats::identity::tag_parts;
use crate::text::url;

/// Wants an absolute address that is spelt as everyone spells it.
pub(super) fn identity(text: &str) -> Option<Fault> {
    let text = text.trim();
    if let Some(fault) = address(text) {
        return Some(match is_uuid(text) {
            true => fault.with_help(format!("write `urn:uuid:{text}`")),
            false => fault,
        });
    }
    let found = |what: &str| format!("expected {what}, found `{text}`");
    if text
        .strip_prefix("urn:uuid:")
        .is_some_and(|uuid| !is_uuid(uuid))
    {
        let message = found("a UUID behind `urn:uuid:`");
        let help = "it has 32 digits and letters up to `f`, in groups of 8, 4, 4, 4 and 12";
        return Some(Fault::warning("bad-uri", message).with_help(help));
    }
    let is_tag = |tag| tag_parts(tag).is_some_and(|(authority, _)| !authority.is_empty());
    if text.strip_prefix("tag:").is_some_and(|tag| !is_tag(tag)) {
        let message = found("a host and a date behind `tag:`");
        let help = "write such as `tag:example.com,2021:1`; if readers know this one, leave it";
        return Some(Fault::warning("bad-uri", message).with_help(help));
    }
    let canonical = url::canonical(text.trim())?;
    (canonical != text.trim() && url::is_web(text)).then(|| {
        Fault::warning(
            "other-spelling",
            format!("expected an address in its usual spelling, found `{}`", text.trim()),
        )
        .with_help(format!(
            "`{canonical}` is the same address to a browser and another id to a reader; if nobody knows it yet, write that"
        ))
    })
}

fn is_uuid(text: &str) -> bool {
    let groups = text.split('-').map(str::len);
    groups.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

/// The relations that feeds use, of those that are
/// [registered](https://www.iana.org/assignments/link-relations/link-relations.xhtml).
const KNOWN_RELATIONS: [&str; 36] = [
    "about",
    "alternate",
    "amphtml",
    "appendix",
    "archives",
    "author",
    "bookmark",
    "canonical",
    "collection",
    "copyright",
    "current",
    "describedby",
    "edit",
    "edit-media",
    "enclosure",
    "first",
    "help",
    "hub",
    "icon",
    "last",
    "latest-version",
    "license",
    "next",
    "next-archive",
    "payment",
    "prev",
    "prev-archive",
    "previous",
    "related",
    "replies",
    "search",
    "self",
    "service",
    "shortlink",
    "up",
    "via",
];

/// Wants a relation that is registered, or an address of one's own.
pub(super) fn relation(text: &str) -> Option<Fault> {
    let name = text
        .strip_prefix("http://www.iana.org/assignments/relation/")
        .unwrap_or(text);
    if KNOWN_RELATIONS.contains(&name) || name.contains(':') {
        return None;
    }
    let message = format!("expected a relation that is registered, found `{text}`");
    let otherwise = "readers pass over the link; one's own relations are addresses";
    let help = spelling::help(name, KNOWN_RELATIONS, otherwise);
    Some(Fault::warning("unknown-relation", message).with_help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_wrong_with_an_identity() {
        for (text, expected) in [
            ("tag:example.com,2021:1", None),
            ("tag:example.com,2021-05-01:a/b", None),
            ("tag:example.com:1", Some("bad-uri")),
            ("tag:example.com,21:1", Some("bad-uri")),
            ("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", None),
            ("urn:uuid:1234", Some("bad-uri")),
            (
                "1225c695-cfb8-4ebb-aaaa-80da344efa6a",
                Some("relative-address"),
            ),
            ("https://example.com", Some("other-spelling")),
        ] {
            let code = identity(text).map(|fault| fault.code);
            assert_eq!(code, expected, "{text}");
        }
    }
}
