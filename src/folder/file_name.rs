//! Names of files for articles, such as `{date}-{slug}.md`: safe on every system, the same in every run.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use super::file_template::FileTemplate;
use crate::formats::identity;
use crate::front_matter::{self, Dialect};
use crate::model::Article;

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
pub(crate) struct Names {
    template: FileTemplate,
    /// In lower case, since some file systems do not tell cases apart.
    taken: HashSet<String>,
    /// The files that hold an article, by its identity.
    files: HashMap<String, Vec<String>>,
    /// How many articles that will come bear an identity.
    counts: HashMap<String, usize>,
    /// The number to try next for a name that is taken.
    next: HashMap<String, usize>,
}

impl Names {
    /// Looks at a folder into which `articles` will go. One that does not exist, and files that cannot be read, hold no
    /// articles; nor do links and pipes. Their keys have the names of the dialect.
    pub(crate) fn of_folder(folder: &Path, articles: &[Article], dialect: &Dialect) -> Self {
        let mut names = Self {
            template: FileTemplate::of(dialect),
            ..Self::default()
        };
        for article in articles {
            *names.counts.entry(identity::of(article)).or_default() += 1;
        }
        let Ok(entries) = fs::read_dir(folder) else {
            return names;
        };
        let mut files: Vec<(String, bool)> = entries
            .flatten()
            .filter_map(|entry| {
                Some((
                    entry.file_name().into_string().ok()?,
                    entry.file_type().is_ok_and(|kind| kind.is_file()),
                ))
            })
            .collect();
        // `a.md` comes before `a-2.md`, so that equal articles keep their order.
        files.sort_by_key(|(name, _)| (name.len(), name.clone()));
        for (name, is_file) in files {
            names.taken.insert(name.to_lowercase());
            if is_file
                && name.ends_with(".md")
                && let Ok(text) = fs::read_to_string(folder.join(&name))
                && let Ok(article) = front_matter::read_in(dialect, &text, &mut Vec::new())
            {
                names
                    .files
                    .entry(identity::of(&article))
                    .or_default()
                    .push(name);
            }
        }
        names
    }

    /// Returns the name of the file that holds this article, or a new one.
    pub(crate) fn name(&mut self, article: &Article) -> String {
        let own = identity::of(article);
        let stem = self.template.path(article, &own);
        if let Some(name) = self.existing(&own, &stem) {
            return name;
        }
        let mut name = format!("{stem}.md");
        while !self.taken.insert(name.to_lowercase()) {
            let number = self.next.entry(stem.clone()).or_insert(2);
            name = format!("{stem}-{number}.md");
            *number += 1;
        }
        name
    }

    /// A file with this identity is the article's if it bears its name, or if neither has a rival.
    fn existing(&mut self, own: &str, stem: &str) -> Option<String> {
        let is_alone = self.counts.get(own).is_none_or(|count| *count == 1);
        let files = self.files.get_mut(own)?;
        let is_own_name = |name: &String| {
            let number = name
                .strip_prefix(stem)
                .and_then(|rest| rest.strip_suffix(".md"));
            number.is_some_and(|number| {
                number.is_empty()
                    || number
                        .strip_prefix('-')
                        .is_some_and(|n| n.parse::<usize>().is_ok())
            })
        };
        let index = files.iter().position(is_own_name);
        index
            .or((is_alone && files.len() == 1).then_some(0))
            .map(|index| files.remove(index))
    }
}

/// Returns whether a name means something else to some systems.
pub(crate) fn is_reserved(slug: &str) -> bool {
    let is_port = |name: &str| {
        slug.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    RESERVED.contains(&slug) || is_port("com") || is_port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;

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
