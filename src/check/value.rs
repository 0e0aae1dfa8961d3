//! What can be wrong with one value: an address, a language, a label.

pub(super) use super::date::{DATE, date};
use super::finding::Fault;
use crate::formats;
use crate::text::character::is_number;
use crate::text::token::{Token, Tokens};
use crate::text::{html, url};

/// A rule about one value.
pub(super) type Check = fn(&str) -> Option<Fault>;

/// Lets everything pass.
pub(super) fn anything(_: &str) -> Option<Fault> {
    None
}

/// Wants some text.
pub(super) fn text(text: &str) -> Option<Fault> {
    text.trim().is_empty().then(no_text)
}

/// Says that there is no text.
fn no_text() -> Fault {
    Fault::error("empty-value", "expected some text, found none")
        .with_help("write it, or leave out what is empty")
}

/// Wants an absolute address of the Web.
pub(super) fn web_address(text: &str) -> Option<Fault> {
    let text = text.trim();
    if let Some(fault) = address(text) {
        return Some(fault);
    }
    if !url::is_web(text) {
        return Some(
            Fault::error(
                "not-a-web-address",
                format!("expected an address of the Web, found `{text}`"),
            )
            .with_help("it begins with `https://` or `http://`"),
        );
    }
    match url::public(text) {
        None => Some(no_host(text)),
        Some(public) if text.contains('@') && !public.contains('@') => Some(
            Fault::error(
                "password-in-address",
                "expected an address for everyone, found one with a user's name or password",
            )
            .with_value(public, ""),
        ),
        Some(_) if !url::has_known_host(text) && has_underscore(text) => Some(
            Fault::warning(
                "odd-host",
                format!("expected a host of letters, digits and hyphens, found `{text}`"),
            )
            .with_help("some programs open no host with `_` in it, and public feeds leave it out"),
        ),
        Some(_) if !url::has_known_host(text) => Some(
            Fault::warning(
                "local-address",
                format!("expected a host that everyone knows, found `{text}`"),
            )
            .with_help("nobody else can open it; write the address at which the site is published"),
        ),
        Some(_) => None,
    }
}

fn has_underscore(text: &str) -> bool {
    let host = url::domain(text).unwrap_or_default();
    host.contains('.') && host.contains('_')
}

fn no_host(text: &str) -> Fault {
    let authority = text.split('/').nth(2).unwrap_or_default();
    if authority.contains('[') {
        let message = format!("expected a host with a name, found `{text}`");
        return Fault::error("no-host", message).with_help(
            "many readers take no number of IPv6 for a host; public feeds leave it out",
        );
    }
    let port = authority.rsplit_once(':').map(|(_, port)| port);
    if let Some(port) = port.filter(|port| !port.is_empty() && port.parse::<u16>().is_err()) {
        let message = format!("expected a port up to 65535, found `{port}`");
        return Fault::error("no-host", message)
            .with_help("leave it out, with the colon before it");
    }
    let message = format!("expected an address with a host, found `{text}`");
    Fault::error("no-host", message)
        .with_help("between `//` and the path stands a host: `https://example.com/`")
}

