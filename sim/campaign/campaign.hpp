#pragma once

#include "archive/sqlite.hpp"
#include "archive/study_archive.hpp"
#include "experiment/design.hpp"
#include "scenario/resolve.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// The most replications of all points together, and the most tasks.
inline constexpr std::uint64_t campaign_units_max = 1'000'000'000;
inline constexpr std::size_t campaign_tasks_max = 1'000'000;

/// A campaign's folder that no work can be done on, however often it is tried: `what()` says why.
struct CampaignFault : ArchiveFault {
    using ArchiveFault::ArchiveFault;
};

/// A study on many machines: a folder that everybody who works on it can see, and nothing else.
///
/// Every replication of every point is a unit with a number: point × replications + replication. A task is a run of units, so it says
/// what is to be simulated and not by whom; whoever does it, and however often, gives the same bits.
struct Campaign {
    std::string id;  // SHA-256 of what is simulated and how it is cut: what belongs to another campaign is known by it
    StudyOrigin origin;
    ResolvedText text;  // the merged scenario, as the folder holds it
    Design design;
    std::vector<std::uint64_t> begins;  // by task: its first unit; one more for the end of the last

    [[nodiscard]] std::size_t tasks() const { return begins.size() - 1; }
    [[nodiscard]] std::uint64_t units() const { return begins.back(); }
    [[nodiscard]] std::size_t point_of(std::uint64_t unit) const { return unit / static_cast<std::uint64_t>(origin.replications); }
    [[nodiscard]] std::uint64_t replication_of(std::uint64_t unit) const { return unit % static_cast<std::uint64_t>(origin.replications); }
    [[nodiscard]] std::uint64_t unit_of(std::size_t point, std::uint64_t replication) const {
        return point * static_cast<std::uint64_t>(origin.replications) + replication;
    }
};

/// Names of what a campaign's folder holds.
std::string scenario_file(const std::string& folder);
std::string manifest_file(const std::string& folder);
std::string database_file(const std::string& folder);
std::string shards_folder(const std::string& folder);
std::string failures_folder(const std::string& folder);
std::string engines_folder(const std::string& folder);

/// Fills in the campaign's id. Requires: everything else is there.
void identify(Campaign& campaign);

/// Writes the folder: scenario, manifest, the scripts for engines. Errors: `OutputFault`; `ArchiveFault` if a campaign is there already.
void write_campaign(const Campaign& campaign, const std::string& folder);

/// Reads a folder. Errors: `CampaignFault` for what is not as it was written, or is of another version of the program; `ArchiveFault` for
/// what cannot be read.
Campaign read_campaign(const std::string& folder);

}  // namespace agrocap
