// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interruption.h"

#include <atomic>
#include <csignal>

namespace auspex::cli {

namespace {

// A signal handler gets no argument: what it shall stop has to be found here.
std::atomic<Job *> jobToCancel = nullptr;
static_assert(std::atomic<Job *>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

extern "C" void cancelJob(int)
{
    if (Job *job = jobToCancel.load())
        job->cancel();
}

void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

} // namespace

Interruption::Interruption(Job &job)
{
    jobToCancel = &job;
    for (const int signal : {SIGINT, SIGTERM})
        handle(signal, cancelJob, static_cast<int>(SA_RESETHAND)); // no SA_RESTART: a read must end
}

Interruption::~Interruption()
{
    for (const int signal : {SIGINT, SIGTERM})
        handle(signal, SIG_DFL, 0);
    jobToCancel = nullptr;
}

} // namespace auspex::cli
