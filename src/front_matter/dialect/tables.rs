//! The key names of each dialect: one table a dialect, one line a field.
//!
//! A line names the field, the keys under which it is read (the first that says something and makes sense counts, and its own
//! name always does), the first of which is written, and the form of the value.

use super::shape::Shape::{
    self, Address, Addresses, Count, Date, Draft, FileName, Flag, Html, Images, ListOnly, Names,
    OneOf, People, Person, Picture, Place, Plain, Table, Terms, Text, TextOnly, Texts, Words,
};

/// One line.
pub(super) type Line = (&'static str, &'static [&'static str], Shape);

/// A list whose single item is one item, spaces or not.
const LIST: Shape = Shape::List(None);

/// Forms of dates that Eleventy reads beside those of all.
const SPACED: &[&str] = &["0000-00-00 00:00:00"];

/// The same of Hugo.
const OFFSET: &[&str] = &["0000-00-00 00:00:00", "0000-00-00 00:00:00 +0000"];

/// The same of those whose languages read any date. What has no seconds is on the clocks of the site to Jekyll, and what has them
/// is not.
const LOOSE: &[&str] = &[
    "0000-00-00 00:00:00",
    "0000-00-00 00:00:00 +0000",
    "0000-00-00 00:00",
    "0000-00-00 00:00 +0000",
    "0000-00-00T00:00",
    "aaa 00 0000",
];

/// Names of [parts of addresses](https://jekyllrb.com/docs/permalinks/#placeholders), and of whole patterns, in Jekyll.
const JEKYLL_PARTS: &[&str] = &[
    "title",
    "slug",
    "name",
    "basename",
    "path",
    "categories",
    "slugified_categories",
    "collection",
    "output_ext",
    "year",
    "short_year",
    "month",
    "i_month",
    "short_month",
    "long_month",
    "day",
    "i_day",
    "y_day",
    "w_year",
    "week",
    "w_day",
    "short_day",
    "long_day",
    "hour",
    "minute",
    "second",
    "date",
    "pretty",
    "ordinal",
    "weekdate",
    "none",
];

/// The same in [Hugo](https://gohugo.io/content-management/urls/#tokens), which ends at any other.
const HUGO_PARTS: &[&str] = &[
    "title",
    "slug",
    "filename",
    "contentbasename",
    "slugorfilename",
    "slugorcontentbasename",
    "section",
    "sections",
    "sectionslug",
    "sectionslugs",
    "year",
    "month",
    "monthname",
    "day",
    "weekday",
    "weekdayname",
    "yearday",
];

/// Languages of texts in Hugo.
const MARKUPS: &[&str] = &[
    "ad",
    "adoc",
    "asciidoc",
    "asciidocext",
    "goldmark",
    "htm",
    "html",
    "markdown",
    "md",
    "mdown",
    "org",
    "pandoc",
    "pdc",
    "rst",
];

/// What Zola sorts the pages of a section by.
const ORDERS: &[&str] = &[
    "date",
    "update_date",
    "title",
    "title_bytes",
    "weight",
    "slug",
    "none",
];

/// Our own names; those of others stand in where ours are absent.
pub(super) static ARTICLE: [Line; 11] = [
    ("title", &["title", "name"], Text),
    ("excerpt", &["excerpt", "description", "summary"], Text),
    (
        "publishedDateTime",
        &["publishedDateTime", "date", "pubDate"],
        Text,
    ),
    (
        "updatedDateTime",
        &["updatedDateTime", "updated", "lastmod", "last_modified_at"],
        Text,
    ),
    ("locale", &["locale", "lang"], Text),
    (
        "provider.authors",
        &["provider.authors", "authors", "author"],
        People,
    ),
    ("topics", &["topics"], LIST),
    ("categories", &["categories"], LIST),
    ("tags", &["tags"], LIST),
    ("images", &["images", "image"], Images),
    ("permalink", &["path", "permalink", "url"], Text),
];

/// <https://jekyllrb.com/docs/front-matter/>, and the plugins jekyll-feed, jekyll-seo-tag and jekyll-redirect-from.
pub(super) static JEKYLL: [Line; 18] = [
    ("title", &["title"], Text),
    ("publishedDateTime", &["date"], Date(LOOSE)),
    (
        "updatedDateTime",
        &["last_modified_at", "updated"],
        Date(LOOSE),
    ),
    ("excerpt", &["excerpt", "description"], Html),
    ("category", &["category"], Text),
    ("categories", &["categories"], Words),
    // Several below the word for one are several.
    ("categories", &["category"], ListOnly),
    ("topics", &["tags"], Words),
    ("topics", &["tag"], LIST),
    ("published", &["published"], Flag),
    ("published", &["draft"], Draft),
    // The plugins take a list under `author` for a name, and one under `image` for an address.
    ("provider.authors", &["author"], Person),
    ("provider.authors", &["authors"], People),
    ("images", &["image", "images"], Picture),
    ("webUrl", &["canonical_url"], Text),
    ("locale", &["lang"], Text),
    ("permalink", &["permalink"], Place(JEKYLL_PARTS)),
    ("aliases", &["redirect_from"], Plain),
];

/// What files of which no generator is known have beside the names of Jekyll: the
/// [map of dates](https://squidfunk.github.io/mkdocs-material/plugins/blog/#meta.date) of Material for MkDocs.
pub(super) static MANY: [Line; 2] = [
    ("publishedDateTime", &["date.created"], Date(LOOSE)),
    ("updatedDateTime", &["date.updated"], Date(LOOSE)),
];

/// <https://gohugo.io/content-management/front-matter/>; what Hugo does not know stands under `params`.
pub(super) static HUGO: [Line; 36] = [
    ("title", &["title", "linkTitle"], Text),
    ("linkTitle", &["linkTitle"], Plain),
    (
        "publishedDateTime",
        &["date", "publishDate", "publishdate", "pubdate"],
        Date(OFFSET),
    ),
    ("updatedDateTime", &["lastmod", "modified"], Date(OFFSET)),
    (
        "excerpt",
        &["summary", "description", "params.description"],
        Shape::Markdown,
    ),
    ("description", &["description"], Plain),
    ("keywords", &["keywords"], Plain),
    ("category", &["params.category", "category"], Text),
    ("categories", &["categories"], LIST),
    ("topics", &["tags"], LIST),
    ("published", &["draft"], Draft),
    // Themes go through a list of names, as Hugo's own templates do through one of addresses, and fail at anything else.
    ("provider.authors", &["authors", "author"], Names),
    (
        "images",
        // Hugo's own templates go through a list of addresses, and fail at anything else.
        &[
            "images",
            "cover",
            "featured_image",
            "featuredImage",
            "featureimage",
            "image",
        ],
        Addresses,
    ),
    (
        "webUrl",
        &["params.canonicalURL", "canonicalURL", "canonical"],
        Text,
    ),
    ("locale", &["lang"], Text),
    ("permalink", &["url"], Place(HUGO_PARTS)),
    // Hugo's own names a template.
    ("template", &["type"], Plain),
    // One that is not there counts for nothing.
    ("layout", &["layout"], Plain),
    ("type", &["params.contentType", "contentType"], Text),
    ("slug", &["slug"], Text),
    ("aliases", &["aliases"], Plain),
    ("weight", &["weight"], Count),
    ("publishDate", &["publishDate"], Date(OFFSET)),
    ("expiryDate", &["expiryDate", "unpublishdate"], Date(OFFSET)),
    ("build", &["build"], Table),
    ("_build", &["_build"], Table),
    ("cascade", &["cascade"], Shape::Tables),
    ("headless", &["headless"], Flag),
    ("isCJKLanguage", &["isCJKLanguage"], Flag),
    ("markup", &["markup"], OneOf(MARKUPS)),
    ("menu", &["menu"], Plain),
    ("menus", &["menus"], Plain),
    ("outputs", &["outputs"], Texts),
    ("resources", &["resources"], Shape::Tables),
    ("sitemap", &["sitemap"], Table),
    ("translationKey", &["translationKey"], Plain),
];

/// Keys that Hugo knows at the top alone: under `params` they are the site's own.
pub(super) static HUGO_TOP: [&str; 28] = [
    "_build",
    "aliases",
    "build",
    "cascade",
    "date",
    "description",
    "draft",
    "expiryDate",
    "headless",
    "isCJKLanguage",
    "keywords",
    "lastmod",
    "layout",
    "linkTitle",
    "markup",
    "menu",
    "menus",
    "outputs",
    "publishDate",
    "resources",
    "sitemap",
    "slug",
    "title",
    "translationKey",
    "type",
    "unpublishdate",
    "url",
    "weight",
];

/// <https://www.getzola.org/documentation/content/page/#front-matter>; what Zola does not know stands under `extra`. It refuses
/// a page in which a value has another form than these.
pub(super) static ZOLA: [Line; 28] = [
    ("title", &["title"], TextOnly),
    ("publishedDateTime", &["date"], Date(&[])),
    ("updatedDateTime", &["updated"], Date(&[])),
    ("excerpt", &["description"], TextOnly),
    // Those of the site's own first: ours join them.
    ("taxonomies", &["taxonomies"], Terms),
    ("categories", &["taxonomies.categories"], Texts),
    ("topics", &["taxonomies.tags", "tags"], Texts),
    ("published", &["draft"], Draft),
    ("provider.authors", &["authors", "author"], Names),
    ("images", &["extra.image", "image"], Images),
    ("webUrl", &["extra.canonical", "canonical"], Text),
    ("permalink", &["path"], Place(&[])),
    ("slug", &["slug"], TextOnly),
    ("template", &["template"], FileName),
    ("weight", &["weight"], Count),
    ("in_search_index", &["in_search_index"], Flag),
    ("aliases", &["aliases"], Texts),
    ("render", &["render"], Flag),
    // Of [sections](https://www.getzola.org/documentation/content/section/#front-matter); in pages they are nothing.
    ("sort_by", &["sort_by"], OneOf(ORDERS)),
    ("page_template", &["page_template"], FileName),
    ("paginate_by", &["paginate_by"], Count),
    ("paginate_path", &["paginate_path"], TextOnly),
    ("paginate_reversed", &["paginate_reversed"], Flag),
    (
        "insert_anchor_links",
        &["insert_anchor_links"],
        OneOf(&["left", "right", "heading", "none"]),
    ),
    ("transparent", &["transparent"], Flag),
    ("redirect_to", &["redirect_to"], TextOnly),
    ("generate_feeds", &["generate_feeds"], Flag),
    ("generate_feed", &["generate_feed"], Flag),
];

/// Keys that Zola knows at the top alone: under `extra` they are the site's own.
pub(super) static ZOLA_TOP: [&str; 23] = [
    "aliases",
    "date",
    "description",
    "draft",
    "generate_feed",
    "generate_feeds",
    "in_search_index",
    "insert_anchor_links",
    "page_template",
    "paginate_by",
    "paginate_path",
    "paginate_reversed",
    "path",
    "redirect_to",
    "render",
    "slug",
    "sort_by",
    "taxonomies",
    "template",
    "title",
    "transparent",
    "updated",
    "weight",
];

/// <https://www.11ty.dev/docs/data-frontmatter/>.
pub(super) static ELEVENTY: [Line; 12] = [
    ("title", &["title"], Text),
    ("publishedDateTime", &["date"], Date(SPACED)),
    ("updatedDateTime", &["updated", "modified"], Date(SPACED)),
    ("excerpt", &["description", "excerpt", "summary"], Text),
    ("categories", &["categories"], LIST),
    ("topics", &["tags"], LIST),
    ("published", &["draft"], Draft),
    ("provider.authors", &["author", "authors"], People),
    ("images", &["image", "images"], Images),
    ("webUrl", &["canonical"], Text),
    ("locale", &["lang"], Text),
    ("permalink", &["permalink"], Shape::Template),
];

/// <https://docs.astro.build/en/guides/content-collections/>, with the names of the official blog template.
pub(super) static ASTRO: [Line; 13] = [
    ("title", &["title"], Text),
    (
        "publishedDateTime",
        &["pubDate", "publishDate", "date", "pubDatetime"],
        Date(LOOSE),
    ),
    ("publishedDateTime", &["published"], Shape::DateOnly),
    (
        "updatedDateTime",
        &["updatedDate", "updated", "modDatetime", "updateDate"],
        Date(LOOSE),
    ),
    ("excerpt", &["description", "excerpt"], Text),
    ("category", &["category"], Text),
    ("categories", &["categories"], LIST),
    ("topics", &["tags"], LIST),
    ("published", &["draft"], Draft),
    ("provider.authors", &["author", "authors"], People),
    (
        "images",
        &["heroImage", "image", "cover", "ogImage"],
        Address,
    ),
    ("webUrl", &["canonicalURL", "canonical"], Text),
    ("locale", &["lang"], Text),
];

/// <https://hexo.io/docs/front-matter>.
pub(super) static HEXO: [Line; 12] = [
    ("title", &["title"], Text),
    ("publishedDateTime", &["date"], Date(LOOSE)),
    ("updatedDateTime", &["updated"], Date(LOOSE)),
    ("excerpt", &["excerpt", "description"], Html),
    ("categories", &["categories", "category"], LIST),
    ("topics", &["tags"], LIST),
    ("published", &["published"], Flag),
    ("published", &["draft"], Draft),
    ("provider.authors", &["author", "authors"], People),
    ("images", &["cover", "thumbnail", "image"], Address),
    ("locale", &["lang"], Text),
    ("permalink", &["permalink"], Place(&[])),
];
