#include "sheet/sheet_import.hpp"

#include "base/fault.hpp"
#include "base/sha256.hpp"
#include "scenario/diff.hpp"
#include "scenario/key_path.hpp"
#include "scenario/merge.hpp"
#include "scenario/removed_path.hpp"
#include "scenario/toml_parser.hpp"
#include "sheet/edit_sheets.hpp"
#include "sheet/sheet_draft.hpp"
#include "sheet/sheet_match.hpp"
#include "sheet/tree_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace agrocap {

namespace {

/// Places of this file are in the text that the sheets were written from, which nobody can look at.
constexpr std::uint32_t origin_file = UINT32_MAX;

std::string text_at(const ReadSheet& sheet, CellAt at) {
    const auto found = sheet.cells.find(at);
    return found != sheet.cells.end() && found->second.kind == ReadCell::Kind::text ? found->second.text : "";
}

void replace_places(TomlValue& value, SourceSpan at) {
    if (value.at.file == origin_file) value.at = at;
    if (value.key_at.file == origin_file) value.key_at = at;
    for (auto& [key, member] : value.members) replace_places(member, at);
    for (TomlValue& element : value.elements) replace_places(element, at);
}

void put(TomlValue& root, const std::vector<std::string>& path, TomlValue value) {
    TomlValue* table = &root;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const auto [member, is_new] = table->members.try_emplace(path[i]);
        if (is_new || !member->second.is_table()) {
            member->second = TomlValue{};
            member->second.at = member->second.key_at = value.at;
        }
        table = &member->second;
    }
    table->members.insert_or_assign(path.back(), std::move(value));
}

std::string text_of_value(const TomlValue* value) { return value != nullptr ? toml_text(*value) : "nothing"; }

/// Lays what was changed over the scenario as it is now.
class SheetLaying {
  public:
    SheetLaying(const TomlValue& written, const TomlValue& edited, const std::map<std::string, SourceSpan>& places, ResolvedText& now)
        : written_(written), edited_(edited), before_(now.root), places_(places), now_(now) {}

    void lay() {
        for (const ScenarioDifference& one : differences(written_, edited_)) {
            const auto path = split_path(one.path);
            if (path) lay_one(one.path, *path);
        }
    }

  private:
    void lay_one(const std::string& name, const std::vector<std::string>& path) {
        const TomlValue* before = value_at(written_, path);
        const TomlValue* now = value_at(before_, path);
        const TomlValue* wanted = value_at(edited_, path);
        if (text_of_value(before) != text_of_value(now)) {
            now_.diagnostics.error(
                Code::changed_in_both, place_of(name), name,
                fmt::format("the scenario says {} now, and said {} when the sheet was written", text_of_value(now), text_of_value(before)),
                "write a new sheet, and change that one");
            return;
        }
        const SourceSpan known = now != nullptr ? now->at : place_of(name);
        if (wanted == nullptr) {
            const auto outermost = split_path(outermost_removed(name, edited_)).value_or(path);
            take_away(now_.root, outermost);
            if (TomlValue* above = value_at(now_.root, {outermost.begin(), outermost.end() - 1})) above->at = place_of(name);
            return;
        }
        TomlValue value = *wanted;
        replace_places(value, known);
        put(now_.root, path, std::move(value));
    }

    /// The cell that changed something at the path, within it or above it.
    [[nodiscard]] SourceSpan place_of(const std::string& path) const {
        const auto within = places_.lower_bound(path);
        if (within != places_.end() && within->first.starts_with(path)) return within->second;
        for (const auto& [other, at] : places_)
            if (path.starts_with(other)) return at;
        return {};
    }

    const TomlValue &written_, &edited_;
    const TomlValue before_;  // the scenario as it is now, without the changes
    const std::map<std::string, SourceSpan>& places_;
    ResolvedText& now_;
};

/// The change that most likely made this wrong: within what is wrong, or beside it in the same table. Its own place if there is none.
SourceSpan change_near(const Diagnostic& one, const std::map<std::string, SourceSpan>& places) {
    const auto words = split_path(one.path);
    if (!words) return one.at;
    const auto within = [&places](const std::string& path) {
        const auto found = places.lower_bound(path);
        return found != places.end() &&
                       (found->first == path || found->first.starts_with(path + ".") || found->first.starts_with(path + "["))
                   ? std::optional(found->second)
                   : std::nullopt;
    };
    if (const auto at = within(one.path)) return *at;
    std::string table;
    for (std::size_t i = 0; i + 1 < words->size(); ++i) table = joined_path(table, (*words)[i]);
    if (words->size() < 2 || words->size() - 1 < object_length(*words)) return one.at;
    return within(table).value_or(one.at);
}

std::string place_text(const ResolvedText& text, std::size_t file_length, SourceSpan at) {
    return fmt::format("{}!{}", text.names[at.file].substr(file_length), cell_name({at.line - 1, at.column - 1}));
}

}  // namespace

