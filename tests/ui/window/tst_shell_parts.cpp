// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <cmath>
#include <stdexcept>

#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QThread>
#include <QToolButton>

#include "ui/common/message_bar.h"
#include "ui/common/theme.h"
#include "ui/jobs/job_list.h"
#include "ui/jobs/jobs_dock.h"
#include "ui/session/recent_workspaces.h"
#include "ui/welcome/example_plot.h"
#include "ui/window/fuzzy_match.h"

using namespace auspex;

namespace {

constexpr int patience = 10000; // ms

/// The strongest colour of an icon as it is painted now.
QColor inkOf(const QIcon &icon)
{
    const QImage image = icon.pixmap(48, 48).toImage();
    QColor strongest(Qt::transparent);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor colour = image.pixelColor(x, y);
            if (colour.alpha() > strongest.alpha()) {
                strongest = colour;
            }
        }
    }
    return strongest;
}

/// Reports until it is cancelled.
Result<int> endless(Job &job)
{
    for (int i = 0; !job.isCancelled(); ++i) {
        job.report({i, 1000000, "steps", "stepping", 0.5});
        QThread::msleep(2);
    }
    return cancelled();
}

} // namespace

class TestShellParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("AuspexTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_shell_parts"));
        QSettings().clear();
    }

    void fuzzyMatchFindsWordsInAnyOrderAndLettersOfWordStarts()
    {
        const QString title = QStringLiteral("Import TFS-Eval Folder...");
        QVERIFY(fuzzyMatch(QStringLiteral("tfs import"), title));
        QVERIFY(fuzzyMatch(QStringLiteral("itf"), title));
        QVERIFY(fuzzyMatch(QStringLiteral("FOLD"), title));
        QVERIFY(!fuzzyMatch(QStringLiteral("export"), title));
        QVERIFY(!fuzzyMatch(QStringLiteral("tfs undo"), title));
        QCOMPARE(fuzzyMatch(QStringLiteral("tfs"), title)->positions, (QList<int>{7, 8, 9}));
        QCOMPARE(fuzzyMatch(QString(), title)->score, 0);
        QVERIFY(fuzzyMatch(QStringLiteral("zuruck"), QStringLiteral("Zur\u00fccksetzen")));
    }

    void fuzzyMatchPrefersWordStartsAndStretches()
    {
        const auto score = [](const char *query, const char *text) {
            return fuzzyMatch(QString::fromUtf8(query), QString::fromUtf8(text))->score;
        };
        QVERIFY(score("re", "Reset Layout") > score("re", "Undo Rename Here"));
        QVERIFY(score("lay", "Reset Layout") > score("lay", "Display"));
        QVERIFY(score("exp", "Export") > score("exp", "Edit x paths"));
    }

    void iconsFollowThePaletteAndExistForAllNames()
    {
        const QPalette before = QGuiApplication::palette();
        const QIcon icon = themedIcon(QStringLiteral("add"));
        QPalette palette = before;
        palette.setColor(QPalette::WindowText, Qt::white);
        palette.setColor(QPalette::Window, Qt::black);
        QGuiApplication::setPalette(palette);
        QCOMPARE(inkOf(icon).name(), QColor(Qt::white).name());
        QVERIFY(isDark(palette));
        palette.setColor(QPalette::WindowText, Qt::black);
        palette.setColor(QPalette::Window, Qt::white);
        QGuiApplication::setPalette(palette);
        QCOMPARE(inkOf(icon).name(), QColor(Qt::black).name());
        QVERIFY(!isDark(palette));
        QGuiApplication::setPalette(before);
        QVERIFY(themedIcon(QStringLiteral("no such icon")).isNull());
        const QStringList names = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(names.size() > 40);
        for (const QString &name : names) {
            const QIcon each = themedIcon(name.chopped(4));
            QVERIFY2(inkOf(each).alpha() > 128, qPrintable(name));
        }
    }

    void mutedTextIsReadable()
    {
        for (const auto &[text, window] :
             {std::pair(QColor(Qt::black), QColor(0xef, 0xef, 0xef)),
              std::pair(QColor(Qt::white), QColor(0x20, 0x22, 0x26))}) {
            QPalette palette;
            palette.setColor(QPalette::WindowText, text);
            palette.setColor(QPalette::Window, window);
            for (const QColor &colour : {mutedText(palette), errorColour(palette),
                                         warningColour(palette), infoColour(palette)}) {
                QVERIFY2(contrast(colour, window) >= 4.5, qPrintable(colour.name()));
            }
        }
    }

    void jobReportsFinishesAndCallsBackOnce()
    {
        JobList jobs;
        QObject context;
        int calls = 0;
        int answer = 0;
        jobs.run<int>(
            QStringLiteral("count"), &context,
            [](Job &job) -> Result<int> {
                job.report({3, 4, "files", "reading", std::nullopt});
                return 42;
            },
            [&](const Result<int> &result) {
                ++calls;
                answer = result.value_or(-1);
                QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
            });
        QVERIFY(jobs.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(calls, 1, patience);
        QCOMPARE(answer, 42);
        QVERIFY(!jobs.isRunning());
        QCOMPARE(jobs.state(0), JobList::State::Done);
        QCOMPARE(jobs.index(0).data(JobList::ProgressRole).toLongLong(), 3);
        QCOMPARE(jobs.index(0).data(JobList::UnitRole).toString(), QStringLiteral("files"));
        jobs.dismiss(0);
        QCOMPARE(jobs.rowCount(), 0);
    }

    void cancelledJobSaysCancellingThenCancelled()
    {
        JobList jobs;
        QObject context;
        std::optional<ErrorCode> code;
        jobs.run<int>(QStringLiteral("endless"), &context, endless,
                      [&](const Result<int> &result) { code = result.error().code; });
        QTRY_COMPARE_WITH_TIMEOUT(jobs.state(0), JobList::State::Running, patience);
        QTRY_VERIFY_WITH_TIMEOUT(jobs.index(0).data(JobList::RemainingRole).toLongLong() > 0,
                                 patience);
        QCOMPARE(jobs.index(0).data(JobList::CostRole).toDouble(), 0.5);
        jobs.cancel(0);
        QCOMPARE(jobs.state(0), JobList::State::Cancelling);
        QTRY_VERIFY_WITH_TIMEOUT(code.has_value(), patience);
        QCOMPARE(*code, ErrorCode::Cancelled);
        QCOMPARE(jobs.state(0), JobList::State::Cancelled);
    }

    void pausedJobStandsStillAndGoesOn()
    {
        JobList jobs;
        QObject context;
        std::atomic<qint64> steps = 0;
        jobs.run<void>(
            QStringLiteral("steps"), &context,
            [&steps](Job &job) -> Result<void> {
                job.setCanPause(true);
                while (!job.isCancelled()) {
                    if (!job.isPaused()) {
                        job.report({++steps, 1000000, "files", "", std::nullopt});
                    }
                    QThread::msleep(1);
                }
                return cancelled();
            },
            [](const Result<void> &) {}, JobList::Load::Waits);
        QSignalSpy changes(&jobs, &JobList::pausedChanged);
        QTRY_VERIFY_WITH_TIMEOUT(jobs.index(0).data(JobList::CanPauseRole).toBool() && steps > 0,
                                 patience);
        JobRow row(&jobs, jobs.index(0), nullptr);
        auto *button = row.findChild<QToolButton *>(QStringLiteral("jobPause"));
        QVERIFY(!button->isHidden());
        QCOMPARE(button->text(), QStringLiteral("Pause"));
        button->click();
        row.refresh();
        QCOMPARE(jobs.state(0), JobList::State::Paused);
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes[0][1].toBool());
        QCOMPARE(button->text(), QStringLiteral("Resume"));
        QVERIFY(jobs.isRunning());
        QTest::qWait(20); // what was under way when the button was pressed
        const qint64 before = steps;
        const qint64 elapsed = jobs.index(0).data(JobList::ElapsedRole).toLongLong();
        QTest::qWait(50);
        QCOMPARE(steps.load(), before);
        QCOMPARE(jobs.index(0).data(JobList::ElapsedRole).toLongLong(), elapsed);
        QCOMPARE(jobs.index(0).data(JobList::RemainingRole).toLongLong(), -1);
        button->click();
        QCOMPARE(jobs.state(0), JobList::State::Running);
        QTRY_VERIFY_WITH_TIMEOUT(steps > before, patience);
        jobs.setPaused(0, true);
        jobs.cancelPaused();
        QTRY_COMPARE_WITH_TIMEOUT(jobs.state(0), JobList::State::Cancelled, patience);
    }

    void jobThatCannotPauseHasNoButtonForIt()
    {
        JobList jobs;
        QObject context;
        jobs.run<int>(QStringLiteral("endless"), &context, endless, [](const Result<int> &) {});
        QTRY_COMPARE_WITH_TIMEOUT(jobs.state(0), JobList::State::Running, patience);
        JobRow row(&jobs, jobs.index(0), nullptr);
        QVERIFY(row.findChild<QToolButton *>(QStringLiteral("jobPause"))->isHidden());
        jobs.setPaused(0, true);
        QCOMPARE(jobs.state(0), JobList::State::Running);
        jobs.cancelAll();
        QTRY_COMPARE_WITH_TIMEOUT(jobs.state(0), JobList::State::Cancelled, patience);
    }

    void jobsThatWaitForOthersKeepNoComputationWaiting()
    {
        JobList jobs;
        QObject context;
        for (int i = 0; i < 2 * QThread::idealThreadCount(); ++i) {
            jobs.run<int>(
                QStringLiteral("waits"), &context, endless, [](const Result<int> &) {},
                JobList::Load::Waits);
        }
        bool done = false;
        jobs.run<int>(
            QStringLiteral("computes"), &context, [](Job &) -> Result<int> { return 1; },
            [&done](const Result<int> &) { done = true; });
        QTRY_VERIFY_WITH_TIMEOUT(done, patience);
        jobs.cancelAll();
        QTRY_VERIFY_WITH_TIMEOUT(!jobs.isRunning(), patience);
    }

    void failedAndThrowingJobsAreToldAndStay()
    {
        JobList jobs;
        QObject context;
        QSignalSpy failed(&jobs, &JobList::failed);
        jobs.run<void>(
            QStringLiteral("fails"), &context,
            [](Job &) -> Result<void> { return failure(ErrorCode::Io, "The disk is full.", "28"); },
            [](const Result<void> &) {});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QCOMPARE(failed[0][1].toString(), QStringLiteral("The disk is full."));
        QCOMPARE(jobs.index(0).data(JobList::ErrorDetailRole).toString(), QStringLiteral("28"));
        jobs.run<void>(
            QStringLiteral("throws"), &context,
            [](Job &) -> Result<void> { throw std::runtime_error("boom"); },
            [](const Result<void> &) {});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, patience);
        QCOMPARE(jobs.index(1).data(JobList::ErrorDetailRole).toString(), QStringLiteral("boom"));
        QCOMPARE(jobs.rowCount(), 2);
    }

    void deadContextIsNotCalledAndTheListWaitsForItsJobs()
    {
        bool called = false;
        {
            JobList jobs;
            auto context = std::make_unique<QObject>();
            jobs.run<int>(QStringLiteral("endless"), context.get(), endless,
                          [&](const Result<int> &) { called = true; });
            context.reset();
        }
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void jobsDockShowsFailureAndDropsShortSuccess()
    {
        JobList jobs;
        QObject context;
        JobsDock dock(&jobs);
        QSignalSpy messages(&dock, &JobsDock::message);
        jobs.run<int>(
            QStringLiteral("Quick one"), &context, [](Job &) -> Result<int> { return 1; },
            [](const Result<int> &) {});
        QTRY_COMPARE_WITH_TIMEOUT(messages.size(), 1, patience);
        QCOMPARE(jobs.rowCount(), 0);
        QVERIFY(dock.isHidden());

        jobs.run<int>(
            QStringLiteral("Import"), &context,
            [](Job &) -> Result<int> { return failure(ErrorCode::Io, "The disk is full."); },
            [](const Result<int> &) {});
        QTRY_VERIFY_WITH_TIMEOUT(!dock.isHidden(), patience);
        auto *row = dock.findChild<JobRow *>();
        QVERIFY(row);
        QStringList texts;
        for (const QLabel *label : row->findChildren<QLabel *>()) {
            texts << label->text();
        }
        QVERIFY(texts.contains(QStringLiteral("The disk is full.")));
        row->findChild<QToolButton *>(QStringLiteral("jobButton"))->click();
        QCOMPARE(jobs.rowCount(), 0);
        QVERIFY(dock.isHidden());
    }

    void sameMessageTwiceIsOneWithACount()
    {
        MessageArea area;
        QVERIFY(area.isHidden());
        MessageBar *first = area.add(MessageKind::Error, QStringLiteral("No."));
        QCOMPARE(area.add(MessageKind::Error, QStringLiteral("No.")), first);
        QCOMPARE(area.messages().size(), 1);
        for (int i = 0; i < 4; ++i) {
            area.add(MessageKind::Info, QString::number(i), QStringLiteral("details"));
        }
        QCOMPARE(area.messages().size(), 5);
        QVERIFY(first->isHidden()); // three are shown, but none is lost
        area.messages().first()->findChild<QToolButton *>(QStringLiteral("messageClose"))->click();
        area.messages().first()->findChild<QToolButton *>(QStringLiteral("messageClose"))->click();
        QVERIFY(!first->isHidden());
        area.clear();
        QVERIFY(area.isHidden());
    }

    void recentWorkspacesKeepTenLatestFirst()
    {
        RecentWorkspaces recent;
        recent.clear();
        for (int i = 0; i < 12; ++i) {
            recent.add(QStringLiteral("/nowhere/w%1.auspex").arg(i));
        }
        recent.add(QStringLiteral("/nowhere/w5.auspex"));
        const auto entries = RecentWorkspaces().entries();
        QCOMPARE(entries.size(), 10);
        QCOMPARE(entries[0].name(), QStringLiteral("w5"));
        QCOMPARE(entries[1].name(), QStringLiteral("w11"));
        QCOMPARE(entries[9].name(), QStringLiteral("w2"));
        QVERIFY(!entries[0].exists());
        recent.remove(entries[0].file);
        QCOMPARE(recent.entries().first().name(), QStringLiteral("w11"));
    }

    void examplePlotIsTheSameEveryTimeAndComplete()
    {
        const PlotData plot = demoSpacePlot(200);
        QCOMPARE(plot.points.size(), 200);
        QVERIFY(plot.series.size() > 1);
        const PlotData again = demoSpacePlot(200);
        for (int i = 0; i < 200; ++i) {
            QVERIFY(plot.points[i].x > 0.0 && plot.points[i].y > 0.0);
            QCOMPARE(again.points[i].x, plot.points[i].x);
        }
    }

    void durationsAreShort()
    {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(durationText(1234), QStringLiteral("1.2 s"));
        QCOMPARE(durationText(42000), QStringLiteral("42 s"));
        QCOMPARE(durationText(200000), QStringLiteral("3 min 20 s"));
        QCOMPARE(durationText(7500000), QStringLiteral("2 h 5 min"));
    }

private:
    /// WCAG 2's contrast ratio.
    static double contrast(const QColor &a, const QColor &b)
    {
        const auto luminance = [](const QColor &colour) {
            const auto linear = [](double v) {
                return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
            };
            return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
                   + 0.0722 * linear(colour.blueF());
        };
        const double lighter = std::max(luminance(a), luminance(b));
        const double darker = std::min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }
};

QTEST_MAIN(TestShellParts)
#include "tst_shell_parts.moc"
