// SPDX-License-Identifier: GPL-3.0-or-later
// One HTTP request for the bytes of a file that are missing (RFC 9110, range requests). Over libcurl, which also heeds
// http_proxy, https_proxy and no_proxy.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/download/part_file.h"
#include "core/base/cancellation.h"

namespace imprint {

enum class TransferEnd {
  whole,        ///< every byte is there
  cut,          ///< the connection broke off or fell silent: another try may go on from there
  unreachable,  ///< nobody answers at this address
  refused       ///< the server answers, but not with this file
};

struct TransferResult {
  TransferEnd end = TransferEnd::whole;
  std::string reason = {};  // in words, with the host; empty when whole
  bool restarted = false;   // the server serves no ranges: what was there has been fetched again
};

struct TransferLimits {
  int connect_seconds = 20;
  int stall_seconds = 30;  // without a byte, before the connection is given up
};

/// `HOST` or `HOST:PORT` of an address, for people.
std::string host_of(const std::string& url);

/// Asks `url` for what `part` lacks of `bytes` and appends it; `on_tick` is called at every piece, and about once a
/// second while none comes. A server that answers with the whole file starts it anew. An answer of another length than
/// `bytes` is refused before anything is written. Throws CancelledError within a second of the token's word, and what
/// PartFile throws.
TransferResult transfer(const std::string& url, std::int64_t bytes, PartFile& part, const TransferLimits& limits,
                        const std::function<void()>& on_tick, const CancellationToken& token);

}  // namespace imprint
