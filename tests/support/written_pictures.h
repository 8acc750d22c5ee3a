// SPDX-License-Identifier: GPL-3.0-or-later
// Picture files of every kind that there is, and some that should not be.
#pragma once

#include <filesystem>

#include "datasets/pictures/picture.h"

namespace imprint::test {

/// A picture whose red goes from left to right, whose green from top to bottom, and whose blue is the number given.
Picture slanted_picture(PictureSize size, int blue);

enum class JpegColours { rgb, grey, cmyk };

void write_jpeg(const std::filesystem::path& file, const Picture& picture, JpegColours colours = JpegColours::rgb);
/// 8 bits, or 16.
void write_png(const std::filesystem::path& file, const Picture& picture, int bits = 8);

/// The first bytes of a file in its place.
void cut_short(const std::filesystem::path& file, double share);

/// train and val with so many JPEGs a class, of 40 x 30 pixels; returns the folder.
std::filesystem::path write_picture_folder(const std::filesystem::path& root, int classes, int pictures);

}  // namespace imprint::test
