// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_probes.h"

#include <algorithm>

namespace imprint {
namespace {

bool has_effect(const Option& option, const Options& options) {
  return option.applies == nullptr || option.applies(options);
}

}  // namespace

const std::vector<Option>& probe_options() {
  static const std::vector<Option> options = [] {
    std::vector<Option> found;
    for (const ProbeFacts& facts : probe_facts())
      if (facts.has_switch()) found.push_back(facts.options.front());
    for (const ProbeFacts& facts : probe_facts())
      for (std::size_t i = 1; i < facts.options.size(); ++i) found.push_back(facts.options[i]);
    return found;
  }();
  return options;
}

Options initial_probe_options() { return Options(probe_options()); }

bool is_switched_on(const ProbeSpec& probe, const ProbeFacts& facts) {
  return facts.has_switch() ? probe.options.get<bool>(facts.options.front().field.key) : measures_anything(probe);
}

bool measures_anything(const ProbeSpec& probe) {
  return std::ranges::any_of(probe_facts(),
                             [&](const auto& facts) { return facts.has_switch() && is_switched_on(probe, facts); });
}

bool measures_layers(const ProbeSpec& probe) {
  return std::ranges::any_of(probe_facts(), [&](const ProbeFacts& facts) {
    return is_switched_on(probe, facts) && std::ranges::any_of(facts.metrics, &MetricInfo::per_layer);
  });
}

bool measures(const ProbeSpec& probe, std::string_view metric) {
  return std::ranges::any_of(probe_facts(), [&](const ProbeFacts& facts) {
    const bool has_it = std::ranges::find(facts.metrics, metric, &MetricInfo::name) != facts.metrics.end();
    return has_it && is_switched_on(probe, facts);
  });
}

bool is_probe_field_read(const ProbeSpec& probe, std::string_view key) {
  bool is_option = false;
  for (const ProbeFacts& facts : probe_facts())
    for (const Option& option : facts.options) {
      if (option.field.key != key) continue;
      is_option = true;
      const bool is_switch = &option == &facts.options.front();
      if (is_switch || (is_switched_on(probe, facts) && has_effect(option, probe.options))) return true;
    }
  if (is_option) return false;
  return key == "per_layer" ? measures_layers(probe) : measures_anything(probe);
}

}  // namespace imprint
