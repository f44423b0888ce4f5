// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/help_window.h"

#include <QFile>
#include <QLocale>
#include <QTextBlock>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace auspex {

namespace {

QString helpText()
{
    const QString language = QLocale().name().section(u'_', 0, 0);
    for (const QString &name :
         {QStringLiteral(":/help/help_%1.md").arg(language), QStringLiteral(":/help/help.md")}) {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly)) {
            return QString::fromUtf8(file.readAll());
        }
    }
    return {};
}

} // namespace

HelpWindow::HelpWindow(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Auspex Help"));
    m_browser = new QTextBrowser(this);
    m_browser->setAccessibleName(windowTitle());
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->setOpenExternalLinks(true);
    m_browser->document()->setDocumentMargin(spacingHuge);
    m_browser->setMarkdown(helpText());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_browser);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 40);
}

void HelpWindow::showSection(const QString &name)
{
    // As the headings are written in the help file of the language.
    const QString heading = name == QStringLiteral("tfs-eval") ? tr("What is TFS-Eval?")
                            : name == QStringLiteral("llm")    ? tr("Language models as predictors")
                            : name == QStringLiteral("corpora")   ? tr("Corpora")
                            : name == QStringLiteral("supernets") ? tr("Supernets")
                                                                  : QString();
    m_browser->moveCursor(QTextCursor::Start);
    for (QTextBlock block = m_browser->document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() > 0 && block.text() == heading) {
            m_browser->moveCursor(QTextCursor::End); // so that the heading comes to the top
            m_browser->setTextCursor(QTextCursor(block));
            m_browser->ensureCursorVisible();
            return;
        }
    }
}

} // namespace auspex
