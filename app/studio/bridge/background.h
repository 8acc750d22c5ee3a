// SPDX-License-Identifier: GPL-3.0-or-later
// One piece of reading or computing away from the window's thread.
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>
#include <exception>
#include <memory>
#include <utility>

namespace imprint::studio {

/// Calls `work()` in the pool, then `done(future)` in `context`'s thread, unless `context` is gone by then.
/// The future's result() throws what `work` threw. `work` must own what it uses.
template <typename Work, typename Done>
void in_background(QObject* context, Work work, Done done, QThreadPool& pool = *QThreadPool::globalInstance()) {
  using Result = decltype(work());
  auto promise = std::make_shared<QPromise<Result>>();
  auto* watcher = new QFutureWatcher<Result>(context);
  QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
    done(watcher->future());
    watcher->deleteLater();
  });
  promise->start();
  watcher->setFuture(promise->future());
  pool.start([promise, work = std::move(work)]() mutable {
    try {
      promise->addResult(work());
    } catch (...) {
      promise->setException(std::current_exception());
    }
    promise->finish();
  });
}

}  // namespace imprint::studio
