//! Addresses that tags are part of.

use crate::text::html;

/// No address is longer, in bytes.
const MAX_BYTES: usize = 1000;

/// Returns how much of the beginning of an address stands before it already: Jekyll's tags for links did not say where the
/// site stands, so people write `{{ site.url }}{{ site.baseurl }}` before them.
pub(super) fn repeated(before: &str, address: &str) -> usize {
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

/// Returns a text without the addresses that tags were left out of at these places, and how many those are: what remains of one
/// leads elsewhere.
pub(super) fn without_broken(text: String, gaps: &[usize]) -> (String, usize) {
    let mut out = String::new();
    let (mut copied, mut count) = (0, 0);
    // What was written over again ends before some.
    for &gap in gaps.iter().filter(|gap| text.is_char_boundary(**gap)) {
        let from = gap.saturating_sub(MAX_BYTES);
        let mut from = from.max(copied)..gap;
        let from = from.find(|at| text.is_char_boundary(*at)).unwrap_or(gap);
        let before = &text[from..gap];
        let broken = in_attribute(before, &text[gap..]).or_else(|| in_link(before, &text[gap..]));
        if let Some(broken) = broken
            && (count == 0 || gap > copied)
        {
            out.push_str(&text[copied..gap - broken.before]);
            out.push_str(broken.empty);
            copied = gap + broken.behind;
            count += 1;
        }
    }
    if count == 0 {
        return (text, 0);
    }
    (out + &text[copied..], count)
}

/// An address around a place.
struct Broken {
    /// How many bytes of it stand before that place, and how many behind.
    before: usize,
    behind: usize,
    /// What says that there is none.
    empty: &'static str,
}

/// Finds an address in an attribute of HTML.
fn in_attribute(before: &str, behind: &str) -> Option<Broken> {
    let tag = &before[before.rfind('<')?..];
    if tag.contains('>') {
        return None;
    }
    let quote = tag.rfind(['"', '\'']);
    let quote = quote.filter(|at| tag[..*at].trim_end().ends_with('='));
    let (start, end) = match quote {
        Some(at) => (at + 1, within(behind).find(&tag[at..=at])?),
        None => {
            let word = tag.rfind(char::is_whitespace)?;
            let end = within(behind).find(|c: char| c.is_whitespace() || c == '>')?;
            (word + tag[word..].find('=')? + 1, end)
        }
    };
    let name = tag[..quote.unwrap_or(start)].trim_end().strip_suffix('=')?;
    let name = name.trim_end().rsplit(char::is_whitespace).next()?;
    let is_address = html::holds_address(name) && !behind[..end].contains('<');
    is_address.then_some(Broken {
        before: tag.len() - start,
        behind: end,
        empty: if quote.is_some() { "" } else { "\"\"" },
    })
}

/// Finds an address in a link, a picture or a definition of Markdown.
fn in_link(before: &str, behind: &str) -> Option<Broken> {
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let behind = within(behind);
    let broken = |start: usize, end: usize| Broken {
        before: line.len() - start,
        behind: end,
        empty: "<>",
    };
    if let Some(at) = line.rfind("](<")
        && !line[at..].contains('>')
    {
        let end = behind.find(['>', '\n'])?;
        return behind[end..]
            .starts_with('>')
            .then(|| broken(at + 2, end + 1));
    }
    let word = line.rfind(char::is_whitespace).map_or(0, |space| {
        space + line[space..].chars().next().map_or(0, char::len_utf8)
    });
    let lead = line[..word].trim_end();
    let space = behind.find(char::is_whitespace).unwrap_or(behind.len());
    if lead.ends_with("]:") && lead.starts_with('[') && !lead.starts_with("[^") {
        let rest = behind[space..].lines().next().unwrap_or_default().trim();
        let is_title = [('"', '"'), ('\'', '\''), ('(', ')')]
            .iter()
            .any(|(open, close)| {
                rest.starts_with(*open) && rest.find(*close) == Some(rest.len() - 1)
            });
        return (rest.is_empty() || is_title).then(|| broken(word, space));
    }
    let start = match line[word..].rfind("](") {
        Some(at) => word + at + 2,
        None if lead.ends_with("](") => word,
        None => return None,
    };
    let mut depth = 0_usize;
    for c in line[start..].chars() {
        depth = match c {
            '(' => depth + 1,
            ')' => depth.checked_sub(1)?,
            _ => depth,
        };
    }
    let mut end = space;
    for (at, c) in behind[..space].char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = at;
                break;
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    // Of what else stands there, no link is made.
    let rest = behind[end..].trim_start();
    rest.starts_with([')', '"', '\'', '('])
        .then(|| broken(start, end))
}

/// Returns the beginning of what stands behind a place, as far as an address may go.
fn within(behind: &str) -> &str {
    let mut ends = (0..=behind.len().min(MAX_BYTES)).rev();
    let end = ends.find(|end| behind.is_char_boundary(*end));
    &behind[..end.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::super::{Language, without_tags};

    #[test]
    fn an_address_goes_with_its_tag() {
        for (text, expected, count) in [
            ("![a]({{ x }}/a.png)", "![a](<>)", 1),
            ("[a]({{ x }}{{ y }})b", "[a](<>)b", 1),
            (
                "[a](https://a.example/{{ x }}/é/(b){{ y }} \"T\") {{ z }}",
                "[a](<> \"T\") ",
                1,
            ),
            (
                "[![a]({{ x }}/a.png)](https://b.example/{{ y }})",
                "[![a](<>)](<>)",
                2,
            ),
            ("[a b]( {{ x }} )", "[a b]( <> )", 1),
            ("[a](</b c/{{ x }} d>)", "[a](<>)", 1),
            ("[a]: {{ x }}/b\n[c]: /d{{ y }}", "[a]: <>\n[c]: <>", 2),
            ("[a]({% if x %}/b{% endif %}/c)", "[a](<>)", 1),
            (
                "<img alt=\"b {{ x }}\" src=\"/a/{{ x }}/c d\"> {{ y }}",
                "<img alt=\"b \" src=\"\"> ",
                1,
            ),
            ("<a\n  HREF = '{{ x }}/a'>b</a>", "<a\n  HREF = ''>b</a>", 1),
            ("<img src={{ x }}/a.png alt=b>", "<img src=\"\" alt=b>", 1),
            // No address.
            ("[a](b){{ x }}(c)", "[a](b)(c)", 0),
            ("[a](b \"{{ x }}\")", "[a](b \"\")", 0),
            ("[^a]: {{ x }} b", "[^a]:  b", 0),
            ("[a]: {{ x }} b", "[a]:  b", 0),
            ("[a]: {{ x }} \"b\" c", "[a]:  \"b\" c", 0),
            ("[a]({{ x }} b", "[a]( b", 0),
            ("say src=\"{{ x }}\" < b {{ y }}", "say src=\"\" < b ", 0),
            (
                "{% highlight a %}[b]({{ x }}/c){% endhighlight %}",
                "```a\n[b](/c)\n```\n",
                0,
            ),
            ("[a](b) {% if x %}[c]({{ y }}/d){% endif %}", "[a](b) ", 0),
        ] {
            let (shown, left_out) = without_tags(text, Language::Liquid, &|_| None, &|_| None);
            assert_eq!((&*shown, left_out.addresses), (expected, count), "{text}");
        }
    }
}
