//! Tokens of XML as people write it: what cannot be markup is text, and every step goes forward.
//!
//! The time is linear in the text: an end that was looked for in vain is not looked for again.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use super::steps;
use super::tag::{Tag, divided, is_name_end};

/// One piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    /// `<name …>` or `<name …/>`.
    Start(Tag<'a>),
    /// `</name>`, by its name.
    End(&'a str),
    /// Text between markup, raw. A `<` in it begins no markup.
    Text(&'a str),
    /// What stands in `<![CDATA[…]]>`.
    Cdata(&'a str),
    /// `<!--…-->`.
    Comment,
    /// `<!DOCTYPE …>` and other declarations, whole.
    Declaration(&'a str),
    /// `<?…?>`.
    Instruction,
}

/// The tokens of a text.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    offset: usize,
    /// The markup that ended the last text, already known.
    pending: Option<(Range<usize>, Token<'a>)>,
    /// Marks that do not stand in the rest of the text.
    missing: Vec<&'static str>,
    has_instructions: bool,
}

impl<'a> Tokens<'a> {
    /// Returns the tokens of `text` from a byte on.
    pub(crate) fn new(text: &'a str, offset: usize) -> Self {
        Self {
            text,
            offset,
            pending: None,
            missing: Vec::new(),
            has_instructions: true,
        }
    }

    /// Takes `<?` for text, as it is where people write of code: it hides no tag behind it.
    pub(crate) fn without_instructions(mut self) -> Self {
        self.has_instructions = false;
        self
    }

    /// Returns where the next token begins.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// Returns whether something was looked for in vain up to the end of the text.
    pub(crate) fn has_missed(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Goes back to the token that begins at a byte.
    pub(crate) fn seek(&mut self, offset: usize) {
        self.offset = offset;
        self.pending = None;
    }

    /// Returns the markup at a byte that holds `<`, and where it ends; else where to look further.
    fn markup(&mut self, at: usize) -> Result<(usize, Token<'a>), usize> {
        if self.text[at + 1..].starts_with(is_name_start) {
            return self.start_tag(at);
        }
        self.other_markup(at).ok_or(at + 1)
    }

    fn other_markup(&mut self, at: usize) -> Option<(usize, Token<'a>)> {
        let text = self.text;
        let rest = &text[at..];
        match rest.as_bytes().get(1)? {
            b'/' => end_tag(rest).map(|(length, name)| (at + length, Token::End(name))),
            b'!' if rest.starts_with("<!--") => {
                let end = self.find(at + 4, "-->")?;
                Some((end + 3, Token::Comment))
            }
            b'!' if rest
                .get(..9)
                .is_some_and(|mark| mark.eq_ignore_ascii_case("<![CDATA[")) =>
            {
                Some(self.cdata(at + 9))
            }
            b'!' => {
                let end = match self.document_type(rest) {
                    Some(length) => at + length,
                    None => self.find(at, ">")? + 1,
                };
                Some((end, Token::Declaration(&text[at..end])))
            }
            b'?' if self.has_instructions => Some((self.instruction(at)?, Token::Instruction)),
            _ => None,
        }
    }

    /// Returns the length of `<!DOCTYPE …[…]>`, unless one was found to have no end.
    fn document_type(&mut self, text: &str) -> Option<usize> {
        const END: &str = "]>";
        let is_doctype = text
            .get(2..9)
            .is_some_and(|name| name.eq_ignore_ascii_case("doctype"));
        if !is_doctype || self.missing.contains(&END) {
            return None;
        }
        let length = document_type(text);
        steps::count(length.unwrap_or(text.len()));
        if length.is_none() {
            self.missing.push(END);
        }
        length
    }

    /// Without its end, a section ends with its item; a feed that was cut off, with the text.
    fn cdata(&mut self, start: usize) -> (usize, Token<'a>) {
        if let Some(end) = self.find(start, "]]>") {
            return (end + 3, Token::Cdata(&self.text[start..end]));
        }
        let rest = &self.text[start..];
        let mut ends = rest.match_indices("</").map(|(index, _)| index);
        let is_item = |index: &usize| {
            ["</item>", "</entry>"]
                .iter()
                .any(|end| rest[*index..].starts_with(end))
        };
        let end = start + ends.find(is_item).unwrap_or(rest.len());
        (end, Token::Cdata(&self.text[start..end]))
    }

    /// Returns a start tag. If it has no end before another begins, what was looked at is text.
    fn start_tag(&mut self, at: usize) -> Result<(usize, Token<'a>), usize> {
        let bytes = self.text.as_bytes();
        let (name, behind) = divided(&self.text[at + 1..], is_name_end);
        if behind.is_empty() {
            return Err(bytes.len());
        }
        let name_end = at + 1 + name.len();
        let mut index = name_end;
        let (mut has_value, mut slash_in_value) = (false, false);
        loop {
            match bytes.get(index) {
                None | Some(b'<') => {
                    steps::count(index - at);
                    return Err(index);
                }
                Some(b'>') => break,
                Some(b'=') => {
                    index += 1;
                    while bytes.get(index).is_some_and(u8::is_ascii_whitespace) {
                        index += 1;
                    }
                    if let Some(quote @ (b'"' | b'\'')) = bytes.get(index).copied() {
                        index = self.value_end(index + 1, quote).unwrap_or(bytes.len());
                        continue;
                    }
                    has_value = true;
                }
                Some(byte) if byte.is_ascii_whitespace() => {
                    (has_value, slash_in_value) = (false, false);
                    index += 1;
                }
                Some(byte) => {
                    slash_in_value =
                        has_value && *byte == b'/' && bytes.get(index + 1) != Some(&b'>');
                    index += 1;
                }
            }
        }
        let is_empty = bytes[index - 1] == b'/' && !slash_in_value && index > name_end;
        steps::count(index - at);
        let tag = Tag {
            name,
            attributes: &self.text[name_end..index - usize::from(is_empty)],
            is_empty,
        };
        Ok((index + 1, Token::Start(tag)))
    }

    /// Returns where the scan of a tag goes on after a value in quotes. A value that lost its closing quote ends with its
    /// tag.
    fn value_end(&mut self, start: usize, quote: u8) -> Option<usize> {
        let Some(end) = self.find(start, if quote == b'"' { "\"" } else { "'" }) else {
            return self.find(start, ">");
        };
        let follows = self.text.as_bytes().get(end + 1);
        let is_proper = follows
            .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'?'));
        if !is_proper && self.text[start..end].contains('<') {
            return self.find(start, ">");
        }
        Some(end + 1)
    }

    /// Returns the end of `<?…?>`. An XML declaration may lack its second `?`.
    fn instruction(&mut self, at: usize) -> Option<usize> {
        if !self.text[at..].starts_with("<?xml")
            && let Some(end) = self.find(at, "?>")
        {
            return Some(end + 2);
        }
        Some(self.find(at, ">")? + 1)
    }

    /// Finds a mark, unless it is known to be missing.
    fn find(&mut self, from: usize, mark: &'static str) -> Option<usize> {
        if self.missing.contains(&mark) {
            return None;
        }
        let found = memmem::find(&self.text.as_bytes()[from..], mark.as_bytes());
        steps::count(found.unwrap_or(self.text.len() - from));
        if found.is_none() {
            self.missing.push(mark);
        }
        Some(from + found?)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Range<usize>, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((range, token)) = self.pending.take() {
            self.offset = range.end;
            return Some((range, token));
        }
        let start = self.offset;
        let mut from = start;
        while let Some(found) = memchr(b'<', &self.text.as_bytes()[from..]) {
            let at = from + found;
            steps::count(found);
            let (end, token) = match self.markup(at) {
                Ok(markup) => markup,
                Err(further) => {
                    from = further;
                    continue;
                }
            };
            if at == start {
                self.offset = end;
                return Some((at..end, token));
            }
            self.pending = Some((at..end, token));
            self.offset = at;
            return Some((start..at, Token::Text(&self.text[start..at])));
        }
        if start == self.text.len() {
            return None;
        }
        self.offset = self.text.len();
        Some((start..self.offset, Token::Text(&self.text[start..])))
    }
}

fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '_' | ':') || !c.is_ascii()
}

/// Returns the length and the name of an end tag. It may lack its `>`.
fn end_tag(text: &str) -> Option<(usize, &str)> {
    let inside = &text[2..];
    if !inside.trim_ascii_start().starts_with(is_name_start) {
        return None;
    }
    let end = memchr2(b'<', b'>', inside.as_bytes())?;
    let length = 2 + end + usize::from(inside.as_bytes()[end] == b'>');
    let (name, _) = divided(inside[..end].trim_ascii(), is_name_end);
    Some((length, name))
}

/// Returns the length of a document type, with what stands in quotes and in brackets.
fn document_type(text: &str) -> Option<usize> {
    let (mut quote, mut depth, mut is_comment) = (None, 0, false);
    for (index, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            _ if is_comment => is_comment = !(byte == b'>' && text[..index].ends_with("--")),
            (None, b'-') if text[..index].ends_with("<!-") => is_comment = true,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'[') => depth += 1,
            (None, b']') if depth > 0 => depth -= 1,
            (None, b'>') if depth == 0 => return Some(index + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What a hostile document repeats.
    pub(crate) const HOSTILE: [&str; 28] = [
        "&",
        "<",
        "<a ",
        "<a b=\"",
        "<a b='\"",
        "<a b=\"<a c='>",
        "<![CDATA[",
        "<![CDATA[</item>",
        "<!--",
        "<!-- -->",
        "</",
        "</a>",
        "<!DOCTYPE[",
        "<!DOCTYPE[>",
        "<?",
        "<?a?>",
        "<a/>",
        "<b>x</c>",
        "<item>",
        "<title>",
        "<description><p>",
        "\u{fffd}<",
        "&#1;",
        "<x:y xmlns:x='urn:x'/>",
        "b=\"<a\" ",
        "<a b=\"<a\" b='<c' ",
        "<a b=\"<a\" <",
        "<p a b c=d",
    ];

    fn tokens(text: &str) -> Vec<Token<'_>> {
        Tokens::new(text, 0).map(|(_, token)| token).collect()
    }

    #[test]
    fn tells_text_from_markup() {
        for (text, expected) in [
            ("1 < 2 <3 <<", vec![Token::Text("1 < 2 <3 <<")]),
            (
                "a</b >c",
                vec![Token::Text("a"), Token::End("b"), Token::Text("c")],
            ),
            ("</a</b>", vec![Token::End("a"), Token::End("b")]),
            (
                "<![CDATA[<a>]]>b",
                vec![Token::Cdata("<a>"), Token::Text("b")],
            ),
            (
                "<![CDATA[<a></item>",
                vec![Token::Cdata("<a>"), Token::End("item")],
            ),
            ("<![CDATA[<a>", vec![Token::Cdata("<a>")]),
            ("<!-- <a> -->b", vec![Token::Comment, Token::Text("b")]),
            ("<!-- a", vec![Token::Text("<!-- a")]),
            (
                "<?xml version='1.0'>b",
                vec![Token::Instruction, Token::Text("b")],
            ),
            ("<?a b > c?>d", vec![Token::Instruction, Token::Text("d")]),
            ("<b <c", vec![Token::Text("<b <c")]),
            (
                "<!DOCTYPE a [<!ENTITY b '>]'><!-- it's -->]>c",
                vec![
                    Token::Declaration("<!DOCTYPE a [<!ENTITY b '>]'><!-- it's -->]>"),
                    Token::Text("c"),
                ],
            ),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    /// What is never closed is looked for once.
    #[test]
    fn looks_at_each_byte_a_few_times() {
        for unit in HOSTILE {
            let text = unit.repeat(100_000);
            steps::taken();
            let length: usize = Tokens::new(&text, 0).map(|(range, _)| range.len()).sum();
            assert_eq!(length, text.len(), "{unit}");
            let steps = steps::taken();
            assert!(
                steps <= 6 * text.len(),
                "{unit}: {steps} steps for {} bytes",
                text.len()
            );
        }
    }
}
