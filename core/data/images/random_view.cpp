// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random_stream.h"
#include "core/data/images/image_view.h"

namespace imprint {
namespace {

int random_shift(RandomStream& stream) { return static_cast<int>(stream.below(2 * crop_padding + 1)) - crop_padding; }

}  // namespace

ImageView random_view(std::uint64_t key, std::int64_t image, bool may_mirror) {
  RandomStream stream(key);
  ImageView view{.image = image};
  view.dy = random_shift(stream);
  view.dx = random_shift(stream);
  // Drawn either way, so that the crops do not depend on whether mirroring is allowed.
  const bool mirror_drawn = stream.below(2) == 1;
  view.mirrored = may_mirror && mirror_drawn;
  return view;
}

}  // namespace imprint
