"""Parses feeds, and prints how many entries they have, and how many characters of text: parse.py LIBRARY FILE..."""

import importlib
import sys

library = importlib.import_module(sys.argv[1])
entries = characters = 0
for path in sys.argv[2:]:
    with open(path, "rb") as file:
        feed = library.parse(file.read())
    entries += len(feed.entries)
    for entry in feed.entries:
        content = entry.get("content")
        characters += len(content[0]["value"]) if content else 0
print(entries, characters)
