#include "bound/draft.hpp"
#include "bound/least_loss.hpp"
#include "bound/longest_work.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace agrocap {

namespace {

const DistributionSpec& time_of(const StationSpec& spec, const std::string& item) {
    const auto own = spec.times.find(item);
    return own == spec.times.end() ? *spec.time : *own->second;
}

/// The most and the least that a dated value comes to.
std::pair<double, double> extremes(const Model& model, const DatedNumber& number) {
    std::pair<double, double> found{number.first, number.first};
    for (const DatedStep& step : rows_of(model.dated_steps, number.later)) {
        found.first = std::max(found.first, step.value);
        found.second = std::min(found.second, step.value);
    }
    return found;
}

struct Share {
    double most = 1, least = 1;
};

/// What is left of everything when a share goes; to be multiplied, so rounded apart.
Share rest_of(double most, double least) { return {least > 0 ? step_up(1 - least) : 1, most > 0 ? step_down(1 - most) : 1}; }

/// Of the units that a station completes, those that go on; and those that go back, as a way.
Share fate_of(const Draft& draft, const Station& station, std::uint32_t item, std::vector<UnitWay>& ways) {
    if (!station.has_fate) return {};
    const Fate& fate = draft.model.fates[station.first_fate + item];
    const auto [lost_most, lost_least] = extremes(draft.model, fate.scrap_up_to);
    const auto [gone_most, gone_least] = extremes(draft.model, fate.rework_up_to);
    const double back = std::min(1.0, gone_most - lost_least);
    if (back > 0 && fate.rework_to.valid())
        ways.push_back({.from = 0, .to = fate.rework_to, .most = step_up(back), .least = 0, .chosen = {}});
    return rest_of(gone_most, gone_least);
}

/// Failures by work, of such a kind and with a steady chance: how many in a ns of work; 0 where some have no steady chance, or where work
/// does not go at its usual speed.
double steady_rate(const Draft& draft, StationId id, OnFailure kind) {
    const WorkClock& clock = draft.model.clocks[draft.model.stations[id].work_clock];
    const bool is_disrupted = std::any_of(draft.model.disrupted_servers.begin(), draft.model.disrupted_servers.end(),
                                          [&](ServerId server) { return draft.model.servers[server].station == id; });
    if (clock.ramped || is_disrupted) return 0;
    double rate = 0;
    for (const FailureSpec& failure : spec_of(draft, id).failures)
        if (failure.on_failure == kind && failure.uptime->kind == DistributionKind::exponential) rate += 1 / failure.uptime->mean;
    return rate;
}

bool has_failures(const Draft& draft, StationId id, OnFailure kind) {
    const std::vector<FailureSpec>& failures = spec_of(draft, id).failures;
    return std::any_of(failures.begin(), failures.end(), [&](const FailureSpec& failure) { return failure.on_failure == kind; });
}

/// Work of an item that failures scrap by a chance that is known.
std::optional<KilledWork> killed_of(const Draft& draft, StationId id, std::uint32_t item) {
    if (draft.rules[id].killed) return draft.rules[id].killed;
    if (draft.rules[id].rule == WorkRule::counted || draft.model.stations[id].batch > 1 || has_failures(draft, id, OnFailure::restart))
        return std::nullopt;
    const double rate = steady_rate(draft, id, OnFailure::scrap);
    if (!(rate > 0)) return std::nullopt;
    return killed_wearing_work(time_of(spec_of(draft, id), draft.model.items[draft.model.line_items[item].item].id), 1 / rate);
}

/// The ways of one item's units from a station, with their shares of the work there.
std::vector<UnitWay> ways_from(const Draft& draft, StationId id, std::uint32_t item) {
    const Station& station = draft.model.stations[id];
    std::vector<UnitWay> ways;
    const Share pass = fate_of(draft, station, item, ways);
    if (!station.has_branches) {
        ways.push_back({.from = 0, .to = station.next, .most = pass.most, .least = pass.least, .chosen = {}});
    } else {
        const Slice branches = draft.model.ways[station.first_ways + item];
        const bool chooses = station.first_free && branches.count > 1;
        double before = 0;
        for (const Branch& branch : rows_of(draft.model.branches, branches)) {
            const double share = station.first_free ? 1 : branch.share_up_to - before;
            before = branch.share_up_to;
            const Share part = share == 1 ? pass : Share{step_up(pass.most * share), step_down(pass.least * share)};
            ways.push_back({.from = 0, .to = branch.to, .most = part.most, .least = part.least, .by_choice = chooses, .chosen = {}});
        }
    }
    const StationRule& rule = draft.rules[id];
    const std::optional<KilledWork> killed = killed_of(draft, id, item);
    for (UnitWay& way : ways) {
        if (killed) way.most = step_up(way.most * killed->survives);
        if (way.by_choice || (rule.loses_work && rule.rule == WorkRule::worked)) way.least = 0;
        way.least = std::max(way.least, 0.0);
    }
    return ways;
}

/// One item's own failures: a mode's uptime where it is the only one that scraps, exponential, and counts the work itself.
double scrapping_uptime(const Draft& draft, StationId id, const StationSpec& spec) {
    double uptime = 0;
    for (const FailureSpec& failure : spec.failures) {
        if (failure.on_failure != OnFailure::scrap) continue;
        const bool fits = uptime == 0 && failure.clock == FailureClock::busy && failure.uptime->kind == DistributionKind::exponential;
        if (!fits) return 0;
        uptime = failure.uptime->mean;
    }
    const WorkClock& clock = draft.model.clocks[draft.model.stations[id].work_clock];
    const bool is_disrupted = std::any_of(draft.model.disrupted_servers.begin(), draft.model.disrupted_servers.end(),
                                          [&](ServerId server) { return draft.model.servers[server].station == id; });
    return clock.ramped || is_disrupted ? 0 : uptime;
}

/// Work that is not new-better-than-used can be told only where nobody can break it off in the light of how long it has taken.
StationRule rule_of_station(Draft& draft, StationId id) {
    const Station& station = draft.model.stations[id];
    const StationSpec& spec = spec_of(draft, id);
    StationRule rule;
    rule.in_hand = static_cast<std::int64_t>(station.servers.count) * station.batch;
    bool ages = true, wears = true, restarts = false, asks_crew = !station.crews.empty();
    std::set<const DistributionSpec*> times;
    std::vector<const DistributionSpec*> different;
    for (const LineItem& made : rows_of(draft.model.line_items, station.items)) {
        const DistributionSpec& time = time_of(spec, draft.model.items[made.item].id);
        if (std::none_of(different.begin(), different.end(), [&](const auto* other) { return *other == time; })) different.push_back(&time);
        const WorkFacts facts = work_facts(time);
        ages = ages && facts.ages;
        wears = wears && facts.wears;
    }
    for (const FailureSpec& failure : spec.failures) {
        restarts = restarts || failure.on_failure == OnFailure::restart;
        rule.loses_work = rule.loses_work || failure.on_failure == OnFailure::scrap;
    }
    const Server& server = draft.model.servers[ServerId(station.servers.first)];
    for (const ModeId mode : ids_of<ModeId>(server.modes)) asks_crew = asks_crew || draft.model.modes[mode].crew.valid();
    if (ages && (wears || station.batch == 1 || different.size() == 1)) return rule;
    const bool is_one = station.batch == 1 || different.size() == 1;
    if (rule.loses_work && !restarts && !asks_crew && station.batch == 1 && different.size() == 1) {
        const double uptime = scrapping_uptime(draft, id, spec);
        if (uptime > 0) rule.killed = killed_work(*different.front(), uptime);
        if (rule.killed) return rule;
    }
    if (is_one && !rule.loses_work && !restarts && !asks_crew) return rule;
    if (station.batch == 1 && !rule.loses_work && !station.finishes) {
        rule.may_stop = true;
        return rule;
    }
    rule.rule = WorkRule::counted;
    draft.left_out.insert("work of " + draft.model.station_names[id].path);
    return rule;
}

/// Work that a server can do in all of the simulated time.
double work_of_server(const Draft& draft, StationId id) {
    const TimeSpan all{Time{}, draft.periods.ends.back()};
    const OpenTime open = open_time(draft.model.clocks[draft.model.stations[id].work_clock], all);
    return open.sum * std::max(1.0, draft.hours.speed(id, all));
}

/// Allowances: see docs/bound.md, "Work in hand".
void tell_work(Draft& draft, Visit& visit) {
    const StationRule& rule = draft.rules[visit.station];
    const Station& station = draft.model.stations[visit.station];
    const auto servers = static_cast<double>(station.servers.count);
    visit.more_begun = static_cast<double>(rule.in_hand);
    if (station.has_fate) visit.scrap = extremes(draft.model, draft.model.fates[station.first_fate + visit.item].scrap_up_to).first;
    const std::optional<KilledWork> killed = killed_of(draft, visit.station, visit.item);
    visit.is_killed = killed.has_value();
    if (rule.loses_work && !killed) visit.more_begun = std::numeric_limits<double>::infinity();
    if (rule.rule == WorkRule::counted) return;
    const DistributionSpec& time = time_of(spec_of(draft, visit.station), draft.model.items[draft.model.line_items[visit.item].item].id);
    visit.facts = work_facts(time);
    if (killed) {
        visit.facts.mean = killed->mean;
        visit.facts.spread = killed->spread;
        visit.facts.ages = killed->wears;
    } else if (time.is_constant() && station.batch == 1 && !rule.loses_work) {
        visit.facts.mean = repeated_work(visit.facts.mean, steady_rate(draft, visit.station, OnFailure::restart));
    }
    if (visit.facts.ages || !(visit.facts.mean > 0)) return;
    double left = rule.may_stop ? HUGE_VAL : 1.5 * visit.facts.spread;
    if (!killed && station.batch == 1) left = std::min(left, left_in_hand(time, visit.facts.mean, work_of_server(draft, visit.station)));
    if (!std::isfinite(left)) {  // nothing holds it to hours
        visit.facts.mean = 0;
        draft.left_out.insert("work of " + draft.model.station_names[visit.station].path);
        return;
    }
    double& more = killed ? visit.allowance : visit.over;
    more = step_up(servers * left * station.batch);
    visit.more_begun = std::max(visit.more_begun, visit.allowance);
}

/// All stations that units of one item may come to, from its first on.
void find_visits_of(Draft& draft, std::uint32_t item) {
    const std::uint32_t first = static_cast<std::uint32_t>(draft.visits.size());
    std::map<StationId, std::uint32_t> numbers;
    const auto number_of = [&](StationId id) {
        const auto [known, is_new] = numbers.try_emplace(id, static_cast<std::uint32_t>(draft.visits.size()));
        if (is_new) {
            draft.visits.push_back({.station = id, .item = item, .work = draft.add_course(), .facts = {}});
            tell_work(draft, draft.visits.back());
            draft.visits_at[id].push_back(known->second);
            draft.ways_in.emplace_back();
        }
        return known->second;
    };
    number_of(draft.model.line_items[item].first);
    for (std::uint32_t v = first; v < draft.visits.size(); ++v) {
        for (UnitWay way : ways_from(draft, draft.visits[v].station, item)) {
            way.from = v;
            if (way.by_choice) way.chosen = draft.add_course();
            if (way.to.valid()) {
                draft.ways_in[number_of(way.to)].push_back(way);
            } else {
                draft.ways_out[item].push_back(way);
            }
        }
    }
    draft.visits_of_item[item] = {first, static_cast<std::uint32_t>(draft.visits.size()) - first};
}

}  // namespace

