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

#include "app/cli/exit_code.h"
#include "app/cli/figure/figure_commands.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/base/text.h"

extern char** environ;

namespace imprint::cli {
namespace {

namespace fs = std::filesystem;

struct Pipe {
  FileDescriptor read, write;
  Pipe() {
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_file_error(errno, "make", "a pipe");
    read = FileDescriptor::adopted(ends[0], "the painter's words");
    write = FileDescriptor::adopted(ends[1], "the painter's words");
  }
};

/// A file in memory: unlike a pipe it holds any recipe before its reader starts.
FileDescriptor file_with(const std::string& text) {
  const int memory = ::memfd_create("recipe", MFD_CLOEXEC);
  if (memory < 0) throw_file_error(errno, "make", "a file in memory for the recipe");
  FileDescriptor file = FileDescriptor::adopted(memory, "the recipe in memory");
  file.write(text);  // all of it, or it throws: a recipe cut short would draw another figure
  file.seek_to(0);
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

void read_both(const FileDescriptor& out, std::string& out_text, const FileDescriptor& err, std::string& err_text) {
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

FigureSummary summary_from(const std::string& text) try {
  const auto json = parse_json(text, "imprint-figure");
  FigureSummary summary;
  for (const auto& file : json_member<std::vector<std::string>>(json, "files")) summary.files.emplace_back(file);
  summary.notes = json_member<std::vector<std::string>>(json, "notes");
  return summary;
} catch (const InputError& error) {
  throw JobError(std::string("imprint-figure did not say what it wrote: ") + error.what());
}

}  // namespace

FigureSummary painted_bundle(const fs::path& program, const FigureRecipe& recipe, const fs::path& base,
                             const fs::path& out) {
  const FileDescriptor in(file_with(recipe_to_toml(recipe)));
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
