#pragma once

#include "base/cache.hpp"
#include "base/inlining.hpp"
#include "base/large_pages.hpp"
#include "engine/packed_event.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace agrocap {

/// The events of the far future, sorted only roughly: wheels within wheels, as in a clock.
///
/// A time is read as 16 digits of 4 bits. An event lies in the wheel of the highest digit in which its time differs from the base, in the
/// bucket of that digit. So the first bucket of the lowest wheel in use holds the earliest events. A bucket that holds too many is spread
/// over the wheels below: an event moves 15 times at most, whatever the times are, and nothing needs to be estimated or resized.
/// Gives: events of the same time leave in the order in which they came.
/// Source: the radix heap of Ahuja, Mehlhorn, Orlin, Tarjan, Faster algorithms for the shortest path problem, JACM 1990, sec. 3, whose
/// buckets are here those of the hierarchical timing wheel of Varghese and Lauck, SOSP 1987.
class FarEvents {
  public:
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }

    /// Adds an event. Requires: it is later than what `take_first` or `split_at` has last said to be covered.
    void add(PackedEvent event) {
        ++size_;
        place(event);
    }

    /// The lowest wheel in use; 0 holds single instants. Requires, as all about the first bucket: `!empty()`.
    [[nodiscard]] unsigned first_wheel() const { return static_cast<unsigned>(std::countr_zero(wheels_in_use_)); }
    [[nodiscard]] std::size_t first_size() const { return buckets_[first_wheel()][first_digit()].size; }
    /// The number of low bits in which the times of the first bucket may differ.
    [[nodiscard]] unsigned first_bits() const { return first_wheel() * digit_bits; }

    /// Takes all events of the first bucket. Gives the last instant that this bucket covers.
    template <class Take>
    std::int64_t take_first(Take&& take) {
        taken_wheel_ = first_wheel();
        const Bucket taken = move_base_to_first();
        size_ -= taken.size;
        empty(taken, take);
        return time_of(base_ | low_digits(taken_wheel_));
    }

    /// Spreads the first bucket over the wheels below. Requires: `first_wheel() > 0`.
    void spread_first() {
        const Bucket taken = move_base_to_first();
        empty(taken, [this](PackedEvent event) { place(event); });
    }

    /// Takes all events.
    template <class Take>
    void take_all(Take&& take) {
        while (wheels_in_use_ != 0) empty(move_base_to_first(), take);
        size_ = 0;
    }

    /// Asks the memory for the beginning of the first bucket.
    void fetch_first() const {
        if (empty()) return;
        const std::uint32_t chunk = buckets_[first_wheel()][first_digit()].first_chunk;
        fetch_lines<chunk_events * sizeof(PackedEvent) / cache_line_bytes>(&places_[std::size_t{chunk} * chunk_events]);
        fetch_lines(&next_chunk_[chunk]);
    }

    /// Moves the base so that events from `split` on can be added, and possibly some before, but never one at `first`. Sets `covered` to
    /// the last instant that cannot. Requires: `first < split`, both covered until now. Gives false, and does nothing, if `first` lies so
    /// long before the bucket last taken that events here would be misplaced.
    bool split_at(std::int64_t first, std::int64_t split, std::int64_t& covered) {
        const std::uint64_t digits = digits_of(first);
        if (!empty() && ((digits ^ base_) & ~low_digits(taken_wheel_ + 1)) != 0) return false;
        taken_wheel_ = wheel_of(digits ^ digits_of(split));
        base_ = digits & ~low_digits(taken_wheel_);
        covered = time_of(base_ | low_digits(taken_wheel_));
        return true;
    }

    template <class Remove>
    void remove_if(Remove&& remove) {
        for (unsigned wheel = 0; wheel < wheels; ++wheel) {
            for (std::uint32_t left = digits_in_use_[wheel]; left != 0; left &= left - 1) {
                const Bucket taken = detach(wheel, static_cast<unsigned>(std::countr_zero(left)));
                size_ -= taken.size;
                empty(taken, [&](PackedEvent event) {
                    if (!remove(event)) add(event);
                });
            }
        }
    }

    /// Forgets all events; keeps the memory.
    void clear() {
        take_all([](PackedEvent) {});
        base_ = digits_of(0);
    }

  private:
    static constexpr unsigned digit_bits = 4;  // more bits: fewer moves, but many buckets of one event each; 3, 4, 5 and 6 were measured
    static constexpr unsigned digits_per_wheel = 1U << digit_bits;
    static constexpr unsigned wheels = 64 / digit_bits;
    static constexpr std::uint32_t chunk_events = 16;
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// A list of chunks, so that all buckets share one store of memory and are read in sequence.
    struct Bucket {
        std::uint32_t first_chunk = 0;
        std::uint32_t end = 0;  // the place after the last event; at a multiple of `chunk_events` there is no room left
        std::uint32_t size = 0;
    };

    // The sign bit is turned, so that digits are ordered as times are.
    static std::uint64_t digits_of(std::int64_t at) { return static_cast<std::uint64_t>(at) ^ (std::uint64_t{1} << 63); }
    static std::int64_t time_of(std::uint64_t digits) { return static_cast<std::int64_t>(digits ^ (std::uint64_t{1} << 63)); }
    static unsigned wheel_of(std::uint64_t difference) { return static_cast<unsigned>(63 - std::countl_zero(difference | 1)) / digit_bits; }
    static std::uint64_t low_digits(unsigned count) {
        return count >= wheels ? ~std::uint64_t{0} : (std::uint64_t{1} << (count * digit_bits)) - 1;
    }

    [[nodiscard]] unsigned first_digit() const { return static_cast<unsigned>(std::countr_zero(digits_in_use_[first_wheel()])); }

    Bucket detach(unsigned wheel, unsigned digit) {
        const Bucket taken = buckets_[wheel][digit];
        buckets_[wheel][digit] = {};
        digits_in_use_[wheel] &= ~(1U << digit);
        if (digits_in_use_[wheel] == 0) wheels_in_use_ &= ~(1U << wheel);
        return taken;
    }

    /// Detaches the first bucket; its first instant becomes the base. All other events keep their places: no digit above changes.
    Bucket move_base_to_first() {
        const unsigned wheel = first_wheel();
        const unsigned digit = first_digit();
        base_ = (base_ & ~low_digits(wheel + 1)) | (std::uint64_t{digit} << (wheel * digit_bits));
        return detach(wheel, digit);
    }

    /// Gives each event to `take` and the chunks back to the store. `take` may add events.
    template <class Take>
    void empty(const Bucket& taken, Take&& take) {
        std::uint32_t chunk = taken.first_chunk;
        for (std::uint32_t left = taken.size; left > 0;) {
            const std::uint32_t count = left < chunk_events ? left : chunk_events;
            const std::size_t first = std::size_t{chunk} * chunk_events;
            const std::uint32_t next = next_chunk_[chunk];
            if (left > chunk_events) fetch_lines(&places_[std::size_t{next} * chunk_events]);
            for (std::size_t place = first; place < first + count; ++place) take(PackedEvent(places_[place]));
            next_chunk_[chunk] = free_chunk_;
            free_chunk_ = chunk;
            left -= count;
            chunk = next;
        }
    }

    [[gnu::always_inline]] void place(PackedEvent event) {
        const std::uint64_t digits = digits_of(event.at);
        const unsigned wheel = wheel_of(digits ^ base_);
        const unsigned digit = static_cast<unsigned>(digits >> (wheel * digit_bits)) % digits_per_wheel;
        Bucket& bucket = buckets_[wheel][digit];
        if (bucket.end % chunk_events == 0) [[unlikely]] {
            place_in_next_chunk(wheel, digit, event.at, event.key, event.rest);
        } else {
            place_in(bucket, event);
        }
    }

    [[gnu::always_inline]] void place_in(Bucket& bucket, PackedEvent event) {
        places_[bucket.end] = event;
        ++bucket.end;
        ++bucket.size;
    }

    /// The last of what `place` does, so that nothing need be kept across the call.
    AGROCAP_APART void place_in_next_chunk(unsigned wheel, unsigned digit, std::int64_t at, std::uint64_t key, std::uint64_t rest) {
        add_chunk(wheel, digit);
        place_in(buckets_[wheel][digit], {at, key, rest});
    }

    void add_chunk(unsigned wheel, unsigned digit) {
        std::uint32_t chunk = free_chunk_;
        if (chunk != none) {
            free_chunk_ = next_chunk_[chunk];
        } else {
            chunk = static_cast<std::uint32_t>(next_chunk_.size());
            next_chunk_.push_back(none);
            places_.resize(places_.size() + chunk_events);
        }
        Bucket& bucket = buckets_[wheel][digit];
        if (bucket.size == 0) {
            bucket.first_chunk = chunk;
            digits_in_use_[wheel] |= 1U << digit;
            wheels_in_use_ |= 1U << wheel;
        } else {
            next_chunk_[bucket.end / chunk_events - 1] = chunk;
        }
        bucket.end = chunk * chunk_events;
    }

    std::uint64_t base_ = digits_of(0);
    std::size_t size_ = 0;
    unsigned taken_wheel_ = 0;         // of the bucket last taken: higher digits of the base are those of all covered times
    std::uint32_t wheels_in_use_ = 0;  // bit w: wheel w holds events
    std::array<std::uint32_t, wheels> digits_in_use_{};
    std::array<std::array<Bucket, digits_per_wheel>, wheels> buckets_{};
    Rows<PackedEvent> places_;  // chunk c has the places from c * chunk_events on
    Rows<std::uint32_t> next_chunk_;
    std::uint32_t free_chunk_ = none;
};

}  // namespace agrocap
