//! Texts of strangers, in which a generator finds nothing to run.

use std::borrow::Cow;

use super::Dialect;
use crate::model::{Article, Body, BodyFormat};
use crate::text::template::{self, Language};
use crate::text::{html, markdown};

impl Dialect {
    /// Returns the language of tags that the generator runs in bodies.
    pub fn template_language(&self) -> Option<Language> {
        match self.name {
            "jekyll" => Some(Language::Liquid),
            // Eleventy's files are in Liquid, unless they say otherwise: Nunjucks has the same tags, and more.
            "eleventy" | "hexo" => Some(Language::Nunjucks),
            "hugo" => Some(Language::Hugo),
            "zola" => Some(Language::Zola),
            _ => None,
        }
    }

    /// Takes out of the article of a stranger what the generator would run: see [`neutralised`](Self::neutralised). Pages of
    /// Jekyll show titles and names as HTML: there they have no tags.
    pub fn neutralise(&self, article: &mut Article) {
        article.body = article.body.take().map(|body| self.neutralised(body));
        if self.name != "jekyll" {
            return;
        }
        let authors = article.provider.iter_mut().flat_map(|own| &mut own.authors);
        let texts = authors.filter_map(|author| author.name.as_mut());
        let texts = texts.chain(&mut article.title).chain(&mut article.category);
        let texts = texts
            .chain(&mut article.topics)
            .chain(&mut article.categories);
        for text in texts.filter(|text| html::may_begin_tag(text)) {
            *text = text.replace('<', "&lt;");
        }
    }

    /// Returns the body of a stranger, in which the generator finds no tag of its own, and in HTML no Markdown. Markdown that it
    /// could take for something else than CommonMark does becomes HTML.
    pub fn neutralised(&self, mut body: Body) -> Body {
        let is_own = || match self.name {
            // Each reads Markdown in a way of its own, and leaves any element and address in it. (Hexo also runs tags in what
            // Markdown has become, and there references are characters again: in HTML they stay.)
            "jekyll" | "hexo" => !markdown::is_harmless_anywhere(&body.text),
            // It looks for its page, and fails without.
            "zola" => markdown::addresses(&body.text).any(|address| address.starts_with("@/")),
            _ => false,
        };
        if body.format == BodyFormat::Markdown && is_own() {
            let html = markdown::to_html(&body.text);
            body.text = html::sanitise(&html, || None).into_owned();
            body.format = BodyFormat::Html;
        }
        if body.format == BodyFormat::Markdown
            && self.name == "jekyll"
            && let Cow::Owned(text) = markdown::without_chance_marks(&body.text)
        {
            body.text = text;
        }
        if let Some(language) = self.template_language() {
            let neutral = match body.format {
                BodyFormat::Html => template::neutralise(&body.text, language),
                BodyFormat::Markdown => template::neutralise_markdown(&body.text, language),
            };
            if let Cow::Owned(text) = neutral {
                body.text = text;
            }
        }
        if body.format == BodyFormat::Html
            && !self.is_own()
            && let Cow::Owned(text) = html::in_blocks(&body.text)
        {
            body.text = text;
        }
        body
    }
}
