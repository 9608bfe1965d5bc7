#include "experiment/replication.hpp"

#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "observe/invariants.hpp"
#include "observe/metrics.hpp"
#include "observe/standstill.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace agrocap {

namespace {

/// How often a run looks for lines at a standstill: cheap, and soon enough that nobody waits.
constexpr int looks = 50;

/// Takes one part on, and looks for standstills on the way at the same moments whatever the stops are.
class Looking {
  public:
    Looking(Run& run, std::size_t part, StandstillWatch& standstill) : run_(run), part_(part), standstill_(standstill) {}

    void advance_to(Time until) {
        for (; done_ < looks && moment(done_ + 1) <= until; ++done_) {
            advance_part(run_, part_, moment(done_ + 1));
            standstill_.look(run_, parts_of(run_)[part_]);
        }
        advance_part(run_, part_, until);
    }

  private:
    [[nodiscard]] Time moment(int look) const {
        const Model& model = run_.model;
        return look == looks ? model.end : model.warmup_end + model.measured() / looks * look;
    }

    Run& run_;
    std::size_t part_;
    StandstillWatch& standstill_;
    int done_ = 0;
};

/// The measured time, part after part: the rows of each stay in the processor's cache, also where it is followed day by day.
void measure(Run& run, std::vector<Looking>& parts, const SeriesPlan* series, SeriesRecorder* recorder) {
    const std::size_t periods = recorder != nullptr ? series->periods.size() : 0;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        for (std::size_t period = 0; period < periods; ++period) {
            parts[part].advance_to(series->periods[period].to);
            recorder->end_period(run, part, period);
        }
        parts[part].advance_to(run.model.end);
    }
}

/// The same, period after period.
void measure_together(Run& run, std::vector<Looking>& parts, const SeriesPlan& series, SeriesRecorder& recorder) {
    for (const CalendarPeriod& period : series.periods) {
        for (Looking& part : parts) part.advance_to(period.to);
        close_measurements(run);
        recorder.end_period(run);
    }
}

}  // namespace

ReplicationResult run_replication(const Model& model, RunState& state, std::uint64_t replication, RunObserver* observer,
                                  const SeriesPlan* series) {
    Run run{model, state, observer};
    begin(run, replication);
    advance(run, model.warmup_end);
    if (model.warmup_end > Time{}) reset_measurements(run);
    ReplicationResult result;
    std::optional<SeriesRecorder> recorder;
    if (series != nullptr) recorder.emplace(*series);
    StandstillWatch standstill;
    std::vector<Looking> parts;
    for (std::size_t part = 0; part < parts_of(run).size(); ++part) parts.emplace_back(run, part, standstill);
    if (recorder && !series->is_divided)
        measure_together(run, parts, *series, *recorder);
    else
        measure(run, parts, series, recorder ? &*recorder : nullptr);
    close_measurements(run);
    if (recorder) result.series = recorder->take();
    check_invariants(run);
    result.values = metric_values(model, state);
    result.events = events_handled(run);
    return result;
}

}  // namespace agrocap
