#pragma once

#include "experiment/experiment.hpp"
#include "serve/asked_scenario.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

enum class RunKind : std::uint8_t { run, check, compare, explain, bound, reach };

/// The command that answers such a question.
const char* word_of(RunKind kind);

/// What a page has asked to be worked out.
struct RunQuestion {
    RunKind kind = RunKind::run;
    AskedScenario asked;
    std::vector<std::string> what_ifs;  // of a comparison: "PATH=VALUE; PATH=VALUE"
    std::string target;                 // to be reached; empty: the only one
    ExperimentOptions options;          // replications, precision, confidence and seed
};

/// `{ kind, path, text, set, what_ifs, target, replications, precision, confidence, seed }`. Errors: `RefusedRequest`.
RunQuestion run_question(const HttpRequest& request);

}  // namespace agrocap
