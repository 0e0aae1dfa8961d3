//! What stands as text in a program of JavaScript that exports its settings. Nobody runs it here.

mod anywhere;
mod token;
mod variable;

pub(super) use self::anywhere::{argument, collections, key, member, within};
pub(super) use self::variable::variables;

use self::token::{Token, tokens};
use crate::model::{Map, Value};

/// Values are no deeper.
const MAX_DEPTH: usize = 32;

/// What a program says of a key.
#[derive(Debug, PartialEq)]
pub(super) enum Setting<'a> {
    Text(&'a str),
    /// Something that only running the program tells.
    Computed,
    Absent,
}

/// Returns what the exported object has under a key of its own, not one of a map within.
pub(super) fn setting<'a>(program: &'a str, key: &str) -> Setting<'a> {
    let tokens = tokens(program);
    of_key(&tokens[exported(&tokens)..], key)
}

/// Returns what an object has under a key of its own.
fn of_key<'a>(object: &[Token<'a>], key: &str) -> Setting<'a> {
    let mut depth = 0;
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
                let found = at_key(object, index);
                if found != Setting::Absent {
                    return found;
                }
            }
            _ => {}
        }
    }
    Setting::Absent
}

/// Returns what stands under the key at that place, if it is one of an object.
fn at_key<'a>(tokens: &[Token<'a>], index: usize) -> Setting<'a> {
    let before = index.checked_sub(1).map(|before| tokens[before]);
    if !matches!(before, Some(Token::Mark('{' | ','))) {
        return Setting::Absent;
    }
    match tokens.get(index + 1..) {
        Some(
            [
                Token::Mark(':'),
                Token::Text(text),
                Token::Mark(',' | '}'),
                ..,
            ],
        ) => Setting::Text(text),
        Some([Token::Mark(':' | ',' | '}' | '('), ..]) => Setting::Computed,
        _ => Setting::Absent,
    }
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
        let [module, exports] = ["module", "exports"].map(Token::Word);
        words == [module, Token::Mark('.'), exports, Token::Mark('=')]
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

/// Returns the object that a program exports, if it is all there, and nothing changes it.
pub(super) fn object(program: &str) -> Option<Map> {
    let tokens = tokens(program);
    let start = exported(&tokens);
    let is_exported = matches!(
        tokens.get(..start)?.last()?,
        Token::Word("default") | Token::Mark('=')
    );
    match literal(&tokens[start..], MAX_DEPTH).filter(|_| is_exported)? {
        (Value::Map(map), [] | [Token::Mark(';')]) => Some(map),
        _ => None,
    }
}

/// Returns what the exported object says: all of it, else those of some keys that are texts, and keys that only running tells.
pub(super) fn described<'k>(program: &str, keys: &[&'k str]) -> (Map, Vec<&'k str>) {
    if let Some(object) = object(program) {
        return (object, Vec::new());
    }
    let (mut texts, mut computed) = (Map::default(), Vec::new());
    for key in keys {
        let text = match setting(program, key) {
            Setting::Absent => continue,
            Setting::Text(text) => unescaped(text),
            Setting::Computed => None,
        };
        match text {
            Some(text) => texts.push(*key, Value::Str(text)),
            None => computed.push(*key),
        }
    }
    (texts, computed)
}

/// Returns the text that a program has under a name of its own: `const NAME = "text"`.
pub(super) fn constant(program: &str, name: &str) -> Option<String> {
    let tokens = tokens(program);
    let start = tokens
        .windows(3)
        .position(|words| *words == [Token::Word("const"), Token::Word(name), Token::Mark('=')])?;
    match tokens[start + 3..] {
        [Token::Text(text)] | [Token::Text(text), Token::Word(_) | Token::Mark(';'), ..] => {
            unescaped(text)
        }
        _ => None,
    }
}

/// Returns a text without the backslashes before its quotes, unless others mean something.
fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        plain.push(match c {
            '\\' => chars
                .next()
                .filter(|c| matches!(c, '\'' | '"' | '`' | '\\'))?,
            c => c,
        });
    }
    Some(plain)
}

