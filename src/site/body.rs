//! Bodies as feeds have them: HTML that is safe, with absolute addresses; and excerpts made of them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

use regex_lite::Regex;

use super::links;
use super::logical_path::of_shared;
use super::page::Page;
use super::settings::{Settings, value};
use crate::error::Warning;
use crate::formats::{identity, synonyms};
use crate::model::{Article, Body, BodyFormat, Value};
use crate::named::named;
use crate::text::markdown::Flavour;
use crate::text::template::{self, Language};
use crate::text::{html, markdown, url};

/// What ends the excerpt at the beginning of a body.
const MORE: [&str; 2] = ["<!--more-->", "<!-- more -->"];

/// An item that kramdown puts the contents of the page in place of.
static CONTENTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^(?:[*+-]|\d+\.)[ \t][^\n]*\n\{:[ \t]*toc\b[^}\n]*\}[ \t]*$")
        .expect("a regular expression")
});

/// The longest excerpt made of a text without paragraphs, in characters.
const MAX_EXCERPT: usize = 300;

/// How much of the text a feed has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// The body, and the excerpt beside it.
    #[default]
    Full,
    /// The excerpt alone.
    Excerpt,
    /// Neither.
    None,
}

named!(Content: "full" => Full, "excerpt" => Excerpt, "none" => None);

impl Content {
    /// Returns whether the body is needed for as much of the text of a page.
    pub(super) fn needs_body(self, page: &Page) -> bool {
        match self {
            Self::Full => true,
            Self::Excerpt => page.article.excerpt.is_none(),
            Self::None => false,
        }
    }

    /// Takes out of an article what is more.
    pub(super) fn limit(self, article: &mut Article) {
        if self != Self::Full {
            article.body = None;
        }
        if self == Self::None {
            article.excerpt = None;
        }
    }
}

/// Makes the article of a page what feeds have: with a safe body of HTML if one is wanted, and an excerpt.
pub(super) fn finish(
    page: &mut Page,
    settings: &Settings,
    wants_body: bool,
    warnings: &mut Vec<Warning>,
) {
    let article = &mut page.article;
    let id = article.id.take().or_else(|| synonyms::id(article));
    let id = id.or_else(|| page.identity.take());
    let address = article.web_url.as_deref();
    let sound = |id: &str| identity::sound_at(id, address);
    article.id = id.as_deref().and_then(sound).or_else(|| {
        // Without one, the address is the identity.
        address
            .filter(|url| !url::is_text(url))
            .and_then(identity::sound)
    });
    let Some(body) = page.body.take() else {
        return;
    };
    let text = without_contents(&body.text, settings);
    let flavour = settings.generator.flavour();
    let text = match (body.format, flavour) {
        (BodyFormat::Markdown, Flavour::Kramdown) => markdown::with_marks(&text),
        _ => Cow::Borrowed(&*text),
    };
    let text = without_tags(&text, page, settings, warnings);
    let text = match body.format {
        BodyFormat::Markdown => settings.markdown.common(text, flavour),
        BodyFormat::Html => text,
    };
    let extra = &page.article.extra.fields;
    let is_excerpt_only = value(extra, "feed.excerpt_only") == Some(&Value::Bool(true));
    let html = (wants_body && !is_excerpt_only).then(|| {
        publish(
            &html_of(&text, body.format, settings),
            page,
            settings,
            warnings,
        )
    });
    if page.article.excerpt.is_none() {
        page.article.excerpt = excerpt(&text, body.format, page, settings);
    }
    page.article.body = html
        .filter(|html| !html.trim().is_empty())
        .map(|html| Body {
            text: format!("{}\n", html.trim()),
            format: BodyFormat::Html,
        });
}

