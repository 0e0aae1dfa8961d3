//! Variables at the top of a program, as front matter may be one.

use super::token::{Token, tokens};
use super::{MAX_DEPTH, exported, literal, next};
use crate::model::Map;

/// Returns what a program says under names of its own, and names of what only running it tells. It may be an object as well, or
/// export one. Nothing is returned if it names more than can be told, or nothing that is understood.
pub(in crate::site) fn variables(program: &str) -> Option<(Map, Vec<&str>)> {
    let tokens = tokens(program);
    let start = match tokens.first() {
        Some(Token::Mark('{')) => 0,
        _ => exported(&tokens),
    };
    if let Some(object) = tokens.get(start..).filter(|object| !object.is_empty()) {
        let before = start.checked_sub(1).map(|before| tokens[before]);
        let is_whole = matches!(
            before,
            None | Some(Token::Word("default") | Token::Mark('='))
        );
        return members(object).filter(|_| is_whole);
    }
    let (mut map, mut computed) = (Map::default(), Vec::new());
    let mut rest = tokens.as_slice();
    let mut depth = 0_usize;
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, behind) {
            (Token::Mark('{' | '(' | '['), _) => depth += 1,
            (Token::Mark('}' | ')' | ']'), _) => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            (
                Token::Word("const" | "let" | "var"),
                [Token::Word(name), Token::Mark('='), value @ ..],
            ) => match literal(value, MAX_DEPTH) {
                Some((value, end)) if is_end(end) => {
                    map.remove(name);
                    map.push(*name, value);
                    rest = end;
                }
                _ => {
                    computed.push(*name);
                    rest = value;
                }
            },
            (Token::Word("const" | "let" | "var"), [Token::Mark(_), ..])
            | (Token::Word("import"), _) => return None,
            (Token::Word("function" | "class"), [Token::Word(name), ..])
            | (Token::Word(name), [Token::Mark('='), ..]) => computed.push(*name),
            _ => {}
        }
    }
    let is_understood = !map.is_empty() || !computed.is_empty() || tokens.is_empty();
    is_understood.then_some((map, computed))
}

/// Returns the members of an object that are values, and the names of the others; nothing if one has no name, or more follows.
fn members<'a>(object: &[Token<'a>]) -> Option<(Map, Vec<&'a str>)> {
    let (mut map, mut computed) = (Map::default(), Vec::new());
    let mut rest = object.get(1..)?;
    loop {
        rest = match rest {
            [Token::Mark('}'), end @ ..] => {
                let is_end = matches!(end, [] | [Token::Mark(';')]);
                return is_end.then_some((map, computed));
            }
            [Token::Mark('*'), behind @ ..] => behind,
            [
                Token::Word("async" | "get" | "set"),
                Token::Word(_) | Token::Text(_) | Token::Mark('*'),
                ..,
            ] => &rest[1..],
            [Token::Word(name) | Token::Text(name), behind @ ..] => {
                map.remove(name);
                let value = match behind {
                    [Token::Mark(':'), value @ ..] => literal(value, MAX_DEPTH),
                    [Token::Mark(',' | '}' | '('), ..] => None,
                    _ => return None,
                };
                match value.and_then(|(value, end)| Some((value, next(end, '}')?))) {
                    Some((value, end)) => {
                        map.push(*name, value);
                        end
                    }
                    None => {
                        computed.push(*name);
                        behind_member(behind)?
                    }
                }
            }
            _ => return None,
        };
    }
}

/// Returns where the next member of an object begins, or the mark that closes it.
fn behind_member<'a, 't>(tokens: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Mark(',' | '}') if depth == 0 => return next(&tokens[index..], '}'),
            Token::Mark('{' | '(' | '[') => depth += 1,
            Token::Mark('}' | ')' | ']') => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Returns whether a statement may end there.
fn is_end(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [] | [Token::Mark(';') | Token::Word(_), ..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

    #[test]
    fn reads_variables_that_are_values() {
        for (program, expected, computed) in [
            (
                "const a = { b: 'c', d: 1 };\n// e\nlet f = [true]\nvar g = 'h'",
                "{\"a\":{\"b\":\"c\",\"d\":1},\"f\":[true],\"g\":\"h\"}",
                &[][..],
            ),
            ("{ a: 'b' }", "{\"a\":\"b\"}", &[]),
            (
                "const a = 'b' + c, d = 1;\nlet e = 2;\ne = 3;\nfunction f() { const g = 4; }",
                "{\"e\":2}",
                &["a", "d", "e", "f"],
            ),
            ("const a = () => { b = 1 }", "{}", &["a"]),
            (
                "{ a: 'b', c: function() { return { d: 1 } }, e: () => f, 'g': [true], h: 'i' + j, k, }",
                "{\"a\":\"b\",\"g\":[true]}",
                &["c", "e", "h", "k"],
            ),
            (
                "{ async a() { b }, get c() {}, get: 'd', *e() {} }",
                "{\"get\":\"d\"}",
                &["a", "c", "e"],
            ),
            (
                "const a = 'b';\nmodule.exports = { c: true, a };",
                "{\"c\":true}",
                &["a"],
            ),
            ("export default { a: 1 }", "{\"a\":1}", &[]),
            ("// nothing", "{}", &[]),
        ] {
            let expected = serde_json::from_str::<serde_json::Value>(expected).expect("JSON");
            let (map, found) = variables(program).expect("variables");
            let read = crate::json::plain::write(&Value::Map(map));
            assert_eq!(
                (read, found.as_slice()),
                (Some(expected), computed),
                "{program}"
            );
        }
        for program in [
            "const { a } = b",
            "import a from 'b'",
            "{ ...a, b: 1 }",
            "{ [a]: 1 }",
            "{ a: 1",
            "{ a: 1 }.b",
            "module.exports = () => ({ a: 1 })",
            "module.exports = { a: 1 };\nmodule.exports.b = 1",
            "const a = { b: 'c' };\nexport default a",
            "a()",
        ] {
            assert_eq!(variables(program), None, "{program}");
        }
    }
}
