#include "sheet/edit_sheets.hpp"

#include "scenario/describe.hpp"
#include "sheet/cell_wish.hpp"
#include "sheet/sheet_draft.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace agrocap {

namespace {

using Path = std::vector<std::string>;

std::string entry(std::size_t position) { return "[" + std::to_string(position + 1) + "]"; }

bool is_random(const TomlValue& value) {
    const TomlValue* dist = value.is_table() ? value.find("dist") : nullptr;
    return dist != nullptr && dist->kind == TomlKind::text;
}

bool all_elements(const TomlValue& value, bool (*test)(const TomlValue&)) {
    return value.kind == TomlKind::array && !value.elements.empty() && std::all_of(value.elements.begin(), value.elements.end(), test);
}

bool is_plain(const TomlValue& value) { return value.kind != TomlKind::array && !value.is_table(); }

bool is_pair(const TomlValue& value) {
    return value.kind == TomlKind::array && value.elements.size() == 2 && is_plain(value.elements[0]) && is_plain(value.elements[1]);
}

/// Goes through a scenario by the schema and puts each value into its place on a sheet.
class SheetWalk {
  public:
    explicit SheetWalk(const TomlValue& root) : root_(root) {}

    std::vector<EditSheet> sheets() {
        const TableDoc& doc = document_schema().doc();
        for (const FieldDoc& field : doc.fields)
            if (field.nesting == Nesting::one) settings(field);
        for (const FieldDoc& field : doc.fields)
            if (field.nesting == Nesting::keyed) objects(field, root_.find(field.key), {});
        return draft_.finished();
    }

  private:
    /// `[scenario]`, `[experiment]` …: one of each, so that their keys stand below each other.
    void settings(const FieldDoc& table) {
        const TomlValue* written = root_.find(table.key);
        for (const FieldDoc& field : table.table->fields) {
            const TomlValue* value = written != nullptr ? written->find(field.key) : nullptr;
            const Path path{table.key, field.key};
            EditColumn column = facts(field).column;
            Labels labels{{"table", table.key}, {"key", field.key}, {"meaning", std::exchange(column.meaning, "")}};
            column.key.clear();
            column.title = "value";
            draft_.settings().add_row(path, labels, {cell(path, value, &field, column)});
        }
    }

    void objects(const FieldDoc& field, const TomlValue* written, const Path& above) {
        if (written == nullptr) return;
        for (const auto& [id, object] : written->members) {
            Path path = above;
            path.push_back(field.key);
            path.push_back(id);
            object_row(field, object, path);
        }
    }

    /// A table with keys of its own: an object, or an entry such as a shift.
    void object_row(const FieldDoc& own, const TomlValue& table, const Path& path) {
        SheetDraft& sheet = draft_.of_kind(own);
        std::vector<DraftCell> cells;
        for (const FieldDoc& field : own.table->fields) {
            if (field.nesting == Nesting::keyed) continue;
            add_cells(field, table.find(field.key), path, cells);
        }
        sheet.add_row(path, labels_of(path), std::move(cells));
        for (const FieldDoc& field : own.table->fields)
            if (field.nesting == Nesting::keyed) objects(field, table.find(field.key), path);
    }

    void add_cells(const FieldDoc& field, const TomlValue* value, Path path, std::vector<DraftCell>& cells) {
        path.push_back(field.key);
        const Facts& known = facts(field);
        const std::size_t length = known.length;
        if (length == 0) return cells.push_back(cell(path, value, &field, known.column));
        for (std::size_t i = 0; i < length; ++i) {
            Path inner = path;
            inner.push_back(entry(i));
            const bool there = value != nullptr && i < value->elements.size();
            DraftCell one{{inner, there ? &value->elements[i] : nullptr, &field, known.wish}, known.column};
            one.cell.part_of_fixed = true;
            one.column.key += entry(i);
            one.column.title = length == 12 ? month_name(i) : field.key + " " + std::to_string(i + 1);
            cells.push_back(std::move(one));
        }
    }

    DraftCell cell(const Path& path, const TomlValue* value, const FieldDoc* field, EditColumn column) {
        DraftCell made{{path, value, field, wish(field)}, std::move(column)};
        made.cell.parts_on = value != nullptr ? put_parts(*value, path, field) : "";
        return made;
    }

    /// Puts a value that has parts on the sheet for them. Gives: its name; empty if the value fits a cell.
    std::string put_parts(const TomlValue& value, const Path& path, const FieldDoc* field) {
        if (is_random(value)) return random_row(value, path);
        if (value.is_table() && !value.members.empty()) return table_parts(value, path, field);
        if (all_elements(value, [](const TomlValue& one) { return one.is_table() && !one.members.empty(); }))
            return entries(value, path, field);
        if (all_elements(value, is_pair)) return steps(value, path, field);
        return {};
    }

