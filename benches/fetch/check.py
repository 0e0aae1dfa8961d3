#!/usr/bin/env python3
"""Ends with an error unless a fetcher holds what it should: check.py PROGRAM STORE ENTRIES NEW

Of ENTRIES entries, NEW are those that came later. Some peers forget entries that their feeds no longer hold, one for each
that is new: that is well, too.
"""

import os
import sqlite3
import sys

NEW = "/new-entry/"


def main():
    program, store, entries, new = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    links = list(PROGRAMS[program](store))
    found, found_new = len(links), sum(NEW in link for link in links)
    said = f"{store}: {found} entries, {found_new} of them new"
    if found not in (entries, entries - new) or found_new != new or len(set(links)) != found:
        sys.exit(f"{said}, not {entries} and {new}; {len(set(links))} different ones")
    print(said, file=sys.stderr)


def of_feedmatter(store):
    """The addresses in the front matter of all files."""
    for folder, _, names in os.walk(os.path.join(store, "articles")):
        for name in names:
            if not name.endswith(".md"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                yield next(line for line in file if line.startswith("webUrl:"))


def of_sfeed(store):
    """The third column of each feed's file."""
    folder = os.path.join(store, "feeds")
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            yield from (line.split("\t")[2] for line in file)


def of_newsboat(store):
    yield from rows(store, "SELECT url FROM rss_item WHERE deleted = 0")


def of_reader(store):
    yield from rows(store, "SELECT link FROM entries")


def rows(store, query):
    connection = sqlite3.connect(os.path.join(store, "store.db"))
    yield from (link for (link,) in connection.execute(query))
    connection.close()


PROGRAMS = {"feedmatter": of_feedmatter, "sfeed": of_sfeed, "newsboat": of_newsboat, "reader": of_reader}

main()
