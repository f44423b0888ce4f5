// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "core/base/job.h"

namespace auspex {

/// One piece of work for a view that need not stand in the list of jobs: a look-up, an estimate.
/// Starting another one, or the end of this object, drops the one before: it is cancelled, and what
/// it brings is told nobody. Belongs to the GUI thread; the work must not know the view.
template<typename T>
class Background {
public:
    Background() = default;
    Background(const Background &) = delete;
    Background &operator=(const Background &) = delete;
    ~Background() { drop(); }

    /// `done` is called on the GUI thread, later.
    void start(QObject *context, std::function<T(Job &)> work, std::function<void(T)> done)
    {
        drop();
        auto state = std::make_shared<State>();
        m_state = state;
        m_running = true;
        const QPointer<QObject> alive(context);
        QThreadPool::globalInstance()->start(
            [this, state, alive, work = std::move(work), done = std::move(done)] {
                auto value = std::make_shared<T>(work(state->job));
                QMetaObject::invokeMethod(
                    qApp,
                    [this, state, alive, value, done] {
                        if (!alive || state->isDropped) {
                            return; // then this is not looked at, either
                        }
                        m_running = false;
                        done(std::move(*value));
                    },
                    Qt::QueuedConnection);
            });
    }

    void drop()
    {
        if (m_state) {
            m_state->isDropped = true;
            m_state->job.cancel();
        }
        m_state.reset();
        m_running = false;
    }

    bool isRunning() const { return m_running; }

private:
    struct State {
        Job job;
        bool isDropped = false; ///< of the GUI thread
    };
    std::shared_ptr<State> m_state;
    bool m_running = false;
};

} // namespace auspex
