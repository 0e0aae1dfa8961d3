//! What readers do not see because they see something else: text for those without scripts or frames.

use std::borrow::Cow;

use super::{name_at, tag_name};
use crate::text::token::{Token, Tokens};

/// What is for readers without scripts.
const SCRIPTLESS: &str = "noscript";

/// Elements whose content is no text of the page: for programs, or for readers that show no frames.
pub(super) const UNSEEN: [&str; 5] = ["iframe", "noembed", "noframes", "script", "style"];

/// Returns markup with what is for readers without scripts, of which there are none in a feed: a parser that expects scripts takes
/// it for text.
pub(super) fn with_scriptless(html: &str) -> Cow<'_, str> {
    let may_begin =
        |(index, _): (usize, &str)| name_at(&html[index + 1..]).eq_ignore_ascii_case(SCRIPTLESS);
    if !html.match_indices('<').any(may_begin) {
        return Cow::Borrowed(html);
    }
    let is_other = |token: &Token<'_>| {
        !tag_name(token).is_some_and(|name| name.eq_ignore_ascii_case(SCRIPTLESS))
    };
    let kept = Tokens::new(html, 0).filter(|(_, token)| is_other(token));
    Cow::Owned(kept.map(|(range, _)| &html[range]).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{sanitise, to_text};

    #[test]
    fn only_what_is_for_readers_without_scripts_is_seen() {
        let unseen = "<noscript>a<img src=\"https://b.example/c\"></noscript><iframe>d<b>e</b></iframe><noembed>f</noembed>";
        let seen = "a<img src=\"https://b.example/c\">";
        assert_eq!(sanitise(unseen, || None), seen);
        assert_eq!(to_text(unseen), "a");
        for html in [
            "<scr<noscript>ipt>x()</script>",
            "<noscript><p title=\"</noscript><img src=x onerror=x()>\">",
            "<style><noscript></style><img src=x onerror=x()>",
            "<nos<noscript>cript><img src=x onerror=x()></noscript>",
        ] {
            let clean = sanitise(html, || None);
            assert!(
                !clean.contains("<script") && !clean.contains("<img src=\"x\" onerror"),
                "{clean}"
            );
            assert_eq!(sanitise(&clean, || None), clean, "{html}");
        }
    }
}
