//! The last hand on what we write: well-formed whatever the strings, one element a line, escaped as feed validators ask.
//!
//! The crates build the document; this goes once over their text. It drops characters that XML forbids (the crates write
//! them as they are), keeps line ends in attributes (which a parser would turn into spaces), and lays the document out.

use std::vec;

use memchr::{memchr2, memchr3, memmem};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape};

use crate::error::{Error, Result};
use crate::text::character::{cleaned, permitted};

/// An element whose text is one that was kept; see [`fragment`](super::fragment).
const KEPT: &str = "side:kept";

/// How a format wants its document.
pub(crate) struct Style {
    /// The name of the elements that are written apart.
    pub(crate) entry: &'static str,
    /// What stands for `&`.
    pub(crate) ampersand: &'static str,
    /// What stands for an `&` in plain text that HTML would take for the beginning of a reference.
    pub(crate) reference: &'static str,
    /// What stands for `<`.
    pub(crate) less_than: &'static str,
    /// The name of the element whose texts are handed over beside the document: they are long, and the crate and its reader would
    /// each go over them once more.
    pub(crate) content: &'static str,
    /// Changes an element without child elements, of a crate that writes it otherwise than we want.
    pub(crate) amend: fn(&mut Leaf),
}

/// An element without child elements.
pub(crate) struct Leaf {
    /// The name, with its prefix.
    pub(crate) name: String,
    /// The names of its ancestors are as many as this.
    pub(crate) depth: usize,
    /// Names and values, in order.
    pub(crate) attributes: Vec<(String, String)>,
    /// The text, not escaped.
    pub(crate) text: String,
    is_cdata: bool,
}

impl Leaf {
    /// Returns whether this is plain text for people, which validators look at for markup.
    fn is_label(&self) -> bool {
        let is_text = |(name, value): &(String, String)| name == "type" && value == "text";
        LABELS.contains(&self.name.as_str()) || self.attributes.iter().any(is_text)
    }
}

/// Elements, and attributes, of plain text for people.
const LABELS: [&str; 2] = ["media:title", "name"];
const LABEL_ATTRIBUTES: [&str; 2] = ["label", "title"];

/// Returns the document as it leaves, with these [`entries`] in place of the one that it has, behind all that stands beside it:
/// readers learn first what a feed says of itself.
pub(crate) fn finish<'a>(
    xml: &str,
    entries: impl Iterator<Item = &'a str> + Clone,
    format: &'static str,
    style: &Style,
) -> Result<String> {
    let length = xml.len() * 5 / 4 + entries.clone().map(str::len).sum::<usize>();
    let mut layout = Layout::new(style, length);
    layout
        .out
        .push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let mut held = None;
    let mut entries = Some(entries);
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(refused(format))?;
        if is_start(&event, style.entry)
            && let Some(entries) = entries.take()
        {
            if let Event::Start(tag) = event {
                reader.read_to_end(tag.name()).map_err(refused(format))?;
            }
            layout.open_parent();
            held = Some((entries, layout.depth));
            continue;
        }
        let is_end = matches!(event, Event::End(_)) && layout.open.is_none();
        if let Some((entries, _)) = held.take_if(|(_, depth)| is_end && *depth == layout.depth) {
            layout.out.extend(entries);
        }
        if !layout.add(event).map_err(refused(format))? {
            return Ok(layout.out);
        }
    }
}

/// Returns the entries of a document as they leave; they stand one behind the other. Each content gets its text from those that
/// are given, in their order.
pub(crate) fn entries(
    xml: &str,
    contents: Vec<String>,
    format: &'static str,
    style: &Style,
) -> Result<String> {
    let length = xml.len() + contents.iter().map(String::len).sum::<usize>();
    let mut layout = Layout::new(style, length * 5 / 4);
    layout.contents = contents.into_iter();
    let mut depth = None;
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(refused(format))?;
        if depth.is_none() && is_start(&event, style.entry) {
            layout.open_parent();
            layout.out.clear();
            depth = Some(layout.depth);
        }
        let is_last = matches!(event, Event::End(_)) && layout.open.is_none();
        if is_last && depth == Some(layout.depth) || !layout.add(event).map_err(refused(format))? {
            return Ok(layout.out);
        }
    }
}