/// Returns safe HTML with the addresses that the site publishes.
fn publish(html: &str, page: &Page, settings: &Settings, warnings: &mut Vec<Warning>) -> String {
    let hidden = Cell::new(0);
    let lost = RefCell::new(Vec::new());
    let html = html::with_addresses(html, &|address| {
        let page_address = links::of_source(address, page, settings);
        let page_address = page_address.or_else(|| of_shared(address, page, settings));
        let page_address = page_address.or_else(|| {
            let folder = page.path.parent()?;
            links::of_attached(address, folder, page.address.as_ref(), settings)
        });
        let is_lost = page_address.is_none() && links::is_source(address, page, settings);
        if is_lost {
            lost.borrow_mut().push(address.to_owned());
        }
        let is_hidden = !is_lost && page_address.is_none();
        let is_hidden = is_hidden && links::is_hidden(address, page, settings);
        hidden.set(hidden.get() + usize::from(is_hidden));
        // An address that says nothing is not published.
        page_address.or((is_hidden || is_lost).then(String::new))
    });
    warn_of_lost(&lost.into_inner(), warnings);
    if hidden.get() > 0 {
        warnings.push(Warning::new(format!(
            "left out the address of {}: only the generator of the site knows where it publishes them",
            counted(hidden.get(), "file beside the page", "files beside the page")
        )));
    }
    html::publish(&html, || page.address.clone()).into_owned()
}

/// Returns a text without the list that kramdown puts the contents of the page in place of: `* TOC` above `{:toc}`.
fn without_contents<'a>(text: &'a str, settings: &Settings) -> Cow<'a, str> {
    // A search for the mark is much quicker than one for the list.
    if settings.generator.flavour() != Flavour::Kramdown || !text.contains("\n{:") {
        return Cow::Borrowed(text);
    }
    let lists: Vec<_> = CONTENTS.find_iter(text).map(|list| list.range()).collect();
    let code = markdown::code(text);
    let (mut out, mut copied) = (String::with_capacity(text.len()), 0);
    for list in lists {
        if !code.iter().any(|code| code.contains(&list.start)) {
            out.push_str(&text[copied..list.start]);
            copied = list.end;
        }
    }
    Cow::Owned(out + &text[copied..])
}

fn warn_of_lost(links: &[String], warnings: &mut Vec<Warning>) {
    if let Some(first) = links.first() {
        warnings.push(Warning::new(format!(
            "left out the address of {}, `{first}` first: no page of the site that is to be seen has this file",
            counted(links.len(), "link", "links")
        )));
    }
}

fn without_tags<'a>(
    text: &'a str,
    page: &Page,
    settings: &Settings,
    warnings: &mut Vec<Warning>,
) -> Cow<'a, str> {
    let is_mdx = page.path.extension().is_some_and(|ending| ending == "mdx");
    if !settings.generator.runs_templates(page, settings) {
        return Cow::Borrowed(text);
    }
    let language = match settings.generator.template_language() {
        Language::Liquid | Language::Nunjucks if is_mdx => Language::Mdx,
        language => language,
    };
    let lost = RefCell::new(Vec::new());
    let value = |expression: &str| {
        filled_in(expression, page, settings).or_else(|| {
            let target = links::target_of_tag(expression, settings)?;
            lost.borrow_mut().push(target.to_owned());
            Some(String::new())
        })
    };
    let value_in_code = |expression: &str| {
        let runs_code = settings.generator.runs_code();
        runs_code.then(|| filled_in(expression, page, settings))?
    };
    let (text, left_out) = template::without_tags(text, language, &value, &value_in_code);
    warn_of_lost(&lost.into_inner(), warnings);
    if let Some(first) = left_out.tags.first() {
        let tags = counted(left_out.tags.len(), "template tag", "template tags");
        warnings.push(Warning::new(format!(
            "left out {tags}, `{first}` first: nobody runs templates here"
        )));
    }
    if let Some(first) = left_out.blocks.first() {
        let tags = counted(left_out.blocks.len(), "template tag", "template tags");
        warnings.push(Warning::new(format!(
            "left out {tags} with all content, `{first}` first: nobody knows here what of it the site shows"
        )));
    }
    if left_out.addresses > 0 {
        let links = counted(left_out.addresses, "link or picture", "links or pictures");
        warnings.push(Warning::new(format!(
            "left out the address of {links}: without its template tags, it would lead elsewhere"
        )));
    }
    text
}

/// Returns the value of what most pages fill in.
fn filled_in(expression: &str, page: &Page, settings: &Settings) -> Option<String> {
    if let Some(address) = links::of_tag(expression, page, settings) {
        return Some(address);
    }
    if expression.ends_with(' ') {
        // The name of a tag is none of a variable.
        return None;
    }
    // `'/a.png' | relative_url`.
    let mut parts = expression.split('|').map(str::trim);
    let first = operand(parts.next()?, page, settings)?;
    let mut is_safe = !settings.generator.escapes(page, settings);
    let value = parts.try_fold(first, |text, filter| {
        is_safe |= filter == "safe";
        filtered(&text, filter, page, settings)
    })?;
    Some(if is_safe {
        value
    } else {
        html::escape_quoted(&value)
    })
}

