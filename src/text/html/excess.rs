//! Markup that would take a parser of HTML more than its share: its time grows with the square of the elements that are open
//! at once, and of the attributes of a tag. That of a writer grows with the square of a text which it has to escape.
//!
//! Only a parser knows what is open, and what is one text: end tags may be missing or in vain, and `</b>` may stand in a
//! comment or a value. So one is asked, and stopped in time; markup with few tags and little to escape needs none.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink};
use html5ever::tendril::{ByteTendril, StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns};
use memchr::{memchr, memchr_iter, memchr2_iter};

/// Open elements, beyond all that anyone writes.
const MAX_OPEN: usize = 500;

/// Attributes of one tag, beyond also what code has between a `<` and a `>`.
const MAX_ATTRIBUTES: usize = 2_000;

/// Elements that a parser makes of one tag. It makes `<b>` again in each paragraph, if nothing ends it.
const MAX_ELEMENTS_OF_A_TAG: usize = 20;

/// Times that a parser puts something before a table, which it has to look for among all that stands there.
const MAX_PUT_BEFORE: usize = 500;

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

/// Returns how often the writer stops in a text: at each `&`, and where a no-break space may begin. From each of them it looks
/// for the next `<` or `>`, however far that is.
fn count_escaped(text: &str) -> u64 {
    memchr2_iter(b'&', 0xC2, text.as_bytes()).count() as u64
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
            || builder.sink.looked_at.get() > MAX_LOOKED_AT
    });
    // Text in a table is held back until something else comes.
    is_stopped || parser.finish() > MAX_LOOKED_AT
}

/// Counts what a parser holds on to.
#[derive(Default)]
struct Open(Cell<usize>);

impl Tracer for Open {
    type Handle = Element;

    fn trace_handle(&self, _: &Element) {
        self.0.set(self.0.get() + 1);
    }
}

/// The elements that a parser makes: counted, and not kept.
#[derive(Default)]
struct Elements {
    made: Cell<usize>,
    /// How often one was put before another.
    put_before: Cell<usize>,
    /// How many bytes a writer looks at.
    looked_at: Cell<u64>,
    /// What it escapes in all of the texts,
    escaped: Cell<u64>,
    /// and, since the last `<` or `>`, in the text that the last child of an element is.
    escaped_in: RefCell<HashMap<usize, u64, RandomState>>,
}

/// What a parser has to know of an element.
#[derive(Clone, Debug)]
struct Element {
    /// Which one it is; none if it is something else.
    number: usize,
    name: QualName,
    holds_html: bool,
}

impl Elements {
    /// Returns what is no element.
    fn other() -> Element {
        let name = QualName::new(None, ns!(), local_name!(""));
        Element {
            number: 0,
            name,
            holds_html: false,
        }
    }

    /// Counts what a writer looks at in a piece of text, behind so much to escape, and returns what is to be escaped in it since
    /// the last of what ends a look.
    fn look_at(&self, text: &str, before: u64) -> u64 {
        let mut escaped = before;
        let mut looked_at = self.looked_at.get();
        for (index, piece) in text.split(['<', '>']).enumerate() {
            if index > 0 {
                escaped = 0;
            }
            escaped += count_escaped(piece);
            looked_at = looked_at.saturating_add(escaped.saturating_mul(piece.len() as u64));
        }
        self.looked_at.set(looked_at);
        escaped
    }

    fn count_text(&self, text: &str) {
        self.escaped.set(self.escaped.get() + count_escaped(text));
    }
}

impl ElemName for &Element {
    fn ns(&self) -> &Namespace {
        &self.name.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.name.local
    }
}

impl TreeSink for Elements {
    type Handle = Element;
    type Output = u64;
    type ElemName<'a> = &'a Element;

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Element {
        self.made.set(self.made.get() + 1);
        for attribute in &attributes {
            self.look_at(&attribute.value, 0);
        }
        Element {
            number: self.made.get(),
            name,
            holds_html: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn elem_name<'a>(&'a self, element: &'a Element) -> &'a Element {
        element
    }

    fn same_node(&self, one: &Element, other: &Element) -> bool {
        one.number == other.number
    }

    fn is_mathml_annotation_xml_integration_point(&self, element: &Element) -> bool {
        element.holds_html
    }

    fn get_template_contents(&self, template: &Element) -> Element {
        template.clone()
    }

    fn get_document(&self) -> Element {
        Self::other()
    }

    fn create_comment(&self, _: StrTendril) -> Element {
        Self::other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Element {
        Self::other()
    }

    fn append(&self, parent: &Element, child: NodeOrText<Element>) {
        let mut escaped_in = self.escaped_in.borrow_mut();
        match child {
            // It continues a text that is the last child.
            NodeOrText::AppendText(text) => {
                self.count_text(&text);
                let escaped = escaped_in.entry(parent.number).or_default();
                *escaped = self.look_at(&text, *escaped);
            }
            NodeOrText::AppendNode(_) => {
                escaped_in.remove(&parent.number);
            }
        }
    }

    fn append_before_sibling(&self, _: &Element, child: NodeOrText<Element>) {
        self.put_before.set(self.put_before.get() + 1);
        // It continues some text: at worst, one that holds all there was.
        if let NodeOrText::AppendText(text) = child {
            self.look_at(&text, self.escaped.get());
            self.count_text(&text);
        }
    }

    fn append_based_on_parent_node(&self, one: &Element, _: &Element, child: NodeOrText<Element>) {
        self.append_before_sibling(one, child);
    }

    fn reparent_children(&self, parent: &Element, other: &Element) {
        let mut escaped_in = self.escaped_in.borrow_mut();
        if let Some(escaped) = escaped_in.remove(&parent.number) {
            escaped_in.insert(other.number, escaped);
        }
    }

    /// Returns how many bytes a writer looks at.
    fn finish(self) -> u64 {
        self.looked_at.get()
    }

    // Where else an element goes is of no matter here.

    fn parse_error(&self, _: Cow<'static, str>) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn add_attrs_if_missing(&self, _: &Element, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, _: &Element) {}
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
