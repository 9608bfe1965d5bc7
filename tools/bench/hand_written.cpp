#include "hand_written.hpp"

#include "base/math.hpp"
#include "base/time.hpp"
#include "random/stream.hpp"

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace agrocap::bench {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

/// Draws as a loop written by hand makes them: the same numbers as agrocap's, one logarithm each.
struct Exponential {
    double minus_mean;
    std::int64_t draw(Stream& stream) const { return static_cast<std::int64_t>(minus_mean * exact_log(stream.uniform()) + 0.5); }
};

Exponential exponential(double mean_h) { return {-mean_h * ns_per_hour}; }

std::int64_t end_of(const HandRun& run) { return static_cast<std::int64_t>(run.hours * ns_per_hour); }

}  // namespace

HandResult hand_mm1(const HandRun& run, double arrival_mean_h, double service_mean_h) {
    const Exponential between = exponential(arrival_mean_h), service = exponential(service_mean_h);
    Stream arrivals(stream_name("plant.p.line.l", "release.every"), run.seed, run.replication);
    Stream services(stream_name("plant.p.line.l.station.s", "time"), run.seed, run.replication);
    const std::int64_t end = end_of(run);
    std::int64_t arrival = between.draw(arrivals), finish = never;
    std::vector<std::int64_t> queue(1024);  // a ring of arrival times
    std::size_t head = 0, waiting = 0;
    std::int64_t waits = 0, started = 0;
    HandResult result;
    while (true) {
        if (finish <= arrival) {
            if (finish > end) break;
            const std::int64_t now = finish;
            ++result.customers;
            finish = never;
            if (waiting > 0) {
                waits += now - queue[head];
                ++started;
                head = (head + 1) % queue.size();
                --waiting;
                finish = now + service.draw(services);
            }
        } else {
            if (arrival > end) break;
            const std::int64_t now = arrival;
            arrival = now + between.draw(arrivals);
            if (finish == never) {
                ++started;
                finish = now + service.draw(services);
            } else {
                if (waiting == queue.size()) {
                    std::vector<std::int64_t> longer(2 * queue.size());
                    for (std::size_t i = 0; i < waiting; ++i) longer[i] = queue[(head + i) % queue.size()];
                    queue.swap(longer);
                    head = 0;
                }
                queue[(head + waiting++) % queue.size()] = now;
            }
        }
    }
    result.wait_mean_h = started > 0 ? static_cast<double>(waits) / static_cast<double>(started) / ns_per_hour : 0;
    return result;
}

namespace {

constexpr std::size_t stations = 10;
constexpr int places = 6;  // five in the buffer and one at work

struct TenStations {
    std::array<std::int64_t, stations> due;          // finish, failure or end of repair; never when idle or blocked
    std::array<std::int64_t, stations> remaining{};  // work left at the moment in `due`
    std::array<std::int64_t, stations> up_left;      // work until the next failure, counted from the start of the present piece of work
    std::array<int, stations> present{};
    std::array<bool, stations> busy{}, blocked{}, down{};
    std::array<Stream, stations> times, uptimes, repairs;
    Exponential work = exponential(1), uptime = exponential(50), repair = exponential(5);
    std::int64_t now = 0, finished = 0;
    bool failing = false;

    explicit TenStations(const HandRun& run) {
        due.fill(never);
        up_left.fill(never);
        for (std::size_t i = 0; i < stations; ++i) {
            const std::string path = "plant.p.line.l.station.s" + std::to_string(i + 1);
            times[i] = Stream(stream_name(path, "time"), run.seed, run.replication);
            uptimes[i] = Stream(stream_name(path + ".server.0", "failure.0.uptime"), run.seed, run.replication);
            repairs[i] = Stream(stream_name(path + ".server.0", "failure.0.repair"), run.seed, run.replication);
        }
    }

    void work_on(std::size_t i, std::int64_t left) {
        if (left > up_left[i]) {
            due[i] = now + up_left[i];
            remaining[i] = left - up_left[i];
            up_left[i] = 0;
            down[i] = true;
        } else {
            due[i] = now + left;
            if (failing) up_left[i] -= left;
        }
    }

    void start(std::size_t i) {
        if (busy[i] || (i > 0 && present[i] == 0)) return;
        busy[i] = true;
        work_on(i, work.draw(times[i]));
    }

    /// The finished unit leaves station i, which has room for another then.
    void leave(std::size_t i) {
        busy[i] = blocked[i] = false;
        if (i + 1 < stations) {
            ++present[i + 1];
            start(i + 1);
        } else {
            ++finished;
        }
        if (i > 0) {
            --present[i];
            if (blocked[i - 1]) leave(i - 1);
        }
        start(i);
    }
};

/// One event of a station that fails: gives true if its work is finished, false if only a failure or a repair was.
bool work_is_finished(TenStations& line, std::array<bool, stations>& repairing, std::size_t i) {
    if (repairing[i]) {
        repairing[i] = line.down[i] = false;
        line.up_left[i] = line.uptime.draw(line.uptimes[i]);
        line.work_on(i, line.remaining[i]);
        return false;
    }
    if (!line.down[i]) return true;
    repairing[i] = true;
    line.due[i] = line.now + line.repair.draw(line.repairs[i]);
    return false;
}

}  // namespace

HandResult hand_line(const HandRun& run, Failures failures) {
    TenStations line(run);
    std::array<bool, stations> repairing{};
    const std::int64_t end = end_of(run);
    line.failing = failures == Failures::busy;
    if (line.failing) {
        for (std::size_t i = 0; i < stations; ++i) line.up_left[i] = line.uptime.draw(line.uptimes[i]);
    }
    line.start(0);
    while (true) {
        std::size_t i = 0;
        for (std::size_t other = 1; other < stations; ++other) {
            if (line.due[other] < line.due[i]) i = other;
        }
        if (line.due[i] > end) break;
        line.now = line.due[i];
        line.due[i] = never;
        if (line.failing && !work_is_finished(line, repairing, i)) continue;
        if (i + 1 < stations && line.present[i + 1] == places) {
            line.blocked[i] = true;
        } else {
            line.leave(i);
        }
    }
    return {.customers = line.finished};
}

}  // namespace agrocap::bench
