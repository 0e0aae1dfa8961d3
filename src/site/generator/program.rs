//! What stands as text in a program of JavaScript that exports its settings. Nobody runs it here.

/// What a program says of a key.
#[derive(Debug, PartialEq)]
pub(super) enum Setting<'a> {
    Text(&'a str),
    /// Something that only running the program tells.
    Computed,
    Absent,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    Text(&'a str),
    Mark(char),
    /// A template with values in it, or a regular expression.
    Other,
}

/// Returns what the exported object has under a key of its own, not one of a map within.
pub(super) fn setting<'a>(program: &'a str, key: &str) -> Setting<'a> {
    let tokens = tokens(program);
    let mut depth = 0;
    let object = &tokens[exported(&tokens)..];
    for (index, token) in object.iter().enumerate() {
        match token {
            Token::Mark('{' | '(' | '[') => depth += 1,
            Token::Mark('}' | ')' | ']') => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Token::Word(name) | Token::Text(name) if depth == 1 && *name == key => {
                let begins = index
                    .checked_sub(1)
                    .is_some_and(|before| matches!(object[before], Token::Mark('{' | ',')));
                match object.get(index + 1..) {
                    Some(
                        [
                            Token::Mark(':'),
                            Token::Text(text),
                            Token::Mark(',' | '}'),
                            ..,
                        ],
                    ) if begins => {
                        return Setting::Text(text);
                    }
                    Some([Token::Mark(':' | ',' | '}' | '('), ..]) if begins => {
                        return Setting::Computed;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    Setting::Absent
}

/// Returns where the object begins that the program exports: in place, in a call, or by its name.
fn exported(tokens: &[Token<'_>]) -> usize {
    let brace = |from: usize| {
        let found = tokens[from..]
            .iter()
            .position(|token| *token == Token::Mark('{'));
        found.map_or(tokens.len(), |index| from + index)
    };
    let default = tokens
        .windows(2)
        .position(|pair| pair == [Token::Word("export"), Token::Word("default")])
        .map(|index| index + 2);
    let common = tokens.windows(4).position(|words| {
        let [module, dot, exports, is] = words else {
            return false;
        };
        (*module, *dot, *exports, *is)
            == (
                Token::Word("module"),
                Token::Mark('.'),
                Token::Word("exports"),
                Token::Mark('='),
            )
    });
    let Some(start) = default.or(common.map(|index| index + 4)) else {
        return tokens.len();
    };
    let (name, next) = match tokens[start..] {
        [
            Token::Word(_),
            Token::Mark('('),
            Token::Word(name),
            next,
            ..,
        ] => (name, next),
        [Token::Word(name), next, ..] => (name, next),
        [Token::Word(name)] => (name, Token::Mark(';')),
        _ => return brace(start),
    };
    let is_name = !matches!(next, Token::Mark('(' | '=')) && !["async", "function"].contains(&name);
    let declared = tokens.windows(2).position(|pair| {
        let is_kind = |word: &str| ["const", "let", "var"].contains(&word);
        matches!(pair, [Token::Word(kind), Token::Word(known)] if is_kind(kind) && *known == name)
    });
    match declared.filter(|_| is_name) {
        Some(declared) => brace(declared),
        None => brace(start),
    }
}

/// Splits a program into words, texts and marks; blanks and comments are none.
fn tokens(program: &str) -> Vec<Token<'_>> {
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
                    Token::Other
                } else {
                    Token::Text(text)
                };
                (Some(token), (end + 1).min(rest.len()))
            }
            '/' if begins_pattern(tokens.last()) => {
                let end = closing(rest, '/');
                (Some(Token::Other), (end + 1).min(rest.len()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_keys_of_the_exported_object_alone() {
        for (program, expected) in [
            ("export default { site: 'a' }", Setting::Text("a")),
            (
                "import { d } from 'x';\nexport default d({base: '/b', 'site': \"a\"});",
                Setting::Text("a"),
            ),
            (
                "export default { vite: { site: 'b' }, site: `a`, }",
                Setting::Text("a"),
            ),
            (
                "export default {\n  // site: 'b',\n  /* site: 'c', */ site: 'a' }",
                Setting::Text("a"),
            ),
            (
                "const c: Config = { site: 'a' };\nexport default c;",
                Setting::Text("a"),
            ),
            (
                "const o = { site: 'b' };\nconst c = { site: 'a' };\nexport default d(c)",
                Setting::Text("a"),
            ),
            ("module.exports = { site: 'a' }", Setting::Text("a")),
            (
                "export default { a: /[\"']{/, b: 'site: \\'b\\'', site: 'a' }",
                Setting::Text("a"),
            ),
            (
                "export default { site: process.env.SITE }",
                Setting::Computed,
            ),
            ("export default { site: 'a' + b }", Setting::Computed),
            (
                "export default { site: `https://${host}` }",
                Setting::Computed,
            ),
            ("export default { site }", Setting::Computed),
            (
                "export default { a: b ? site : c, image: { site: 'a' } }",
                Setting::Absent,
            ),
            ("export default { a: \"site", Setting::Absent),
            ("site: 'a'", Setting::Absent),
        ] {
            assert_eq!(setting(program, "site"), expected, "{program}");
        }
    }
}
