#include "bound/periods.hpp"

#include "model/time/scaled_work.hpp"

#include <algorithm>

namespace agrocap {

namespace {

constexpr std::size_t cuts_max = 12;

bool is_certain(const Disruption& row) {
    return row.dated && row.lasts.distribution.is_constant() && (!row.repeats || row.every.distribution.is_constant());
}

/// Adds moments within the simulated time while there is room for all of them.
void add_cuts(const Model& model, std::vector<Time>& cuts, std::vector<Time> more) {
    std::erase_if(more, [&](Time at) { return at <= Time{} || at >= model.end; });
    std::vector<Time> all = cuts;
    all.insert(all.end(), more.begin(), more.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() <= cuts_max) cuts = std::move(all);
}

/// Where each disruption whose dates are certain begins and ends; those that come seldom first, as one that comes daily has no room for
/// its cuts and must not keep a closure of a month from having them.
std::vector<std::vector<Time>> edges_of_disruptions(const Model& model) {
    std::vector<std::vector<Time>> edges;
    for (const Disruption& row : model.disruptions) {
        edges.emplace_back();
        for (const TimeSpan& span : certain_spans(model, row)) {
            edges.back().push_back(span.from);
            edges.back().push_back(span.to);
        }
    }
    std::stable_sort(edges.begin(), edges.end(), [](const auto& one, const auto& other) { return one.size() < other.size(); });
    return edges;
}

double factor_of(const Model& model, const Disruption& row, TimeSpan stretch) {
    bool is_touched = false;
    for (const TimeSpan& span : certain_spans(model, row)) {
        if (span.from <= stretch.from && span.to >= stretch.to) return row.speed;
        is_touched = is_touched || (span.from < stretch.to && span.to > stretch.from);
    }
    return is_touched || !is_certain(row) ? std::max(1.0, row.speed) : 1.0;
}

}  // namespace

std::vector<TimeSpan> certain_spans(const Model& model, const Disruption& row) {
    std::vector<TimeSpan> spans;
    if (!is_certain(row)) return spans;
    const auto whole = [](const Draw& draw) {
        return Duration(static_cast<std::int64_t>(std::min(draw.distribution.mean(), 0x1p62) + 0.5));
    };
    const Duration lasts = whole(row.lasts);
    const Duration every = row.repeats ? whole(row.every) : never_done;
    for (Time at = row.starts; at < model.end; at = later(at, every)) {
        const TimeSpan span{std::max(at, Time{}), std::min(later(at, lasts), model.end)};
        if (span.to > span.from) {
            if (!spans.empty() && span.from <= spans.back().to) {
                spans.back().to = std::max(spans.back().to, span.to);
            } else {
                spans.push_back(span);
            }
        }
        if (every <= Duration{} || every == never_done) break;
    }
    return spans;
}

Periods cut_periods(const Model& model) {
    std::vector<Time> cuts;
    add_cuts(model, cuts, {model.warmup_end});
    std::vector<Time> opens;
    for (const Line& line : model.lines) opens.push_back(line.opens);
    add_cuts(model, cuts, opens);
    for (const std::vector<Time>& edges : edges_of_disruptions(model)) add_cuts(model, cuts, edges);
    Periods periods;
    periods.ends = cuts;
    periods.ends.push_back(model.end);
    while (periods.begin(periods.window) < model.warmup_end) ++periods.window;
    return periods;
}

double speed_most(const Model& model, const std::vector<DisruptionId>& disruptions, TimeSpan stretch) {
    double speed = 1;
    for (const DisruptionId id : disruptions) speed *= factor_of(model, model.disruptions[id], stretch);
    return speed;
}

Table<Station, std::vector<DisruptionId>> disruptions_by_station(const Model& model) {
    Table<Station, std::vector<DisruptionId>> found(model.stations.size());
    for (std::uint32_t d = 0; d < model.disruptions.size(); ++d) {
        const Disruption& row = model.disruptions[DisruptionId(d)];
        if (row.kind != DisruptedKind::servers) continue;
        for (const ServerId server : rows_of(model.disrupted_servers, row.servers)) {
            std::vector<DisruptionId>& list = found[model.servers[server].station];
            if (list.empty() || list.back() != DisruptionId(d)) list.emplace_back(d);
        }
    }
    return found;
}

std::vector<DisruptionId> disruptions_of(const Model& model, DisruptedKind kind, std::uint32_t index) {
    std::vector<DisruptionId> found;
    for (std::uint32_t d = 0; d < model.disruptions.size(); ++d) {
        const Disruption& row = model.disruptions[DisruptionId(d)];
        if (row.kind == kind && row.index == index) found.emplace_back(d);
    }
    return found;
}

}  // namespace agrocap
