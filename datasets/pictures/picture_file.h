// SPDX-License-Identifier: GPL-3.0-or-later
// Picture files, JPEG or PNG, told apart by their first bytes.
#pragma once

#include <filesystem>

#include "datasets/pictures/picture.h"

namespace imprint {

/// Greyscale and palettes become colours, transparent pixels lie over black. Throws InputError that names the file and
/// what is wrong with it: cut short, damaged, in CMYK, with 16 bits a channel, neither JPEG nor PNG.
Picture read_picture(const std::filesystem::path& file, const Reduction& reduction);

}  // namespace imprint
