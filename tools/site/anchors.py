"""What mkdocs is told while it builds: places within pages, and the words that have an entry there."""

import json
import re
from pathlib import Path

words = {}  # by place: the keys, options, metrics of its tables, which search puts first


def anchor_of(title, _):
    """That of code hosts, so that the pages' links lead to the same place here and there."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def on_config(config):
    config["mdx_configs"]["toc"]["slugify"] = anchor_of
    return config


def on_page_content(html, page, **_):
    place = page.url
    for match in re.finditer(r'<h[1-3] id="([^"]*)"|<tr>\s*<td>((?:<code>[^<]*</code>(?:, )?)+)', html):
        if match[1]:
            place = f"{page.url}#{match[1]}"
        else:
            words.setdefault(place, []).extend(code.split(" ")[0].lower() for code in re.findall(r"<code>([^<]*)</code>", match[2]))


def on_post_build(config):
    folder = Path(config["site_dir"], "search")
    folder.mkdir(exist_ok=True)
    (folder / "words.js").write_text(f"window.searchWords = {json.dumps(words, ensure_ascii=False)};\n")
