#!/usr/bin/env python3
"""What the pages show, tried on the program. One rule a run, so that CTest shows each by name.

    run_pages.py RULE PROGRAM [PAGE…]      RULE is one of the functions in `rules` below; default: all pages

commands   Each ```console block runs in a folder that belongs to its page, with the repository's `scenarios` in it. "$ " begins a
           command, "> " goes on with it, the lines below it are what it prints (stdout and stderr); a line with nothing but "…"
           stands for any lines, "…" within a line for any text. Without such lines nothing is compared. A command that fails is
           followed by its message or by "$ echo $?". Commands in the midst of a sentence must end well, too, with words in place of the
           capital ones (command_lines.py).
           A ```toml (or csv, …) block that begins with "# NAME" is the file NAME of that folder.
           AGROCAP_APPROVE=1 writes what the program prints now into the pages; read the difference before it goes in.
untried    Every other line that is for a shell has its reason in not_run.toml.
spellings  Each command that a page names is one of the program's, and takes the options shown with it.
teaching   Each teaching scenario is in the index, and gives the figures of teaching.json.
cases      Each file of the reference case is told of in its page, and gives the figures of cases.json (two years: wide, not exact).

schema     Each scenario of the repository, and each part of one that a page shows, is right by the schema that editors use.
installed  `cmake --install` gives a program that runs, its completions, its manual, the schema and the pages, whose links lead to what is there.
manual     Each option, key, metric and message has its place in the pages for `man`, and `man` has nothing to say against them.
version    The program, the build and the changelog speak of one version.
itself     The examples in this file and in command_lines.py.

Exit code: 0 kept, 1 broken (each breach is told).
"""

import difflib
import doctest
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import command_lines
from command_lines import FENCE, calls_of, made_by_consoles, reasons, shell_lines
from manual_check import breaches as breaches_of_manual
from schema_check import breaches as breaches_of_schema

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
LEFT_OUT = {"changelog.md"}  # tells of what was and of what is to come
SAVED_AS = re.compile(r"Save this as `([^`]+)`:\s*$")
APPROVE = bool(os.environ.get("AGROCAP_APPROVE"))


def pages():
    chosen = [Path(word).resolve() for word in sys.argv[3:]]
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/tutorial").glob("*.md"))]
    return [path for path in found if path.name not in LEFT_OUT and (not chosen or path in chosen)]


def name(path):
    return path.relative_to(ROOT).as_posix()


def blocks_of(text):
    """Each fenced block: its language, its text, where that begins, and the name of the file that it is, if it is one."""
    for match in FENCE.finditer(text):
        named = re.match(r"# ([\w-]+\.\w+)\n", match[2])
        saved = SAVED_AS.search(text[: match.start()])
        file = named[1] if named else saved[1] if saved else None
        yield match[1], match[2], match.start(2), file


def commands_of(block):
    """Each command of a console block, with the lines that it is to print and where they stand in the block.

    >>> commands_of("$ a\\n> b\\nc\\n$ d\\n")
    [['a\\nb\\n', 'c\\n', 8], ['d\\n', '', 14]]
    """
    found, at = [], 0
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append([line[2:], "", at + len(line)])
        elif line.startswith("> ") and not found[-1][1]:
            found[-1][0] += line[2:]
            found[-1][2] = at + len(line)
        else:
            found[-1][1] += line
        at += len(line)
    return found


def agrees(shown, printed):
    """Whether it prints what is shown.

    >>> agrees("…\\nb …\\n…\\n", "a\\nb 17\\nc\\n"), agrees("a\\n", "a\\nb\\n"), agrees("…\\n", "")
    (True, False, True)
    """
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in shown.splitlines())
    return re.fullmatch(pattern, printed) is not None


def renewed(shown, printed):
    """What is shown, as it is printed now: behind each "…" the stretch of as many lines that is most like the one shown.

    >>> renewed("…\\n  output 7\\n…\\n", "title\\n  output 8\\n  rest\\n")
    '…\\n  output 8\\n…\\n'
    """
    if "…" not in shown:
        return printed
    lines, at, result = printed.splitlines(), 0, []
    for part in re.split(r"^\s*…\n", shown, flags=re.M):
        part, first = part.splitlines(), not result
        alike = {start: sum(difflib.SequenceMatcher(None, *pair).ratio() for pair in zip(part, lines[start:]))
                 for start in ([0] if first else range(at, len(lines) + 1))}
        start = max(alike, key=alike.get) if part else at
        result.append("".join(line + "\n" for line in lines[start : start + len(part)]))
        at = start + len(part)
    return "…\n".join(result)


def without_trailing_blanks(text):
    text = re.sub(r"[ \t]+$", "", text, flags=re.M).strip("\n")
    return text + "\n" if text else ""


