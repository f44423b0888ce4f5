// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include <QObject>
#include <QPointer>
#include <QUndoCommand>

namespace auspex {

/// An edit of a value as a whole: doing and undoing set what it is after and before the edit, for
/// as long as the owner of the value lives.
template<typename Value>
class ValueCommand : public QUndoCommand {
public:
    using Setter = std::function<void(const Value &)>;

    /// Edits with the same `merge` (not negative) in a row are one, under the last one's name; no
    /// other kind of command may have that number.
    ValueCommand(const QString &name, QObject *owner, Value before, Value after, Setter set,
                 int merge)
        : QUndoCommand(name)
        , m_owner(owner)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_set(std::move(set))
        , m_merge(merge)
    {
    }

    void undo() override
    {
        if (m_owner)
            m_set(m_before);
    }

    void redo() override
    {
        if (m_owner)
            m_set(m_after);
    }

    int id() const override { return m_merge; }

    bool mergeWith(const QUndoCommand *other) override
    {
        m_after = static_cast<const ValueCommand *>(other)->m_after;
        setText(other->text());
        return true;
    }

private:
    QPointer<QObject> m_owner;
    Value m_before;
    Value m_after;
    Setter m_set;
    int m_merge;
};

} // namespace auspex
