//! Patterns of names and paths: globs of several kinds, as regular expressions, which take no longer than the text is long.

use regex_lite::Regex;

/// What the signs of a glob mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Glob {
    /// A star stays within a folder, two of them do not, and braces hold alternatives.
    Shell,
    /// The same, but a single star crosses folders, too.
    Crossing,
    /// Ruby's [`File.fnmatch`](https://docs.ruby-lang.org/en/3.4/File.html#method-c-fnmatch): stars cross folders, and braces
    /// are characters like others.
    Ruby,
}

impl Glob {
    /// Returns the regular expression of a whole path; nothing if it is too long.
    pub(super) fn whole(self, pattern: &str) -> Option<Regex> {
        Regex::new(&format!("^(?s:{})$", self.expression(pattern))).ok()
    }

    /// Returns the regular expression of a pattern, without its ends.
    pub(super) fn expression(self, pattern: &str) -> String {
        let (within, one) = match self {
            Self::Shell => ("[^/]*", "[^/]"),
            Self::Crossing | Self::Ruby => (".*", "."),
        };
        let has_braces = self != Self::Ruby && are_closed(pattern);
        let mut out = String::new();
        let mut depth = 0;
        let mut rest = pattern;
        while let Some(c) = rest.chars().next() {
            let starts_part = out.is_empty() || out.ends_with('/');
            let mut length = c.len_utf8();
            match c {
                '*' if self != Self::Ruby && starts_part && rest.starts_with("**/") => {
                    length = "**/".len();
                    out.push_str("(?:.*/)?");
                }
                '*' => {
                    length = rest.len() - rest.trim_start_matches('*').len();
                    out.push_str(if length > 1 { ".*" } else { within });
                }
                '?' => out.push_str(one),
                '[' => match class(rest) {
                    Some((expression, end)) => {
                        out.push_str(&expression);
                        length = end;
                    }
                    None => out.push_str("\\["),
                },
                '{' if has_braces => {
                    depth += 1;
                    out.push_str("(?:");
                }
                '}' if has_braces && depth > 0 => {
                    depth -= 1;
                    out.push(')');
                }
                ',' if depth > 0 => out.push('|'),
                '\\' => {
                    if let Some(next) = rest[1..].chars().next() {
                        length += next.len_utf8();
                        push_plain(&mut out, next);
                    } else {
                        out.push_str("\\\\");
                    }
                }
                c => push_plain(&mut out, c),
            }
            rest = &rest[length..];
        }
        out
    }
}

fn push_plain(out: &mut String, c: char) {
    out.push_str(&regex_lite::escape(c.encode_utf8(&mut [0; 4])));
}

/// Returns whether each brace that opens is closed.
fn are_closed(pattern: &str) -> bool {
    let mut depth = 0_usize;
    for c in pattern.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// Returns the expression of a class such as `[!a-c]`, and how long the class is.
fn class(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('[')?;
    let (is_negated, inner) = match inner.strip_prefix(['!', '^']) {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    // A bracket that comes first is a character of the class.
    let first = inner.chars().next()?.len_utf8();
    let end = first + inner[first..].find(']')?;
    let mut out = String::from(if is_negated { "[^" } else { "[" });
    for c in inner[..end].chars() {
        if matches!(c, '[' | ']' | '\\' | '^' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push(']');
    let length = text.len() - inner.len() + end + 1;
    Some((out, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_whole_paths() {
        for (glob, pattern, path, expected) in [
            (Glob::Shell, "a*.md", "abc.md", true),
            (Glob::Shell, "a*.md", "a/b.md", false),
            (Glob::Shell, "a*.md", "xa.md", false),
            (Glob::Shell, "**/a.md", "a.md", true),
            (Glob::Shell, "**/a.md", "x/y/a.md", true),
            (Glob::Shell, "**/a.md", "x/ya.md", false),
            (Glob::Shell, "/p/wip-**", "/p/wip-a/b", true),
            (Glob::Shell, "{/p,/q/**}", "/q/r", true),
            (Glob::Shell, "{/p,/q/**}", "/pq", false),
            (Glob::Shell, "a{b", "a{b", true),
            (Glob::Shell, "[!a-c]?.md", "de.md", true),
            (Glob::Shell, "[!a-c]?.md", "be.md", false),
            (Glob::Shell, "[a", "[a", true),
            (Glob::Shell, "a.md", "axmd", false),
            (Glob::Shell, "\\*.md", "*.md", true),
            (Glob::Shell, "\\*.md", "a.md", false),
            (Glob::Shell, "é*", "éa", true),
            (Glob::Crossing, "a*", "a/b", true),
            (Glob::Ruby, "_posts/*-wip-*", "_posts/x/2026-wip-a.md", true),
            (Glob::Ruby, "a{b,c}", "ab", false),
            (Glob::Ruby, "**/a", "a", false),
        ] {
            let regex = glob.whole(pattern).expect("an expression");
            assert_eq!(regex.is_match(path), expected, "{pattern} {path}");
        }
    }
}
