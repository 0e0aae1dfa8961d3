//! Names of files for articles: `{date}-{slug}.md`, safe on every system, the same in every run.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs;
use std::path::Path;

use crate::formats::identity;
use crate::front_matter;
use crate::model::{Article, Timestamp};
use crate::text::slug::slug;

/// Names that mean something to an operating system or to a site generator.
const RESERVED: [&str; 10] = [
    "con",
    "prn",
    "aux",
    "nul",
    "index",
    "readme",
    "conin",
    "conout",
    "license",
    "changelog",
];

/// The names in one folder: those that are taken, and by which article.
#[derive(Default)]
pub struct Names {
    /// In lower case, since some file systems do not tell cases apart.
    taken: HashSet<String>,
    /// The files that hold an article, by its identity.
    files: HashMap<String, VecDeque<String>>,
    /// The number to try next for a name that is taken.
    next: HashMap<String, usize>,
}

impl Names {
    /// Looks at a folder. One that does not exist, and files that cannot be read, hold no articles.
    pub fn of_folder(folder: &Path) -> Self {
        let mut names = Self::default();
        let Ok(entries) = fs::read_dir(folder) else {
            return names;
        };
        let mut files: Vec<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        // `a.md` comes before `a-2.md`, so that equal articles keep their order.
        files.sort_by_key(|name| (name.len(), name.clone()));
        for name in files {
            names.taken.insert(name.to_lowercase());
            let text = fs::read_to_string(folder.join(&name)).unwrap_or_default();
            if name.ends_with(".md")
                && let Ok(article) = front_matter::read(&text, &mut Vec::new())
            {
                names
                    .files
                    .entry(identity::of(&article))
                    .or_default()
                    .push_back(name);
            }
        }
        names
    }

    /// Returns the name of the file that holds this article, or a new one.
    pub fn name(&mut self, article: &Article) -> String {
        let own = identity::of(article);
        if let Some(name) = self.files.get_mut(&own).and_then(VecDeque::pop_front) {
            return name;
        }
        let stem = stem(article, &own);
        let mut name = format!("{stem}.md");
        while !self.taken.insert(name.to_lowercase()) {
            let number = self.next.entry(stem.clone()).or_insert(2);
            name = format!("{stem}-{number}.md");
            *number += 1;
        }
        name
    }
}

fn stem(article: &Article, own: &str) -> String {
    let mut slug = slug(article.title.as_deref().unwrap_or_default());
    if slug.is_empty() {
        let hash = identity::short_hash(own);
        slug = format!("item-{hash}");
    }
    let date_time = article
        .published_date_time
        .as_ref()
        .or(article.updated_date_time.as_ref());
    match date_time.map(Timestamp::to_day) {
        Some(day) => format!("{day}-{slug}"),
        None if is_reserved(&slug) => format!("{slug}-item"),
        None => slug,
    }
}

fn is_reserved(slug: &str) -> bool {
    let is_port = |name: &str| {
        slug.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    RESERVED.contains(&slug) || is_port("com") || is_port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, id: &str, date: Option<&str>) -> Article {
        Article {
            title: Some(title.to_owned()),
            id: Some(id.to_owned()),
            published_date_time: date.and_then(Timestamp::parse),
            ..Article::default()
        }
    }

    #[test]
    fn names_are_safe_and_distinct() {
        let mut names = Names::default();
        let mut name = |title, id, date| names.name(&article(title, id, date));
        assert_eq!(
            name("Hello, World", "1", Some("2020-01-30T23:30:00-02:00")),
            "2020-01-31-hello-world.md"
        );
        assert_eq!(
            name("Hello world", "2", Some("2020-01-31")),
            "2020-01-31-hello-world-2.md"
        );
        assert_eq!(
            name("Hello world!", "3", Some("2020-01-31")),
            "2020-01-31-hello-world-3.md"
        );
        assert_eq!(name("COM1", "4", None), "com1-item.md");
        assert_eq!(name("index", "5", None), "index-item.md");
        assert_eq!(name("../../etc/passwd", "6", None), "etcpasswd.md");
        assert_eq!(name("!?", "7", None).len(), "item-01234567.md".len());
    }
}
