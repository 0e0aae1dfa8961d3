//! What HTML is in Markdown, element by element.

use std::sync::LazyLock;

use htmd::element_handler::Handlers;
use htmd::{Element, HtmlToMarkdown};

use super::{escaped, is_reference};
use crate::text::html::{collapse, escape_quoted};

/// With marks for all that is emphasised; for words alone, since marks beside punctuation are text, without and with elements for
/// line ends; and for nothing.
pub(super) static CONVERTERS: LazyLock<[HtmlToMarkdown; 4]> = LazyLock::new(|| {
    let is_word = |text: &str| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_letter(text.chars().next()) && is_letter(text.chars().next_back())
    };
    [
        converter(|_| true, false),
        converter(is_word, false),
        converter(is_word, true),
        converter(|_| false, true),
    ]
});

/// Returns a converter that has marks for such emphasised text, and line ends as elements where they are wanted so. What
/// Markdown has no mark for stays an element in it.
fn converter(is_marked: fn(&str) -> bool, has_line_ends: bool) -> HtmlToMarkdown {
    let element = |handlers: &dyn Handlers, element: Element<'_>| {
        Some(in_element(element.tag, &content(handlers, &element)).into())
    };
    let abbreviation = |handlers: &dyn Handlers, element: Element<'_>| {
        let content = content(handlers, &element);
        let title = value(&element, "title").map(collapse).unwrap_or_default();
        if title.is_empty() {
            return Some(in_element(element.tag, &content).into());
        }
        let title = escape_quoted(&title);
        Some(format!("<abbr title=\"{title}\">{content}</abbr>").into())
    };
    // At the beginning of an item, it is that of a task.
    let field = |_: &dyn Handlers, element: Element<'_>| {
        value(&element, "type").filter(|own| own.eq_ignore_ascii_case("checkbox"))?;
        let is_checked = value(&element, "checked").is_some();
        Some(if is_checked { "[x] " } else { "[ ] " }.into())
    };
    let struck = |handlers: &dyn Handlers, element: Element<'_>| {
        Some(format!("~~{}~~", content(handlers, &element)).into())
    };
    let emphasised = move |handlers: &dyn Handlers, element: Element<'_>| {
        let content = content(handlers, &element);
        let mark = match element.tag {
            "b" | "strong" => "**",
            _ => "*",
        };
        let marked = |text: &str| match text {
            "" => String::new(),
            text if is_emphasised(text, mark) => text.to_owned(),
            text if is_marked(text) => format!("{mark}{text}{mark}"),
            text => in_element(element.tag, text),
        };
        Some(within_spaces(&content, marked).into())
    };
    let link = |handlers: &dyn Handlers, element: Element<'_>| {
        let content = content(handlers, &element);
        let Some(address) = value(&element, "href") else {
            return Some(content.into());
        };
        let end = end_of_address(address, &element);
        Some(within_spaces(&content, |text| format!("[{text}]{end}")).into())
    };
    let picture = |_: &dyn Handlers, element: Element<'_>| {
        if is_counter(|name| value(&element, name)) {
            return Some(String::new().into());
        }
        let end = end_of_address(value(&element, "src")?, &element);
        let shown = value(&element, "alt").unwrap_or_default();
        Some(format!("![{}]{end}", escaped(&collapse(shown))).into())
    };
    let line_end = move |handlers: &dyn Handlers, element: Element<'_>| {
        if has_line_ends {
            Some("<br>".to_owned().into())
        } else {
            handlers.fallback(element)
        }
    };
    HtmlToMarkdown::builder()
        .add_handler(vec!["ins", "kbd", "mark", "q", "sub", "sup", "u"], element)
        .add_handler(vec!["abbr"], abbreviation)
        .add_handler(vec!["input"], field)
        .add_handler(vec!["del", "s", "strike"], struck)
        .add_handler(vec!["b", "em", "i", "strong"], emphasised)
        .add_handler(vec!["a"], link)
        .add_handler(vec!["img"], picture)
        .add_handler(vec!["br"], line_end)
        .build()
}

fn content(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    handlers.walk_children(element.node).content
}

/// Returns whether all of a text stands between marks already, as that of `<b>` in `<strong>` does.
fn is_emphasised(text: &str, mark: &str) -> bool {
    let inside = text.trim_start_matches('*');
    let marks = text.len() - inside.len();
    let inside = inside.strip_suffix(&text[..marks]);
    // One is emphasis, two are strong, three are both.
    let is_same = marks == mark.len() || marks == 3;
    is_same && inside.is_some_and(|inside| !inside.contains(['*', '\\']))
}

fn in_element(tag: &str, content: &str) -> String {
    format!("<{tag}>{content}</{tag}>")
}

/// Returns something else in place of a text, between the spaces at its ends.
fn within_spaces(content: &str, other: impl Fn(&str) -> String) -> String {
    let text = content.trim();
    let start = content.len() - content.trim_start().len();
    let (before, behind) = (&content[..start], &content[start + text.len()..]);
    [before, &other(text), behind].concat()
}

fn value<'a>(element: &Element<'a>, name: &str) -> Option<&'a str> {
    let own = element.attrs.iter().find(|own| &*own.name.local == name);
    own.map(|own| &*own.value)
}

/// Returns whether a picture is a dot that counts its readers: in Markdown, which has no sizes, others could see it.
pub(super) fn is_counter<'a>(value: impl Fn(&str) -> Option<&'a str>) -> bool {
    let is_dot = |name| matches!(value(name), Some("0" | "1" | "0px" | "1px"));
    is_dot("width") && is_dot("height")
}

/// Returns the address of a link or a picture in its brackets, with its title.
fn end_of_address(address: &str, element: &Element<'_>) -> String {
    let address = without_references(&destination(address));
    let title = value(element, "title").map(collapse).unwrap_or_default();
    if title.is_empty() {
        return format!("({address})");
    }
    // Some readers show the backslashes of escaped quotes.
    let quote = if title.contains('"') && !title.contains('\'') {
        '\''
    } else {
        '"'
    };
    let title = title.replace('\\', "\\\\");
    let title = title.replace(quote, &format!("\\{quote}"));
    let title = without_references(&title);
    format!("({address} {quote}{title}{quote})")
}

/// Returns an address without what could end it, or a cell of a table. Escaped parentheses are not read everywhere.
pub(super) fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.trim().chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            c if c.is_ascii_control() || " ()<>\\\"|".contains(c) => {
                out.push_str(&format!("%{:02X}", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out
}

/// Returns a text in which nothing is a reference.
pub(super) fn without_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        out.push(c);
        out.push_str(if c == '&' && is_reference(&text[index..]) {
            "amp;"
        } else {
            ""
        });
    }
    out
}
