"""A workbook that `agrocap sheet` wrote, changed as a spreadsheet program, or a slip in one, would change it. Standard library only."""

import io
import re
import struct
import xml.etree.ElementTree as ET
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ET.register_namespace("", MAIN)
ET.register_namespace("r", RELATION)
LOOKS = {"plain": 0, "percent": 10, "date": 14, "time": 20, "text": 49}  # numbers of formats that every program knows


def tag(name):
    return f"{{{MAIN}}}{name}"


def column_number(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def column_letters(number):
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(reference):
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
    return int(row), column_number(letters)


def reference(row, column):
    return f"{column_letters(column)}{row}"


class Sheet:
    """Cells by (row, column), from 1, as (style, type, value, formula)."""

    def __init__(self, xml, strings):
        self.root = ET.fromstring(xml)
        self.cells = {}
        for cell in self.root.iter(tag("c")):
            value, formula = cell.find(tag("v")), cell.find(tag("f"))
            kind, text = cell.get("t"), value.text if value is not None else None
            if kind == "s":
                kind, text = "text", strings[int(text)]
            self.cells[address(cell.get("r"))] = (cell.get("s"), kind, text, formula.text if formula is not None else None)
        self.merged = []

    def text(self, at):
        return self.cells.get(at, (None, None, None, None))[2]

    def corner(self):
        return next(at for at in sorted(self.cells) if (self.text(at) or "").startswith("agrocap:"))

    def row_of(self, path):
        return next(row for (row, column), cell in sorted(self.cells.items()) if column == self.corner()[1] and cell[2] == path)

    def column_of(self, key):
        return next(column for (row, column), cell in sorted(self.cells.items()) if row == self.corner()[0] and cell[2] == key)

    def put(self, at, kind, text, style=None, formula=None):
        kept = self.cells.get(at, (None, None, None, None))[0]
        self.cells[at] = (style if style is not None else kept, kind, text, formula)

    def move(self, where):
        """`where` gives the new place of each cell, or nothing for one that goes."""
        moved = {}
        for at, cell in self.cells.items():
            if (new := where(*at)) is not None:
                moved[new] = cell
        self.cells = moved

    def xml(self):
        data = self.root.find(tag("sheetData"))
        for row in list(data):
            data.remove(row)
        rows = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, []).append((column, cell))
        for number, cells in rows.items():
            row = ET.SubElement(data, tag("row"), {"r": str(number)})
            for column, (style, kind, text, formula) in cells:
                cell = ET.SubElement(row, tag("c"), {"r": reference(number, column)} | ({"s": style} if style else {}))
                if formula is not None:
                    ET.SubElement(cell, tag("f")).text = formula
                if kind == "text":
                    cell.set("t", "inlineStr")
                    inside = ET.SubElement(ET.SubElement(cell, tag("is")), tag("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
                    inside.text = re.sub("[\x00-\x08\x0b-\x1f]", lambda found: f"_x{ord(found[0]):04X}_", text)
                elif text is not None:
                    if kind:
                        cell.set("t", kind)
                    ET.SubElement(cell, tag("v")).text = text
        for name in ("dataValidations", "autoFilter", "mergeCells"):
            for old in self.root.findall(tag(name)):
                self.root.remove(old)
        if self.merged:
            merges = ET.Element(tag("mergeCells"))
            for one in self.merged:
                ET.SubElement(merges, tag("mergeCell"), {"ref": one})
            self.root.insert(list(self.root).index(data) + 1, merges)
        return ET.tostring(self.root, encoding="UTF-8", xml_declaration=True)


def unescaped(text):
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


class Workbook:
    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.book = ET.fromstring(self.parts["xl/workbook.xml"])
        related = {one.get("Id"): "xl/" + one.get("Target") for one in ET.fromstring(self.parts["xl/_rels/workbook.xml.rels"])}
        strings = ["".join(text.text or "" for text in one.iter(tag("t"))) for one in ET.fromstring(self.parts["xl/sharedStrings.xml"])]
        strings = [unescaped(text) for text in strings]
        self.part_of = {one.get("name"): related[one.get(f"{{{RELATION}}}id")] for one in self.book.iter(tag("sheet"))}
        self.sheets = {name: Sheet(self.parts[part], strings) for name, part in self.part_of.items()}
        self.styles = ET.fromstring(self.parts["xl/styles.xml"])

    def style(self, look):
        """The number of a style with a look of its own."""
        formats = self.styles.find(tag("cellXfs"))
        ET.SubElement(formats, tag("xf"), {"numFmtId": str(LOOKS[look]), "fontId": "0", "fillId": "0", "borderId": "0"})
        return str(len(formats) - 1)

    def rename(self, old, new):
        for one in self.book.iter(tag("sheet")):
            if one.get("name") == old:
                one.set("name", new)
        self.sheets[new], self.part_of[new] = self.sheets.pop(old), self.part_of.pop(old)

    def drop(self, name):
        sheets = self.book.find(tag("sheets"))
        for one in list(sheets):
            if one.get("name") == name:
                sheets.remove(one)
        del self.sheets[name], self.part_of[name]

    def copy(self, name, new):
        part = "xl/worksheets/copy.xml"
        self.parts["xl/_rels/workbook.xml.rels"] = self.parts["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>", b'<Relationship Id="copy" Type="' + RELATION.encode() + b'/worksheet" Target="worksheets/copy.xml"/></Relationships>')
        ET.SubElement(self.book.find(tag("sheets")), tag("sheet"), {"name": new, "sheetId": "999", f"{{{RELATION}}}id": "copy"})
        self.sheets[new], self.part_of[new] = self.sheets[name], part

    def count_from_1904(self):
        """As a workbook of an old Mac: the same days have other numbers."""
        self.book.find(tag("workbookPr")).set("date1904", "1")

    def bytes(self):
        parts = dict(self.parts)
        for name, sheet in self.sheets.items():
            parts[self.part_of[name]] = sheet.xml()
        parts["xl/workbook.xml"] = ET.tostring(self.book, encoding="UTF-8", xml_declaration=True)
        parts["xl/styles.xml"] = ET.tostring(self.styles, encoding="UTF-8", xml_declaration=True)
        return zipped(parts)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_encrypted(data):
    """Says of every part that it is encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            flags = struct.unpack_from("<H", changed, at + offset)[0]
            struct.pack_into("<H", changed, at + offset, flags | 1)
            at = changed.find(mark, at + 4)
    return bytes(changed)
