// SPDX-License-Identifier: GPL-3.0-or-later
// Starts ../libexec/imprint/<own name> with the threading and memory environment that training needs.
//
// libgomp and OpenBLAS read these variables when they are loaded, before main(). With libgomp's default, spinning
// waits, a training step runs many times slower as soon as one other thread is busy, a window that paints for
// instance; a spin of a few microseconds (a count of 1000) costs nothing then, and saves a tenth of a step on an idle
// machine. OpenBLAS's own pool would fight with libgomp's. By default glibc hands the activations' memory back to the
// kernel after every step and faults it in again page by page in the next, a fifth of a convolutional network's step;
// kept, and in huge pages, it costs nothing. What the user has set is left alone.
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

int main(int, char** argv) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path program = self.parent_path().parent_path() / "libexec" / "imprint" / self.filename();
  ::setenv("OMP_WAIT_POLICY", "passive", 0);
  ::setenv("GOMP_SPINCOUNT", "1000", 0);
  ::setenv("OPENBLAS_NUM_THREADS", "1", 0);
  ::setenv("GLIBC_TUNABLES",
           "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=8589934592", 0);
  ::setenv("IMPRINT_LAUNCHED", "1", 1);
  ::execv(program.c_str(), argv);
  std::fprintf(stderr, "imprint: cannot start %s: %s\nIs the installation complete?\n", program.c_str(),
               std::strerror(errno));
  return 1;
}
