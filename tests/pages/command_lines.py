"""Command lines in the pages: which of those in the midst of a sentence are tried, and how; which lines of blocks are not, and why not."""

import re
import tomllib
from pathlib import Path

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)

# What stands for the capital words of a command. FILE is one to be written behind an option, else results.
FILLED = {
    "SCENARIO": "scenarios/teaching/14_target.toml", "BASE": "scenarios/teaching/14_target.toml", "A": "scenarios/teaching/14_target.toml",
    "WHATIF": "scenarios/teaching/15_what_if.toml", "B": "scenarios/teaching/15_what_if.toml", "RESULTS": "results.json", "T": "promise",
    "DIR": "a-folder", "NAME": "a-name",
}
ON_A_MAP = {"SCENARIO": "scenarios/cases/kazakhstan-2023.toml"}  # where `at` says
WITHOUT_FILES = {"help", "metrics", "new", "schema", "completion"}  # take no scenario, or do without one

# A line of a block that is for a shell: it begins with a program, maybe with "sudo" or a variable before it.
CALL = re.compile(r"(?:sudo )?(?:\w+=\S+ )*(?:agrocap|(?:build/\w+|tools|tests/\w+|\.ci)/[\w/-]+|cmake|ctest|ninja|apt-get|apt|gcovr|npm|man|python3|Rscript)\s")


def filled(call):
    """A call with words in place of the capital ones.

    >>> filled("agrocap report FILE --json FILE"), filled("agrocap diff A B")
    ('agrocap report results.json --json a-file', 'agrocap diff scenarios/teaching/14_target.toml scenarios/teaching/15_what_if.toml')
    """
    call = re.sub(r"(--[a-z-]+) FILE\b", r"\1 a-file", call)
    call = re.sub(r"\bFILE\b", "results.json", call)
    words = FILLED | (ON_A_MAP if "--layout map" in call else {})
    return re.sub(r"(?<=\s)[A-Z]+(?=\s|$)", lambda word: words.get(word[0], word[0]), call)


def is_name(call):
    """Whether it is how something is called, not a command line: no word but for options and theirs.

    >>> is_name("agrocap run --replications 1"), is_name("agrocap run plant.toml"), is_name("agrocap help E031"), is_name("agrocap metrics")
    (True, False, False, False)
    """
    command = call.split()[1]
    return len(re.sub(r" --?[a-z-]+( [^\s-]\S*)?", "", call).split()) == 2 and command not in WITHOUT_FILES


def calls_of(text, folder):
    """Each command line in the midst of a sentence, filled; then whether it can be run: its files are there, no word is left out."""
    for call in dict.fromkeys(re.findall(r"(?<!`)`(?:build/release/)?(agrocap [a-z][^`\n]*)`(?!`)", FENCE.sub("", text))):
        if is_name(call):
            continue
        run = filled(call)
        files = re.findall(r"(?<![\w./-])[\w./-]+\.(?:toml|json|db)\b", re.sub(r"> *\S+|--(?:json|csv|perfetto|ocel|db) \S+", "", run))
        yield call, run, "…" not in run and all(Path(folder, file).exists() for file in files)


def reasons():
    """Why lines are not run, by page and line."""
    rows = tomllib.loads(Path(__file__).with_name("not_run.toml").read_text())["line"]
    return {(page, line): row["why"] for row in rows for page in row["pages"] for line in row["lines"]}


def made_by_consoles(text):
    r"""Files that the commands of the page's consoles write, so that a call after them has them.

    >>> sorted(made_by_consoles("```console\n$ agrocap run a.toml --json year.json\n$ agrocap sweep b.toml > c.db\n```\n"))
    ['c.db', 'year.json']
    """
    consoles = "".join(block for language, block in FENCE.findall(text) if language == "console")
    return set(re.findall(r"(?:>|--[a-z-]+) *([\w.-]+\.(?:toml|json|db))\b", consoles))


def shell_lines(text):
    """Lines of blocks that are for a shell and that nobody tries there: all but those of consoles. Without their remarks.

    YAML is left out: it is another program's file, and tests/ci runs those of docs/ci.md.
    """
    for language, block in FENCE.findall(text):
        for line in block.splitlines() if language not in {"console", "yaml"} else []:
            line = re.sub(r"\s{2,}#.*$", "", re.sub(r"^- |^(?:run|script): ", "", line.strip()))
            if CALL.match(line + " "):
                yield line
