// The usual way in Node: rss-parser and feed. feed.mjs FEED rss|atom OUTPUT
// run.sh copies this file to where the packages are, for that is where Node looks for them.

import fs from "node:fs";
import { Feed } from "feed";
import Parser from "rss-parser";

const [source, to, output] = process.argv.slice(2);
const read = await new Parser().parseString(fs.readFileSync(source, "utf8"));
const feed = new Feed({ title: read.title, description: read.description, id: read.link, link: read.link });
for (const item of read.items) {
  feed.addItem({
    title: item.title,
    id: item.guid ?? item.id,
    link: item.link,
    date: new Date(item.isoDate),
    description: item.summary ?? item.contentSnippet,
    content: item["content:encoded"] ?? item.content,
    author: [{ name: item.creator ?? item.author }],
    category: item.categories?.map((category) => ({ name: category.$?.term ?? category })),
  });
}
fs.writeFileSync(output, to === "rss" ? feed.rss2() : feed.atom1());
