// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/pictures/picture_file.h"

#include <string>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "datasets/pictures/decoders.h"

namespace imprint {
namespace {

constexpr std::string_view jpeg_mark = "\xff\xd8\xff", png_mark = "\x89PNG\r\n\x1a\n";

std::string decode(std::string_view bytes, const Reduction& reduction, Picture& picture) {
  if (bytes.starts_with(jpeg_mark)) return decode_jpeg(bytes, reduction, picture);
  if (bytes.starts_with(png_mark)) return decode_png(bytes, picture);
  return bytes.empty() ? "is empty" : "is neither a JPEG nor a PNG file";
}

}  // namespace

Picture read_picture(const std::filesystem::path& file, const Reduction& reduction) {
  const std::string bytes = read_whole_file(file);
  Picture picture;
  const std::string complaint = decode(bytes, reduction, picture);
  if (!complaint.empty()) throw InputError(file.string() + ": " + complaint);
  return picture;
}

}  // namespace imprint
