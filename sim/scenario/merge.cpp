#include "scenario/merge.hpp"

#include "random/all_distributions.hpp"
#include "scenario/describe.hpp"

#include <algorithm>

namespace agrocap {
namespace {

bool has_any(const TomlValue& table, const std::vector<std::string>& keys) {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return table.find(key) != nullptr; });
}

/// A change of distribution keeps of the old parameters those that the new one has, too.
void drop_old_parameters(TomlValue& base, const TomlValue& over) {
    const TomlValue* dist = over.find("dist");
    if (dist == nullptr) {
        // A matrix of set-ups over a random set-up: nothing of it remains.
        const auto is_table = [](const auto& member) { return member.second.is_table(); };
        if (base.find("dist") != nullptr && !over.members.empty() && std::all_of(over.members.begin(), over.members.end(), is_table))
            base.members.clear();
        return;
    }
    // Something may be called "dist" where keys are names: that one has no text.
    if (dist->kind != TomlKind::text) return;
    if (base.find("dist") == nullptr) return base.members.clear();
    const DistributionRow* row = find_distribution(dist->text);
    if (row == nullptr) return;
    std::erase_if(base.members, [&](const auto& member) {
        const auto is_named = [&](const DistributionParameter& parameter) { return parameter.name == member.first; };
        return std::none_of(row->parameters.begin(), row->parameters.end(), is_named);
    });
}

/// What the base chose gives way to another choice laid over it: else every such what-if would say two things at once.
void drop_rivals(const TableDoc* doc, TomlValue& base, const TomlValue& over) {
    if (doc != nullptr)
        for (const auto& way : doc->ways) {
            if (!has_any(over, way)) continue;
            for (const auto& other : doc->ways)
                if (&other != &way)
                    for (const std::string& key : other) base.members.erase(key);
        }
    drop_old_parameters(base, over);
}

void merge_table(const TableDoc* doc, TomlValue& base, TomlValue over);

void merge_table(const TableDoc* doc, TomlValue& base, TomlValue over) {
    drop_rivals(doc, base, over);
    for (auto& [key, value] : over.members) {
        const auto [known, is_new] = base.members.try_emplace(key);
        if (is_new)
            known->second = std::move(value);
        else
            merge_value(doc != nullptr ? doc->find(key) : nullptr, known->second, std::move(value));
    }
}

}  // namespace

void merge_value(const FieldDoc* field, TomlValue& base, TomlValue over) {
    if (!base.is_table() || !over.is_table()) {
        base = std::move(over);
        return;
    }
    const TableDoc* doc = field != nullptr ? field->table : nullptr;
    if (field == nullptr || field->nesting != Nesting::keyed) return merge_table(doc, base, std::move(over));
    for (auto& [id, object] : over.members) {
        const auto [known, is_new] = base.members.try_emplace(id);
        if (is_new)
            known->second = std::move(object);
        else if (known->second.is_table() && object.is_table())
            merge_table(doc, known->second, std::move(object));
        else
            known->second = std::move(object);
    }
}

void merge(TomlValue& base, TomlValue over) { merge_table(&document_schema().doc(), base, std::move(over)); }

bool take_away(TomlValue& root, const std::vector<std::string>& path) {
    TomlValue* table = &root;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const auto next = table->members.find(path[i]);
        if (next == table->members.end()) return false;
        table = &next->second;
    }
    return table->members.erase(path.back()) > 0;
}

}  // namespace agrocap
