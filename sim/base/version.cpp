#include "base/version.hpp"

namespace agrocap {

const char* version() { return AGROCAP_VERSION; }

}  // namespace agrocap
