"""Whether the manual that the program writes is whole, and such that `man` shows it as it is meant."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path


def told_by(program, *words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def shown(page):
    """A page as roff's own letters are read by people."""
    text = re.sub(r"\\f[BPI]", "", page)
    for code, letter in ((r"\-", "-"), (r"\(aq", "'"), (r"\(ga", "`"), (r"\(ha", "^"), (r"\(ti", "~"), (r"\(dq", '"'), (r"\&", ""), (r"\e", "\\")):
        text = text.replace(code, letter)
    return text


def entries(page):
    """The words that a page has an entry for."""
    return re.findall(r"^\.TP\n(.*)$", page, re.M)


def cells(markdown):
    """The first cells of all tables, without their heads."""
    rows = re.findall(r"^\| (?:`((?:[^`])+)`|(\w+)) \|", markdown, re.M)
    return {(code or word).replace(r"\|", "|") for code, word in rows} - {"key", "metric", "word", "option", "dist", "distribution", "kind"}


def missing(pages, program):
    commands = re.findall(r"^  ([a-z]+) ", told_by(program, "help"), re.M)
    for command in commands:
        page = pages.get(f"man1/agrocap-{command}.1", "")
        rows = re.findall(r"^  (\S.*?)  +\S", told_by(program, "help", command).split("\n\n")[2], re.M)
        for row in rows:
            for word in row.split(", "):
                if not any(re.search(rf"(?<![\w-]){re.escape(word.split(' ')[0])}(?![\w-])", entry) for entry in entries(page)):
                    yield f"agrocap-{command}(1) has no entry for {word}"
        if command not in entries(pages["man1/agrocap.1"]):
            yield f"agrocap(1) does not list {command}"
    for name, words in (("man5/agrocap-scenario.5", ("schema", "--markdown")), ("man7/agrocap-metrics.7", ("metrics", "--markdown"))):
        for cell in cells(told_by(program, *words)) - set(entries(pages[name])):
            yield f"{name} has no entry for {cell}"
    listed = Path(__file__).resolve().parents[2] / "docs/errors.md"
    for code in set(re.findall(r"^### ([EW]\d+) ", listed.read_text(), re.M)) - set(entries(pages["man7/agrocap-messages.7"])):
        yield f"agrocap-messages(7) has no entry for {code}"


def complaints(folder):
    """What `man` says against pages, where it is there."""
    if not shutil.which("man"):
        return
    for path in sorted(Path(folder).rglob("*.[157]")):
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path], capture_output=True, text=True,
                              env=os.environ | {"LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80"})
        if done.returncode != 0 or done.stderr:
            yield f"{path.name}: man says: {done.stderr}"


def breaches(program):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "help", "--man", folder], check=True)
        pages = {path.relative_to(folder).as_posix(): shown(path.read_text()) for path in Path(folder).rglob("*.[157]")}
        yield from missing(pages, program)
        yield from complaints(folder)
        for name, page in pages.items():
            for other, section in re.findall(r"(agrocap[a-z-]*)\((\d)\)", page):
                if f"man{section}/{other}.{section}" not in pages:
                    yield f"{name} names {other}({section}), which is not there"
