//! What a parser makes of markup: counted, and not kept.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use foldhash::fast::RandomState;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use memchr::memchr2_iter;

/// Returns how often the writer stops in a text: at each `&`, and where a no-break space may begin. From each of them it looks
/// for the next `<` or `>`, however far that is.
pub(super) fn count_escaped(text: &str) -> u64 {
    memchr2_iter(b'&', 0xC2, text.as_bytes()).count() as u64
}

/// Counts what a parser holds on to.
#[derive(Default)]
pub(super) struct Open(pub(super) Cell<usize>);

impl Tracer for Open {
    type Handle = Element;

    fn trace_handle(&self, _: &Element) {
        self.0.set(self.0.get() + 1);
    }
}

/// The elements that a parser makes: counted, and not kept.
#[derive(Default)]
pub(super) struct Elements {
    pub(super) made: Cell<usize>,
    /// How often one was put before another.
    pub(super) put_before: Cell<usize>,
    /// The attributes of all tags that are taken for one,
    attributes: Cell<usize>,
    /// and how often a parser looked at one of them.
    pub(super) compared: Cell<usize>,
    /// How many bytes a writer looks at.
    pub(super) looked_at: Cell<u64>,
    /// What it escapes in all of the texts,
    escaped: Cell<u64>,
    /// and, since the last `<` or `>`, in the text that the last child of an element is.
    escaped_in: RefCell<HashMap<usize, u64, RandomState>>,
}

/// What a parser has to know of an element.
#[derive(Clone, Debug)]
pub(super) struct Element {
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

    // Of `html` there is one: what further tags of it bring is compared with all that there is.
    fn add_attrs_if_missing(&self, _: &Element, more: Vec<Attribute>) {
        let attributes = self.attributes.get() + more.len();
        self.attributes.set(attributes);
        self.compared.set(self.compared.get() + attributes);
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
    fn remove_from_parent(&self, _: &Element) {}
}
