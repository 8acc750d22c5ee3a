// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/ladder.h"

#include <algorithm>
#include <iterator>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/precision/format_facts.h"

namespace imprint {
Ladder::Ladder(std::string name, const std::vector<LayerPrecision>& rungs)
    : name_(std::move(name)), fewest_bits_(rungs.front().weight.bits) {
  by_bits_.fill(rungs.front());
  for (const LayerPrecision& rung : rungs) std::fill(by_bits_.begin() + rung.weight.bits, by_bits_.end(), rung);
}

std::vector<Ladder::Rung> Ladder::rungs(Operand operand) const {
  std::vector<Rung> found;
  for (int bits = fewest_bits_; bits < 32; ++bits)
    if (const NumberFormat own = format(bits, operand); found.empty() || found.back().format != own)
      found.push_back({bits, own});
  return found;
}

std::string Ladder::rungs_text() const {
  std::string text;
  for (const auto& [bits, weight] : rungs(Operand::weight)) {
    text += (text.empty() ? "" : ", ") + std::to_string(bits) + " " + format_name(weight);
    if (const NumberFormat gradient = format(bits, Operand::gradient); gradient != weight)
      text += "/" + format_name(gradient);
  }
  return text;
}

const std::vector<Ladder>& ladders() {
  static const std::vector<Ladder> all = [] {
    std::vector<Ladder> found;
    for (const FormatFacts& facts : format_facts()) std::ranges::copy(facts.ladders, std::back_inserter(found));
    return found;
  }();
  return all;
}

std::vector<std::string> ladder_names() {
  std::vector<std::string> names;
  for (const Ladder& known : ladders()) names.push_back(known.name());
  return names;
}

const Ladder* find_ladder(std::string_view name) {
  const auto found = std::ranges::find(ladders(), name, &Ladder::name);
  return found == ladders().end() ? nullptr : &*found;
}

const Ladder& ladder(std::string_view name) {
  if (const Ladder* known = find_ladder(name)) return *known;
  throw InputError("precision.ladder must be " + join_choices(ladder_names()) + ", but is \"" + std::string(name) +
                   "\"");
}

}  // namespace imprint
