// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/transfer.h"

#include <curl/curl.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>

#include "core/base/error.h"

namespace imprint {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

constexpr long most_redirects = 10;
constexpr long http_ok = 200, http_partial = 206, http_too_many = 429, http_server_error = 500;

Handle new_handle() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  Handle handle(ready == CURLE_OK ? curl_easy_init() : nullptr, &curl_easy_cleanup);
  if (!handle) throw JobError("libcurl could not be started");
  return handle;
}

std::optional<std::string> part_of_url(const std::string& url, CURLUPart part) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  char* text = nullptr;
  if (curl_url_get(parsed.get(), part, &text, 0) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return std::string(text);
}

/// What a server says of a piece: "bytes 100-199/200".
struct ContentRange {
  std::int64_t first = -1, total = -1;
};

ContentRange parse_range(std::string_view text) {
  ContentRange range;
  constexpr std::string_view unit = "bytes ";
  if (!text.starts_with(unit)) return range;
  text.remove_prefix(unit.size());
  std::from_chars(text.data(), text.data() + text.size(), range.first);
  if (const auto slash = text.find('/'); slash != std::string_view::npos)
    std::from_chars(text.data() + slash + 1, text.data() + text.size(), range.total);
  return range;
}

std::string words_of(long http_code) {
  switch (http_code) {
    case 403: return "access is refused";
    case 404: return "there is no such file";
    case 410: return "the file has been taken away";
    case 416: return "it has not as many bytes";
    case 429: return "too many requests";
    default: return http_code >= http_server_error ? "the server is in trouble" : "the file is not given out";
  }
}

class Request {
 public:
  Request(const std::string& url, std::int64_t bytes, PartFile& part, const std::function<void()>& on_tick,
          const CancellationToken& token)
      : host_(host_of(url)), bytes_(bytes), part_(part), tell_(on_tick), token_(token), handle_(new_handle()) {
    set(CURLOPT_URL, url.c_str());
    if (part.size() > 0) set(CURLOPT_RANGE, (std::to_string(part.size()) + "-").c_str());
    follow_redirects();
    hear();
  }

