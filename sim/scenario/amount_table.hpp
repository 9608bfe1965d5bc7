#pragma once

#include "scenario/schema.hpp"
#include "scenario/written.hpp"

#include <string>

namespace agrocap {

/// What stands as a key in a table of amounts. Those by HS code are shares, the others money.
enum class AmountKey : std::uint8_t { hs_code, item, item_family_or_code };

/// A number, or a table of numbers by name; each of them may change on dates.
///
/// Whether items and families exist is for `validate` to say.
void read_amounts(AmountTable& table, const Reading& reading, AmountKey key, const FieldDoc& range);

/// How such a value looks.
Shape amounts_shape(AmountKey key);

/// Whether a key is a code of the Harmonised System: digits and dots.
bool is_hs_code(const std::string& key);

/// A code without its dots: 8701.92 is 870192.
std::string digits_of(std::string code);

/// Whether the code begins an item's, dots left out: 8701 begins 8701.92.
bool begins_code(const std::string& code, const std::string& hs);

/// The key of an HS table that counts for an item of this code: the longest that begins it, dots left out; null if none does.
const DatedAmount* amount_of_code(const Keyed<DatedAmount>& table, const std::string& hs);

}  // namespace agrocap
