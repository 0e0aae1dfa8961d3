//! Markup that would take a parser of HTML more than its share: its time grows with the square of the elements that are open
//! at once, and of the attributes of an element. That of a writer grows with the square of a text which it has to escape.
//!
//! Only a parser knows what is open, and what is one text: end tags may be missing or in vain, and `</b>` may stand in a
//! comment or a value. So one is asked, and stopped in time; markup with few tags and little to escape needs none.

mod elements;

use std::ops::Range;

use html5ever::tendril::{ByteTendril, TendrilSink};
use html5ever::{ParseOpts, QualName, local_name, ns};
use memchr::{memchr, memchr_iter};

use self::elements::{Elements, Open, count_escaped};

/// Open elements, beyond all that anyone writes.
const MAX_OPEN: usize = 500;

/// Attributes of one tag, beyond also what code has between a `<` and a `>`.
const MAX_ATTRIBUTES: usize = 2_000;

/// Elements that a parser makes of one tag. It makes `<b>` again in each paragraph, if nothing ends it.
const MAX_ELEMENTS_OF_A_TAG: usize = 20;

/// Times that a parser puts something before a table, which it has to look for among all that stands there.
const MAX_PUT_BEFORE: usize = 500;

/// Times that a parser looks at an attribute for whether another tag of its element brings one that is missing.
const MAX_COMPARED: usize = 1_000_000;

/// Steps that looking for attributes may take for each byte of the markup.
const MAX_STEPS: usize = 20;

/// Bytes that a writer may look at for what it has to escape, most of them again and again: half a second. There are a quarter
/// as many in 100 kB of nothing but guillemets.
const MAX_LOOKED_AT: u64 = 10_000_000_000;

/// So many bytes are parsed between two looks at what is open.
const STEP: usize = 1024;

/// Returns whether to parse the markup would take more than its share.
pub(crate) fn is_excessive(html: &str) -> bool {
    match count_tags(html.as_bytes()) {
        None => true,
        Some(tags) => {
            let needs_parser = tags > MAX_OPEN || may_be_looked_at(html, tags) > MAX_LOOKED_AT;
            needs_parser && takes_too_long(html, tags)
        }
    }
}

/// Returns how many bytes a writer looks at, at most. A parser may make what is in one tag again at each of the others.
fn may_be_looked_at(html: &str, tags: usize) -> u64 {
    let escaped = count_escaped(html);
    escaped
        .saturating_mul(html.len() as u64)
        .saturating_mul(tags as u64 + 1)
}

/// Returns how many start tags there are at most, unless one tag has too many attributes. Whatever may be a tag is taken for
/// one: what hides it is for a parser to say.
fn count_tags(html: &[u8]) -> Option<usize> {
    let mut steps = html.len().saturating_mul(MAX_STEPS);
    let mut last = Extent::default();
    let mut tags = 0;
    for index in memchr_iter(b'<', html) {
        let (name, is_start) = match html.get(index + 1) {
            Some(b'/') => (index + 2, false),
            _ => (index + 1, true),
        };
        if !html.get(name).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        tags += usize::from(is_start);
        // A tag that began there would end where the last one ends, with fewer attributes.
        if !last.holds(index) {
            last = Extent::of(html, name)?;
            steps = steps.checked_sub(last.end - name)?;
        }
    }
    Some(tags)
}

/// Where a tag ends, and where the values in quotes are.
#[derive(Default)]
struct Extent {
    end: usize,
    quoted: Vec<Range<usize>>,
}

impl Extent {
    /// Returns the extent of a tag by where its name begins, unless it has too many attributes
    /// (<https://html.spec.whatwg.org/multipage/parsing.html#tag-name-state>).
    fn of(html: &[u8], name: usize) -> Option<Self> {
        let until = |from: usize, ends: fn(u8) -> bool| {
            let rest = html.get(from..).unwrap_or_default();
            let length = rest.iter().position(|byte| ends(*byte));
            length.map_or(html.len(), |length| from + length)
        };
        let mut quoted = Vec::new();
        let mut at = until(name, ends_name);
        for _ in 0..MAX_ATTRIBUTES {
            at = until(at, |byte| !is_space(byte) && byte != b'/');
            if html.get(at).is_none_or(|byte| *byte == b'>') {
                return Some(Self { end: at, quoted });
            }
            // A sign of equality may begin a name.
            at = until(at + 1, |byte| ends_name(byte) || byte == b'=');
            let behind = until(at, |byte| !is_space(byte));
            if html.get(behind) != Some(&b'=') {
                continue;
            }
            at = until(behind + 1, |byte| !is_space(byte));
            at = match html.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    let end = memchr(*quote, &html[at + 1..]);
                    let end = end.map_or(html.len(), |length| at + 1 + length);
                    quoted.push(at..end);
                    (end + 1).min(html.len())
                }
                _ => until(at, |byte| is_space(byte) || byte == b'>'),
            };
        }
        None
    }

    /// Returns whether a byte stands in the tag, and in no value in quotes.
    fn holds(&self, index: usize) -> bool {
        let next = self.quoted.partition_point(|value| value.end <= index);
        let is_quoted = self
            .quoted
            .get(next)
            .is_some_and(|value| value.contains(&index));
        index < self.end && !is_quoted
    }
}

fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// Returns whether this is white space between attributes.
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c' | b' ')
}

