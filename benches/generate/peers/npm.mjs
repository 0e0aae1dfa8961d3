// The usual way in Node: gray-matter, markdown-it and feed. npm.mjs SITE FEED excerpt|full [LIMIT]
// run.sh copies this file to where the packages are, for that is where Node looks for them.

import fs from "node:fs";
import path from "node:path";
import { Feed } from "feed";
import matter from "gray-matter";
import MarkdownIt from "markdown-it";

const [site, output, content, limit] = process.argv.slice(2);
const markdown = new MarkdownIt({ html: true });
const posts = path.join(site, "_posts");
const config = matter(`---\n${fs.readFileSync(path.join(site, "_config.yml"), "utf8")}---\n`).data;

// Any options at all keep gray-matter from keeping every text in its cache.
const read = (name) => matter(fs.readFileSync(path.join(posts, name), "utf8"), {});

// With a limit, only the bodies that are wanted are kept: they are read again.
const articles = fs
  .readdirSync(posts)
  .filter((name) => name.endsWith(".md"))
  .map((name) => {
    const { data, content: body } = read(name);
    return { name, data, body: content === "full" && !limit ? body : undefined };
  })
  .sort((one, other) => other.data.date - one.data.date)
  .slice(0, limit ? Number(limit) : undefined);

const feed = new Feed({ title: config.title, description: config.description, id: config.url, link: config.url });
for (const { name, data, body } of articles) {
  const url = `${config.url}/${name.slice(0, -3)}/`;
  feed.addItem({
    title: data.title,
    id: url,
    link: url,
    date: data.date,
    description: data.description,
    content: content === "full" ? markdown.render(body ?? read(name).content) : undefined,
    author: [{ name: data.author }],
    category: [...data.categories, ...data.tags].map((name) => ({ name })),
  });
}
fs.writeFileSync(output, feed.rss2());
