#pragma once

#include "base/time.hpp"
#include "random/distribution.hpp"
#include "scenario/crew_spec.hpp"
#include "scenario/diagnostic.hpp"
#include "scenario/share_by_item.hpp"
#include "scenario/written.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// Places in a buffer or store: `unlimited` or a number of units.
inline constexpr std::int64_t unlimited = INT64_MAX;

struct ShiftSpec {
    std::uint8_t days = 0;                                      // bit 0 = Monday … bit 6 = Sunday
    std::int32_t from_s = 0, to_s = 0;                          // seconds of the day; to <= from: past midnight; to may be 86400
    std::vector<std::pair<std::int32_t, std::int32_t>> breaks;  // seconds of the day; a break of a night shift may be after midnight
    SourceSpan at;
};

struct WorkCalendarSpec {
    std::vector<ShiftSpec> shifts;
    std::vector<Written<Day>> holidays;
    SourceSpan at;
};

struct ItemSpec {
    Name name, family, hs;
    DatedAmount price;
    Written<double> mass_t;
    Keyed<Written<std::int64_t>> uses;
    SourceSpan at;
};

struct ReorderPolicy;  // reorder_policy.hpp

struct ReorderSpec {
    const ReorderPolicy* policy = nullptr;  // null: nothing is ordered
    Keyed<Written<std::int64_t>> numbers;   // by key of the policy
    SourceSpan at;
};

/// A plant's store or a market's dealers' stock of one item.
struct StoreSpec {
    Written<std::int64_t> capacity{unlimited};
    Written<std::int64_t> initial{0};
    Written<std::int64_t> target{0};  // what a line with release = "pull" fills it up to
    Written<bool> unlimited_supply{false};
    ReorderSpec reorder;
    RandomDuration review;          // 0 = continuous
    Keyed<Written<double>> source;  // supplier or plant -> share; empty = cheapest landed route
    SourceSpan at;
};

enum class FailureClock : std::uint8_t { busy, calendar };
enum class OnFailure : std::uint8_t { resume, restart, scrap };

struct FailureSpec {
    RandomDuration uptime, repair;
    FailureClock clock = FailureClock::busy;
    OnFailure on_failure = OnFailure::resume;
    Name crew;  // empty = none needed
    SourceSpan at;
};

/// Due every so often, after so many units, or on dates: one of the three is given.
struct MaintenanceSpec {
    RandomDuration every, takes;
    Written<std::int64_t> after_units{0};
    std::vector<Written<Day>> on;
    Name crew;
    SourceSpan at;
};

struct SetupSpec {
    std::optional<RandomDuration> any;        // one time for every change
    std::optional<RandomDuration> otherwise;  // key `default`: pairs that the matrix leaves out
    Keyed<Keyed<RandomDuration>> matrix;      // from item -> to item -> time
    SourceSpan at;
};

struct ReworkSpec {
    ShareByItem share;
    Name to;
    SourceSpan at;
};

struct NextSpec {
    Name to;
    Written<double> share;
    SourceSpan at;
};

/// Work on several units at once.
struct BatchSpec {
    Written<std::int64_t> size{1};
    std::optional<RandomDuration> wait;  // of the first unit, until fewer are enough; empty = for ever
    bool by_item = false;                // all units of one
    SourceSpan at;
};

enum class ShiftEnd : std::uint8_t { stop, finish };

struct StationSpec {
    Written<std::int64_t> servers{1};
    RandomDuration time;
    Keyed<RandomDuration> times;                  // by item
    std::optional<Written<std::int64_t>> buffer;  // empty = the line's, else 0; first station: unlimited
    std::vector<FailureSpec> failures;
    std::vector<MaintenanceSpec> maintenance;
    SetupSpec setup;
    ShareByItem scrap;
    std::optional<ReworkSpec> rework;
    std::vector<NextSpec> next;    // by shares; empty = the next in `route`, or …
    std::vector<Name> first_free;  // … the first of these with a free server
    std::optional<BatchSpec> batch;
    Keyed<Written<std::int64_t>> takes;
    std::vector<Keyed<Written<std::int64_t>>> crew;  // alternatives: all that one of them names, the first that is free
    Written<std::int64_t> priority{0};
    Name calendar;  // empty = the line's hours
    ShiftEnd shift_end = ShiftEnd::stop;
    SourceSpan at;
};

enum class SequenceKind : std::uint8_t { level, random, campaign };
enum class ReleaseKind : std::uint8_t { saturated, every, wip, pull };

struct LineSpec {
    std::vector<std::pair<Name, Written<double>>> makes;  // item, share (sums to 1); array order, or sorted by id for a table
    Written<SequenceKind> sequence{SequenceKind::level};
    Written<std::int64_t> campaign{1};
    Written<ReleaseKind> release{ReleaseKind::saturated};
    RandomDuration every;
    RandomCount batch{DistributionSpec::fixed(1)};
    Written<std::int64_t> wip{0};
    std::vector<Name> route;
    Keyed<std::vector<Name>> routes;  // by item, over `route`
    Name calendar;                    // empty = the plant's
    std::optional<Written<std::int64_t>> buffer;
    std::optional<Written<Day>> opens;
    std::vector<std::pair<Duration, double>> ramp;  // time since opening, speed; sorted
    SourceSpan ramp_at;
    AmountTable cost;  // money per unit that leaves the line, by item
    Keyed<StationSpec> station;
    SourceSpan at;
};

