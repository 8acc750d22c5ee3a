// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figure/painter_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "app/cli/exit_code.h"
#include "app/cli/figure/figure_commands.h"
#include "core/base/error.h"
#include "core/base/text.h"

extern char** environ;

namespace imprint::cli {
namespace {

namespace fs = std::filesystem;

/// Closes a descriptor whichever way the scope ends.
class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  void set(int value) { value_ = value; }
  void close() {
    if (value_ >= 0) ::close(value_);
    value_ = -1;
  }

 private:
  int value_;
};

struct Pipe {
  Descriptor read, write;
  Pipe() {
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw JobError(std::string("cannot make a pipe: ") + std::strerror(errno));
    read.set(ends[0]);
    write.set(ends[1]);
  }
};

/// A file in memory: unlike a pipe it holds any recipe before its reader starts.
int file_with(const std::string& text) {
  const int file = ::memfd_create("recipe", MFD_CLOEXEC);
  if (file < 0) throw JobError(std::string("cannot hand over the recipe: ") + std::strerror(errno));
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::write(file, text.data() + done, text.size() - done);
    if (written <= 0) break;
    done += static_cast<std::size_t>(written);
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

pid_t start(const std::vector<std::string>& words, int in, int out, int err) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  pid_t pid = -1;
  const int failed = ::posix_spawn(&pid, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw JobError("cannot start " + words.front() + ": " + std::strerror(failed));
  return pid;
}

/// Appends what is there; false at the end.
bool take(int descriptor, std::string& text) {
  std::array<char, 4096> chunk;
  const ssize_t count = ::read(descriptor, chunk.data(), chunk.size());
  if (count > 0) text.append(chunk.data(), static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

void read_both(const Descriptor& out, std::string& out_text, const Descriptor& err, std::string& err_text) {
  std::array<pollfd, 2> waiting = {pollfd{out.get(), POLLIN, 0}, pollfd{err.get(), POLLIN, 0}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < waiting.size(); ++i)
      if (waiting[i].fd >= 0 && waiting[i].revents != 0 && !take(waiting[i].fd, i == 0 ? out_text : err_text))
        waiting[i].fd = -1;
  }
}

int exit_status(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

FigureSummary summary_from(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("files")) throw JobError("imprint-figure told nothing of what it wrote");
  FigureSummary summary;
  for (const auto& file : json.at("files")) summary.files.emplace_back(file.get<std::string>());
  for (const auto& note : json.at("notes")) summary.notes.push_back(note.get<std::string>());
  return summary;
}

}  // namespace

FigureSummary painted_bundle(const fs::path& program, const FigureRecipe& recipe, const fs::path& base,
                             const fs::path& out) {
  const Descriptor in(file_with(recipe_to_toml(recipe)));
  Pipe told, failed;
  const pid_t pid = start({program.string(), "-", "--sources", base.string(), "--out", out.string()}, in.get(),
                          told.write.get(), failed.write.get());
  told.write.close();
  failed.write.close();
  std::string result, message;
  read_both(told.read, result, failed.read, message);
  const int code = exit_status(pid);
  if (code == exit_success) return summary_from(result);
  const std::string reason(trimmed(message));
  if (code == exit_bad_input) throw InputError(reason);
  throw JobError(reason.empty() ? program.string() + " ended without a word" : reason);
}

fs::path figure_program() {
  std::error_code error;
  const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  const fs::path beside = folder / "imprint-figure";
  return fs::is_regular_file(beside, error) ? beside : folder.parent_path() / "libexec" / "imprint" / "imprint-figure";
}

}  // namespace imprint::cli