/// Wants an absolute address of any scheme.
pub(super) fn address(text: &str) -> Option<Fault> {
    let text = text.trim();
    if text.is_empty() {
        let fault = Fault::error("empty-value", "expected an address, found none");
        return Some(fault.with_help("write it, or leave out what is empty"));
    }
    if let Some(fault) = slashes(text) {
        return Some(fault);
    }
    let Some(uri) = url::to_uri(text) else {
        let inside = inside_marks(text).filter(|inside| url::is_web(inside));
        let message = format!("expected an absolute address, found `{text}`");
        let fault = Fault::error("relative-address", message);
        return Some(match inside {
            Some(inside) => fault.with_value(inside, ", and nothing around it"),
            None if text.starts_with("//") => fault.with_value(format!("https:{text}"), ""),
            None if text.starts_with("www.") || looks_like_host(text) => {
                fault.with_value(format!("https://{text}"), "")
            }
            None => {
                fault.with_help("put the address of the site before it: `https://example.com/…`")
            }
        });
    };
    // No escape makes a host of what cannot be one.
    if url::is_web(text) && url::public(text).is_none() {
        return Some(no_host(text));
    }
    let is_spelt_so = text.eq_ignore_ascii_case(&uri);
    (!is_spelt_so).then(|| {
        let found = text.chars().find(|c| !c.is_ascii() || !uri.contains(*c));
        let message = match found {
            Some(c) => {
                format!("expected an address in ASCII without blanks and brackets, found `{c}`")
            }
            None if text.contains('%') => {
                "expected two digits of base 16 behind each `%`, found something else".to_owned()
            }
            None => "expected an address in ASCII without blanks and brackets".to_owned(),
        };
        Fault::error("unescaped-address", message).with_value(uri, "")
    })
}

/// Returns the address between angle brackets, or in a link of Markdown.
fn inside_marks(text: &str) -> Option<&str> {
    let angled = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    let link = || {
        Some(
            text.strip_prefix('[')?
                .strip_suffix(')')?
                .rsplit_once("](")?
                .1,
        )
    };
    angled.or_else(link)
}

/// Wants two slashes behind a scheme of the Web, and no backslash for one.
fn slashes(text: &str) -> Option<Fault> {
    let (scheme, rest) = text.split_once(':').filter(|_| url::is_web(text))?;
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with("//") && !path.contains('\\') {
        return None;
    }
    let (path, more) = rest.split_at(path.len());
    let path = path.replace('\\', "/");
    let message = format!("expected `{scheme}://` and single slashes behind, found `{text}`");
    let right = format!("{scheme}://{}{more}", path.trim_start_matches('/'));
    Some(Fault::error("wrong-slashes", message).with_value(right, ""))
}

fn looks_like_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    host.contains('.') && !host.starts_with('.') && !host.contains(' ') && text.contains('/')
}

/// Wants the tag of a language that there is.
pub(super) fn language(text: &str) -> Option<Fault> {
    let found = || format!("expected a language tag such as `en` or `en-us`, found `{text}`");
    match formats::language(text) {
        None => Some(
            Fault::error("unknown-language", found())
                .with_help("two or three letters for the language, and others behind hyphens"),
        ),
        Some(tag) if tag != text => {
            Some(Fault::error("misspelt-language", found()).with_value(tag, ""))
        }
        Some(_) => None,
    }
}

/// Wants the tag of a language in the form of [BCP 47](https://www.rfc-editor.org/rfc/rfc5646#section-2.1), which knows thousands
/// by three letters, and those of one's own behind `x-`.
pub(super) fn language_tag(text: &str) -> Option<Fault> {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_part =
        |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_code = first.len() == 3 && first.bytes().all(|b| b.is_ascii_alphabetic());
    let is_own = text.len() > 2 && matches!(first, "x" | "i");
    if (is_code || is_own) && parts.all(is_part) {
        return None;
    }
    language(text)
}

/// Wants plain text, without markup.
pub(super) fn label(label: &str) -> Option<Fault> {
    if let Some(fault) = text(label) {
        return Some(fault);
    }
    has_markup(label).then(|| {
        Fault::warning(
            "html-in-title",
            "expected plain text, found markup, which some readers show as it is",
        )
        .with_value(html::title_to_text(label).trim(), "")
    })
}

/// Returns whether there is markup of HTML. A bare start tag is none: it may be what the text speaks of.
pub(super) fn has_markup(text: &str) -> bool {
    Tokens::new(text, 0).any(|(_, token)| match token {
        Token::Start(tag) => tag.has_attributes() && html::is_element(tag.name),
        Token::End(name) => html::is_element(name),
        _ => false,
    })
}

