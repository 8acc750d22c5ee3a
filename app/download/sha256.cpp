// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "core/base/error.h"

namespace imprint {
namespace {

void require_done(int answer) {
  if (answer != 1) throw JobError("libcrypto cannot compute SHA-256: is its default provider switched off?");
}

std::string hexadecimal(std::basic_string_view<unsigned char> bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  require_done(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  require_done(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::string Sha256::text() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum;
  unsigned int length = 0;
  require_done(EVP_DigestFinal_ex(state_->context.get(), sum.data(), &length));
  return hexadecimal({sum.data(), length});
}

std::string sha256_of(const FileDescriptor& file, const CancellationToken& token) {
  constexpr std::int64_t step = 1 << 20;
  Sha256 sum;
  for (std::int64_t offset = 0;;) {
    token.throw_if_cancelled();
    const std::string bytes = file.read_at(offset, step);
    if (bytes.empty()) return sum.text();
    sum.add(bytes);
    offset += std::ssize(bytes);
  }
}

}  // namespace imprint