void Draft::add_row(RowKind kind, const std::string& what, SourceSpan at, int period, Sum sum) {
    program.rows.push_back({.kind = kind,
                            .what = what,
                            .at = at,
                            .period = period,
                            .limit = sum.constant,
                            .allowance = sum.allowance,
                            .terms = std::move(sum.terms)});
}

const StationSpec& spec_of(const Draft& draft, StationId id) {
    const StationName& name = draft.model.station_names[id];
    const PlantSpec& plant = draft.scenario.plant.at(draft.model.plants[name.plant].id);
    const LineId line = draft.model.stations[id].line;
    return line.valid() ? plant.line.at(draft.model.lines[line].id).station.at(name.id) : plant.station.at(name.id);
}

const LineSpec& spec_of(const Draft& draft, LineId id) {
    const Line& line = draft.model.lines[id];
    return draft.scenario.plant.at(draft.model.plants[line.plant].id).line.at(line.id);
}

void find_visits(Draft& draft) {
    const Model& model = draft.model;
    draft.rules = Table<Station, StationRule>(model.stations.size());
    draft.visits_at = Table<Station, std::vector<std::uint32_t>>(model.stations.size());
    draft.visits_of_item.resize(model.line_items.size());
    draft.ways_out.resize(model.line_items.size());
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) draft.rules[StationId(s)] = rule_of_station(draft, StationId(s));
    for (std::uint32_t i = 0; i < model.line_items.size(); ++i) find_visits_of(draft, i);
}

}  // namespace agrocap
