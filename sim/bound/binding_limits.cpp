#include "bound/binding_limits.hpp"

#include <algorithm>
#include <cstddef>

namespace agrocap {

namespace {

constexpr const char* inner_word = "the mix and units in hand";

/// What rows of a kind are about, as a planner would say. Those of pulled units are by what is ordered, and so is demand.
const char* trade_word(RowKind kind) {
    switch (kind) {
        case RowKind::hours:
        case RowKind::repairs: return "hours of stations";
        case RowKind::people: return "people";
        case RowKind::arrivals: return "arrivals";
        case RowKind::room: return "room";
        case RowKind::stock: return "stocks at the start";
        case RowKind::pulled: return "orders";
        case RowKind::demand: return "buyers";
        case RowKind::orders: return "dealers' orders";
        case RowKind::supply: return "suppliers";
        case RowKind::lane:
        case RowKind::fleet:
        case RowKind::place: return "transport";
        default: return inner_word;
    }
}

/// What each kind of limit makes of a bound.
struct LimitShare {
    std::string word, object;
    double part = 0, most = 0;
};

std::vector<LimitShare> shares_of(const LinearProgram& program, const Proof& proof) {
    std::vector<LimitShare> shares;
    for (std::size_t r = 0; r < program.rows.size(); ++r) {
        const ProgramRow& row = program.rows[r];
        const double part = proof.prices[r] * (row.limit + row.allowance);
        if (!(part > 0)) continue;
        const std::string word = trade_word(row.kind);
        auto share = std::find_if(shares.begin(), shares.end(), [&](const LimitShare& one) { return one.word == word; });
        if (share == shares.end()) share = shares.insert(share, {.word = word, .object = {}});
        share->part += part;
        if (part > share->most) {
            share->most = part;
            share->object = row.what;
        }
    }
    return shares;
}

std::optional<ProvenLimit> limit_of(const LinearProgram& program, const Proof& proof) {
    const std::vector<LimitShare> shares = shares_of(program, proof);
    if (shares.empty()) return std::nullopt;
    double whole = 0;
    for (const LimitShare& share : shares) whole += share.part;
    const auto most =
        std::max_element(shares.begin(), shares.end(), [](const LimitShare& a, const LimitShare& b) { return a.part < b.part; });
    return ProvenLimit{most->word, most->most > 0.5 * whole ? most->object : std::string(), proof.value};
}

/// The program as if there were no end of what the word stands for.
LinearProgram without(const LinearProgram& program, const std::string& word) {
    LinearProgram freed = program;
    std::erase_if(freed.rows, [&word](const ProgramRow& row) { return trade_word(row.kind) == word; });
    return freed;
}

}  // namespace

std::optional<BindingLimits> binding_limits(const std::vector<Bound>& bounds) {
    if (bounds.empty() || !bounds.front().proof) return std::nullopt;
    const Bound& bound = bounds.front();
    const std::optional<ProvenLimit> first = limit_of(bound.program, *bound.proof);
    if (!first) return std::nullopt;
    BindingLimits limits{bound.metric, bound.unit, *first, std::nullopt};
    if (first->word == inner_word) return limits;  // how goods go on is no limit that somebody could lift
    const LinearProgram freed = without(bound.program, first->word);
    if (const std::optional<Proof> proof = prove(freed)) limits.next = limit_of(freed, *proof);
    return limits;
}

}  // namespace agrocap
