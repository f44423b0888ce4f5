// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/prompts/studio_test.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QTest>

#include "ui/prompts/name_dialog.h"

namespace auspex::test {

void StudioTest::beginWorkspace()
{
    m_fixture = std::make_unique<StudioFixture>();
    QVERIFY(m_fixture->importTask());
    QVERIFY(m_fixture->addExamples(8));
}

void StudioTest::openStudio()
{
    m_studio = std::make_unique<PromptStudio>(m_fixture->session(), m_fixture->session()->llm());
    m_studio->resize(1180, 650);
    m_studio->show();
}

void StudioTest::closeAll()
{
    m_studio.reset();
    m_fixture.reset();
}

void StudioTest::startCopy()
{
    action("studioCopy")->trigger();
    select(QStringLiteral("role"));
    editor()->setFocus();
    editor()->setCursorPosition(0);
}

void StudioTest::select(const QString &component)
{
    for (int row = 0; row < list()->model()->rowCount(); ++row) {
        if (list()->model()->index(row, 0).data().toString() == component)
            list()->setCurrentIndex(list()->model()->index(row, 0));
    }
    QCOMPARE(list()->currentIndex().data().toString(), component);
}

QStringList StudioTest::components() const
{
    QStringList names;
    for (int row = 0; row < list()->model()->rowCount(); ++row)
        names.append(list()->model()->index(row, 0).data().toString());
    return names;
}

void StudioTest::answer(const QString &text)
{
    auto *dialog = m_studio->findChild<NameDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(QStringLiteral("name"))->setText(text);
    dialog->accept();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void StudioTest::saveVersion(const QString &note)
{
    action("studioSave")->trigger();
    auto *dialog = child<NameDialog>("studioSaveDialog");
    dialog->findChild<QLineEdit *>(QStringLiteral("note"))->setText(note);
    dialog->accept();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace auspex::test