def environment():
    shown = {key: value for key, value in os.environ.items() if key != "AGROCAP_APPROVE"}
    return shown | {"PATH": f"{PROGRAM.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "tools/python"), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


def is_there(word):
    """Whether the shell knows the program, or the word is its own."""
    return subprocess.run(["bash", "-c", 'type -- "$1"', "bash", word], env=environment(), capture_output=True).returncode == 0


def run(command, folder, last_code):
    done = subprocess.run(["bash", "-c", f"(exit {last_code})\n{command}"], cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return without_trailing_blanks(done.stdout), done.returncode


def prepared(folder):
    """What calls in the midst of a sentence are made on, where the page has no file of that name."""
    scenario = ROOT / "scenarios/teaching/14_target.toml"
    if not Path(folder, "plant.toml").exists():
        Path(folder, "plant.toml").write_text(scenario.read_text())
    if not Path(folder, "results.json").exists():
        run("agrocap run plant.toml --quiet --replications 3 --json results.json", folder, 0)


def try_page(path):
    text = path.read_text()
    breaches, changes = [], []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "scenarios").symlink_to(ROOT / "scenarios")
        for language, block, start, file in blocks_of(text):
            if file:
                Path(folder, file).write_text(block)
            if language != "console":
                continue
            last_code, commands = 0, commands_of(block)
            for index, (command, shown, at) in enumerate(commands):
                if not is_there(command.split()[0]):
                    continue  # a program that this machine lacks, such as sqlite3
                printed, last_code = run(command, folder, last_code)
                if re.search(r"there is no package called|No module named '(?!agrocap)", printed):
                    continue  # a library that this machine lacks
                line = text[: start + at].count("\n")
                follows = index + 1 < len(commands) and commands[index + 1][0].strip() == "echo $?"
                if last_code != 0 and not shown.strip() and not follows:
                    breaches.append(f"{name(path)}:{line}: ends with {last_code}: {command}{printed}")
                if shown.strip() and not agrees(without_trailing_blanks(shown), printed):
                    lines = difflib.unified_diff(shown.splitlines(), renewed(shown, printed).splitlines(), "shown", "printed", lineterm="", n=0)
                    breaches.append(f"{name(path)}:{line}: prints something else now: {command}" + "\n".join(lines))
                    changes.append((start + at, start + at + len(shown), renewed(shown, printed)))
        prepared(folder)
        for call, filled, is_whole in calls_of(text, folder):
            if not is_whole or not all(is_there(part.split()[0]) for part in re.split(r"[|;]|&&", filled) if part.split()):
                continue
            printed, code = run(filled, folder, 0)
            if code != 0:
                breaches.append(f"{name(path)}: ends with {code}: {call}\n{printed}")
    if APPROVE and changes:
        for begin, end, printed in reversed(changes):
            text = text[:begin] + printed + ("\n" if text[begin:end].endswith("\n\n") else "") + text[end:]
        path.write_text(text)
    return breaches


def commands():
    with ThreadPoolExecutor(2) as pool:
        for breaches in pool.map(try_page, pages()):
            yield from breaches


def untried():
    known, seen = reasons(), set()
    for path in pages():
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "scenarios").symlink_to(ROOT / "scenarios")
            for _, block, _, file in blocks_of(path.read_text()):
                if file:
                    Path(folder, file).write_text(block)
            for file in {"plant.toml", "results.json"} | made_by_consoles(path.read_text()):
                Path(folder, file).touch()
            lines = set(shell_lines(path.read_text())) | {call for call, _, is_whole in calls_of(path.read_text(), folder) if not is_whole}
        for line in sorted(lines - {line for page, line in known if page == name(path)}):
            yield f"{name(path)}: nobody tries \"{line}\": make it a ```console block, or give the reason in tests/pages/not_run.toml"
        seen |= {(name(path), line) for line in lines}
    if len(sys.argv) <= 3:
        yield from (f"tests/pages/not_run.toml: {page} has no line \"{line}\"" for page, line in known if (page, line) not in seen)


def help_of(command, known={}):
    if command not in known:
        done = subprocess.run([PROGRAM, "help", *([command] if command else [])], capture_output=True, text=True)
        known[command] = done.stdout if done.returncode == 0 else ""
    return known[command]


def spellings():
    every = set(re.findall(r"^  ([a-z]+) ", help_of(""), re.M))
    called = re.compile(r"(?:^|(?<!-C )(?<!build/dev )(?<=[\s`/(]))agrocap ([a-z]+)(?![\w/])((?: [^\n`|;&#]*)?)")
    for path in pages():
        text = path.read_text()
        places = [match.span() for match in re.finditer(r"`[^`\n]+`", text)] + [match.span(2) for match in FENCE.finditer(text)]
        for begin, end in places:
            for match in called.finditer(text[begin:end]):
                where = f"{name(path)}:{text[: begin + match.start(1)].count(chr(10)) + 1}"
                if match[1] not in every:
                    yield f"{where}: there is no command \"{match[1]}\""
                    continue
                for option in re.findall(r"(?<!\S)--[a-z-]+", match[2]):
                    if not re.search(rf"(?<![\w-]){option}(?![\w-])", help_of(match[1])):
                        yield f"{where}: agrocap {match[1]} has no {option}"


