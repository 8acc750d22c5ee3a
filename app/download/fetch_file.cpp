// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/fetch_file.h"

#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "app/download/part_file.h"
#include "app/download/progress_teller.h"
#include "app/download/sha256.h"
#include "app/download/size_text.h"
#include "core/base/error.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

/// The checksum of a file that lies there already. Throws InputError when it is not the published one.
FetchedFile checked_file(const PublishedFile& file, const fs::path& path, const CancellationToken& token) {
  const FileDescriptor there(path, O_RDONLY, OpenRule::named);
  FetchedFile found{file.name, there.size(), sha256_of(there, token), !file.sha256.empty()};
  const bool is_other = found.bytes != file.bytes || (found.is_verified && found.sha256 != file.sha256);
  if (is_other)
    throw InputError(path.string() + " is there, but is another file than the one to fetch (" +
                     std::to_string(found.bytes) + " bytes, SHA-256 " + found.sha256 +
                     "): move it away, or name another folder by --to");
  return found;
}

class FileFetch {
 public:
  FileFetch(const PublishedFile& file, const fs::path& target, const FetchContext& context)
      : file_(file), context_(context), part_(target) {}

  FetchedFile run() try {
    if (part_.size() > file_.bytes) part_.reset();  // of another file
    for (const std::string& url : file_.urls)
      if (take_from(url)) {
        part_.finish();
        return {file_.name, file_.bytes, sha256_, !file_.sha256.empty(), url};
      }
    throw JobError("could not be fetched: " + all_problems() + "; check the connection or name a mirror by --from");
  } catch (const CancelledError&) {
    if (part_.size() > 0) tell("stopped" + what_is_kept());
    throw;
  } catch (const DiskFullError&) {
    throw;
  } catch (const JobError& error) {
    throw JobError(file_.name + ": " + error.what() + what_is_kept());
  }

 private:
  /// Whether the whole file came, with the right checksum.
  bool take_from(const std::string& url) {
    bool is_resumed = part_.size() > 0;
    if (is_resumed) tell("goes on at " + size_text(part_.size()) + " of " + size_text(file_.bytes));
    while (transfer_all(url)) {
      sha256_ = part_.sha256(context_.token);
      if (file_.sha256.empty() || sha256_ == file_.sha256) return true;
      part_.reset();
      if (!is_resumed) {
        note_problem(host_of(url) + " has another file: its SHA-256 is " + sha256_ + ", expected is " + file_.sha256);
        return false;
      }
      tell("the checksum is wrong, perhaps because of what an earlier fetch had left; fetching all of it anew");
      is_resumed = false;
    }
    return false;
  }

  /// Goes on over broken connections until every byte is there. False: the address was given up.
  bool transfer_all(const std::string& url) {
    double pause = context_.limits.pause_seconds;
    for (int attempt = 1; part_.size() < file_.bytes; ++attempt) {
      const std::int64_t before = part_.size();
      const TransferResult result = transfer_once(url);
      if (result.restarted) tell(host_of(url) + " can't go on in the middle of a file: it was begun anew");
      if (result.end == TransferEnd::whole) return true;
      if (part_.size() > before && !result.restarted) {  // it goes on, however slowly
        attempt = 0;
        pause = context_.limits.pause_seconds;
      }
      if (result.end != TransferEnd::cut || attempt >= context_.limits.attempts) {
        note_problem(result.reason);
        return false;
      }
      tell(result.reason + "; trying again");
      wait(pause);
      pause *= 2;
    }
    return true;
  }

  TransferResult transfer_once(const std::string& url) {
    ProgressTeller teller(context_.listener, {file_.name, context_.number, context_.files, part_.size(), file_.bytes});
    const TransferResult result = transfer(
        url, file_.bytes, part_, context_.limits.transfer, [&] { teller.tell(part_.size()); }, context_.token);
    if (result.end == TransferEnd::whole) teller.tell_last(part_.size());
    return result;
  }

  /// Not in one piece: a person who presses Ctrl+C does not wait.
  void wait(double seconds) const {
    using Clock = std::chrono::steady_clock;
    constexpr double longest_seconds = 60;
    const auto end = Clock::now() + std::chrono::duration<double>(std::min(seconds, longest_seconds));
    while (Clock::now() < end) {
      context_.token.throw_if_cancelled();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

  void note_problem(const std::string& problem) {
    problems_.push_back(problem);
    if (problems_.size() < file_.urls.size()) tell(problem + "; asking the next address");
  }

  void tell(const std::string& text) { context_.listener.on_message(file_.name + ": " + text); }

  std::string all_problems() const {
    std::string text;
    for (std::size_t i = 0; i < problems_.size(); ++i) text += (i > 0 ? "; " : "") + problems_[i];
    return text;
  }

  std::string what_is_kept() const {
    if (part_.size() == 0) return {};
    return "; " + part_.path().string() + " keeps the " + size_text(part_.size()) + " of " + size_text(file_.bytes) +
           " that have come, and the same command goes on from there";
  }

  const PublishedFile& file_;
  const FetchContext& context_;
  PartFile part_;
  std::string sha256_;
  std::vector<std::string> problems_;
};

}  // namespace

FetchedFile fetch_file(const PublishedFile& file, const fs::path& folder, const FetchContext& context) {
  const fs::path target = folder / file.name;
  std::error_code error;
  if (!fs::exists(fs::symlink_status(target, error))) return FileFetch(file, target, context).run();
  FetchedFile found = checked_file(file, target, context.token);
  context.listener.on_message(file.name + ": is there already, whole");
  return found;
}

}  // namespace imprint
