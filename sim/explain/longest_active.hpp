#pragma once

#include "model/state/observer.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace agrocap {

/// Watches which stations work without a pause. Of the stations that are active at a moment, the one whose active period is the longest,
/// from its beginning to its end, is the bottleneck of that moment.
///
/// Active is working, set up, repaired or maintained, all servers of the station together; hours off shift neither begin a period nor end
/// it. Source: Roser, Nakano, Tanaka, A practical bottleneck detection method, WSC 2001.
class LongestActive final : public RunObserver {
  public:
    explicit LongestActive(const Model& model);

    void server_changed(const Run& run, ServerId server) override;

    /// For each of some stations the share of the measured time in which it is the bottleneck among them. Requires: the run is over.
    [[nodiscard]] std::vector<double> shares(const std::vector<StationId>& stations) const;

  private:
    struct Period {
        Time from{}, to{};
    };
    struct Watched {
        std::uint32_t idle_servers = 0;
        Time since{};  // of the active period in hand, if no server is idle
        std::vector<Period> periods;
    };

    void begin_period(Watched& station, Time now) const;
    void end_period(Watched& station, Time now);

    const Model& model_;
    Time until_{};  // what is kept of the run: all of it, unless there are very many periods
    std::size_t kept_ = 0;
    std::vector<Watched> stations_;
    std::vector<char> idle_;  // by server
};

}  // namespace agrocap
