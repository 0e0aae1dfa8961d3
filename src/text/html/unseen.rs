//! What readers do not see because they see something else: text for those without scripts or frames.

use std::borrow::Cow;
use std::ops::Range;

use super::lazy::doubles;
use super::{name_at, tag_name};
use crate::text::token::{Token, Tokens};

/// What is for readers without scripts.
pub(super) const SCRIPTLESS: &str = "noscript";

/// Elements whose content is no text of the page: for programs, or for readers that show no frames.
pub(super) const UNSEEN: [&str; 5] = ["iframe", "noembed", "noframes", "script", "style"];

/// Those of readers that show no frames. One without an end tag of its own holds nothing: XHTML writes it so.
const FRAMES: [&str; 3] = ["iframe", "noembed", "noframes"];

/// Returns markup with what is for readers without scripts, of which there are none in a feed: a parser that expects scripts takes
/// it for text. What stands in for such pictures goes. Frames that nothing closes are left out, since a parser would take all that
/// follows for theirs.
pub(super) fn with_scriptless(html: &str) -> Cow<'_, str> {
    let may_begin = |(index, _): (usize, &str)| {
        let name = name_at(&html[index + 1..]);
        name.eq_ignore_ascii_case(SCRIPTLESS) || frame(name).is_some()
    };
    if !html.match_indices('<').any(may_begin) {
        return Cow::Borrowed(html);
    }
    let tokens: Vec<_> = Tokens::new(html, 0).collect();
    let doubles = doubles(&tokens);
    // From the end: what the next tag of that name is.
    let mut is_closed = [false; FRAMES.len()];
    let is_kept = |(range, token): &(Range<usize>, Token<'_>)| {
        let name = tag_name(token).unwrap_or_default();
        if let Some(index) = frame(name) {
            let is_end = !matches!(token, Token::Start(_));
            let is_kept = is_end || is_closed[index] && !html[range.clone()].ends_with("/>");
            is_closed[index] = is_end;
            return is_kept;
        }
        !name.eq_ignore_ascii_case(SCRIPTLESS) && !doubles.contains(&range.start)
    };
    let mut kept: Vec<_> = tokens.into_iter().rev().filter(is_kept).collect();
    kept.reverse();
    Cow::Owned(kept.into_iter().map(|(range, _)| &html[range]).collect())
}

fn frame(name: &str) -> Option<usize> {
    FRAMES
        .iter()
        .position(|frame| name.eq_ignore_ascii_case(frame))
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
        let open = "one<iframe src=\"a\" />two<iframe>three<iframe>x</iframe><noframes>four";
        assert_eq!(sanitise(open, || None), "onetwothreefour");
        assert_eq!(to_text(open), "onetwothreefour");
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
