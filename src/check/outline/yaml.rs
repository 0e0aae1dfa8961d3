//! Places in YAML, by its indentation: keys and items of blocks, and what stands in brackets.

use std::ops::Range;

use super::{Outline, Place, join};

/// Nothing deeper is looked at.
const MAX_DEPTH: usize = 64;

/// Looks at a mapping.
pub(super) fn outline(text: &str, outline: &mut Outline) {
    let mut scanner = Scanner {
        text,
        at: 0,
        blocks: Vec::new(),
        parent: String::new(),
        outline,
        is_lost: false,
    };
    scanner.run();
    if scanner.is_lost {
        outline.duplicates.clear();
    }
}

/// A map or a list in block style.
struct Block {
    column: usize,
    path: String,
    /// The number of items so far, if it is a list.
    items: Option<usize>,
}

struct Scanner<'a, 'o> {
    text: &'a str,
    at: usize,
    blocks: Vec<Block>,
    /// The path of the value that a new block is.
    parent: String,
    outline: &'o mut Outline,
    /// Whether brackets were not understood: what stands on further lines of theirs is taken for keys.
    is_lost: bool,
}

impl Scanner<'_, '_> {
    fn run(&mut self) {
        while self.at < self.text.len() {
            let line = self.line(self.at);
            let content = self.text[line.clone()].trim_start_matches(' ');
            let column = line.len() - content.len();
            if content.trim().is_empty() || content.starts_with('#') {
                self.at = line.end + 1;
            } else if content.starts_with('{') && self.blocks.is_empty() {
                // All of it may stand in brackets.
                let end = self.flow("", line.start + column, 0);
                self.is_lost |= end.is_none();
                self.at = end.map_or(self.text.len(), |end| self.line(end).end + 1);
            } else {
                self.at = line.start + column;
                self.entry(column);
            }
        }
    }

    /// Returns the rest of the line from a byte on, without its end.
    fn line(&self, from: usize) -> Range<usize> {
        let rest = &self.text[from..];
        from..from + rest.find('\n').unwrap_or(rest.len())
    }

    /// Looks at a key or an item at a column; what stands behind an item's dash can be another.
    fn entry(&mut self, column: usize) {
        let line = self.line(self.at);
        let content = &self.text[line.clone()];
        let is_item = content == "-" || content.starts_with("- ");
        let ends = |block: &Block| {
            block.column > column || block.column == column && block.items.is_some() != is_item
        };
        // A list may stand at the column of its key.
        while self.blocks.last().is_some_and(|block| {
            ends(block) && !(is_item && block.column == column && block.items.is_none())
        }) {
            self.blocks.pop();
        }
        if is_item {
            let item = self.block(column, true);
            let path = format!("{}[{}]", item.path, item.items.unwrap_or_default());
            item.items = item.items.map(|items| items + 1);
            let spaces = content[1..].len() - content[1..].trim_start_matches(' ').len();
            let behind = &content[1 + spaces..];
            let start = self.at + 1 + spaces;
            let key = self.at..self.at + 1;
            self.parent.clone_from(&path);
            let is_block = behind.starts_with("- ") || key_of(behind).is_some();
            if is_block && self.blocks.len() < MAX_DEPTH {
                let place = Place {
                    key: key.clone(),
                    value: key.end..key.end,
                };
                self.outline.insert(path, place);
                self.at = start;
                return self.entry(column + 1 + spaces);
            }
            return self.value(path, key, start, column);
        }
        let Some((key, length, colon)) = key_of(content) else {
            self.at = line.end + 1;
            // What follows does not belong to what was before.
            self.parent.clear();
            return;
        };
        let path = join(&self.block(column, false).path, key);
        let key = self.at..self.at + length;
        let behind = &content[colon + 1..];
        let start = self.at + colon + 1 + (behind.len() - behind.trim_start().len());
        self.parent.clone_from(&path);
        self.value(path, key, start, column);
    }

