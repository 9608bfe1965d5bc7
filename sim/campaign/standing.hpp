#pragma once

#include "campaign/campaign.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// How far a task has come.
struct TaskStanding {
    std::uint64_t found = 0, units = 0;  // replications that are finished, and that there are
    std::size_t shards = 0;              // how often somebody has begun it
    std::string failure;                 // why whoever did it said that it can never work; empty if nobody did

    [[nodiscard]] bool is_done() const { return found == units; }
};

/// What a campaign's folder holds, found by looking at every line of every shard; no scheduler is asked.
/// Memory: nine bytes a unit.
struct Standing {
    std::vector<TaskStanding> tasks;
    std::vector<bool> found;                      // by unit; those that a refused point leaves undone count as found
    std::vector<std::uint64_t> values;            // by unit: a hash of the values, 0 = not there
    std::map<std::size_t, PointRefusal> refused;  // points that cannot be simulated; of several standstills the first replication's
    std::vector<std::string> torn;                // shards that end in the midst of a line: what is whole in them counts
    struct Unusable {
        std::string file, why;
    };
    std::vector<Unusable> unusable;  // shards that are foreign or damaged: nothing of them counts
    std::uint64_t units_found = 0;
    double seconds = 0;  // from the plan to the last change, by the files' times; for people

    [[nodiscard]] bool is_complete() const { return units_found == found.size(); }
    /// Tasks of which something is missing, ascending; those that can never work are left out.
    [[nodiscard]] std::vector<std::size_t> open_tasks() const;
};

/// Looks at the folder. Errors: `ArchiveFault` where two shards say different things of one replication, and for a folder that cannot be
/// read.
Standing survey(const Campaign& campaign, const std::string& folder);

/// The same for one task: by unit of it, what nobody has finished. A shard that cannot be used is passed over.
std::vector<bool> missing_units(const Campaign& campaign, const std::string& folder, std::size_t task);

/// What is missing, for people: "task 3: point 2, replications 10 to 14"; at most `lines`.
std::vector<std::string> missing_text(const Campaign& campaign, const Standing& standing, std::size_t lines);

/// Notes that a task can never work. Errors: `OutputFault`.
void note_failure(const std::string& folder, std::size_t task, const std::string& reason);

/// Numbers as schedulers take them: "0-3,7,9-11".
std::string ranges_text(const std::vector<std::size_t>& numbers);

}  // namespace agrocap
