"""What the measuring scripts of this folder share: running a command and saying what it cost, and tables of figures."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """A command failed or a measurement cannot be made; the text says why, for people."""


@dataclass
class Cost:
    """What a command took."""
    wall: float         # seconds
    cpu: float          # seconds, user and system, of the process and of all children that it waited for
    largest_mb: float   # largest resident size (10^6 bytes) of any single one of its processes, as the kernel knows it
    together_mb: float  # largest sum of the resident sizes of all its processes, sampled; what they share is counted once


def children(pid):
    """The process ids of all descendants of a process."""
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                found += [child, *children(child)]
    except (FileNotFoundError, ProcessLookupError):
        pass  # It ended while we were looking, as processes do.
    return found


def resident_mb(pid):
    """Resident size of one process; 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def together_now_mb(pids, least):
    """Memory of all these processes; 0 where it is less than `least`, for counting what is shared takes the kernel
    some milliseconds, in which the process does not get memory."""
    if sum(map(resident_mb, pids)) <= least:
        return 0.0
    total = 0.0
    for pid in pids:
        try:
            shares = re.search(r"^Pss:\s+(\d+) kB$", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += int(shares[1]) * 1024 / 1e6 if shares else 0.0
    return total


def run(command, *, accept=(0,), environment=None, given=None, output=None):
    """Runs a command to its end and returns its Cost. `given` is its standard input as text, `output` an open file for
    its standard output. Raises Failed with the end of its messages unless its exit status is among `accept`."""
    command = [str(word) for word in command]
    if not shutil.which(command[0]):
        raise Failed(f"there is no program {command[0]}")
    with tempfile.TemporaryFile() as messages, tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as unwanted, \
            tempfile.NamedTemporaryFile(mode="r") as usage:
        text.write((given or "").encode())
        text.seek(0)
        # GNU time and not wait4: what Linux counts as the peak of a child begins with the size of the process that
        # forked it, which would be this one.
        timed = ["/usr/bin/time", "--quiet", "--output", usage.name, "--format", "%U %S %M", "--", *command]
        started = time.monotonic()
        process = subprocess.Popen(timed, stdin=text, stdout=output or unwanted, stderr=messages,
                                   env={**os.environ, **(environment or {})})
        together = 0.0
        ended = threading.Event()

        def watch():
            nonlocal together
            while not ended.wait(0.1):
                together = max(together, together_now_mb(children(process.pid), together))

        watcher = threading.Thread(target=watch)
        watcher.start()
        process.wait()
        elapsed = time.monotonic() - started
        ended.set()
        watcher.join()
        if process.returncode not in accept:
            messages.seek(0)
            last = messages.read().decode(errors="replace").strip()[-1500:]
            raise Failed(f"{Path(command[0]).name} ended with status {process.returncode}: {last}")
        user, system, largest_kib = map(float, usage.read().split())
    largest = largest_kib * 1024 / 1e6
    return Cost(elapsed, user + system, largest, max(together, largest))


def answer(command, *, environment=None):
    """What a short command prints. Raises Failed where it fails."""
    with tempfile.TemporaryFile() as output:
        run(command, environment=environment, output=output)
        output.seek(0)
        return output.read().decode()


def files_below(path):
    """All files of a folder, or the file itself."""
    path = Path(path)
    return [path] if path.is_file() else [file for file in sorted(path.rglob("*")) if file.is_file()]


def read_through(path):
    """Reads every byte, so that each measured command finds its input in the page cache alike; first lets what earlier
    commands wrote reach the disk, so that nobody pays for another. Returns the bytes read."""
    os.sync()
    size = 0
    for file in files_below(path):
        with open(file, "rb") as bytes_in:
            while piece := bytes_in.read(1 << 20):
                size += len(piece)
    return size


def disk_mb(path):
    """Megabytes (10^6 bytes) that files take on the disk."""
    return sum(file.stat().st_blocks for file in files_below(path)) * 512 / 1e6


def require_free(folder, needed_bytes, what):
    """Raises Failed where a folder's file system has less room than is needed."""
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        raise Failed(f"{what} needs about {needed_bytes / 1e9:.1f} GB, and {folder} has {free / 1e9:.1f} GB free; "
                     "--work names another folder")


def script(name, *arguments):
    """Runs one of the project's scripts; what it says goes to standard error."""
    done = subprocess.run([PROJECT / "scripts" / name, *arguments], stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise Failed(f"scripts/{name} {' '.join(arguments)} failed")


def program(folder, name):
    """One of our programs in a build folder, or in a folder as they are installed."""
    for path in (Path(folder) / name, Path(folder) / Path(name).name):
        if path.is_file():
            return path.resolve()
    raise Failed(f"there is no {Path(name).name} in {folder}")


def has_jobs(indexer):
    """Whether this news-indexer can be told a number of workers; all of its options may be under --help-all."""
    try:
        said = answer([indexer, "--help-all"])
    except Failed:
        said = answer([indexer, "--help"])
    return re.search(r"--jobs\b|(?<!\S)-j\b", said) is not None


def print_table(head, rows):
    """The first column to the left, the others to the right; a row that is a text stands as it is."""
    cells = [head, *(row for row in rows if not isinstance(row, str))]
    widths = [max(len(str(row[column])) for row in cells) for column in range(len(head))]
    for row in [head, *rows]:
        if isinstance(row, str):
            print(row)
        else:
            print("  ".join(str(cell).ljust(width) if column == 0 else str(cell).rjust(width)
                            for column, (cell, width) in enumerate(zip(row, widths))).rstrip())
    print()