/// Reads a value that nothing has to be computed for, and returns what is behind it.
fn literal<'a, 't>(tokens: &'t [Token<'a>], depth: usize) -> Option<(Value, &'t [Token<'a>])> {
    let below = depth.checked_sub(1)?;
    let (first, mut rest) = tokens.split_first()?;
    let value = match first {
        Token::Text(text) => Value::Str(unescaped(text)?),
        Token::Word("null") => Value::Null,
        Token::Word(word @ ("true" | "false")) => Value::Bool(*word == "true"),
        Token::Word(digits) => Value::Int(digits.parse().ok()?),
        Token::Mark('[') => {
            let mut items = Vec::new();
            while !matches!(rest, [Token::Mark(']'), ..]) {
                let (item, behind) = literal(rest, below)?;
                items.push(item);
                rest = next(behind, ']')?;
            }
            rest = &rest[1..];
            Value::List(items)
        }
        Token::Mark('{') => {
            let mut map = Map::default();
            while !matches!(rest, [Token::Mark('}'), ..]) {
                let [
                    Token::Word(key) | Token::Text(key),
                    Token::Mark(':'),
                    behind @ ..,
                ] = rest
                else {
                    return None;
                };
                let (value, behind) = literal(behind, below)?;
                map.remove(key);
                map.push(*key, value);
                rest = next(behind, '}')?;
            }
            rest = &rest[1..];
            Value::Map(map)
        }
        _ => return None,
    };
    Some((value, rest))
}

/// Returns where the next item begins, or the mark that closes all of them.
fn next<'a, 't>(tokens: &'t [Token<'a>], closing: char) -> Option<&'t [Token<'a>]> {
    match tokens {
        [Token::Mark(','), rest @ ..] => Some(rest),
        [Token::Mark(mark), ..] if *mark == closing => Some(tokens),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_an_object_that_is_all_there() {
        for (program, expected) in [
            (
                "export default { draft: true, 'tags': ['a', \"b\"], c: { d: 3, e: null }, };\n",
                "{\"draft\":true,\"tags\":[\"a\",\"b\"],\"c\":{\"d\":3,\"e\":null}}",
            ),
            ("module.exports = { a: 'x' } // so\n", "{\"a\":\"x\"}"),
            ("import b from 'b';\nexport default {}", "{}"),
        ] {
            let expected = serde_json::from_str::<serde_json::Value>(expected).expect("JSON");
            let read = object(program).map(|map| crate::json::plain::write(&Value::Map(map)));
            assert_eq!(read, Some(Some(expected)), "{program}");
        }
        let deep = format!("export default {{ a: {} }}", "[".repeat(100_000));
        for program in [
            "export default { draft: process.env.DRAFT }",
            "export default { ...base, draft: true }",
            "export default { draft }",
            "export default { draft: true && false }",
            "export default { draft() { return true } }",
            "export default () => ({ draft: true })",
            "export default function () { return { draft: true } }",
            "export default Object.assign({ draft: false }, base)",
            "module.exports = { a: true };\nmodule.exports.draft = true;",
            "export default { a: '\\x41' }",
            "export default { a: 1",
            deep.as_str(),
            "",
        ] {
            assert_eq!(object(program), None);
        }
    }

    #[test]
    fn reads_what_is_text_of_an_object() {
        let keys = ["title", "url"];
        for (program, expected, computed) in [
            (
                "export default { title: 'It\\'s', a: 1 }",
                "{\"title\":\"It's\",\"a\":1}",
                &[][..],
            ),
            (
                "export default { title: 'A', url: env.URL, a: 1 }",
                "{\"title\":\"A\"}",
                &["url"],
            ),
            (
                "module.exports = () => ({ title: 'A', url: '\\x41' })",
                "{\"title\":\"A\"}",
                &["url"],
            ),
            (
                "export default { title: 'A' } as const;",
                "{\"title\":\"A\"}",
                &[],
            ),
            (
                "module.exports = function () { return { title: 'A' } }",
                "{}",
                &[],
            ),
        ] {
            let expected = serde_json::from_str::<serde_json::Value>(expected).expect("JSON");
            let (map, found) = described(program, &keys);
            let read = crate::json::plain::write(&Value::Map(map));
            assert_eq!(
                (read, found.as_slice()),
                (Some(expected), computed),
                "{program}"
            );
        }
    }

    #[test]
    fn reads_constants_that_are_texts() {
        for (program, expected) in [
            (
                "// a\nexport const A = \"It's\";\nexport const B = 'b';",
                Some("It's"),
            ),
            ("const A = 'a'", Some("a")),
            ("export const A = 'a'\nexport const B = 'b'", Some("a")),
            ("const A = 'a' + b;", None),
            ("const A = `${b}`;", None),
            ("const AA = 'a'; let A = 'a'", None),
        ] {
            assert_eq!(constant(program, "A").as_deref(), expected, "{program}");
        }
    }

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
