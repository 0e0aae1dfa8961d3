//! Changes to some fields of a file, and to no other byte: remarks, blank lines, line ends and the order of keys stay.
//!
//! A field of the top level is the lines from its key to the next one; blank lines and remarks belong to the key below them.
//! An object of JSON, which has no remarks, is laid out as we do. What comes of an edit is read again, and counts only if it
//! says what it should.

use std::borrow::Cow;

use super::emit::{emit, is_set_off};
use super::layout::{self, is_blank_or_remark, is_table, spelt};
use super::remark::end_of_value;
use super::split::{Parts, normalise};
use super::syntax::Syntax;
use crate::model::{Map, Value};

/// A file with front matter that is being edited. Fields are named, and given, as [`written`] has them.
pub(crate) struct Edit<'a> {
    syntax: Syntax,
    /// The fence, or the brace.
    opening: &'a str,
    fields: Vec<Field<'a>>,
    /// What follows the last field, down to the blank line below the closing fence.
    closing: &'a str,
    body: Cow<'a, str>,
    line_end: &'static str,
}

struct Field<'a> {
    syntax: Syntax,
    /// Blank lines and remarks above it.
    above: Cow<'a, str>,
    lines: Cow<'a, str>,
    /// The same in our own spelling.
    written: String,
}

impl<'a> Edit<'a> {
    /// Begins to edit a file, if it is plain enough: one whose fields can be told by line.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        let Parts {
            syntax,
            header,
            body,
        } = layout::of(text)?;
        let map = read(&text[header.clone()], syntax)?;
        let line = text.split_inclusive('\n').next().unwrap_or_default();
        let mut edit = Self {
            syntax,
            opening: &text[..header.start],
            fields: Vec::with_capacity(map.len()),
            closing: "",
            body: text[body..].into(),
            line_end: if line.ends_with("\r\n") { "\r\n" } else { "\n" },
        };
        if syntax == Syntax::Json {
            edit.opening = &text[..=header.start];
            edit.closing = &text[header.end - 1..body];
            let alone = map.iter().map(written_alone);
            edit.fields = alone.map(|one| edit.new_field(one, "")).collect();
            return Some(edit);
        }
        let starts = layout::starts(&text[header.clone()], syntax);
        if map.len() != starts.len() {
            return None;
        }
        let mut end = header.start;
        for (index, (start, pair)) in starts.iter().zip(&map).enumerate() {
            let start = header.start + start;
            let next = starts.get(index + 1);
            let next = next.map_or(header.end, |next| header.start + next);
            let lines = without_remarks_below(&text[start..next]);
            edit.fields.push(Field {
                syntax,
                above: text[end..start].into(),
                lines: lines.into(),
                written: written_alone(pair),
            });
            end = start + lines.len();
        }
        edit.closing = &text[end..body];
        Some(edit)
    }

    /// Returns the fields of the file.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| field.written.as_str())
    }

    /// Returns a field, if the file has it.
    pub(crate) fn field(&self, key: &str) -> Option<&str> {
        self.fields().find(|field| self::key(field) == key)
    }

    pub(crate) fn body(&self) -> Cow<'_, str> {
        normalise(&self.body)
    }

    /// Returns whether there are remarks between the lines of a field, which go when it gets others.
    pub(crate) fn has_remarks(&self, key: &str) -> bool {
        let field = self.fields.iter().find(|field| field.key() == key);
        field.is_some_and(|field| field.has_remarks(field.remark()))
    }

    /// Returns whether there are remarks in the lines of a field, which go when it is taken away.
    pub(crate) fn is_remarked(&self, key: &str) -> bool {
        let field = self.fields.iter().find(|field| field.key() == key);
        field.is_some_and(|field| field.has_remarks(""))
    }

    /// Puts a word in the place of another in a field, which says this then. Where the other does not stand once, it gets these
    /// lines.
    pub(crate) fn put(&mut self, written: &str, word: &str, other: &str) {
        let key = key(written);
        let field = self.fields.iter_mut().find(|field| field.key() == key);
        match field.filter(|field| field.lines.matches(other).count() == 1) {
            Some(field) => {
                field.lines = field.lines.replacen(other, word, 1).into();
                field.written = written.to_owned();
            }
            None => self.set(written, None),
        }
    }

    /// Gives a field these lines. A new one stands below the field `above`, or first; a remark behind the old one stays.
    pub(crate) fn set(&mut self, written: &str, above: Option<&str>) {
        let key = key(written);
        let mut lines = self.spelt(written);
        if let Some(field) = self.fields.iter_mut().find(|field| field.key() == key) {
            let remark = field.remark();
            if let Some(end) = lines.find(self.line_end) {
                lines.insert_str(end, remark);
            }
            field.lines = lines.into();
            field.written = written.to_owned();
            return;
        }
        let above =
            above.and_then(|above| self.fields.iter().position(|field| field.key() == above));
        let mut index = above.map_or(0, |above| above + 1);
        let is_set_off = match self.syntax {
            Syntax::Yaml => is_set_off(key, written.trim_end().contains('\n')),
            Syntax::Toml => {
                let tables = self.fields.iter().position(|field| is_table(&field.lines));
                let tables = tables.unwrap_or(self.fields.len());
                index = if is_table(&lines) {
                    index.max(tables)
                } else {
                    index.min(tables)
                };
                is_table(&lines)
            }
            Syntax::Json => false,
        };
        let is_set_off = is_set_off && index > 0;
        let above = if is_set_off { self.line_end } else { "" };
        let field = self.new_field(written.to_owned(), above);
        self.fields.insert(index, field);
    }

    /// Returns a field with lines of its own.
    fn new_field(&self, written: String, above: &'static str) -> Field<'a> {
        Field {
            syntax: self.syntax,
            above: above.into(),
            lines: self.spelt(&written).into(),
            written,
        }
    }

    /// Takes a field away. Remarks above it stay; blank lines alone go with it, since one that comes back is set off again.
    pub(crate) fn remove(&mut self, key: &str) {
        self.fields
            .retain(|field| field.key() != key || !field.above.trim().is_empty());
        for field in self.fields.iter_mut().filter(|field| field.key() == key) {
            (field.lines, field.written) = Default::default();
        }
    }

    pub(crate) fn set_body(&mut self, body: &str) {
        self.body = self.with_line_ends(body).into();
    }

    /// Returns the text, if it says what it should.
    pub(crate) fn finish(&self) -> Option<String> {
        let mut text = self.opening.to_owned();
        for field in &self.fields {
            text.extend([&*field.above, &*field.lines]);
        }
        if self.syntax == Syntax::Json {
            // Behind the last one there is no comma.
            text.truncate(text.trim_end_matches(',').len());
            text.push_str(self.line_end);
        }
        text.extend([self.closing, &*self.body]);
        let edited = Edit::of(&text)?;
        let wanted = self.fields().filter(|field| !field.is_empty());
        let is_right = edited.fields().eq(wanted) && edited.body == self.body;
        is_right.then_some(text)
    }

    /// Returns the lines of a field in the language of the file.
    fn spelt(&self, written: &str) -> String {
        self.with_line_ends(&spelt(written, self.syntax))
    }

    fn with_line_ends(&self, text: &str) -> String {
        match self.line_end {
            "\n" => text.to_owned(),
            line_end => text.replace('\n', line_end),
        }
    }
}

