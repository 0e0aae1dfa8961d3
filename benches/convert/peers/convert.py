"""The usual way in Python: feedparser and feedgen. convert.py FEED rss|atom OUTPUT"""

import sys
from calendar import timegm
from datetime import datetime, timezone

import feedparser
from feedgen.feed import FeedGenerator

source, to, output = sys.argv[1:]


def time(parsed):
    return datetime.fromtimestamp(timegm(parsed), timezone.utc)


with open(source, "rb") as file:
    read = feedparser.parse(file.read())
feed = FeedGenerator()
feed.id(read.feed.get("id") or read.feed.link)
feed.title(read.feed.title)
feed.link(href=read.feed.link)
feed.description(read.feed.subtitle)
for item in read.entries:
    entry = feed.add_entry(order="append")
    entry.id(item.id)
    entry.title(item.title)
    entry.link(href=item.link)
    entry.published(time(item.published_parsed))
    entry.updated(time(item.get("updated_parsed") or item.published_parsed))
    entry.author(name=item.author, email="nobody@bench.example")
    entry.category([{"term": tag.term} for tag in item.tags])
    entry.summary(item.summary)
    entry.content(item.content[0].value, type="CDATA" if to == "rss" else "html")
feed.rss_file(output) if to == "rss" else feed.atom_file(output)
