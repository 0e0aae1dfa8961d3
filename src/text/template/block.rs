//! [`Block`]: a tag with what stands up to its end.

use std::collections::HashMap;

use super::tag::trimmed;
use super::{Language, LeftOut};
use crate::text::steps;

/// A tag whose end was not found yet.
pub(super) struct Block<'a> {
    pub(super) name: &'a str,
    content: Content<'a>,
    /// Where its content begins in what is written.
    start: usize,
    /// How many tags, alone and with their content, were left out before.
    left_out: [usize; 2],
}

/// What a site makes of the content of a tag.
pub(super) enum Content<'a> {
    /// Code, with the words behind the name of the tag.
    Code(&'a str),
    /// Code in the code of a block of the same name, with which it is written.
    Around,
    /// Nothing.
    Comment,
    /// Nothing where it stands.
    Elsewhere,
    /// Nobody knows what without running it.
    Unknown,
}

impl<'a> Content<'a> {
    /// Returns what becomes of the content of a tag, if it has one and does not stay in the text.
    pub(super) fn of(name: &str, words: &'a str, language: Language) -> Option<Self> {
        if language == Language::Zola {
            return None;
        }
        Some(match name {
            "comment" => Self::Comment,
            "highlight" => Self::Code(trimmed(words)),
            _ if language == Language::Hugo => return None,
            "capture" | "macro" => Self::Elsewhere,
            // With a value, it has no end.
            "set" if !words.contains('=') => Self::Elsewhere,
            "case" | "for" | "if" | "ifchanged" | "tablerow" | "unless" => Self::Unknown,
            "asyncAll" | "asyncEach" | "ifAsync" | "switch" if language == Language::Nunjucks => {
                Self::Unknown
            }
            _ => return None,
        })
    }
}

/// Returns the name in the end of a tag.
fn end_name(name: &str) -> &str {
    match name {
        "asyncAll" => "all",
        "asyncEach" => "each",
        "ifAsync" => "if",
        name => name,
    }
}

/// Those that are open, each in the one before.
#[derive(Default)]
pub(super) struct Blocks<'a> {
    open: Vec<Block<'a>>,
    /// How many there are of each name in an end, so that one that is not there is not looked for.
    counts: HashMap<&'a str, usize>,
}

impl<'a> Blocks<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Returns where the last one begins in what is written, if one is open, else the beginning.
    pub(super) fn start(&self) -> usize {
        self.open.last().map_or(0, |block| block.start)
    }

    /// Adds one. To write code again with the code around it would take a time that grows with the square of their number.
    pub(super) fn push(&mut self, mut block: Block<'a>) {
        let count = self.counts.entry(end_name(block.name)).or_default();
        if *count > 0 && matches!(block.content, Content::Code(_)) {
            block.content = Content::Around;
        }
        *count += 1;
        self.open.push(block);
    }

    /// Takes out the last one that ends with that name, and those in it, which have no end.
    pub(super) fn close(&mut self, name: &str) -> Option<Block<'a>> {
        self.counts.get(name).filter(|count| **count > 0)?;
        loop {
            let block = self.open.pop()?;
            let end_name = end_name(block.name);
            *self.counts.entry(end_name).or_default() -= 1;
            if end_name == name {
                return Some(block);
            }
        }
    }

    /// Returns those that have no end.
    pub(super) fn into_rest(self) -> Vec<Block<'a>> {
        self.open
    }
}

impl<'a> Block<'a> {
    /// Makes one that begins behind what is written.
    pub(super) fn new(
        name: &'a str,
        content: Content<'a>,
        start: usize,
        left_out: &LeftOut,
    ) -> Self {
        Self {
            name,
            content,
            start,
            left_out: [left_out.tags.len(), left_out.blocks.len()],
        }
    }

    /// Ends it before the rest of the text.
    pub(super) fn end(self, out: &mut String, left_out: &mut LeftOut, behind: &str) {
        if matches!(self.content, Content::Around) {
            return;
        }
        let inside = out.split_off(self.start);
        let before = left_out.gaps.partition_point(|gap| *gap <= self.start);
        left_out.gaps.truncate(before);
        if let Content::Code(words) = self.content {
            push_code(out, self.name, words, &inside, behind);
            return;
        }
        let [tags, blocks] = self.left_out;
        left_out.tags.truncate(tags);
        left_out.blocks.truncate(blocks);
        if matches!(self.content, Content::Unknown) {
            left_out.blocks.push(self.name.to_owned());
            left_out.gaps.push(self.start);
        }
    }

