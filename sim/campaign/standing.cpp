#include "campaign/standing.hpp"

#include "base/sha256.hpp"
#include "base/visible_text.hpp"
#include "campaign/own_file.hpp"
#include "campaign/shard.hpp"
#include "report/atomic_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace agrocap {

namespace {

/// 64 bits of a hash of what a replication gave; never 0.
std::uint64_t values_hash(const std::string& values) {
    const std::string hex = sha256_hex(values).substr(0, 16);
    std::uint64_t hash = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), hash, 16);
    return std::max<std::uint64_t>(hash, 1);
}

std::size_t task_of_unit(const Campaign& campaign, std::uint64_t unit) {
    return static_cast<std::size_t>(std::upper_bound(campaign.begins.begin(), campaign.begins.end(), unit) - campaign.begins.begin()) - 1;
}

std::string failure_path(const std::string& folder, std::size_t task) {
    return (std::filesystem::path(failures_folder(folder)) / fmt::format("task-{:06}.txt", task)).string();
}

/// The task that a shard's file name says it is of.
std::size_t task_of_file(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    std::size_t task = 0;
    std::from_chars(name.data() + std::string_view("task-").size(), name.data() + name.size(), task);
    return task;
}

class Survey {
  public:
    Survey(const Campaign& campaign, const std::string& folder) : campaign_(campaign), folder_(folder) {
        standing_.found.resize(campaign.units());
        standing_.values.resize(campaign.units());
        standing_.tasks.resize(campaign.tasks());
    }

    Standing take() {
        for (const std::string& file : shard_files(folder_)) look_at(file);
        for (const auto& [point, refusal] : standing_.refused)
            campaign_.visit_refused(point, refusal, [this](std::uint64_t begin, std::uint64_t end) {
                for (std::uint64_t unit = begin; unit < end; ++unit) standing_.found[unit] = true;
            });
        count();
        if (first_ && last_) standing_.seconds = std::chrono::duration<double>(*last_ - *first_).count();
        return std::move(standing_);
    }

  private:
    void look_at(const std::string& file) {
        std::vector<std::pair<std::uint64_t, std::uint64_t>> finished;  // a shard counts as a whole or not at all
        std::vector<std::pair<std::size_t, PointRefusal>> refused;
        ShardVisitor visitor;
        visitor.refused = [&](std::size_t point, const PointRefusal& refusal) { refused.emplace_back(point, refusal); };
        visitor.finished = [&](std::size_t point, std::uint64_t number, std::uint64_t, const std::string& values) {
            // Of a round that was given out since the campaign was read, there may be some already: they are not asked for here.
            if (const auto unit = campaign_.numbered.find(point, number)) finished.emplace_back(*unit, values_hash(values));
        };
        try {
            if (read_shard(file, campaign_, visitor) == ShardEnd::torn) standing_.torn.push_back(file);
        } catch (const ArchiveFault& fault) {
            standing_.unusable.push_back({file, fault.what()});
            return;
        }
        if (const std::size_t task = task_of_file(file); task < standing_.tasks.size()) ++standing_.tasks[task].shards;
        for (const auto& [point, refusal] : refused) enter_refusal(point, refusal);
        for (const auto& [unit, hash] : finished) enter(unit, hash, file);
        note_time(file);
    }

    void enter(std::uint64_t unit, std::uint64_t hash, const std::string& file) {
        std::uint64_t& known = standing_.values[unit];
        if (known != 0 && known != hash)
            throw ArchiveFault(fmt::format(
                "{}: point {}, replication {} is another than in an earlier shard; the machines that work on this do not compute alike",
                visible(file), campaign_.point_of(unit) + 1, campaign_.replication_of(unit) + 1));
        known = hash;
        standing_.found[unit] = true;
    }

    void enter_refusal(std::size_t point, const PointRefusal& refusal) {
        const auto [known, is_new] = standing_.refused.emplace(point, refusal);
        if (!is_new && refusal.replication < known->second.replication) known->second = refusal;  // nothing is less than any number
    }

