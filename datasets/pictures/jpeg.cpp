// SPDX-License-Identifier: GPL-3.0-or-later
#include <csetjmp>
#include <cstdio>

// It asks for FILE and size_t to be there.
#include <jpeglib.h>

#include "datasets/pictures/decoders.h"

namespace imprint {
namespace {

/// libjpeg's way to end: it calls back and may not be returned to.
struct Complaints {
  jpeg_error_mgr manager;  // the first member: libjpeg's pointer to it is one to all of this
  std::jmp_buf out;
  char text[JMSG_LENGTH_MAX];
};

[[noreturn]] void leave(j_common_ptr info) {
  auto* complaints = reinterpret_cast<Complaints*>(info->err);
  info->err->format_message(info, complaints->text);
  std::longjmp(complaints->out, 1);
}

/// Warnings (level -1) are about data that are cut short or damaged; the rest is talk.
void hear(j_common_ptr info, int level) {
  if (level < 0) leave(info);
}

class JpegDecoder {
 public:
  JpegDecoder() {
    info_.err = jpeg_std_error(&complaints_.manager);
    complaints_.manager.error_exit = leave;
    complaints_.manager.emit_message = hear;
    jpeg_create_decompress(&info_);
  }
  ~JpegDecoder() { jpeg_destroy_decompress(&info_); }
  JpegDecoder(const JpegDecoder&) = delete;
  JpegDecoder& operator=(const JpegDecoder&) = delete;

  /// Nothing that is made between setjmp and the jump has a destructor.
  std::string read(std::string_view bytes, const Reduction& reduction, Picture& picture) {
    if (setjmp(complaints_.out) != 0) return complaints_.text;
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&info_, TRUE);
    if (info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK)
      return "is in CMYK, which has no colours without a profile; convert it to RGB";
    picture.full = {static_cast<int>(info_.image_width), static_cast<int>(info_.image_height)};
    if (std::string complaint = complaint_about(picture.full); !complaint.empty()) return complaint;
    begin(reduction(picture.full), picture);
    while (info_.output_scanline < info_.output_height) read_row(picture);
    jpeg_finish_decompress(&info_);
    return {};
  }

 private:
  void begin(int reduction, Picture& picture) {
    info_.out_color_space = JCS_RGB;
    info_.dct_method = JDCT_ISLOW;
    info_.scale_num = 1;
    info_.scale_denom = static_cast<unsigned>(reduction);
    jpeg_start_decompress(&info_);
    picture.size = {static_cast<int>(info_.output_width), static_cast<int>(info_.output_height)};
    picture.rgb.resize(std::size_t{3} * info_.output_width * info_.output_height);
  }

  void read_row(Picture& picture) {
    JSAMPROW row = picture.rgb.data() + std::size_t{3} * info_.output_width * info_.output_scanline;
    jpeg_read_scanlines(&info_, &row, 1);
  }

  jpeg_decompress_struct info_ = {};
  Complaints complaints_ = {};
};

}  // namespace

std::string decode_jpeg(std::string_view bytes, const Reduction& reduction, Picture& picture) {
  JpegDecoder decoder;
  return decoder.read(bytes, reduction, picture);
}

}  // namespace imprint
