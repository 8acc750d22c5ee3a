// SPDX-License-Identifier: GPL-3.0-or-later
#include <xxhash.h>

#include <array>
#include <cstdio>
#include <memory>

#include "core/data/dataset.h"

namespace imprint {
namespace {

using HashState = std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)>;

/// The shape goes in, too: the same bytes cut into other images are other data.
void add_tensor(XXH3_state_t& state, const at::Tensor& tensor) {
  const at::Tensor dense = tensor.contiguous();
  for (const std::int64_t length : dense.sizes()) XXH3_128bits_update(&state, &length, sizeof length);
  XXH3_128bits_update(&state, dense.data_ptr(), dense.nbytes());
}

std::string hexadecimal(XXH128_hash_t hash) {
  std::array<char, 33> text;
  std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return text.data();
}

}  // namespace

std::string content_hash(const Dataset& train, const Dataset& test, const Dataset* validation) {
  const HashState state(XXH3_createState(), &XXH3_freeState);
  XXH3_128bits_reset(state.get());
  for (const Dataset* part : {&train, &test, validation})
    if (part != nullptr)
      for (const at::Tensor& tensor : part->content()) add_tensor(*state, tensor);
  return hexadecimal(XXH3_128bits_digest(state.get()));
}

}  // namespace imprint
