#!/usr/bin/env python3
"""Ends with an error unless a file holds COUNT articles with their texts: check.py FORM FILE COUNT

FORM is rss, atom, json (JSON Feed), ndjson, tsv (of sfeed, or ours), or said: what a program that only parses has printed,
which is the number of articles and that of the characters of their texts.
"""

import json
import sys
import xml.etree.ElementTree as tree

# The shortest text of corpus.py has some 1,500 characters; a text can lose its markup.
LEAST = 1000
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def main():
    form, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    found = texts = 0
    if form == "said":
        with open(path, encoding="utf-8") as file:
            found, characters = (int(word) for word in file.read().split())
        texts = found if characters >= found * LEAST else 0
    else:
        for length in FORMS[form](path):
            found += 1
            texts += length >= LEAST
    if not found == texts == count:
        sys.exit(f"{path}: {found} articles, {texts} of them with a text, not {count}")
    print(f"{path}: {found} articles with texts", file=sys.stderr)


def of_rss(path):
    yield from elements(path, "item", lambda item: (item.findtext(CONTENT), item.findtext("description")))


def of_atom(path):
    def texts(entry):
        content = entry.find(f"{ATOM}content")
        return (None if content is None else "".join(content.itertext()), entry.findtext(f"{ATOM}summary"))

    yield from elements(path, f"{ATOM}entry", texts)


def elements(path, name, texts):
    for _, element in tree.iterparse(path):
        if element.tag == name:
            yield max(len(text or "") for text in texts(element))
            element.clear()


def of_json(path):
    with open(path, encoding="utf-8") as file:
        for item in json.load(file)["items"]:
            yield len(item.get("content_html") or item.get("content_text") or "")


def of_lines(path):
    """A line an article, whatever its members or columns are."""
    with open(path, encoding="utf-8", newline="\n") as file:
        yield from (len(line) for line in file)


FORMS = {"rss": of_rss, "atom": of_atom, "json": of_json, "ndjson": of_lines, "tsv": of_lines}

main()
