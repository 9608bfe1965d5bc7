#pragma once

#include "experiment/experiment.hpp"
#include "experiment/study_run.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace agrocap {

/// "replications  12/30  [########------------]  40 %  0:12 left  NOTE": no wider than `columns`; the bar gives way first, the time left
/// last. That is empty until something is done.
std::string progress_text(std::size_t done, std::size_t planned, std::chrono::duration<double> elapsed, std::size_t columns,
                          const std::string& note = {});

/// "points 3/40  replications 95/1200  [##----]  8 %  0:12 left", in the same way. Time left counts what is simulated, not what is found.
std::string progress_text(const StudyProgress& study, std::chrono::duration<double> elapsed, std::size_t columns);

/// A progress bar on stderr that redraws at most ten times a second and takes itself away at the end.
class Progress {
  public:
    /// Nothing is shown where nobody looks on, or `quiet` asks for that.
    explicit Progress(bool quiet);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `note` stands behind the bar ("2 passed, 1 open"). Requires: never called by two threads at once.
    void update(std::size_t done, std::size_t planned, const std::string& note = {});
    void update(const StudyProgress& study);
    /// The text alone, where nobody knows how much there is to do.
    void update(const std::string& text);
    void clear();

  private:
    [[nodiscard]] bool is_due();

    using Clock = std::chrono::steady_clock;  // for people only: nothing of it reaches a result

    bool is_hidden_;
    Clock::time_point started_;
    Clock::time_point drawn_at_{};
    bool drawn_ = false;
};

/// The options of a simulation that shows how far it is, with `note` behind it, and ends when the user interrupts it. Requires:
/// `progress` outlives it.
ExperimentOptions watched(ExperimentOptions options, Progress& progress, const std::string& note = {});

}  // namespace agrocap