    /// Ends one that has no end: of others than comments, the tag alone is left out.
    pub(super) fn end_with_text(self, out: &mut String, left_out: &mut LeftOut) {
        if matches!(self.content, Content::Comment) {
            out.truncate(self.start);
            left_out.blocks.push(self.name.to_owned());
        } else {
            left_out.tags.push(self.name.to_owned());
        }
    }
}

/// Writes code as it stands, before the rest of the text: in a line, or as a block.
pub(super) fn push_code(out: &mut String, name: &str, words: &str, code: &str, behind: &str) {
    steps::count(code.len());
    let rest = behind.trim_start_matches(is_blank);
    let is_last = rest.is_empty() || rest.starts_with('\n');
    let is_in_line = || words.contains("hl_inline=true") || !is_last || indentation(out).is_none();
    let runs = code.split(|c| c != '`').map(str::len);
    let longest = runs.max().unwrap_or_default();
    if !code.contains('\n') && is_in_line() {
        push_span(out, code, &"`".repeat(longest + 1));
        return;
    }
    // As far from the margin as its tag.
    let indentation = indentation(out).map(str::to_owned);
    let indentation = indentation.unwrap_or_else(|| {
        out.push('\n');
        String::new()
    });
    let fence = "`".repeat(longest.max(2) + 1);
    let first = code.find('\n').map_or(0, |end| end + 1);
    let first = if code[..first].trim().is_empty() {
        first
    } else {
        0
    };
    let code = code[first..].trim_end();
    let language = language(name, words);
    out.extend([&fence, language, "\n", code, "\n", &indentation, &fence]);
    if !rest.starts_with('\n') {
        out.push('\n');
    }
}

/// Returns what stands on the last line if it is blank. Many tags may stand on it: what is before the blanks is not looked at.
fn indentation(out: &str) -> Option<&str> {
    let line = out.trim_end_matches(is_blank).len();
    steps::count(out.len() - line);
    (line == 0 || out[..line].ends_with('\n')).then_some(&out[line..])
}

/// Returns whether a character is blank, and ends no line.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

fn push_span(out: &mut String, code: &str, mark: &str) {
    let code = code.trim();
    let space = if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    };
    if !code.is_empty() {
        out.extend([mark, space, code, space, mark]);
    }
}

