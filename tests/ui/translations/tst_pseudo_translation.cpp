// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>

#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include "core/arch/search_space.h"
#include "core/llm/prompt.h"
#include "core/llm/provider.h"
#include "core/predict/predictor.h"
#include "tests/ui/translations/interface_texts.h"
#include "tests/ui/window/small_tfs_eval.h"
#include "ui/charts/plot.h"
#include "ui/common/message_bar.h"
#include "ui/data/data_panel.h"
#include "ui/judge/judge_panel.h"
#include "ui/judge/predictor_popup.h"
#include "ui/prompts/prompt_material.h"
#include "ui/window/help_window.h"
#include "ui/window/main_window.h"

using namespace auspex;
using namespace auspex::test;

namespace {

constexpr int patience = 60000; // ms

/// A prompt is sent to models as it is.
QStringList namesOf(const BuiltInPrompt &prompt)
{
    QStringList names = {QString::fromStdString(prompt.name),
                         QString::fromStdString(prompt.prompt.title)};
    for (const PromptVariant &variant : prompt.prompt.variants) {
        names << QString::fromStdString(variant.title);
    }
    return names;
}

/// With a translated word for whatever is not known yet, as the studio previews a prompt.
PromptInput withStandIns(PromptInput input)
{
    const auto fill = [](std::string &text, const char *standIn) {
        if (text.empty()) {
            text = QCoreApplication::translate("auspex::StudioRendering", standIn).toStdString();
        }
    };
    fill(input.task.name, "(task)");
    fill(input.task.sourceLanguage, "(source language)");
    fill(input.task.targetLanguage, "(target language)");
    fill(input.task.metric, "(score)");
    if (input.examples.empty()) {
        input.examples.emplace_back();
        fill(input.examples.front().source, "(source sentence)");
        fill(input.examples.front().target, "(target sentence)");
    }
    const auto lacks = [](const PromptSubject &subject) { return !subject.efficiency; };
    if (!input.query || lacks(*input.query)
        || std::any_of(input.demonstrations.begin(), input.demonstrations.end(), lacks)) {
        input.task.efficiency = EfficiencyMetric::None;
    }
    if (input.demonstrations.empty()) {
        PromptSubject subject = input.query.value_or(PromptSubject());
        subject.score = 0.0;
        input.demonstrations = {subject};
    }
    return input;
}

/// What the studio shows of its prompts and of the task: no names that may stand in other texts, so
/// that only a text, or all that is not translated of it, that is one of them is taken for data.
/// All are what core's functions give for what the studio is given.
QSet<QString> textsOfPrompts(const PromptInput &input)
{
    QSet<QString> texts;
    const auto add = [&texts](const std::string &text) {
        texts.insert(QString::fromStdString(text));
    };
    for (const PromptFormat format : {PromptFormat::Auspex, PromptFormat::Llmas}) {
        for (const PromptPlaceholder &placeholder : placeholdersOf(format)) {
            add(placeholder.name);
        }
    }
    add(input.task.name);
    add(input.task.sourceLanguage);
    add(input.task.targetLanguage);
    add(input.task.metric);
    for (const BuiltInPrompt &builtIn : builtInPrompts()) {
        std::vector<Prompt> prompts = {builtIn.prompt};
        for (const PromptVariant &variant : builtIn.prompt.variants) {
            prompts.push_back(withVariant(builtIn.prompt, variant.id).value_or(builtIn.prompt));
        }
        for (const PromptComponent &component : builtIn.prompt.components) {
            add(component.id);
            add(component.text);
        }
        for (const Prompt &prompt : prompts) {
            for (const PromptInput &each : {input, withStandIns(input)}) {
                const Result<RenderedPrompt> rendered = renderPrompt(prompt, each);
                add(rendered ? rendered->text : rendered.error().message);
            }
        }
    }
    return texts;
}

/// What is the same in every language.
QStringList sameEverywhere()
{
    QStringList names = {
        QStringLiteral("Auspex"),
        QStringLiteral("SQLite"),
        QStringLiteral("ols:decoder_layers+params"), // an example of what the command line takes
        QSysInfo::prettyProductName(),
        QSysInfo::currentCpuArchitecture(),
        QGuiApplication::platformName(),
        QStringLiteral("×10"), // a power of ten
    };
    for (const SearchSpace &space : builtInSpaces()) {
        names << QString::fromStdString(space.title); // core's names of its spaces
    }
    for (const Provider &provider : builtInProviders()) {
        names << QString::fromStdString(provider.title);
        for (const std::string &model : provider.suggestedModels) {
            names << QString::fromStdString(model);
        }
    }
    for (const BuiltInPrompt &prompt : builtInPrompts()) {
        names += namesOf(prompt);
    }
    for (int month = 1; month <= 12; ++month) {
        names << QLocale().monthName(month) << QLocale().monthName(month, QLocale::ShortFormat);
    }
    return names;
}

void addSpec(const PredictorSpec &spec, QStringList *names)
{
    *names << QString::fromStdString(specText(spec)) << QString::fromStdString(specTitle(spec));
}

QStringList namesOf(const TfsTask &task)
{
    QStringList names = {QString::fromStdString(task.name)};
    for (const std::string &name : recordedNames(task)) {
        names << QString::fromStdString(name);
    }
    for (const TfsRecord &record : task.records) {
        names << QString::fromStdString(architectureKey(record.architecture));
    }
    for (const std::string &target : targetNames(task)) {
        names << QString::fromStdString(target);
        const Knowledge knowledge = knowledgeOf(task, target);
        for (const PredictorSpec &spec : offeredPredictors(knowledge)) {
            addSpec(spec, &names);
        }
        for (const PredictorSpec &spec : defaultPredictors(knowledge)) {
            addSpec(spec, &names);
        }
    }
    return names;
}

/// Core speaks plain English, and that is shown as it is.
QStringList messagesOf(const Evaluation &evaluation)
{
    QStringList messages;
    const auto add = [&messages](const std::string &text) {
        messages << QString::fromStdString(text);
    };
    for (const std::string &note : evaluation.notes) {
        add(note);
    }
    for (const PredictorEvaluation &predictor : evaluation.predictors) {
        add(predictor.error ? predictor.error->message : std::string());
        for (const SplitOutcome &outcome : predictor.splits) {
            add(outcome.explanation);
        }
        for (const MetricSummary &metric : predictor.metrics) {
            add(metric.reason);
        }
    }
    return messages;
}

} // namespace

