#pragma once

#include "experiment/comparison.hpp"
#include "experiment/replication_store.hpp"
#include "serve/run_board.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace agrocap {

/// Takes what is known so far: "this many replications, these figures".
using TellFigures = std::function<void(const std::vector<LiveFigure>& figures)>;

/// Looks at replications as they are finished and estimates a few metrics of those without a gap: each interval on the way is that of a
/// run with so many replications. Keeps nothing.
class LiveFigures final : public ReplicationStore {
  public:
    /// `what_if`: how differences from `base` are called; without a base the figures are its own.
    struct Subject {
        std::vector<std::string> metrics;
        double confidence = 0.95;
        std::string what_if = {};
        const LiveFigures* base = nullptr;
    };
    LiveFigures(Subject subject, TellFigures tell);

    void begin(const Contents& contents) override;
    std::optional<ReplicationResult> find(std::uint64_t number) override;
    void keep(std::uint64_t number, const ReplicationResult& result) override;

    [[nodiscard]] std::vector<LiveFigure> figures() const;

  private:
    [[nodiscard]] std::vector<LiveFigure> estimated() const;

    Subject subject_;
    TellFigures tell_;
    mutable std::mutex mutex_;
    std::vector<std::size_t> places_;                     // of the metrics in the results
    std::vector<std::string> names_, units_;              // of those that there are
    std::vector<std::vector<double>> values_;             // by metric, of the replications without a gap
    std::map<std::uint64_t, std::vector<double>> ahead_;  // of those beyond a gap
};

/// The same for a comparison: the base's own figures, then each what-if's paired differences from it.
class LiveComparison final : public ComparisonArchive {
  public:
    struct Subject {
        std::vector<std::string> metrics;
        double confidence = 0.95;           // of all differences together
        std::vector<std::string> what_ifs;  // how each is called
    };
    LiveComparison(Subject subject, TellFigures tell) : subject_(std::move(subject)), tell_(std::move(tell)) {}

    ReplicationStore& open(std::size_t scenario) override;
    void close(std::size_t) override {}

  private:
    Subject subject_;
    TellFigures tell_;
    std::vector<std::unique_ptr<LiveFigures>> all_;
};

}  // namespace agrocap
