//! What stays of the values of attributes.

use std::borrow::Cow;
use std::sync::LazyLock;

use ::url::Url;

use super::addresses::candidates;
use crate::text::url;

/// Returns what stays of the value of an attribute, if anything: what the crate's filters look like.
pub(super) type Filter = for<'a> fn(&str, &str, &'a str) -> Option<Cow<'a, str>>;

/// The crate looks at the schemes of addresses of links and pictures only, and lets `data:` through.
pub(super) fn filtered<'a>(element: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match name {
        "href" | "src" if url::is_script(value) => {
            (element == "img" && is_embedded(value)).then_some(Cow::Borrowed(value))
        }
        "cite" | "poster" => is_safe(value).then_some(Cow::Borrowed(value)),
        "srcset" => candidates(value)
            .all(|(address, _)| is_safe(address))
            .then_some(Cow::Borrowed(value)),
        // Site generators take what follows the name of a language in Markdown for attributes.
        "class" => {
            let is_word = |c: char| c.is_ascii_alphanumeric() || " _+#.-,".contains(c);
            value.chars().all(is_word).then_some(Cow::Borrowed(value))
        }
        "dir" => ["auto", "ltr", "rtl"]
            .contains(&value)
            .then_some(Cow::Borrowed(value)),
        "type" if element == "ol" => ["1", "a", "A", "i", "I"]
            .contains(&value)
            .then_some(Cow::Borrowed(value)),
        "value" => value.parse::<i32>().is_ok().then_some(Cow::Borrowed(value)),
        "style" => alignment(value).map(Cow::Borrowed),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// Pictures that stand in their address. Drawings are none: they may hold programs.
const EMBEDDED: [&str; 6] = [
    "data:image/avif",
    "data:image/gif",
    "data:image/jpeg",
    "data:image/jpg",
    "data:image/png",
    "data:image/webp",
];

fn is_embedded(address: &str) -> bool {
    let kind = address.trim().split([';', ',']).next().unwrap_or_default();
    EMBEDDED.iter().any(|own| own.eq_ignore_ascii_case(kind))
}

/// How cells of tables in Markdown are aligned: no other style is let through.
pub(super) const ALIGNMENTS: [&str; 3] = [
    "text-align: left",
    "text-align: center",
    "text-align: right",
];

/// Returns the alignment that a style says, and nothing else, however it is spelt.
fn alignment(style: &str) -> Option<&'static str> {
    let (name, side) = style.trim().trim_end_matches(';').split_once(':')?;
    let side = side.trim();
    let is_own = |own: &&str| own.ends_with(side) && own.len() == "text-align: ".len() + side.len();
    ALIGNMENTS
        .into_iter()
        .find(is_own)
        .filter(|_| name.trim() == "text-align")
}

/// Against this, addresses are tried of which it only matters whether they can be one.
static SOME_PAGE: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://example.com/").expect("an address"));

pub(super) fn published<'a>(element: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match name {
        "href" | "src" | "cite" | "poster" if !is_address(value) => None,
        "href" | "src" | "cite" | "poster" if has_user(value) => {
            let address = SOME_PAGE.join(value.trim()).ok()?;
            url::public(address.as_str()).map(Cow::Owned)
        }
        "srcset" if !is_srcset(value) => None,
        // What a quote that is missing makes of the next attribute: validators take it for that.
        _ if value.trim_end().ends_with("src=") => None,
        _ => filtered(element, name, value),
    }
}

fn is_address(text: &str) -> bool {
    !text.trim().is_empty() && SOME_PAGE.join(text.trim()).is_ok()
}

fn is_srcset(text: &str) -> bool {
    let mut candidates = candidates(text).peekable();
    candidates.peek().is_some()
        && candidates
            .all(|(address, size)| is_address(address) && !has_user(address) && is_size(size))
}

/// Returns whether there is a user's name or a password in an address.
fn has_user(text: &str) -> bool {
    text.contains('@')
        && SOME_PAGE
            .join(text.trim())
            .is_ok_and(|address| url::has_user(&address))
}

/// Returns whether this is a width, a height or a density, or nothing.
fn is_size(text: &str) -> bool {
    let number = text.strip_suffix(['w', 'h', 'x']);
    text.is_empty() || number.is_some_and(|number| number.parse::<f64>().is_ok())
}

/// Returns whether an address is relative or of the Web.
pub(super) fn is_safe(address: &str) -> bool {
    Url::parse(address).map_or(true, |url| matches!(url.scheme(), "http" | "https"))
}
