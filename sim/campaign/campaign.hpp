#pragma once

#include "archive/sqlite.hpp"
#include "archive/study_archive.hpp"
#include "campaign/units.hpp"
#include "experiment/design.hpp"
#include "scenario/resolve.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
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

/// What decides how many replications a campaign takes: a number, or the rules by which a sweep to a precision, a check and a search stop
/// on one machine. With a rule they are given out in rounds: what the rule asks for next, given all that is finished.
enum class StopRule : std::uint8_t { number, precision, check, optimise };

struct Stopping {
    StopRule rule = StopRule::number;
    std::optional<double> precision, confidence;  // asked for over what the scenario says
    std::int64_t most = 0;                        // replications of a point
    bool in_order = true;                         // of a search: more of a key never does harm
};

/// How long a replication of a point takes where it was tried: what tasks are sized by.
struct PilotedPoint {
    std::size_t point = 0;
    double seconds = 0;  // a replication
};

/// How the replications of a round are cut into tasks.
struct Cutting {
    std::optional<std::size_t> tasks;  // so many of equal size; else …
    double task_seconds = 600;         // … of so long, by …
    std::vector<PilotedPoint> pilot;   // … these, by point; points in between cost as much as the nearest
};

/// A study on many machines: a folder that everybody who works on it can see, and nothing else.
///
/// Every replication of every point that was given out is a unit with a number, see `Units`. A task is a run of units, so it says what is
/// to be simulated and not by whom; whoever does it, and however often, gives the same bits.
struct Campaign {
    std::string id;  // SHA-256 of what is simulated and how it is cut: what belongs to another campaign is known by it
    StudyOrigin origin;
    ResolvedText text;  // the merged scenario, as the folder holds it
    Design design;      // of a check: one point without settings
    Stopping stopping;
    Cutting cutting;
    Units numbered;
    std::vector<std::uint64_t> begins{0};  // by task: its first unit; one more for the end of the last
    std::size_t rounds = 0;                // that were given out

    [[nodiscard]] bool stops_by_rule() const { return stopping.rule != StopRule::number; }
    [[nodiscard]] std::size_t tasks() const { return begins.size() - 1; }
    [[nodiscard]] std::uint64_t units() const { return numbered.count(); }
    [[nodiscard]] std::size_t point_of(std::uint64_t unit) const { return numbered.point_of(unit); }
    [[nodiscard]] std::uint64_t replication_of(std::uint64_t unit) const { return numbered.replication_of(unit); }

    /// Gives out a further round: its stretches, and where its tasks begin among them.
    void give_out(const std::vector<Stretch>& stretches, const std::vector<std::uint64_t>& task_begins);

    /// Visits the units that nobody need do where a point cannot be simulated: all of it, or, where a rule may stop before it gets there,
    /// those from the replication on that came to a standstill.
    void visit_refused(std::size_t point, const PointRefusal& refusal,
                       const std::function<void(std::uint64_t begin, std::uint64_t end)>& visitor) const;
};

/// The study as a number of replications lays it out: all points, each as often.
std::vector<Stretch> all_points(const Campaign& campaign);

/// Names of what a campaign's folder holds.
std::string scenario_file(const std::string& folder);
std::string manifest_file(const std::string& folder);
std::string database_file(const std::string& folder);
std::string shards_folder(const std::string& folder);
std::string failures_folder(const std::string& folder);
std::string engines_folder(const std::string& folder);
std::string rounds_folder(const std::string& folder);

/// All that a rule is asked with, in one line.
std::string stopping_text(const Stopping& stopping);

/// Fills in the campaign's id. Requires: everything else is there, without a rule the tasks, too.
void identify(Campaign& campaign);

/// Writes the folder: scenario, manifest, the scripts for engines. Errors: `OutputFault`; `ArchiveFault` if a campaign is there already.
void write_campaign(const Campaign& campaign, const std::string& folder);

/// Reads a folder. Errors: `CampaignFault` for what is not as it was written, or is of another version of the program; `ArchiveFault` for
/// what cannot be read.
Campaign read_campaign(const std::string& folder);

}  // namespace agrocap
