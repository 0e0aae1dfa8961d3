//! The programs in MDX: what is imported and exported, comments, and expressions in braces. Nobody runs them here.

use std::ops::Range;

use super::finder::Finder;
use super::html::referenced;
use super::markdown;

/// What may follow `export` and a space.
const EXPORTED: [&str; 12] = [
    "{",
    "*",
    "default ",
    "const ",
    "let ",
    "var ",
    "function",
    "async ",
    "class ",
    "type ",
    "interface ",
    "enum ",
];

/// Returns the text without programs, and the expressions that were left out; nothing if there are none.
///
/// Strings in braces are text. What is imported and exported, and comments, are not seen on a site either, so they are not
/// told. Code stays as it is.
pub(super) fn without_programs(text: &str) -> Option<(String, Vec<String>)> {
    if !text.contains('{') && !text.lines().any(is_module_line) {
        return None;
    }
    let mut reader = Reader {
        text,
        ends: Finder::new(text),
        is_sound: true,
        out: String::with_capacity(text.len()),
        copied: 0,
        left_out: Vec::new(),
    };
    reader.read(&markdown::code_of_mdx(text));
    reader.out.push_str(&text[reader.copied..]);
    Some((reader.out, reader.left_out))
}

struct Reader<'a> {
    text: &'a str,
    ends: Finder<'a>,
    /// Whether every program has ended so far. If one does not, none is looked for to the end of the text again.
    is_sound: bool,
    out: String,
    /// Up to where the text is in `out`, or left out.
    copied: usize,
    left_out: Vec<String>,
}

impl Reader<'_> {
    fn read(&mut self, code: &[Range<usize>]) {
        let bytes = self.text.as_bytes();
        let mut code = code.iter().peekable();
        let mut is_in_tag = false;
        let mut index = 0;
        while index < bytes.len() {
            while code.next_if(|range| range.end <= index).is_some() {}
            if let Some(range) = code.peek().filter(|range| range.contains(&index)) {
                index = range.end;
                continue;
            }
            let is_line = index == 0 || bytes[index - 1] == b'\n';
            if is_line && is_module_line(&self.text[index..]) {
                let end = self.module_end(index);
                self.replace(index..end, "");
                index = end;
                continue;
            }
            let next = bytes.get(index + 1).copied().unwrap_or(b' ');
            match bytes[index] {
                b'\\' if !is_in_tag => index += 1,
                b'<' if next.is_ascii_alphabetic() => is_in_tag = true,
                b'>' => is_in_tag = false,
                quote @ (b'"' | b'\'') if is_in_tag && bytes[index - 1] == b'=' => {
                    let end = self.text[index + 1..].find(char::from(quote));
                    index += end.map_or(0, |end| end + 1);
                }
                // `{#name}` is the identity of a heading.
                b'{' if next != b'#' => {
                    if let Some(end) = self.leave_out_braces(index, is_in_tag) {
                        index = end;
                        continue;
                    }
                }
                _ => {}
            }
            index += 1;
        }
    }

    /// Leaves out an expression or a comment, or writes the string that it is. Returns where it ends.
    fn leave_out_braces(&mut self, start: usize, is_in_tag: bool) -> Option<usize> {
        let text = self.text;
        if let Some(end) = self.comment_end(start) {
            self.replace_line(start..end);
            return Some(end);
        }
        if self.is_sound {
            let end = program_end(text, start, Program::Expression);
            self.is_sound = end.is_some();
            return end.inspect(|end| self.leave_out_expression(start..*end, is_in_tag));
        }
        None
    }

    fn leave_out_expression(&mut self, range: Range<usize>, is_in_tag: bool) {
        let text = self.text;
        let expression = text[range.start + 1..range.end - 1].trim();
        let before = &text[self.copied..range.start];
        let attribute = before.strip_suffix('=').filter(|_| is_in_tag);
        match (string(expression), attribute) {
            (Some(string), None) => self.replace(range, &referenced(string)),
            (Some(string), Some(_)) => {
                self.replace(range, &format!("\"{}\"", referenced(string)));
            }
            (None, Some(before)) => {
                // Without its value, an attribute would take the next one for it.
                let name = before.trim_end_matches(|c: char| !c.is_whitespace());
                self.replace(self.copied + name.len()..range.end, "");
            }
            (None, None) => self.replace_line(range),
        }
        if string(expression).is_none() && !expression.is_empty() {
            let line = expression.lines().next().unwrap_or_default();
            self.left_out.push(line.trim().to_owned());
        }
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        self.out.push_str(&self.text[self.copied..range.start]);
        self.out.push_str(with);
        self.copied = range.end;
    }

    /// Leaves a range out; with its line if it has one of its own, since an empty line would end a paragraph.
    fn replace_line(&mut self, range: Range<usize>) {
        let before = self.text[..range.start].trim_end_matches([' ', '\t']);
        let behind = &self.text[range.end..];
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len();
        let is_alone = before.is_empty() || before.ends_with('\n');
        if is_alone && before.len() >= self.copied && behind[blanks..].starts_with('\n') {
            self.replace(before.len()..range.end + blanks + 1, "");
        } else {
            self.replace(range, "");
        }
    }

    fn comment_end(&mut self, start: usize) -> Option<usize> {
        let inside = self.text[start + 1..].trim_start();
        let from = self.text.len() - inside.strip_prefix("/*")?.len();
        let behind = &self.text[self.ends.find("*/", from)? + 2..];
        let behind = behind.trim_start().strip_prefix('}')?;
        Some(self.text.len() - behind.len())
    }

    /// Returns where imports and exports end: before the empty line behind them, if that is not within braces.
    fn module_end(&mut self, start: usize) -> usize {
        if self.is_sound
            && let Some(end) = program_end(self.text, start, Program::Module)
        {
            return end;
        }
        self.is_sound = false;
        let lines = self.text[start..].split_inclusive('\n');
        let length = lines.take_while(|line| !line.trim().is_empty());
        start + length.map(str::len).sum::<usize>()
    }
}

