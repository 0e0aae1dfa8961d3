#!/usr/bin/env python3
"""Writes COUNT small feeds twice, the same ones every time: corpus.py COUNT FOLDER

FOLDER/first holds them as they are at first, FOLDER/second as they are later: one in five has a new entry above, and its
oldest one is gone; the others are the same files. Feeds are RSS and Atom by turns, of ten entries and some 4 kB.
"""

import os
import random
import sys
from datetime import datetime, timedelta, timezone

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from words import WORDS  # noqa: E402

SEED = 20110411
ENTRIES = 10
# One feed of so many has changed.
CHANGED = 5
START = datetime(2025, 3, 1, 6, 0, 0, tzinfo=timezone.utc)


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    first, second = os.path.join(folder, "first"), os.path.join(folder, "second")
    os.makedirs(first)
    os.makedirs(second)
    for number in range(count):
        choice = random.Random(SEED + number)
        entries = [entry(choice, number, at, f"entry-{at}") for at in range(ENTRIES)]
        name = f"{number}.xml"
        write(os.path.join(first, name), number, entries, START + timedelta(days=1))
        if number % CHANGED == 0:
            entries = [entry(choice, number, -1, "new-entry"), *entries[:-1]]
            write(os.path.join(second, name), number, entries, START + timedelta(days=2))
        else:
            os.link(os.path.join(first, name), os.path.join(second, name))


def write(path, number, entries, changed):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(atom(number, entries, changed) if number % 2 else rss(number, entries, changed))
    # The server makes its validators of the time of the file and its size.
    os.utime(path, (changed.timestamp(), changed.timestamp()))


def entry(choice, number, at, name):
    title = " ".join(choice.choices(WORDS, k=5)).capitalize()
    text = " ".join(choice.choices(WORDS, k=14)).capitalize() + "."
    link = f"https://feed-{number}.example/{name}/"
    return title, link, START - timedelta(hours=7 * at), text


def rss(number, entries, changed):
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} GMT</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>\n"
        for title, link, date, text in entries
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Feed {number}</title>\n'
        f"<link>https://feed-{number}.example/</link><description>What feed {number} says</description>\n"
        f"<lastBuildDate>{changed:%a, %d %b %Y %H:%M:%S} GMT</lastBuildDate>\n{items}</channel></rss>\n"
    )


def atom(number, entries, changed):
    items = "".join(
        f'<entry><title>{title}</title><link href="{link}"/><id>{link}</id><updated>{date:%Y-%m-%dT%H:%M:%SZ}</updated>'
        f'<published>{date:%Y-%m-%dT%H:%M:%SZ}</published><content type="html">&lt;p&gt;{text}&lt;/p&gt;</content></entry>\n'
        for title, link, date, text in entries
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed {number}</title>\n'
        f'<link href="https://feed-{number}.example/"/><id>https://feed-{number}.example/</id>\n'
        f"<author><name>Nobody</name></author><updated>{changed:%Y-%m-%dT%H:%M:%SZ}</updated>\n{items}</feed>\n"
    )


main()
