//! Tags of template languages in bodies: taken out, since nobody runs them here, or made harmless for a program that would.

mod code;
mod tag;

use std::borrow::Cow;
use std::ops::Range;

pub use self::code::neutralise_markdown;

use self::tag::{Kind, Tag, trimmed};
use super::finder::Finder;
use super::{markdown, mdx};

/// A language of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `{% tag %}` and `{{ output }}` of Liquid and its relatives, and kramdown's `{: .class }`.
    Liquid,
    /// The same with comments, `{# comment #}`.
    Nunjucks,
    /// `{{< shortcode >}}` and `{{% shortcode %}}` of Hugo.
    Hugo,
    /// `{{ shortcode() }}` and `{% shortcode() %}` of Zola.
    Zola,
    /// None, but what is imported and exported in MDX, and `{expressions}`.
    Mdx,
}

impl Language {
    fn is_liquid(self) -> bool {
        matches!(self, Self::Liquid | Self::Nunjucks)
    }
}

/// Returns a body of HTML in which no program finds a tag.
///
/// A brace that could begin one becomes a reference: every reader of HTML sees the same text as before, in `<pre>` and in
/// attributes too, and reading it again changes nothing. To put the body between `{% raw %}` and `{% endraw %}` would not do:
/// it could hold an `{% endraw %}` of its own. For a Markdown body there is [`neutralise_markdown`]: in its code, the
/// reference would be seen as it stands.
///
/// ```
/// use feedmatter::text::template::{Language, neutralise};
///
/// assert_eq!(neutralise("<p>{{ site.x }}</p>", Language::Liquid), "<p>&#123;{ site.x }}</p>");
/// ```
pub fn neutralise(html: &str, language: Language) -> Cow<'_, str> {
    let begins_tag = |after: char| match language {
        // `{:` and `{::` are kramdown's, `{#` begins a comment of Nunjucks.
        Language::Liquid | Language::Nunjucks => matches!(after, '{' | '%' | '#' | ':'),
        Language::Hugo => after == '{',
        Language::Zola => matches!(after, '{' | '%' | '#'),
        Language::Mdx => true,
    };
    let is_tag = |at: usize| {
        let mut after = html[at + 1..].chars();
        after.next().map_or(language == Language::Mdx, begins_tag)
    };
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in html.match_indices('{').filter(|(at, _)| is_tag(*at)) {
        out.push_str(&html[copied..at]);
        out.push_str("&#123;");
        copied = at + 1;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Returns the text without tags, and the names of those that were left out.
///
/// `value` knows what may be filled in for an output, and for a tag with what stands behind its name. Code stays as it is.
pub fn without_tags<'a>(
    text: &'a str,
    language: Language,
    value: &dyn Fn(&str) -> Option<String>,
) -> (Cow<'a, str>, Vec<String>) {
    if language == Language::Mdx {
        return match mdx::without_programs(text) {
            Some((text, left_out)) => (Cow::Owned(text), left_out),
            None => (Cow::Borrowed(text), Vec::new()),
        };
    }
    if ["{{", "{%", "{:", "{#"]
        .iter()
        .all(|tag| !text.contains(tag))
    {
        return (Cow::Borrowed(text), Vec::new());
    }
    let code = markdown::code(text);
    let mut out = String::with_capacity(text.len());
    let mut left_out = Vec::new();
    let mut index = 0;
    let mut ends = Finder::new(text);
    while let Some(start) = text[index..].find('{').map(|found| index + found) {
        out.push_str(&text[index..start]);
        let tag = Tag::at(&mut ends, start, language);
        let Some(tag) = tag.filter(|tag| tag.stands_in_code() || !is_within(&code, start)) else {
            out.push('{');
            index = start + 1;
            continue;
        };
        index = tag.range.end;
        match tag.kind {
            Kind::Escaped(pieces) => out.extend(pieces),
            Kind::Silent => {}
            Kind::Output(expression) => match value(trimmed(expression)) {
                Some(value) => out.push_str(&value),
                None => left_out.push(trimmed(expression).to_owned()),
            },
            Kind::Named("raw", _) if language.is_liquid() => {
                let (inside, behind) = until(&mut ends, index, "endraw", language);
                out.push_str(inside);
                index = behind;
            }
            // Of Hexo. What stands in it is no tag, and may be a fence.
            Kind::Named(name @ ("codeblock" | "code"), words)
                if language.is_liquid() && ends.find(&format!("end{name}"), index).is_some() =>
            {
                let (inside, behind) = until(&mut ends, index, &format!("end{name}"), language);
                push_code(&mut out, trimmed(words), inside);
                let is_at_end = text[behind..].trim_start_matches(' ').starts_with('\n');
                out.push_str(if is_at_end { "" } else { "\n" });
                index = behind;
            }
            Kind::Named("comment", _) if language != Language::Zola => {
                let end = match language {
                    Language::Hugo => "/comment",
                    _ => "endcomment",
                };
                index = until(&mut ends, index, end, language).1;
            }
            Kind::Named("highlight", words) => {
                let mut words = trimmed(words).split_whitespace();
                out.extend(["```", words.next().unwrap_or_default()]);
            }
            Kind::Named("endhighlight", _) => out.push_str("```"),
            Kind::Named("more", _) => out.push_str("<!--more-->"),
            Kind::Named("endraw" | "end" | "", _) => {}
            Kind::Named(name, words) => {
                if let Some(value) = value(&format!("{name} {}", trimmed(words))) {
                    out.truncate(out.len() - repeated(&out, &value));
                    out.push_str(&value);
                } else if !name.starts_with("end") && !name.starts_with('/') {
                    left_out.push(name.to_owned());
                }
            }
        }
    }
    out.push_str(&text[index..]);
    (Cow::Owned(out), left_out)
}

