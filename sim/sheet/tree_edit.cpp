#include "sheet/tree_edit.hpp"

#include "scenario/key_path.hpp"
#include "sheet/sheet_draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace agrocap {

namespace {

using Path = std::vector<std::string>;

/// Stands where a value was emptied until the tree is tidied: no clock time is without text.
TomlValue absent(SourceSpan at) {
    TomlValue value;
    value.kind = TomlKind::clock_time;
    value.at = value.key_at = at;
    return value;
}

bool is_absent(const TomlValue& value) { return value.kind == TomlKind::clock_time && value.text.empty(); }

class TreeEdit {
  public:
    TreeEdit(TomlValue& root, Diagnostics& problems) : written_(root), root_(root), problems_(problems) {}

    void make(const std::vector<FoundChange>& changes) {
        std::map<std::string, const FoundChange*> wholes;
        for (const FoundChange& change : changes)
            if (!change.cell->parts_on.empty()) wholes.emplace(path_text(change.path), &change);
        for (const FoundChange& change : changes) {
            if (!is_in_whole(change, wholes)) set(change);
        }
        tidy(root_, {});
    }

  private:
    /// Whether something above it was replaced as a whole, too.
    bool is_in_whole(const FoundChange& change, const std::map<std::string, const FoundChange*>& wholes) {
        for (std::size_t length = 1; length < change.path.size() && !wholes.empty(); ++length) {
            const auto whole = wholes.find(path_text(change.path, length));
            if (whole == wholes.end()) continue;
            problems_.error(Code::lost_identity, change.at, path_text(change.path),
                            fmt::format("is changed here, and so is {} as a whole, in {}", whole->first,
                                        cell_name({whole->second->at.line - 1, whole->second->at.column - 1})),
                            "take one of the two back");
            return true;
        }
        return false;
    }

    void set(const FoundChange& change) {
        TomlValue* value = &root_;
        for (std::size_t i = 0; i < change.path.size(); ++i) {
            const std::string& word = change.path[i];
            if (const auto number = entry_number(word)) {
                if (value->kind != TomlKind::array) {
                    *value = TomlValue{};
                    value->kind = TomlKind::array;
                    value->at = value->key_at = change.at;
                }
                while (value->elements.size() < *number) value->elements.push_back(absent(change.at));
                value = &value->elements[*number - 1];
                value->at = change.at;  // what is wrong with the entry as a whole is wrong because of the change
            } else {
                if (!value->is_table()) {
                    *value = TomlValue{};
                    value->at = value->key_at = change.at;
                }
                const auto [member, is_new] = value->members.try_emplace(word);
                if (is_new) member->second.at = member->second.key_at = change.at;
                value = &member->second;
            }
        }
        const SourceSpan key_at = value->key_at;
        *value = change.value ? *change.value : absent(change.at);
        value->key_at = key_at;
        if (change.cell->part_of_fixed) fixed_.insert(path_text(change.path, change.path.size() - 1));
    }

    void tidy(TomlValue& value, const Path& path) {
        if (value.is_table()) tidy_table(value, path);
        if (value.kind == TomlKind::array) tidy_array(value, path);
    }

    /// An object stays, even if nothing of it is left; a section such as `[experiment]`, too.
    static bool can_go(const Path& path) { return path.size() > 1 && object_length(path) < path.size(); }

    void tidy_table(TomlValue& table, const Path& path) {
        bool lost_any = false;
        for (auto member = table.members.begin(); member != table.members.end();) {
            Path inner = path;
            inner.push_back(member->first);
            tidy(member->second, inner);
            if (is_absent(member->second)) {
                table.at = member->second.at;  // what is missing now is missing there
                lost_any = true;
                member = table.members.erase(member);
            } else {
                ++member;
            }
        }
        if (lost_any && table.members.empty() && can_go(path)) table = absent(table.at);
    }

    void tidy_array(TomlValue& array, const Path& path) {
        for (std::size_t i = 0; i < array.elements.size(); ++i) {
            Path inner = path;
            inner.push_back("[" + std::to_string(i + 1) + "]");
            tidy(array.elements[i], inner);
        }
        const auto missing = std::find_if(array.elements.begin(), array.elements.end(), is_absent);
        if (fixed_.contains(path_text(path)) && missing != array.elements.end()) {
            const bool all = std::all_of(array.elements.begin(), array.elements.end(), is_absent);
            const TomlValue* before = all ? nullptr : value_at(written_, path);
            if (!all)
                problems_.error(Code::cell_content, missing->at, path_text(path),
                                fmt::format("has {} values, and one of them is empty", array.elements.size()), "fill all of them, or none");
            array = before != nullptr ? *before : absent(missing->at);
        } else if (missing != array.elements.end()) {
            const SourceSpan at = missing->at;
            std::erase_if(array.elements, is_absent);
            if (array.elements.empty()) array = absent(at);
        }
        sort_steps(array, path);
    }

    /// A new step stands last on its sheet, wherever its date belongs.
    void sort_steps(TomlValue& array, const Path& path) {
        const auto is_dated = [](const TomlValue& step) {
            return step.kind == TomlKind::array && step.elements.size() == 2 && step.elements.front().kind == TomlKind::date;
        };
        const bool changed = fixed_.lower_bound(path_text(path) + "[") != fixed_.lower_bound(path_text(path) + "\\");
        if (!changed || !std::all_of(array.elements.begin(), array.elements.end(), is_dated)) return;
        std::stable_sort(array.elements.begin(), array.elements.end(),
                         [](const TomlValue& a, const TomlValue& b) { return a.elements.front().integer < b.elements.front().integer; });
    }

    const TomlValue written_;
    TomlValue& root_;
    Diagnostics& problems_;
    std::set<std::string> fixed_;  // arrays of fixed length of which something was changed
};

}  // namespace

void make_changes(TomlValue& root, const std::vector<FoundChange>& changes, Diagnostics& problems) {
    TreeEdit(root, problems).make(changes);
}

}  // namespace agrocap
