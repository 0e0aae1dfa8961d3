//! What a program says somewhere, whatever it exports.

use super::token::{Token, tokens};
use super::{Setting, at_key, constant, of_key};

/// Returns what a program has under a key of its map of that name.
pub(in crate::site) fn within<'a>(program: &'a str, map: &str, key: &str) -> Setting<'a> {
    let tokens = tokens(program);
    let mut found = Setting::Absent;
    for (index, token) in tokens.iter().enumerate() {
        if !matches!(token, Token::Word(name) | Token::Text(name) if *name == map) {
            continue;
        }
        let before = index.checked_sub(1).map(|before| tokens[before]);
        let begins = matches!(before, Some(Token::Mark('{' | ',')));
        let object = match &tokens[index + 1..] {
            // A name may have a type.
            [
                Token::Mark(':'),
                Token::Word(_),
                Token::Mark('='),
                object @ ..,
            ]
            | [Token::Mark('='), object @ ..] => object,
            [Token::Mark(':'), object @ ..] if begins => object,
            // It is the name of a map as well.
            object @ [Token::Mark('}'), ..] if begins => object,
            _ => continue,
        };
        if object.first() != Some(&Token::Mark('{')) {
            found = if begins { Setting::Computed } else { found };
            continue;
        }
        match of_key(object, key) {
            Setting::Absent => {}
            value => return value,
        }
    }
    found
}

/// Returns what a program has under a key of any map.
pub(in crate::site) fn key<'a>(program: &'a str, key: &str) -> Setting<'a> {
    let tokens = tokens(program);
    let keys = tokens.iter().enumerate().filter_map(|(index, token)| {
        let is_key = matches!(token, Token::Word(name) | Token::Text(name) if *name == key);
        is_key.then(|| at_key(&tokens, index))
    });
    let mut found = keys.filter(|found| *found != Setting::Absent);
    found.next().unwrap_or(Setting::Absent)
}

/// Returns what a program gives to a function of that name.
pub(in crate::site) fn argument<'a>(program: &'a str, function: &str) -> Setting<'a> {
    let tokens = tokens(program);
    let calls = tokens
        .windows(2)
        .position(|call| call == [Token::Word(function), Token::Mark('(')]);
    match calls.map(|index| &tokens[index + 2..]) {
        Some([Token::Text(text), Token::Mark(')'), ..]) => Setting::Text(text),
        Some(_) => Setting::Computed,
        None => Setting::Absent,
    }
}

/// Returns the map and its key whose value a program has under a key: `key: MAP.other`.
pub(in crate::site) fn member<'a>(program: &'a str, key: &str) -> Option<[&'a str; 2]> {
    tokens(program).windows(6).find_map(|words| match words {
        [
            Token::Word(own),
            Token::Mark(':'),
            Token::Word(map),
            Token::Mark('.'),
            Token::Word(other),
            Token::Mark(',' | '}'),
        ] if *own == key => Some([*map, *other]),
        _ => None,
    })
}

/// Returns the names of collections of Astro, and the folders that they are loaded from, as far as these are texts.
pub(in crate::site) fn collections(program: &str) -> Vec<(&str, String)> {
    let tokens = tokens(program);
    let starts = tokens
        .windows(4)
        .enumerate()
        .filter_map(|(index, words)| match words {
            [
                Token::Word(name) | Token::Text(name),
                Token::Mark('=' | ':'),
                Token::Word("defineCollection"),
                Token::Mark('('),
            ] => Some((index, *name)),
            _ => None,
        });
    let starts: Vec<_> = starts.collect();
    let ends = starts.iter().skip(1).map(|(index, _)| *index);
    let ends = ends.chain([tokens.len()]);
    let all = starts.iter().zip(ends).filter_map(|((start, name), end)| {
        let base = tokens[*start..end]
            .windows(3)
            .find_map(|words| match words {
                [Token::Word("base"), Token::Mark(':'), value] => Some(value),
                _ => None,
            })?;
        let folder = match base {
            Token::Text(text) => (*text).to_owned(),
            Token::Template(text) => filled(text, program)?,
            _ => return None,
        };
        Some((exported_as(name, &tokens), folder))
    });
    all.collect()
}

