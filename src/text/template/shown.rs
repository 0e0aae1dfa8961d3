//! [`Shown`]: code, whose tags are shown.

use std::ops::Range;

use crate::text::markdown;
use crate::text::ranges::holding;

/// Bytes that may be read anew for each byte of a text.
const MAX_READ_ANEW: usize = 20;

/// Where code stands in a text, as far as the blocks before let one see.
pub(super) struct Shown<'a> {
    text: &'a str,
    /// In order.
    code: Vec<Range<usize>>,
    /// How many bytes may still be read anew.
    left: usize,
}

impl<'a> Shown<'a> {
    /// Finds the code in a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            code: markdown::code(text),
            left: text.len().saturating_mul(MAX_READ_ANEW),
        }
    }

    /// Returns where the code stands that an index is in.
    pub(super) fn around(&self, index: usize) -> Option<&Range<usize>> {
        holding(&self.code, index)
    }

    /// Goes on behind a block: code that its end stands in began in it, so that the rest is read anew. Where that was done
    /// too often, no more code is known: its tags are left out, but nothing is seen that they hide.
    pub(super) fn go_on_behind(&mut self, index: usize) {
        if self.around(index).is_none() {
            return;
        }
        let rest = &self.text[index..];
        self.code = match self.left.checked_sub(rest.len()) {
            Some(left) => {
                self.left = left;
                let code = markdown::code(rest).into_iter();
                code.map(|code| code.start + index..code.end + index)
                    .collect()
            }
            None => Vec::new(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::cleaned;
    use super::super::{Language, without_tags};
    use crate::text::steps;

    #[test]
    fn code_has_the_values_that_are_known_in_it() {
        let value = |expression: &str| match expression {
            "'{{'" => Some("{{".to_owned()),
            "a" => Some("1".to_owned()),
            _ => None,
        };
        for (text, expected) in [
            ("`{{ '{{' }} b }}{{ b }}`", "`{{ b }}{{ b }}`"),
            (
                "```\nv{{a}}{{ b {{ a }}\n```\n",
                "```\nv1{{ b {{ a }}\n```\n",
            ),
            ("`{% raw %}{{ a }}{% endraw %}{{- a -}}`", "`{{ a }}1`"),
            // What begins in code ends in none.
            ("`{{` {{ c }}{{ a }} `}}` `{{ c", "`{{` 2 `}}` `{{ c"),
        ] {
            let elsewhere = |expression: &str| match expression {
                "a" => None,
                _ => Some("2".to_owned()),
            };
            let (shown, _) = without_tags(text, Language::Liquid, &elsewhere, &value);
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn outputs_in_code_are_looked_at_once() {
        for text in ["`{{ `", "{{ {{ `a` ", "`{{ {{ }} `"] {
            let steps_of = |count: usize| {
                let looked_at = std::cell::Cell::new(0);
                without_tags(
                    &text.repeat(count),
                    Language::Liquid,
                    &|_| None,
                    &|expression| {
                        looked_at.set(looked_at.get() + expression.len());
                        None
                    },
                );
                looked_at.get()
            };
            assert!(steps_of(4_000) <= 9 * steps_of(500), "{text}");
        }
    }

    #[test]
    fn what_ends_in_code_is_read_anew_a_few_times() {
        let text = |count| "{% if a %}\n```\n{% endif %}\n".repeat(count);
        let end = "{% if a %}b{% endif %}`{{ c }}`";
        let steps_of = |count: usize| {
            steps::taken();
            let (shown, left_out) = cleaned(&(text(count) + end), Language::Liquid);
            assert_eq!(shown.trim(), "``");
            assert_eq!(left_out.blocks.len(), count + 1);
            steps::taken()
        };
        let (few, many) = (steps_of(500), steps_of(4_000));
        assert!(many <= 9 * few, "{few}, then {many} steps");
        let (shown, _) = cleaned(&(text(10) + end), Language::Liquid);
        assert_eq!(shown.trim(), "`{{ c }}`");
    }
}
