// SPDX-License-Identifier: GPL-3.0-or-later
// The small JSON files of a run. The first byte says which; the rest is the file.
#include "core/base/atomic_file.h"
#include "core/store/run_directory.h"
#include "tests/fuzz/fuzz_target.h"

namespace imprint::fuzz {
namespace {

/// What is read is written and read equal: compared as text, where NaN (null) equals itself.
template <class Record>
void check(std::string_view bytes, const std::filesystem::path& path, Record (RunDirectory::*read)() const,
           void (RunDirectory::*write)(const Record&) const) {
  const RunDirectory run(scratch_folder());
  file_with(bytes, path.filename());
  Record record;
  if (!accepts([&] { record = (run.*read)(); })) return;
  (run.*write)(record);
  const std::string written = read_whole_file(path);
  (run.*write)((run.*read)());
  require(read_whole_file(path) == written, "what is read is written and read equal");
}

}  // namespace
}  // namespace imprint::fuzz

IMPRINT_FUZZ_TARGET(run_files) {
  using namespace imprint;
  if (bytes.empty()) return;
  const RunDirectory run(fuzz::scratch_folder());
  const std::string_view content = bytes.substr(1);
  switch (bytes.front() & 3) {
    case 0: return fuzz::check(content, run.plan(), &RunDirectory::read_plan, &RunDirectory::write_plan);
    case 1: return fuzz::check(content, run.status(), &RunDirectory::read_status, &RunDirectory::write_status);
    case 2:
      return fuzz::check(content, run.comparison(), &RunDirectory::read_comparison, &RunDirectory::write_comparison);
    default: return fuzz::check(content, run.branches(), &RunDirectory::read_branches, &RunDirectory::write_branches);
  }
}
