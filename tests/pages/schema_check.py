"""Just as much of JSON Schema, draft 4, as `agrocap schema` uses: an editor's view of a scenario, without a library."""

import datetime
import re

KINDS = {
    "object": dict,
    "array": list,
    "string": (str, datetime.date, datetime.time),  # TOML's dates are texts to an editor
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}
KNOWN = {"$schema", "$id", "title", "description", "definitions", "default", "type", "properties", "patternProperties", "additionalProperties", "required",
         "items", "minItems", "maxItems", "uniqueItems", "enum", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "anyOf", "allOf", "oneOf", "not", "$ref", "format"}


def is_a(kind, value):
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def breaches(value, schema, root, path=""):
    """What is wrong with a value, each as "path: what"."""
    unknown = set(schema) - KNOWN
    if unknown:
        return [f"{path}: this check does not know {sorted(unknown)}"]
    if "$ref" in schema:
        target = root
        for word in schema["$ref"].removeprefix("#/").split("/"):
            target = target[word]
        return breaches(value, target, root, path)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_a(kind, value) for kind in kinds):
        return [f"{path}: {value!r} is no {' or '.join(kinds)}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} is none of {schema['enum']}")
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{path}: {value!r} has another form")
    if is_a("number", value):
        low, high = schema.get("minimum"), schema.get("maximum")
        if low is not None and (value < low or (schema.get("exclusiveMinimum") and value == low)):
            found.append(f"{path}: {value} is too small")
        if high is not None and (value > high or (schema.get("exclusiveMaximum") and value == high)):
            found.append(f"{path}: {value} is too large")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(f"{path}: {len(value)} elements")
        if schema.get("uniqueItems") and any(one in value[:index] for index, one in enumerate(value)):
            found.append(f"{path}: an element stands there twice")
        items = schema.get("items", {})
        for index, one in enumerate(value):
            of = items[index] if isinstance(items, list) and index < len(items) else {} if isinstance(items, list) else items
            found += breaches(one, of, root, f"{path}[{index + 1}]")
    if isinstance(value, dict):
        found += breaches_of_members(value, schema, root, path)
    if "anyOf" in schema and all(breaches(value, one, root, path) for one in schema["anyOf"]):
        found.append(f"{path}: {value!r} has none of the forms that there are")
    for one in schema.get("allOf", []):
        found += breaches(value, one, root, path)
    if "oneOf" in schema and sum(not breaches(value, one, root, path) for one in schema["oneOf"]) != 1:
        found.append(f"{path}: {value!r} has not just one of the forms that there are")
    if "not" in schema and not breaches(value, schema["not"], root, path):
        found.append(f"{path}: {value!r} is excluded")
    return found


def breaches_of_members(value, schema, root, path):
    found = [f"{path}: {key} is missing" for key in schema.get("required", []) if key not in value]
    for key, one in value.items():
        of = [schema["properties"][key]] if key in schema.get("properties", {}) else []
        of += [member for pattern, member in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        rest = schema.get("additionalProperties", True)
        if not of and rest is False:
            found.append(f"{path}.{key}: unknown key")
        elif not of and isinstance(rest, dict):
            of = [rest]
        for member in of:
            found += breaches(one, member, root, f"{path}.{key}")
    return found
