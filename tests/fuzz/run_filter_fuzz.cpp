// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_filter.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

imprint::RunEntry some_run() {
  imprint::RunEntry entry;
  entry.deficits = 1;
  entry.deficit_kind = "precision";
  entry.deficit_unit = "epoch";
  entry.tags = {"paper", "figure 3"};
  entry.note = "kept for the appendix";
  entry.damage = 0.25;
  return entry;
}

}  // namespace

IMPRINT_FUZZ_TARGET(run_filter) {
  using namespace imprint;
  static const RunEntry entry = some_run();
  RunFilter filter;
  if (!fuzz::accepts([&] { filter = RunFilter(bytes); })) return;
  const bool matches = filter.matches(entry);
  fuzz::require(filter.matches(entry) == matches, "the same answer each time");
  fuzz::require(!filter.is_empty() || matches, "an empty filter shows every run");
  RunFilter spaced;
  fuzz::require(fuzz::accepts([&] { spaced = RunFilter(" " + std::string(bytes)); }),
                "blanks before the terms are none");
  fuzz::require(spaced.matches(entry) == matches, "blanks change nothing");
}
