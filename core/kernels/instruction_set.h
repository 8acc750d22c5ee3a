// SPDX-License-Identifier: GPL-3.0-or-later
// One portable binary, the widest vectors that the processor has: a kernel's body is written once and
// compiled for each instruction set. No path may contract a multiplication and an addition
// (-ffp-contract=off), so all give the same bits.
#pragma once

/// For the lambdas that make up a kernel: they must become part of the code compiled for the instruction set.
#define IMPRINT_INLINE __attribute__((always_inline))

/// Before a loop whose iterations touch different memory, so that no overlap has to be tested for.
#if defined(__GNUC__) && !defined(__clang__)
#define IMPRINT_INDEPENDENT_ITERATIONS _Pragma("GCC ivdep")
#else
#define IMPRINT_INDEPENDENT_ITERATIONS
#endif

namespace imprint {

enum class InstructionSet { baseline, avx2, avx512 };

/// Whether this processor runs `set`.
bool is_supported(InstructionSet set);

/// The widest supported one, found once.
InstructionSet best_instruction_set();

#if defined(__x86_64__)

#if defined(__clang__)  // the analysers' compiler; it knows no tuning in this attribute
#define IMPRINT_AVX512 "avx512f,avx512dq,avx512bw,avx512vl"
#else
#define IMPRINT_AVX512 "avx512f,avx512dq,avx512bw,avx512vl,prefer-vector-width=512"
#endif

namespace detail {
template <class Body>
[[gnu::target("avx2")]] void run_avx2(const Body& body) {
  body();
}
template <class Body>
[[gnu::target(IMPRINT_AVX512)]] void run_avx512(const Body& body) {
  body();
}
}  // namespace detail
#undef IMPRINT_AVX512

/// Runs `body`, a lambda marked IMPRINT_INLINE, compiled for `set`, which must be supported.
template <class Body>
void run_on(InstructionSet set, const Body& body) {
  switch (set) {
    case InstructionSet::avx512: return detail::run_avx512(body);
    case InstructionSet::avx2: return detail::run_avx2(body);
    case InstructionSet::baseline: return body();
  }
}

#else

template <class Body>
void run_on(InstructionSet, const Body& body) {
  body();
}

#endif

}  // namespace imprint
