// SPDX-License-Identifier: GPL-3.0-or-later
// The decoders of picture files by libjpeg-turbo and libpng. What is wrong with a file comes back as half a sentence.
#pragma once

#include <string>
#include <string_view>

#include "datasets/pictures/picture.h"

namespace imprint {

/// Empty where all went well. Leaves out detail while it decodes, as the reduction allows.
std::string decode_jpeg(std::string_view bytes, const Reduction& reduction, Picture& picture);
std::string decode_png(std::string_view bytes, Picture& picture);

/// Empty for a size that is none to complain of.
std::string complaint_about(PictureSize size);

}  // namespace imprint
