// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/llm_center.h"

#include <algorithm>

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "ui/session/llm_live_run.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int progressInterval = 100; // ms
constexpr int batchInterval = 60'000; // ms: a batch takes minutes to hours

const QString taskDocument = QStringLiteral("prompt-task:");

std::filesystem::path fileIn(const QString &folder, const char *name)
{
    return (folder.isEmpty() ? userLlmFolder() : std::filesystem::path(folder.toStdU16String()))
           / name;
}

/// The keyring may ask its user for a password meanwhile: that is nothing for the GUI's thread.
/// `done` is called on it.
template<typename Value>
void inBackground(std::function<Value()> work, std::function<void(Value)> done)
{
    QThreadPool::globalInstance()->start([work = std::move(work), done = std::move(done)] {
        Value value = work();
        QMetaObject::invokeMethod(
            qApp, [done, value = std::move(value)] { done(value); }, Qt::QueuedConnection);
    });
}

} // namespace

LlmCenter::LlmCenter(Session *session, const QString &configuration, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_configuration(configuration)
{
    m_progressTimer.setInterval(progressInterval);
    connect(&m_progressTimer, &QTimer::timeout, this, &LlmCenter::showProgress);
    m_batchTimer.setInterval(batchInterval);
    connect(&m_batchTimer, &QTimer::timeout, this, &LlmCenter::checkBatches);
    loadSettings();
    loadWorkspaceRuns();
    connect(session, &Session::workspaceChanged, this, [this] {
        m_cached.reset();
        m_live.clear();
        m_asking.clear();
        loadWorkspaceRuns();
        watchPrompts();
        Q_EMIT runsChanged();
    });
    connect(session, &Session::tasksChanged, this, [this] {
        if (m_session->isReadOnly()) { // another program may run something there
            loadWorkspaceRuns();
            Q_EMIT runsChanged();
            Q_EMIT repliesChanged();
        }
    });
    connect(session, &Session::documentChanged, this, [this](const QString &key) {
        if (key.startsWith(taskDocument)) { // other examples make other prompts
            noteRepliesChanged();
        }
    });
    m_promptTimer.setSingleShot(true);
    m_promptTimer.setInterval(0); // several changes in a row are told once
    connect(&m_promptTimer, &QTimer::timeout, this, &LlmCenter::noteRepliesChanged);
    connect(session->jobs(), &JobList::pausedChanged, this,
            [this](const QModelIndex &job, bool paused) {
                for (const auto &run : m_live) {
                    if (run->entry == job) {
                        write(run->id, paused ? RunState::Paused : RunState::Running, run->status(),
                              {});
                        Q_EMIT runsChanged();
                        if (paused) {
                            Q_EMIT repliesChanged();
                        }
                        return;
                    }
                }
            });
}

LlmCenter::~LlmCenter() = default;

void LlmCenter::loadSettings()
{
    QStringList problems;
    m_providers = builtInProviders();
    if (auto providers = loadProviders(fileIn(m_configuration, "providers.json"))) {
        m_providers = std::move(*providers);
    } else {
        problems.append(QString::fromStdString(providers.error().message));
    }
    m_prices = builtInPrices();
    if (auto prices = loadPrices(fileIn(m_configuration, "prices.json"))) {
        m_prices = std::move(*prices);
    } else {
        problems.append(QString::fromStdString(prices.error().message));
    }
    for (const QString &problem : problems) { // nobody listens yet
        QTimer::singleShot(0, this, [this, problem] { Q_EMIT m_session->errorOccurred(problem); });
    }
}

const Provider *LlmCenter::provider(const QString &id) const
{
    const std::string wanted = id.toStdString();
    const auto found = std::find_if(m_providers.begin(), m_providers.end(),
                                    [&](const Provider &one) { return one.id == wanted; });
    return found == m_providers.end() ? nullptr : &*found;
}

Result<void> LlmCenter::setProviders(const std::vector<Provider> &providers)
{
    if (providers == m_providers) {
        return {};
    }
    return saveProviders(fileIn(m_configuration, "providers.json"), providers).map([&] {
        m_providers = providers;
        m_keySources.clear();
        m_cached.reset();
        Q_EMIT providersChanged();
        Q_EMIT repliesChanged();
    });
}

std::vector<Price> LlmCenter::ownPrices() const
{
    const std::vector<Price> &all = m_prices.prices();
    const std::size_t builtIn = builtInPrices().prices().size();
    return {all.begin(), all.end() - static_cast<std::ptrdiff_t>(std::min(builtIn, all.size()))};
}

Result<void> LlmCenter::setOwnPrices(const std::vector<Price> &own)
{
    if (own == ownPrices()) {
        return {};
    }
    const std::filesystem::path file = fileIn(m_configuration, "prices.json");
    return savePrices(file, own)
        .and_then([&] { return loadPrices(file); })
        .map([&](PriceList &&list) {
            m_prices = std::move(list);
            m_cached.reset();
            Q_EMIT pricesChanged();
        });
}

LlmService::Settings LlmCenter::serviceSettings() const
{
    LlmService::Settings settings;
    settings.mode = LlmService::Mode::CachedOnly;
    settings.providers = m_providers;
    settings.prices = m_prices;
    return settings;
}

std::shared_ptr<LlmService> LlmCenter::cachedService() const
{
    if (!m_cached && m_session->workspace()) {
        auto service = LlmService::create(serviceSettings(), m_session->workspace());
        if (!service) {
            Q_EMIT m_session->errorOccurred(QString::fromStdString(service.error().message));
            return nullptr;
        }
        m_cached = std::move(*service);
    }
    return m_cached;
}

void LlmCenter::noteRepliesChanged()
{
    m_cached.reset();
    Q_EMIT repliesChanged();
}

std::optional<KeySource> LlmCenter::keySource(const QString &providerId) const
{
    const auto found = m_keySources.find(providerId);
    return found == m_keySources.end() ? std::nullopt : std::optional(found->second);
}

void LlmCenter::lookUpKey(const QString &providerId)
{
    const Provider *found = provider(providerId);
    if (!found) {
        return;
    }
    const QPointer<LlmCenter> self(this);
    inBackground<KeySource>([provider = *found] { return keySourceOf(provider); },
                            [self, providerId](KeySource source) {
                                if (self) {
                                    self->m_keySources[providerId] = source;
                                    Q_EMIT self->keySourceChanged(providerId);
                                }
                            });
}

void LlmCenter::setSessionKey(const QString &providerId, SecretKey key)
{
    auspex::setSessionKey(providerId.toStdString(), std::move(key));
    m_keySources[providerId] = KeySource::Session;
    m_keyless.removeAll(providerId);
    Q_EMIT keySourceChanged(providerId);
    lookUpKey(providerId); // an empty one is none
    checkBatches();
}

void LlmCenter::storeKey(const QString &providerId, SecretKey key, QObject *context,
                         std::function<void(Result<void>)> done)
{
    const QPointer<LlmCenter> self(this);
    const QPointer<QObject> alive(context);
    inBackground<Result<void>>(
        [id = providerId.toStdString(), key = std::move(key)] { return auspex::storeKey(id, key); },
        [self, alive, providerId, done = std::move(done)](Result<void> result) {
            if (self) {
                self->lookUpKey(providerId);
            }
            if (alive) {
                done(std::move(result));
            }
        });
}

void LlmCenter::forgetKey(const QString &providerId, QObject *context,
                          std::function<void(Result<void>)> done)
{
    const QPointer<LlmCenter> self(this);
    const QPointer<QObject> alive(context);
    inBackground<Result<void>>(
        [id = providerId.toStdString()] { return auspex::forgetKey(id); },
        [self, alive, providerId, done = std::move(done)](Result<void> result) {
            if (self) {
                self->lookUpKey(providerId);
            }
            if (alive) {
                done(std::move(result));
            }
        });
}

} // namespace auspex