fn is_start(event: &Event<'_>, name: &str) -> bool {
    matches!(event, Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == name.as_bytes())
}

fn refused<E: Into<Source>>(format: &'static str) -> impl Fn(E) -> Error {
    move |source| Error::Refused {
        action: "write",
        format,
        source: source.into(),
    }
}

/// Returns a document with a [style sheet](https://www.w3.org/TR/xml-stylesheet/); what is no XML as it is.
pub(crate) fn with_stylesheet(xml: &str, href: &str) -> String {
    match xml.split_once('\n') {
        Some((declaration, rest)) if declaration.starts_with("<?xml ") => {
            let href = escape::escape(href);
            format!("{declaration}\n<?xml-stylesheet type=\"text/css\" href=\"{href}\"?>\n{rest}")
        }
        _ => xml.to_owned(),
    }
}

/// What the crate says is wrong.
type Source = Box<dyn std::error::Error + Send + Sync>;

struct Layout<'a> {
    out: String,
    style: &'a Style,
    depth: usize,
    /// The element that has been opened and has had no child element yet.
    open: Option<Leaf>,
    /// The texts of the contents to come.
    contents: vec::IntoIter<String>,
}

impl<'a> Layout<'a> {
    fn new(style: &'a Style, capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
            style,
            depth: 0,
            open: None,
            contents: Vec::new().into_iter(),
        }
    }

    /// Takes up what comes next. Returns whether anything did.
    fn add(&mut self, event: Event<'_>) -> Result<bool, Source> {
        match event {
            Event::Start(tag) => self.start(&tag)?,
            Event::Empty(tag) => {
                self.start(&tag)?;
                self.end(std::str::from_utf8(tag.name().as_ref())?);
            }
            Event::End(tag) => self.end(std::str::from_utf8(tag.name().as_ref())?),
            Event::Text(text) => self.text(&text.decode()?),
            Event::CData(text) => self.cdata(&text.decode()?),
            Event::GeneralRef(reference) => {
                let name = reference.decode()?;
                match escape::resolve_predefined_entity(&name) {
                    Some(character) => self.text(character),
                    None => self.text(&escape::unescape(&format!("&{name};"))?),
                }
            }
            Event::Eof => return Ok(false),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        Ok(true)
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Source> {
        self.open_parent();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute?;
            let name = std::str::from_utf8(attribute.key.as_ref())?.to_owned();
            let value = escape::unescape(std::str::from_utf8(&attribute.value)?)?.into_owned();
            attributes.push((name, value));
        }
        self.open = Some(Leaf {
            name: std::str::from_utf8(tag.name().as_ref())?.to_owned(),
            depth: self.depth,
            attributes,
            text: String::new(),
            is_cdata: false,
        });
        Ok(())
    }

    /// Writes the start tag of an element that turns out to have child elements.
    fn open_parent(&mut self) {
        if let Some(parent) = self.open.take() {
            self.start_tag(&parent);
            self.out.push('>');
            // A key that is no text stands beside the value of its field.
            self.escaped(&parent.text, false);
            self.out.push('\n');
            self.depth += 1;
        }
    }

    fn end(&mut self, name: &str) {
        let Some(mut leaf) = self.open.take() else {
            self.depth -= 1;
            self.indent();
            self.out.extend(["</", name, ">\n"]);
            return;
        };
        if leaf.name == KEPT {
            self.kept(&leaf.text);
            return;
        }
        if leaf.name == self.style.content
            && let Some(text) = self.contents.next()
        {
            leaf.text = text;
        }
        (self.style.amend)(&mut leaf);
        self.start_tag(&leaf);
        if leaf.text.is_empty() {
            self.out.push_str("/>\n");
            return;
        }
        self.out.push('>');
        if leaf.is_cdata && leaf.text.contains(['<', '&']) {
            self.out.push_str("<![CDATA[");
            for (index, piece) in cleaned(&leaf.text).split("]]>").enumerate() {
                self.out
                    .push_str(if index > 0 { "]]]]><![CDATA[>" } else { "" });
                self.out.push_str(piece);
            }
            self.out.push_str("]]>");
        } else {
            let is_label = leaf.is_label();
            self.escaped(&leaf.text, is_label);
        }
        self.out.extend(["</", &leaf.name, ">\n"]);
    }

    /// Writes an element that was kept, as it is.
    fn kept(&mut self, text: &str) {
        self.indent();
        self.out.extend([text, "\n"]);
    }

    fn text(&mut self, text: &str) {
        if let Some(leaf) = &mut self.open {
            leaf.text.push_str(text);
        }
    }

    fn cdata(&mut self, text: &str) {
        self.text(text);
        if let Some(leaf) = &mut self.open {
            leaf.is_cdata = true;
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }

    /// Writes a start tag without its `>`; on the root, which declares the namespaces, one attribute a line.
    fn start_tag(&mut self, leaf: &Leaf) {
        self.indent();
        self.out.extend(["<", &leaf.name]);
        for (index, (name, value)) in leaf.attributes.iter().enumerate() {
            if self.depth == 0 && index > 0 {
                self.out.push('\n');
                self.out
                    .extend(std::iter::repeat_n(' ', leaf.name.len() + 1));
            }
            self.out.extend([" ", name, "=\""]);
            let is_label = LABEL_ATTRIBUTES.contains(&name.as_str());
            for (plain, special, rest) in pieces(&cleaned(value), &['&', '<', '"', '\n', '\t']) {
                self.out.push_str(plain);
                self.out.push_str(match special {
                    "&" if is_label => self.style.ampersand_before(rest),
                    "<" if is_label => self.style.less_than,
                    "&" => "&amp;",
                    "<" => "&lt;",
                    "\"" => "&quot;",
                    "\n" => "&#10;",
                    "\t" => "&#9;",
                    rest => rest,
                });
            }
            self.out.push('"');
        }
    }

    fn escaped(&mut self, text: &str, is_label: bool) {
        let text = cleaned(text);
        let ends_cdata = memmem::find(text.as_bytes(), b"]]>").is_some();
        let special = |rest: &str| match ends_cdata {
            true => memchr3(b'&', b'<', b'>', rest.as_bytes()),
            false => memchr2(b'&', b'<', rest.as_bytes()),
        };
        let mut rest = &*text;
        while let Some(index) = special(rest) {
            let (plain, behind) = (&rest[..index], &rest[index + 1..]);
            self.out.push_str(plain);
            self.out.push_str(match rest.as_bytes()[index] {
                b'&' if is_label => self.style.ampersand_before(behind),
                b'&' => self.style.ampersand,
                b'<' => self.style.less_than,
                _ if self.out.ends_with("]]") => "&gt;",
                _ => ">",
            });
            rest = behind;
        }
        self.out.push_str(rest);
    }
}

impl Style {
    /// Returns what stands for an `&` in plain text before more of it.
    fn ampersand_before(&self, rest: &str) -> &'static str {
        if rest.starts_with(|c: char| matches!(c, '#' | '_') || c.is_alphanumeric()) {
            self.reference
        } else {
            self.ampersand
        }
    }
}

/// Splits a text behind special characters, each of one byte: what stands before one, that one, and what follows.
fn pieces<'a>(
    text: &'a str,
    special: &[char],
) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
    let mut end = 0;
    text.split_inclusive(special).map(move |piece| {
        end += piece.len();
        let plain = piece.strip_suffix(special).unwrap_or(piece);
        let (plain, special) = piece.split_at(plain.len());
        (plain, special, &text[end..])
    })
}

/// Returns whether every character of the text, and its two ends, come back from an element.
pub(crate) fn survives(text: &str) -> bool {
    text.trim() == text
        && text
            .chars()
            .all(|c| c != '\r' && c != '\u{feff}' && permitted(c) == Some(c))
}
