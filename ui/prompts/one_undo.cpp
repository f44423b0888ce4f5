// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/one_undo.h"

#include <QAbstractSpinBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QWidget>

#include "ui/session/session.h"

namespace auspex {

namespace {

class OneUndoFilter : public QObject {
public:
    OneUndoFilter(Session *session, QObject *parent)
        : QObject(parent)
        , m_session(session)
    {
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
            return false;
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isUndo = key->matches(QKeySequence::Undo);
        if (!isUndo && !key->matches(QKeySequence::Redo))
            return false;
        // An override that nobody accepts reaches the window's commands; a key press that comes
        // all the same has no window with them.
        if (event->type() == QEvent::ShortcutOverride) {
            event->ignore();
            return true;
        }
        if (isUndo)
            m_session->undoStack()->undo();
        else
            m_session->undoStack()->redo();
        return true;
    }

private:
    Session *m_session;
};

} // namespace

void useOneUndo(const QList<QWidget *> &fields, Session *session)
{
    for (QWidget *field : fields) {
        auto *filter = new OneUndoFilter(session, field);
        field->installEventFilter(filter);
        for (QLineEdit *line : field->findChildren<QLineEdit *>()) // of a spin box, a combo box
            line->installEventFilter(filter);
    }
}

} // namespace auspex
