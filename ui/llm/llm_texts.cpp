// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/llm_texts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace auspex {

namespace {

/// The context of these texts in the translations.
class LlmTexts {
    Q_DECLARE_TR_FUNCTIONS(auspex::LlmTexts)
};

struct FailureName {
    FailureKind kind;
    const char *title;
};

constexpr std::array<FailureName, 12> failureNames = {{
    {FailureKind::RateLimit, QT_TRANSLATE_NOOP("auspex::LlmTexts", "rate limit")},
    {FailureKind::Overloaded, QT_TRANSLATE_NOOP("auspex::LlmTexts", "overloaded")},
    {FailureKind::Billing, QT_TRANSLATE_NOOP("auspex::LlmTexts", "billing")},
    {FailureKind::Key, QT_TRANSLATE_NOOP("auspex::LlmTexts", "key refused")},
    {FailureKind::BadRequest, QT_TRANSLATE_NOOP("auspex::LlmTexts", "request refused")},
    {FailureKind::BadReply, QT_TRANSLATE_NOOP("auspex::LlmTexts", "unreadable reply")},
    {FailureKind::Network, QT_TRANSLATE_NOOP("auspex::LlmTexts", "network")},
    {FailureKind::Tls, QT_TRANSLATE_NOOP("auspex::LlmTexts", "certificate")},
    {FailureKind::Timeout, QT_TRANSLATE_NOOP("auspex::LlmTexts", "timeout")},
    {FailureKind::Redirect, QT_TRANSLATE_NOOP("auspex::LlmTexts", "redirect refused")},
    {FailureKind::Cancelled, QT_TRANSLATE_NOOP("auspex::LlmTexts", "cancelled")},
    {FailureKind::Other, QT_TRANSLATE_NOOP("auspex::LlmTexts", "other")},
}};

} // namespace

QString moneyText(const std::optional<double> &dollars)
{
    if (!dollars) {
        return LlmTexts::tr("unknown");
    }
    // Two figures that say something: a call may cost a thousandth of a cent.
    int decimals = 2;
    if (*dollars > 0.0 && *dollars < 0.1) {
        decimals = std::min(6, 1 - static_cast<int>(std::floor(std::log10(*dollars))));
    }
    return QLocale().toCurrencyString(*dollars, QStringLiteral("$"), decimals);
}

QString countText(qint64 number)
{
    return QLocale().toString(number);
}

QString secondsText(double seconds)
{
    return LlmTexts::tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10.0 ? 2 : 0));
}

QString durationEstimateText(double seconds)
{
    const auto whole = static_cast<qint64>(std::ceil(seconds));
    if (whole < 60) {
        return LlmTexts::tr("%n second(s)", nullptr, static_cast<int>(whole));
    }
    if (whole < 3600) {
        return LlmTexts::tr("%n minute(s)", nullptr, static_cast<int>((whole + 30) / 60));
    }
    return LlmTexts::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString localTimeText(const std::string &utc)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODateWithMs);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                          : QString::fromStdString(utc);
}

QString localClockText(const std::string &utc)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODateWithMs);
    return time.isValid() ? time.toLocalTime().time().toString(QStringLiteral("HH:mm:ss"))
                          : QString::fromStdString(utc);
}

QString failureTitle(const std::string &key)
{
    for (const FailureName &name : failureNames) {
        if (key == failureKey(name.kind)) {
            return LlmTexts::tr(name.title);
        }
    }
    return QString::fromStdString(key);
}

QString failuresText(const LlmRunStatus &status)
{
    std::vector<std::pair<std::string, qint64>> kinds(status.failures.begin(),
                                                      status.failures.end());
    std::stable_sort(kinds.begin(), kinds.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    QStringList parts;
    for (const auto &[kind, count] : kinds) {
        if (count > 0) {
            parts.append(QStringLiteral("%1 %2").arg(countText(count), failureTitle(kind)));
        }
    }
    return parts.join(QStringLiteral(", "));
}

QString runStateText(const LlmRunInfo &run)
{
    switch (run.run.state) {
    case RunState::Queued:
        return LlmTexts::tr("Waiting");
    case RunState::Running:
        if (!run.isLive && run.batch) {
            return run.batch->state == BatchState::Submitting ? LlmTexts::tr("Being handed over")
                                                              : LlmTexts::tr("At the service");
        }
        return LlmTexts::tr("Running");
    case RunState::Paused:
        return LlmTexts::tr("Paused");
    case RunState::Done:
        return run.status.done < run.status.predictions ? LlmTexts::tr("Done, with gaps")
                                                        : LlmTexts::tr("Done");
    case RunState::Failed:
        return LlmTexts::tr("Stopped");
    case RunState::Cancelled:
        break;
    }
    return LlmTexts::tr("Cancelled");
}

QString runStateIcon(const LlmRunInfo &run)
{
    switch (run.run.state) {
    case RunState::Queued:
    case RunState::Running:
        return QStringLiteral("run");
    case RunState::Paused:
        return QStringLiteral("pause");
    case RunState::Done:
        return QStringLiteral("done");
    case RunState::Failed:
        return QStringLiteral("error");
    case RunState::Cancelled:
        break;
    }
    return QStringLiteral("cancel");
}

QString waitingText(const LlmRunStatus &status)
{
    // The phrases of core, which speaks plain English.
    static constexpr std::array<const char *, 4> known = {
        QT_TRANSLATE_NOOP("auspex::LlmTexts", "Waiting for the rate limit"),
        QT_TRANSLATE_NOOP("auspex::LlmTexts", "Waiting for the service, which is overloaded"),
        QT_TRANSLATE_NOOP("auspex::LlmTexts", "Waiting for room in the budget"),
        QT_TRANSLATE_NOOP("auspex::LlmTexts", "Waiting to try again"),
    };
    if (status.waiting.empty() || status.waiting == "paused") {
        return {};
    }
    const QString text = QStringLiteral("Waiting %1").arg(QString::fromStdString(status.waiting));
    for (const char *phrase : known) {
        if (text == QLatin1String(phrase)) {
            return LlmTexts::tr(phrase);
        }
    }
    return text;
}

std::optional<double> secondsLeft(const LlmRunStatus &status)
{
    const qint64 left = status.predictions - status.done - status.unusable - status.failed;
    if (status.perSecond <= 0.0 || left <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(left) / status.perSecond;
}

QString keySourceText(const Provider &provider, std::optional<KeySource> source)
{
    if (!provider.needsKey) {
        return LlmTexts::tr("No key is needed.");
    }
    if (!source) {
        return LlmTexts::tr("Looking for the key...");
    }
    switch (*source) {
    case KeySource::Session:
        return LlmTexts::tr("The key was entered for this session.");
    case KeySource::Keyring:
        return LlmTexts::tr("The key is in the system's keyring.");
    case KeySource::Environment:
        return LlmTexts::tr("The key is in the variable %1.")
            .arg(QString::fromStdString(provider.keyVariable));
    case KeySource::None:
        break;
    }
    return LlmTexts::tr("There is no key yet; you are asked for it when it is needed.");
}

QString answerFormTitle(const std::string &form)
{
    if (form == answerFormKey(AnswerForm::Plain)) {
        return LlmTexts::tr("plain");
    }
    if (form == answerFormKey(AnswerForm::Tolerant)) {
        return LlmTexts::tr("tolerant");
    }
    if (form == answerFormKey(AnswerForm::Json)) {
        return LlmTexts::tr("JSON");
    }
    if (form == answerFormKey(AnswerForm::Expected)) {
        return LlmTexts::tr("expected value");
    }
    return {};
}

} // namespace auspex
