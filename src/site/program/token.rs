//! Words, texts and marks of a program.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Word(&'a str),
    Text(&'a str),
    Mark(char),
    /// A text with values in it.
    Template(&'a str),
    /// A regular expression.
    Pattern,
}

/// Splits a program into words, texts and marks; blanks and comments are none.
pub(super) fn tokens(program: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = program;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ if rest.starts_with("//") => (None, rest.find('\n').unwrap_or(rest.len())),
            _ if rest.starts_with("/*") => {
                (None, rest.find("*/").map_or(rest.len(), |end| end + 2))
            }
            '"' | '\'' | '`' => {
                let end = closing(rest, first);
                let text = &rest[1..end];
                let is_template = first == '`' && text.contains("${");
                let token = if is_template {
                    Token::Template(text)
                } else {
                    Token::Text(text)
                };
                (Some(token), (end + 1).min(rest.len()))
            }
            '/' if begins_pattern(tokens.last()) => {
                let end = closing(rest, '/');
                (Some(Token::Pattern), (end + 1).min(rest.len()))
            }
            _ if is_of_word(first) => {
                let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
                (Some(Token::Word(&rest[..end])), end)
            }
            mark => (Some(Token::Mark(mark)), mark.len_utf8()),
        };
        tokens.extend(token);
        rest = &rest[length..];
    }
    tokens
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// A slash behind a value divides it.
fn begins_pattern(before: Option<&Token<'_>>) -> bool {
    match before {
        None => true,
        Some(Token::Mark(mark)) => !matches!(mark, ')' | ']' | '}'),
        Some(_) => false,
    }
}

/// Returns where what begins with a quote ends; without an end, all of the rest is within.
fn closing(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            // Only templates go on in the next line.
            '\n' if quote != '`' => return index,
            c if c == quote => return index,
            _ => {}
        }
    }
    text.len()
}
