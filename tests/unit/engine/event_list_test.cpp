#include "engine/event_list.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <tuple>
#include <vector>

using namespace agrocap;
using namespace std::chrono_literals;

namespace {

Event at(Time time, std::uint64_t key = 0, std::uint16_t number = 0) { return {.at = time, .key = key, .record = number}; }

}  // namespace

TEST_CASE("events happen in the order of their times", "[engine][event_list]") {
    EventList events;
    events.schedule(at(Time(3h)));
    events.schedule(at(Time(1h)));
    events.schedule(at(Time(2h)));

    CHECK(events.size() == 3);
    CHECK(events.next_time() == Time(1h));
    CHECK(events.pop().at == Time(1h));
    CHECK(events.pop().at == Time(2h));
    CHECK(events.pop().at == Time(3h));
    CHECK(events.empty());
    CHECK(events.next_time() == time_never);
}

TEST_CASE("events due at the same time happen by rank, then by subject, then by detail, however they were scheduled",
          "[engine][event_list]") {
    EventList events;
    events.schedule(at(Time(12h), event_key(1, 1)));
    events.schedule(at(Time(12h), event_key(0, 3)));
    events.schedule(at(Time(12h), event_key(0, 2, 9)));
    events.schedule(at(Time(12h), event_key(0, 2, 4)));

    CHECK(events.pop().key == event_key(0, 2, 4));
    CHECK(events.pop().key == event_key(0, 2, 9));
    CHECK(events.pop().key == event_key(0, 3));
    CHECK(events.pop().key == event_key(1, 1));
}

TEST_CASE("events equal in time and key happen in the order in which they were scheduled", "[engine][event_list]") {
    EventList events;
    for (std::uint16_t number = 0; number < 1000; ++number) {
        if (number % 3 == 0) {
            events.schedule_cancellable(at(Time(1h), 7, number));
        } else {
            events.schedule(at(Time(1h), 7, number));
        }
    }

    for (std::uint16_t number = 0; number < 1000; ++number) REQUIRE(events.pop().record == number);
}

TEST_CASE("an event scheduled for now goes before later-ranked events of the same instant", "[engine][event_list]") {
    EventList events;
    events.schedule(at(Time(1h), event_key(5, 0)));
    events.schedule(at(Time(1h), event_key(6, 0)));
    REQUIRE(events.pop().rank() == 5);

    events.schedule(at(Time(1h), event_key(2, 0)));

    CHECK(events.pop().rank() == 2);
    CHECK(events.pop().rank() == 6);
}

TEST_CASE("an event list can hold an event that never comes", "[engine][event_list]") {
    EventList events;
    events.schedule(at(time_never, 1));
    for (int hour = 0; hour < 10000; ++hour) {
        events.schedule(at(Time(std::chrono::hours(hour))));
        REQUIRE(events.pop().at == Time(std::chrono::hours(hour)));
    }

    CHECK(events.size() == 1);
    CHECK(events.pop().key == 1);
}

TEST_CASE("a cancelled event does not happen, and can be cancelled only once", "[engine][event_list]") {
    EventList events;
    const EventTicket first = events.schedule_cancellable(at(Time(1h)));
    events.schedule(at(Time(2h)));

    CHECK(events.cancel(first));
    CHECK_FALSE(events.cancel(first));
    CHECK(events.size() == 1);
    CHECK(events.next_time() == Time(2h));
    CHECK(events.pop().at == Time(2h));
}

TEST_CASE("a ticket means nothing once its event has happened, even when its slot serves another", "[engine][event_list]") {
    EventList events;
    const EventTicket old = events.schedule_cancellable(at(Time(1h)));
    events.pop();
    const EventTicket recent = events.schedule_cancellable(at(Time(2h)));

    CHECK_FALSE(events.cancel(old));
    CHECK_FALSE(events.cancel(EventTicket{}));
    CHECK(events.size() == 1);
    CHECK(events.cancel(recent));
    CHECK(events.empty());
}

