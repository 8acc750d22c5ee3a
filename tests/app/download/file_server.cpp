// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/download/file_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace imprint::test {
namespace {

int listening_socket() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place = {};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(listener, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0 || ::listen(listener, 16) != 0)
    throw std::runtime_error("no socket on the loopback");
  return listener;
}

int port_of(int listener) {
  sockaddr_in place = {};
  socklen_t length = sizeof place;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&place), &length);
  return ntohs(place.sin_port);
}

bool is_ready(int socket) {
  pollfd wanted = {socket, POLLIN, 0};
  return ::poll(&wanted, 1, 20) > 0;
}

void send_all(int connection, const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t count = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
}

std::string received_head(int connection) {
  std::string head;
  char buffer[4096];
  while (head.find("\r\n\r\n") == std::string::npos) {
    const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) break;
    head.append(buffer, static_cast<std::size_t>(count));
  }
  return head;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto first = text.find(begin);
  if (first == std::string::npos) return {};
  const auto start = first + begin.size();
  return text.substr(start, text.find(end, start) - start);
}

std::string head_of(const std::string& status, std::size_t length, const std::string& more = {}) {
  return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(length) + "\r\n" + more +
         "\r\n";
}

}  // namespace

FileServer::FileServer(ServedFiles files, ServerHabits habits)
    : files_(std::move(files)), habits_(habits), listener_(listening_socket()), port_(port_of(listener_)) {
  ::setenv("no_proxy", "127.0.0.1", 1);  // whatever the machine's way into the network is
  thread_ = std::thread([this] { serve(); });
}

FileServer::~FileServer() {
  is_ended_ = true;
  thread_.join();
  ::close(listener_);
}

std::vector<FileRequest> FileServer::requests() const {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

void FileServer::serve() {
  while (!is_ended_) {
    if (!is_ready(listener_)) continue;
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    answer(connection);
    ::close(connection);
  }
}

void FileServer::answer(int connection) {
  const std::string head = received_head(connection);
  const FileRequest request{between(head, "GET ", " "), between(head, "Range: ", "\r\n")};
  {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(request);
  }
  if (habits_.redirects_to_port != 0)
    return send_all(connection, head_of("302 Found", 0,
                                        "Location: http://127.0.0.1:" + std::to_string(habits_.redirects_to_port) +
                                            request.path + "\r\n"));
  if (habits_.status != 200 && habits_.status_answers-- > 0)
    return send_all(connection, head_of(std::to_string(habits_.status) + " So", 4) + "no.\n");
  const auto file = files_.find(request.path);
  if (file == files_.end()) return send_all(connection, head_of("404 Not Found", 4) + "no.\n");
  send_file(connection, request, file->second);
}

void FileServer::send_file(int connection, const FileRequest& request, const std::string& content) {
  if (request.range.empty() || !habits_.knows_ranges) {
    send_all(connection, head_of("200 OK", content.size()));
    return send_body(connection, content);
  }
  const auto first = static_cast<std::size_t>(std::stoll(between(request.range, "bytes=", "-")));
  send_all(connection, head_of("206 Partial Content", content.size() - first,
                               "Content-Range: bytes " + std::to_string(first) + "-" +
                                   std::to_string(content.size() - 1) + "/" + std::to_string(content.size()) + "\r\n"));
  send_body(connection, content.substr(first));
}

void FileServer::send_body(int connection, const std::string& body) {
  if (habits_.drops_after < 0 || habits_.drops <= 0) return send_all(connection, body);
  --habits_.drops;
  send_all(connection, body.substr(0, static_cast<std::size_t>(habits_.drops_after)));
  while (habits_.falls_silent && !is_ended_ && !is_ready(connection)) {  // until the other side hangs up
  }
}

int unused_port() {
  const int listener = listening_socket();
  const int port = port_of(listener);
  ::close(listener);
  return port;
}

}  // namespace imprint::test