    void count() {
        for (std::size_t task = 0; task < campaign_.tasks(); ++task) {
            TaskStanding& standing = standing_.tasks[task];
            standing.units = campaign_.begins[task + 1] - campaign_.begins[task];
            for (std::uint64_t unit = campaign_.begins[task]; unit < campaign_.begins[task + 1]; ++unit)
                if (standing_.found[unit]) ++standing.found;
            standing_.units_found += standing.found;
            if (standing.is_done()) continue;
            standing.failure = file_bytes(failure_path(folder_, task)).value_or("");
        }
    }

    void note_time(const std::string& file) {
        std::error_code error;
        const auto changed = std::filesystem::last_write_time(file, error);
        if (error) return;
        const auto planned = std::filesystem::last_write_time(manifest_file(folder_), error);
        if (!error && (!first_ || planned < *first_)) first_ = planned;
        if (!last_ || changed > *last_) last_ = changed;
    }

    const Campaign& campaign_;
    const std::string& folder_;
    Standing standing_;
    std::optional<std::filesystem::file_time_type> first_, last_;
};

}  // namespace

std::vector<std::size_t> Standing::open_tasks() const {
    std::vector<std::size_t> open;
    for (std::size_t task = 0; task < tasks.size(); ++task)
        if (!tasks[task].is_done() && tasks[task].failure.empty()) open.push_back(task);
    return open;
}

Standing survey(const Campaign& campaign, const std::string& folder) { return Survey(campaign, folder).take(); }

std::vector<bool> missing_units(const Campaign& campaign, const std::string& folder, std::size_t task) {
    const std::uint64_t begin = campaign.begins[task], end = campaign.begins[task + 1];
    std::vector<bool> missing(end - begin, true);
    const auto found = [&](std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t unit = std::max(first, begin); unit < std::min(last, end); ++unit) missing[unit - begin] = false;
    };
    ShardVisitor visitor;
    visitor.refused = [&](std::size_t point, const PointRefusal& refusal) { campaign.visit_refused(point, refusal, found); };
    visitor.finished = [&](std::size_t point, std::uint64_t number, std::uint64_t, const std::string&) {
        if (const auto unit = campaign.numbered.find(point, number)) found(*unit, *unit + 1);
    };
    for (const std::string& file : shard_files(folder, task)) {
        const std::vector<bool> before = missing;
        try {
            read_shard(file, campaign, visitor);
        } catch (const ArchiveFault&) {  // whoever merges is told of it; here what it holds is done again
            missing = before;
        }
    }
    return missing;
}

std::vector<std::string> missing_text(const Campaign& campaign, const Standing& standing, std::size_t lines) {
    std::vector<std::string> texts;
    for (std::uint64_t unit = 0; unit < campaign.units(); ++unit) {
        if (standing.found[unit]) continue;
        const std::size_t task = task_of_unit(campaign, unit), point = campaign.point_of(unit);
        const std::uint64_t first = unit;
        const std::uint64_t end = std::min(campaign.begins[task + 1], campaign.numbered.end_of_stretch(unit));
        while (unit + 1 < end && !standing.found[unit + 1]) ++unit;
        if (texts.size() == lines) {
            texts.emplace_back("…");
            break;
        }
        const std::uint64_t from = campaign.replication_of(first) + 1, to = campaign.replication_of(unit) + 1;
        texts.push_back(from == to ? fmt::format("task {}: point {}, replication {}", task, point + 1, from)
                                   : fmt::format("task {}: point {}, replications {} to {}", task, point + 1, from, to));
    }
    return texts;
}

void note_failure(const std::string& folder, std::size_t task, const std::string& reason) {
    write_file(failure_path(folder, task), reason + "\n");
}

std::string ranges_text(const std::vector<std::size_t>& numbers) {
    std::string text;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::size_t first = numbers[i];
        while (i + 1 < numbers.size() && numbers[i + 1] == numbers[i] + 1) ++i;
        text += text.empty() ? "" : ",";
        text += first == numbers[i] ? fmt::format("{}", first) : fmt::format("{}-{}", first, numbers[i]);
    }
    return text;
}

}  // namespace agrocap
