#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// How often the intervals of an account hold what they estimate, where nobody asks for a number of replications.
struct AccountHold {
    std::string name;
    std::size_t bars = 0, parts = 0;  // of the account: output and losses; parts of losses
    double bars_held = 0;             // share of all of them in all experiments
    double parts_held = 0;
    double least_held = 1;  // of one bar or part
    std::string least;      // which that is
    double replications = 0;
};

/// A made-up factory of which an account is asked.
struct AccountFactory {
    std::string name, body;
};
std::vector<AccountFactory> account_factories();

/// Accounts of a factory. The truth is an account of so many replications with a seed of its own.
AccountHold hold_of(const AccountFactory& factory, std::size_t experiments, std::int64_t truth_replications, std::uint64_t seed);

}  // namespace agrocap