/// Returns what stands before a tag of that name, and where it ends; without it, all that follows.
fn until<'a>(
    ends: &mut Finder<'a>,
    from: usize,
    name: &str,
    language: Language,
) -> (&'a str, usize) {
    let text = ends.text();
    let mut index = from;
    while let Some(start) = text[index..].find('{').map(|found| index + found) {
        if let Some(tag) = Tag::at(ends, start, language)
            && matches!(tag.kind, Kind::Named(found, _) if found == name)
        {
            return (&text[from..start], tag.range.end);
        }
        index = start + 1;
    }
    (&text[from..], text.len())
}

/// Returns how much of the beginning of an address stands before it already: Jekyll's tags for links did not say where the
/// site stands, so people write `{{ site.url }}{{ site.baseurl }}` before them.
fn repeated(before: &str, address: &str) -> usize {
    let Some(scheme) = address.find("://") else {
        return 0;
    };
    let host = scheme + "://".len();
    let path = address[host..]
        .find('/')
        .map_or(address.len(), |slash| host + slash);
    let ends = || address[path..].match_indices('/').map(|(at, _)| path + at);
    let beginnings = [0, path]
        .into_iter()
        .flat_map(|start| ends().map(move |end| &address[start..end]));
    beginnings
        .filter(|beginning| before.ends_with(beginning))
        .map(str::len)
        .max()
        .unwrap_or_default()
}

/// Writes a block of code between fences, as far from the margin as its tag, and longer than those within.
fn push_code(out: &mut String, words: &str, code: &str) {
    let line = out.rfind('\n').map_or(0, |end| end + 1);
    let indentation = if out[line..].trim().is_empty() {
        out[line..].to_owned()
    } else {
        out.push('\n');
        String::new()
    };
    let runs = code.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default().max(2) + 1);
    let language = words
        .split_whitespace()
        .find_map(|word| word.strip_prefix("lang:"))
        .unwrap_or_default();
    let first = code.find('\n').map_or(0, |end| end + 1);
    let first = if code[..first].trim().is_empty() {
        first
    } else {
        0
    };
    let code = code[first..].trim_end();
    out.extend([&fence, language, "\n", code, "\n", &indentation, &fence]);
}

