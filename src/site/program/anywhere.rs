//! What a program says somewhere, whatever it exports.

use super::token::{Token, tokens};
use super::{Setting, of_key};

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
        match &tokens[index + 1..] {
            [Token::Mark(':' | '='), object @ ..] if object.first() == Some(&Token::Mark('{')) => {
                match of_key(object, key) {
                    Setting::Absent => {}
                    found => return found,
                }
            }
            [Token::Mark(':'), ..] if begins => found = Setting::Computed,
            [Token::Mark('}'), ..] if begins => found = Setting::Computed,
            _ => {}
        }
    }
    found
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
