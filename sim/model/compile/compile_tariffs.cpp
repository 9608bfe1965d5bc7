#include "model/compile/compile_tariffs.hpp"

#include "model/compile/compile_duties.hpp"
#include "model/compile/dated_course.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace agrocap {

namespace {

/// Stores that no tariff can tell apart: those of plants in one country, with the same shares made there.
class StoreKinds {
  public:
    StoreKinds(const Model& model, const OwnShares& shares) : kind_of_(model.stores.size(), no_row) {
        std::map<std::pair<std::string, std::vector<double>>, std::uint32_t> numbers;
        for (const ChannelSource& source : model.channel_sources) {
            std::uint32_t& kind = kind_of_[source.store.index];
            if (kind != no_row) continue;
            const auto known = shares.of.find(source.store);
            const std::string& country = model.nodes[model.stores[source.store].node].country;
            kind =
                numbers.emplace(std::pair(country, known != shares.of.end() ? known->second : std::vector<double>()), size_).first->second;
            size_ = size_of(numbers);
        }
    }

    [[nodiscard]] std::uint32_t size() const { return size_; }
    [[nodiscard]] std::uint32_t of(StoreId store) const { return kind_of_[store.index]; }

  private:
    std::vector<std::uint32_t> kind_of_;
    std::uint32_t size_ = 0;
};

DatedNumber tariff_of(Tables& tables, const ChannelSource& source, std::span<const ValueMoment> moments, const OwnShares& shares) {
    const Model& model = tables.model;
    const SupplyChannel& channel = model.channels[source.channel];
    const MarketSpec& market = tables.scenario.market.at(model.markets[channel.market].id);
    const ItemSpec& item = tables.scenario.item.at(model.items[channel.item].id);
    Import goods{.hs = *item.hs, .country = model.nodes[model.stores[source.store].node].country};
    DatedCourse course;
    for (std::size_t i = 0; i < moments.size(); ++i) {
        if (market.origin && !item.uses.empty()) goods.originates = shares.of.at(source.store)[i] >= **market.origin;
        course.note(moments[i].at, tariff_on(market, goods, moments[i].day));
    }
    return course.laid(tables.model);
}

}  // namespace

OwnShares::OwnShares(const Tables& tables) : asked(tables.model.items.size(), 0) {
    const auto& markets = tables.scenario.market;
    if (std::none_of(markets.begin(), markets.end(), [](const auto& market) { return market.second.origin.has_value(); })) return;
    for (const auto& [id, item] : tables.scenario.item) asked[tables.item_ids.at(id).index] = item.uses.empty() ? 0 : 1;
}

void compile_tariffs(Tables& tables, std::span<const ValueMoment> moments, const OwnShares& shares) {
    Model& model = tables.model;
    const StoreKinds kinds(model, shares);
    std::vector<std::uint32_t> tariffs(kinds.size());
    std::vector<ChannelId> known_for(kinds.size());
    for (ChannelSource& source : model.channel_sources) {
        if (!model.channels[source.channel].market.valid()) continue;
        const std::uint32_t kind = kinds.of(source.store);
        if (known_for[kind] != source.channel) {
            tariffs[kind] = size_of(model.tariffs);
            model.tariffs.push_back(tariff_of(tables, source, moments, shares));
        }
        known_for[kind] = source.channel;
        source.tariff = tariffs[kind];
    }
}

}  // namespace agrocap