/// The ranges are in order.
fn is_within(ranges: &[Range<usize>], index: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= index);
    ranges.get(next).is_some_and(|range| range.contains(&index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_neutral_is_a_tag() {
        for (html, language, expected) in [
            ("a { b } {", Language::Liquid, "a { b } {"),
            ("{{{ x }}}", Language::Liquid, "&#123;&#123;{ x }}}"),
            (
                "{% endraw %}{%- x %}",
                Language::Liquid,
                "&#123;% endraw %}&#123;%- x %}",
            ),
            ("{::nomarkdown}", Language::Liquid, "&#123;::nomarkdown}"),
            (
                "{{< x >}}{{% y %}}",
                Language::Hugo,
                "&#123;{< x >}}&#123;{% y %}}",
            ),
            (
                "<a href='{{x}}'>{# c #}</a>",
                Language::Zola,
                "<a href='&#123;{x}}'>&#123;# c #}</a>",
            ),
            ("{x}", Language::Mdx, "&#123;x}"),
        ] {
            let neutral = neutralise(html, language);
            assert_eq!(neutral, expected);
            assert_eq!(neutralise(&neutral, language), neutral);
            assert_eq!(crate::text::html::decoded(&neutral), html);
            let (without, left_out) = without_tags(&neutral, language, &|_| None);
            assert_eq!((without, left_out.len()), (neutral.clone(), 0));
        }
    }

    fn cleaned(text: &str, language: Language) -> (String, Vec<String>) {
        let value = |expression: &str| match expression {
            "site.url" => Some("https://a.example".to_owned()),
            "site.baseurl" => Some("/blog".to_owned()),
            "link b.md" => Some("https://a.example/blog/b/".to_owned()),
            _ => None,
        };
        let (text, left_out) = without_tags(text, language, &value);
        (text.into_owned(), left_out)
    }

    #[test]
    fn takes_tags_out() {
        for (language, text, expected, left_out) in [
            (
                Language::Liquid,
                "a {{ x | y }} b{% include z.html %}\n",
                "a  b\n",
                &["x | y", "include"][..],
            ),
            (
                Language::Liquid,
                "![i]({{ site.baseurl }}/i.png)",
                "![i](/blog/i.png)",
                &[],
            ),
            (
                Language::Liquid,
                "({{ site.url }}{{ site.baseurl }}{% link b.md %}) ({{ site.baseurl }}{% link b.md %}) ({{ site.url }}{% link b.md %}) /b{% link b.md %}",
                "(https://a.example/blog/b/) (https://a.example/blog/b/) (https://a.example/blog/b/) /bhttps://a.example/blog/b/",
                &[],
            ),
            (
                Language::Liquid,
                "{% raw %}{{ x }}{% endraw %}",
                "{{ x }}",
                &[],
            ),
            (
                Language::Liquid,
                "```\n{% raw %}{{ x }}{% endraw %}\n```\n",
                "```\n{{ x }}\n```\n",
                &[],
            ),
            (
                Language::Liquid,
                "`{{ x }}` {%- comment -%} y {% z %} {% endcomment %}",
                "`{{ x }}` ",
                &[],
            ),
            (
                Language::Liquid,
                "{% highlight ruby linenos %}\nx\n{% endhighlight %}\n",
                "```ruby\nx\n```\n",
                &[],
            ),
            (
                Language::Nunjucks,
                "- a\n\n  {% codeblock T lang:js %}\n    # b {{ c }}\n  ```\n  {% endcodeblock %} d\n{% code %}e{% endcode %}\n",
                "- a\n\n  ````js\n    # b {{ c }}\n  ```\n  ````\n d\n```\ne\n```\n",
                &[],
            ),
            (
                Language::Nunjucks,
                "a {# b\n{{ c }} #}d\n# E {#e}\n`{# f #}`{# g",
                "a d\n# E {#e}\n`{# f #}`{# g",
                &[],
            ),
            (
                Language::Liquid,
                "{# a #} {% code %}\n",
                "{# a #} \n",
                &["code"],
            ),
            (
                Language::Hugo,
                "{{< raw >}}a{{< /raw >}}{{< comment >}}b{{< /comment >}}c",
                "ac",
                &["raw"],
            ),
            (
                Language::Liquid,
                "# A\n{: .b }\n[c](d){:target=\"_blank\"}\n",
                "# A\n\n[c](d)\n",
                &[],
            ),
            (
                Language::Liquid,
                "{% if a %}b{% endif %} {% c",
                "b {% c",
                &["if"],
            ),
            (
                Language::Hugo,
                "{{< figure src=a >}}b{{< /figure >}} {{% c %}}{{ .d }}",
                "b {{ .d }}",
                &["figure", "c"],
            ),
            (Language::Hugo, "`{{</* a */>}}`", "`{{< a >}}`", &[]),
            (
                Language::Zola,
                "{{ youtube(id=1) }}{% quote() %}b{% end %}",
                "b",
                &["youtube", "quote"],
            ),
            (
                Language::Mdx,
                "import A from 'a';\n\nb {c}\n",
                "\nb \n",
                &["c"],
            ),
            (
                Language::Liquid,
                "no tags { here }",
                "no tags { here }",
                &[],
            ),
        ] {
            let expected = (
                expected.to_owned(),
                left_out.iter().map(|&name| name.to_owned()).collect(),
            );
            assert_eq!(cleaned(text, language), expected, "{text}");
        }
    }
}
