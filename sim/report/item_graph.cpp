#include "report/graph_picture.hpp"
#include "report/number_format.hpp"
#include "report/supply_graph.hpp"
#include "scenario/goods.hpp"
#include "scenario/line_stations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace agrocap {

namespace {

class ItemGraph {
  public:
    ItemGraph(const Scenario& scenario, const std::string& item) : scenario_(scenario), picture_(scenario, item) {}

    LabelledGraph draw(const std::string& item) {
        picture_.emphasise(node_of(item));
        draw_tree(item);
        draw_users(item);
        draw_markets(item);
        return std::move(picture_).take();
    }

  private:
    std::uint32_t node_of(const std::string& item);
    void draw_tree(const std::string& item);
    void draw_origins(const std::string& item);
    void draw_users(const std::string& item);
    void draw_markets(const std::string& item);
    [[nodiscard]] std::map<std::string, std::int64_t> parts_of(const std::string& item) const;

    const Scenario& scenario_;
    GraphPicture picture_;
    std::set<std::string> drawn_;
};

std::uint32_t ItemGraph::node_of(const std::string& item) {
    const ItemSpec& spec = scenario_.item.at(item);
    std::string text = name_text(spec.name, item);
    if (spec.price->first > 0) text += fmt::format("\n{} {}", grouped(spec.price->first, 0), *scenario_.currency);
    return picture_.node({.id = "item." + item, .sort = NodeSort::item, .text = text, .country = ""});
}

/// The bill of materials, and what the stations of its lines take besides.
std::map<std::string, std::int64_t> ItemGraph::parts_of(const std::string& item) const {
    std::map<std::string, std::int64_t> parts;
    for (const auto& [part, count] : scenario_.item.at(item).uses)
        if (*count > 0) parts[part] = *count;
    for (const auto& [plant_id, plant] : scenario_.plant) {
        for (const auto& [line_id, line] : plant.line) {
            const bool makes_it = makes_item(line, item);
            for (const PartNeed& need : needs_of(scenario_, plant, line, ""))
                if (need.made.empty() && makes_it) parts.emplace(need.item, need.count);
        }
    }
    return parts;
}

void ItemGraph::draw_tree(const std::string& item) {
    if (!drawn_.insert(item).second) return;  // a part that several others use
    draw_origins(item);
    for (const auto& [part, count] : parts_of(item)) {
        picture_.edge({node_of(part), node_of(item), EdgeSort::use, count > 1 ? fmt::format("×{}", count) : ""});
        draw_tree(part);
    }
}

void ItemGraph::draw_origins(const std::string& item) {
    for (const auto& [plant_id, plant] : scenario_.plant) {
        for (const auto& [line_id, line] : plant.line) {
            for (const auto& [made, share] : line.makes) {
                if (*made != item) continue;
                const std::string text = name_text(plant.name, plant_id) + "\n" + line_id;
                const std::uint32_t maker = picture_.node(
                    {.id = "plant." + plant_id + ".line." + line_id, .sort = NodeSort::line, .text = text, .country = *plant.country});
                picture_.edge({maker, node_of(item), EdgeSort::make, ""});
            }
        }
    }
    for (const auto& [id, supplier] : scenario_.supplier) {
        const auto offer = supplier.item.find(item);
        if (offer == supplier.item.end()) continue;
        picture_.edge({picture_.supplier(id), node_of(item), EdgeSort::supply, duration_text(moments_of(*offer->second.lead).mean)});
    }
}

void ItemGraph::draw_users(const std::string& item) {
    for (const auto& [other, spec] : scenario_.item) {
        const auto parts = parts_of(other);
        const auto use = parts.find(item);
        if (use == parts.end()) continue;
        picture_.edge({node_of(item), node_of(other), EdgeSort::use, use->second > 1 ? fmt::format("×{}", use->second) : ""});
    }
}

void ItemGraph::draw_markets(const std::string& item) {
    for (const auto& [id, market] : scenario_.market) {
        for (const auto& [wanted, demand] : market.demand) {
            const bool is_it = wanted == item || (!scenario_.item.contains(wanted) && *scenario_.item.at(item).family == wanted);
            if (!is_it) continue;
            const std::string text = yearly_text(demand.per_year->first) + (wanted == item ? "" : ", any " + wanted);
            const std::uint32_t node = picture_.node(
                {.id = "market." + id, .sort = NodeSort::market, .text = name_text(market.name, id), .country = *market.country});
            picture_.edge({node_of(item), node, EdgeSort::demand, text});
        }
    }
}

}  // namespace

LabelledGraph item_graph(const Scenario& scenario, const std::string& item) { return ItemGraph(scenario, item).draw(item); }

}  // namespace agrocap
