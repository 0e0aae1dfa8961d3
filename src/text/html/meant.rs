//! Tags that are meant as such, in text that may be HTML and may speak of HTML: people write of `<b>`, and mean no bold text.

use std::ops::Range;

use super::plain::is_block;
use super::unseen::UNSEEN;
use super::{is_element, is_void, tag_name};
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// Elements that nobody ends, and that stand in texts by themselves.
const ALONE: [&str; 5] = ["br", "hr", "img", "p", "wbr"];

/// What stands behind words or between them, beside the marks of ASCII.
const MARKS: &str = "”’»›–—…、。，：；！？）」』】";

/// Returns whether a text is HTML: it begins with a block or another element of its first word, or has an end tag, an element
/// with the value of an attribute, or one that stands alone. Other start tags are what it speaks of.
pub(crate) fn is_html(text: &str) -> bool {
    let is_block = |name: &str| is_block(&name.to_ascii_lowercase());
    let begins = |range: &Range<usize>| {
        text[..range.start].trim().is_empty() && !text[range.end..].starts_with(char::is_whitespace)
    };
    let is_meant = |(range, token): (Range<usize>, Token<'_>)| match &token {
        Token::Start(Tag { name, .. }) if is_alone(name) => true,
        Token::Start(tag) if is_element(tag.name) => {
            has_value(tag) || is_block(tag.name) && begins(&range) || is_cut_off(text, &range, tag)
        }
        Token::End(_) => tag_name(&token).is_some(),
        Token::Comment | Token::Cdata(_) => true,
        _ => false,
    };
    let mut tokens = Tokens::new(text, 0).without_instructions();
    text.contains('<') && tokens.any(is_meant)
}

/// Returns where the tags of HTML stand in a title that are meant as such, in order: those of elements that begin and end, or
/// were cut off, and others that stand alone if they say more than their name, touch a word, or stand beside such elements.
pub(super) fn meant_tags(title: &str) -> Vec<usize> {
    if !title.contains('<') {
        return Vec::new();
    }
    let tokens: Vec<_> = Tokens::new(title, 0).without_instructions().collect();
    let mut meant = Vec::new();
    let mut alone = Vec::new();
    let mut is_certain = false;
    // From the end: the names of end tags for which no start tag was found.
    let mut ends: Vec<(&str, Vec<usize>)> = Vec::new();
    for (range, token) in tokens.iter().rev() {
        let Some(name) = tag_name(token).filter(|name| is_element(name)) else {
            continue;
        };
        let own = ends
            .iter_mut()
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        match (token, own) {
            (Token::Start(_), Some((_, places))) if !places.is_empty() => {
                meant.extend(places.pop());
                meant.push(range.start);
                is_certain = true;
            }
            (Token::Start(tag), _) if is_alone(name) => {
                alone.push(range.start);
                is_certain |= has_value(tag) || tag.is_empty || touches(title, range);
            }
            (Token::Start(tag), _) if is_cut_off(title, range, tag) => {
                meant.push(range.start);
                is_certain = true;
            }
            (Token::End(_), Some((_, places))) => places.push(range.start),
            (Token::End(_), None) => ends.push((name, vec![range.start])),
            _ => {}
        }
    }
    let strays = || ends.iter().flat_map(|(_, places)| places.iter().copied());
    let last = tokens.last().map(|(range, _)| range.clone());
    let is_cut = |range: &Range<usize>| strays().any(|place| place == range.start);
    if let Some(range) = last.filter(|range| closes(title, range) && is_cut(range)) {
        meant.push(range.start);
        is_certain = true;
    }
    if is_certain {
        meant.append(&mut alone);
        let stray = ends.into_iter().filter(|(name, _)| is_alone(name));
        meant.extend(stray.flat_map(|(_, places)| places));
    }
    meant.sort_unstable();
    meant
}

fn is_alone(name: &str) -> bool {
    ALONE.iter().any(|alone| name.eq_ignore_ascii_case(alone))
}

/// Returns whether an attribute has a value: words behind a `<` have none.
fn has_value(tag: &Tag<'_>) -> bool {
    tag.attributes()
        .any(|attribute| !attribute.value.is_empty())
}

/// Returns whether a tag begins an element whose end was cut off: a word stands in it, and it says more than its name or begins
/// the text.
fn is_cut_off(text: &str, range: &Range<usize>, tag: &Tag<'_>) -> bool {
    let is_hidden = UNSEEN.iter().any(|own| tag.name.eq_ignore_ascii_case(own));
    let is_open = !is_hidden && !is_void(tag.name) && begins_with_word(&text[range.end..]);
    is_open && (has_value(tag) || text[..range.start].trim().is_empty())
}

/// Returns whether a tag is the end of an element whose beginning was cut off: a word stands before it, and nothing behind.
fn closes(text: &str, range: &Range<usize>) -> bool {
    text[range.end..].trim().is_empty() && ends_with_word(&text[..range.start])
}

/// Returns whether a word stands directly before or behind a part of a text.
fn touches(text: &str, range: &Range<usize>) -> bool {
    ends_with_word(&text[..range.start]) || begins_with_word(&text[range.end..])
}

/// Returns whether a text ends with a word and what may stand behind one. A quote behind a space is none.
fn ends_with_word(text: &str) -> bool {
    let mut last = text.chars().rev().take_while(|c| !c.is_whitespace());
    last.any(char::is_alphanumeric)
}

/// Returns whether a text begins with a word, or what may stand before one.
fn begins_with_word(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '“', '„', '‘', '«', '(', '[', '&']);
    let is_mark = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || MARKS.contains(c);
    text.starts_with(|c: char| !is_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_html_from_text_about_it() {
        for html in [
            "<p>one<p>two",
            "one<br>two",
            "<img src=a>",
            "a <b>b</b>",
            "<a href=\"b\">c",
            "a <!-- b -->",
            "<x>a</x>",
            " <div>cut off",
            "<strong>Note: cut off",
        ] {
            assert!(is_html(html), "{html}");
        }
        for text in [
            "a < b > c",
            "git clone <url> and cd <dir>, then Vec<T>",
            "if $x<y$ then for all $z>0$",
            "The <template> tag & <slot>",
            "Mail <ann@x.example> said hi",
            "a<b and c>d",
            "<details> and <summary>",
            "<script>-tags and <b> are",
            "<b>, <i>",
            "<!DOCTYPE html> and <?php ?>",
        ] {
            assert!(!is_html(text), "{text}");
        }
    }
}
