// Node with feedsmith, which reads and writes both. feedsmith.mjs FEED rss|atom OUTPUT
// run.sh copies this file to where the packages are, for that is where Node looks for them.

import fs from "node:fs";
import { generateAtomFeed, generateRssFeed, parseAtomFeed, parseRssFeed } from "feedsmith";

const [source, to, output] = process.argv.slice(2);
const text = fs.readFileSync(source, "utf8");
fs.writeFileSync(output, to === "rss" ? generateRssFeed(rss(parseAtomFeed(text))) : generateAtomFeed(atom(parseRssFeed(text))));

function rss(feed) {
  return {
    title: feed.title.value ?? feed.title,
    link: feed.links[0].href,
    description: feed.subtitle.value ?? feed.subtitle,
    items: feed.entries.map((entry) => ({
      title: entry.title.value ?? entry.title,
      link: entry.links[0].href,
      guid: { value: entry.id, isPermaLink: false },
      pubDate: new Date(entry.published),
      dc: { creators: entry.authors.map((author) => author.name) },
      categories: entry.categories.map((category) => ({ name: category.term })),
      description: entry.summary.value ?? entry.summary,
      content: { encoded: entry.content.value ?? entry.content },
    })),
  };
}

function atom(feed) {
  return {
    id: feed.link,
    title: { value: feed.title },
    subtitle: { value: feed.description },
    links: [{ href: feed.link }],
    updated: new Date(feed.items[0].pubDate),
    entries: feed.items.map((item) => ({
      id: item.guid.value,
      title: { value: item.title },
      links: [{ href: item.link }],
      published: new Date(item.pubDate),
      updated: new Date(item.pubDate),
      authors: item.dc.creators.map((name) => ({ name })),
      categories: item.categories.map((category) => ({ term: category.name })),
      summary: { value: item.description },
      content: { value: item.content.encoded, type: "html" },
    })),
  };
}