/// Returns the value of a quoted text or of a variable.
fn operand(name: &str, page: &Page, settings: &Settings) -> Option<String> {
    let site = settings.base_url_in(page.place.language.as_deref())?;
    let base_path = site.path().trim_end_matches('/');
    match name {
        "site.baseurl" => Some(base_path.to_owned()),
        "site.url" => Some(site.origin().ascii_serialization()),
        "site.title" => settings.feed.title.clone(),
        "page.title" | "title" => page.article.title.clone(),
        "page.url" => {
            let path = page.address.as_ref()?.path();
            // It does not say where the site stands.
            let below = path.strip_prefix(base_path);
            let below = below.filter(|below| below.starts_with('/'));
            Some(below.unwrap_or(path).to_owned())
        }
        _ => {
            let quoted = ['"', '\''].iter().find_map(|quote| {
                let text = name.strip_prefix(*quote)?.strip_suffix(*quote)?;
                (!text.contains(*quote)).then(|| text.to_owned())
            });
            let variable = || settings.generator.variable(name, page, settings);
            quoted.or_else(|| printed(&variable()?))
        }
    }
}

/// Returns what every language of templates makes of a value.
fn printed(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Int(int) => Some(int.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Str(text) => Some(text.clone()),
        // Of whole ones, some languages leave the point out.
        Value::Float(float) if float.fract() != 0.0 => Some(float.to_string()),
        _ => None,
    }
}

/// Returns what a filter makes of a text.
fn filtered(text: &str, filter: &str, page: &Page, settings: &Settings) -> Option<String> {
    let site = settings.base_url_in(page.place.language.as_deref())?;
    let (name, argument) = filter.split_once(':').unwrap_or((filter, ""));
    let argument = || operand(argument.trim(), page, settings);
    let path = || format!("/{}", text.trim_start_matches('/'));
    match name.trim() {
        "safe" => Some(text.to_owned()),
        "prepend" => Some(argument()? + text),
        "append" => Some(format!("{text}{}", argument()?)),
        "relative_url" | "url" | "absolute_url" | "htmlBaseUrl" if url::has_scheme(text) => {
            Some(text.to_owned())
        }
        "relative_url" | "url" => Some(site.path().trim_end_matches('/').to_owned() + &path()),
        "absolute_url" | "htmlBaseUrl" => {
            Some(site.as_str().trim_end_matches('/').to_owned() + &path())
        }
        _ => None,
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        format!("a {one}")
    } else {
        format!("{count} {many}")
    }
}

fn html_of<'a>(text: &'a str, format: BodyFormat, settings: &Settings) -> Cow<'a, str> {
    match format {
        BodyFormat::Markdown => {
            let flavour = settings.generator.flavour();
            Cow::Owned(markdown::to_html_by(text, flavour, &settings.markdown))
        }
        BodyFormat::Html => Cow::Borrowed(html::body(text)),
    }
}

/// Returns what stands before a mark, even if that says nothing, else the first paragraph, else the beginning.
fn excerpt(text: &str, format: BodyFormat, page: &Page, settings: &Settings) -> Option<String> {
    let own = page.article.extra.fields.get("excerpt_separator");
    let separator = own.map_or(settings.excerpt_separator.as_deref(), Value::as_str);
    let separator = separator.filter(|mark| !mark.trim().is_empty());
    let marks = MORE.iter().copied().chain(separator);
    if let Some(end) = marks.filter_map(|mark| text.find(mark)).min() {
        let flavour = settings.generator.flavour();
        let before = &text[..end];
        let said = match format {
            BodyFormat::Markdown => markdown::text_before(text, end, flavour),
            BodyFormat::Html => html::to_text(html::body(before)),
        };
        if !before.trim().is_empty() {
            return Some(said).filter(|said| !said.is_empty());
        }
    }
    let first = match format {
        BodyFormat::Markdown => markdown::first_paragraph(text),
        BodyFormat::Html => html::first_paragraph(text),
    };
    first.or_else(|| {
        let text = html::to_text(&html_of(text, format, settings));
        Some(html::beginning(&text, MAX_EXCERPT)).filter(|text| !text.is_empty())
    })
}