def without_line_in(page, folder):
    index = (ROOT / page).read_text()
    for path in sorted((ROOT / "scenarios" / folder).glob("*.toml")):
        if f"(../{name(path)})" not in index:
            yield f"{page} has no line for {name(path)}"


def other_figures(folder):
    """Figures of FOLDER.json, each with what it is or between what it lies, that the folder's scenarios do not give."""
    for file, figures in json.loads(Path(__file__).with_name(f"{folder}.json").read_text()).items():
        command, *options = file.split(" ")
        done = subprocess.run([PROGRAM, "run", "--quiet", "--json", "-", ROOT / "scenarios" / folder / command, *options], capture_output=True, text=True)
        if done.returncode != 0:
            yield f"{file}: {done.stderr}"
            continue
        metrics = json.loads(done.stdout)["metrics"]
        for metric, expected in figures.items():
            low, high = expected if isinstance(expected, list) else (expected - 0.5e-6 * abs(expected), expected + 0.5e-6 * abs(expected))
            mean = metrics.get(metric, {}).get("mean")
            if mean is None or not low <= mean <= high:
                yield f"{file}: {metric} is {mean}, expected {expected}"


def teaching():
    yield from without_line_in("docs/teaching.md", "teaching")
    yield from other_figures("teaching")


def cases():
    yield from without_line_in("docs/reference-case.md", "cases")
    yield from other_figures("cases")


def schema():
    agreed = json.loads(subprocess.run([PROGRAM, "schema"], capture_output=True, text=True, check=True).stdout)
    for path in sorted((ROOT / "scenarios").rglob("*.toml")):
        for breach in breaches_of_schema(tomllib.loads(path.read_text()), agreed, agreed):
            yield f"{name(path)}: {breach}"
    part = {key: value for key, value in agreed.items() if key != "anyOf"}  # what a page shows needs no head
    for path in pages():
        text = path.read_text()
        for language, block, start, _ in blocks_of(text):
            if language == "toml" and re.search(r"^(\[\w|schema = |extends = )", block, re.M) and not block.startswith("include"):
                for breach in breaches_of_schema(tomllib.loads(block), part, agreed):
                    yield f"{name(path)}:{text[:start].count(chr(10)) + 1}: {breach}"


def dead_links(folder):
    """Links and pictures of the pages in a folder that lead to no file of it."""
    for path in sorted(folder.rglob("*.md")):
        outside = re.sub(r"^ *```.*?^ *```$", "", path.read_text(), flags=re.M | re.S)
        for link in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", outside):
            file = (path.parent / link.partition("#")[0]).resolve()
            if not re.match(r"[a-z]+:|#", link) and not (file.exists() and file.is_relative_to(folder.resolve())):
                yield f"{path.relative_to(folder)}: the link to \"{link}\" leads to nothing that is installed"


def installed():
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder, "usr")
        done = subprocess.run(["cmake", "--install", PROGRAM.parent, "--prefix", prefix], capture_output=True, text=True)
        if done.returncode != 0:
            yield f"cmake --install gives {done.returncode}:\n{done.stderr}"
            return
        for file in ("bash-completion/completions/agrocap", "zsh/site-functions/_agrocap", "fish/vendor_completions.d/agrocap.fish",
                     "man/man1/agrocap.1", "man/man5/agrocap-scenario.5", "agrocap/agrocap.schema.json", "doc/agrocap/LICENSE", "doc/agrocap/README.md", "doc/agrocap/docs/concepts.md"):
            if not (prefix / "share" / file).exists() or not (prefix / "share" / file).stat().st_size:
                yield f"share/{file} is missing"
        yield from dead_links(prefix / "share/doc/agrocap")
        scenario = prefix / "share/doc/agrocap/scenarios/teaching/15_what_if.toml"
        done = subprocess.run([prefix / "bin/agrocap", "validate", scenario], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            yield f"the installed program gives {done.returncode}:\n{done.stderr}"


def manual():
    yield from breaches_of_manual(PROGRAM)


def version():
    told = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True).stdout
    built = re.search(r"^project\(agrocap VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(), re.M)[1]
    newest = re.search(r"^## (\S+)", (ROOT / "docs/changelog.md").read_text(), re.M)[1]
    if told != f"agrocap {built}\n" or newest != built:
        yield f"the program says {told.strip()!r}, CMakeLists.txt {built!r}, the newest part of the changelog {newest!r}"


def itself():
    for module in (sys.modules[__name__], command_lines):
        failed, tried = doctest.testmod(module)
        if failed or not tried:
            yield f"{failed} of {tried} examples of {Path(module.__file__).name} fail"


rules = {rule.__name__: rule for rule in (commands, untried, spellings, teaching, cases, schema, installed, manual, version, itself)}

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in rules:
        sys.exit(f"usage: run_pages.py {'|'.join(rules)} PROGRAM [PAGE…]")
    breaches = list(rules[sys.argv[1]]())
    print("\n".join(breaches) if breaches else "kept")
    sys.exit(1 if breaches else 0)
