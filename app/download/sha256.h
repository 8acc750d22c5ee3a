// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 (FIPS 180-4), by which those who publish data tell whether a copy is theirs. From OpenSSL's libcrypto.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/cancellation.h"
#include "core/base/file_descriptor.h"

namespace imprint {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  /// 64 hexadecimal digits of all that was added. Ends the sum: nothing more may be added.
  std::string text();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Of the whole file, wherever its position stands. Throws CancelledError, FileError.
std::string sha256_of(const FileDescriptor& file, const CancellationToken& token);

}  // namespace imprint
