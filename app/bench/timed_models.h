// SPDX-License-Identifier: GPL-3.0-or-later
// The models that can be timed: those that a plain LibTorch counterpart stands beside.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/bench/plain_networks.h"

namespace imprint {

/// What they are timed on unless other images are asked for: 1x28x28, in ten classes.
inline constexpr ImageShape timed_image{1, 28, 28};
inline constexpr std::int64_t timed_classes = 10;

/// "1x28x28"
std::string image_text(const ImageShape& image);

std::vector<std::string> timed_models();

/// Throws InputError that names those there are.
void require_timed(const std::string& model);

/// Of the same sizes as the engine's network of that name has by default. The model is one of `timed_models`.
std::shared_ptr<PlainNetwork> plain_counterpart(const std::string& model, const ImageShape& image = timed_image);
std::shared_ptr<Network> timed_network(const std::string& model, const ImageShape& image = timed_image);

}  // namespace imprint
