//! Elements that were kept from a document, as text: whether they may be written into another one.

use std::borrow::Cow;
use std::collections::HashSet;

use super::doctype::Entities;
use super::namespace;
use super::reference::{self, Place};
use super::repairs::Repairs;
use crate::text::character;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// How deep elements may be nested in one that is written as it is.
const MAX_DEPTH: usize = 100;

/// An element that may be written as it is.
pub(crate) struct Fragment {
    /// The name of the element.
    pub(crate) name: String,
    /// Usual prefixes that it leaves to the document to declare.
    pub(crate) prefixes: Vec<&'static str>,
    /// Its texts, each between one tag and the next, as they read, with the names of the elements in which they stand.
    pub(crate) texts: Vec<(String, String)>,
}

/// Reads one element, if there is nothing in it to repair, if every prefix in it is declared or usual, and if nothing in it
/// runs in a browser or speaks in our own name.
pub(crate) fn parse(text: &str) -> Option<Fragment> {
    if character::cleaned(text) != text {
        return None;
    }
    let mut names = Names::default();
    let mut open: Vec<&str> = Vec::new();
    let mut name = None;
    let (mut texts, mut words) = (Vec::new(), String::new());
    for (range, token) in Tokens::new(text, 0) {
        let is_outside = open.is_empty();
        if let (Token::Start(_) | Token::End(_), Some(name)) = (&token, open.last())
            && !words.is_empty()
        {
            texts.push(((*name).to_owned(), std::mem::take(&mut words)));
        }
        match token {
            Token::Start(tag) => {
                if is_outside && name.replace(tag.name).is_some() || open.len() == MAX_DEPTH {
                    return None;
                }
                names.element(&tag, is_outside)?;
                if !tag.is_empty {
                    open.push(tag.name);
                }
            }
            Token::End(ended) => {
                let is_plain = text[range].strip_prefix("</")?.strip_suffix('>')? == ended;
                if !is_plain || open.pop() != Some(ended) {
                    return None;
                }
            }
            Token::Text(_) | Token::Cdata(_) if is_outside => return None,
            Token::Text(text) => {
                is_sound(text, Place::Content).then_some(())?;
                reference::put_plain(text, &mut words);
            }
            Token::Cdata(inside) => {
                is_plain_cdata(&text[range]).then_some(())?;
                words.push_str(inside);
            }
            Token::Comment => is_plain_comment(&text[range]).then_some(())?,
            Token::Declaration(_) | Token::Instruction => return None,
        }
    }
    let name = name.filter(|_| open.is_empty())?.to_owned();
    Some(Fragment {
        name,
        prefixes: names.finish()?,
        texts,
    })
}

/// Returns whether there is nothing to repair in a text.
fn is_sound(text: &str, place: Place) -> bool {
    let (mut entities, mut repairs) = (Entities::default(), Repairs::default());
    matches!(
        reference::repaired(text, 0, place, &mut entities, &mut repairs),
        Ok(Cow::Borrowed(_))
    )
}

/// Returns whether every parser takes this for a section of text: we are not strict about the case of its mark.
fn is_plain_cdata(section: &str) -> bool {
    section.starts_with("<![CDATA[") && section.ends_with("]]>")
}

/// Returns whether every parser agrees where a comment ends.
pub(crate) fn is_plain_comment(comment: &str) -> bool {
    let inside = comment
        .strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"));
    inside.is_some_and(|inside| {
        !inside.contains("--") && !inside.ends_with('-') && !inside.starts_with(['>', '-'])
    })
}

/// The names of a fragment.
#[derive(Default)]
struct Names {
    used: HashSet<String>,
    declared: HashSet<String>,
    uris: HashSet<String>,
}

impl Names {
    fn element(&mut self, tag: &Tag<'_>, is_outermost: bool) -> Option<()> {
        self.note(tag.name, true)?;
        let mut seen = HashSet::new();
        for attribute in tag.attributes() {
            if !is_sound(attribute.value, Place::Attribute) || !seen.insert(attribute.name) {
                return None;
            }
            match attribute.name.strip_prefix("xmlns:") {
                // Further in, a declaration could give a prefix another meaning; a reference could hide which.
                Some(_) if !is_outermost => return None,
                Some(prefix) => {
                    let uri = attribute.value;
                    let is_new =
                        !namespace::is_reserved(prefix) && namespace::prefix_of(uri).is_none();
                    if !is_new
                        || !is_name(prefix)
                        || uri.is_empty()
                        || uri.contains(['&', ' '])
                        || !self.declared.insert(prefix.to_owned())
                        || !self.uris.insert(uri.to_owned())
                    {
                        return None;
                    }
                }
                None if attribute.name == "xmlns" => return None,
                None => self.note(attribute.name, false)?,
            }
        }
        tag.is_well_formed().then_some(())
    }

    fn note(&mut self, name: &str, is_element: bool) -> Option<()> {
        if !is_name(name) {
            return None;
        }
        if let Some((prefix, _)) = name.split_once(':') {
            // Attributes have it without a declaration.
            if !namespace::may_be_kept(prefix) && (prefix != "xml" || is_element) {
                return None;
            }
            self.used.insert(prefix.to_owned());
        }
        Some(())
    }

    fn finish(self) -> Option<Vec<&'static str>> {
        let Self { used, declared, .. } = self;
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
    match namespace::divided(name) {
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
        let texts = parse("<a> b&lt;<![CDATA[&c]]>&#100;<!-- x --><e/>f<e>g</e></a>")
            .expect("sound")
            .texts;
        let texts = texts.iter().map(|(name, text)| (&**name, &**text));
        let expected = [("a", " b<&cd"), ("a", "f"), ("e", "g")];
        assert!(texts.eq(expected));
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
            "<a>b]]>c</a>",
            "<a>&#1;</a>",
            "<a><!-- b -- c --></a>",
            "<a/><!-- b -->text",
            "<a b='1'c='2'/>",
            "<a b=c/>",
            "<a b=\"c/>",
            "<a\">b</a>",
            "<x:script xmlns:x='http&#58;//www.w3.org/1999/xhtml'/>",
            "<x:y xmlns:x='urn:x' xmlns:x='urn:z'/>",
            "<a>b</ a>",
            "<a><![CDATa[b]]></a>",
            "<a xmlns:+00='urn:x'/>",
            "<xml:a/>",
            "<a><x:b xmlns:x='urn:x'/><x:c/></a>",
            "<x:a xmlns:x='urn:x' xmlns:y='urn:x' x:b='1' y:b='2'/>",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