class TestPseudoTranslation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("AuspexTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_pseudo_translation"));
        QApplication::setQuitOnLastWindowClosed(false);
        QVERIFY(m_folder.isValid());
        QSettings().clear();
        QVERIFY(QCoreApplication::installTranslator(&m_pseudo));
        m_data = sameEverywhere();
        m_data << m_folder.path() << QStringLiteral("small-tfs-eval");
    }

    void init() { m_untranslated.clear(); }

    void theCheckTellsTranslatedFromUntranslatedText()
    {
        const auto said = [this](const char *source) {
            return m_pseudo.translate("", source, nullptr, -1);
        };
        QCOMPARE(said("&Open %1 in %2"), QStringLiteral("⟦&Open ⟧%1⟦ in ⟧%2"));
        QCOMPARE(QCoreApplication::translate("", "%n files", nullptr, 3),
                 QStringLiteral("3⟦ files⟧"));
        QCOMPARE(said(""), QString());
        const QStringList data = {QStringLiteral("HAT"), QStringLiteral("HAT 2")};
        QCOMPARE(untranslatedPart(said("Open %1").arg(QStringLiteral("HAT 2")), data), QString());
        QCOMPARE(untranslatedPart(QStringLiteral("⟦Ctrl⟧+K, 3.25 %"), data), QString());
        QCOMPARE(untranslatedPart(said("Open %1").arg(QStringLiteral("the file")), data),
                 QStringLiteral("the file"));
        QCOMPARE(untranslatedPart(QStringLiteral("<b>bold</b> ⟦<i>x</i>⟧"), data),
                 QStringLiteral("bold"));
    }

    void welcomePageAndMenus()
    {
        MainWindow window;
        window.show();
        check("welcome page");
        openContextMenus(window);
        QVERIFY(isAllTranslated());
    }

    void helpAboutAndShortcuts()
    {
        MainWindow window;
        window.show();
        for (const char *name : {"about", "shortcuts", "help"}) {
            window.findChild<QAction *>(QLatin1String(name))->trigger();
        }
        QVERIFY(window.findChild<QDialog *>(QStringLiteral("aboutDialog")));
        QVERIFY(window.findChild<QDialog *>(QStringLiteral("shortcutsDialog")));
        QVERIFY(window.findChild<HelpWindow *>());
        m_data << QCoreApplication::applicationVersion();
        check("help dialogs");
        QVERIFY(isAllTranslated());
    }

    void allPlacesWithData()
    {
        MainWindow window;
        window.show();
        followJudge(window);
        window.createWorkspace(workspaceFile(QStringLiteral("w1")));
        check("empty workspace");
        const QString folder = writeSmallTfsEval(
            m_folder.path(), {QStringLiteral("wmt14ende"), QStringLiteral("wmt14enfr")});
        window.importTfsEval(folder);
        check("import is running");
        QTRY_COMPARE_WITH_TIMEOUT(window.session()->tasks().size(), std::size_t(2), patience);
        for (const auto &task : window.session()->tasks()) {
            m_data += namesOf(*task);
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_results && !window.session()->jobs()->isRunning(), patience);
        window.session()->selection()->set(QStringLiteral("wmt14ende"), {0}, 0);
        for (const char *place : {"data", "predictors", "judge"}) {
            window.showPlace(QLatin1String(place));
            openContextMenus(window);
            check(place);
        }
        window.session()->selection()->set(QStringLiteral("wmt14ende"), {0, 1, 2}, 1);
        check("several architectures in the inspector");
        chooseEverythingOnce(window);
        searchForEverything(window);
        window.importTfsEval(folder);
        QTRY_VERIFY_WITH_TIMEOUT(!window.session()->jobs()->isRunning(), patience);
        check("the same import again");
        for (int i = 0; i < window.session()->undoStack()->count(); ++i) {
            checkText(QStringLiteral("undo"), QStringLiteral("command"),
                      window.session()->undoStack()->text(i));
        }
        window.findChild<JudgePanel *>()->showPredictorPopup();
        check("popup of predictors");
        window.findChild<PredictorPopup *>()->hide();
        QVERIFY(isAllTranslated());
    }

    void dialogsOfTheDataPlace()
    {
        MainWindow window;
        window.show();
        followJudge(window);
        window.createWorkspace(workspaceFile(QStringLiteral("w4")));
        const QString folder = writeSmallTfsEval(m_folder.path(), {QStringLiteral("wmt14ende")});
        window.importTfsEval(folder);
        QTRY_VERIFY_WITH_TIMEOUT(!window.session()->tasks().empty(), patience);
        m_data += namesOf(*window.session()->tasks().front());
        m_data << QStringLiteral("test.jsonl") << QStringLiteral("train.jsonl");
        auto *panel = window.findChild<DataPanel *>();
        window.showPlace(QStringLiteral("data"));
        checkDialog(panel, "rename a task", [&] {
            window.findChild<QAction *>(QStringLiteral("dataRenameTask"))->trigger();
        });
        checkDialog(panel, "TFS-Eval folder", [&] { panel->importFolder(folder); });
        const QString lines = folder + QStringLiteral("/123/wmt14ende/test.jsonl");
        checkDialog(panel, "TFS-Eval file", [&] { panel->importFiles({lines}); });
        const QString table = m_folder.filePath(QStringLiteral("scores.csv"));
        panel->exportTask(table);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(table), patience);
        QFile file(table);
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression between(QStringLiteral("[,\\n]"));
        static const QRegularExpression letters(QStringLiteral("[a-z]{2}"));
        m_data
            << QStringLiteral("scores.csv") << QStringLiteral("scores") << QStringLiteral("csv")
            << QString::fromUtf8(file.readAll()).split(between, Qt::SkipEmptyParts).filter(letters);
        checkDialog(panel, "CSV table", [&] { panel->importFiles({table}); });
        QVERIFY(isAllTranslated());
    }

    void readOnlyWorkspaceAndFailures()
    {
        const QString file = workspaceFile(QStringLiteral("w2"));
        MainWindow first;
        first.createWorkspace(file);
        MainWindow second;
        second.show();
        second.openWorkspace(file);
        QVERIFY(second.session()->isReadOnly());
        m_data << second.session()->readOnlyReason();
        check("read-only workspace");
        const QString none = m_folder.filePath(QStringLiteral("none.csv"));
        m_data << none;
        second.openPaths({none, QDir::homePath()});
        second.importTfsEval(m_folder.path());
        for (const MessageBar *bar : second.messages()->messages()) {
            if (bar->text().contains(QStringLiteral("TFS-Eval")) && !bar->text().contains(u'⟦')) {
                m_data << bar->text(); // of core
            }
        }
        check("failures");
        QVERIFY(isAllTranslated());
    }

    void questionAboutRunningJobs()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(workspaceFile(QStringLiteral("w3")));
        m_data << QStringLiteral("title of the job");
        for (int i = 0; i < 2; ++i) {
            window.session()->jobs()->run<void>(
                QStringLiteral("title of the job"), &window,
                [](Job &job) -> Result<void> {
                    job.report({1, 4, "files", "", 1.5});
                    while (!job.isCancelled()) {
                        QThread::msleep(2);
                    }
                    return cancelled();
                },
                [](const Result<void> &) {});
        }
        QTRY_COMPARE(window.session()->jobs()->runningCount(), 2);
        QTest::qWait(300); // until progress is shown
        window.closeWorkspace();
        check("running jobs");
        auto *box = window.findChild<QMessageBox *>(QStringLiteral("askAboutJobs"));
        QVERIFY(box);
        box->close();
        window.close();
        check("closing with running jobs");
        window.session()->jobs()->cancelAll();
        QTRY_VERIFY_WITH_TIMEOUT(!window.session()->jobs()->isRunning(), patience);
        check("cancelled jobs");
        QVERIFY(isAllTranslated());
    }

