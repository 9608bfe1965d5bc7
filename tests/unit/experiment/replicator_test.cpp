#include "experiment/replicator.hpp"

#include "base/fault.hpp"
#include "experiment/replication_store.hpp"
#include "experiment/workers.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace agrocap;

namespace {

/// Replications that fail from a number on, the lowest of them last.
class FailingStore final : public ReplicationStore {
  public:
    explicit FailingStore(std::uint64_t first) : first_(first) {}

    void begin(const Contents&) override {}
    std::optional<ReplicationResult> find(std::uint64_t number) override {
        if (number < first_) return ReplicationResult{.values = {static_cast<double>(number)}, .events = 1};
        if (number == first_) {
            // Until others have failed, where there are others.
            for (int wait = 0; wait < 200 && failed_ == 0; ++wait) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        ++failed_;
        throw std::runtime_error("replication " + std::to_string(number));
    }
    void keep(std::uint64_t, const ReplicationResult&) override {}

  private:
    std::uint64_t first_;
    std::atomic<int> failed_{0};
};

}  // namespace

TEST_CASE("of several faults that of the lowest replication is told, on any number of threads", "[experiment][threads]") {
    const Model model;
    for (const unsigned threads : {1U, 2U, 4U, 8U}) {
        FailingStore store(3);
        ExperimentOptions options;
        options.threads = threads;
        options.store = &store;
        Replicator replicator(model, options);
        INFO(threads);
        CHECK_THROWS_MATCHES(replicator.run_to(40), std::runtime_error, Catch::Matchers::Message("replication 3"));
    }
}

TEST_CASE("threads that work together do all of it, and say how many there were only if some lacked", "[experiment][threads]") {
    std::atomic<int> worked{0};
    bool told = false;
    work_together(
        5, [&worked] { ++worked; }, [&told](unsigned, unsigned) { told = true; });

    CHECK(worked == 5);
    CHECK(!told);
}

TEST_CASE("what is left of a run that was stopped are its first replications, without a gap", "[experiment][threads]") {
    // The second waits for all others and is then stopped.
    std::atomic<bool> stop{false};
    std::atomic<int> done{0};
    ExperimentOptions options;
    options.threads = 2;
    options.stop = &stop;
    const Replicator::Replicate replicate = [&](RunState&, std::uint64_t number) {
        if (number == 1) {
            // Where the system gives one thread only, nothing is beyond a gap.
            for (int wait = 0; wait < 2000 && done < 7; ++wait) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            stop = true;
            throw RunStopped();
        }
        ++done;
        return ReplicationResult{.values = {static_cast<double>(number)}, .events = 1};
    };
    Replicator replicator(replicate, options);
    replicator.run_to(8);

    const std::vector<ReplicationResult> finished = replicator.finished();
    REQUIRE(finished.size() == 1);
    CHECK(finished[0].values == std::vector<double>{0});
}