impl Field<'_> {
    fn key(&self) -> &str {
        key(&self.written)
    }

    /// Returns the remark behind the first line, with the space before it: what can be left out without a change.
    fn remark(&self) -> &str {
        let lines = self.lines.trim_end();
        let line = lines.lines().next().unwrap_or_default();
        let (value, remark) = line.split_at(end_of_value(line, self.syntax));
        let rest = &lines[line.len()..];
        let is_left_out = !remark.is_empty()
            && read(&[value, rest].concat(), self.syntax)
                .is_some_and(|map| emit(&map) == self.written);
        if is_left_out { remark } else { "" }
    }

    /// Returns whether there are remarks in several lines, but for this one behind the first.
    fn has_remarks(&self, but: &str) -> bool {
        let lines = normalise(&self.lines);
        let marks = |text: &str| text.matches('#').count();
        self.syntax != Syntax::Json
            && lines.trim_end().contains('\n')
            && lines != spelt(&self.written, self.syntax)
            && marks(&lines) > marks(but)
    }
}

/// Returns the fields of a text that we wrote, and its body. What it returns of another text is that of no text of ours.
pub(crate) fn written(text: &str) -> (Vec<&str>, &str) {
    let rest = text.strip_prefix("---\n").unwrap_or_default();
    let mut fields = Vec::new();
    let (mut start, mut at) = (None, 0);
    for line in rest.split_inclusive('\n') {
        if !line.starts_with([' ', ':']) {
            fields.extend(start.take().map(|start| &rest[start..at]));
            if line == "---\n" {
                let body = &rest[at + line.len()..];
                return (fields, body.strip_prefix('\n').unwrap_or(body));
            }
            start = (line != "\n").then_some(at);
        }
        at += line.len();
    }
    (fields, "")
}

/// Returns the key of a field that we wrote.
pub(crate) fn key(written: &str) -> &str {
    let line = written.lines().next().unwrap_or_default();
    if line.starts_with('"') {
        let end = line
            .match_indices('"')
            .map(|(at, _)| at)
            .skip(1)
            .find(|at| {
                let escapes = line[..*at]
                    .bytes()
                    .rev()
                    .take_while(|b| *b == b'\\')
                    .count();
                escapes % 2 == 0
            });
        return end.map_or(line, |end| &line[..=end]);
    }
    let is_long = line.starts_with("? ");
    let end = line.find(": ").filter(|_| !is_long);
    end.map_or(line.trim_end_matches(':'), |end| &line[..end])
}

