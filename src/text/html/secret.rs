//! Links that show their address, with who is let in there: the sanitiser takes that out of the address alone.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::{decoded, escape};
use crate::text::token::{Token, Tokens};
use crate::text::{start_of, url};

/// Returns the markup with no user's name and no password in the text of a link that has them in its address; borrowed if
/// there is none.
pub(super) fn without_shown_users(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    if memchr(b'@', bytes).is_none() && memmem::find(bytes, b"&#").is_none() {
        return Cow::Borrowed(html);
    }
    let mut out = String::new();
    let mut copied = 0;
    let mut user = None;
    for (_, token) in Tokens::new(html, 0) {
        match token {
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("a") => {
                let mut attributes = tag.attributes();
                let address = attributes.find(|own| own.name.eq_ignore_ascii_case("href"));
                user = address.and_then(|own| Some(url::user_of(&decoded(own.value))?.to_owned()));
            }
            Token::End(name) if name.eq_ignore_ascii_case("a") => user = None,
            Token::Text(raw) => {
                let shown = user.as_deref().filter(|user| raw.len() >= user.len());
                if let Some(public) = shown.and_then(|user| without(user, &decoded(raw))) {
                    let start = start_of(raw, html);
                    out.push_str(&html[copied..start]);
                    out.push_str(&escape(&public));
                    copied = start + raw.len();
                }
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Returns a text without a user, if it shows them: wherever it says a password, and a name alone before a host.
fn without(user: &str, text: &str) -> Option<String> {
    let has_password = user.contains(':');
    let first = text.len() - text.trim_start().len();
    let mut out = String::new();
    let mut copied = 0;
    let mut has_shown = false;
    for (at, _) in text.match_indices(user) {
        out.push_str(&text[copied..at]);
        let is_shown = has_password || at <= first || text[..at].ends_with("//");
        has_shown |= is_shown;
        out.push_str(if is_shown { "" } else { user });
        copied = at + user.len();
    }
    out.push_str(&text[copied..]);
    has_shown.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_users_out_of_what_links_show() {
        for (html, expected) in [
            (
                "<a href=\"https://u:p@e.example/\">https://u:p@e.example/</a>",
                "<a href=\"https://u:p@e.example/\">https://e.example/</a>",
            ),
            (
                "<A HREF='ftp://u:p&amp;q&#64;e.example'><b>see u:p&amp;q@, u:p&#38;q@ or ftp://u:p&amp;q@e.example</b></A>",
                "<A HREF='ftp://u:p&amp;q&#64;e.example'><b>see ,  or ftp://e.example</b></A>",
            ),
            (
                "<a href='//u@e.example'> u@e.example &amp; you@e.example</a> u@e.example",
                "<a href='//u@e.example'> e.example &amp; you@e.example</a> u@e.example",
            ),
        ] {
            assert_eq!(without_shown_users(html), expected, "{html}");
        }
        for html in [
            "<a href=\"https://e.example/\">https://u:p@e.example/</a>",
            "<a href=\"mailto:u@e.example\">u@e.example</a>",
            "<a title=\"https://u:p@e.example/\">u:p@</a>",
        ] {
            assert!(
                matches!(without_shown_users(html), Cow::Borrowed(_)),
                "{html}"
            );
        }
    }
}