/// Returns the language of code: the first word, or with Hexo one that says so.
fn language<'a>(name: &str, words: &'a str) -> &'a str {
    let mut words = words.split_whitespace();
    let language = if name == "highlight" {
        words.next().map(|word| word.trim_matches(['"', '\'']))
    } else {
        words.find_map(|word| word.strip_prefix("lang:"))
    };
    let language = language.filter(|word| !word.contains(['=', '`']));
    language.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tests::cleaned;
    use super::*;

    #[test]
    fn code_is_code_up_to_its_end() {
        for (language, text, expected) in [
            (
                Language::Hugo,
                "{{< highlight go \"linenos=table,hl_lines=2\" >}}\na {{</* b */>}}\n{{< /highlight >}}\nc\n{{% highlight x %}}\nd\n{{%/ highlight %}}\n{{<highlight \"y\">}}e{{</highlight>}}\n",
                "```go\na {{< b >}}\n```\nc\n```x\nd\n```\n```y\ne\n```\n",
            ),
            (
                Language::Hugo,
                "a {{< highlight go \"hl_inline=true\" >}}fmt.X{{< /highlight >}}, b\n{{< highlight go \"hl_inline=true\" >}}c{{< /highlight >}}\n",
                "a `fmt.X`, b\n`c`\n",
            ),
            (
                Language::Liquid,
                "a {% highlight ruby %}`x`{% endhighlight %} z\n{% highlight linenos=1 %}{% endhighlight %} b",
                "a `` `x` `` z\n b",
            ),
            (
                Language::Liquid,
                "{%- highlight md -%}\n```\n{% raw %}{{ x }}{% endraw %}{{ y }}\n{%- endhighlight -%}\n`{{ z }}` {{ site.url }}\n",
                "````md\n```\n{{ x }}\n````\n`{{ z }}` https://a.example\n",
            ),
            (Language::Liquid, "{% highlight a %}\nb\n", "\nb\n"),
            (
                Language::Liquid,
                "{% highlight a %}\nb {% highlight c %}d{% endhighlight %}\n{% endhighlight %}\ne\n \t{% highlight f %}g{% endhighlight %}  ",
                "```a\nb d\n```\ne\n \t```f\ng\n \t```\n  ",
            ),
        ] {
            assert_eq!(cleaned(text, language).0, expected, "{text}");
        }
    }

    #[test]
    fn a_line_is_looked_at_a_few_times() {
        let tags = ["{% highlight a %}", "b", "{% endhighlight %}"];
        for (unit, end) in [
            (tags.concat() + " x ", ""),
            (tags[0].to_owned() + "b", tags[2]),
        ] {
            let steps_of = |count: usize| {
                let text = unit.repeat(count) + &end.repeat(count);
                steps::taken();
                let (shown, _) = cleaned(&text, Language::Liquid);
                assert!(shown.len() <= text.len());
                steps::taken()
            };
            let (few, many) = (steps_of(500), steps_of(4_000));
            assert!(many <= 9 * few, "{unit}: {few}, then {many} steps");
        }
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        for (language, text, expected, tags, blocks) in [
            (
                Language::Liquid,
                "a{% capture b %}c {{ d }}{% if e %}f{% endif %}{% endcapture %}g {::comment}h{:/comment} {::comment}i {:/}j {::nomarkdown}k{:/}",
                "ag  j k",
                &[][..],
                &[][..],
            ),
            (
                Language::Nunjucks,
                "{% set a = 1 %}b{% set c %}d{% endset %}{% macro e(f) %}g{% endmacro %}{% comment %}{% comment %}h{% endcomment %}`{% endcomment %}`i",
                "b`i",
                &["set"],
                &[],
            ),
            (
                Language::Liquid,
                "{% if a %}b{% else %}c {% if d %}e{% endif %}{{ f }}{% endif %}{% unless g %}h{% endunless %}{% case i %}j{% endcase %}{% for k in l %}m{% endfor %}{{ n }}",
                "",
                &["n"],
                &["if", "unless", "case", "for"],
            ),
            (
                Language::Liquid,
                "{{ site.url }}{% if a %}{% link b.md %}{% endif %}/c",
                "https://a.example/c",
                &[],
                &["if"],
            ),
            (
                Language::Liquid,
                "{% if a %}b{% for c in d %}e{% endfor %}f\n\n    {% if g %}\n",
                "bf\n\n    \n",
                &["if", "if"],
                &["for"],
            ),
            (
                Language::Liquid,
                "{% if a %}\n```\n{% if b %}{% endif %}\n```\nc\n{% endif %}\n`{% endif %}` d",
                "\n`{% endif %}` d",
                &[],
                &["if"],
            ),
            (
                Language::Nunjucks,
                "{% ifAsync a %}b{% if c %}d{% endif %}e{% else %}f{% endif %}{% switch g %}{% case 1 %}h{% default %}i{% endswitch %}{% asyncEach d in ds %}j{% endeach %}{% asyncAll d in ds %}k{% endall %}l",
                "l",
                &[],
                &["ifAsync", "switch", "asyncEach", "asyncAll"],
            ),
            (Language::Liquid, "a{% comment %}b", "a", &[], &["comment"]),
            (
                Language::Hugo,
                "{{< note >}}a{{< /note >}}{{% comment %}}b{{% /comment %}}{{< if >}}c{{< /if >}}",
                "ac",
                &["note", "if"],
                &[],
            ),
        ] {
            let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
            let left_out = LeftOut {
                tags: names(tags),
                blocks: names(blocks),
                ..LeftOut::default()
            };
            assert_eq!(cleaned(text, language), (expected.to_owned(), left_out));
        }
    }
}
