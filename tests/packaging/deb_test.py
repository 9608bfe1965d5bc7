#!/usr/bin/env python3
"""The Debian package of a build: lintian finds no error, what it depends on is what the program links, and what is in it runs.

    deb_test.py BUILD
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(sys.argv.pop(1))

for needed in ("dpkg-deb", "dpkg-shlibdeps"):
    if not shutil.which(needed):
        print(f"skipped: {needed} is not here")
        sys.exit(77)


def told(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=True, **more).stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.package = Path(told(ROOT / "tools/packaging/make-deb", BUILD, cls.folder).strip())
        cls.tree = cls.folder / "tree"
        told("dpkg-deb", "-x", cls.package, cls.tree)

    def test_it_has_the_version_of_the_program(self):
        version = told(BUILD / "agrocap", "--version").split()[1]
        self.assertEqual(told("dpkg-deb", "-f", self.package, "Version").strip(), f"{version}-1")
        self.assertEqual(told(self.tree / "usr/bin/agrocap", "--version"), f"agrocap {version}\n")

    def test_it_depends_on_every_library_that_the_program_links(self):
        depends = {word.split()[0] for word in told("dpkg-deb", "-f", self.package, "Depends").strip().split(", ")}
        needed = re.findall(r"NEEDED\s+(\S+)", told("objdump", "-p", self.tree / "usr/bin/agrocap"))
        self.assertGreater(len(needed), 5)
        for library in needed:
            found = re.search(rf"=> (\S*{re.escape(library)})", told("ldd", self.tree / "usr/bin/agrocap"))
            # By name, since a package may know a file by a path that leads through a link.
            owners = subprocess.run(["dpkg", "-S", "*/" + os.path.basename(os.path.realpath(found[1]))], capture_output=True, text=True).stdout
            self.assertTrue({line.split(":")[0] for line in owners.splitlines()} & depends, library)

    def test_the_page_names_the_same_libraries(self):
        page = (ROOT / "docs/install.md").read_text()
        named = set(re.search(r"^apt-get install (lib.*)$", page, re.M)[1].split())
        by_others = {"libc6", "libgcc-s1", "coinor-libcoinutils3v5"}  # what all programs have, and what Clp brings
        depends = {word.split()[0] for word in told("dpkg-deb", "-f", self.package, "Depends").strip().split(", ")}
        self.assertEqual(named, depends - by_others)

    def test_lintian_finds_no_error(self):
        if not shutil.which("lintian"):
            self.skipTest("lintian is not here")
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error", self.package], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_what_is_in_it_runs_and_is_whole(self):
        scenario = self.tree / "usr/share/doc/agrocap/scenarios/teaching/15_what_if.toml"
        run = [scenario, "--quiet", "--replications", "2", "--json", "-"]
        self.assertEqual(told(self.tree / "usr/bin/agrocap", "run", *run), told(BUILD / "agrocap", "run", *run))
        page = gzip.decompress((self.tree / "usr/share/man/man1/agrocap-run.1.gz").read_bytes()).decode()
        self.assertIn(".SH OPTIONS", page)
        for file in ("bash-completion/completions/agrocap", "zsh/vendor-completions/_agrocap", "doc/agrocap/copyright", "doc/agrocap/docs/concepts.md"):
            self.assertTrue((self.tree / "usr/share" / file).stat().st_size, file)
        version = told(sys.executable, "-c", "import agrocap; print(agrocap.FORMAT)", env={"PYTHONPATH": str(self.tree / "usr/lib/python3/dist-packages")})
        self.assertEqual(version, "2\n")


if __name__ == "__main__":
    unittest.main()