using LatLon = std::array<double, 2>;  // degrees

struct PlantSpec {
    Name name, country;
    std::optional<Written<LatLon>> where;
    Name calendar;  // empty = open day and night
    Keyed<CrewSpec> crew;
    Keyed<StoreSpec> store;
    Keyed<LineSpec> line;
    Keyed<StationSpec> station;  // passed by several lines
    SourceSpan at;
};

struct SupplierItemSpec {
    std::optional<DatedAmount> price;     // empty = the item's
    std::optional<DatedAmount> per_year;  // empty = unlimited
    RandomDuration lead;
    Written<std::int64_t> lot{1};
    Written<double> yield{1.0};
    SourceSpan at;
};

struct SupplierSpec {
    Name name, country;
    std::optional<Written<LatLon>> where;
    Name calendar;
    Keyed<SupplierItemSpec> item;
    SourceSpan at;
};

/// Other people's shipments at a place.
struct TrafficSpec {
    std::optional<RandomDuration> every;  // time between two; empty = none
    SourceSpan at;
};

struct PlaceSpec {
    Name name, kind, country;
    std::optional<Written<LatLon>> where;
    Written<std::int64_t> servers{unlimited};
    RandomDuration time;
    Name calendar;
    DatedAmount fee;                             // money per unit passing
    std::optional<Written<bool>> holds_vehicle;  // empty = for lanes of mode "road"
    TrafficSpec traffic;
    SourceSpan at;
};

struct LaneSpec {
    Name from, to;  // "plant.semey", "place.saryagash", "supplier.minsk", "market.uzbekistan"
    Name mode;
    Written<double> distance_km;
    RandomDuration transit;
    std::optional<Written<std::int64_t>> load;  // units; empty = 1, or unbounded where `load_t` is given
    std::optional<Written<double>> load_t;
    std::optional<RandomDuration> wait;          // empty = waits until full
    std::optional<Written<std::int64_t>> fleet;  // empty = unlimited
    RandomDuration return_time;                  // key `return`; default 0
    DatedAmount cost;                            // money per unit
    std::optional<DatedAmount> per_year;
    Name calendar;
    SourceSpan at;
};

enum class Arrivals : std::uint8_t { poisson, even };
enum class Unmet : std::uint8_t { backorder, lost };

struct DemandSpec {
    DatedAmount per_year;
    Written<double> growth;
    Name season;  // empty = even over the year
    Written<Arrivals> arrivals{Arrivals::poisson};
    RandomCount order{DistributionSpec::fixed(1)};
    Written<Unmet> unmet{Unmet::backorder};
    std::optional<RandomDuration> patience;  // empty = for ever
    std::optional<DatedAmount> price;        // empty = the item's
    std::vector<TenderSpec> orders;
    std::optional<RandomDuration> due;  // promised time; empty = none
    DatedAmount penalty;                // money per unit and day late
    SourceSpan at;
};

struct MarketSpec {
    Name name, country;
    std::optional<Written<LatLon>> where;
    AmountTable tariff;              // shares of the price, by HS code
    Keyed<AmountTable> tariff_from;  // the same by country of the plant; "*" = any other
    std::optional<Written<double>> origin;
    AmountTable fee;           // by item, family or HS code
    Keyed<DemandSpec> demand;  // by item or family
    Keyed<StoreSpec> stock;    // by item
    SourceSpan at;
};

struct SeasonSpec {
    std::array<double, 12> monthly{};
    SourceSpan at;
};

enum class Allocation : std::uint8_t { first_come, domestic_first, margin, shares, earliest_due };

struct AllocationSpec {
    Written<Allocation> policy{Allocation::first_come};
    Keyed<Written<double>> shares;  // market -> share, for policy "shares"; empty = by demand
    SourceSpan at;
};

enum class RouteBy : std::uint8_t { cost, time };

/// `[routing] overflow`: nothing is ever asked but the cheapest.
inline constexpr Duration overflow_never = Duration::max();

struct DisruptionSpec {
    Name what;  // "place.saryagash", "plant.semey.line.main.station.paint", …
    Written<double> speed;
    std::optional<Written<Day>> starts;  // one of these two at least; both: `every` is from start to start
    std::optional<RandomDuration> every;
    RandomDuration lasts;
    SourceSpan at;
};

enum class TargetSense : std::uint8_t { at_least, at_most, between };

