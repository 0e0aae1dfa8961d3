//! Tags of template languages in bodies: taken out, since nobody runs them here, or made harmless for a program that would.

use std::borrow::Cow;
use std::ops::Range;

use super::finder::Finder;
use super::markdown;

/// A language of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `{% tag %}` and `{{ output }}` of Liquid, Nunjucks and their relatives, and kramdown's `{: .class }`.
    Liquid,
    /// `{{< shortcode >}}` and `{{% shortcode %}}` of Hugo.
    Hugo,
    /// `{{ shortcode() }}` and `{% shortcode() %}` of Zola.
    Zola,
    /// None, but lines that `import` and `export` in MDX.
    Mdx,
}

/// Tags that may stand in code, where they say that nothing else is a tag.
const RAW: [&str; 2] = ["raw", "endraw"];

/// Returns a body of HTML in which no program finds a tag.
///
/// A brace that could begin one becomes a reference: every reader of HTML sees the same text as before, in `<pre>` and in
/// attributes too, and reading it again changes nothing. To put the body between `{% raw %}` and `{% endraw %}` would not do:
/// it could hold an `{% endraw %}` of its own. In the code of a Markdown body, the reference is seen as it stands.
///
/// ```
/// use feedmatter::text::template::{Language, neutralise};
///
/// assert_eq!(neutralise("<p>{{ site.x }}</p>", Language::Liquid), "<p>&#123;{ site.x }}</p>");
/// ```
pub fn neutralise(html: &str, language: Language) -> Cow<'_, str> {
    let begins_tag = |after: char| match language {
        // `{:` and `{::` are kramdown's, `{#` begins a comment of Nunjucks.
        Language::Liquid => matches!(after, '{' | '%' | '#' | ':'),
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
        return (without_imports(text), Vec::new());
    }
    if !text.contains("{{") && !text.contains("{%") && !text.contains("{:") {
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
            Kind::Escaped(text) => out.push_str(&text),
            Kind::Attributes => {}
            Kind::Output(expression) => match value(expression) {
                Some(value) => out.push_str(&value),
                None => left_out.push(expression.to_owned()),
            },
            Kind::Named("raw", _) => {
                let (inside, behind) = until(&mut ends, index, "endraw");
                out.push_str(inside);
                index = behind;
            }
            Kind::Named("comment", _) => index = until(&mut ends, index, "endcomment").1,
            Kind::Named("highlight", words) => {
                let language = words.split_whitespace().next().unwrap_or_default();
                out.extend(["```", language]);
            }
            Kind::Named("endhighlight", _) => out.push_str("```"),
            Kind::Named("more", _) => out.push_str("<!--more-->"),
            Kind::Named("endraw" | "end" | "", _) => {}
            Kind::Named(name, words) => {
                if let Some(value) = value(&format!("{name} {words}")) {
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

/// Returns what stands before a Liquid tag of that name, and where it ends; without it, all that follows.
fn until<'a>(ends: &mut Finder<'a>, from: usize, name: &str) -> (&'a str, usize) {
    let text = ends.text();
    let mut index = from;
    while let Some(start) = text[index..].find("{%").map(|found| index + found) {
        if let Some(tag) = Tag::at(ends, start, Language::Liquid)
            && matches!(tag.kind, Kind::Named(found, _) if found == name)
        {
            return (&text[from..start], tag.range.end);
        }
        index = start + 2;
    }
    (&text[from..], text.len())
}

struct Tag<'a> {
    range: Range<usize>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    /// A name, and what follows it.
    Named(&'a str, &'a str),
    /// An expression whose value stands in the text.
    Output(&'a str),
    /// What was written so that it is no tag.
    Escaped(String),
    /// Classes and the like of the element before.
    Attributes,
}

impl<'a> Tag<'a> {
    fn at(ends: &mut Finder<'a>, start: usize, language: Language) -> Option<Self> {
        let text = ends.text();
        let rest = &text[start..];
        let mut between = |open: &str, close: &'static str| {
            let from = start + rest.strip_prefix(open).map(|_| open.len())?;
            let end = ends.find(close, from)?;
            Some((&text[from..end], start..end + close.len()))
        };
        let named = |inside: &'a str| {
            let inside = inside.trim().trim_matches('-').trim();
            let end = inside
                .find(|c: char| c.is_whitespace() || c == '(')
                .unwrap_or(inside.len());
            Kind::Named(&inside[..end], inside[end..].trim())
        };
        let delimiters: &[(&str, &'static str)] = match language {
            Language::Hugo => &[("{{<", ">}}"), ("{{%", "%}}")],
            Language::Liquid | Language::Zola => &[("{%", "%}"), ("{{", "}}")],
            Language::Mdx => &[],
        };
        for (open, close) in delimiters {
            let Some((inside, range)) = between(open, close) else {
                continue;
            };
            let escaped = inside
                .strip_prefix("/*")
                .and_then(|inside| inside.strip_suffix("*/"));
            let kind = match escaped {
                Some(inside) if language != Language::Liquid => {
                    Kind::Escaped(format!("{open}{inside}{close}"))
                }
                _ if language == Language::Liquid && *open == "{{" => {
                    Kind::Output(inside.trim().trim_matches('-').trim())
                }
                _ => named(inside),
            };
            return Some(Self { range, kind });
        }
        let is_attributes = language == Language::Liquid && rest.starts_with("{:");
        let (inside, range) = between("{:", "}").filter(|_| is_attributes)?;
        (!inside.contains('\n')).then_some(Self {
            range,
            kind: Kind::Attributes,
        })
    }

    fn stands_in_code(&self) -> bool {
        match &self.kind {
            Kind::Named(name, _) => RAW.contains(name),
            Kind::Escaped(_) => true,
            Kind::Output(_) | Kind::Attributes => false,
        }
    }
}

/// The ranges are in order.
fn is_within(ranges: &[Range<usize>], index: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= index);
    ranges.get(next).is_some_and(|range| range.contains(&index))
}

fn without_imports(text: &str) -> Cow<'_, str> {
    let is_import = |line: &str| line.starts_with("import ") || line.starts_with("export ");
    if !text.lines().any(is_import) {
        return Cow::Borrowed(text);
    }
    let code = markdown::code(text);
    let mut index = 0;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if !is_import(line) || is_within(&code, index) {
            out.push_str(line);
        }
        index += line.len();
    }
    Cow::Owned(out)
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
            assert_eq!(html_escape::decode_html_entities(&neutral), html);
            let (without, left_out) = without_tags(&neutral, language, &|_| None);
            assert_eq!((without, left_out.len()), (neutral.clone(), 0));
        }
    }

    fn cleaned(text: &str, language: Language) -> (String, Vec<String>) {
        let value = |expression: &str| (expression == "site.baseurl").then(|| "/blog".to_owned());
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
                "\nb {c}\n",
                &[],
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