    std::string table_parts(const TomlValue& value, const Path& path, const FieldDoc* field) {
        if (field == nullptr || field->table == nullptr) return by_name(value, path, field);
        object_row(*field, value, path);
        return draft_.of_kind(*field).name();
    }

    std::string entries(const TomlValue& value, const Path& path, const FieldDoc* field) {
        std::string name;
        for (std::size_t i = 0; i < value.elements.size(); ++i) {
            Path inner = path;
            inner.push_back(entry(i));
            name = put_parts(value.elements[i], inner, field);
        }
        if (field == nullptr || field->table == nullptr) return name;
        Path inner = path;
        inner.push_back(entry(value.elements.size()));
        object_row(*field, TomlValue{}, inner);
        draft_.of_kind(*field).last_row().spare = true;
        return name;
    }

    std::string random_row(const TomlValue& value, const Path& path) {
        std::vector<DraftCell> cells;
        for (const EditColumn& column : random_columns()) {
            Path inner = path;
            inner.push_back(column.key);
            cells.push_back({{inner, value.find(column.key), nullptr, column.key == "dist" ? dist_wish() : no_wish_}, column});
        }
        draft_.random().add_row(path, labels_of_part(path), std::move(cells));
        return draft_.random().name();
    }

    std::string by_name(const TomlValue& value, const Path& path, const FieldDoc* field) {
        const EditColumn column{"", "value", "what the name has"};
        for (const auto& [name, member] : value.members) {
            Path inner = path;
            inner.push_back(name);
            DraftCell one = cell(inner, &member, field, column);
            if (one.cell.parts_on == draft_.by_name().name()) continue;  // a table of tables: its parts stand here, too
            draft_.by_name().add_row(inner, named(labels_of_part(path), name), {std::move(one)});
        }
        Path inner = path;
        inner.push_back("+");
        draft_.by_name().add_row(inner, named(labels_of_part(path), ""), {{{inner, nullptr, field, wish(field)}, column}});
        draft_.by_name().last_row().spare = draft_.by_name().last_row().named_by_planner = true;
        return draft_.by_name().name();
    }

    static Labels named(Labels labels, const std::string& name) {
        labels.emplace_back("name", name);
        return labels;
    }

    std::string steps(const TomlValue& value, const Path& path, const FieldDoc* field) {
        const TomlValue& first = value.elements.front().elements.front();
        const bool dated = first.kind == TomlKind::date, clock = first.kind == TomlKind::text && first.text.find(':') != std::string::npos;
        for (std::size_t i = 0; i <= value.elements.size(); ++i) {
            Path inner = path;
            inner.push_back(entry(i));
            std::vector<DraftCell> cells;
            for (std::size_t side = 0; side < 2; ++side) {
                Path part = inner;
                part.push_back(entry(side));
                const TomlValue* there = i < value.elements.size() ? &value.elements[i].elements[side] : nullptr;
                DraftCell one{{part, there, field,
                               clock       ? clock_wish()
                               : side == 1 ? wish(field)
                               : dated     ? date_wish()
                                           : no_wish_},
                              step_column(side)};
                one.cell.part_of_fixed = true;
                cells.push_back(std::move(one));
            }
            Labels labels = labels_of_part(path);
            labels.emplace_back("no", std::to_string(i + 1));
            draft_.steps().add_row(inner, std::move(labels), std::move(cells));
            draft_.steps().last_row().spare = i == value.elements.size();
        }
        return draft_.steps().name();
    }

    /// What the schema says of a key is worked out once: there are as many cells as there are keys times objects.
    struct Facts {
        std::shared_ptr<const CellWish> wish;
        EditColumn column;
        std::size_t length = 0;
    };
    const Facts& facts(const FieldDoc& field) {
        const auto [known, is_new] = facts_.try_emplace(&field);
        if (is_new) known->second = {std::make_shared<const CellWish>(wish_of(field, root_)), described(field), fixed_length(field)};
        return known->second;
    }
    std::shared_ptr<const CellWish> wish(const FieldDoc* field) { return field != nullptr ? facts(*field).wish : no_wish_; }

    const TomlValue& root_;
    AllDrafts draft_;
    std::map<const FieldDoc*, Facts> facts_;
    const std::shared_ptr<const CellWish> no_wish_ = std::make_shared<const CellWish>();
};

}  // namespace

std::vector<EditSheet> edit_sheets(const TomlValue& root) { return SheetWalk(root).sheets(); }

}  // namespace agrocap
