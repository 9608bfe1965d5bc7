#!/usr/bin/env python3
"""The pipelines of docs/ci.md, run as they stand there on the program that AGROCAP names, in folders with plans that hold, break, or are broken.

What the code host does is stood in for: a checkout is a copy, an upload looks whether the file is there, apt-get does nothing, gh and a
posting curl keep what they are given.
"""

import atexit
import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is not here")
    sys.exit(77)

ROOT = Path(__file__).resolve().parents[2]
PLAN = (ROOT / "scenarios/teaching/14_target.toml").read_text()
BETTER = PLAN.replace("chamber.failures = ", "chamber.servers = 2\nchamber.failures = ")
BROKEN_PROMISE = PLAN.replace("buffer = 2", "buffer = 0")  # possible by the bound, and not kept
WITH_ERROR = PLAN.replace("at_least = 8500", "at_leest = 8500")


@functools.cache
def archive():
    """As a release has it: the program below a folder of its own. Once for all: it is large."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    path = Path(folder, "agrocap.tar.gz")
    with tarfile.open(path, "w:gz", compresslevel=1) as tar:
        tar.add(os.environ["AGROCAP"], "agrocap-x/bin/agrocap")
    return {"AGROCAP_ARCHIVE": path.as_uri(), "AGROCAP_SHA256": hashlib.sha256(path.read_bytes()).hexdigest()}


def documents():
    """The YAML blocks of the page, by the file that the line above names."""
    page = (ROOT / "docs/ci.md").read_text()
    return {name: yaml.safe_load(block) for name, block in re.findall(r"^`([^`\n]+\.yml)`:\n\n```yaml\n(.*?)^```$", page, re.M | re.S)}


class Place:
    """A folder with a repository's plans, the base's beside them, and programs that stand in for those of the code host."""

    def __init__(self, plan):
        self.folder = Path(tempfile.mkdtemp())
        self.work, self.tools = self.folder / "work", self.folder / "tools"
        (self.work / "plans").mkdir(parents=True)
        (self.work / "plans/plant.toml").write_text(plan)
        (self.folder / "base/plans").mkdir(parents=True)
        (self.folder / "base/plans/plant.toml").write_text(PLAN)
        self.tools.mkdir()
        self.stand_in("apt-get", "exit 0")
        self.stand_in("gh", 'echo "$@" >> ../told; case "$*" in *--edit-last*) exit 1;; esac; cp comparison.md ../comment.md')
        self.stand_in("curl", 'case "$*" in *PRIVATE-TOKEN*) echo "$@" >> ../told; cp comparison.md ../comment.md;; *) exec ' + shutil.which("curl") + ' "$@";; esac')
        self.stand_in("git", 'case "$*" in "worktree add --detach base origin/main") cp -r ../base base;; *) echo "git $*: not stood in for" >&2; exit 9;; esac')
        self.environment = {
            "PATH": f"{self.tools}:/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "GITHUB_PATH": str(self.folder / "path"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
        }
        self.pinned = archive()

    def stand_in(self, name, text):
        (self.tools / name).write_text(f"#!/bin/bash\n{text}\n")
        (self.tools / name).chmod(0o755)

    def run(self, script, more):
        return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=self.work, env=self.environment | more, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def text(self, name):
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    def remove(self):
        shutil.rmtree(self.folder)


class Case(unittest.TestCase):
    def place(self, plan):
        place = Place(plan)
        self.addCleanup(place.remove)
        return place

    def assert_verdicts(self, place, failures):
        suites = xml.parse(place.work / "verdicts.xml").getroot()
        self.assertEqual((suites.get("tests"), suites.get("failures")), ("1", str(failures)))
        self.assertEqual(json.loads((place.work / "messages.sarif").read_text())["version"], "2.1.0")


class GitHub(Case):
    workflow = documents()[".github/workflows/capacity.yml"]

    def filled(self, text, event):
        known = {"github.token": "token", "github.event.number": "17", "github.base_ref": "main"}
        return re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda expression: known[expression[1]], str(text))

    def holds(self, condition, place, event, failed):
        """Of the conditions that the workflow has; without always() a step is left out once one has failed."""
        parts = (condition or "").split(" && ") if condition else []
        known = {"always()": True, "github.event_name == 'pull_request'": event == "pull_request",
                 "hashFiles('messages.sarif') != ''": (place.work / "messages.sarif").exists()}
        return all(known[part] for part in parts) and (not failed or "always()" in parts)

    def run_job(self, place, event, pinned=None):
        """What each step that ran by a shell gave, by its name."""
        ran, failed = {}, False
        for step in self.workflow["jobs"]["capacity"]["steps"]:
            self.assertEqual(len({"uses", "run"} & step.keys()), 1)
            if not self.holds(step.get("if"), place, event, failed):
                continue
            if "uses" in step:
                failed |= not self.use(step, place)
                continue
            environment = {key: self.filled(value, event) for key, value in (self.workflow["env"] | (pinned or place.pinned) | step.get("env", {})).items()}
            done = place.run(self.filled(step["run"], event), environment)
            ran[step["name"]] = (done.returncode, done.stdout)
            failed |= done.returncode != 0
            for folder in place.text("path").split():
                place.environment["PATH"] = f"{folder}:{place.environment['PATH']}"
        return ran

    def use(self, step, place):
        action, words = step["uses"].split("@")[0], step.get("with", {})
        if action == "actions/checkout":
            if words:
                shutil.copytree(place.folder / "base", place.work / words["path"])
            return True
        if action == "github/codeql-action/upload-sarif":
            return (place.work / words["sarif_file"]).exists()
        self.assertEqual(action, "actions/upload-artifact")
        place.uploaded = [name for name in words["path"].split() if (place.work / name).exists()]
        return True

    def test_a_plan_that_holds_passes(self):
        place = self.place(PLAN)
        ran = self.run_job(place, "push")
        self.assertEqual({name: code for name, (code, _) in ran.items()}, {"agrocap": 0, "validate": 0, "check": 0}, ran)
        self.assert_verdicts(place, 0)
        self.assertIn("| `promise` |", place.text("summary.md"))
        self.assertEqual(place.uploaded, ["verdicts.xml", "results.json"])

    def test_what_a_change_brings_is_a_comment(self):
        place = self.place(BETTER)
        ran = self.run_job(place, "pull_request")
        self.assertEqual({code for code, _ in ran.values()}, {0}, ran)
        self.assertRegex(place.text("comment.md"), r"\| `output.total` \| units/y \|.*\| \*\*better\*\* \|")
        self.assertIn("| `plant.works.line.main.station.chamber.servers` |", place.text("summary.md"))
        self.assertIn("pr comment 17 --body-file comparison.md", place.text("told"))
        self.assertEqual(place.uploaded, ["verdicts.xml", "results.json", "comparison.md"])

    def test_a_change_of_nothing_says_nothing(self):
        place = self.place(PLAN + "\n# a remark\n")
        self.assertEqual(self.run_job(place, "pull_request")["compare"], (0, ""))
        self.assertEqual(place.text("comment.md"), "")

    def test_a_broken_promise_stops_with_1_and_is_told_all_the_same(self):
        place = self.place(BROKEN_PROMISE)
        ran = self.run_job(place, "pull_request")
        self.assertEqual({name: code for name, (code, _) in ran.items()}, {"agrocap": 0, "validate": 0, "check": 1, "compare": 0}, ran)
        self.assert_verdicts(place, 1)
        self.assertIn("plant.works.line.main.buffer", place.text("comment.md"))

    def test_a_plan_with_an_error_stops_with_3_and_its_message(self):
        place = self.place(WITH_ERROR)
        ran = self.run_job(place, "pull_request")
        self.assertEqual({name: code for name, (code, _) in ran.items()}, {"agrocap": 0, "validate": 3, "compare": 0}, ran)
        results = json.loads((place.work / "messages.sarif").read_text())["runs"][0]["results"]
        self.assertIn("E030", [one["ruleId"] for one in results])

    def test_another_program_than_the_pinned_one_stops_it(self):
        place = self.place(PLAN)
        ran = self.run_job(place, "push", place.pinned | {"AGROCAP_SHA256": "0" * 64})
        self.assertEqual(list(ran), ["agrocap"])
        self.assertNotEqual(ran["agrocap"][0], 0)


class GitLab(Case):
    pipeline = documents()[".gitlab-ci.yml"]

    def run_job(self, place, name, more=None):
        job = self.pipeline[name]
        job = self.pipeline[job["extends"]] | job
        self.assertIn(job["stage"], self.pipeline["stages"])
        variables = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_API_V4_URL": "https://gitlab.invalid/api/v4", "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "17"}
        # The runner hands all lines of a job to one shell.
        done = place.run("\n".join(job["before_script"] + job["script"]), self.pipeline["variables"] | place.pinned | variables | job.get("variables", {}) | (more or {}))
        kept = [path for path in job["artifacts"]["paths"] if (place.work / path).exists()]
        return done.returncode, kept, done.stdout

    def test_a_plan_that_holds_passes(self):
        place = self.place(PLAN)
        code, kept, printed = self.run_job(place, "check")
        self.assertEqual((code, kept), (0, ["messages.sarif", "results.json", "verdicts.md"]), printed)
        self.assert_verdicts(place, 0)
        self.assertEqual(self.pipeline["check"]["artifacts"]["reports"]["junit"], "verdicts.xml")

    def test_a_broken_promise_stops_with_1(self):
        place = self.place(BROKEN_PROMISE)
        self.assertEqual(self.run_job(place, "check")[0], 1)
        self.assert_verdicts(place, 1)

    def test_a_plan_with_an_error_stops_with_3(self):
        self.assertEqual(self.run_job(self.place(WITH_ERROR), "check")[:2], (3, ["messages.sarif"]))

    def test_what_a_change_brings_is_kept_and_with_a_token_told(self):
        place = self.place(BETTER)
        code, kept, printed = self.run_job(place, "compare")
        self.assertEqual((code, kept, place.text("told")), (0, ["comparison.md"], ""), printed)
        self.assertRegex((place.work / "comparison.md").read_text(), r"\| `output.total` \| units/y \|.*\| \*\*better\*\* \|")
        place = self.place(BETTER)
        self.assertEqual(self.run_job(place, "compare", {"AGROCAP_NOTES_TOKEN": "secret"})[0], 0)
        self.assertIn("https://gitlab.invalid/api/v4/projects/5/merge_requests/17/notes", place.text("told"))

    def test_a_change_of_nothing_says_nothing(self):
        self.assertEqual(self.run_job(self.place(PLAN + "\n# a remark\n"), "compare")[:2], (0, []))


class Pages(unittest.TestCase):
    def test_every_yaml_block_is_one_of_the_files(self):
        page = (ROOT / "docs/ci.md").read_text()
        self.assertEqual(page.count("```yaml"), len(documents()))
        self.assertEqual(list(documents()), [".github/workflows/capacity.yml", ".gitlab-ci.yml"])


if __name__ == "__main__":
    unittest.main()
