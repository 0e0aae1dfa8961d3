#!/usr/bin/env python3
"""Runs a command and notes what it took: measure.py RECORD JOB NAME COMMAND...

Appends a line of JSON to RECORD: wall seconds, CPU seconds (user and system, of the command and of the processes that
it waited for) and peak memory in MB (of the largest of them). Ends with the command's own code.

It imports as little as it can: Linux counts the pages that a process had before exec as its own, so the memory of this
script is the least that can be measured (about 7 MB).
"""

import os
import sys
import time


def main():
    record, job, name, *command = sys.argv[1:]
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            os.execvp(command[0], command)
        except OSError as error:
            os.write(2, f"{command[0]}: {error.strerror}\n".encode())
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    if code == 0:
        cpu = usage.ru_utime + usage.ru_stime
        memory = usage.ru_maxrss * 1024 / 1e6
        with open(record, "a", encoding="utf-8") as file:
            file.write(
                f'{{"job": "{job}", "name": "{name}", "wall": {wall:.4f}, "cpu": {cpu:.4f}, "memory": {memory:.2f}}}\n'
            )
    sys.exit(code if code >= 0 else 128 - code)


main()