  TransferResult perform(const TransferLimits& limits) {
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect_seconds));
    stall_ = std::chrono::seconds(limits.stall_seconds);
    last_byte_ = Clock::now();
    const CURLcode code = curl_easy_perform(handle_.get());
    if (error_) std::rethrow_exception(error_);
    token_.throw_if_cancelled();
    TransferResult result = result_of(code, limits);
    result.restarted = restarted_;
    return result;
  }

 private:
  using Clock = std::chrono::steady_clock;

  template <class Value>
  void set(CURLoption option, Value value) {
    if (curl_easy_setopt(handle_.get(), option, value) != CURLE_OK)
      throw JobError("libcurl lacks an option that fetching needs; it must be 7.85 or newer, with HTTP and HTTPS");
  }

  /// GitHub and others answer with the address of a machine that stores. No other protocol than these may be met.
  void follow_redirects() {
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, most_redirects);
    set(CURLOPT_USERAGENT, "imprint");
  }

  void hear() {
    set(CURLOPT_NOSIGNAL, 1L);  // signals are the command line's
    set(CURLOPT_ERRORBUFFER, words_.data());
    set(CURLOPT_WRITEFUNCTION, &Request::on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &Request::on_time);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
  }

  /// An exception must not pass through libcurl, which is C.
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept {
    auto& request = *static_cast<Request*>(self);
    try {
      return request.take({data, size * count}) ? size * count : 0;
    } catch (...) {
      request.error_ = std::current_exception();
      return 0;
    }
  }

  static int on_time(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
    auto& request = *static_cast<Request*>(self);
    request.is_silent_ = Clock::now() - request.last_byte_ > request.stall_;  // libcurl's own limit looks at averages
    return request.is_silent_ || request.token_.is_cancelled() || !request.tells() ? 1 : 0;
  }

  bool tells() noexcept try {
    tell_();
    return true;
  } catch (...) {
    error_ = std::current_exception();
    return false;
  }

  bool take(std::string_view piece) {
    last_byte_ = Clock::now();
    if (!has_begun_ && !begin()) return false;
    has_begun_ = true;
    if (part_.size() + std::ssize(piece) > bytes_) return refuse_length("more bytes");
    part_.append(piece);
    tell_();
    return true;
  }

  /// Holds the head of the answer against what is expected.
  bool begin() {
    const long code = http_code();
    if (code == http_partial) return begin_piece();
    if (code != http_ok) return false;
    curl_off_t length = -1;
    curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length >= 0 && length != bytes_) return refuse_length(std::to_string(length) + " bytes");
    restarted_ = part_.size() > 0;
    if (restarted_) part_.reset();
    return true;
  }

  bool begin_piece() {
    curl_header* header = nullptr;
    if (curl_easy_header(handle_.get(), "Content-Range", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) {
      refusal_ = host_ + " sends a piece of the file without saying which";
      return false;
    }
    const ContentRange range = parse_range(header->value);
    if (range.total >= 0 && range.total != bytes_) return refuse_length(std::to_string(range.total) + " bytes");
    if (range.first == part_.size()) return true;
    refusal_ = host_ + " sends another piece of the file than was asked for";
    return false;
  }

  bool refuse_length(const std::string& found) {
    refusal_ = host_ + " has another file: " + found + " where " + std::to_string(bytes_) + " are expected";
    return false;
  }

  TransferResult result_of(CURLcode code, const TransferLimits& limits) const {
    const long http = http_code();
    if (!refusal_.empty()) return {TransferEnd::refused, refusal_};
    if (is_silent_)
      return {TransferEnd::cut, host_ + " sent nothing for " + std::to_string(limits.stall_seconds) + " s"};
    if (http == 0 && !broke_before_answering(code))
      return {TransferEnd::unreachable, "could not reach " + host_ + ": " + reason_of(code)};
    if (http != 0 && http != http_ok && http != http_partial)
      return {http == http_too_many || http >= http_server_error ? TransferEnd::cut : TransferEnd::refused,
              host_ + " answers " + std::to_string(http) + ": " + words_of(http)};
    if (code == CURLE_OK && part_.size() == bytes_) return {};
    return {TransferEnd::cut, "the connection to " + host_ + " broke off"};
  }

  static bool broke_before_answering(CURLcode code) {
    return code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR;
  }

  std::string reason_of(CURLcode code) const {
    long error_number = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_OS_ERRNO, &error_number);
    if (code == CURLE_COULDNT_RESOLVE_HOST) return "its name is not known here";
    if (code == CURLE_COULDNT_RESOLVE_PROXY) return "the name of the proxy is not known here";
    if (code == CURLE_OPERATION_TIMEDOUT) return "no answer in time";
    if (code == CURLE_COULDNT_CONNECT && error_number != 0) return std::strerror(static_cast<int>(error_number));
    return words_[0] != '\0' ? words_.data() : curl_easy_strerror(code);
  }

  long http_code() const {
    long code = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
    return code;
  }

  std::string host_;
  std::int64_t bytes_;
  PartFile& part_;
  const std::function<void()>& tell_;
  const CancellationToken& token_;
  Handle handle_;
  std::array<char, CURL_ERROR_SIZE> words_ = {};
  std::string refusal_;
  std::exception_ptr error_;
  Clock::duration stall_ = {};
  Clock::time_point last_byte_ = {};
  bool is_silent_ = false;
  bool has_begun_ = false;
  bool restarted_ = false;
};

}  // namespace

std::string host_of(const std::string& url) {
  const auto host = part_of_url(url, CURLUPART_HOST);
  if (!host) return url;
  const auto port = part_of_url(url, CURLUPART_PORT);
  return port ? *host + ":" + *port : *host;
}

TransferResult transfer(const std::string& url, std::int64_t bytes, PartFile& part, const TransferLimits& limits,
                        const std::function<void()>& on_tick, const CancellationToken& token) {
  token.throw_if_cancelled();
  return Request(url, bytes, part, on_tick, token).perform(limits);
}

}  // namespace imprint