struct TargetSpec {
    Name metric;
    TargetSense sense = TargetSense::at_least;
    Written<double> low, high;  // at_least: low; at_most: high; between: both
    Written<double> confidence{0.95};
    std::optional<Written<double>> indifference;  // empty = 0.5 % of the threshold
    std::optional<Written<double>> probability;   // empty = kind "mean"
    bool is_per_cent = false;                     // some threshold was written as "90 %"
    SourceSpan at;
};

/// One varied key of a study: its values as TOML text, ready for an override.
struct VarySpec {
    Name path;
    std::vector<std::string> values;
    std::optional<std::array<double, 2>> range;  // from, to of a { from, to, steps }; `values` holds its grid
    bool whole = false;                          // both ends of the range are written as whole numbers
    std::vector<double> costs;                   // by value, for `optimise`; empty = none given
};

enum class StudyDesign : std::uint8_t { grid, latin_hypercube, sobol };

/// The dimensions that tables of Sobol's sequence are known for.
inline constexpr std::size_t sobol_keys_max = 3667;

struct StudySpec {
    std::vector<VarySpec> vary;  // sorted by path
    Written<StudyDesign> design{StudyDesign::grid};
    Written<std::int64_t> points{0};
    Name constraint;
    SourceSpan at;
};

/// How a run looks at chance: at independent replications, or at stretches of one long one.
enum class RunMethod : std::uint8_t { replications, batch_means };

/// "How likely is `metric` to be at least `threshold`?", or at most.
struct ProbabilitySpec {
    Name metric;
    bool at_least = true;
    double threshold = 0;
    bool is_per_cent = false;  // as it was written
};

/// What a confidence may be: beyond these nothing is left of the error to speak of, or of the confidence.
inline constexpr double confidence_min = 0.01;
inline constexpr double confidence_max = 0.999999999;

struct ExperimentSpec {
    std::optional<Written<std::int64_t>> replications;  // empty = 30
    std::optional<Written<double>> precision;
    Written<std::int64_t> max_replications{1000};
    std::vector<Name> focus;
    Written<double> confidence{0.95};
    Written<std::uint64_t> seed{1};
    Written<RunMethod> method{RunMethod::replications};
    Written<std::int64_t> batches{20};  // counts with method batch_means
    std::vector<ProbabilitySpec> probabilities;
    std::vector<std::string> asked;  // metrics that an option names besides (`--metric`)
    SourceSpan at;
};

/// One file that was read, in reading order: the scenario itself first, then what it extends.
struct ScenarioFile {
    std::string path;  // as given, or relative to it
    std::string sha256;
};

/// What the planner wrote, after `extends`, `remove` and `--set`: plain data, units converted, every value with its place.
struct Scenario {
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;  // the --set options, as given
    std::vector<Name> added;       // paths of the objects that a file brings which its base has not

    Written<std::string> name;
    Name home;  // ISO 3166; empty = where plants stand
    Name currency{"USD"};
    Written<Day> start{19358};  // 2023-01-01
    Written<Duration> horizon{Duration{std::int64_t{365} * 24 * 3600 * 1'000'000'000}};
    Written<Duration> warmup;
    bool warmup_auto = false;  // warmup = "auto"

    ExperimentSpec experiment;
    Keyed<WorkCalendarSpec> calendar;
    Keyed<ItemSpec> item;
    Keyed<PlantSpec> plant;
    Keyed<SupplierSpec> supplier;
    Keyed<PlaceSpec> place;
    Keyed<LaneSpec> lane;
    Keyed<MarketSpec> market;
    Keyed<SeasonSpec> season;
    AllocationSpec allocation;
    Written<RouteBy> routing{RouteBy::cost};
    Written<Duration> overflow{std::chrono::hours(24 * 30)};  // how long the cheapest may keep one waiting; or `overflow_never`
    Keyed<DisruptionSpec> disruption;
    Keyed<TargetSpec> target;
    Keyed<StudySpec> study;
};

/// What reading gives: the scenario (usable only when there are no errors) and everything found wrong, with the names of the files.
struct ReadResult {
    Scenario scenario;
    Diagnostics diagnostics;
    std::vector<std::string> files;  // display names, indexed by SourceSpan::file ("--set" is one of them)
    std::vector<std::string> texts;  // what stands in them, by the same index
    bool more_may_follow = false;    // something was not judged, because it leans on what is wrong
};

/// Reads a scenario file: TOML, `extends`, `remove`, overrides ("plant.a.calendar=\"night\""), schema, then `validate`.
///
/// Errors: all of them in `diagnostics`; a file that is missing, a directory, unreadable or too large is one, too.
ReadResult read_scenario(const std::string& path, const std::vector<std::string>& overrides = {});

/// The same from text; `name` stands for the file in messages and `extends` is relative to the working directory.
ReadResult read_scenario_text(const std::string& text, const std::string& name = "scenario.toml");

/// Everything that needs more than one value to judge: references, shares that must sum, cycles, routes, deadlock, unreachable places.
void validate(const Scenario& scenario, Diagnostics& diagnostics);

}  // namespace agrocap
