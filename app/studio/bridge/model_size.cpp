// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/model_size.h"

#include "app/studio/bridge/background.h"

namespace imprint::studio {
namespace {

std::string key_of(const ExperimentSpec& spec) {
  std::string key = spec.dataset.name + " " + spec.model.name + " " + std::to_string(spec.model.width);
  for (const int units : spec.model.hidden) key += " " + std::to_string(units);
  return key;
}

}  // namespace

ModelSize::ModelSize(MacsPerImage measure, QObject* parent) : QObject(parent), measure_(std::move(measure)) {}

std::optional<std::int64_t> ModelSize::macs_per_image(const ExperimentSpec& spec) {
  if (!measure_) return std::nullopt;
  const std::string key = key_of(spec);
  if (const auto found = sizes_.find(key); found != sizes_.end()) return found->second;
  sizes_[key] = std::nullopt;
  in_background(
      this, [measure = measure_, spec] { return measure(spec); },
      [this, key](QFuture<std::int64_t> size) {
        try {
          sizes_[key] = size.result();
        } catch (const std::exception&) {
          return;  // no BitOPs are told for a model that can't be built; the form names the reason
        }
        Q_EMIT known();
      });
  return std::nullopt;
}

}  // namespace imprint::studio
