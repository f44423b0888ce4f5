// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QStringList>
#include <QWidget>

#include "core/base/result.h"
#include "ui/corpora/corpus_setup.h"

class QAction;
class QListWidget;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace auspex {

class CorpusView;
class MessageArea;
class Session;

/// The corpora of the workspace, and the one that is chosen: a tab of the place "Data".
class CorporaPanel : public QWidget {
    Q_OBJECT

public:
    explicit CorporaPanel(Session *session, QWidget *parent = nullptr);

    QList<QAction *> placeActions() const { return m_actions; }

    QString currentCorpus() const; ///< empty while there is none
    void selectCorpus(const QString &name);

    /// Asks for a corpus to import, beginning with these fields.
    void askForImport(const CorpusSetup &setup);

    /// Makes the corpus as a job, and registers it when that ends well.
    void importCorpus(const CorpusSetup &setup);
    void removeCorpus(const QString &name);

    /// How a folder is shown; for tests.
    std::function<void(const QString &folder)> openFolder;

Q_SIGNALS:
    void helpRequested(const QString &page);

private:
    QAction *command(const char *name, const QString &icon, const QString &text,
                     const QKeySequence &shortcut, const QString &tip, std::function<void()> call);
    void createActions();
    QWidget *createEmptyState();
    QWidget *createList();
    void showCorpora();
    void showCurrent();
    void updateActions();
    void finishImport(const CorpusSetup &setup, const Result<StoredCorpus> &corpus);
    void showCurrentFolder();

    Session *m_session;
    QList<QAction *> m_actions;
    QAction *m_demo = nullptr;
    QAction *m_import = nullptr;
    QAction *m_open = nullptr;
    QAction *m_remove = nullptr;
    MessageArea *m_messages = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    QListWidget *m_list = nullptr;
    CorpusView *m_view = nullptr;
    QString m_wanted; ///< the corpus to show when it comes
};

} // namespace auspex
