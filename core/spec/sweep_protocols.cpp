// SPDX-License-Identifier: GPL-3.0-or-later
// The experiments of the literature as sweeps. Lengths are fractions of the budget, so that they fit any number of
// steps.
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

/// 40 epochs of blur moved over 160 clean ones.
SweepSpec sensitivity() {
  SweepSpec sweep = named("sensitivity", {.kind = "blur", .length = 40, .unit = "epoch"});
  TrainingSpec& training = sweep.base.training;
  training.epochs = 160;
  training.learning_rate = 0.05;
  training.lr_schedule = "exponential";
  training.lr_decay = 0.97;
  training.weight_decay = 1e-3;
  training.budget = "clean";
  sweep.axes = {{"deficit.0.onset", {"0", "20", "40", "60", "80", "100", "120"}}};
  return sweep;
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
      {"sensitivity",
       "The sensitivity window of Achille, Rovere & Soatto (arXiv 1711.08856): 40 epochs of a deficit, moved.",
       sensitivity()},
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

}  // namespace imprint
