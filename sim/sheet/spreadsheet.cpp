#include "sheet/spreadsheet.hpp"

#include "base/utf8.hpp"
#include "sheet/number_look.hpp"
#include "sheet/xml_events.hpp"
#include "sheet/zip_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace agrocap {

namespace {

constexpr std::uint32_t rows_end = 1'048'576, columns_end = 16'384;

std::optional<std::uint32_t> whole(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// "C7"; nothing if it is no cell.
std::optional<CellAt> cell_at(std::string_view name) {
    std::uint32_t column = 0;
    std::size_t letters = 0;
    for (; letters < name.size() && name[letters] >= 'A' && name[letters] <= 'Z' && letters < 4; ++letters)
        column = 26 * column + static_cast<std::uint32_t>(name[letters] - 'A' + 1);
    const auto row = whole(name.substr(letters));
    if (letters == 0 || column > columns_end || !row || *row < 1 || *row > rows_end) return std::nullopt;
    return CellAt{*row - 1, column - 1};
}

/// XML cannot hold every character; "_x000D_" stands for one in a cell's text. Source: ECMA-376, 22.9.2.19, ST_Xstring.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::uint32_t code = 0;
        const bool fits = text.substr(i, 2) == "_x" && i + 6 < text.size() && text[i + 6] == '_';
        const char* from = text.data() + i + 2;
        if (fits && std::from_chars(from, from + 4, code, 16).ptr == from + 4 && code < 0x80) {
            out += static_cast<char>(code);
            i += 6;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// "xl/worksheets/sheet1.xml" for "worksheets/sheet1.xml" seen from "xl/workbook.xml".
std::string resolved(const std::string& from, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string folder = from.substr(0, from.rfind('/') + 1);
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        if (!folder.empty()) folder.pop_back();
        folder.erase(folder.rfind('/') + 1);
    }
    return folder + std::string(target);
}

std::string relations_of(const std::string& part) {
    const std::size_t slash = part.rfind('/') + 1;
    return part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
}

/// Reads the parts of one workbook.
class SpreadsheetReading {
  public:
    explicit SpreadsheetReading(const ZipParts& parts) : parts_(parts) {}

    Spreadsheet read() {
        std::string book = "xl/workbook.xml";
        for (const auto& [id, relation] : relations("_rels/.rels", ""))
            if (relation.type.ends_with("/officeDocument")) book = relation.target;
        const std::string* document = parts_.find(book);
        if (document == nullptr) {
            const bool is_open_document = parts_.find("content.xml") != nullptr;
            throw SpreadsheetFault{is_open_document ? "this is an OpenDocument file, expected XLSX" : "there is no workbook in the file",
                                   is_open_document ? "save it as XLSX" : ""};
        }
        const auto related = relations(relations_of(book), book);
        for (const auto& [id, relation] : related) {
            if (relation.type.ends_with("/sharedStrings")) read_strings(relation.target);
            if (relation.type.ends_with("/styles")) read_styles(relation.target);
        }
        read_book(book, *document, related);
        return std::move(book_);
    }

  private:
    struct Relation {
        std::string type, target;
    };
    using Relations = std::map<std::string, Relation>;

    [[nodiscard]] Relations relations(const std::string& part, const std::string& from) const {
        Relations found;
        const std::string* document = parts_.find(part);
        if (document == nullptr) return found;
        XmlEvents events;
        events.begin = [&](std::string_view name, const XmlAttributes& attributes) {
            if (name == "Relationship")
                found[std::string(attributes.find("Id"))] = {std::string(attributes.find("Type")),
                                                             resolved(from, attributes.find("Target"))};
        };
        read_xml(*document, part, events);
        return found;
    }

    void read_strings(const std::string& part) {
        const std::string* document = parts_.find(part);
        if (document == nullptr) return;
        bool in_text = false, in_reading_aid = false;
        XmlEvents events;
        events.begin = [&](std::string_view name, const XmlAttributes&) {
            if (name == "si") strings_.emplace_back();
            if (name == "rPh") in_reading_aid = true;
            in_text = name == "t" && !in_reading_aid;
        };
        events.end = [&](std::string_view name) {
            if (name == "si" && !strings_.empty()) strings_.back() = unescaped(strings_.back());
            if (name == "rPh") in_reading_aid = false;
            if (name == "t") in_text = false;
        };
        events.text = [&](std::string_view text) {
            if (in_text && !strings_.empty()) strings_.back() += text;
        };
        read_xml(*document, part, events);
    }

    void read_styles(const std::string& part) {
        const std::string* document = parts_.find(part);
        if (document == nullptr) return;
        std::map<unsigned, ReadCell::Look> own;
        bool in_cells = false;
        XmlEvents events;
        events.begin = [&](std::string_view name, const XmlAttributes& attributes) {
            const unsigned number = whole(attributes.find("numFmtId")).value_or(0);
            if (name == "numFmt") own[number] = look_of_format(attributes.find("formatCode"));
            if (name == "cellXfs") in_cells = true;
            if (name != "xf" || !in_cells) return;
            const auto known = own.find(number);
            looks_.push_back(known != own.end() ? known->second : look_of_format(number));
        };
        events.end = [&](std::string_view name) {
            if (name == "cellXfs") in_cells = false;
        };
        read_xml(*document, part, events);
    }

    void read_book(const std::string& part, const std::string& document, const Relations& related) {
        XmlEvents events;
        events.begin = [&](std::string_view name, const XmlAttributes& attributes) {
            if (name == "workbookPr") {
                const std::string_view later = attributes.find("date1904");
                if (later == "1" || later == "true") book_.days = DayCount::from_1904;
            }
            if (name != "sheet") return;
            const auto relation = related.find(std::string(attributes.find("id")));
            const std::string* sheet = relation != related.end() ? parts_.find(relation->second.target) : nullptr;
            if (sheet == nullptr) return;
            book_.sheets.push_back({std::string(attributes.find("name")), {}, {}});
            read_sheet(relation->second.target, *sheet, book_.sheets.back());
        };
        read_xml(document, part, events);
    }

    void read_sheet(const std::string& part, const std::string& document, ReadSheet& sheet);

    struct Open {
        CellAt at{};
        ReadCell cell = {};
        std::string type = {}, value = {}, text = {};
        bool in_value = false, in_text = false, in_reading_aid = false;
    };
    void close(Open& open, ReadSheet& sheet);

    const ZipParts& parts_;
    Spreadsheet book_;
    std::vector<std::string> strings_;
    std::vector<ReadCell::Look> looks_;
    std::size_t cells_ = 0;
};

void SpreadsheetReading::read_sheet(const std::string& part, const std::string& document, ReadSheet& sheet) {
    Open open;
    CellAt next{};
    XmlEvents events;
    events.begin = [&](std::string_view name, const XmlAttributes& attributes) {
        if (name == "row") {
            const auto number = whole(attributes.find("r"));
            next = {number && *number > 0 ? *number - 1 : next.first, 0};
        } else if (name == "c") {
            open = {};
            open.at = cell_at(attributes.find("r")).value_or(next);
            next = {open.at.first, open.at.second + 1};
            open.type = attributes.find("t");
            const std::size_t style = whole(attributes.find("s")).value_or(0);
            if (style < looks_.size()) open.cell.look = looks_[style];
        } else if (name == "mergeCell") {
            const std::string_view range = attributes.find("ref");
            const std::size_t colon = std::min(range.find(':'), range.size());
            const auto first = cell_at(range.substr(0, colon)), last = cell_at(range.substr(std::min(colon + 1, range.size())));
            if (first && last) sheet.merged.push_back({*first, *last});
        }
        open.cell.is_formula |= name == "f";
        open.in_value = name == "v";
        open.in_reading_aid |= name == "rPh";
        open.in_text = name == "t" && !open.in_reading_aid;
    };
    events.end = [&](std::string_view name) {
        if (name == "c") close(open, sheet);
        if (name == "row") next = {next.first + 1, 0};
        if (name == "rPh") open.in_reading_aid = false;
        open.in_value = open.in_text = false;
    };
    events.text = [&](std::string_view text) {
        if (open.in_value) open.value += text;
        if (open.in_text) open.text += text;
    };
    read_xml(document, part, events);
}

void SpreadsheetReading::close(Open& open, ReadSheet& sheet) {
    ReadCell& cell = open.cell;
    const auto as = [&cell](ReadCell::Kind kind, std::string text) {
        cell.kind = text.empty() ? ReadCell::Kind::empty : kind;
        cell.text = std::move(text);
    };
    if (open.type == "s") {
        const auto index = whole(open.value);
        if (index && *index < strings_.size()) as(ReadCell::Kind::text, strings_[*index]);
    } else if (open.type == "inlineStr") {
        as(ReadCell::Kind::text, unescaped(open.text));
    } else if (open.type == "str" || open.type == "d") {
        as(ReadCell::Kind::text, unescaped(open.value.ends_with("T00:00:00") ? open.value.substr(0, 10) : open.value));
    } else if (open.type == "e") {
        as(ReadCell::Kind::error, open.value.empty() ? "#VALUE!" : open.value);
    } else if (!open.value.empty()) {
        const auto [end, error] = std::from_chars(open.value.data(), open.value.data() + open.value.size(), cell.number);
        if (error != std::errc() || end != open.value.data() + open.value.size()) return as(ReadCell::Kind::error, open.value);
        cell.kind = open.type == "b" ? ReadCell::Kind::boolean : ReadCell::Kind::number;
    }
    if (cell.kind == ReadCell::Kind::empty && !cell.is_formula) return;
    if (++cells_ > spreadsheet_cells_max)
        throw SpreadsheetFault{fmt::format("the file has more than {} cells: no planner wrote it", spreadsheet_cells_max), ""};
    sheet.cells.insert_or_assign(open.at, std::move(cell));
}

}  // namespace

Spreadsheet read_spreadsheet(std::string_view bytes) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        throw SpreadsheetFault{"this is an XLS file of before 2007, or an encrypted one, expected XLSX",
                               "save it as XLSX, without a password"};
    if (!bytes.starts_with("PK")) throw SpreadsheetFault{"this is no XLSX file", "`agrocap sheet SCENARIO -o FILE.xlsx` writes one"};
    const ZipParts parts(bytes, spreadsheet_bytes_max);
    return SpreadsheetReading(parts).read();
}

std::string cell_name(CellAt at) {
    std::string letters;
    for (std::uint32_t column = at.second + 1; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters + std::to_string(at.first + 1);
}

}  // namespace agrocap