private:
    bool isAllTranslated() const
    {
        for (const QString &line : m_untranslated) {
            qWarning("Not translated: %s", qPrintable(line)); // a failure's message is cut off
        }
        return m_untranslated.isEmpty();
    }

    void followJudge(MainWindow &window)
    {
        connect(window.findChild<JudgePanel *>(), &JudgePanel::evaluationChanged, this,
                [this](const JudgeResultsPtr &results) {
                    m_results = results;
                    m_data += results ? messagesOf(results->evaluation) : QStringList();
                });
    }

    QString workspaceFile(const QString &name)
    {
        const QString file = m_folder.filePath(name + QStringLiteral(".auspex"));
        m_data << name << file;
        return file;
    }

    void checkText(const QString &state, const QString &where, const QString &text)
    {
        if (m_texts.contains(text)) {
            return;
        }
        const QString rest = untranslatedPart(text, m_data);
        if (!rest.isEmpty() && !m_texts.contains(rest)) {
            const QString found
                = QStringLiteral("%1: \"%2\" in \"%3\"").arg(where, rest, text.simplified());
            if (!m_found.contains(found)) {
                m_found.insert(found);
                m_untranslated << QStringLiteral("%1 (%2)").arg(found, state);
            }
        }
    }

    void check(const char *state)
    {
        collectPrompts();
        for (const InterfaceText &text : interfaceTexts()) {
            checkText(QLatin1String(state), text.where, text.text);
        }
    }

    void collectPrompts()
    {
        for (const QWidget *window : QApplication::topLevelWidgets()) {
            for (const PromptMaterial *material : window->findChildren<PromptMaterial *>()) {
                m_texts.unite(textsOfPrompts(material->input()));
            }
        }
    }

    void checkDialog(DataPanel *panel, const char *name, const std::function<void()> &open)
    {
        open();
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = panel->findChild<QDialog *>()), patience);
        QTest::qWait(500); // until it has counted
        check(name);
        dialog->reject();
        QTRY_VERIFY(!panel->findChild<QDialog *>());
    }

    /// Context menus run an event loop of their own until they are closed.
    void openContextMenus(MainWindow &window)
    {
        QTimer closer;
        connect(&closer, &QTimer::timeout, this, [this] {
            if (QWidget *popup = QApplication::activePopupWidget()) {
                check("context menu");
                popup->close();
            }
        });
        closer.start(20);
        // A menu's event loop may delete what was found before, such as a table's rebuilt cells.
        const QList<QWidget *> found = window.findChildren<QWidget *>();
        const QList<QPointer<QWidget>> widgets(found.begin(), found.end());
        for (const QPointer<QWidget> &widget : widgets) {
            if (widget && widget->isVisible() && widget->contextMenuPolicy() != Qt::NoContextMenu
                && (qobject_cast<PlotView *>(widget.data())
                    || widget->contextMenuPolicy() != Qt::DefaultContextMenu
                    || widget->objectName() == QStringLiteral("recentList"))) {
                const QPoint centre = widget->rect().center();
                QContextMenuEvent event(QContextMenuEvent::Keyboard, centre,
                                        widget->mapToGlobal(centre));
                QApplication::sendEvent(widget, &event);
            }
        }
        QTest::qWait(50);
    }

    /// All tabs, and every entry of every list, as its choice may show or name something new.
    void chooseEverythingOnce(MainWindow &window)
    {
        for (QTabBar *tabs : window.findChildren<QTabBar *>()) {
            for (int i = 0; i < tabs->count(); ++i) {
                tabs->setCurrentIndex(i);
                check("tab");
            }
        }
        for (QComboBox *box : window.findChildren<QComboBox *>()) {
            for (int i = box->count() - 1; i >= 0; --i) {
                box->setCurrentIndex(i);
                Q_EMIT box->activated(i);
            }
            check("choice");
        }
        QTRY_VERIFY_WITH_TIMEOUT(!window.session()->jobs()->isRunning(), patience);
        check("choices made");
    }

    void searchForEverything(MainWindow &window)
    {
        window.findChild<QAction *>(QStringLiteral("searchEverything"))->trigger();
        auto *edit = window.findChild<QLineEdit *>(QStringLiteral("paletteEdit"));
        m_data << QStringLiteral("zzzz");
        for (const char *query : {"", "HAT", "wmt14ende", "#1", "zzzz"}) {
            edit->setText(QLatin1String(query));
            check("search");
        }
        QTest::keyClick(edit, Qt::Key_Escape);
    }

    PseudoTranslator m_pseudo;
    QTemporaryDir m_folder;
    QStringList m_data;    ///< what need not be translated
    QSet<QString> m_texts; ///< and what need not be where it is all that is not translated
    QStringList m_untranslated;
    QSet<QString> m_found;
    JudgeResultsPtr m_results;
};

QTEST_MAIN(TestPseudoTranslation)
#include "tst_pseudo_translation.moc"
