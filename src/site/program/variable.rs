//! Variables at the top of a program, as front matter may be one.

use super::token::{Token, tokens};
use super::{MAX_DEPTH, literal};
use crate::model::{Map, Value};

/// Returns what a program says under names of its own, and names of what only running it tells. It may be an object as well.
/// Nothing is returned if it names more than can be told.
pub(in crate::site) fn variables(program: &str) -> Option<(Map, Vec<&str>)> {
    let tokens = tokens(program);
    if let Some((Value::Map(map), [])) = literal(&tokens, MAX_DEPTH) {
        return Some((map, Vec::new()));
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
    Some((map, computed))
}

/// Returns whether a statement may end there.
fn is_end(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [] | [Token::Mark(';') | Token::Word(_), ..])
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for program in ["const { a } = b", "import a from 'b'"] {
            assert_eq!(variables(program), None, "{program}");
        }
    }
}
