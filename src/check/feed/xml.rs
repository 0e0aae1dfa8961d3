//! XML, well-formed or not, as nodes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::node::{Kind, Node};
use super::strict::{Strict, Where, not_well_formed};
use crate::check::finding::{Fault, Findings};
use crate::check::spelling;
use crate::text::html;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::xml::canonical::grammar::Family;
use crate::xml::namespace;

/// Nothing deeper is looked at; feeds are a few levels deep.
const MAX_DEPTH: usize = 100;

/// Elements that are what they are called in a namespace that nobody knows, too, and with them all that is in it.
const STRUCTURE: [&str; 5] = ["rss", "channel", "item", "feed", "entry"];

/// A declaration of a namespace.
pub(super) struct Declaration {
    pub(super) prefix: String,
    pub(super) uri: String,
    pub(super) place: Range<usize>,
}

/// What stands in a document.
pub(super) struct Document {
    pub(super) root: Node,
    /// The namespaces that are declared anywhere.
    pub(super) declarations: Vec<Declaration>,
    /// What is wrong with tags, and where each stands.
    pub(super) faults: Vec<(Range<usize>, Fault)>,
    /// Whether end tags are among it.
    pub(super) has_crossed: bool,
    /// Whether something was reported that strict parsers do not take.
    pub(super) has_found: bool,
    /// Whether each start tag has its end tag.
    pub(super) is_closed: bool,
}

/// The most prefixes that are told of: whoever forgets more has forgotten them all.
const MAX_UNDECLARED: usize = 20;

/// The most end tags that are told of, and the most elements in no namespace: one draws others after it.
const MAX_CROSSED: usize = 3;

/// Reads a document whose root element stands at a byte; reports what strict parsers do not take.
pub(super) fn read(
    text: &str,
    start: usize,
    family: Family,
    findings: &mut Findings<'_>,
) -> Option<Document> {
    let mut reader = Reader {
        text,
        family,
        scopes: HashMap::new(),
        declarations: Vec::new(),
        faults: Vec::new(),
        undeclared: HashSet::new(),
        crossed: 0,
        prefix: "",
        own: String::new(),
        outside: 0,
        open: Vec::new(),
        deeper: 0,
        has_deeper: false,
    };
    let mut strict = Strict::new(text, findings);
    let mut place = Where::Before;
    for (range, token) in Tokens::new(text, 0) {
        if range.start == start {
            place = Where::Inside;
        }
        strict.look(range.clone(), &token, place);
        if place != Where::Inside {
            continue;
        }
        match token {
            Token::Start(tag) => reader.start(range, &tag),
            Token::End(name) => reader.end(range, name),
            Token::Text(text) => reader.text(&html::decoded(text)),
            Token::Cdata(text) => reader.text(text),
            Token::Comment | Token::Declaration(_) | Token::Instruction => {}
        }
        if let [root] = reader.open.as_slice()
            && root.is_closed
        {
            place = Where::Behind;
        }
    }
    let has_found = strict.has_found;
    let end = text.len();
    let is_closed = place == Where::Behind && reader.crossed == 0 && !reader.has_deeper;
    while reader.open.len() > 1 {
        reader.close(end);
    }
    let root = reader.open.pop()?.node;
    Some(Document {
        root,
        declarations: reader.declarations,
        faults: reader.faults,
        has_crossed: reader.crossed > 0,
        has_found,
        is_closed,
    })
}

struct Open<'a> {
    raw: &'a str,
    node: Node,
    /// Prefixes that it declares.
    prefixes: Vec<&'a str>,
    is_closed: bool,
}

