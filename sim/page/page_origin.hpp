#pragma once

#include "experiment/gantt.hpp"
#include "page/html_page.hpp"
#include "scenario/diff.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// A file of a scenario as it was read.
struct ReadText {
    std::string name, text;
};

/// Where a page's numbers come from, besides the results themselves.
struct PageOrigin {
    std::string command;                          // that gives them again
    std::vector<ReadText> texts;                  // the scenario's files, its own first
    std::string base;                             // the file that the scenario extends; empty if none
    std::vector<ScenarioDifference> differences;  // from it
    std::string land;                             // of `--map`
    std::map<std::string, double> bound{};        // what means are proven not to exceed, by metric
    std::string why{};                            // one sentence: why no more is made
    std::vector<Gantt> gantts{};                  // fortnights of one replication
};

/// What stands in a page's last table: each thing that decides the numbers, and its value.
struct OriginFacts {
    std::string digest;
    std::optional<std::uint64_t> seed;  // none: nothing was simulated
    std::size_t replications = 0;
    std::string measured;  // "365 days after 30 days of warm-up"
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;
};

/// The last parts of every page: what the scenario changes of its base, how its numbers stand, its text, and how to have it all again.
void add_origin(Page& page, const PageOrigin& origin, const OriginFacts& facts);

}  // namespace agrocap
