// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probes.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "analysis/curvature/fisher_trace.h"
#include "analysis/curvature/gradient_scope.h"
#include "analysis/probes/probe.h"
#include "analysis/probes/probe_kinds.h"

namespace imprint {
namespace {

struct ProbeKind {
  ProbeFacts (*facts)();
  std::unique_ptr<Probe> (*make)(const ProbeSpec& spec, ProbeContext& context);
};

constexpr ProbeKind kinds[] = {
#define IMPRINT_ROW(probe) {probe##_facts, make_##probe##_probe},
    IMPRINT_PROBES(IMPRINT_ROW)
#undef IMPRINT_ROW
};

using ProbeList = std::vector<std::unique_ptr<Probe>>;

ProbeList make_probes(const ProbeSpec& spec, ProbeContext& context) {
  ProbeList probes;
  for (const ProbeKind& kind : kinds)
    if (is_switched_on(spec, kind.facts())) probes.push_back(kind.make(spec, context));
  return probes;
}

using Range = std::pair<std::int64_t, std::int64_t>;  // samples [first, second)

/// Where the chunk that begins there ends for a probe that sees `samples`; `begin` itself when it sees none of it.
std::int64_t end_of_chunk(std::int64_t begin, std::int64_t samples) {
  return std::max(begin, std::min(begin + samples_a_pass, samples));
}

/// Probes that see the same samples share a pass. One that sees fewer may end within a chunk, and has a pass of its own
/// there: what it measures must not depend on the others.
std::set<Range> ranges_of(const ProbeList& probes) {
  std::set<Range> ranges;
  for (const auto& probe : probes)
    for (std::int64_t begin = 0; begin < probe->samples_seen(); begin += samples_a_pass)
      ranges.emplace(begin, end_of_chunk(begin, probe->samples_seen()));
  return ranges;
}

std::vector<Probe*> viewers_of(std::int64_t begin, std::int64_t end, const ProbeList& probes) {
  std::vector<Probe*> viewers;
  for (const auto& probe : probes)
    if (end == end_of_chunk(begin, probe->samples_seen())) viewers.push_back(probe.get());
  return viewers;
}

void show_passes(const ProbeList& probes, ProbeContext& context) {
  const ParameterGradientScope frozen(context.network(), false);
  for (const auto& [begin, end] : ranges_of(probes)) {
    context.token().throw_if_cancelled();
    const std::vector<Probe*> viewers = viewers_of(begin, end, probes);
    const ProbeChunk chunk{begin, context.samples().slice(begin, end - begin)};
    TappedPass pass(context.network(), chunk.samples.batch.inputs);
    std::size_t left = viewers.size();
    for (Probe* viewer : viewers) {
      if (--left == 0) pass.release_on_next_use();
      viewer->see(chunk, pass);
    }
  }
}

void append(Measurement& all, Measurement more) {
  std::ranges::move(more.numbers, std::back_inserter(all.numbers));
  std::ranges::move(more.artefacts, std::back_inserter(all.artefacts));
}

}  // namespace

Probes::Probes(ProbeSpec spec, ProbeSet samples, std::uint64_t seed)
    : spec_(std::move(spec)), samples_(std::move(samples)), seed_(seed) {
  require_samples(samples_);
}

Measurement Probes::measure(Network& network, std::int64_t step, const CancellationToken& token) const {
  ProbeContext context(network, samples_, seed_, step, token);
  const ProbeList probes = make_probes(spec_, context);
  show_passes(probes, context);
  Measurement all;
  for (const auto& probe : probes) append(all, probe->finish());
  if (!spec_.per_layer)
    for (Measured& number : all.numbers) number.estimate.layers.clear();
  return all;
}

}  // namespace imprint
