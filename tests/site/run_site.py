#!/usr/bin/env python3
"""The documentation as a site of plain files, as tools/docs-site makes it.

    run_site.py RULE PROGRAM      RULE is one of the functions in `rules` below

links    Each link leads to a page and a place that are there, and no page fetches anything from a network.
search   A page opened from the disk in headless Chromium finds keys, options, messages and words, and says when there is nothing.
itself   The examples in the sources.

Exit code: 0 kept, 1 broken, 77 cannot be tried on this machine.
"""

import doctest
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = 77


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def made(folder):
    if not shutil.which("mkdocs"):
        skip("mkdocs is not here (tools/install-packages tests installs it)")
    done = subprocess.run([ROOT / "tools/docs-site", folder, sys.argv[2]], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"tools/docs-site gives {done.returncode}:\n{done.stdout}{done.stderr}")
    return Path(folder)


class Page(HTMLParser):
    """What a page links to, what it fetches, and the places within it."""

    def __init__(self, text):
        super().__init__()
        self.links, self.fetched, self.places = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        if "id" in of:
            self.places.add(of["id"])
        if tag == "a" and of.get("href"):
            self.links.append(of["href"])
        if tag == "link" or of.get("src"):
            self.fetched.append(of.get("src") or of.get("href"))


def leads_nowhere(site, path, link, pages):
    if re.match(r"[a-z]+:", link):
        return None
    file, _, place = unquote(link).partition("#")
    target = (path.parent / file).resolve() if file else path
    if not target.is_file():
        return "there is no such file"
    if place and target in pages and place not in pages[target].places:
        return "the page has no such place"
    return None


def links():
    with tempfile.TemporaryDirectory() as folder:
        site = made(folder).resolve()
        pages = {path: Page(path.read_text()) for path in sorted(site.rglob("*.html"))}
        if len(pages) < 100:
            yield f"the site has {len(pages)} pages only"
        for path, page in pages.items():
            where = path.relative_to(site).as_posix()
            for link in page.links + page.fetched:
                if path.name != "404.html" and (wrong := leads_nowhere(site, path, link, pages)):
                    yield f"{where}: {link}: {wrong}"
            yield from (f"{where}: fetches {link}" for link in page.fetched if re.match(r"https?:|//", link))
        for path in site.rglob("*.css"):
            yield from (f"{path.name}: fetches {link}" for link in re.findall(r"url\((?!data:)[^)]*\)|@import[^;]*", path.read_text()))
        for path in sorted((ROOT / "docs").glob("*.md")):
            if not (site / "docs" / path.with_suffix(".html").name).exists():
                yield f"docs/{path.name} has no page"


# What is asked, and where the first place that is found has to lead.
ASKED = {
    "E031": r"docs/errors\.html#e031",
    "--junit": r"commands/check\.html#options",
    "horizon": r"docs/scenario-reference\.html#scenario",
    "indifference zone": r"docs/\w+\.html#",
    "tonne-km": r"docs/metrics\.html#",
    "INSTALLING": r"docs/install\.html|docs/index\.html",
}


def search():
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        skip("no chromium is here")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as profile:
        site = made(folder)

        def found(words):
            address = f"file://{site}/docs/concepts.html?q={quote(words)}"
            done = subprocess.run([chromium, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--virtual-time-budget=5000",
                                   "--dump-dom", address], capture_output=True, text=True, timeout=120)
            return re.search(r'<div id="found".*?</div>', done.stdout, re.S)[0]

        for words, place in ASKED.items():
            shown = found(words)
            first = re.search(r'<li><a href="([^"]+)"', shown)
            if not first or not re.search(place, first[1]):
                yield f"{words} leads to {first[1] if first else 'nothing'}, expected {place}"
            elif not (site / "docs" / first[1].split("#")[0]).is_file():
                yield f"{words} leads to {first[1]}, which is not there"
        if "nothing has all of these words" not in found("horizon xyzzyx"):
            yield "what is nowhere is found"


def itself():
    spec = importlib.util.spec_from_file_location("stage", ROOT / "tools/site/stage.py")
    stage = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stage)
    failed, tried = doctest.testmod(stage)
    if failed or not tried:
        yield f"{failed} of {tried} examples of tools/site/stage.py fail"


rules = {rule.__name__: rule for rule in (links, search, itself)}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in rules:
        sys.exit(f"usage: run_site.py {'|'.join(rules)} PROGRAM")
    breaches = list(rules[sys.argv[1]]())
    print("\n".join(breaches) if breaches else "kept")
    sys.exit(1 if breaches else 0)
