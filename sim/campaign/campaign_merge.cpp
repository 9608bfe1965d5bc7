#include "campaign/campaign_merge.hpp"

#include "archive/study_archive.hpp"
#include "campaign/shard.hpp"
#include "experiment/study_point_read.hpp"

#include <algorithm>
#include <vector>

namespace agrocap {

namespace {

class Merging {
  public:
    Merging(const Campaign& campaign, StudyArchive& archive)
        : campaign_(campaign), text_(without_studies(campaign.text)), archive_(archive) {}

    void take(const std::string& file) {
        ShardVisitor visitor;
        visitor.begun = [this](const ShardPoint& one) { begin(one); };
        visitor.finished = [this](std::size_t point, std::uint64_t number, std::uint64_t events, const std::string& values) {
            archive_.keep(point, number, {.values = shard_values(values), .events = events});
        };
        read_shard(file, campaign_, visitor);
    }

  private:
    void begin(const ShardPoint& one) {
        ResolvedText point = text_;
        apply_overrides(point, campaign_.design.overrides(one.point), "point");
        archive_.begin_point(one.point, {.scenario = point.root, .metrics = *one.metrics, .warmup_days = one.warmup_days}, 0);
    }

    const Campaign& campaign_;
    ResolvedText text_;
    StudyArchive& archive_;
};

}  // namespace

std::int64_t merge_shards(const Campaign& campaign, const std::string& folder, const Standing& standing, const std::string& database) {
    StudyArchive archive(database, campaign.origin, settings_of(campaign.design));
    Merging merging(campaign, archive);
    for (const std::string& file : shard_files(folder)) {
        const auto is_it = [&file](const Standing::Unusable& one) { return one.file == file; };
        if (std::none_of(standing.unusable.begin(), standing.unusable.end(), is_it)) merging.take(file);
    }
    // A rule may stop before it gets to what came to a standstill: whoever asks it says so. Last: a point that was begun is none.
    if (!campaign.stops_by_rule())
        for (const auto& [point, refusal] : standing.refused) archive.refuse_point(point, refusal);
    archive.close();
    return archive.study();
}

}  // namespace agrocap
