//! Folders of articles: which files hold them, what a new file is called, and how it is written.

mod file_name;
mod file_template;
mod write;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

pub(crate) use self::file_name::is_reserved;
pub use self::file_template::FileTemplate;
pub(crate) use self::write::Growing;
pub use self::write::write_if_changed;

use self::file_name::Names;
use crate::error::{Error, Result};
use crate::front_matter::{self, Dialect, Syntax};
use crate::model::{Article, Feed, Record};

/// The file that holds what a feed says of itself, beside its articles.
pub const FEED_FILE: &str = "_feed.yml";

/// The folder in which Jekyll and Hexo keep drafts.
pub(crate) const DRAFTS: &str = "_drafts";

/// Endings of files that may hold articles.
const ENDINGS: [&str; 11] = [
    "md", "markdown", "mkd", "mkdn", "mkdown", "mdown", "mdx", "html", "htm", "njk", "liquid",
];

/// The folder of packages, which hold no articles wherever they are.
pub(crate) const PACKAGES: &str = "node_modules";

/// How much of a file is looked at for its first line.
const FIRST_BYTES: u64 = 64;

/// Data files may begin with the line that opens front matter.
const DATA_ENDINGS: [&str; 4] = ["yml", "yaml", "toml", "json"];

/// Returns whether a path leads to no place but below the folder that it is joined to, or to that folder itself.
pub(crate) fn is_below(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Returns a path that the system knows: nothing stands for the present folder.
pub(crate) fn here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

/// Returns the folder that a file is in.
pub(crate) fn folder_of(file: &Path) -> &Path {
    here(file.parent().unwrap_or(Path::new("")))
}

/// Returns the first of some files that is there.
pub(crate) fn first_file(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    names
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
}

/// Returns the path of a file below a folder, with `/` between its parts.
pub(crate) fn path_below(folder: &Path, path: &str) -> PathBuf {
    path.split('/')
        .fold(folder.to_owned(), |path, part| path.join(part))
}

/// Returns whether a path leads through a folder of drafts.
pub(crate) fn is_of_drafts(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == DRAFTS)
}

/// Returns whether a file is named as articles are.
pub(crate) fn has_content_ending(path: &Path) -> bool {
    has_ending(path, &ENDINGS)
}

/// Returns whether the name of a file has one of these endings, in any case.
pub(crate) fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| {
        let mut known = endings.iter();
        known.any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Returns every file with front matter below `folder`, by path, and what could not be looked at.
///
/// Names that begin with a dot are left out, and so are links to folders, and what packages bring along.
///
/// ```
/// use std::fs;
/// use std::path::Path;
///
/// use feedmatter::front_matter;
/// use feedmatter::folder::{FEED_FILE, article_files};
///
/// let folder = Path::new("fixtures/sites/blog");
/// let (files, failures) = article_files(folder);
/// assert!(failures.is_empty());
///
/// let mut warnings = Vec::new();
/// let mut feed = front_matter::read_feed(&fs::read_to_string(folder.join(FEED_FILE))?, &mut warnings)?;
/// for file in files {
///     let article = front_matter::read(&fs::read_to_string(&file)?, &mut warnings)?;
///     feed.articles.push(article);
/// }
/// assert_eq!(feed.title.as_deref(), Some("A blog of two posts"));
/// assert_eq!(feed.articles.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn article_files(folder: &Path) -> (Vec<PathBuf>, Vec<(PathBuf, io::Error)>) {
    let mut files = Vec::new();
    let mut failures = Vec::new();
    for entry in WalkDir::new(folder)
        .sort_by(|a, b| sort_key(a).cmp(&sort_key(b)))
        .into_iter()
        .filter_entry(is_visible)
    {
        match entry {
            Ok(entry) if !entry.path().is_file() || has_ending(entry.path(), &DATA_ENDINGS) => {}
            Ok(entry) => match begins_with_fence(entry.path()) {
                Ok(true) => files.push(entry.into_path()),
                Ok(false) => {}
                Err(error) => failures.push((entry.into_path(), error)),
            },
            Err(error) => failures.push(failure(folder, error)),
        }
    }
    (files, failures)
}

