// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/written_pictures.h"

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <vector>

// It asks for FILE and size_t to be there.
#include <jpeglib.h>
#include <png.h>

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File opened(const fs::path& file) {
  fs::create_directories(file.parent_path());
  return {std::fopen(file.c_str(), "wb"), &std::fclose};
}

/// One row in the colours that are written: grey is the green alone; CMYK has no black.
std::vector<JSAMPLE> row_in(const Picture& picture, int y, JpegColours colours) {
  std::vector<JSAMPLE> row;
  for (int x = 0; x < picture.size.width; ++x) {
    const std::uint8_t* rgb = picture.rgb.data() + std::size_t{3} * (std::size_t(y) * picture.size.width + x);
    if (colours == JpegColours::grey) {
      row.push_back(rgb[1]);
      continue;
    }
    row.insert(row.end(), rgb, rgb + 3);
    if (colours == JpegColours::cmyk) row.push_back(255);
  }
  return row;
}

}  // namespace

Picture slanted_picture(PictureSize size, int blue) {
  Picture picture{size, size, {}};
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      picture.rgb.push_back(static_cast<std::uint8_t>(255 * x / size.width));
      picture.rgb.push_back(static_cast<std::uint8_t>(255 * y / size.height));
      picture.rgb.push_back(static_cast<std::uint8_t>(blue));
    }
  return picture;
}

void write_jpeg(const fs::path& file, const Picture& picture, JpegColours colours) {
  const File out = opened(file);
  jpeg_compress_struct info = {};
  jpeg_error_mgr errors = {};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  jpeg_stdio_dest(&info, out.get());
  info.image_width = static_cast<JDIMENSION>(picture.size.width);
  info.image_height = static_cast<JDIMENSION>(picture.size.height);
  info.input_components = colours == JpegColours::grey ? 1 : colours == JpegColours::rgb ? 3 : 4;
  info.in_color_space = colours == JpegColours::grey ? JCS_GRAYSCALE : colours == JpegColours::rgb ? JCS_RGB : JCS_CMYK;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, 98, TRUE);
  jpeg_start_compress(&info, TRUE);
  for (int y = 0; y < picture.size.height; ++y) {
    std::vector<JSAMPLE> row = row_in(picture, y, colours);
    JSAMPROW start = row.data();
    jpeg_write_scanlines(&info, &start, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
}

void write_png(const fs::path& file, const Picture& picture, int bits) {
  fs::create_directories(file.parent_path());
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.size.width);
  image.height = static_cast<png_uint_32>(picture.size.height);
  image.format = bits == 16 ? PNG_FORMAT_LINEAR_RGB : PNG_FORMAT_RGB;
  const std::vector<std::uint16_t> wide(picture.rgb.begin(), picture.rgb.end());
  const void* pixels = bits == 16 ? static_cast<const void*>(wide.data()) : picture.rgb.data();
  if (png_image_write_to_file(&image, file.c_str(), 0, pixels, 0, nullptr) == 0)
    throw std::runtime_error(image.message);
}

void cut_short(const fs::path& file, double share) {
  fs::resize_file(file, static_cast<std::uintmax_t>(share * static_cast<double>(fs::file_size(file))));
}

fs::path write_picture_folder(const fs::path& root, int classes, int pictures) {
  for (const char* part : {"train", "val"})
    for (int c = 0; c < classes; ++c)
      for (int i = 0; i < pictures; ++i)
        write_jpeg(root / part / ("class" + std::to_string(c)) / (std::to_string(i) + ".jpg"),
                   slanted_picture({40 + i, 30}, 255 * c / classes));
  return root;
}

}  // namespace imprint::test