/// Returns whether more elements are open at once, made of these tags, or put elsewhere than anyone needs, or more is to be
/// escaped.
fn takes_too_long(html: &str, tags: usize) -> bool {
    let name = QualName::new(None, ns!(html), local_name!("div"));
    let options = ParseOpts::default();
    let parser = html5ever::parse_fragment(Elements::default(), options, name, Vec::new(), false);
    let mut parser = parser.from_utf8();
    let is_stopped = html.as_bytes().chunks(STEP).any(|step| {
        parser.process(ByteTendril::from_slice(step));
        let builder = &parser.inner_sink.tokenizer.sink;
        let open = Open::default();
        builder.trace_handles(&open);
        open.0.get() > MAX_OPEN
            || builder.sink.made.get() > tags * MAX_ELEMENTS_OF_A_TAG
            || builder.sink.put_before.get() > MAX_PUT_BEFORE
            || builder.sink.compared.get() > MAX_COMPARED
            || builder.sink.looked_at.get() > MAX_LOOKED_AT
    });
    // Text in a table is held back until something else comes.
    is_stopped || parser.finish() > MAX_LOOKED_AT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(count: usize, of: fn(usize) -> String) -> String {
        (0..count).map(of).collect()
    }

    #[test]
    fn tells_what_takes_too_long() {
        for html in [
            "<b>".repeat(600),
            "<rb>".repeat(600),
            "<dd><li>".repeat(600),
            "<optgroup>".repeat(600),
            "<ol><li>".repeat(600),
            "<svg>".to_owned() + &"<td>".repeat(600),
            "<svg><foreignObject>".to_owned() + &"<div/>".repeat(600),
            // Ends that are none.
            numbered(600, |number| format!("<b id={number}><!--</b>-->")),
            numbered(600, |number| format!("<b id={number} title='</b>'>")),
            ("<div>".repeat(300) + "<table><td>" + &"</div>".repeat(300)).repeat(3),
            // What a parser makes of little.
            numbered(300, |number| format!("<b id={number}>")) + &"<p>x".repeat(600),
            "<a><table>".repeat(2_000),
            "<a ".to_owned() + &numbered(3_000, |number| format!("x{number} ")) + ">",
            "</a ".to_owned() + &numbered(3_000, |number| format!("x{number}='>' ")) + ">",
            "<!--><a ".to_owned() + &numbered(3_000, |number| format!("x{number}/")) + ">-->",
            "<a b='<a b=\"".repeat(3_000),
            numbered(3_000, |number| format!("<html a{number}=1>")),
            numbered(1_500, |number| format!("<html a{number}=1>")) + &"<html>".repeat(1_500),
            // What a writer looks at again and again.
            "<p>".to_owned() + &"&".repeat(250_000),
            "<p>".to_owned() + &"\u{a0}".repeat(250_000),
            "<p>".to_owned() + &"&nbsp;".repeat(250_000),
            // All of it is one text.
            "<p>".to_owned() + &"&&&&&&&&&&</x>".repeat(25_000),
            "<p>".to_owned() + &"&&&&&&&&&&<body>".repeat(25_000),
            "<p>".to_owned() + &"&".repeat(130_000) + "<table>" + &"a".repeat(300_000),
            format!("<p title='{}'>", "&".repeat(250_000)),
            // One value, made again in each paragraph.
            format!("<p><b title='{}'>", "&".repeat(50_000)) + &"<p>x".repeat(400),
        ] {
            let beginning: String = html.chars().take(40).collect();
            assert!(is_excessive(&html), "{beginning}");
        }
    }

    #[test]
    fn what_people_write_is_none() {
        for html in [
            "<li>a <i>b</i>".repeat(2_000),
            "<p>a <a href=\"b\">c</a> <br>".repeat(2_000),
            "<dt>a<dd>b <ul><li>c<li>d</ul>".repeat(2_000),
            "<ruby>a<rp>(<rt>b<rp>)</ruby> <ruby>a<rt>b</ruby>".repeat(2_000),
            "<table>".to_owned() + &"<tr><td><b>a<td>b<td><p>c<p>d".repeat(2_000) + "</table>",
            "<svg>".to_owned() + &"<path d=\"M0 0\"/>".repeat(2_000) + "</svg>",
            "<pre>".to_owned() + &"if a &lt; b < c\n".repeat(2_000) + "</pre>",
            "<script>".to_owned() + &"if (a<b) { c='d'; }\n".repeat(250) + "</script>",
            "<i><p>a</i>".repeat(400),
            "<a".repeat(30_000),
            "<b>".repeat(400) + "a" + &"</b>".repeat(400),
            "<p>".to_owned() + &"\u{ab}\u{bb}".repeat(25_000) + "<script></script>",
            "<p>".to_owned()
                + &"\u{ab}\u{a0}Oui\u{a0}\u{bb}, dit-elle encore une fois. ".repeat(10_000),
            "<p>\u{ab}\u{a0}Non\u{a0}\u{bb}, dit-il & partit.</p>".repeat(40_000),
            "<pre>".to_owned() + &"if a && b { c &lt;&lt; d }\n".repeat(40_000) + "</pre>",
            format!("<p title='{}'>", "a & b".repeat(10_000)),
        ] {
            let beginning: String = html.chars().take(40).collect();
            assert!(!is_excessive(&html), "{beginning}");
        }
    }
}