struct Reader<'a> {
    text: &'a str,
    family: Family,
    scopes: HashMap<&'a str, Vec<Cow<'a, str>>>,
    declarations: Vec<Declaration>,
    faults: Vec<(Range<usize>, Fault)>,
    /// Prefixes that nothing declares.
    undeclared: HashSet<&'a str>,
    /// How many end tags do not close what is open.
    crossed: usize,
    /// The prefix of the root element, and how many elements without one are in no namespace.
    prefix: &'a str,
    outside: usize,
    /// The namespace of the feed, be it one that nobody knows.
    own: String,
    open: Vec<Open<'a>>,
    /// How many elements are open that are too deep to be looked at.
    deeper: usize,
    /// Whether there were such.
    has_deeper: bool,
}

impl<'a> Reader<'a> {
    fn start(&mut self, range: Range<usize>, tag: &Tag<'a>) {
        if self.open.len() >= MAX_DEPTH {
            self.deeper += usize::from(!tag.is_empty);
            self.has_deeper = true;
            return;
        }
        let mut prefixes = Vec::new();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            // A value that is empty is seen at its name.
            let seen = match attribute.value {
                "" => attribute.name,
                value => value,
            };
            let place = self.place_of(seen, &range);
            let value = html::decoded(attribute.value);
            let prefix = match attribute.name.split_once(':') {
                Some(("xmlns", prefix)) => prefix,
                None if attribute.name == "xmlns" => "",
                _ => {
                    attributes.push(Node {
                        kind: Kind::Attribute,
                        name: format!("@{}", attribute.name),
                        key: self.place_of(attribute.name, &range),
                        value: place,
                        text: value.into_owned(),
                        children: Vec::new(),
                    });
                    continue;
                }
            };
            self.declarations.push(Declaration {
                prefix: prefix.to_owned(),
                uri: value.clone().into_owned(),
                place,
            });
            self.scopes.entry(prefix).or_default().push(value);
            prefixes.push(prefix);
        }
        self.need(tag.name, &range);
        match tag.name.split_once(':') {
            Some((prefix, _)) if self.open.is_empty() => self.prefix = prefix,
            None if !self.prefix.is_empty() && self.outside < MAX_CROSSED => {
                let default = self.scopes.get("").and_then(|uris| uris.last());
                if self.family == Family::Atom && default.is_none_or(|uri| uri.is_empty()) {
                    self.outside += 1;
                    let place = self.place_of(tag.name, &range);
                    self.faults.push((place, outside(tag.name, self.prefix)));
                }
            }
            _ => {}
        }
        if self.own.is_empty() && STRUCTURE.contains(&tag.name) {
            let default = self.scopes.get("").and_then(|uris| uris.last());
            self.own = default.map_or_else(String::new, |uri| uri.clone().into_owned());
        }
        let mut names = HashSet::new();
        let again: Vec<&str> = tag
            .attributes()
            .filter(|attribute| !names.insert(self.expanded(attribute.name)))
            .map(|attribute| attribute.name)
            .collect();
        for name in again {
            let place = self.place_of(name, &range);
            let message = format!("expected the attribute `{name}` once, found it again");
            self.faults
                .push((place, not_well_formed(message, "leave one")));
        }
        for attribute in tag.attributes() {
            self.need(attribute.name, &range);
        }
        let end = range.end;
        self.open.push(Open {
            raw: tag.name,
            node: Node {
                kind: Kind::Element,
                name: self.usual(tag.name),
                key: range.start..range.start + 1 + tag.name.len(),
                value: end..end,
                text: String::new(),
                children: attributes,
            },
            prefixes,
            is_closed: false,
        });
        if tag.is_empty {
            self.close(end);
        }
    }

    /// Returns the namespace and the local part of the name of an attribute: two prefixes may mean one namespace.
    fn expanded<'n>(&'n self, name: &'n str) -> (&'n str, &'n str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let uris = self.scopes.get(prefix).filter(|_| !prefix.is_empty());
        (
            uris.and_then(|uris| uris.last()).map_or(prefix, |uri| uri),
            local,
        )
    }

    /// Notes the prefix of a name if nothing declares it, where it stands first.
    fn need(&mut self, name: &'a str, range: &Range<usize>) {
        let Some((prefix, _)) = name.split_once(':') else {
            return;
        };
        let is_declared = self.scopes.get(prefix).is_some_and(|uris| !uris.is_empty());
        if self.undeclared.len() < MAX_UNDECLARED
            && !is_declared
            && !matches!(prefix, "xml" | "xmlns")
            && self.undeclared.insert(prefix)
        {
            let place = self.place_of(name, range);
            self.faults.push((place, undeclared(prefix)));
        }
    }

    /// Returns where a part of the text stands; the whole range for one that is made up.
    fn place_of(&self, part: &str, range: &Range<usize>) -> Range<usize> {
        let offset = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if part.is_empty() || offset > self.text.len() - part.len() {
            return range.clone();
        }
        offset..offset + part.len()
    }

    /// Returns the name with the usual prefix of its namespace, or with the namespace itself if it has neither.
    fn usual(&self, name: &str) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let declared = self.scopes.get(prefix).and_then(|uris| uris.last());
        let uri = declared
            .map(|uri| &**uri)
            .or_else(|| namespace::uri_of(prefix));
        let is_own = match (self.family, uri) {
            (Family::Rss, None | Some("")) => prefix.is_empty(),
            (Family::Rss, Some(uri)) => namespace::is_rss(uri),
            (Family::Atom, uri) => uri.is_some_and(namespace::is_atom),
        };
        match uri.and_then(namespace::prefix_of) {
            _ if is_own => local.to_owned(),
            Some(usual) => format!("{usual}:{local}"),
            None => match uri {
                Some(uri) if prefix.is_empty() && !uri.is_empty() && uri != self.own => {
                    format!("{uri}:{local}")
                }
                _ => name.to_owned(),
            },
        }
    }

    /// Closes the innermost element of that name, and what it holds.
    fn end(&mut self, range: Range<usize>, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(last) = self.open.last() else {
            return;
        };
        if last.raw != name && self.crossed < MAX_CROSSED {
            self.crossed += 1;
            let found = &self.text[range.clone()];
            let message = format!("expected `</{}>`, found `{found}`", last.raw);
            let help = "close each element by its own name, the innermost first";
            self.faults
                .push((range.clone(), not_well_formed(message, help)));
        }
        let index = self.open.iter().rposition(|open| open.raw == name);
        // A misspelt end tag closes what it means.
        let is_meant = || spelling::nearest(name, [last.raw]).is_some();
        let Some(index) = index.or_else(|| is_meant().then_some(self.open.len() - 1)) else {
            return;
        };
        while self.open.len() > index + 1 {
            self.close(range.start);
        }
        self.close(range.start);
    }

    fn close(&mut self, end: usize) {
        let Some(mut open) = self.open.pop() else {
            return;
        };
        for prefix in open.prefixes.drain(..) {
            if let Some(uris) = self.scopes.get_mut(prefix) {
                uris.pop();
            }
        }
        open.node.value.end = end.max(open.node.value.start);
        match self.open.last_mut() {
            Some(parent) => parent.node.children.push(open.node),
            None => {
                open.is_closed = true;
                self.open.push(open);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.deeper == 0
            && let Some(open) = self.open.last_mut()
        {
            open.node.text.push_str(text);
        }
    }
}

fn undeclared(prefix: &str) -> Fault {
    let message = format!("expected a declaration of the prefix `{prefix}`, found none");
    let uri = namespace::uri_of(prefix).unwrap_or("https://…");
    let help = format!("write `xmlns:{prefix}=\"{uri}\"` in the first tag of the feed");
    Fault::error("undeclared-prefix", message).with_help(help)
}

fn outside(name: &str, prefix: &str) -> Fault {
    let message = format!("expected `{prefix}:{name}`, found `{name}`, which is in no namespace");
    let help =
        format!("write `<{prefix}:{name}>`, or declare the namespace of Atom without a prefix");
    Fault::error("missing-namespace", message).with_help(help)
}
