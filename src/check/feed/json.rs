//! JSON that its reader has accepted, as nodes.

use std::ops::Range;

use super::node::{Kind, Node};
use crate::json;

/// Nothing deeper is looked at; no reader of ours gets there.
const MAX_DEPTH: usize = 256;

/// Returns the object or list that a text is.
pub(in crate::check) fn read(text: &str) -> Option<Node> {
    read_at(text, 0, "")
}

/// Returns the object or list that begins at a byte of a text, under a name.
pub(in crate::check) fn read_at(text: &str, at: usize, name: &str) -> Option<Node> {
    let mut scanner = Scanner { text, at };
    scanner.value(name.to_owned(), at..at, 0)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        self.at = self.text.len() - rest.trim_start().len();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Reads a value under a key.
    fn value(&mut self, name: String, key: Range<usize>, depth: usize) -> Option<Node> {
        let first = self.peek()?;
        let start = self.at;
        let mut node = Node {
            kind: Kind::Other,
            name,
            key,
            value: start..start,
            text: String::new(),
            children: Vec::new(),
        };
        match first {
            b'{' | b'[' if depth < MAX_DEPTH => {
                node.kind = if first == b'{' { Kind::Map } else { Kind::List };
                self.at += 1;
                while let Some(child) = self.child(&node, depth)? {
                    node.children.push(child);
                }
                if node.key.is_empty() {
                    node.key = start..start + 1;
                }
            }
            b'"' => {
                node.kind = Kind::Text;
                node.text = self.string()?;
            }
            _ => {
                let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}');
                let rest = &self.text[start..];
                let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
                self.at += word.len();
                node.text = word.to_owned();
            }
        }
        node.value = start..self.at;
        Some(node)
    }

    /// Reads what comes next in an object or a list: nothing if that is its end.
    fn child(&mut self, parent: &Node, depth: usize) -> Option<Option<Node>> {
        match self.peek()? {
            b']' | b'}' => {
                self.at += 1;
                return Some(None);
            }
            b',' => self.at += 1,
            _ => {}
        }
        self.peek()?;
        let start = self.at;
        if parent.kind == Kind::List {
            return self
                .value(parent.name.clone(), start..start, depth + 1)
                .map(Some);
        }
        let name = self.string()?;
        let key = start..self.at;
        if self.peek()? != b':' {
            return None;
        }
        self.at += 1;
        self.value(name, key, depth + 1).map(Some)
    }

    /// Reads a string in quotes.
    fn string(&mut self) -> Option<String> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let mut is_escaped = false;
        let end = rest.iter().skip(1).position(|byte| {
            let is_end = *byte == b'"' && !is_escaped;
            is_escaped = *byte == b'\\' && !is_escaped;
            is_end
        })?;
        self.at = start + end + 2;
        json::string(&self.text[start..self.at])
    }
}