/// Returns whether a line begins a statement that MDX takes for one of a module, and not a sentence.
fn is_module_line(line: &str) -> bool {
    if let Some(exported) = line.strip_prefix("export ") {
        return EXPORTED.iter().any(|begin| exported.starts_with(begin));
    }
    let Some(imported) = line.strip_prefix("import ") else {
        return false;
    };
    let imported = imported.strip_prefix("type ").unwrap_or(imported);
    let name = imported
        .find(|c: char| !c.is_alphanumeric() && !"_$".contains(c))
        .unwrap_or(imported.len());
    let behind = imported[name..].trim_start();
    let from = behind.strip_prefix("from").map(str::trim_start);
    imported.starts_with(['{', '*', '"', '\''])
        || behind.starts_with(',') && behind[1..].trim_start().starts_with(['{', '*'])
        || from.is_some_and(|from| from.starts_with(['"', '\'']))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    /// Ends where its brace is closed.
    Expression,
    /// Ends before an empty line.
    Module,
}

/// Returns where a program ends, without understanding more of it than strings, comments and brackets.
fn program_end(text: &str, start: usize, program: Program) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut index = start;
    while index < bytes.len() {
        let byte = bytes[index];
        let before = index.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let next = bytes.get(index + 1).copied().unwrap_or(b' ');
        let is_in_template = open.last() == Some(&b'`');
        match byte {
            b'\\' => index += 1,
            b'`' if is_in_template => {
                open.pop();
            }
            b'$' if is_in_template && next == b'{' => {
                open.push(b'{');
                index += 1;
            }
            _ if is_in_template => {}
            // An apostrophe is no quote.
            b'"' | b'\'' if !before.is_ascii_alphanumeric() => {
                index = quote_end(bytes, index).unwrap_or(index);
            }
            // The slashes of an address begin no comment.
            b'/' if next == b'/' && before != b':' => {
                let end = text[index..].find('\n').unwrap_or(text.len() - index);
                // The line's end may be the program's.
                index += end - 1;
            }
            b'/' if next == b'*' => index += 2 + text[index + 2..].find("*/")? + 1,
            b'`' | b'{' | b'(' | b'[' => open.push(byte),
            b'}' => while open.pop().is_some_and(|opened| opened != b'{') {},
            b')' if open.last() == Some(&b'(') => {
                open.pop();
            }
            b']' if open.last() == Some(&b'[') => {
                open.pop();
            }
            b'\n' if program == Program::Module && open.is_empty() => {
                let line = text[index + 1..].lines().next().unwrap_or_default();
                if line.trim().is_empty() {
                    return Some(index + 1);
                }
            }
            _ => {}
        }
        index += 1;
        if program == Program::Expression && open.is_empty() {
            return Some(index);
        }
    }
    (program == Program::Module && open.is_empty()).then_some(text.len())
}

