//! What HTML says, however it is written.

use super::alignment::alignment;
use super::converter::{destination, is_counter};
use crate::text::html::{collapse, decoded, to_lines};
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::text::url;

/// Elements that hold text apart from other text, and those of them that always have an end tag.
const BLOCKS: &str =
    " blockquote dd details dl dt h1 h2 h3 h4 h5 h6 hr input li ol table td tr ul ";
const CLOSED: &str = " blockquote dl h1 h2 h3 h4 h5 h6 ol table ul ";

/// Elements in a line without which its text means something else.
const INLINE: &str = " abbr audio del img ins kbd mark q ruby source sub sup u video ";

/// How items are numbered. Of these, Markdown has the first alone.
const NUMBERS: [&str; 4] = ["start", "reversed", "type", "value"];

/// The lines of text with the blocks in which they stand, and then the elements in lines, the addresses and the texts of
/// pictures.
pub(super) type Said = (Vec<String>, Vec<String>);

/// Returns what HTML says to who reads it.
pub(super) fn said(html: &str) -> Said {
    let (mut lines, mut meanings) = (Vec::new(), Vec::new());
    let mut start = 0;
    // The picture without them is in it, too.
    let mut is_in_picture = false;
    let mut push_lines = |lines: &mut Vec<String>, end: usize, next: usize| {
        let text = to_lines(&html[start..end]);
        let text = text.lines().map(str::trim);
        lines.extend(text.filter(|line| !line.is_empty()).map(str::to_owned));
        start = next;
    };
    for (range, token) in Tokens::new(html, 0) {
        match token {
            Token::Start(tag) => {
                let name = usual(tag.name);
                if is_of(BLOCKS, name) {
                    push_lines(&mut lines, range.start, range.end);
                    let numbers = NUMBERS.iter().filter_map(|own| tag.attribute(own));
                    let numbers = numbers.filter(|number| is_of(" li ol ", name) && *number != "1");
                    lines.push(format!("<{name}>"));
                    lines.extend(numbers.map(str::to_owned));
                    let side = alignment(&tag).filter(|_| name == "td");
                    let checked = tag.attribute("checked").filter(|_| name == "input");
                    lines.extend(side.or(checked.map(|_| "checked")).map(str::to_owned));
                }
                is_in_picture |= name == "picture";
                if !(is_in_picture && name == "source") {
                    push_meanings(&mut meanings, &tag);
                }
            }
            Token::End("picture") => is_in_picture = false,
            Token::End(name) if is_of(CLOSED, name) => {
                push_lines(&mut lines, range.start, range.end);
                lines.push(format!("</{name}>"));
            }
            _ => {}
        }
    }
    push_lines(&mut lines, html.len(), html.len());
    (lines, meanings)
}

fn push_meanings(meanings: &mut Vec<String>, tag: &Tag<'_>) {
    let name = usual(tag.name);
    if name == "img" && is_counter(|name| tag.attribute(name)) {
        return;
    }
    if is_of(INLINE, name) {
        meanings.push(name.to_owned());
    }
    let value = |name| tag.attribute(name).map(decoded);
    let shown = value("alt").unwrap_or_default();
    meanings.extend(Some(collapse(&shown).into_owned()).filter(|shown| !shown.is_empty()));
    let title = value("title").filter(|_| name == "abbr");
    meanings.extend(title.map(|title| collapse(&title).into_owned()));
    if let Some(address) = value("href").or_else(|| value("src")) {
        // In one spelling, be it relative or not.
        meanings.extend(url::to_uri(&format!("at:{}", destination(&address))));
    }
}

fn usual(name: &str) -> &str {
    match name {
        "s" | "strike" => "del",
        "th" => "td",
        name => name,
    }
}

fn is_of(names: &str, name: &str) -> bool {
    names.split(' ').any(|own| own == name) && !name.is_empty()
}
