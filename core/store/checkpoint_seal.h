// SPDX-License-Identifier: GPL-3.0-or-later
// The seal of a safetensors file: its header's metadata hold "checksum", 16 hexadecimal digits, the XXH3-64 of the
// whole file as it was with 16 zeros in their place. Every bit of the file is covered: tensors, names, shapes,
// metadata.
#pragma once

#include <string>
#include <string_view>

namespace imprint {

inline constexpr char seal_key[] = "checksum";
/// The value to give the metadata key before the file is sealed.
inline constexpr char open_seal[] = "0000000000000000";

enum class Seal { none, whole, broken };

/// `bytes` with the right digits in place of the open seal in their header. Throws JobError when there is none.
std::string sealed(std::string bytes);

/// Whether the bytes are those that were sealed; `none` when they carry no seal (files of other programs, and of
/// versions before). Never throws on damaged bytes.
Seal seal_of(std::string_view bytes);

/// The 16 digits; empty without a seal.
std::string seal_digits(std::string_view bytes);

}  // namespace imprint
