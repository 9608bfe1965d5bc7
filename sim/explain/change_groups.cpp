#include "explain/change_groups.hpp"

#include "scenario/key_path.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t groups_max = 12;
constexpr std::size_t depth_max = 32;  // more than any path has

using Path = std::vector<std::string>;

Path path_of(const std::string& text) { return split_path(text).value_or(Path{text}); }

/// What no run depends on.
bool reaches_nothing_simulated(const Path& path) {
    constexpr std::array without_effect{"target", "study", "experiment", "schema"};
    return path.back() == "name" || std::find(without_effect.begin(), without_effect.end(), path.front()) != without_effect.end();
}

std::string text_of_path(const Path& path) {
    std::string text;
    for (const std::string& word : path) text = joined_path(text, word);
    return text;
}

bool begins_with(const Path& path, const Path& start) {
    return path.size() >= start.size() && std::equal(start.begin(), start.end(), path.begin());
}

/// Tables by id that only one of the two has: what is in them makes sense together only.
std::vector<Path> one_sided_objects(const TomlValue& base, const TomlValue& whatif) {
    std::vector<Path> objects;
    for (const auto& [one, other] : {std::pair(&base, &whatif), std::pair(&whatif, &base)})
        for (const NewObject& object : new_objects(*one, *other)) objects.push_back(path_of(object.path));
    return objects;
}

/// What the change is told with: the object that only one side has, or its own first words.
Path group_key(const Path& path, const std::vector<Path>& objects, std::size_t depth) {
    for (const Path& object : objects)
        if (begins_with(path, object))
            return Path(object.begin(), object.begin() + static_cast<std::ptrdiff_t>(std::min(object.size(), depth)));
    return Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(std::min(path.size(), depth)));
}

std::map<Path, ChangeGroup> grouped(const std::vector<ScenarioDifference>& changes, const std::vector<Path>& objects, std::size_t depth) {
    std::map<Path, ChangeGroup> groups;
    for (const ScenarioDifference& change : changes) groups[group_key(path_of(change.path), objects, depth)].changes.push_back(change);
    return groups;
}

/// Puts what `from` has at the path in place of what `root` has; what it has not is taken away, with tables that become empty.
void set_from(TomlValue& root, const TomlValue& from, const Path& path) {
    const TomlValue* value = value_at(from, path);
    std::vector<TomlValue*> tables{&root};
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (value == nullptr && !tables.back()->members.contains(path[i])) return;
        TomlValue& next = tables.back()->members[path[i]];
        if (!next.is_table()) next = {};
        tables.push_back(&next);
    }
    if (value != nullptr) {
        tables.back()->members[path.back()] = *value;
        return;
    }
    tables.back()->members.erase(path.back());
    for (std::size_t i = path.size() - 1; i > 0 && tables[i]->members.empty(); --i) tables[i - 1]->members.erase(path[i - 1]);
}

}  // namespace

std::string ChangeGroup::name() const {
    if (changes.size() == 1) return changes.front().path;
    Path together = path_of(changes.front().path);
    for (const ScenarioDifference& change : changes) {
        const Path path = path_of(change.path);
        std::size_t same = 0;
        while (same < std::min(together.size(), path.size()) && together[same] == path[same]) ++same;
        together.resize(same);
    }
    const std::string keys = fmt::format("{} keys", changes.size());
    if (!together.empty()) return fmt::format("{} ({})", text_of_path(together), keys);
    return fmt::format("{} and {} more", changes.front().path, changes.size() - 1);
}

GroupedChanges::GroupedChanges(const ResolvedText& base, const ResolvedText& whatif) : base_(base), whatif_(whatif) {
    std::vector<ScenarioDifference> changes = differences(base.root, whatif.root);
    std::erase_if(changes, [](const ScenarioDifference& change) { return reaches_nothing_simulated(path_of(change.path)); });
    const std::vector<Path> objects = one_sided_objects(base.root, whatif.root);
    std::map<Path, ChangeGroup> groups = grouped(changes, objects, depth_max);
    for (std::size_t depth = 6; groups.size() > groups_max && depth > 0; --depth) groups = grouped(changes, objects, depth);
    for (auto& [key, group] : groups) groups_.push_back(std::move(group));
}

const ReadResult& GroupedChanges::read(std::uint32_t changed) {
    const auto found = read_.find(changed);
    if (found != read_.end()) return found->second;
    ResolvedText text = base_;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        if ((changed >> g & 1U) == 0) continue;
        for (const ScenarioDifference& change : groups_[g].changes) set_from(text.root, whatif_.root, path_of(change.path));
    }
    return read_.emplace(changed, read_resolved(text)).first->second;
}

bool GroupedChanges::all_sound(const std::vector<std::vector<std::size_t>>& orders) {
    for (const std::vector<std::size_t>& order : orders) {
        std::uint32_t on = 0;
        for (std::size_t i = 0; i + 1 < order.size(); ++i) {
            on |= 1U << order[i];
            const std::uint32_t others = ((1U << order.size()) - 1) & ~on;  // what the reverse order has on when it comes here
            for (const std::uint32_t changed : {on, others}) {
                if (is_sound(changed)) continue;
                mend(changed);
                return false;
            }
        }
    }
    return true;
}

void GroupedChanges::mend(std::uint32_t changed) {
    const auto is_in = [changed](std::size_t group) { return (changed >> group & 1U) != 0; };
    for (std::size_t one = 0; one < groups_.size(); ++one) {
        if (!is_in(one) || is_sound(1U << one)) continue;
        for (std::size_t other = 0; other < groups_.size(); ++other)
            if (other != one && is_sound(1U << one | 1U << other)) return put_together(one, other);
    }
    // Not by a pair: the last of the set goes with one that is missing, of those that cannot be made alone, or left out alone, if there
    // are.
    const std::uint32_t all = (1U << groups_.size()) - 1;
    std::size_t last = 0, missing = groups_.size();
    bool is_entangled = false;
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        if (is_in(group)) {
            last = group;
            continue;
        }
        const bool entangled = !is_sound(1U << group) || !is_sound(all & ~(1U << group));
        if (missing < groups_.size() && (is_entangled || !entangled)) continue;
        missing = group;
        is_entangled = entangled;
    }
    put_together(last, missing);
}

void GroupedChanges::put_together(std::size_t one, std::size_t other) {
    if (one > other) std::swap(one, other);
    std::vector<ScenarioDifference>& kept = groups_[one].changes;
    kept.insert(kept.end(), groups_[other].changes.begin(), groups_[other].changes.end());
    groups_.erase(groups_.begin() + static_cast<std::ptrdiff_t>(other));
    read_.clear();
}

}  // namespace agrocap