/// Returns whether there are tags of HTML; what else stands between `<` and `>` is meant as it is.
pub(super) fn has_tags(text: &str) -> bool {
    Tokens::new(text, 0)
        .any(|(_, token)| matches!(token, Token::Start(tag) if html::is_element(tag.name)))
}

/// Wants a whole number.
pub(super) fn number(text: &str) -> Option<Fault> {
    let found = if text.is_empty() {
        "none".to_owned()
    } else {
        format!("`{text}`")
    };
    (!is_number(text)).then(|| {
        Fault::error(
            "not-a-number",
            format!("expected a whole number, found {found}"),
        )
        .with_help("write `0` if it is not known")
    })
}

/// Wants a media type; what stands behind a `;` says more of it
/// ([RFC 2045, 5.1](https://www.rfc-editor.org/rfc/rfc2045#section-5.1)).
pub(super) fn media_type(text: &str) -> Option<Fault> {
    let is_token = |part: &str| {
        let is_sign = |b: u8| b.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&b);
        !part.is_empty() && part.bytes().all(is_sign)
    };
    let (essence, _) = text.split_once(';').unwrap_or((text, ""));
    let is_type = essence
        .trim_end()
        .split_once('/')
        .is_some_and(|(kind, of)| is_token(kind) && is_token(of));
    (!is_type).then(|| {
        Fault::error(
            "bad-media-type",
            format!("expected a media type such as `audio/mpeg`, found `{text}`"),
        )
        .with_help("it is a kind and a form with a `/` between them")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(check: Check, text: &str) -> Option<&'static str> {
        check(text).map(|fault| fault.code)
    }

    #[test]
    fn knows_languages_by_their_form() {
        for (text, is_right) in [
            ("en", true),
            ("zh-Hant-TW", true),
            ("lld", true),
            ("x-klingon", true),
            ("en_US", false),
            ("english", false),
            ("zz", false),
            ("x-", false),
            ("", false),
        ] {
            assert_eq!(language_tag(text).is_none(), is_right, "{text}");
        }
    }

    #[test]
    fn knows_media_types() {
        for (text, is_right) in [
            ("audio/mpeg", true),
            ("audio/mpeg; codecs=mp3", true),
            ("application/atom+xml;type=entry", true),
            ("application/vnd.ms-excel", true),
            ("a/b/c", false),
            ("audio/", false),
            ("mp3", false),
            ("audio/mpeg audio/mp3", false),
            ("audio/mpeg, audio/mp3", false),
            ("; audio/mpeg", false),
            ("", false),
        ] {
            assert_eq!(media_type(text).is_none(), is_right, "{text}");
        }
    }

    #[test]
    fn tells_what_is_wrong_with_an_address() {
        for (text, expected) in [
            ("https://example.com/a", None),
            ("HTTPS://Example.com/a", None),
            ("/a", Some("relative-address")),
            ("www.example.com", Some("relative-address")),
            ("ftp://example.com/a", Some("not-a-web-address")),
            ("https://example.com/ä", Some("unescaped-address")),
            ("https://example.com/a b", Some("unescaped-address")),
            ("https://", Some("no-host")),
            ("https://[2001:db8::1]/a", Some("no-host")),
            ("https://example.com:99999/a", Some("no-host")),
            ("https://my_blog.example.com/a", Some("odd-host")),
            ("http:/example.com/a", Some("wrong-slashes")),
            ("https:\\\\example.com\\a", Some("wrong-slashes")),
            ("https://example.com/a?b=c\\d", Some("unescaped-address")),
            ("https://exa mple.com/", Some("no-host")),
            ("http://localhost:4000/", Some("local-address")),
            ("http://nas.local/a", Some("local-address")),
            ("http://192.168.0.1/a", Some("local-address")),
            ("http://93.184.215.14/a", None),
            (
                "https://me:secret@example.com/",
                Some("password-in-address"),
            ),
            ("", Some("empty-value")),
        ] {
            assert_eq!(code(web_address, text), expected, "{text}");
        }
    }
}
