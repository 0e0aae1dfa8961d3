//! How to mend what a reader of front matter refuses, by what it says.

use std::ops::Range;

use crate::check::finding::Fault;
use crate::front_matter::Syntax;

/// What people mostly did when a reader says this; certain mistakes first.
const HINTS: [(Syntax, &str, &str); 26] = [
    (
        Syntax::Yaml,
        "expected ',' or",
        "put a comma between two of what stands in brackets, and close them",
    ),
    (
        Syntax::Json,
        "trailing comma",
        "take out the comma before this bracket or brace",
    ),
    (
        Syntax::Json,
        "key must be",
        "keys are in double quotes, and no comma stands before a `}`",
    ),
    (
        Syntax::Json,
        "expected value",
        "text is in double quotes and no others, `true`, `false` and `null` are in small letters",
    ),
    (
        Syntax::Json,
        "expected ident",
        "text is in double quotes and no others, `true`, `false` and `null` are in small letters",
    ),
    (
        Syntax::Json,
        "expected `,` or",
        "put a comma behind the value before this, or close what is open; `\\\"` is a quote within a text",
    ),
    (
        Syntax::Json,
        "expected `:`",
        "put a colon between a key and its value",
    ),
    (
        Syntax::Json,
        "invalid escape",
        "write `\\\\` for a backslash",
    ),
    (
        Syntax::Json,
        "control character",
        "close the text with `\"` on its line; within it, a line end is `\\n`, and a tab `\\t`",
    ),
    (
        Syntax::Json,
        "invalid number",
        "no zero stands before other digits; put quotes around what is no number",
    ),
    (
        Syntax::Json,
        "found the end of",
        "close what is open: a text with `\"`, a list with `]`, the whole with `}`",
    ),
    (
        Syntax::Toml,
        "string values must be quoted",
        "write text in quotes: `key = \"value\"`",
    ),
    (
        Syntax::Toml,
        "invalid boolean",
        "write `true` or `false` in small letters, and text in quotes",
    ),
    (
        Syntax::Toml,
        "expected `=`",
        "put `=` between a key and its value; `:` and `-` are of YAML, between lines `---`, and a comment begins with `#`",
    ),
    (
        Syntax::Toml,
        "duplicate key",
        "it stands further up already; leave one",
    ),
    (
        Syntax::Toml,
        "unclosed array",
        "put `]` behind the last item",
    ),
    (
        Syntax::Toml,
        "comma between array elements",
        "put a comma between two items, and `]` behind the last",
    ),
    (
        Syntax::Toml,
        "unclosed table",
        "write the name in brackets: `[name]`",
    ),
    (
        Syntax::Toml,
        "missing escaped value",
        "write `\\\\` for a backslash, or single quotes around the text",
    ),
    (
        Syntax::Toml,
        "unicode value digits",
        "write `\\\\` for a backslash, or single quotes around the text",
    ),
    (
        Syntax::Toml,
        "unexpected key or value",
        "nothing stands behind a value on its line, and no comma; write `\\\"` for a quote within a text in double quotes",
    ),
    (
        Syntax::Toml,
        "invalid basic string",
        "close the text with `\"` on its line; within it, a line end is `\\n`, and other control characters are `\\u0001` and the \
        like",
    ),
    (
        Syntax::Toml,
        "missing opening quote",
        "put `\"` before the text and behind it, and spaces around `=` that are no others",
    ),
    (
        Syntax::Toml,
        "invalid date",
        "write year, month and day that there are: `2021-05-05`",
    ),
    (
        Syntax::Toml,
        "invalid time",
        "write an hour up to 23 and a minute up to 59: `2021-05-05T00:56:00Z`",
    ),
    (
        Syntax::Toml,
        "invalid float",
        "write a number with digits and one point, a date as `2021-05-05`, and text in quotes",
    ),
];

/// What to do with a text in single quotes of TOML, which has no escapes.
const SINGLE: &str = "a text in single quotes holds no other; put double quotes around it";

/// What to do with a comment in JSON.
const COMMENT: &str = "JSON has no comments; take it out";

/// What to do with a key of several words in TOML.
const WORDS: &str = "put quotes around a key of several words, or `_` between them";

/// Returns how to mend what a reader says of a line; it stopped before the rest.
pub(in crate::check) fn hint(
    syntax: Syntax,
    message: &str,
    line: &str,
    rest: &str,
) -> Option<&'static str> {
    if syntax == Syntax::Json && ["//", "/*", "#"].iter().any(|mark| rest.starts_with(mark)) {
        return Some(COMMENT);
    }
    if syntax == Syntax::Toml && message.contains("expected `=`") && has_words_for_key(line) {
        return Some(WORDS);
    }
    let value = line.split_once('=').map(|(_, value)| value.trim());
    if syntax == Syntax::Toml
        && message.contains("unexpected key or value")
        && value.is_some_and(|value| value.starts_with('\'') && !value.starts_with("'''"))
    {
        return Some(SINGLE);
    }
    let mut hints = HINTS.iter();
    let (.., hint) = hints.find(|(of, said, _)| *of == syntax && message.contains(said))?;
    Some(hint)
}

/// Returns the place of a comma that no value follows, before which or behind which a reader of JSON has stopped, and what is
/// wrong with it.
pub(in crate::check) fn comma(
    before: &str,
    rest: &str,
    code: &'static str,
) -> Option<(Range<usize>, Fault)> {
    let before = before.trim_end();
    let end = rest.chars().next()?;
    let at = match end {
        ']' | '}' => before.strip_suffix(',')?.len(),
        _ => return None,
    };
    let message = format!("expected JSON: no comma before `{end}`, found one");
    Some((
        at..at + 1,
        Fault::error(code, message).with_help("take it out"),
    ))
}

/// Returns whether several words of which keys are made stand before the `=` of a line.
fn has_words_for_key(line: &str) -> bool {
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let key = line.split_once('=').map(|(key, _)| key);
    let key = key.filter(|key| !key.trim_start().starts_with('-'));
    let mut words = key.unwrap_or_default().split_whitespace();
    words.clone().count() > 1 && words.all(|word| word.chars().all(is_of_key))
}
