# -DAGROCAP_STATIC=ON: one program without shared libraries, for the archive of a release. The sources are compiled as for any other
# program, so that a compiler cache has them; only what is linked differs.
#
# Debian has no static library of fmt, toml++ and libxlsxwriter. Of the first two its headers hold all of it; of the third
# AGROCAP_XLSXWRITER_A names one that was built from Debian's source (tools/release does).
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
set(OPENSSL_USE_STATIC_LIBS ON)
set(BUILD_SHARED_LIBS OFF)

file(CONFIGURE OUTPUT static/fmt.cpp @ONLY CONTENT [[
#include <fmt/format-inl.h>
FMT_BEGIN_NAMESPACE
namespace detail {
template FMT_API auto dragonbox::to_decimal(float x) noexcept -> dragonbox::decimal_fp<float>;
template FMT_API auto dragonbox::to_decimal(double x) noexcept -> dragonbox::decimal_fp<double>;
template FMT_API locale_ref::locale_ref(const std::locale& loc);
template FMT_API auto locale_ref::get<std::locale>() const -> std::locale;
template FMT_API auto thousands_sep_impl(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
template FMT_API void buffer<char>::append(const char*, const char*);
template FMT_API void vformat_to(buffer<char>&, string_view, basic_format_args<FMT_BUFFER_CONTEXT(char)>, locale_ref);
template FMT_API auto thousands_sep_impl(locale_ref) -> thousands_sep_result<wchar_t>;
template FMT_API auto decimal_point_impl(locale_ref) -> wchar_t;
template FMT_API void buffer<wchar_t>::append(const wchar_t*, const wchar_t*);
}  // namespace detail
FMT_END_NAMESPACE
]])
add_library(fmt_static STATIC ${PROJECT_BINARY_DIR}/static/fmt.cpp)
target_compile_definitions(fmt_static PUBLIC FMT_SHARED)                              # as Debian's packages have them, here and below
add_library(fmt::fmt ALIAS fmt_static)

file(CONFIGURE OUTPUT static/toml.cpp @ONLY CONTENT [[
#define TOML_IMPLEMENTATION 1
#include <toml++/toml.h>
]])
add_library(toml_static STATIC ${PROJECT_BINARY_DIR}/static/toml.cpp)
target_compile_options(toml_static PUBLIC -DTOML_HEADER_ONLY=0 -DTOML_SHARED_LIB=1)
add_library(tomlplusplus::tomlplusplus ALIAS toml_static)

add_library(clp_static INTERFACE)
target_link_libraries(clp_static INTERFACE Clp CoinUtils bz2 z lapack blas gfortran quadmath)
add_library(PkgConfig::CLP ALIAS clp_static)

set(XLSXWRITER_LIBRARY ${AGROCAP_XLSXWRITER_A} minizip z crypto)
add_link_options(-static)
set(MINIZIP_LIBRARY minizip z)
set(EXPAT_LIBRARY expat)
