#!/usr/bin/env python3
"""Writes feeds, the same ones every time: corpus.py rss|atom BYTES FILE | corpus.py many COUNT BYTES FOLDER

A feed has as many entries of some 2.5 kB as make up BYTES: title, address, identity, dates, author, labels, a summary and
a text in HTML, as a blog's feed has. `many` writes COUNT of them, RSS and Atom by turns. Prints how many entries there are.
"""

import os
import random
import sys
from datetime import datetime, timedelta, timezone
from html import escape

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from words import WORDS  # noqa: E402

SEED = 20110411
START = datetime(2025, 3, 1, 6, 0, 0, tzinfo=timezone.utc)
AUTHORS = ["Ada Marsh", "Ben Okafor", "Clara Lindqvist", "Dmitri Vale", "Elena Rossi", "Farid Haddad", "Grace Kim"]
TITLES = ["{} & {}", "Café {}: {}", "Why {} < {}", "“{}” — {}", "東京の{}と{}", "{}, {} and more", "The {} of {}"]


def main():
    kind, *rest = sys.argv[1:]
    if kind == "many":
        count, size, folder = int(rest[0]), int(rest[1]), rest[2]
        os.makedirs(folder)
        entries = 0
        for number in range(count):
            path = os.path.join(folder, f"{number:04}.xml")
            entries += write(path, FORMATS["atom" if number % 2 else "rss"], size, number)
    else:
        entries = write(rest[1], FORMATS[kind], int(rest[0]), 0)
    print(entries)


def write(path, form, size, number):
    choice = random.Random(SEED + number)
    head, entry, foot = form
    written = entries = 0
    site = f"https://feed-{number}.example"
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        written += file.write(head(site, number))
        while written < size or not entries:
            written += file.write(entry(*article(choice, site, entries)))
            entries += 1
        file.write(foot)
    return entries


def article(choice, site, at):
    def words(count):
        return " ".join(choice.choices(WORDS, k=count))

    def paragraph():
        text = f"{words(30)}, <em>{words(2)}</em> {words(18)} <a href=\"{site}/{words(1)}/?a={at}&amp;b=1\">{words(3)}</a>"
        return f"<p>{text.capitalize()}. {words(22).capitalize()} &amp; {words(1)}.</p>"

    title = choice.choice(TITLES).format(words(1), words(2))
    link = f"{site}/{at}-{'-'.join(choice.choices(WORDS, k=3))}/"
    parts = [paragraph(), f"<h2>{words(3).capitalize()}</h2>", paragraph()]
    kind = at % 4
    if kind == 0:
        parts.append("<ul>" + "".join(f"<li>{words(6)}</li>" for _ in range(4)) + "</ul>")
    elif kind == 1:
        parts.append(f'<p><img src="{site}/images/{at}.jpg" alt="{words(3)}" width="640" height="480"/></p>')
    elif kind == 2:
        parts.append(f"<pre><code>let {words(1)} = &lt;{words(1)}&gt;;\n{words(4)}</code></pre>")
    else:
        parts.append(f"<blockquote><p>{words(16)}</p></blockquote>")
    parts += [paragraph(), paragraph()]
    date = START - timedelta(minutes=97 * at)
    labels = sorted(set(choice.choices(WORDS, k=3)))
    return title, link, date, choice.choice(AUTHORS), labels, f"{words(16).capitalize()}.", "\n".join(parts)


def rss_head(site, number):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
        f"<title>Feed {number}</title>\n<link>{site}/</link>\n<description>What feed {number} says</description>\n"
        f'<language>en</language>\n<atom:link href="{site}/feed.xml" rel="self" type="application/rss+xml"/>\n'
    )


def rss_item(title, link, date, author, labels, excerpt, body):
    categories = "".join(f"<category>{label}</category>" for label in labels)
    return (
        f"<item>\n<title>{escape(title)}</title>\n<link>{link}</link>\n<guid isPermaLink=\"true\">{link}</guid>\n"
        f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} +0000</pubDate>\n<dc:creator>{author}</dc:creator>\n{categories}\n"
        f"<description>{escape(excerpt)}</description>\n<content:encoded><![CDATA[{body}]]></content:encoded>\n</item>\n"
    )


def atom_head(site, number):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f'<title>Feed {number}</title>\n<subtitle>What feed {number} says</subtitle>\n<link href="{site}/"/>\n'
        f'<link rel="self" href="{site}/feed.xml"/>\n<id>{site}/</id>\n<updated>{START:%Y-%m-%dT%H:%M:%SZ}</updated>\n'
    )


def atom_entry(title, link, date, author, labels, excerpt, body):
    categories = "".join(f'<category term="{label}"/>' for label in labels)
    return (
        f'<entry>\n<title>{escape(title)}</title>\n<link href="{link}"/>\n<id>{link}</id>\n'
        f"<published>{date:%Y-%m-%dT%H:%M:%SZ}</published>\n<updated>{date:%Y-%m-%dT%H:%M:%SZ}</updated>\n"
        f"<author><name>{author}</name></author>\n{categories}\n<summary>{escape(excerpt)}</summary>\n"
        f'<content type="html">{escape(body)}</content>\n</entry>\n'
    )


FORMATS = {"rss": (rss_head, rss_item, "</channel>\n</rss>\n"), "atom": (atom_head, atom_entry, "</feed>\n")}

main()
