// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/store/call_store.h"

class QLabel;
class QPlainTextEdit;
class QTabWidget;

namespace auspex {

class Session;

/// JSON with one member a line, in its own order; any other text as it is.
QString prettyText(const std::string &text);

/// The prompt in a request's body, of either family; empty where there is none to be found.
QString promptOfRequest(const std::string &body);

/// One call as it was: the prompt, the request and the reply as they went over the wire, and what
/// was paid for it.
class CallDetail : public QWidget {
    Q_OBJECT

public:
    explicit CallDetail(Session *session, QWidget *parent = nullptr);

    void setCall(qint64 id); ///< 0: none
    void show(const StoredCall &call);

private:
    QPlainTextEdit *addPage(const char *name, const QString &title);
    void copyPage();

    Session *m_session;
    qint64 m_id = 0;
    QLabel *m_summary = nullptr;
    QTabWidget *m_pages = nullptr;
    QPlainTextEdit *m_prompt = nullptr;
    QPlainTextEdit *m_request = nullptr;
    QPlainTextEdit *m_reply = nullptr;
    QPlainTextEdit *m_price = nullptr;
};

} // namespace auspex
