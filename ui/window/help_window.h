// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QTextBrowser;

namespace auspex {

/// The help page (resources/help/help.md, or help_LANGUAGE.md where there is one), in a window
/// beside the work.
class HelpWindow : public QDialog {
    Q_OBJECT

public:
    explicit HelpWindow(QWidget *parent = nullptr);

    /// Scrolls to what a link names: "tfs-eval", "llm"; to the beginning for any other.
    void showSection(const QString &name);

private:
    QTextBrowser *m_browser = nullptr;
};

} // namespace auspex
