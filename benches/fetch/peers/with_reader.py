"""Fetches with the library `reader`: reader.py DATABASE add LIST | reader.py DATABASE update WORKERS"""

import sys

from reader import make_reader

database, what, how = sys.argv[1:]
with make_reader(database) as reader:
    if what == "add":
        with open(how, encoding="utf-8") as file:
            for line in file:
                reader.add_feed(line.strip())
    else:
        # All feeds, and not only those that its own hourly schedule has come to.
        reader.update_feeds(workers=int(how), scheduled=False)
