#pragma once

#include <string>

namespace agrocap {

/// A number for people: fixed decimals, groups of three digits apart ("34 871", "-1 204.50"), never "-0".
///
/// Requires: 0 <= decimals <= 9. Gives: "–" for NaN and infinities, which a result shows where nothing was observed.
std::string grouped(double value, int decimals);

/// Decimals that show an uncertainty with two significant digits: 95 -> 0, 3.2 -> 1, 0.041 -> 3. At most 6; 0 for a half-width of 0.
///
/// Source: GUM (JCGM 100:2008), 7.2.6: it usually suffices to quote an uncertainty to at most two significant digits.
int decimals_for_half_width(double half_width);

/// Decimals that show a value with about three significant digits: 12 000 -> 0, 12 -> 1, 1.2 -> 2. At most 6; 0 for 0.
int decimals_for_magnitude(double largest);

/// About `digits` significant digits, without zeros behind the point that say nothing and, however large it is, without an exponent:
/// "2 040", "12.3", "5".
std::string significant(double value, int digits = 3);

/// The shortest text that reads back as the same double: "0.1", "34871.2", "1e-09"; empty for NaN and infinities.
std::string exact_number(double value);

/// "365 days", "1 day", "27.50 days".
std::string days_text(double days);

/// "1 replication", "30 replications", "no errors": a count with its noun.
std::string counted(std::size_t count, const std::string& noun);

}  // namespace agrocap
