// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/start_order.h"

#include <limits>

#include "core/base/random_stream.h"

namespace imprint {
namespace {

constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();

/// A hash of the id (FNV-1a) and the seed, so that a leaf's rank depends on no other leaf.
std::int64_t random_rank(const SweepLeaf& leaf, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : leaf.id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return static_cast<std::int64_t>(mix64(hash ^ mix64(seed)) >> 1);
}

/// The leaves without which this one says nothing: those whose steps it takes over, and what it is compared with.
std::vector<int> needed_by(const SweepLeaf& leaf) {
  std::vector<int> needed;
  for (const int other : {leaf.parent, leaf.same_as, leaf.baseline})
    if (other >= 0) needed.push_back(other);
  return needed;
}

}  // namespace

std::vector<std::int64_t> start_order(const SweepPlan& plan, std::uint64_t seed) {
  std::vector<std::int64_t> order;
  if (plan.order != "random") {
    for (const std::int64_t steps : remaining_paths(plan)) order.push_back(-steps);
    return order;
  }
  for (const SweepLeaf& leaf : plan.leaves)
    order.push_back(leaf.is_baseline && leaf.baseline < 0 ? last : random_rank(leaf, seed));
  for (bool is_settled = false; !is_settled;) {  // a baseline may stand before or after what needs it
    is_settled = true;
    for (std::size_t i = plan.leaves.size(); i-- > 0;)
      for (const int other : needed_by(plan.leaves[i])) {
        std::int64_t& rank = order[static_cast<std::size_t>(other)];
        if (order[i] >= rank) continue;
        rank = order[i];
        is_settled = false;
      }
  }
  return order;
}

}  // namespace imprint
