#pragma once

#include "scenario/goods.hpp"
#include "scenario/line_stations.hpp"
#include "scenario/path_set.hpp"
#include "scenario/scenario.hpp"

#include <functional>
#include <string>
#include <vector>

namespace agrocap {

/// A name that others may refer to, and where it is defined (line 0 = only implied).
struct KnownName {
    std::string name;
    SourceSpan at;
};

using KnownNames = std::vector<KnownName>;

/// The ids of one table, in path order, each with its place.
template <class T>
KnownNames names_of(const Keyed<T>& table) {
    KnownNames names;
    names.reserve(table.size());
    for (const auto& [id, row] : table) names.push_back({id, row.at});
    return names;
}

/// A reference as it was written: the word, its place, the path of the key that holds it, and what it should name ("station").
struct Reference {
    std::string word;
    SourceSpan at;
    std::string path;
    std::string kind;
};

/// What the checks of `validate` share: the scenario, the list of faults, and the wording of references.
///
/// Faults that the reader found before are remembered: where a table could not be read in full, "is missing" would mislead.
class Checks {
  public:
    Checks(const Scenario& scenario, Diagnostics& diagnostics);

    const Scenario& scenario;
    const GoodsIndex goods;

    /// `all_stations` of a plant, found once for all checks.
    const std::vector<PlacedStation>& stations_of_plant(const std::string& plant_id);

    void error(Code code, SourceSpan at, std::string path, std::string text, std::string hint = {});
    void warning(Code code, SourceSpan at, std::string path, std::string text, std::string hint = {});

    /// Reports E040 unless the shares sum to 1; none at all is fine. Three of 0.333333 may pass as a whole.
    void shares_make_a_whole(const std::vector<Written<double>>& shares, std::string path);

    /// Reports E021: nothing has this name; `known` lists those that are there and is called only when there is time to search them.
    void no_such(const Reference& reference, std::size_t known_count, const std::function<KnownNames()>& known);

    /// Reports E021 unless `table` has the name. Gives: whether it does.
    template <class T>
    bool refer_to(const Name& name, std::string path, std::string kind, const Keyed<T>& table) {
        if (table.contains(name.value)) return true;
        no_such({name.value, name.at, std::move(path), std::move(kind)}, table.size(), [&table] { return names_of(table); });
        return false;
    }

    /// The same for an optional key: absent is fine.
    template <class T>
    bool refer_if_given(const Name& name, std::string path, std::string kind, const Keyed<T>& table) {
        return (name.value.empty() && !name.given) || refer_to(name, std::move(path), std::move(kind), table);
    }

    /// Whether it is worth while to look for the nearest among so many names, see `Diagnostics`.
    bool may_search(std::size_t names) { return diagnostics_.may_search(names); }

    /// "did you mean "assembly" (line 41)?", or the known names when none is near, or empty.
    [[nodiscard]] std::string hint_for(const Reference& reference, const KnownNames& known) const;

    /// " (line 41)", or " (base.toml:41)" seen from another file, or nothing for a default.
    [[nodiscard]] std::string place_of(SourceSpan at, SourceSpan seen_from) const;

    /// Whether the reader found a fault at `path` or below it.
    [[nodiscard]] bool was_misread(const std::string& path) const;

    /// Whether the reader or a check found an error at `path` or below it; "" stands for the whole scenario.
    [[nodiscard]] bool has_error(const std::string& path) const;

  private:
    Diagnostics& diagnostics_;
    PathSet misread_;  // paths of the reader's errors
    PathSet wrong_;    // paths of all errors
    Keyed<std::vector<PlacedStation>> stations_;
};

/// The clock counts from the scenario's start, and reaches some 292 years either way: a date further off would wrap (E032).
void check_date(Checks& checks, const Written<Day>& day, const std::string& path);

/// The parts of `validate`, in order; each reports all it finds and none needs another to have passed.
void check_plant_references(Checks& checks);
void check_network_references(Checks& checks);
void check_metrics(Checks& checks);
void check_calendars(Checks& checks);
void check_lines(Checks& checks);
void check_unit_flow(Checks& checks);
void check_materials(Checks& checks);
void check_supply(Checks& checks);
void check_network(Checks& checks);
void check_settings(Checks& checks);
void check_amounts(Checks& checks);
void check_added(Checks& checks);
void check_dates(Checks& checks);
void check_prices(Checks& checks);
void check_transport(Checks& checks);
/// Amounts by name and by date, dated orders.
void check_money(Checks& checks);
/// These two need a scenario without errors.
void check_unused(Checks& checks);
void check_capacity(Checks& checks);

/// `known` names in quotes, separated by commas: "a", "b".
std::string quoted_list(const std::vector<std::string>& names);

}  // namespace agrocap
