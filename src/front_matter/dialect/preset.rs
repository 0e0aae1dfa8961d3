//! The dialects that there are by name, and what many have in common.

use std::sync::LazyLock;

use super::rule::Rule;
use super::shape::Shape;
use super::{Dialect, tables};

pub(super) static PRESETS: LazyLock<[Dialect; 7]> = LazyLock::new(|| {
    [
        Dialect::new("article", &tables::ARTICLE),
        Dialect::new("jekyll", &tables::JEKYLL),
        Dialect::new("hugo", &tables::HUGO).nested("params", &tables::HUGO_TOP),
        Dialect::new("zola", &tables::ZOLA).nested("extra", &tables::ZOLA_TOP),
        Dialect::new("eleventy", &tables::ELEVENTY),
        Dialect::new("astro", &tables::ASTRO),
        Dialect::new("hexo", &tables::HEXO),
    ]
});

/// What many have in common: the names of Jekyll, and texts for lists that are split at commas alone.
pub(super) static MANY: LazyLock<Dialect> = LazyLock::new(|| {
    let mut many = Dialect::new("many", &tables::JEKYLL);
    let lists = many.rules.iter_mut();
    for rule in lists.filter(|rule| rule.shape == Shape::Words) {
        rule.shape = Shape::List(Some(",".to_owned()));
    }
    many.rules.extend(tables::MANY.iter().map(Rule::of_line));
    many
});
