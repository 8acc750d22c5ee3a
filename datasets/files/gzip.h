// SPDX-License-Identifier: GPL-3.0-or-later
// Decompression of gzip (RFC 1952) in memory, bounded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace imprint {

/// Whether the bytes begin as a gzip stream does (1f 8b), whatever the file is called.
bool is_gzip(std::string_view bytes);

/// The decompressed content of all members. Zeros behind the last one are padding (tapes and some servers add them).
/// Throws InputError that names `file`, the offset in the compressed file and the reason: damaged, cut off, something
/// else behind the last member, or more than `maximum_bytes` of content.
std::string gunzip(std::string_view compressed, std::size_t maximum_bytes, const std::string& file);

}  // namespace imprint
