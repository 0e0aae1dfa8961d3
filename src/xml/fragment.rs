//! Elements that were kept from a document, as text: whether they may be written into another one.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::namespace;
use crate::text::character;

/// How deep elements may be nested in one that is written as it is.
const MAX_DEPTH: usize = 100;

/// An element that may be written as it is.
pub(crate) struct Fragment {
    /// The name of the element.
    pub(crate) name: String,
    /// Usual prefixes that it leaves to the document to declare.
    pub(crate) prefixes: Vec<&'static str>,
    /// Its text between tags.
    pub(crate) text: String,
}

/// Reads one element, if it is well-formed, if every prefix in it is declared or usual, and if nothing in it runs in a browser
/// or speaks in our own name.
pub(crate) fn parse(text: &str) -> Option<Fragment> {
    if character::cleaned(text) != text || text.contains("<!D") {
        return None;
    }
    let mut reader = Reader::from_str(text);
    let mut names = Names::default();
    let (mut name, mut depth, mut words) = (None, 0usize, String::new());
    loop {
        let event = reader.read_event().ok()?;
        let is_outside = depth == 0;
        match event {
            Event::Start(tag) => {
                if is_outside && name.is_some() || depth == MAX_DEPTH {
                    return None;
                }
                name.get_or_insert(names.element(&tag)?);
                depth += 1;
            }
            Event::Empty(tag) => {
                if is_outside && name.is_some() {
                    return None;
                }
                name.get_or_insert(names.element(&tag)?);
            }
            Event::End(_) => depth = depth.checked_sub(1)?,
            Event::Text(text) if is_outside && !text.trim_ascii().is_empty() => return None,
            Event::Text(text) => words.push_str(&text.decode().ok()?),
            Event::Comment(_) => {}
            Event::CData(_) if !is_outside => {}
            Event::GeneralRef(reference) if !is_outside => {
                let is_known = matches!(&*reference, b"amp" | b"lt" | b"gt" | b"quot" | b"apos");
                if !is_known && reference.resolve_char_ref().ok().flatten().is_none() {
                    return None;
                }
            }
            Event::Eof => break,
            _ => return None,
        }
    }
    let is_whole = depth == 0;
    let prefixes = names.finish()?;
    Some(Fragment {
        name: name.filter(|_| is_whole)?,
        prefixes,
        text: words,
    })
}

/// The names of a fragment.
#[derive(Default)]
struct Names {
    used: HashSet<String>,
    declared: HashSet<String>,
}

impl Names {
    fn element(&mut self, tag: &BytesStart<'_>) -> Option<String> {
        let name = std::str::from_utf8(tag.name().into_inner())
            .ok()?
            .to_owned();
        self.note(&name)?;
        let mut seen = HashSet::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let key = std::str::from_utf8(attribute.key.as_ref()).ok()?;
            let value = std::str::from_utf8(&attribute.value).ok()?;
            if value.contains('<')
                || quick_xml::escape::unescape(value).is_err()
                || !seen.insert(key.to_owned())
            {
                return None;
            }
            match key.strip_prefix("xmlns:") {
                // A declaration on the way could give a usual prefix another meaning.
                Some(prefix) => {
                    let is_new =
                        !namespace::is_reserved(prefix) && namespace::prefix_of(value).is_none();
                    if !is_new || value.trim().is_empty() {
                        return None;
                    }
                    self.declared.insert(prefix.to_owned());
                }
                None if key == "xmlns" => return None,
                None => self.note(key)?,
            }
        }
        Some(name)
    }

    fn note(&mut self, name: &str) -> Option<()> {
        if !is_name(name) {
            return None;
        }
        if let Some((prefix, _)) = name.split_once(':') {
            if namespace::is_markup(prefix) || matches!(prefix, namespace::SIDE | "fm" | "xmlns") {
                return None;
            }
            self.used.insert(prefix.to_owned());
        }
        Some(())
    }

    fn finish(self) -> Option<Vec<&'static str>> {
        let Self { used, declared } = self;
        let mut prefixes = Vec::new();
        for prefix in used
            .into_iter()
            .filter(|prefix| !declared.contains(prefix) && prefix != "xml")
        {
            prefixes.push(namespace::usual(&prefix)?);
        }
        prefixes.sort_unstable();
        Some(prefixes)
    }
}

/// Returns whether this is a name in XML, with at most one colon.
pub(crate) fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || is_letter(c))
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') || is_letter(c))
    };
    match name.split_once(':') {
        Some((prefix, local)) => is_part(prefix) && is_part(local),
        None => is_part(name),
    }
}

/// [Letters](https://www.w3.org/TR/xml/#NT-NameStartChar) beyond ASCII.
fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_only_sound_elements_pass() {
        for text in [
            "<slash:comments>5</slash:comments>",
            "<comments/>",
            "<x:a xmlns:x=\"urn:x\" b='&amp;&#38;'><x:c/><![CDATA[<]]></x:a>",
        ] {
            assert!(parse(text).is_some(), "{text}");
        }
        assert_eq!(
            parse("<dc:a><wfw:b/></dc:a>").expect("sound").prefixes,
            ["dc", "wfw"]
        );
        for text in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>text",
            "<a>&nbsp;</a>",
            "<a b='1' b='2'/>",
            "<a b='<'/>",
            "<x:a/>",
            "<a xmlns='http://www.w3.org/1999/xhtml'/>",
            "<xhtml:script>x()</xhtml:script>",
            "<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>",
            "<a><fm:article/></a>",
            "<side:kept/>",
            "<?xml-stylesheet href='x'?><a/>",
            "<!DOCTYPE a><a/>",
            "<a>\u{1}</a>",
            "<a\u{d7}/>",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
