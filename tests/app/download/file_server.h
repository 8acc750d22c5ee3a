// SPDX-License-Identifier: GPL-3.0-or-later
// A small HTTP/1.1 server on the loopback, in a thread of its own, with the faults of real ones.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace imprint::test {

/// What was asked for: "/x.gz", and "bytes=100-" or nothing.
struct FileRequest {
  std::string path;
  std::string range;
  bool operator==(const FileRequest&) const = default;
};

struct ServerHabits {
  bool knows_ranges = true;
  int status = 200;                    // another: every answer is this one, without a file
  int status_answers = 1 << 30;        // how many of them
  std::int64_t drops_after = -1;       // bytes of a body, then the connection is closed; -1: never
  int drops = 1 << 30;                 // how many of the answers
  bool falls_silent = false;           // stays open where it would be closed
  std::int64_t redirects_to_port = 0;  // another server that is told to be asked; 0: none
};

/// Content by path.
using ServedFiles = std::map<std::string, std::string>;

class FileServer {
 public:
  explicit FileServer(ServedFiles files = {}, ServerHabits habits = {});
  ~FileServer();
  FileServer(const FileServer&) = delete;
  FileServer& operator=(const FileServer&) = delete;

  int port() const { return port_; }
  /// "http://127.0.0.1:PORT".
  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<FileRequest> requests() const;

 private:
  void serve();
  void answer(int connection);
  void send_file(int connection, const FileRequest& request, const std::string& content);
  void send_body(int connection, const std::string& body);

  ServedFiles files_;
  ServerHabits habits_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> is_ended_ = false;
  mutable std::mutex mutex_;
  std::vector<FileRequest> requests_;
  std::thread thread_;
};

/// A port of the loopback on which nobody answers.
int unused_port();

}  // namespace imprint::test
