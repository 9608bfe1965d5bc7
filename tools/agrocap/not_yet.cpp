#include "not_yet.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>

namespace agrocap {

namespace {

template <class Spec>
void refuse(Diagnostics& found, const Keyed<Spec>& tables, const std::string& key, const std::string& what) {
    if (tables.empty()) return;
    const auto& [id, first] = *tables.begin();
    const std::string more = tables.size() > 1 ? fmt::format(" ({} in all)", tables.size()) : "";
    found.error(99, first.at, key + "." + id, fmt::format("this version does not simulate {} yet{}", what, more));
}

void refuse_reorder_policies(Diagnostics& found, const Scenario& scenario) {
    for (const auto& [plant_id, plant] : scenario.plant)
        for (const auto& [item, store] : plant.store)
            if (store.reorder.kind != ReorderKind::none)
                found.error(99, store.reorder.at, fmt::format("plant.{}.store.{}.reorder", plant_id, item),
                            "this version does not simulate reorder policies yet",
                            "supply = \"unlimited\" makes a store that never runs out");
}

}  // namespace

Diagnostics not_yet_simulated(const Scenario& scenario) {
    Diagnostics found;
    refuse(found, scenario.supplier, "supplier", "suppliers");
    refuse(found, scenario.place, "place", "places");
    refuse(found, scenario.lane, "lane", "lanes");
    refuse(found, scenario.market, "market", "markets");
    refuse(found, scenario.disruption, "disruption", "disruptions");
    refuse_reorder_policies(found, scenario);
    if (scenario.warmup_auto)
        found.error(99, scenario.warmup.at, "scenario.warmup", "this version does not find the warm-up by itself yet",
                    "give a time, such as warmup = \"30 d\"");
    found.sort();
    return found;
}

}  // namespace agrocap