TEST_CASE("cancelled events do not pile up, near or far", "[engine][event_list]") {
    EventList events;
    for (int hour = 0; hour < 500; ++hour) events.schedule(at(Time(std::chrono::hours(hour * 100)), 1));
    std::uint32_t slot_max = 0;
    for (int round = 0; round < 100'000; ++round) {
        const EventTicket ticket = events.schedule_cancellable(at(Time(std::chrono::hours(round % 50'000)), 2));
        slot_max = std::max(slot_max, ticket.slot);
        REQUIRE(events.cancel(ticket));
    }

    // At most as many as there are others, and the 64 tolerated, are kept at a time; their slots are used again.
    CHECK(slot_max <= 500 + 64 + 1);
    CHECK(events.size() == 500);
    for (int hour = 0; hour < 500; ++hour) REQUIRE(events.pop().at == Time(std::chrono::hours(hour * 100)));
}

TEST_CASE("a hundred thousand events of one instant take their order from their keys", "[engine][event_list]") {
    // A list that is quadratic in ties would need minutes here.
    EventList events;
    for (std::uint64_t number = 0; number < 100'000; ++number) events.schedule(at(Time(8h), number * 7919 % 100'000));
    events.schedule(at(Time(7h)));
    REQUIRE(events.pop().at == Time(7h));

    for (std::uint64_t number = 0; number < 100'000; ++number) REQUIRE(events.pop().key == number);
}

TEST_CASE("clearing an event list forgets its events and its tickets", "[engine][event_list]") {
    EventList events;
    const EventTicket ticket = events.schedule_cancellable(at(Time(1h)));
    for (int hour = 0; hour < 500; ++hour) events.schedule_cancellable(at(Time(std::chrono::hours(hour))));

    events.clear();

    CHECK(events.empty());
    CHECK(events.next_time() == time_never);
    CHECK_FALSE(events.cancel(ticket));
    events.schedule_cancellable(at(Time(0h), 3));
    CHECK_FALSE(events.cancel(ticket));
    CHECK(events.pop().key == 3);
}

namespace {

/// Draws times of one pattern: the shapes that are hard on one kind of list or another.
Duration increment(int pattern, std::mt19937_64& random) {
    const auto below = [&](std::int64_t limit) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit)); };
    switch (pattern) {
        case 0: return Duration(0);
        case 1: return Duration(below(3));
        case 2: return Duration(below(1000)) * 1'000'000'000;
        case 3: return Duration(std::int64_t{1} << below(50));  // heavy tail
        case 4: return below(10) == 0 ? Duration(below(std::int64_t{1} << 45)) : Duration(below(100));
        default: return Duration(3600'000'000'000);
    }
}

/// The order by definition: a sorted map, first in first out among equals.
class ReferenceList {
  public:
    using Place = std::tuple<Time, std::uint64_t, std::uint64_t>;
    Place schedule(const Event& event) {
        const Place place{event.at, event.key, sequence_++};
        events_.emplace(place, event);
        return place;
    }
    bool cancel(const Place& place) { return events_.erase(place) == 1; }
    Event pop() { return events_.extract(events_.begin()).mapped(); }
    [[nodiscard]] std::size_t size() const { return events_.size(); }
    [[nodiscard]] Time next_time() const { return events_.empty() ? time_never : std::get<0>(events_.begin()->first); }
    [[nodiscard]] std::uint64_t next_key() const { return std::get<1>(events_.begin()->first); }

  private:
    std::map<Place, Event> events_;
    std::uint64_t sequence_ = 0;
};

/// Both lists side by side, driven by random steps.
class Duel {
  public:
    explicit Duel(std::uint64_t seed)
        : random_(seed), pattern_(static_cast<int>(seed % 7)), target_(targets[seed % 6]), looks_ahead_(seed / 6 % 2 == 1) {}

    void step() {
        if (looks_ahead_) events_.look_ahead(random_() % (EventList::look_ahead_max + 1));
        const std::uint64_t dice = random_() % 100;
        const std::uint64_t schedule_below = reference_.size() < target_ ? 60 : 40;
        if (dice < schedule_below || reference_.size() == 0) {
            schedule();
        } else if (dice < 85 && (dice < 60 || seed_cancels_seldom())) {
            pop();
        } else {
            cancel();
        }
        REQUIRE(events_.size() == reference_.size());
        const bool is_now = reference_.next_time() == now_;
        const std::uint64_t next = is_now ? reference_.next_key() : 0;
        REQUIRE(events_.has_event_at(now_, [&](std::uint64_t key) { return key <= next; }) == is_now);
        REQUIRE_FALSE(events_.has_event_at(now_, [&](std::uint64_t key) { return key < next; }));
        REQUIRE(events_.next_time() == reference_.next_time());
    }

    void drain() {
        while (reference_.size() > 0) pop();
        REQUIRE(events_.empty());
    }

    void clear() {
        events_.clear();
        reference_ = {};
        tickets_.clear();
        now_ = {};
    }

  private:
    static constexpr std::size_t targets[] = {1, 6, 25, 60, 700, 5000};

    [[nodiscard]] bool seed_cancels_seldom() const { return target_ % 2 == 0; }

    void schedule() {
        const int pattern = pattern_ == 6 ? static_cast<int>(random_() % 6) : pattern_;
        Event event{.at = now_ + increment(pattern, random_), .key = random_() % 4, .record = next_number_++ & 0xFFFFFF};
        if (random_() % 500 == 0) event.at = time_never;
        if (random_() % 2 == 0) {
            events_.schedule(event);
            reference_.schedule(event);
        } else {
            tickets_.emplace_back(events_.schedule_cancellable(event), reference_.schedule(event));
        }
    }

    void pop() {
        const Event event = next();
        const Event expected = reference_.pop();
        REQUIRE(event.at == expected.at);
        REQUIRE(event.key == expected.key);
        REQUIRE(event.record == expected.record);
        now_ = event.at;
        if (now_ == time_never) clear();  // nothing can be scheduled after that
    }

    /// By one of the two ways to take it.
    Event next() {
        if (random_() % 2 == 0) return events_.pop();
        Event event;
        REQUIRE_FALSE(events_.pop_by(reference_.next_time() - Duration(1), event));
        REQUIRE(events_.pop_by(reference_.next_time(), event));
        return event;
    }

    void cancel() {
        if (tickets_.empty()) return;
        const std::size_t which = random_() % tickets_.size();
        REQUIRE(events_.cancel(tickets_[which].first) == reference_.cancel(tickets_[which].second));
        tickets_[which] = tickets_.back();
        tickets_.pop_back();
    }

    std::mt19937_64 random_;
    int pattern_;
    std::size_t target_;
    bool looks_ahead_;
    EventList events_;
    ReferenceList reference_;
    std::vector<std::pair<EventTicket, ReferenceList::Place>> tickets_;
    Time now_{};
    std::uint32_t next_number_ = 0;
};

}  // namespace

TEST_CASE("an event list gives the same events in the same order as a sorted map, whatever is scheduled and cancelled",
          "[engine][event_list]") {
    for (std::uint64_t seed = 0; seed < 210; ++seed) {
        INFO("seed " << seed);
        Duel duel(seed);
        for (int step = 0; step < 4000; ++step) duel.step();
        if (seed % 3 == 0) duel.clear();
        for (int step = 0; step < 1000; ++step) duel.step();
        duel.drain();
    }
}

TEST_CASE("peek shows events that pop gives later, in their order", "[engine][event_list]") {
    EventList events;
    for (int i = 0; i < 500; ++i) events.schedule({.at = Time(Duration(1000 + 7919 * i % 50021)), .key = static_cast<std::uint64_t>(i)});

    std::size_t shown = 0;
    while (events.size() > 4) {
        events.pop();
        static_cast<void>(events.next_time());  // brings the next run to hand
        std::optional<Event> third;
        events.peek(2, [&](const Event& event) { third = event; });
        if (!third) continue;
        ++shown;
        EventList copy = events;
        copy.pop();
        copy.pop();
        CHECK(copy.pop().key == third->key);
    }
    CHECK(shown > 250);  // all but the ends of runs
}

TEST_CASE("an event list that looks ahead always shows as many events as it was asked for", "[engine][event_list]") {
    EventList events;
    for (int i = 0; i < 500; ++i) events.schedule({.at = Time(Duration(1000 + 7919 * i % 50021)), .key = static_cast<std::uint64_t>(i)});
    for (int i = 0; i < 500; ++i) events.schedule({.at = Time(Duration(60'000)), .key = static_cast<std::uint64_t>(i)});

    for (int i = 0; i < 100; ++i) events.pop();  // some wait in the heap from the time when there were few
    for (std::size_t left = 400; left > EventList::look_ahead_max; --left) {
        events.look_ahead(EventList::look_ahead_max);
        std::optional<Event> last;
        events.peek(EventList::look_ahead_max - 1, [&](const Event& event) { last = event; });
        REQUIRE(last);
        EventList copy = events;
        for (std::size_t i = 1; i < EventList::look_ahead_max; ++i) copy.pop();
        REQUIRE(copy.pop().key == last->key);
        events.pop();
    }
}
