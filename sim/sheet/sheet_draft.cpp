#include "sheet/sheet_draft.hpp"

#include "scenario/describe.hpp"

#include <algorithm>
#include <cctype>

namespace agrocap {

namespace {

std::string joined(const std::vector<std::string>& path, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i) text = joined_path(text, path[i]);
    return text;
}

std::string capitalised(std::string word) {
    if (!word.empty()) word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
    return word;
}

}  // namespace

std::size_t SheetDraft::label_column(const std::string& name, std::size_t after) {
    const auto found = std::find(sheet_.labels.begin(), sheet_.labels.end(), name);
    if (found != sheet_.labels.end()) return static_cast<std::size_t>(found - sheet_.labels.begin());
    sheet_.labels.insert(sheet_.labels.begin() + static_cast<std::ptrdiff_t>(after), name);
    return after;
}

std::size_t SheetDraft::value_column(const EditColumn& column, std::size_t after) {
    const auto found =
        std::find_if(sheet_.columns.begin(), sheet_.columns.end(), [&column](const EditColumn& one) { return one.key == column.key; });
    if (found != sheet_.columns.end()) return static_cast<std::size_t>(found - sheet_.columns.begin());
    sheet_.columns.insert(sheet_.columns.begin() + static_cast<std::ptrdiff_t>(after), column);
    return after;
}

std::size_t object_length(const std::vector<std::string>& path) {
    const TableDoc* doc = &document_schema().doc();
    std::size_t length = 0;
    for (std::size_t i = 0; i + 1 < path.size() && doc != nullptr; i += 2) {
        const FieldDoc* field = doc->find(path[i]);
        if (field == nullptr || field->nesting != Nesting::keyed) break;
        length = i + 2;
        doc = field->table;
    }
    return length;
}

std::string path_text(const std::vector<std::string>& path) { return path_text(path, path.size()); }
std::string path_text(const std::vector<std::string>& path, std::size_t length) { return joined(path, 0, length); }

void SheetDraft::add_row(const std::vector<std::string>& path, const Labels& labels, std::vector<DraftCell> cells) {
    EditRow& row = sheet_.rows.emplace_back();
    row.path = path_text(path);
    auto& own_labels = labels_.emplace_back();
    std::size_t next = 0;
    for (const auto& [name, text] : labels) {
        next = label_column(name, next) + 1;
        own_labels.emplace(name, text);
    }
    auto& own_cells = cells_.emplace_back();
    next = 0;
    for (DraftCell& one : cells) {
        next = value_column(one.column, next) + 1;
        sheet_.columns[next - 1].used |= one.cell.value != nullptr;
        own_cells.emplace(one.column.key, std::move(one.cell));
    }
}

EditSheet SheetDraft::finished() {
    for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
        EditRow& row = sheet_.rows[i];
        for (const std::string& name : sheet_.labels) row.labels.push_back(labels_[i][name]);
        for (const EditColumn& column : sheet_.columns) row.cells.push_back(std::move(cells_[i].at(column.key)));
    }
    return std::move(sheet_);
}

AllDrafts::AllDrafts()
    : settings_("Settings", "What there is once: the scenario, the experiment, who is served first, which way goods take."),
      random_("Random", "Values that are drawn anew each time: a row each. What a distribution does not take stays empty."),
      by_name_("By name", "Values by name: bills of materials, times by item, shares, tariffs. The last row of each is for a new name."),
      steps_("Steps", "Values that change on dates, ramps and breaks: a row a step, the last of each for a new one.") {}

SheetDraft& AllDrafts::of_kind(const FieldDoc& field) {
    SheetDraft*& known = by_kind_[{field.table, field.key}];
    if (known != nullptr) return *known;
    std::string name = capitalised(field.key);
    const auto is_taken = [this](const std::string& wanted) {
        return wanted == settings_.name() || wanted == random_.name() || wanted == steps_.name() ||
               std::any_of(kinds_.begin(), kinds_.end(), [&wanted](const SheetDraft& one) { return one.name() == wanted; });
    };
    // A station's batch and a crew's size by shift have names that tell too little, or that others have.
    if (is_taken(name)) name = capitalised(field.table->name);
    known = &kinds_.emplace_back(name, field.table->sentence);
    return *known;
}

std::vector<EditSheet> AllDrafts::finished() {
    std::vector<EditSheet> sheets;
    sheets.push_back(settings_.finished());
    for (SheetDraft& one : kinds_) sheets.push_back(one.finished());
    for (SheetDraft* one : {&random_, &by_name_, &steps_})
        if (!one->empty()) sheets.push_back(one->finished());
    return sheets;
}

Labels labels_of(const std::vector<std::string>& path) {
    const std::size_t length = object_length(path);
    Labels labels;
    for (std::size_t i = 0; i + 1 < length; i += 2) labels.emplace_back(path[i], path[i + 1]);
    if (length < path.size()) {
        const bool is_entry = entry_number(path.back()).has_value();
        labels.emplace_back("key", joined(path, length, path.size() - (is_entry ? 1 : 0)));
        if (is_entry) labels.emplace_back("no", std::to_string(*entry_number(path.back())));
    }
    return labels;
}

Labels labels_of_part(const std::vector<std::string>& path) {
    const std::size_t length = object_length(path);
    return {{"object", joined(path, 0, length)}, {"key", joined(path, length, path.size())}};
}

}  // namespace agrocap
