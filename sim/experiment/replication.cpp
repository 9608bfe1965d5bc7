#include "experiment/replication.hpp"

#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "observe/invariants.hpp"
#include "observe/metrics.hpp"
#include "observe/standstill.hpp"

namespace agrocap {

namespace {

/// How often a run looks for lines at a standstill: cheap, and soon enough that nobody waits.
constexpr int looks = 50;

/// Goes on to `until`, part after part, and looks for standstills on the way at the same moments whatever the stops are.
class Looking {
  public:
    explicit Looking(Run& run) : run_(run) {}

    void advance_to(Time until) {
        const std::span<const Part> parts = parts_of(run_);
        int last = done_;
        while (last < looks && moment(last + 1) <= until) ++last;
        for (std::size_t part = 0; part < parts.size(); ++part) {
            for (int look = done_ + 1; look <= last; ++look) {
                advance_part(run_, part, moment(look));
                standstill_.look(run_, parts[part]);
            }
            advance_part(run_, part, until);
        }
        done_ = last;
    }

  private:
    [[nodiscard]] Time moment(int look) const {
        const Model& model = run_.model;
        return look == looks ? model.end : model.warmup_end + model.measured() / looks * look;
    }

    Run& run_;
    StandstillWatch standstill_;
    int done_ = 0;
};

}  // namespace

ReplicationResult run_replication(const Model& model, RunState& state, std::uint64_t replication, RunObserver* observer,
                                  const SeriesPlan* series) {
    Run run{model, state, observer};
    begin(run, replication);
    advance(run, model.warmup_end);
    if (model.warmup_end > Time{}) reset_measurements(run);
    ReplicationResult result;
    Looking looking(run);
    if (series != nullptr) {
        SeriesRecorder recorder(*series);
        for (const CalendarPeriod& period : series->periods) {
            looking.advance_to(period.to);
            close_measurements(run);
            recorder.end_period(run);
        }
        result.series = recorder.take();
    } else {
        looking.advance_to(model.end);
        close_measurements(run);
    }
    check_invariants(run);
    result.values = metric_values(model, state);
    result.events = events_handled(run);
    return result;
}

}  // namespace agrocap
