#pragma once

#include "model/rows/model.hpp"
#include "thread/moments.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// A stretch [from, to) of a thread.
struct ThreadPiece {
    Time from{}, to{};
    Why why;
    bool tied = false;
};

/// What led to a moment: each piece begins where the one before it ends, the first at time 0, so that they sum to the moment.
struct Thread {
    std::vector<ThreadPiece> pieces;

    [[nodiscard]] Time end() const { return pieces.empty() ? Time{} : pieces.back().to; }
};

/// Goes back from a moment to time 0. Stretches of a station's hours are cut by its calendar here, night by night: most that were noted
/// lead nowhere.
Thread thread_to(const Model& model, const Moments& moments, const Since& moment);

/// Where the time of [from, the thread's end) went, and how much of it was in pieces where another way back would have been as good.
struct ThreadShares {
    std::map<Why, Duration> by_why;
    Duration tied{}, all{};
};
ThreadShares shares_of(const Thread& thread, Time from);

/// "plant.works.line.main.station.paint", "lane.minsk-kostanay"; empty for none.
std::string path_of(const Model& model, const ThreadPlace& place);

}  // namespace agrocap
