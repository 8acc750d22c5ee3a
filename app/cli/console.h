// SPDX-License-Identifier: GPL-3.0-or-later
// Where a command's words go: results to stdout, everything else to stderr. The only writer on stdout: what could not be
// written there whole is an error, for whoever reads a cut result takes it for the whole. What names, notes and files of
// other people hold never reaches a terminal as an escape sequence: it is shown as text (printable_text).
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace imprint::cli {

class Console {
 public:
  Console(std::ostream& out, std::ostream& err) : out_(out), err_(err) {}

  /// Whether --json was given: then `json` writes the only thing on stdout.
  bool wants_json() const { return wants_json_; }
  void set_wants_json(bool wanted) { wants_json_ = wanted; }

  /// Text for a person on stdout; dropped with --json. Throws JobError when it can't be written.
  void print(std::string_view text);
  /// The machine-readable result: one JSON document, written as one block with a final newline. Throws JobError as above.
  void json(std::string_view document);
  /// Text on stdout that was asked for whatever the form: --help, --version. Throws JobError as above.
  void answer(std::string_view text);
  /// A remark or progress on stderr, with a final newline.
  void note(std::string_view text);
  /// "imprint: <message>" in one line on stderr and, with --json, {"error": message} on stdout.
  void error(const std::string& message);

  std::ostream& err() { return err_; }

 private:
  std::ostream& out_;
  std::ostream& err_;
  bool wants_json_ = false;
};

}  // namespace imprint::cli
