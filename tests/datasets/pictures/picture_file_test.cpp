// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/pictures/picture_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "tests/support/written_pictures.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using testing::HasSubstr;

int unreduced(PictureSize) { return 1; }

double mean_difference(const Picture& a, const Picture& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.rgb.size(); ++i) sum += std::abs(a.rgb[i] - b.rgb[i]);
  return sum / static_cast<double>(a.rgb.size());
}

class PictureFiles : public testing::Test {
 protected:
  std::string complaint(const std::string& name) const {
    return input_error_of([&] { read_picture(folder_ / name, unreduced); });
  }

  TemporaryFolder folder_;
  const Picture picture_ = slanted_picture({48, 31}, 77);
};

TEST_F(PictureFiles, PngIsExactAndJpegClose) {
  write_png(folder_ / "a.png", picture_);
  EXPECT_EQ(read_picture(folder_ / "a.png", unreduced).rgb, picture_.rgb);
  write_jpeg(folder_ / "a.jpg", picture_);
  const Picture jpeg = read_picture(folder_ / "a.jpg", unreduced);
  EXPECT_EQ(jpeg.size, picture_.size);
  EXPECT_LT(mean_difference(jpeg, picture_), 2);
}

TEST_F(PictureFiles, GreyBecomesThreeEqualColours) {
  write_jpeg(folder_ / "grey.jpg", picture_, JpegColours::grey);
  const Picture grey = read_picture(folder_ / "grey.jpg", unreduced);
  for (std::size_t i = 0; i < grey.rgb.size(); i += 3) {
    EXPECT_EQ(grey.rgb[i], grey.rgb[i + 1]);
    EXPECT_EQ(grey.rgb[i], grey.rgb[i + 2]);
  }
  EXPECT_NEAR(grey.rgb[1], picture_.rgb[1], 8);
}

TEST_F(PictureFiles, AJpegLeavesOutDetailWhereItMay) {
  write_jpeg(folder_ / "large.jpg", slanted_picture({160, 96}, 10));
  const Picture small = read_picture(folder_ / "large.jpg", [](PictureSize) { return 4; });
  EXPECT_EQ(small.full, (PictureSize{160, 96}));
  EXPECT_EQ(small.size, (PictureSize{40, 24}));
  EXPECT_LT(mean_difference(small, slanted_picture({40, 24}, 10)), 8);
}

TEST_F(PictureFiles, WhatCanNotBeReadIsNamedWithItsReason) {
  write_jpeg(folder_ / "short.jpg", picture_);
  cut_short(folder_ / "short.jpg", 0.6);
  EXPECT_THAT(complaint("short.jpg"), testing::AllOf(HasSubstr("short.jpg: "), HasSubstr("Premature end")));
  write_png(folder_ / "short.png", picture_);
  cut_short(folder_ / "short.png", 0.6);
  EXPECT_THAT(complaint("short.png"), HasSubstr("short.png: "));
  write_jpeg(folder_ / "cmyk.jpg", picture_, JpegColours::cmyk);
  EXPECT_THAT(complaint("cmyk.jpg"), HasSubstr("cmyk.jpg: is in CMYK"));
  write_png(folder_ / "deep.png", picture_, 16);
  EXPECT_THAT(complaint("deep.png"), HasSubstr("deep.png: has 16 bits a channel"));
  std::ofstream(folder_ / "text.jpg") << "no picture";
  EXPECT_THAT(complaint("text.jpg"), HasSubstr("text.jpg: is neither a JPEG nor a PNG file"));
  std::ofstream(folder_ / "empty.png");
  EXPECT_THAT(complaint("empty.png"), HasSubstr("empty.png: is empty"));
}

TEST_F(PictureFiles, BytesChangedAtRandomNeverDoHarm) {
  write_jpeg(folder_ / "a.jpg", picture_);
  write_png(folder_ / "a.png", picture_);
  for (const char* name : {"a.jpg", "a.png"}) {
    std::ifstream in(folder_ / name, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    for (std::size_t i = 0; i < 400; ++i) {
      std::string changed = bytes;
      changed[(i * 37 + 11) % bytes.size()] = static_cast<char>(i * 101);
      std::ofstream(folder_ / "b", std::ios::binary) << changed;
      try {
        const Picture read = read_picture(folder_ / "b", unreduced);
        EXPECT_EQ(read.rgb.size(), std::size_t{3} * read.size.width * read.size.height);
      } catch (const InputError&) {
      }
    }
  }
}

}  // namespace
}  // namespace imprint::test
