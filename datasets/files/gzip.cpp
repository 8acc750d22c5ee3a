// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/files/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "datasets/files/malformed.h"

namespace imprint {
namespace {

/// Owns zlib's decompression state.
class Inflater {
 public:
  Inflater() {
    constexpr int largest_window_gzip_only = 15 + 16;
    if (inflateInit2(&stream_, largest_window_gzip_only) != Z_OK) throw JobError("zlib cannot start");
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
};

std::string reason(const z_stream& stream) {
  return stream.msg == nullptr ? "damaged data" : "damaged data (" + std::string(stream.msg) + ")";
}

/// Decompresses one member from the front of `input`, appends it to `output` and returns the bytes it took. `piece` is
/// room to work in: made anew for each member, it would cost more than small members do.
std::size_t inflate_member(std::string_view input, std::size_t member_offset, std::size_t maximum_bytes,
                           const std::string& file, std::vector<char>& piece, std::string& output) {
  Inflater inflater;
  z_stream& stream = inflater.stream();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(input.size(), std::numeric_limits<uInt>::max()));
  for (int state = Z_OK; state != Z_STREAM_END;) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    const std::size_t offset = member_offset + stream.total_in;
    const std::size_t produced = piece.size() - stream.avail_out;
    if (produced > maximum_bytes - output.size())
      throw_malformed(file, offset, "at most " + std::to_string(maximum_bytes) + " bytes of decompressed content",
                      "more");
    if (state == Z_BUF_ERROR)
      throw_malformed(file, offset, "more compressed data", "the end of the file (an incomplete download?)");
    if (state != Z_OK && state != Z_STREAM_END) throw_malformed(file, offset, "valid gzip data", reason(stream));
    output.append(piece.data(), produced);
  }
  return stream.total_in;
}

/// Nothing, or zeros alone.
bool is_padding(std::string_view rest) { return rest.find_first_not_of('\0') == std::string_view::npos; }

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

std::string gunzip(std::string_view compressed, std::size_t maximum_bytes, const std::string& file) {
  std::string output;
  std::vector<char> piece(std::size_t{1} << 18);
  std::size_t offset = 0;
  do {
    if (!is_gzip(compressed.substr(offset)))
      throw_malformed(file, offset, "a gzip member, padding zeros or the end of the file", "other bytes");
    offset += inflate_member(compressed.substr(offset), offset, maximum_bytes, file, piece, output);
  } while (!is_padding(compressed.substr(offset)));
  return output;
}

}  // namespace imprint