/// Returns whether a file lies in a folder of templates: what looks like front matter there is that of a page to come.
pub(crate) fn is_template(below: &Path, folder: &Path) -> bool {
    // A blog may have a section on themes: such names count only beside what a site has.
    const FOLDERS: [(&[&str], &[&str]); 3] = [
        (&["_includes", "_layouts"], &[]),
        (&["archetypes", "layouts", "themes"], &["content"]),
        (&["scaffolds"], &["source", "_config.yml"]),
    ];
    below.ancestors().skip(1).any(|path| {
        let name = path.file_name().and_then(|name| name.to_str());
        let parent = folder.join(path.parent().unwrap_or(path));
        FOLDERS.iter().any(|(names, beside)| {
            name.is_some_and(|name| names.contains(&name))
                && (beside.is_empty() || beside.iter().any(|other| parent.join(other).exists()))
        })
    })
}

/// Writes a feed as a folder: a file for each article, and one for the feed itself if it says anything.
///
/// An article that the folder holds already keeps its file, and a new one gets a name that is free, such as
/// `2021-01-02-hello.md`. A file that would not change is not touched.
///
/// ```
/// use feedmatter::front_matter::WriteOptions;
/// use feedmatter::model::{Article, Feed};
/// use feedmatter::folder::write_folder;
///
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path().join("notes");
/// let article = Article {
///     title: Some("Hello".to_owned()),
///     ..Article::default()
/// };
/// let feed = Feed {
///     articles: vec![article],
///     ..Feed::default()
/// };
/// write_folder(&folder, &feed, &WriteOptions::default())?;
/// assert_eq!(std::fs::read_to_string(folder.join("hello.md"))?, "---\ntitle: \"Hello\"\n---\n\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Fails before anything is written if an article cannot be, as [`write_with`](front_matter::write_with) does; and if the operating
/// system does, or a link stands where a file should.
pub fn write_folder(
    folder: &Path,
    feed: &Feed,
    options: &front_matter::WriteOptions<'_>,
) -> Result<()> {
    let texts = feed.articles.iter().map(|article| {
        let text = front_matter::write_with(article, options)?;
        Ok((article, text))
    });
    write_texts(folder, feed, texts.collect::<Result<_>>()?, options.dialect)
}

/// Writes a folder with those articles of a feed that have a text.
///
/// A failure names the file, if it is that of one. A link is never followed: it could lead out of the folder.
pub(crate) fn write_texts(
    folder: &Path,
    feed: &Feed,
    articles: Vec<(&Article, String)>,
    dialect: &Dialect,
) -> Result<()> {
    let own = if feed.to_map().is_empty() {
        None
    } else {
        Some(front_matter::write_feed(feed))
    };
    let own = own.transpose()?;
    fs::create_dir_all(folder).map_err(Error::io("write"))?;
    let mut names = Names::of_folder(folder, &feed.articles, dialect);
    let files = articles
        .into_iter()
        .map(|(article, text)| (folder.join(names.name(article)), text));
    for (path, text) in files.chain(own.map(|text| (folder.join(FEED_FILE), text))) {
        let written = if path.is_symlink() {
            Err(io::Error::other("it is a symbolic link"))
        } else {
            write_if_changed(&path, text.as_bytes())
        };
        written.map_err(|source| Error::io("write")(source).in_file(&path))?;
    }
    Ok(())
}

/// Returns whether a walk goes on there: names that begin with a dot are left out, and what packages bring along.
pub(crate) fn is_visible(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name();
    entry.depth() == 0 || !name.as_encoded_bytes().starts_with(b".") && name != PACKAGES
}

/// Returns what a walk through a folder could not look at, and why.
pub(crate) fn failure(folder: &Path, error: walkdir::Error) -> (PathBuf, io::Error) {
    let path = error.path().unwrap_or(folder).to_owned();
    let source = error.into_io_error();
    let source = source.unwrap_or_else(|| io::Error::other("a loop of links"));
    (path, source)
}

/// By name without its ending, so that `a.md` comes before `a-2.md`.
fn sort_key(entry: &walkdir::DirEntry) -> (OsString, OsString) {
    let path = Path::new(entry.file_name());
    (
        path.file_stem().unwrap_or_default().to_owned(),
        entry.file_name().to_owned(),
    )
}

/// A brace opens much that is no article.
pub(crate) fn begins_with_fence(path: &Path) -> io::Result<bool> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(FIRST_BYTES)
        .read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(Syntax::of(&text).is_some_and(|syntax| syntax != Syntax::Json || has_content_ending(path)))
}
