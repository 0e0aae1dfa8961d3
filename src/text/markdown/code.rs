//! Where code stands in Markdown, and what it says.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::{OPTIONS, ranges_of};

/// Returns where code stands, in order.
pub(crate) fn code(markdown: &str) -> Vec<Range<usize>> {
    let is_code =
        |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    ranges_of(markdown, is_code).collect()
}

/// Returns where code stands that no lines around it mark, in order.
pub(super) fn unfenced_code(markdown: &str) -> Vec<Range<usize>> {
    let is_code = |event: &Event<'_>| {
        matches!(
            event,
            Event::Code(_) | Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))
        )
    };
    ranges_of(markdown, is_code).collect()
}

/// Code in Markdown.
pub(in crate::text) struct Code {
    /// Where it stands, with what marks it as code.
    pub(in crate::text) range: Range<usize>,
    pub(in crate::text) text: String,
    pub(in crate::text) is_block: bool,
    /// Whether its lines are told by their indentation.
    pub(in crate::text) is_indented: bool,
    pub(in crate::text) language: Option<String>,
}

/// Returns all code, in order.
pub(in crate::text) fn codes(markdown: &str) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    let mut is_within = false;
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        let (text, kind) = match event {
            Event::Code(text) => (text.into_string(), None),
            Event::Start(Tag::CodeBlock(kind)) => {
                is_within = true;
                (String::new(), Some(kind))
            }
            Event::End(TagEnd::CodeBlock) => {
                is_within = false;
                continue;
            }
            Event::Text(text) if is_within => {
                let block = codes
                    .last_mut()
                    .expect("text within a block follows its start");
                block.text.push_str(&text);
                continue;
            }
            _ => continue,
        };
        let language = match &kind {
            Some(CodeBlockKind::Fenced(words)) => {
                words.split_whitespace().next().map(str::to_owned)
            }
            _ => None,
        };
        codes.push(Code {
            range,
            text,
            is_block: kind.is_some(),
            is_indented: kind == Some(CodeBlockKind::Indented),
            language,
        });
    }
    codes
}

/// Returns where code stands in MDX, in order: there, code is not told by its indentation, but fences may be indented.
pub(crate) fn code_of_mdx(markdown: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
    let code = events.filter(|(event, range)| match event {
        Event::Code(_) | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => true,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
            let code = markdown[range.clone()].trim_start();
            code.starts_with("```") || code.starts_with("~~~")
        }
        _ => false,
    });
    code.map(|(_, range)| range).collect()
}
