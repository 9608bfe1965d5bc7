#include "bound/relaxation.hpp"

#include "bound/solver.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace agrocap {

namespace {

constexpr double share_min = 1e-9;   // less is rounding
constexpr double to_be_safe = 1e-8;  // of what is wanted, so that rounding does not leave it just out of reach
constexpr int reweighted_times = 4;

/// Rows that say what there is of anything. The others tell how goods go on: no planner can change that.
bool is_of_something(RowKind kind) {
    return kind != RowKind::units && kind != RowKind::leaving && kind != RowKind::output && kind != RowKind::mix;
}

bool is_by_stretch(RowKind kind) { return kind == RowKind::hours || kind == RowKind::people; }

/// All rows of a kind and an object, whose limits move together.
struct Elastic {
    std::vector<std::size_t> rows;
    double price = 1;  // of a share of 1
    bool fixed = false;
};

using ObjectKey = std::pair<RowKind, std::string>;

/// A station's open hours are the same with and without its repairs.
ObjectKey key_of(const ProgramRow& row) { return {row.kind == RowKind::repairs ? RowKind::hours : row.kind, row.what}; }

std::vector<Elastic> elastics_of(const LinearProgram& program) {
    std::map<ObjectKey, Elastic> found;
    for (std::size_t r = 0; r < program.rows.size(); ++r)
        if (is_of_something(program.rows[r].kind) && program.rows[r].limit > 0) found[key_of(program.rows[r])].rows.push_back(r);
    std::vector<Elastic> elastics;
    elastics.reserve(found.size());
    for (auto& [key, one] : found) elastics.push_back(std::move(one));
    return elastics;
}

/// Minimise what the shares cost, so that the objective is at least `least`.
LinearProgram elastic_program(const LinearProgram& program, const std::vector<Elastic>& elastics, double least) {
    LinearProgram elastic = program;
    ProgramRow wanted;
    for (const ProgramTerm& term : program.objective) wanted.terms.push_back({term.column, -term.factor});
    wanted.limit = -least;
    elastic.objective.clear();
    for (const Elastic& one : elastics) {
        const ColumnId column = elastic.columns++;
        elastic.objective.push_back({column, -one.price});
        for (const std::size_t row : one.rows)
            if (!one.fixed) elastic.rows[row].terms.push_back({column, -program.rows[row].limit});
    }
    elastic.rows.push_back(std::move(wanted));
    return elastic;
}

/// The shares by elastic object; nothing where no relaxation suffices.
std::vector<double> shares_needed(const LinearProgram& program, const std::vector<Elastic>& elastics, double least) {
    FloatingSolution solution = solve_floating(elastic_program(program, elastics, least));
    if (solution.status != Solved::optimal) return {};
    std::vector<double> shares(solution.columns.end() - static_cast<std::ptrdiff_t>(elastics.size()), solution.columns.end());
    for (double& share : shares) share = share > share_min ? share : 0;
    return shares;
}

std::size_t count_of(const std::vector<double>& shares) {
    return static_cast<std::size_t>(std::count_if(shares.begin(), shares.end(), [](double share) { return share > 0; }));
}

/// Of more objects than allowed, the ones that matter most.
std::vector<double> few_shares(const LinearProgram& program, std::vector<Elastic> elastics, double least, std::size_t most) {
    std::vector<double> shares = shares_needed(program, elastics, least);
    for (int i = 0; i < reweighted_times && count_of(shares) > most; ++i) {
        const double largest = *std::max_element(shares.begin(), shares.end());
        for (std::size_t e = 0; e < elastics.size(); ++e) elastics[e].price = 1 / (shares[e] / largest + 1e-3);
        shares = shares_needed(program, elastics, least);
    }
    if (count_of(shares) <= most) return shares;
    std::vector<double> sorted = shares;
    std::sort(sorted.rbegin(), sorted.rend());
    for (std::size_t e = 0; e < elastics.size(); ++e) elastics[e].fixed = shares[e] <= sorted[most];
    shares = shares_needed(program, elastics, least);
    return count_of(shares) <= most ? shares : std::vector<double>{};
}

Relaxation relaxation_of(const LinearProgram& program, const Elastic& elastic, double share) {
    Relaxation relaxation{.row = elastic.rows.front(), .share = share};
    const RowKind kind = program.rows[elastic.rows.front()].kind;
    double sum = 0, highest = 0;
    for (const std::size_t r : elastic.rows) {
        const ProgramRow& row = program.rows[r];
        if (row.kind != kind) continue;
        sum += row.limit * row.scale;
        highest = std::max(highest, row.limit * row.scale);
        relaxation.row = r;
    }
    relaxation.amount = share * (is_by_stretch(kind) ? sum : highest);
    return relaxation;
}

}  // namespace

std::vector<Relaxation> least_relaxations(const LinearProgram& program, double wanted, std::size_t most) {
    const double least = wanted * static_cast<double>(program.denominator) / static_cast<double>(program.numerator) * (1 + to_be_safe);
    const std::vector<Elastic> elastics = elastics_of(program);
    const std::vector<double> shares = few_shares(program, elastics, least, most);
    std::vector<Relaxation> relaxations;
    for (std::size_t e = 0; e < shares.size(); ++e) {
        if (shares[e] > 0) relaxations.push_back(relaxation_of(program, elastics[e], shares[e] * (1 + to_be_safe)));
    }
    std::stable_sort(relaxations.begin(), relaxations.end(),
                     [](const Relaxation& one, const Relaxation& other) { return one.share > other.share; });
    return relaxations;
}

LinearProgram relaxed(const LinearProgram& program, const std::vector<Relaxation>& relaxations) {
    LinearProgram higher = program;
    for (const Relaxation& relaxation : relaxations) {
        const ObjectKey key = key_of(program.rows[relaxation.row]);
        for (ProgramRow& row : higher.rows)
            if (key_of(row) == key) row.limit *= 1 + relaxation.share;
    }
    return higher;
}

}  // namespace agrocap
