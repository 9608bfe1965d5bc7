#include "scenario/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

constexpr std::size_t listed_max = 10;  // more names than this are no help in one line

/// "stations", "families", "kinds of object", "suppliers or plants".
std::string plural_of(const std::string& kind) {
    if (const auto either = kind.find(" or "); either != std::string::npos) {
        return plural_of(kind.substr(0, either)) + " or " + plural_of(kind.substr(either + 4));
    }
    if (const auto of = kind.find(" of "); of != std::string::npos) return plural_of(kind.substr(0, of)) + kind.substr(of);
    if (kind.ends_with("y")) return kind.substr(0, kind.size() - 1) + "ies";
    return kind + "s";
}

}  // namespace

std::string quoted_list(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", name);
    return text;
}

Checks::Checks(const Scenario& scenario_to_check, Diagnostics& diagnostics)
    : scenario(scenario_to_check), goods(scenario_to_check), diagnostics_(diagnostics) {
    for (const Diagnostic& found : diagnostics.all()) {
        if (found.severity != Severity::error) continue;
        if (!found.path.empty()) misread_.insert(found.path);
        wrong_.insert(found.path);
    }
}

const std::vector<PlacedStation>& Checks::stations_of_plant(const std::string& plant_id) {
    const auto known = stations_.find(plant_id);
    if (known != stations_.end()) return known->second;
    return stations_.emplace(plant_id, all_stations(scenario.plant.at(plant_id), "plant." + plant_id)).first->second;
}

void Checks::error(Code code, SourceSpan at, std::string path, std::string text, std::string hint) {
    wrong_.insert(path);
    diagnostics_.error(code, at, std::move(path), std::move(text), std::move(hint));
}

void Checks::warning(Code code, SourceSpan at, std::string path, std::string text, std::string hint) {
    diagnostics_.warning(code, at, std::move(path), std::move(text), std::move(hint));
}

void Checks::shares_make_a_whole(const std::vector<Written<double>>& shares, std::string path) {
    double sum = 0;
    for (const Written<double>& share : shares) sum += share.value;
    if (shares.empty() || std::abs(sum - 1.0) <= 1e-6) return;
    std::string hint;
    if (std::abs(sum - 100.0) < 1e-3)
        hint = "shares are numbers from 0 to 1, not per cent";
    else if (sum > 1 &&
             std::any_of(shares.begin(), shares.end(), [&](const auto& share) { return share.at.file != shares.front().at.file; }))
        hint = "a table laid over another keeps what it does not name: give those that are gone a share of 0";
    error(Code::shares, shares.front().at, std::move(path), fmt::format("the shares sum to {:.6g}, expected 1", sum), hint);
}

void Checks::no_such(const Reference& reference, std::size_t known_count, const std::function<KnownNames()>& known) {
    const std::string hint = diagnostics_.may_search(known_count) ? hint_for(reference, known()) : "";
    error(Code::no_such_name, reference.at, reference.path, fmt::format("no {} is called \"{}\"", reference.kind, reference.word), hint);
}

std::string Checks::hint_for(const Reference& reference, const KnownNames& known) const {
    if (known.empty()) return fmt::format("there are no {} here", plural_of(reference.kind));
    std::vector<std::string> names;
    for (const KnownName& candidate : known) names.push_back(candidate.name);

    const std::string nearest = nearest_name(reference.word, names);
    if (!nearest.empty()) {
        const auto found = std::find_if(known.begin(), known.end(), [&](const KnownName& k) { return k.name == nearest; });
        return fmt::format("did you mean \"{}\"{}?", nearest, place_of(found->at, reference.at));
    }
    if (names.size() > listed_max) return {};
    return fmt::format("{} here: {}", plural_of(reference.kind), quoted_list(names));
}

std::string Checks::place_of(SourceSpan at, SourceSpan seen_from) const {
    if (at.line == 0) return {};
    if (at.file == seen_from.file) return fmt::format(" (line {})", at.line);
    if (at.file < scenario.files.size()) return fmt::format(" ({}:{})", scenario.files[at.file].path, at.line);
    return {};
}

bool Checks::has_error(const std::string& path) const { return wrong_.has_within(path); }

bool Checks::was_misread(const std::string& path) const { return misread_.has_within(path); }

}  // namespace agrocap
