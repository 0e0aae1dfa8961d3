"""The usual way in Python: python-frontmatter, Markdown and feedgen. pypi.py SITE FEED excerpt|full [LIMIT]"""

import pathlib
import sys

import frontmatter
import markdown
import yaml
from feedgen.feed import FeedGenerator

site, output, content = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
limit = int(sys.argv[4]) if len(sys.argv) > 4 else None
config = yaml.safe_load((site / "_config.yml").read_text(encoding="utf-8"))
convert = markdown.Markdown(extensions=["extra"])

# With a limit, only the bodies that are wanted are kept: they are read again.
keep = content == "full" and limit is None
posts = []
for path in (site / "_posts").glob("*.md"):
    post = frontmatter.load(path)
    posts.append((path, post if keep else frontmatter.Post("", **post.metadata)))
posts.sort(key=lambda post: post[1]["date"], reverse=True)

feed = FeedGenerator()
feed.title(config["title"])
feed.link(href=config["url"])
feed.description(config["description"])
for path, post in posts[:limit]:
    entry = feed.add_entry(order="append")
    url = f"{config['url']}/{path.stem}/"
    entry.title(post["title"])
    entry.link(href=url)
    entry.guid(url, permalink=True)
    entry.published(post["date"])
    entry.author(name=post["author"], email="nobody@bench.example")
    entry.category([{"term": term} for term in [*post["categories"], *post["tags"]]])
    entry.description(post["description"])
    if content == "full":
        body = post.content if keep else frontmatter.load(path).content
        entry.content(convert.reset().convert(body), type="CDATA")
feed.rss_file(output)