SheetOrigin origin_of(const Spreadsheet& spreadsheet) {
    const auto found = std::find_if(spreadsheet.sheets.begin(), spreadsheet.sheets.end(), [](const ReadSheet& sheet) {
        return text_at(sheet, {0, 0}).starts_with("agrocap-sheet/");
    });
    if (found == spreadsheet.sheets.end())
        throw SpreadsheetFault{"this is no workbook that `agrocap sheet` wrote, or its hidden sheet \"agrocap\" is gone",
                               "`agrocap sheet SCENARIO -o FILE.xlsx` writes one"};
    if (text_at(*found, {0, 0}) != origin_format)
        throw SpreadsheetFault{fmt::format("its cells are those of {}, expected {}", text_at(*found, {0, 0}), origin_format),
                               "import it with the agrocap that wrote it, or write a new sheet"};
    SheetOrigin origin;
    origin.scenario = text_at(*found, {1, 0});
    for (std::uint32_t row = 3; !text_at(*found, {row, 0}).empty(); ++row) origin.document += text_at(*found, {row, 0});
    if (sha256_hex(origin.document) != text_at(*found, {2, 0}))
        throw SpreadsheetFault{"its hidden sheet \"agrocap\" was changed: what the cells were cannot be told any more",
                               "write a new sheet"};
    return origin;
}

SheetImport import_sheets(const Spreadsheet& spreadsheet, const SheetOrigin& origin, const ResolvedText& base, const std::string& file) {
    SheetImport import{.changed = base, .notes = {}, .first_sheet = static_cast<std::uint32_t>(base.names.size()), .places = {}};
    ResolvedText& changed = import.changed;
    for (const ReadSheet& sheet : spreadsheet.sheets) changed.names.push_back(file + ":" + sheet.name);
    changed.names.push_back(file);
    changed.texts.resize(changed.names.size());
    Diagnostics unheard;
    const std::optional<TomlValue> written = parse_toml(origin.document, origin_file, unheard);
    if (!written) throw SpreadsheetFault{"its hidden sheet \"agrocap\" holds no scenario", "write a new sheet"};

    const std::vector<EditSheet> sheets = edit_sheets(*written);
    const std::vector<FoundChange> changes = found_changes(sheets, spreadsheet, import.first_sheet, changed.diagnostics);
    TomlValue edited = *written;
    make_changes(edited, changes, changed.diagnostics);
    if (const std::size_t keys = differences(*written, base.root).size(); keys > 0)
        changed.diagnostics.warning(
            Code::changed_since_sheet, {static_cast<std::uint32_t>(changed.names.size() - 1), 0, 0}, {},
            fmt::format("the scenario has changed since the sheet was written, in {} key{}", keys, keys == 1 ? "" : "s"),
            "what was changed in the sheet is laid over the scenario as it is now");
    for (const FoundChange& change : changes) import.places.emplace(path_text(change.path), change.at);
    SheetLaying(*written, edited, import.places, changed).lay();
    for (const FoundChange& change : changes) {
        const std::string before = change.cell->value != nullptr ? toml_text(*change.cell->value) : "nothing";
        import.notes.push_back(fmt::format("{}: {} -> {}", place_text(changed, file.size() + 1, change.at), before,
                                           change.value ? toml_text(*change.value) : "nothing"));
    }
    return import;
}

std::string what_if_of(const SheetImport& import, const ResolvedText& base, const WhatIfFile& file) {
    std::string text = text_of_what_if(file, base.root, import.changed.root);
    Diagnostics problems;
    std::optional<TomlValue> over = parse_toml(text, 0, problems);
    if (!over) throw InvariantBroken("the what-if file of a sheet is no TOML");
    TomlValue whole = base.root;
    if (const TomlValue* removed = over->find("remove"))
        for (const TomlValue& one : removed->elements)
            if (const auto path = split_path(one.text)) take_away(whole, *path);
    for (const char* key : {"extends", "remove", "schema"}) over->members.erase(key);
    merge(whole, std::move(*over));
    if (!differences(whole, import.changed.root).empty()) throw InvariantBroken("the what-if file of a sheet is another scenario");
    return text;
}

Diagnostics told_by_cell(const Diagnostics& diagnostics, const SheetImport& import, std::vector<std::string>& names) {
    Diagnostics told;
    const std::size_t files = names.size();
    const auto is_cell = [&](SourceSpan at) { return at.line > 0 && at.file >= import.first_sheet && at.file < files; };
    for (const Diagnostic& one : diagnostics.all()) {
        SourceSpan at = is_cell(one.at) || one.at.file >= import.first_sheet ? one.at : change_near(one, import.places);
        std::string hint = one.hint;
        if (is_cell(at)) {
            if (hint.find(" is in line ") != std::string::npos) hint.clear();  // of a sheet, or of a file that the planner does not see
            names.push_back(fmt::format("{}!{}", names[at.file], cell_name({at.line - 1, at.column - 1})));
            at = {static_cast<std::uint32_t>(names.size() - 1), 0, 0};
        }
        if (one.severity == Severity::error)
            told.error(one.code, at, one.path, one.text, hint);
        else
            told.warning(one.code, at, one.path, one.text, hint);
    }
    return told;
}

}  // namespace agrocap
