#!/usr/bin/env python3
"""Runs a command and notes what it took: measure.py RECORD JOB NAME [TIMES FROM TO] COMMAND...

Appends a line of JSON to RECORD: wall seconds, CPU seconds (user and system, of the command and of the processes that
it waited for) and peak memory in MB (of the largest of them). Ends with the command's own code. With TIMES, the command
runs so often, one run after the other, with the file FROM as its input and TO as its output; noted is what one of them
took.

It imports as little as it can: Linux counts the pages that a process had before exec as its own, so the memory of this
script is the least that can be measured (about 7 MB).
"""

import os
import sys
import time


def main():
    record, job, name, *command = sys.argv[1:]
    times, source, target = 1, None, None
    if command[0].isdigit():
        times, source, target = int(command[0]), command[1], command[2]
        command = command[3:]
    cpu = memory = 0
    start = time.monotonic()
    for _ in range(times):
        child = start_of(command, source, target)
        _, status, usage = os.wait4(child, 0)
        cpu += usage.ru_utime + usage.ru_stime
        memory = max(memory, usage.ru_maxrss * 1024 / 1e6)
        code = os.waitstatus_to_exitcode(status)
        if code != 0:
            sys.exit(code if code >= 0 else 128 - code)
    wall = (time.monotonic() - start) / times
    cpu /= times
    with open(record, "a", encoding="utf-8") as file:
        file.write(
            f'{{"job": "{job}", "name": "{name}", "wall": {wall:.6f}, "cpu": {cpu:.6f}, "memory": {memory:.2f}}}\n'
        )


def start_of(command, source, target):
    """Starts it without a copy of this process, which would take longer than a small program does."""
    actions = []
    if source:
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, source, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        ]
    try:
        return os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


main()
