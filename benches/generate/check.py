#!/usr/bin/env python3
"""Ends with an error unless a feed holds COUNT articles with text: check.py FEED COUNT excerpt|full|any"""

import sys
import xml.etree.ElementTree as tree

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# The shortest excerpt of corpus.py has 14 words, the shortest body about 2,500 characters.
LEAST = {"excerpt": 40, "full": 2000, "any": 40}


def main():
    path, count, content = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    items = titles = excerpts = bodies = 0
    links = set()
    characters = 0
    for _, element in tree.iterparse(path):
        if element.tag != "item":
            continue
        items += 1
        titles += bool((element.findtext("title") or "").strip())
        links.add(element.findtext("link"))
        excerpt, body = element.findtext("description") or "", element.findtext(CONTENT) or ""
        # Some write the full text as the description.
        excerpts += len(excerpt) >= LEAST["excerpt"]
        bodies += max(len(excerpt), len(body)) >= LEAST["full"]
        characters += len(excerpt) + len(body)
        element.clear()
    texts = bodies if content == "full" else max(excerpts, bodies)
    said = f"{items} items, {titles} titles, {len(links)} links, {excerpts} excerpts, {bodies} bodies"
    said += f", {characters} characters"
    if not items == titles == len(links) == texts == count:
        sys.exit(f"{path}: not {count} articles ({content}): {said}")
    print(f"{path}: {said}", file=sys.stderr)


main()