    /// Returns the block that an entry at a column belongs to.
    fn block(&mut self, column: usize, is_list: bool) -> &mut Block {
        let is_in = |block: &Block| block.column == column && block.items.is_some() == is_list;
        if !self.blocks.last().is_some_and(is_in) {
            self.blocks.push(Block {
                column,
                path: self.parent.clone(),
                items: is_list.then_some(0),
            });
        }
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    /// Notes the place of a value, and goes on behind it.
    fn value(&mut self, path: String, key: Range<usize>, start: usize, column: usize) {
        let line = self.line(start.min(self.text.len()));
        let start = self.behind_properties(line.start);
        let text = &self.text[start..line.end];
        let end = match text.bytes().next() {
            None | Some(b'#') => start,
            Some(quote @ (b'"' | b'\'')) => {
                start + quoted(&self.text[start..], quote).unwrap_or(text.len())
            }
            Some(b'[' | b'{') => self.flow(&path, start, 0).unwrap_or_else(|| {
                self.is_lost = true;
                line.end
            }),
            _ => {
                start
                    + text
                        .find(" #")
                        .map_or(text, |end| &text[..end])
                        .trim_end()
                        .len()
            }
        };
        let is_block = text.starts_with(['|', '>']);
        let is_plain = !text.is_empty() && !text.starts_with(['"', '\'', '[', '{', '#']);
        let place = Place {
            key,
            value: start..end,
        };
        self.outline.insert(path, place);
        self.at = self.line(end.min(self.text.len())).end + 1;
        // The further lines of a text are no keys.
        while (is_block || is_plain) && self.at < self.text.len() {
            let line = self.line(self.at);
            let content = self.text[line.clone()].trim_start_matches(' ');
            if !content.is_empty() && line.len() - content.len() <= column {
                break;
            }
            self.at = line.end + 1;
        }
    }

    /// Passes over anchors and tags, within the line.
    fn behind_properties(&self, from: usize) -> usize {
        let mut rest = &self.text[from..];
        while rest.starts_with(['&', '!']) {
            let word = rest.find([' ', '\n']).unwrap_or(rest.len());
            rest = rest[word..].trim_start_matches(' ');
        }
        self.text.len() - rest.len()
    }

    /// Notes what stands in brackets, and returns where they close.
    fn flow(&mut self, path: &str, start: usize, depth: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let is_list = bytes[start] == b'[';
        let (mut at, mut count) = (start + 1, 0);
        loop {
            at = self.behind_space(at);
            match bytes.get(at)? {
                b']' | b'}' => return Some(at + 1),
                b',' => at += 1,
                _ => {
                    let first = at;
                    let end = self.flow_scalar(at)?;
                    let mut key = at..at;
                    let mut own = format!("{path}[{count}]");
                    // `[a: b]` is a list of a map of one pair.
                    if end > at && self.text[end..].starts_with(':') {
                        let name = self.text[at..end].trim().trim_matches(['"', '\'']);
                        own = join(if is_list { &own } else { path }, name);
                        key = at..end;
                        at = self.behind_space(end + 1);
                    } else if !is_list {
                        // A key without a value.
                        own = join(path, self.text[at..end].trim());
                        (key, at) = (at..end, end);
                    }
                    at = self.behind_properties(at);
                    let is_nested = matches!(bytes.get(at)?, b'[' | b'{');
                    let end = if is_nested && depth < MAX_DEPTH {
                        self.flow(&own, at, depth + 1)?
                    } else {
                        self.flow_scalar(at)?
                    };
                    if end == first {
                        return None;
                    }
                    let stop = at + self.text[at..end].trim_end().len();
                    if is_list && !key.is_empty() {
                        let pair = Place {
                            key: first..first,
                            value: first..stop,
                        };
                        self.outline.insert(format!("{path}[{count}]"), pair);
                    }
                    let value = at..stop;
                    self.outline.insert(own, Place { key, value });
                    (at, count) = (end, count + 1);
                }
            }
        }
    }

    /// Passes over space and comments between brackets.
    fn behind_space(&self, at: usize) -> usize {
        let mut rest = self.text[at..].trim_start();
        while rest.starts_with('#') {
            rest = rest.find('\n').map_or("", |end| rest[end..].trim_start());
        }
        self.text.len() - rest.len()
    }

    /// Returns where a scalar in brackets ends.
    fn flow_scalar(&self, at: usize) -> Option<usize> {
        let text = &self.text[at..];
        if let Some(quote @ (b'"' | b'\'')) = text.bytes().next() {
            return Some(at + quoted(text, quote)?);
        }
        let is_end = |(index, byte): (usize, u8)| match byte {
            b',' | b']' | b'}' | b'[' | b'{' => true,
            b':' => text[index + 1..].starts_with([' ', '\n']),
            b'#' => text[..index].ends_with([' ', '\n']),
            _ => false,
        };
        text.bytes()
            .enumerate()
            .position(is_end)
            .map(|end| at + end)
    }
}

/// Returns the key with which a line begins, its length with its quotes, and where its colon stands.
pub(in crate::check) fn key_of(line: &str) -> Option<(&str, usize, usize)> {
    let quote = line.bytes().next()?;
    if matches!(quote, b'"' | b'\'') {
        let length = quoted(line, quote)?;
        let behind = line[length..].trim_start_matches(' ');
        let colon = line.len() - behind.len();
        let is_key = behind.starts_with(':');
        return is_key.then(|| (&line[1..length - 1], length, colon));
    }
    if line.starts_with(['[', '{', '#', '|', '>', '&', '*', '!', '?']) {
        return None;
    }
    let colon = line
        .match_indices(':')
        .map(|(index, _)| index)
        .find(|index| matches!(line.as_bytes().get(index + 1), None | Some(b' ' | b'\t')))?;
    // Other space is a part of the key.
    let key = line[..colon].trim_end_matches([' ', '\t']);
    (!key.is_empty() && !key.contains(" #")).then_some((key, key.len(), colon))
}

/// Returns the length of a text in quotes, with them.
pub(in crate::check) fn quoted(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}
