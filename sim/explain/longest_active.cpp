#include "explain/longest_active.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace agrocap {

namespace {

constexpr std::size_t periods_max = 4'000'000;  // 64 MB

bool is_idle(ServerState shown) {
    switch (shown) {
        case ServerState::working:
        case ServerState::setup:
        case ServerState::down:
        case ServerState::maintenance: return false;
        default: return true;
    }
}

/// Time that nobody has taken yet.
class Uncovered {
  public:
    Uncovered(Time from, Time to) {
        if (from < to) gaps_[from] = to;
    }

    /// Takes what is left between two moments. Gives: how much that is.
    Duration take(Time from, Time to) {
        Duration taken{};
        auto gap = gaps_.upper_bound(from);
        if (gap != gaps_.begin() && std::prev(gap)->second > from) --gap;
        while (gap != gaps_.end() && gap->first < to) {
            const auto [begins, ends] = *gap;
            const Time low = std::max(begins, from), high = std::min(ends, to);
            gap = gaps_.erase(gap);
            if (begins < low) gaps_[begins] = low;
            if (high < ends) gap = gaps_.emplace(high, ends).first;
            taken += high - low;
            if (high < ends) break;
        }
        return taken;
    }

  private:
    std::map<Time, Time> gaps_;
};

}  // namespace

LongestActive::LongestActive(const Model& model)
    : model_(model), until_(model.end), stations_(model.stations.size()), idle_(model.servers.size(), 1) {
    for (std::uint32_t i = 0; i < model.stations.size(); ++i) stations_[i].idle_servers = model.stations[StationId(i)].servers.count;
}

void LongestActive::server_changed(const Run& run, ServerId server) {
    if (run.now() >= until_) return;
    const char idle = is_idle(run.state.servers[server].shown) ? 1 : 0;
    if (idle_[server.index] == idle) return;
    idle_[server.index] = idle;
    Watched& station = stations_[run.state.servers[server].station.index];
    if (idle != 0) {
        if (station.idle_servers++ == 0) end_period(station, run.now());
    } else {
        if (--station.idle_servers == 0) begin_period(station, run.now());
    }
}

void LongestActive::begin_period(Watched& station, Time now) const {
    station.since = now;
    // A pause of no time is none.
    if (station.periods.empty() || station.periods.back().to != now) return;
    station.since = station.periods.back().from;
    station.periods.pop_back();
}

void LongestActive::end_period(Watched& station, Time now) {
    station.periods.push_back({station.since, now});
    if (++kept_ == periods_max) until_ = now;
}

std::vector<double> LongestActive::shares(const std::vector<StationId>& stations) const {
    struct Owned {
        Period period;
        std::size_t owner = 0;
    };
    std::vector<Owned> all;
    for (std::size_t s = 0; s < stations.size(); ++s) {
        const Watched& station = stations_[stations[s].index];
        for (const Period& period : station.periods) all.push_back({period, s});
        if (station.idle_servers == 0) all.push_back({{station.since, until_}, s});
    }
    std::stable_sort(all.begin(), all.end(), [](const Owned& left, const Owned& right) {
        return left.period.to - left.period.from > right.period.to - right.period.from;
    });
    Uncovered left(model_.warmup_end, until_);
    std::vector<double> shares(stations.size(), 0.0);
    const auto measured = static_cast<double>((until_ - model_.warmup_end).count());
    for (const Owned& one : all) shares[one.owner] += static_cast<double>(left.take(one.period.from, one.period.to).count()) / measured;
    return shares;
}

}  // namespace agrocap
