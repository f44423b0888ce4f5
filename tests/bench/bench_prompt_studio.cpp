// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From a key press in the studio's editor to the painted text that will be sent, with all that
// happens in between: the undo command, the checks, the rendering, token count and price, the
// lists. A prompt with 30 demonstrations and five examples. The requirement: under 16 ms.

#include <memory>

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QSpinBox>
#include <benchmark/benchmark.h>

#include "tests/ui/prompts/studio_fixture.h"
#include "ui/prompts/prompt_editor.h"
#include "ui/prompts/prompt_studio.h"
#include "ui/prompts/rendered_view.h"

namespace {

QApplication &application()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static int count = 1;
    static char name[] = "bench_prompt_studio";
    static char *arguments[] = {name, nullptr};
    static QApplication instance(count, arguments);
    return instance;
}

/// A studio with a copy of the first built-in prompt, open at a component.
class Desk {
public:
    explicit Desk(const char *component)
    {
        if (!m_fixture.importTask() || !m_fixture.addExamples(1000))
            qFatal("the workspace cannot be made");
        m_studio = std::make_unique<auspex::PromptStudio>(m_fixture.session(),
                                                          m_fixture.session()->llm());
        m_studio->resize(1280, 720);
        m_studio->show();
        m_studio->findChild<QAction *>(QStringLiteral("studioCopy"))->trigger();
        m_studio->findChild<QSpinBox *>(QStringLiteral("studioDemonstrationCount"))
            ->setValue(auspex::test::studioDemonstrations);
        auto *list = m_studio->findChild<QAbstractItemView *>(QStringLiteral("studioComponents"));
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data().toString() == QLatin1String(component))
                list->setCurrentIndex(index);
        }
        editor = m_studio->findChild<auspex::PromptEditor *>();
        rendered = m_studio->findChild<auspex::RenderedView *>();
        QApplication::processEvents();
    }

    auspex::PromptEditor *editor = nullptr;
    auspex::RenderedView *rendered = nullptr;

private:
    auspex::test::StudioFixture m_fixture;
    std::unique_ptr<auspex::PromptStudio> m_studio;
};

void keyPress(benchmark::State &state, const char *component)
{
    application();
    const Desk desk(component);
    bool erases = false;
    for (auto _ : state) {
        QKeyEvent press(QEvent::KeyPress, erases ? Qt::Key_Backspace : Qt::Key_A, {},
                        erases ? QString() : QStringLiteral("a"));
        QApplication::sendEvent(desk.editor, &press);
        QApplication::processEvents(); // paints
        erases = !erases;
    }
    state.counters["characters"] = static_cast<double>(desk.rendered->document()->characterCount());
}

void firstComponent(benchmark::State &state)
{
    keyPress(state, "role");
}

void behindTheDemonstrations(benchmark::State &state)
{
    keyPress(state, "query");
}

BENCHMARK(firstComponent)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(behindTheDemonstrations)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
