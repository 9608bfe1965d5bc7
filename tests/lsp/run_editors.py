#!/usr/bin/env python3
"""Editors that are not ours, and what they say, against the server.

    run_editors.py neovim PROGRAM       Neovim, without a screen, opens, mends, renames and saves a scenario
    run_editors.py emacs PROGRAM        Emacs with the page's settings, without a screen, shows a scenario's faults and proposes a station
    run_editors.py session PROGRAM      the messages of a session of VS Code's are answered as recorded; AGROCAP_APPROVE=1 records
    run_editors.py extension PROGRAM    the extension for VS Code is JavaScript that Node can read, and its words for shells are right
    run_editors.py taplo PROGRAM        with the page's settings for the schema alone, taplo takes our scenarios and sees a misspelt key; those
                                        for Helix are TOML

Exit code: 0 kept, 1 not, 77 cannot be tried on this machine.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SKIPPED = 77

FAULTY = """\
# Завод 🚜
schema = 1
[item.frame]
name = "Рама 🚜"   # [assumption]
[plant.works]
name = "Works"
[plant.works.crew.fitter]
size = 2
[plant.works.line.main]
makes = "frame"
route = ["weld","piant"]
[plant.works.line.main.station]
weld.time = "10 min"
weld.crew = { fitter = 1 }
paint.time = "9 min"
"""

MENDED = """\
# Завод 🚜
schema = 1
[item.frame]
name = "Рама 🚜"   # [assumption]
[plant.works]
name = "Works"
[plant.works.crew.fitter]
size = 2
[plant.works.line.main]
makes = "frame"
route = ["welding", "paint"]
[plant.works.line.main.station]
welding.time = "10 min"
welding.crew = { fitter = 1 }
paint.time = "9 min"
"""


def skip(why):
    print(why)
    sys.exit(SKIPPED)


def neovim(program):
    if not shutil.which("nvim"):
        skip("nvim is not here: Debian's package neovim has it")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plans", "works.toml")
        path.parent.mkdir()
        path.write_text(FAULTY)
        environment = {**os.environ, "AGROCAP": program, "SCENARIO": str(path), "HOME": folder, "XDG_STATE_HOME": folder, "XDG_DATA_HOME": folder}
        done = subprocess.run(["nvim", "--headless", "--clean", "-n", "-c", f"luafile {HERE / 'neovim.lua'}"], env=environment, capture_output=True, text=True, timeout=120)
        said = [line for line in (done.stdout + done.stderr).replace("\r", "").splitlines() if line.strip()]
        wanted = ["fault E021 line 11 column 16", 'fix write "paint"', "help people; or by shift, an array with a calendar each", 'renamed welding.time = "10 min"', "symbols 3", "done"]
        missing = [line for line in wanted if line not in said]
        if missing:
            yield f"missing: {missing}\nsaid:\n" + "\n".join(said)
        if path.read_text() != MENDED:
            yield "the file that was saved is another:\n" + path.read_text()


class Server:
    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)

    def send(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        size = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length"):
                size = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(size)) if size else None


def answers_of(program, messages, folder):
    """What the server sends, in order. After each notice that changes a text its diagnostics are waited for, so that the order is one."""
    server = Server(program, folder)
    said = []
    place = lambda text: text.replace("file:///PLANS", Path(folder).as_uri()).replace("/PLANS", folder)
    for message in messages:
        server.send(json.loads(place(json.dumps(message))))
        if "id" in message or message["method"] in {"textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"}:
            said.append(server.receive())
    server.process.stdin.close()
    code = server.process.wait(timeout=20)
    text = json.dumps(said, ensure_ascii=False, indent=1).replace(Path(folder).as_uri(), "file:///PLANS").replace(folder, "/PLANS")
    return re.sub(r'"version": "[^"]*"', '"version": "VERSION"', text) + "\n", code


def session(program):
    recorded, expected = HERE / "vscode_session.json", HERE / "vscode_session.expected.json"
    with tempfile.TemporaryDirectory() as folder:
        folder = str(Path(folder).resolve())
        for name, text in json.loads(recorded.read_text())["files"].items():
            Path(folder, name).write_text(text)
        said, code = answers_of(program, json.loads(recorded.read_text())["messages"], folder)
    if code != 0:
        yield f"the server ended with {code}"
    if os.environ.get("AGROCAP_APPROVE") == "1":
        expected.write_text(said)
    if said != expected.read_text():
        yield f"the answers are others than in {expected.name}; AGROCAP_APPROVE=1 records them:\n{said}"


def extension(_):
    if not shutil.which("node"):
        skip("node is not here")
    folder = ROOT / "tools/editors/vscode"
    for script in sorted(folder.glob("*.js")):
        done = subprocess.run(["node", "--check", script], capture_output=True, text=True)
        if done.returncode != 0:
            yield done.stderr
    done = subprocess.run(["node", "--test", *sorted(folder.glob("test/*.test.mjs"))], capture_output=True, text=True)
    if done.returncode != 0:
        yield done.stdout + done.stderr
    package = json.loads((folder / "package.json").read_text())
    told = {command["command"] for command in package["contributes"]["commands"]}
    # VS Code knows no TOML by itself: without this nothing would ever wake the extension.
    if [".toml"] not in [language["extensions"] for language in package["contributes"]["languages"] if language["id"] == "toml"]:
        yield "the package does not say which files are TOML"
    for command in ("agrocap.run", "agrocap.check", "agrocap.explain"):
        if command not in told:
            yield f"the package does not declare {command}, which the server puts above scenarios"


def emacs(program):
    if not shutil.which("emacs"):
        skip("emacs is not here: Debian's package emacs-nox has it, of the backports")
    version = subprocess.run(["emacs", "--version"], capture_output=True, text=True).stdout.split()[2]
    if int(version.split(".")[0]) < 29:
        skip(f"this Emacs is {version}, and has no eglot")
    settings = re.search(r"```elisp\n(.*?)```", (ROOT / "docs/editors.md").read_text(), re.S).group(1)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "plant.toml").write_text(FAULTY)
        Path(folder, "settings.el").write_text(settings)
        path = f"{Path(program).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(["emacs", "--batch", "-Q", "-l", "settings.el", "-l", HERE / "emacs.el"], cwd=folder, capture_output=True,
                              text=True, timeout=200, env={**os.environ, "PATH": path})
    for told in ('line 11: agrocap [E021]: plant.works.line.main.route: no station is called "piant"', "proposed: paint, weld"):
        if told not in done.stdout:
            yield f"Emacs does not say: {told}\n{done.stdout}{done.stderr}"


def taplo_of_npm():
    """The command of taplo, of the version in the lock file."""
    folder = HERE / "taplo"
    command = folder / "node_modules/.bin/taplo"
    if not shutil.which("npm"):
        skip("npm is not here")
    if not command.exists() and subprocess.run(["npm", "ci"], cwd=folder, capture_output=True).returncode != 0:
        skip("the package of tests/lsp/taplo cannot be had here")
    return command


def taplo(program):
    command = taplo_of_npm()
    page = (ROOT / "docs/editors.md").read_text()
    blocks = re.findall(r"```toml\n(.*?)```", page, re.S)
    settings = next(block for block in blocks if "[schema]" in block)
    line = next(block for block in blocks if block.startswith("#:schema ")).splitlines()[0]
    misspelt = "schema = 1\n[scenario]\nnme = \"A\"\n"

    def accepted(folder, *files):
        return subprocess.run([command, "check", *files], cwd=folder, capture_output=True, text=True)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "scenarios", folder / "scenarios")
        (folder / "agrocap.schema.json").write_bytes(subprocess.run([program, "schema"], capture_output=True, check=True).stdout)
        (folder / "plain.toml").write_text(misspelt)
        (folder / "named.toml").write_text(f"{line}\n{misspelt}")
        if accepted(folder, "plain.toml").returncode != 0:
            yield "a misspelt key is seen without any settings: the rest proves nothing"
        if "nme" not in accepted(folder, "named.toml").stderr:
            yield f"a file that begins with {line} is not held to the schema"
        (folder / "languages.toml").write_text(re.search(r"## Helix.*?```ini\n(.*?)```", page, re.S).group(1))
        if accepted(folder, "languages.toml").returncode != 0:
            yield "the settings for Helix are no TOML"
        (folder / "languages.toml").unlink()
        (folder / "plain.toml").unlink()
        (folder / "named.toml").unlink()
        (folder / ".taplo.toml").write_text(settings)
        done = accepted(folder)
        if done.returncode != 0:
            yield f"a scenario of ours is refused:\n{done.stderr}"
        (folder / "scenarios/teaching/below.toml").write_text(misspelt)
        if "nme" not in accepted(folder).stderr:
            yield "with .taplo.toml a misspelt key in a folder below is not seen"


rules = {rule.__name__: rule for rule in (neovim, emacs, session, extension, taplo)}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in rules:
        sys.exit(f"usage: run_editors.py {'|'.join(rules)} PROGRAM")
    breaches = list(rules[sys.argv[1]](str(Path(sys.argv[2]).resolve())))
    print("\n".join(breaches) if breaches else "kept")
    sys.exit(1 if breaches else 0)
