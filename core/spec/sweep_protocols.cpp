// SPDX-License-Identifier: GPL-3.0-or-later
// The experiments of the literature as sweeps. Lengths are fractions of the budget, so that they fit any number of
// steps.
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/sweep_spec.h"

namespace imprint {
namespace {

SweepSpec named(const char* protocol, DeficitSpec deficit) {
  SweepSpec sweep;
  sweep.protocol = protocol;
  sweep.base.deficits = {std::move(deficit)};
  return sweep;
}

/// R = 16k, 32k, 64k, 128k and 256k deficit steps, then 256k normal ones; the rate stands still during R, no decay.
SweepSpec deficit_then_normal() {
  SweepSpec sweep = named("deficit-then-normal", {.length = 0.25, .unit = "fraction"});
  sweep.base.training.budget = "clean";
  sweep.base.training.lr_clock = "frozen";
  sweep.base.training.weight_decay = 0;
  sweep.axes = {{"deficit.0.length", {"0.0625", "0.125", "0.25", "0.5", "1"}}};
  return sweep;
}

/// 128k steps moved to 0, 16k, 32k and 64k of 256k.
SweepSpec probe_window() {
  SweepSpec sweep = named("probe-window", {.length = 0.5, .unit = "fraction"});
  sweep.axes = {{"deficit.0.onset", {"0", "0.0625", "0.125", "0.25"}}};
  return sweep;
}

/// 160 clean epochs, the rate falling by 3 % in each.
SweepSpec of_achille(const char* protocol, double length) {
  SweepSpec sweep = named(protocol, {.kind = "blur", .length = length, .unit = "epoch"});
  TrainingSpec& training = sweep.base.training;
  training.epochs = 160;
  training.learning_rate = 0.05;
  training.lr_schedule = "exponential";
  training.lr_decay = 0.97;
  training.weight_decay = 1e-3;
  training.budget = "clean";
  return sweep;
}

/// Blur from the beginning until it is removed at some epoch.
SweepSpec deficit_then_clean() {
  SweepSpec sweep = of_achille("deficit-then-clean", 40);
  sweep.axes = {{"deficit.0.length", {"20", "40", "60", "80", "100", "120", "140"}}};
  return sweep;
}

/// 40 epochs of blur, moved.
SweepSpec sensitivity() {
  SweepSpec sweep = of_achille("sensitivity", 40);
  sweep.axes = {{"deficit.0.onset", {"0", "20", "40", "60", "80", "100", "120"}}};
  return sweep;
}

double scaled_length(double epochs, double scale) {
  constexpr double finest = 1e6;  // 0.1 * 3 is 0.3
  return std::round(epochs * scale * finest) / finest;
}

void scale_axis(SweepAxis& axis, double scale) {
  for (std::string& value : axis.values) value = shortest_text(scaled_length(std::stod(value), scale));
}

}  // namespace

const std::vector<SweepProtocol>& sweep_protocols() {
  static const std::vector<SweepProtocol> protocols = {
      {"grid", "The fields of [sweep.grid] and nothing else.", {}},
      {"deficit-then-normal",
       "Protocol A of Wolfe & Kyrillidis (arXiv 2403.02243): low precision first, then a fixed normal budget.",
       deficit_then_normal()},
      {"probe-window",
       "Protocol B of Wolfe & Kyrillidis (arXiv 2403.02243): a window of fixed length moved through a fixed total.",
       probe_window()},
      {"deficit-then-clean",
       "Achille, Rovere & Soatto (arXiv 1711.08856), figure 1: a deficit, removed at some epoch, then 160 clean ones.",
       deficit_then_clean(), true},
      {"sensitivity",
       "The sensitivity window of Achille, Rovere & Soatto (arXiv 1711.08856): 40 epochs of a deficit, moved.",
       sensitivity(), true},
  };
  return protocols;
}

const SweepProtocol& sweep_protocol(const std::string& name) {
  std::vector<std::string> names;
  for (const SweepProtocol& protocol : sweep_protocols()) {
    if (protocol.name == name) return protocol;
    names.push_back(protocol.name);
  }
  const std::string near = nearest_name(name, names);
  throw InputError("sweep.protocol must be " + join_choices(names) + ", but is \"" + name + "\"" +
                   (near.empty() ? "" : "; did you mean " + near + "?"));
}

SweepSpec scaled_protocol(const std::string& name, double scale) {
  const SweepProtocol& protocol = sweep_protocol(name);
  SweepSpec sweep = protocol.defaults;
  sweep.protocol = name;
  sweep.scale = scale;
  if (!protocol.counts_epochs || scale == 1) return sweep;
  TrainingSpec& training = sweep.base.training;
  training.epochs = std::max(1, static_cast<int>(std::lround(training.epochs * scale)));
  training.lr_decay = std::pow(training.lr_decay, 1 / scale);
  for (DeficitSpec& deficit : sweep.base.deficits) deficit.length = scaled_length(deficit.length, scale);
  for (SweepAxis& axis : sweep.axes) scale_axis(axis, scale);
  return sweep;
}

}  // namespace imprint