/// Returns the name under which a program exports a collection that it keeps under another.
fn exported_as<'a>(name: &'a str, tokens: &[Token<'a>]) -> &'a str {
    let mut exported = tokens.iter();
    exported.find(|token| **token == Token::Word("collections"));
    let key = exported
        .as_slice()
        .windows(4)
        .find_map(|words| match words {
            [
                Token::Mark('{' | ','),
                Token::Word(key) | Token::Text(key),
                Token::Mark(':'),
                Token::Word(value),
            ] if *value == name => Some(*key),
            _ => None,
        });
    key.unwrap_or(name)
}

/// Returns a text in which the names of constants stand.
fn filled(template: &str, program: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, value)) = rest.split_once("${") {
        let (name, behind) = value.split_once('}')?;
        out += before;
        out += &constant(program, name.trim())?;
        rest = behind;
    }
    Some(out + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_key_of_a_map_wherever_it_stands() {
        for (program, expected) in [
            (
                "x => { return { dir: { input: 'a' } } }",
                Setting::Text("a"),
            ),
            (
                "export const c = { 'dir': { output: 'b', input: `a` } }",
                Setting::Text("a"),
            ),
            (
                "const dir = { input: 'a' };\nreturn { dir }",
                Setting::Text("a"),
            ),
            (
                "f({ dir: { z: 'b' } });\nreturn { dir: { input: 'a', } }",
                Setting::Text("a"),
            ),
            ("// dir: { input: 'b' }\nexport default {}", Setting::Absent),
            (
                "return { dir: { output: 'b', x: { input: 'c' } } }",
                Setting::Absent,
            ),
            ("return a ? dir : { input: 'b' }", Setting::Absent),
            (
                "return { dir: { input: process.env.A } }",
                Setting::Computed,
            ),
            ("return { dir: dirs }", Setting::Computed),
            ("return { a: 'b', dir }", Setting::Computed),
        ] {
            assert_eq!(within(program, "dir", "input"), expected, "{program}");
        }
    }

    #[test]
    fn reads_a_key_of_any_map() {
        for (program, expected) in [
            ("x => { return { b: 1, a: '/s/' } }", Setting::Text("/s/")),
            ("export const c = { d: { \"a\": `s` } }", Setting::Text("s")),
            ("return { a: process.env.A, }", Setting::Computed),
            ("return { a }", Setting::Computed),
            ("f(a, 'a'); return { b: a } // { a: 's' }", Setting::Absent),
        ] {
            assert_eq!(key(program, "a"), expected, "{program}");
        }
    }

    #[test]
    fn reads_where_collections_are_loaded_from() {
        let program = "const PATH = \"src/data\";\nconst a = defineCollection({ loader: glob({ base: `./${PATH}/a`, pattern: '*' }) });\n\
                       const b = defineCollection({ loader: file('b.json') });\n\
                       const d = defineCollection({ loader: glob({ base: 'd' }) });\n\
                       export const collections = { a, b, 'c': defineCollection({ loader: glob({ base: 'c' }) }), e: d };";
        let expected = [
            ("a", "./src/data/a".to_owned()),
            ("e", "d".to_owned()),
            ("c", "c".to_owned()),
        ];
        assert_eq!(collections(program), expected);
        assert_eq!(
            collections("const a = defineCollection({ base: `${b()}` })"),
            []
        );
    }

    #[test]
    fn reads_what_is_given_to_a_function() {
        for (program, expected) in [
            ("c.set(\"a\");", Setting::Text("a")),
            ("c.set(a)", Setting::Computed),
            ("c.set('a' + b)", Setting::Computed),
            ("c.reset('a')", Setting::Absent),
        ] {
            assert_eq!(argument(program, "set"), expected, "{program}");
        }
    }
}
