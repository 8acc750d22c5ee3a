// SPDX-License-Identifier: GPL-3.0-or-later
#include <png.h>

#include "datasets/pictures/decoders.h"

namespace imprint {
namespace {

class PngDecoder {
 public:
  PngDecoder() { image_.version = PNG_IMAGE_VERSION; }
  ~PngDecoder() { png_image_free(&image_); }
  PngDecoder(const PngDecoder&) = delete;
  PngDecoder& operator=(const PngDecoder&) = delete;

  std::string read(std::string_view bytes, Picture& picture) {
    if (png_image_begin_read_from_memory(&image_, bytes.data(), bytes.size()) == 0) return image_.message;
    if ((image_.format & PNG_FORMAT_FLAG_LINEAR) != 0) return "has 16 bits a channel; convert it to 8";
    picture.full = picture.size = {static_cast<int>(image_.width), static_cast<int>(image_.height)};
    if (std::string complaint = complaint_about(picture.full); !complaint.empty()) return complaint;
    image_.format = PNG_FORMAT_RGB;
    picture.rgb.resize(PNG_IMAGE_SIZE(image_));
    const png_color black = {};
    if (png_image_finish_read(&image_, &black, picture.rgb.data(), 0, nullptr) == 0) return image_.message;
    return {};
  }

 private:
  png_image image_ = {};
};

}  // namespace

std::string decode_png(std::string_view bytes, Picture& picture) {
  PngDecoder decoder;
  return decoder.read(bytes, picture);
}

std::string complaint_about(PictureSize size) {
  if (std::int64_t{size.width} * size.height <= most_pixels) return {};
  return "has " + std::to_string(size.width) + " x " + std::to_string(size.height) + " pixels, more than " +
         std::to_string(most_pixels);
}

}  // namespace imprint
