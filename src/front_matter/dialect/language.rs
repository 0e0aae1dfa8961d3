//! The languages in which generators read front matter.

use super::Dialect;
use crate::error::{Error, Result};
use crate::front_matter::Syntax;

/// What generators read that do not read all that we write: their names, the languages, and how these are called.
const READ: [(&str, &[Syntax], &str); 5] = [
    ("jekyll", &[Syntax::Yaml], "`yaml`, which Jekyll reads"),
    (
        "zola",
        &[Syntax::Yaml, Syntax::Toml],
        "`yaml` or `toml`, which Zola reads",
    ),
    // JSON and TOML stand below names of their own there, `---json`.
    ("eleventy", &[Syntax::Yaml], "`yaml`, which Eleventy reads"),
    (
        "astro",
        &[Syntax::Yaml, Syntax::Toml],
        "`yaml` or `toml`, which Astro reads",
    ),
    // Members of JSON stand between lines `;;;` there, without braces.
    ("hexo", &[Syntax::Yaml], "`yaml`, which Hexo reads"),
];

impl Dialect {
    /// Fails if its generator does not read front matter in a language, as it is written here.
    ///
    /// # Errors
    ///
    /// Says what it reads.
    pub fn check_syntax(&self, syntax: Syntax) -> Result<()> {
        let row = READ.iter().find(|(name, ..)| *name == self.name);
        match row {
            Some((_, read, expected)) if !read.contains(&syntax) => Err(Error::BadSetting {
                key: "--fences".to_owned(),
                expected,
                found: format!("`{syntax}`"),
            }),
            _ => Ok(()),
        }
    }
}
