//! Tags of template languages in bodies: taken out, since nobody runs them here, or made harmless for a program that would.

mod address;
mod block;
mod code;
mod left_out;
mod shown;
mod tag;

use std::borrow::Cow;
use std::mem;

pub use self::code::neutralise_markdown;
pub use self::left_out::LeftOut;

use self::address::{repeated, without_broken};
use self::block::{Block, Blocks, Content};
use self::shown::Shown;
use self::tag::{Kind, Tag, trimmed};
use super::finder::Finder;
use super::{jsx, mdx};

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

    /// Returns whether a tag of that name says that nothing up to its end is a tag.
    fn is_raw(self, name: &str) -> bool {
        name == "raw" || self == Self::Nunjucks && name == "verbatim"
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

/// Returns the text without tags, and those that were left out; the address of a link or a picture that one is part of
/// is left out with it.
///
/// `value` knows what may be filled in for an output, and for a tag with what stands behind its name. Code stays as it is, but
/// for what `value_in_code` knows.
pub fn without_tags<'a>(
    text: &'a str,
    language: Language,
    value: &dyn Fn(&str) -> Option<String>,
    value_in_code: &dyn Fn(&str) -> Option<String>,
) -> (Cow<'a, str>, LeftOut) {
    let mut left_out = LeftOut::default();
    if language == Language::Mdx {
        let Some((text, tags)) = mdx::without_programs(text) else {
            return (jsx::set_apart(text), left_out);
        };
        left_out.tags = tags;
        let text = jsx::set_apart(&text).into_owned();
        return (Cow::Owned(text), left_out);
    }
    if ["{{", "{%", "{:", "{#"]
        .iter()
        .all(|tag| !text.contains(tag))
    {
        return (Cow::Borrowed(text), left_out);
    }
    let mut code = Shown::new(text);
    let mut out = String::with_capacity(text.len());
    let mut open = Blocks::default();
    let mut index = 0;
    let mut ends = Finder::new(text);
    while let Some(start) = text[index..].find('{').map(|found| index + found) {
        out.push_str(&text[index..start]);
        let tag = Tag::at(&mut ends, start, language);
        // What looks like code in a block of theirs may be the beginning of none.
        let around = code.around(start).filter(|_| open.is_empty());
        if let (Some(around), Some(tag)) = (around, &tag)
            && let Some(expression) = tag.output_within(around)
        {
            let shown = value_in_code(expression);
            out.push_str(shown.as_deref().unwrap_or(&text[tag.range.clone()]));
            index = tag.range.end;
            continue;
        }
        let is_seen = |tag: &Tag<'_>| tag.stands_in_code(language) || around.is_none();
        let Some(tag) = tag.filter(is_seen) else {
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
                None => left_out.push(trimmed(expression), out.len()),
            },
            Kind::Named(name, _) if language.is_liquid() && language.is_raw(name) => {
                let (inside, behind) = until(&mut ends, index, name, language);
                out.push_str(inside);
                index = behind;
            }
            // Of Hexo. What stands in it is no tag, and may be a fence.
            Kind::Named(name @ ("codeblock" | "code"), words)
                if language.is_liquid() && ends.find(&format!("end{name}"), index).is_some() =>
            {
                let (inside, behind) = until(&mut ends, index, name, language);
                block::push_code(&mut out, name, trimmed(words), inside, &text[behind..]);
                index = behind;
            }
            Kind::Named("more", _) => out.push_str("<!--more-->"),
            Kind::Named("", _) => {}
            Kind::Named(name, words) => {
                if let Some(content) = Content::of(name, words, language) {
                    open.push(Block::new(name, content, out.len(), &left_out));
                } else if let Some(value) = value(&format!("{name} {}", trimmed(words))) {
                    let before = &out[open.start()..];
                    out.truncate(out.len() - repeated(before, &value));
                    out.push_str(&value);
                } else {
                    left_out.push(name, out.len());
                }
            }
            Kind::End(name) => {
                let Some(block) = open.close(name) else {
                    continue;
                };
                block.end(&mut out, &mut left_out, &text[index..]);
                if open.is_empty() {
                    code.go_on_behind(index);
                }
            }
        }
    }
    out.push_str(&text[index..]);
    for block in open.into_rest() {
        block.end_with_text(&mut out, &mut left_out);
    }
    let gaps = mem::take(&mut left_out.gaps);
    let (out, addresses) = without_broken(out, &gaps);
    left_out.addresses = addresses;
    (Cow::Owned(out), left_out)
}

/// Returns what stands before the end of a tag of that name, and where that ends; without it, all that follows.
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
            && matches!(tag.kind, Kind::End(found) if found == name)
        {
            return (&text[from..start], tag.range.end);
        }
        index = start + 1;
    }
    (&text[from..], text.len())
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
            let (without, left_out) = without_tags(&neutral, language, &|_| None, &|_| None);
            assert_eq!((without, left_out), (neutral.clone(), LeftOut::default()));
        }
    }

    pub(super) fn cleaned(text: &str, language: Language) -> (String, LeftOut) {
        let value = |expression: &str| match expression {
            "site.url" => Some("https://a.example".to_owned()),
            "site.baseurl" => Some("/blog".to_owned()),
            "link b.md" => Some("https://a.example/blog/b/".to_owned()),
            _ => None,
        };
        let (text, left_out) = without_tags(text, language, &value, &|_| None);
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
                Language::Nunjucks,
                "{% verbatim %}{{ shown }}{% endraw %}{% endverbatim %} `{% verbatim %}{{ x }}{% endverbatim %}`",
                "{{ shown }}{% endraw %} `{{ x }}`",
                &[],
            ),
            (
                Language::Liquid,
                "`{% verbatim %}`{% verbatim %}",
                "`{% verbatim %}`",
                &["verbatim"],
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
                "{% a %}b{% enda %} {% c",
                "b {% c",
                &["a"],
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
            let tags = left_out.iter().map(|&name| name.to_owned()).collect();
            let left_out = LeftOut {
                tags,
                ..LeftOut::default()
            };
            let expected = (expected.to_owned(), left_out);
            assert_eq!(cleaned(text, language), expected, "{text}");
        }
    }
}
