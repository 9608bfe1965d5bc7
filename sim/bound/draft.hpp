#pragma once

#include "bound/limited_ways.hpp"
#include "bound/linear_program.hpp"
#include "bound/open_hours.hpp"
#include "bound/periods.hpp"
#include "bound/work_facts.hpp"
#include "model/rows/model.hpp"
#include "scenario/scenario.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// Columns of one quantity: one for each stretch of time, one behind the other. In it stands what the stretch adds.
struct Course {
    ColumnId first = UINT32_MAX;
    [[nodiscard]] bool valid() const { return first != UINT32_MAX; }
    [[nodiscard]] ColumnId in(int period) const { return first + static_cast<ColumnId>(period); }
};

/// A sum of terms that is at most, or at least, so much.
struct Sum {
    std::vector<ProgramTerm> terms;
    double constant = 0;   // stocks, demand
    double allowance = 0;  // what work in hand may add

    void add(ColumnId column, double factor) {
        if (factor != 0) terms.push_back({column, factor});
    }
    /// All that came until the end of a stretch.
    void add(Course course, int until, double factor) {
        for (int p = 0; p <= until; ++p) add(course.in(p), factor);
    }
};

/// How a station's work is told.
enum class WorkRule : std::uint8_t {
    worked,   // a column is the expected work done over its mean: hours bound it, completions are no more than it and its allowance
    counted,  // nothing is known of the work: a column is the expected completions, and no hours bound it
};

struct StationRule {
    WorkRule rule = WorkRule::worked;
    bool loses_work = false;  // failures scrap what is in hand: more is begun than is completed or in hand
    bool may_stop = false;    // people may leave work half done in the light of how long it has taken
    std::optional<KilledWork> killed;
    std::int64_t in_hand = 0;  // units that it may hold
};

/// A station with an item that comes to it.
struct Visit {
    StationId station;
    std::uint32_t item = 0;  // Model::line_items
    Course work;
    WorkFacts facts;
    double allowance = 0;    // completions beyond the work
    double over = 0;         // the column is completions: of these so many beyond what hours of work make
    double more_begun = 0;   // units begun beyond the work
    double scrap = 0;        // share scrapped, at the most
    bool is_killed = false;  // failures scrap it by a chance that is known: work is trials, of which a share survives
};

/// A way of units of one item from one station to another, or out of the line.
struct UnitWay {
    std::uint32_t from = 0;      // Draft::visits
    StationId to;                // none: out
    double most = 1, least = 1;  // share of the work that becomes units here, over all dates
    bool by_choice = false;      // units choose among such ways …
    Course chosen;               // … and this is what goes this one
};

/// A bound's program while it is put together.
struct Draft {
    Draft(const Scenario& of, const Model& compiled)
        : scenario(of), model(compiled), periods(cut_periods(compiled)), hours(compiled), ways(compiled) {}

    const Scenario& scenario;
    const Model& model;
    Periods periods;
    OpenHours hours;
    LimitedWays ways;
    LinearProgram program;
    std::set<std::string> left_out;  // what limits and is not counted

    Table<Station, StationRule> rules;
    std::vector<Visit> visits;          // those of one item stand together
    std::vector<Slice> visits_of_item;  // by Model::line_items
    Table<Station, std::vector<std::uint32_t>> visits_at;
    std::vector<std::vector<UnitWay>> ways_in;   // by visit: those that lead there
    std::vector<std::vector<UnitWay>> ways_out;  // by line item: those that leave the line
    std::vector<Course> put;                     // by line item: units that leave the line
    std::vector<Course> released;                // by line item: begun for the first time; none: the work of the first visit tells

    Table<SupplyChannel, Course> received;   // replenishments that arrive
    std::vector<Course> shipped;             // by Model::channel_sources
    std::vector<Course> bought;              // by Model::store_sources
    std::vector<Course> delivered, ordered;  // by Model::choices
    Table<Store, char> fed;                  // gets as much as anybody takes

    Table<Lane, std::vector<std::size_t>> lane_limits;  // rows that hold until the end of time
    Table<Place, std::vector<std::size_t>> place_limits;

    Course add_course() {
        const Course course{program.columns};
        program.columns += static_cast<ColumnId>(periods.count());
        return course;
    }
    /// Adds the row "terms <= constant + allowance".
    void add_row(RowKind kind, const std::string& what, SourceSpan at, int period, Sum sum);
    [[nodiscard]] bool is_last(int period) const { return period + 1 == periods.count(); }
    [[nodiscard]] TimeSpan stretch(int period) const { return {periods.begin(period), periods.end(period)}; }
    [[nodiscard]] std::uint32_t first_visit(std::uint32_t item) const { return visits_of_item[item].first; }
    [[nodiscard]] bool has_ways_in(std::uint32_t visit) const { return !ways_in[visit].empty(); }
};

/// Where a station, crew, store … was written.
const StationSpec& spec_of(const Draft& draft, StationId id);
const LineSpec& spec_of(const Draft& draft, LineId id);

// The rows, in the order in which they are put together; each file says with docs/bound.md why its rows hold.

/// What each station's work can be told of, who comes where, and by which ways.
void find_visits(Draft& draft);
/// Hours of stations and people of crews.
void add_hour_rows(Draft& draft);
/// What failures take of the hours of stations, where a least loss is proven.
void add_repair_rows(Draft& draft);
/// What maintenance takes of the hours of stations, where a least loss is proven.
void add_maintenance_rows(Draft& draft);
/// Time that units are under way, where only so many may be.
void add_line_time_rows(Draft& draft);
/// Units go from station to station; releases; the mix; what leaves.
void add_unit_rows(Draft& draft);
/// Goods that are ordered, shipped, bought and delivered.
void add_market_rows(Draft& draft);
/// Material, room in stores, and what is pulled.
void add_store_rows(Draft& draft);
/// Lanes, fleets and places.
void add_lane_rows(Draft& draft);

}  // namespace agrocap