fn written_alone((key, value): &(Value, Value)) -> String {
    emit(&[(key.clone(), value.clone())].into_iter().collect())
}

fn read(header: &str, syntax: Syntax) -> Option<Map> {
    syntax.read(&normalise(header), 0, &mut Vec::new()).ok()
}

fn without_remarks_below(lines: &str) -> &str {
    let mut rest = lines;
    while let Some(line) = rest.split_inclusive('\n').next_back()
        && is_blank_or_remark(line)
    {
        rest = &rest[..rest.len() - line.len()];
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}---\r\n# Mine.\r\ntitle:  'It''s #1'   # a remark\r\n\r\n# Of the topics.\r\ntopics: [a, b]\r\n\
                        'own key': |\r\n  Text\r\n# The end.\r\n---\r\n\r\nBody.\r\n";

    #[test]
    fn changes_nothing_else() {
        let mut edit = Edit::of(FILE).expect("front matter");
        assert_eq!(
            edit.fields().collect::<Vec<_>>(),
            [
                "title: \"It's #1\"\n",
                "topics:\n  - a\n  - b\n",
                "own key: \"Text\\n\"\n"
            ]
        );
        assert_eq!(edit.finish().as_deref(), Some(FILE));
        edit.set("title: \"New\"\n", None);
        edit.set("webUrl: \"https://example.com/\"\n", Some("title"));
        edit.set("topics:\n  - c\n", None);
        edit.remove("own key");
        edit.set_body("Other.\n");
        assert_eq!(
            edit.finish().as_deref(),
            Some(
                "\u{feff}---\r\n# Mine.\r\ntitle: \"New\"   # a remark\r\nwebUrl: \"https://example.com/\"\r\n\r\n\
                 # Of the topics.\r\ntopics:\r\n  - c\r\n# The end.\r\n---\r\n\r\nOther.\r\n"
            )
        );
    }

    #[test]
    fn knows_remarks_that_it_cannot_keep() {
        let edit = Edit::of("---\na:\n  - b # why\nc: d # why\ne:\n  - f\ng: # why\n  - h\n---\n")
            .expect("front matter");
        assert_eq!(
            ["a", "c", "e", "g"].map(|key| edit.has_remarks(key)),
            [true, false, false, false]
        );
        assert_eq!(
            ["a", "c", "e", "g"].map(|key| edit.is_remarked(key)),
            [true, false, false, true]
        );
    }

    #[test]
    fn keeps_remarks_behind_first_lines() {
        let mut edit = Edit::of(
            "---\r\na: # why\r\n  - b\r\nc: >- # how\r\n  d\r\ne: {f: g, h: 1} # who\r\n---\r\n",
        )
        .expect("front matter");
        edit.set("a:\n  - i\n  - j\n", None);
        edit.set("c: k\n", None);
        edit.put("e:\n  f: g\n  h: 2\n", "2", "1");
        let text =
            "---\r\na: # why\r\n  - i\r\n  - j\r\nc: k # how\r\ne: {f: g, h: 2} # who\r\n---\r\n";
        assert_eq!(edit.finish().as_deref(), Some(text));
    }

    /// A stranger chooses the texts.
    #[test]
    fn reads_a_line_once_however_many_remarks_could_begin_in_it() {
        let marks = " \"#a".repeat(20_000);
        let text = format!("---\na: 'b{marks}' # c\n---\n");
        let mut edit = Edit::of(&text).expect("front matter");
        edit.set("a: d\n", None);
        assert_eq!(edit.finish().as_deref(), Some("---\na: d # c\n---\n"));
    }

    #[test]
    fn leaves_what_it_does_not_understand() {
        for text in [
            "",
            "Text.\n",
            "---\na: 1\n",
            "---\na: [\n---\n",
            "---\na: 1\na: 2\n---\n",
            "---\n{a: 1, b: 2}\n---\n",
            "+++\na.b = 1\na.c = 2\n+++\n",
            "+++\n[a]\nb = [\n[1],\n]\n+++\n",
            "---toml\na = 1\n---\n",
        ] {
            assert!(Edit::of(text).is_none(), "{text}");
        }
    }

    #[test]
    fn parts_what_we_wrote() {
        let text = "---\ntitle: \"A: b\"\n\ntopics:\n  - a\n\"x: \\\"y\\\\\": 1\na:b: c\n---\n\nBody.\n---\n";
        let (fields, body) = written(text);
        let keys: Vec<&str> = fields.iter().map(|field| key(field)).collect();
        assert_eq!(keys, ["title", "topics", "\"x: \\\"y\\\\\"", "a:b"]);
        assert_eq!(body, "Body.\n---\n");
        let edit = Edit::of(text).expect("front matter");
        assert!(edit.fields().eq(fields));
    }
}
