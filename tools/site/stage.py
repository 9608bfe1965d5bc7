#!/usr/bin/env python3
"""What mkdocs makes the site from: the pages, and whatever they link to, laid out as in the repository.

    stage.py ROOT PROGRAM FOLDER      writes FOLDER/pages and FOLDER/mkdocs.yml

Pages are taken as they are, but for what GitHub and Python-Markdown read differently. A linked file that is no page (a scenario, a
source) becomes a page that shows it; a linked folder one that lists it. The commands' pages are asked of the program.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

FENCE = re.compile(r"^ *```")
LINK = re.compile(r"(!?\[[^\]]*\]\()([^)\s]+)(\))")
LANGUAGES = {".toml": "toml", ".py": "python", ".cpp": "cpp", ".hpp": "cpp", ".json": "json", ".txt": "cmake", ".yml": "yaml", ".yaml": "yaml", "": "text"}
PICTURES = {".png", ".svg", ".jpg"}


def outside_blocks(text):
    """Each line with whether it stands in a fenced block."""
    is_code = False
    for line in text.splitlines():
        if FENCE.match(line):
            is_code = not is_code
            yield line, True
        else:
            yield line, is_code


def as_python_reads_it(text):
    """Lists begin behind a blank line, and a "|" in code within a table needs no backslash.

    >>> print(as_python_reads_it("a:\\n- b\\n\\n| `c \\\\| d` | e |"))
    a:
    <BLANKLINE>
    - b
    <BLANKLINE>
    | `c | d` | e |
    """
    lines, before = [], ""
    for line, is_code in outside_blocks(text):
        is_item = re.match(r"(?:[-*]|\d+\.) ", line)
        if not is_code and is_item and before.strip() and not re.match(r"(?:[-*]|\d+\.|  ) ?", before):
            lines.append("")
        if not is_code and line.startswith("|"):
            line = re.sub(r"`[^`]*`", lambda code: code[0].replace("\\|", "|"), line)
        lines.append(line)
        before = line
    return "\n".join(lines)


class Stage:
    def __init__(self, root, folder):
        self.root, self.pages = root, folder / "pages"
        self.done = set()

    def name(self, path):
        return path.relative_to(self.root).as_posix()

    def write(self, name, text):
        path = self.pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def target(self, page, link):
        """Where a link of a page leads in the site; what it leads to is laid out, too."""
        if re.match(r"[a-z]+:|#", link):
            return link
        file, hash_sign, anchor = link.partition("#")
        path = Path(os.path.normpath(page.parent / file))
        if not path.exists() or self.root not in [path, *path.parents]:
            sys.exit(f"docs-site: {self.name(page)}: the link to \"{link}\" leads nowhere")
        self.add(path)
        if path.is_dir():
            file = file.rstrip("/") + ("/README.md" if (path / "README.md").exists() else "/index.md")
        elif path.suffix not in {".md", *PICTURES}:
            file += ".md"
        return file + hash_sign + anchor

    def add(self, path):
        if path in self.done:
            return
        self.done.add(path)
        if path.is_dir():
            self.add_folder(path)
        elif path.suffix == ".md":
            self.add_page(path)
        elif path.suffix in PICTURES:
            (self.pages / self.name(path)).parent.mkdir(parents=True, exist_ok=True)
            (self.pages / self.name(path)).write_bytes(path.read_bytes())
        else:
            text = path.read_text()
            fence = "~" * (1 + max([2, *(len(run) for run in re.findall(r"~+", text))]))
            self.write(self.name(path) + ".md", f"# {self.name(path)}\n\n{fence}{LANGUAGES.get(path.suffix, 'text')}\n{text}\n{fence}\n")

    def add_page(self, path):
        lines = [line if is_code else LINK.sub(lambda link: link[1] + self.target(path, link[2]) + link[3], line)
                 for line, is_code in outside_blocks(path.read_text())]
        self.write(self.name(path), as_python_reads_it("\n".join(lines)) + "\n")

    def add_folder(self, path):
        if (path / "README.md").exists():
            self.add(path / "README.md")
            return
        rows = []
        for file in sorted(path.iterdir()):
            if file.suffix in {".md", ".toml"}:
                self.add(file)
                first = next((line for line in file.read_text().splitlines() if re.match(r"# ", line)), "")
                rows.append(f"| [{file.name}]({file.name}{'' if file.suffix == '.md' else '.md'}) | {first[2:].replace('|', '&#124;')} |")
        self.write(f"{self.name(path)}/index.md", f"# {self.name(path)}\n\n| file | about |\n|---|---|\n" + "\n".join(rows) + "\n")


def sections_of(index):
    """The parts of the index page: titles, and pages with what they are called there."""
    for title, table in re.findall(r"^\*\*(.+?)\*\*\n\n((?:\|.*\n)+)", index, re.M):
        yield title, re.findall(r"^\| \[(.+?)\]\((.+?)\)", table, re.M)


def told_by(program, *words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def add_commands(stage, program):
    overview = told_by(program, "help", "--markdown")
    commands = re.findall(r"^  ([a-z]+) ", told_by(program, "help"), re.M)
    for command in commands:
        overview = overview.replace(f"| `{command}` |", f"| [`{command}`]({command}.md) |")
        stage.write(f"commands/{command}.md", as_python_reads_it(told_by(program, "help", command, "--markdown")))
    stage.write("commands/index.md", as_python_reads_it(overview))
    return [{"all commands": "commands/index.md"}, *({command: f"commands/{command}.md"} for command in commands)]


def main():
    root, program, folder = Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3])
    stage = Stage(root, folder)
    for path in [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]:
        stage.add(path)
    nav = [{"agrocap": "README.md"}]
    for title, pages in sections_of((root / "docs/index.md").read_text()):
        listed = [{called: stage.target(root / "docs/index.md", link).partition("#")[0]} for called, link in pages]
        nav.append({title: [{called: os.path.normpath("docs/" + link)} for row in listed for called, link in row.items()]})
        if title == "To look up":
            nav.append({"Commands": add_commands(stage, program)})
    nav[1:1] = [{"all pages": "docs/index.md"}]
    config = {
        "site_name": "agrocap", "docs_dir": "pages", "use_directory_urls": False, "nav": nav, "plugins": ["search"],
        "theme": {"name": None, "custom_dir": str(root / "tools/site/theme"), "search_index_only": True, "static_templates": ["404.html"]},
        "hooks": [str(root / "tools/site/anchors.py")], "extra": {"version": told_by(program, "--version").split()[1]},
        "markdown_extensions": ["tables", "fenced_code", "sane_lists", {"toc": {"permalink": "#", "toc_depth": "1-3"}}, {"codehilite": {"guess_lang": False}}],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False, indent=1))  # JSON is YAML


if __name__ == "__main__":
    main()
