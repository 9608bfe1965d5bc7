#pragma once

#include "lsp/loose_toml.hpp"

namespace agrocap {

/// Whether a TOML document is of another program (Cargo.toml, pyproject.toml): it says something, and nothing that a scenario says at its
/// top. Editors start the server for every TOML file; those of others are none of its business.
bool is_foreign(const LooseDocument& document);

}  // namespace agrocap
