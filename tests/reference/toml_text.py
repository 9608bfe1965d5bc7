"""A scenario as TOML: what `tomllib` has read, written again."""

import datetime, json, re


def key_text(key):
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else json.dumps(key)


def value_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key_text(key)} = {value_text(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(value_text, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def document(table, path=()):
    """Values of a table first, then its tables: TOML would take a value behind a table for one of that."""
    out = [f"{key_text(key)} = {value_text(value)}" for key, value in table.items() if not isinstance(value, dict)]
    for key, value in table.items():
        if isinstance(value, dict):
            out += ["[" + ".".join(map(key_text, (*path, key))) + "]", document(value, (*path, key))]
    return "\n".join(out)