/// Returns where the quote is that ends a string, which it does in its line.
fn quote_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut index = start + 1;
    loop {
        match *bytes.get(index)? {
            b'\n' => return None,
            b'\\' => index += 1,
            byte if byte == bytes[start] => return Some(index),
            _ => {}
        }
        index += 1;
    }
}

/// Returns what a string says that needs no program to be known.
fn string(expression: &str) -> Option<&str> {
    ['"', '\'', '`'].into_iter().find_map(|quote| {
        let inside = expression.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains([quote, '\\', '\n', '$'])).then_some(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_programs_out() {
        for (text, expected, left_out) in [
            (
                "import {\n  A,\n  B,\n} from '../a';\n\nText\n",
                "\nText\n",
                &[][..],
            ),
            (
                "import A, { B } from 'a'\nimport * as C from \"c\"\n\nText\n",
                "\nText\n",
                &[],
            ),
            (
                "export const meta = {\n  key: \"}\",\n\n    other: `}`, // }\n}\n\nText\n",
                "\nText\n",
                &[],
            ),
            ("export const a = 1 // one\n\nText\n", "\nText\n", &[]),
            ("export const a = {\n\nText {b\n", "\nText {b\n", &[]),
            (
                "Much\nimport taxes from {b}\nexport duties\n",
                "Much\nimport taxes from \nexport duties\n",
                &["b"],
            ),
            (
                "```js\nimport a from 'a'\nb({ c })\n```\n`{d}`\n",
                "```js\nimport a from 'a'\nb({ c })\n```\n`{d}`\n",
                &[],
            ),
            (
                "<A>\n\n    ```js\n    {a}\n    ```\n\n</A>\n",
                "<A>\n\n    ```js\n    {a}\n    ```\n\n</A>\n",
                &[],
            ),
            ("a\n{/* SECRET } ``` */}\nb {/* c */}d\n", "a\nb d\n", &[]),
            ("    {/* SECRET */}\n", "", &[]),
            ("{/*\n\n```\na\n```\n\n*/}\n\nText\n", "\nText\n", &[]),
            (
                "<ul>\n  {items.map(i => (\n    <li>Don't {i}: \"}\" http://a</li>\n  ))}\n</ul>\n",
                "<ul>\n</ul>\n",
                &["items.map(i => ("],
            ),
            ("a{\" \"}b {'{*'}\n", "a b &#123;&#42;\n", &[]),
            (
                "<A b={c} d=\"{e}\" f={'g'} {...h}>{i}</A> j={k}\n",
                "<A  d=\"{e}\" f=\"g\" ></A> j=\n",
                &["c", "...h", "i", "k"],
            ),
            ("\\{a} # B {#b}\n", "\\{a} # B {#b}\n", &[]),
            ("é{ö}ü {a {/* SECRET */}\n", "éü {a \n", &["ö"]),
        ] {
            let (found, told) = without_programs(text).expect("a program");
            let told: Vec<&str> = told.iter().map(String::as_str).collect();
            assert_eq!((found.as_str(), told.as_slice()), (expected, left_out));
        }
        assert_eq!(without_programs("import of goods\n"), None);
    }

    #[test]
    fn reads_no_text_again_and_again() {
        for text in [
            "{",
            "export {\n\n",
            "{/*",
            "<a b=\"",
            "import 'a\n",
            "{`",
            "\\",
            "{ '",
        ] {
            let text = text.repeat(100_000);
            without_programs(&text);
        }
    }
}
